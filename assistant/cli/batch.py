"""``tactful batch``: drafts the whole worklist, several at once where a model writes."""

from typing import TYPE_CHECKING

import typer

from assistant.cli.session import acting, open_desk, settings, wording
from assistant.domain.kinds import Stage

if TYPE_CHECKING:
    from assistant.domain.message import Message
    from assistant.wording import Wording


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("batch")(batch)


def batch(
    context: typer.Context,
    stage: Stage | None = typer.Option(None, help="Only cases of this stage."),
    limit: int | None = typer.Option(None, min=1, help="At most so many drafts."),
    writer: str | None = typer.Option(None, help="composer, or model when one is set up."),
) -> None:
    """Draft every case of the worklist that has a next step and no open message; a second run finds nothing to do.

    Example: tactful batch --stage middle --limit 20
    """
    from assistant.domain.parties import Role
    from assistant.workflow.draft_worklist import draft_worklist, hands_for

    desk, words, chosen = open_desk(context), wording(context), settings(context)
    author = acting(context, desk, Role.ACCOUNT_MANAGER)
    name, _ = desk.writer(writer)
    hands = hands_for(chosen.model_at_once) if name == "model" else 1
    count = 0
    for message in draft_worklist(desk, author, stage=stage, limit=limit, writer=name, hands=hands):
        print(_line(message, words), flush=True)
        count += 1
    print(words.label("drafted").format(count=count))


def _line(message: "Message", words: "Wording") -> str:
    brief, made = message.brief, message.draft.stamp
    told = [message.id, brief.case_id, *map(words.name, (brief.kind, brief.stage, brief.tone, brief.channel))]
    told += [words.name(message.report.verdict), made.model if made.writer == "model" else made.writer]
    return " · ".join((*told, words.reason(made.fallback)) if made.fallback else told)
