"""One case at the head of its page: who owes what, for how long, and what else one should know before writing."""

from collections.abc import Iterable

from assistant.domain.brief import Refusal
from assistant.domain.case import Case
from assistant.domain.commitments import Cause
from assistant.domain.ledger import OpenItem
from assistant.domain.money import Money
from assistant.web.frame import card, in_a_row, upper_first
from assistant.web.labels import Labels
from assistant.web.markup import Markup, tag
from assistant.wording import Wording


def case_head(case: Case, say: Labels, words: Wording) -> Markup:
    """The customer and the figures that everything else is about; money that no invoice carries is never hidden."""
    customer = case.customer
    about = in_a_row(
        (
            customer.code,
            f"{customer.language.value}-{customer.region}",
            words.name(customer.standing),
            customer.contact.name,
            say("draft.since", year=customer.since) if customer.since else "",
        )
    )
    name = tag("div", tag("h1", customer.name, lang=customer.language.value), tag("p", about, class_="quiet"))
    return tag(
        "section",
        name,
        tag("dl", *_figures(case, say, words), class_="figures"),
        class_="case-head",
        aria_label=customer.name,
    )


def open_items(case: Case, say: Labels, words: Wording) -> Markup:
    """The open invoices, each with what was paid, credited and disputed."""
    columns = ("invoice", "amount", "settled", "disputed", "open", "due", "days", "source")
    figures = columns[1:5] + columns[6:7]
    heads = [
        tag("th", say(f"draft.item_{name}"), scope="col", class_="figure" if name in figures else None)
        for name in columns
    ]
    rows = [_item(item, case, words) for item in case.items]
    table = tag("table", tag("thead", tag("tr", *heads)), tag("tbody", *rows), class_="items")
    return card(say("draft.items", currency=case.currency), tag("div", table, class_="table-wrap"))


def refusal_card(refusal: Refusal, say: Labels, words: Wording) -> Markup:
    """Why nothing may be sent now, and until when."""
    until = say("worklist.until", day=words.value(refusal.until.date())) if refusal.until else ""
    head = tag("b", "‖ ", say("worklist.wait"), " ", until)
    yields = tag("p", say("draft.all_the_same"), class_="quiet") if refusal.yields else None
    return card(say("draft.nothing_to_send"), tag("p", head), tag("p", words.reason(refusal.reason)), yields)


def _figures(case: Case, say: Labels, words: Wording) -> Iterable[Markup]:
    yield _figure(say("worklist.overdue"), str(case.overdue_balance), strong=bool(case.overdue_balance))
    yield _figure(say("worklist.open"), str(case.open_balance))
    if case.items:
        yield _figure(say("worklist.days"), f"{case.days_past_due:+d}")
    if case.cause is not Cause.UNKNOWN:
        yield _figure(say("draft.cause"), upper_first(words.name(case.cause)))
    last = max((contact.at for contact in case.account.contacts), default=None)
    if last:
        yield _figure(say("draft.last_contact"), words.value(last.date()))
    if case.unallocated:
        yield _figure(f"▲ {say('draft.unallocated')}", str(case.unallocated), kind="warning")


def _figure(name: str, value: str, *, strong: bool = False, kind: str = "") -> Markup:
    classes = " ".join(part for part in ("figure-box", "strong" if strong else "", kind) if part)
    return tag("div", tag("dt", name), tag("dd", value), class_=classes)


def _item(item: OpenItem, case: Case, words: Wording) -> Markup:
    invoice = item.invoice
    return tag(
        "tr",
        tag("td", invoice.number),
        tag("td", invoice.amount.number(), class_="figure"),
        tag("td", _or_dash(item.paid + item.credited), class_="figure"),
        tag("td", _or_dash(item.disputed), class_="figure"),
        tag("td", item.open_balance.number(), class_="figure strong"),
        tag("td", words.value(invoice.due)),
        tag("td", f"{item.days_past_due(case.today):+d}", class_="figure"),
        tag("td", invoice.source, class_="source"),
    )


def _or_dash(amount: Money) -> str:
    return amount.number() if amount else "–"
