"""``tactful cases``: the worklist, and one case in full."""

from typing import TYPE_CHECKING

import typer

from assistant.cli.session import open_desk, print_json, wording

if TYPE_CHECKING:
    from assistant.wording import Wording
    from assistant.workflow.worklist import CaseView

cases = typer.Typer(help="The worklist, and one case in full.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the noun to the command line."""
    app.add_typer(cases, name="cases")


@cases.command("list")
def list_cases(
    context: typer.Context, as_json: bool = typer.Option(False, "--json", help="One JSON document.")
) -> None:
    """List every open case with its next step and why.

    Example: tactful cases list
    """
    from assistant.cli.show import case_line
    from assistant.workflow.worklist import worklist

    views, words = worklist(open_desk(context)), wording(context)
    if as_json:
        print_json([_document(view, words) for view in views])
        return
    for view in views:
        print(case_line(view, words))
    if not views:
        print(words.label("no_cases"))


@cases.command("show")
def show(
    context: typer.Context,
    case: str = typer.Argument(help="A case, such as CN01-CNY."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
) -> None:
    """Show one case: items, ageing, next step and why.

    Example: tactful cases show CN01-CNY
    """
    from assistant.cli.show import step_line
    from assistant.domain.brief import Refusal
    from assistant.workflow.worklist import show_case

    view, words = show_case(open_desk(context), case), wording(context)
    if as_json:
        print_json(_document(view, words))
        return
    print(f"{view.case.id} · {view.case.customer.name} · {view.case.open_balance}")
    for item in view.case.items:
        days = item.days_past_due(view.case.today)
        print(f"  {item.invoice.number:<16} {item.open_balance!s:>18}  {item.invoice.due}  {days:+d}")
    print("  " + " | ".join(f"{bucket.value} {amount}" for bucket, amount in view.ageing.items() if amount))
    if view.case.unallocated:
        print(f"  {words.role('unallocated')}: {view.case.unallocated}")
    print(step_line(view, words))
    if not isinstance(view.next_step, Refusal):
        for reason in [*view.next_step.reasons, *view.next_step.warnings]:
            print(f"  {words.reason(reason)}")


def _document(view: "CaseView", words: "Wording") -> dict[str, object]:
    from assistant.domain.brief import Refusal

    case, step = view.case, view.next_step
    planned = None if isinstance(step, Refusal) else step
    reasons = (step.reason,) if isinstance(step, Refusal) else step.reasons
    return {
        "case": case.id,
        "customer": case.customer.code,
        "name": case.customer.name,
        "currency": case.currency,
        "open": str(case.open_balance.decimal),
        "overdue": str(case.overdue_balance.decimal),
        "unallocated": str(case.unallocated.decimal),
        "days_past_due": case.days_past_due if case.items else None,
        "ageing": {bucket.value: str(amount.decimal) for bucket, amount in view.ageing.items()},
        "cause": case.cause,
        "items": [
            {
                "invoice": item.invoice.number,
                "open": str(item.open_balance.decimal),
                "disputed": str(item.disputed.decimal),
                "due": item.invoice.due,
                "days_past_due": item.days_past_due(case.today),
            }
            for item in case.items
        ],
        "next": planned and {key: getattr(planned, key) for key in ("kind", "stage", "tone", "channel")},
        "why": [words.reason(reason) for reason in reasons],
        "warnings": [words.reason(reason) for reason in planned.warnings] if planned else [],
        "until": step.until if isinstance(step, Refusal) else None,
        "message": view.message.id if view.message else None,
    }
