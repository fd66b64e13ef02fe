"""A payment arrangement as a page shows it: its figures, its schedule, and what it gives and asks."""

from collections.abc import Iterator

from assistant.domain.arrangement import Arrangement
from assistant.web.labels import Labels
from assistant.web.markup import NOTHING, Markup, joined, tag
from assistant.wording import Wording


def schedule_table(arrangement: Arrangement, say: Labels, words: Wording) -> Markup:
    """Each payment with its day and what has been paid by then; the sum in the last row."""
    paid = arrangement.outstanding - arrangement.outstanding
    rows = []
    for number, part in enumerate(arrangement.schedule, start=1):
        paid = paid + part.amount
        cells = (words.value(part.due), part.amount.number(), paid.number())
        rows.append(_row(str(number), *cells))
    heads = ("number", "day", "amount", "paid_by_then")
    return tag(
        "table",
        tag("thead", tag("tr", *(tag("th", say(f"negotiate.col_{n}"), class_=_figure(n), scope="col") for n in heads))),
        tag("tbody", *rows),
        tag("tfoot", _row("Σ", "", arrangement.scheduled.number(), "", strong=True)),
        class_="items schedule",
    )


def terms_of(arrangement: Arrangement, say: Labels, words: Wording) -> Iterator[tuple[str, str]]:
    """What it says besides its schedule, as pairs of a name and a value; what it does not speak of is left out."""
    if arrangement.discount:
        yield say("negotiate.discount"), f"{arrangement.discount} ({arrangement.discount_pct.normalize():f}%)"
    if arrangement.late_interest or arrangement.interest_waived:
        yield say("negotiate.late_interest"), f"{arrangement.late_interest} · {words.name(arrangement.interest)}"
    if arrangement.fees:
        yield say("negotiate.fees"), str(arrangement.fees)
    if arrangement.remaining:
        yield say("negotiate.remaining"), str(arrangement.remaining)
    if arrangement.method:
        yield say("negotiate.method"), arrangement.method
    if arrangement.security:
        yield say("negotiate.security"), arrangement.security
    if arrangement.lapses_on:
        yield say("negotiate.stands_until"), words.value(arrangement.lapses_on)


def arrangement_detail(arrangement: Arrangement, say: Labels, words: Wording) -> Markup:
    """The schedule with everything that the arrangement says besides."""
    pairs = [
        tag("div", tag("dt", name), tag("dd", value), class_="figure-box")
        for name, value in terms_of(arrangement, say, words)
    ]
    terms = tag("dl", *pairs, class_="figures") if pairs else NOTHING
    return joined([tag("div", schedule_table(arrangement, say, words), class_="table-wrap"), terms])


def payments_in_brief(arrangement: Arrangement, say: Labels, words: Wording) -> str:
    """``4 × up to 17 October 2026`` in a few words: how many payments, and the last day."""
    last = arrangement.last_day
    if last is None:
        return "–"
    if len(arrangement.schedule) == 1:
        return say("negotiate.one_payment", day=words.value(last))
    return say("negotiate.payments", count=len(arrangement.schedule), day=words.value(last))


def arrangement_in_brief(arrangement: Arrangement, say: Labels, words: Wording) -> str:
    """Its kind, and how many payments until when, in one line."""
    return f"{words.name(arrangement.kind)} · {payments_in_brief(arrangement, say, words)}"


def _row(number: str, day: str, amount: str, paid: str, *, strong: bool = False) -> Markup:
    cells = (tag("td", amount, class_="figure"), tag("td", paid, class_="figure quiet"))
    return tag("tr", tag("td", number), tag("td", day), *cells, class_="strong" if strong else None)


def _figure(name: str) -> str | None:
    return "figure" if name in ("amount", "paid_by_then") else None
