"""``tactful draft``: brief, words and check for one case, or for records given by hand."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import typer

from assistant.cli.in_order import answer_lines
from assistant.cli.session import acting, open_desk, print_json, settings, wording
from assistant.domain.kinds import Channel, MessageKind, Tone
from assistant.domain.language import Language
from assistant.domain.parties import SenderRank
from assistant.errors import BadInput

if TYPE_CHECKING:
    from assistant.wording import Wording
    from assistant.workflow.draft_given import GivenDesk


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("draft")(draft)


def draft(
    context: typer.Context,
    case: str = typer.Argument("", help="A case, such as CN01-CNY."),
    kind: MessageKind | None = typer.Option(None, help="What to write; else as the policy says."),
    channel: Channel | None = typer.Option(None, help="How it reaches the customer; else as the policy says."),
    tone: Tone | None = typer.Option(None, help="How firm; else as the policy says."),
    language: Language | None = typer.Option(None, help="Else the customer's own."),
    on: str = typer.Option("", help="The day on which it is to leave, such as 2026-06-30; else when the policy says."),
    because: str = typer.Option("", help="Why, where the policy would do less or wait."),
    sender: SenderRank | None = typer.Option(None, help="Who signs; else as the policy says."),
    writer: str | None = typer.Option(None, help="composer, or model when one is set up."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
    jsonl: bool = typer.Option(False, "--jsonl", help="Records given by hand, one per line, from standard input."),
) -> None:
    """Draft a message on a case and check it. A softer tone or a later day is anybody's; more wants a reason.

    Example: tactful draft HK01-HKD --tone firm --because "their director asked for a clear date"
    """
    if jsonl:
        _draft_lines(context)
        return
    if not case:
        raise BadInput("no_case_named", "Name a case, such as CN01-CNY, or give records with --jsonl.")
    from assistant.cli.recording import day_or_none
    from assistant.cli.show import draft_lines
    from assistant.domain.brief import Refusal
    from assistant.domain.parties import Role
    from assistant.planning import Wishes
    from assistant.workflow.draft_document import message_document
    from assistant.workflow.prepare_draft import prepare_draft
    from assistant.workflow.sent import costs_of_draft

    desk, words = open_desk(context), wording(context)
    author = acting(context, desk, Role.ACCOUNT_MANAGER)
    day = day_or_none(on, "on")
    wishes = Wishes(kind=kind, channel=channel, tone=tone, language=language, sender=sender, on=day, because=because)
    result = prepare_draft(desk, author, case, wishes, writer=writer)
    if isinstance(result, Refusal):
        if as_json:
            print_json(
                {"id": case, "refused": words.reason(result.reason), "code": result.reason.code, "until": result.until}
            )
        else:
            print(words.reason(result.reason))
            if result.yields:
                print(words.label("write_all_the_same"))
        raise typer.Exit(1)
    if as_json:
        print_json(message_document(result, words))
    else:
        print("\n".join(draft_lines(result, words, costs_of_draft(desk, result))))
    if not result.report.verdict.may_leave:
        raise typer.Exit(1)


def _draft_lines(context: typer.Context) -> None:
    """Answer each line in its order, several together where a model is asked."""
    from assistant.bootstrap import build_given_desk
    from assistant.workflow.draft_worklist import hands_for

    chosen = settings(context)
    desk, words = build_given_desk(chosen), wording(context)
    hands = hands_for(chosen.model_at_once) if chosen.model else 1
    answer_lines(lambda item: _drafted(desk, item, words), words, hands=hands)


def _drafted(desk: "GivenDesk", item: Mapping[str, object], words: "Wording") -> dict[str, object]:
    from assistant.domain.brief import Refusal
    from assistant.intake.given_task import task_from_line
    from assistant.workflow.draft_document import draft_document
    from assistant.workflow.draft_given import draft_given

    result = draft_given(desk, task_from_line(item))
    if isinstance(result, Refusal):
        return {"refused": words.reason(result.reason), "code": result.reason.code}
    return draft_document(result.brief, result.draft, result.report, words)
