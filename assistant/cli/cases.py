"""``tactful cases``: the worklist, one case in full, and what was approved for its customer before."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer

from assistant.cli.session import open_desk, print_json, print_json_list, settings, wording
from assistant.domain.attention import Only, Sort
from assistant.domain.kinds import MessageKind, Stage, Tone
from assistant.domain.language import Language

if TYPE_CHECKING:
    from assistant.domain.message import Message
    from assistant.wording import Wording
    from assistant.workflow.worklist import CaseView

cases = typer.Typer(help="The worklist, and one case in full.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the noun to the command line."""
    app.add_typer(cases, name="cases")


@cases.command("list")
def list_cases(
    context: typer.Context,
    page: int = typer.Option(1, "--page", min=1, help="Which page of fifty cases."),
    sort: Sort = typer.Option(Sort.PRIORITY, help="What comes first."),
    only: Only | None = typer.Option(None, help="Only those that can be worked, wait, or stand out."),
    stage: Stage | None = typer.Option(None, help="Only those that have gone so far."),
    language: Language | None = typer.Option(None, help="Only customers of this language."),
    currency: str = typer.Option("", help="Only this currency, such as CNY."),
    search: str = typer.Option("", help="Words of the customer's name or the case."),
    everything: bool = typer.Option(False, "--all", help="Every case, however many there are."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
) -> None:
    """List the open cases with their next step and why: what matters most first, fifty at a time.

    Example: tactful cases list --only reply_unread --sort reply
    """
    from assistant.workflow.listing import Listing
    from assistant.workflow.read_worklist import read_worklist
    from assistant.workflow.worklist import worklist

    desk, words = open_desk(context), wording(context)
    listing = Listing(
        sort=sort,
        only=only,
        stage=stage,
        language=language,
        currency=currency.upper(),
        search=search,
        login=settings(context).user or "",
    )
    read = read_worklist(desk, listing, page)
    found = read.page
    views = worklist(desk, listing) if everything else iter(found.views)
    if as_json:
        print_json_list(_document(view, words) for view in views)
        return
    if not found.total:
        print(words.label("no_cases"))
        return
    to_do = read.counts
    print(
        words.label("to_do").format(
            to_draft=to_do.to_draft,
            returned=to_do.returned,
            promises_due=to_do.promises_due,
            replies_unread=to_do.replies_unread,
        )
    )
    _print_lines(views, words)
    if found.pages > 1 and not everything:
        print(words.label("page_of_cases").format(page=found.page, pages=found.pages, total=found.total))


@cases.command("show")
def show(
    context: typer.Context,
    case: str = typer.Argument(help="A case, such as CN01-CNY."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
) -> None:
    """Show one case: items, ageing, loose money, promises, disputes, holds and plans, next step and why.

    Example: tactful cases show CN01-CNY
    """
    from assistant.cli.case_page import case_details, case_lines
    from assistant.workflow.worklist import show_case

    view, words = show_case(open_desk(context), case), wording(context)
    if as_json:
        print_json({**_document(view, words), **case_details(view)})
        return
    for line in case_lines(view, words):
        print(line)


@cases.command("exemplars")
def show_exemplars(
    context: typer.Context,
    case: str = typer.Argument(help="A case, such as CN01-CNY."),
    kind: MessageKind | None = typer.Option(None, help="What was written; default what comes next."),
    tone: Tone | None = typer.Option(None, help="How firm it was; default what comes next."),
    language: Language | None = typer.Option(None, help="Default the customer's."),
    like: str = typer.Option("", help="A text: what is most like it comes first, else the newest."),
    most: int = typer.Option(3, "-k", min=1, max=50, help="How many at most."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
) -> None:
    """Show what was approved for this customer before: the tone that people here chose.

    Example: tactful cases exemplars CN01-CNY --tone friendly
    """
    from assistant.domain.brief import Refusal
    from assistant.workflow.exemplars import exemplars
    from assistant.workflow.hit_documents import exemplar_document
    from assistant.workflow.worklist import show_case

    desk, words = open_desk(context), wording(context)
    view = show_case(desk, case)
    step, customer = view.next_step, view.case.customer
    planned = None if isinstance(step, Refusal) else step
    found = exemplars(
        desk,
        customer.code,
        kind=kind or (planned.kind if planned else MessageKind.PAYMENT_REMINDER),
        tone=tone or (planned.tone if planned else Tone.FRIENDLY),
        language=language or customer.language,
        like=like,
        k=most,
    )
    if as_json:
        print_json([exemplar_document(message) for message in found])
    for message in () if as_json else found:
        for line in _exemplar_lines(message, words):
            print(line)
    if not found:
        if not as_json:
            print(words.label("no_exemplars"))
        raise typer.Exit(1)


def _exemplar_lines(message: "Message", words: "Wording") -> "Iterator[str]":
    brief, draft = message.brief, message.draft
    parts = (message.id, words.name(brief.kind), words.name(brief.tone), words.name(message.status))
    yield "── " + " · ".join((*parts, words.value(message.changed)))
    if draft.subject:
        yield f"{words.label('subject')}: {words.value(draft.subject)}"
        yield ""
    yield words.value(draft.body)
    yield ""


def _print_lines(views: "Iterator[CaseView]", words: "Wording") -> None:
    from assistant.cli.show import case_line

    for view in views:
        print(case_line(view, words))


def _document(view: "CaseView", words: "Wording") -> dict[str, object]:
    from assistant.domain.brief import Refusal
    from assistant.workflow.record.documents import attention_document

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
        "stage": view.stage,
        **attention_document(view, words),
        "next": planned and {key: getattr(planned, key) for key in ("kind", "stage", "tone", "channel")},
        "sentence": words.reason(step.reason if isinstance(step, Refusal) else step.sentence),
        "why": [words.reason(reason) for reason in reasons],
        "warnings": [words.reason(reason) for reason in planned.warnings] if planned else [],
        "until": step.until if isinstance(step, Refusal) else None,
        "message": view.message.id if view.message else None,
    }
