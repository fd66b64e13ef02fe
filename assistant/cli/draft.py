"""``tactful draft``: brief, words and check for one case."""

import typer

from assistant.cli.session import acting, open_desk, print_json, wording
from assistant.domain.kinds import Channel, MessageKind, Tone
from assistant.domain.language import Language


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("draft")(draft)


def draft(
    context: typer.Context,
    case: str = typer.Argument(help="A case, such as CN01-CNY."),
    kind: MessageKind | None = typer.Option(None, help="What to write; else as the policy says."),
    channel: Channel | None = typer.Option(None, help="How it reaches the customer; else as the policy says."),
    tone: Tone | None = typer.Option(None, help="How firm; else as the policy says."),
    language: Language | None = typer.Option(None, help="Else the customer's own."),
    writer: str | None = typer.Option(None, help="composer, or model when one is set up."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
) -> None:
    """Draft a message on a case and check it.

    Example: tactful draft HK01-HKD --channel email --tone firm
    """
    from assistant.cli.show import draft_json, draft_lines
    from assistant.domain.brief import Refusal
    from assistant.domain.parties import Role
    from assistant.planning import Wishes
    from assistant.workflow.prepare_draft import prepare_draft

    desk, words = open_desk(context), wording(context)
    author = acting(context, desk, Role.ACCOUNT_MANAGER)
    wishes = Wishes(kind=kind, channel=channel, tone=tone, language=language)
    result = prepare_draft(desk, author, case, wishes, writer=writer)
    if isinstance(result, Refusal):
        if as_json:
            print_json(
                {"id": case, "refused": words.reason(result.reason), "code": result.reason.code, "until": result.until}
            )
        else:
            print(words.reason(result.reason))
        raise typer.Exit(1)
    if as_json:
        print_json({"id": result.id, **draft_json(result.brief, result.draft, result.report, words.language)})
    else:
        print("\n".join(draft_lines(result, words)))
    if not result.report.verdict.may_leave:
        raise typer.Exit(1)
