"""What comes in by month under several arrangements, side by side, drawn as a picture and readable as a table."""

from collections.abc import Collection, Sequence

from assistant.domain.arrangement import Arrangement
from assistant.domain.money import Money
from assistant.web.labels import Labels
from assistant.web.markup import NOTHING, Markup, tag

_WIDTH, _HEIGHT, _FOOT, _HEAD = 640, 150, 22, 14
# No picture tells more than so many arrangements or months apart; what is later stands in the tables.
_MOST_SHOWN, _MOST_MONTHS = 4, 14


def cash_by_month(shown: Sequence[tuple[str, Arrangement]], say: Labels) -> Markup:
    """Bars for each month and arrangement, ``shown`` being (name, arrangement); nothing where nothing is scheduled."""
    by_name = [(name, _months(arrangement)) for name, arrangement in shown[:_MOST_SHOWN] if arrangement.schedule]
    if not by_name:
        return NOTHING
    months = _all_between({month for _, sums in by_name for month in sums})[:_MOST_MONTHS]
    tallest = max(amount.minor for _, sums in by_name for amount in sums.values())
    step = _WIDTH / len(months)
    drawn: list[Markup] = []
    for at, month in enumerate(months):
        drawn.append(_text(at * step + step / 2, _HEIGHT + _HEAD + 15, month))
        for n, (name, sums) in enumerate(by_name):
            if amount := sums.get(month):
                drawn.append(_bar(at * step, step, n, len(by_name), amount, tallest, f"{name} · {month} · {amount}"))
    title = say("negotiate.cash_by_month")
    picture = tag(
        "svg",
        tag("title", title),
        tag("line", x1=0, x2=_WIDTH, y1=_HEIGHT + _HEAD, y2=_HEIGHT + _HEAD, class_="axis"),
        *drawn,
        viewBox=f"0 0 {_WIDTH} {_HEIGHT + _HEAD + _FOOT}",
        role="img",
        class_="cash",
    )
    table = tag("div", _table(months, by_name, shown[0][1].currency), class_="table-wrap")
    return tag("figure", tag("figcaption", title), picture, table)


def _table(months: Sequence[str], by_name: Sequence[tuple[str, dict[str, Money]]], currency: str) -> Markup:
    """The sums of the bars, under each name with its colour."""
    names = (
        tag("th", tag("i", class_=f"key key-{n}"), name, scope="col", class_="figure")
        for n, (name, _) in enumerate(by_name)
    )
    rows = (
        tag("tr", tag("th", month, scope="row"), *(_sum(sums.get(month)) for _, sums in by_name)) for month in months
    )
    return tag(
        "table", tag("thead", tag("tr", tag("th", currency, scope="col"), *names)), tag("tbody", *rows), class_="items"
    )


def _sum(amount: Money | None) -> Markup:
    return tag("td", amount.number() if amount else "–", class_="figure")


def _months(arrangement: Arrangement) -> dict[str, Money]:
    sums: dict[str, Money] = {}
    for part in arrangement.schedule:
        month = f"{part.due:%Y-%m}"
        sums[month] = sums[month] + part.amount if month in sums else part.amount
    return sums


def _all_between(months: Collection[str]) -> list[str]:
    """Every month from the first to the last, empty ones included: a gap is part of the picture."""
    year, month = map(int, min(months).split("-"))
    found = [min(months)]
    while found[-1] < max(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        found.append(f"{year:04}-{month:02}")
    return found


def _bar(left: float, step: float, n: int, count: int, amount: Money, tallest: int, said: str) -> Markup:
    width = min(28.0, step * 0.8 / count)
    height = max(1.0, _HEIGHT * amount.minor / tallest)
    x = left + (step - width * count) / 2 + width * n
    place = {"x": f"{x:.1f}", "y": f"{_HEIGHT + _HEAD - height:.1f}", "width": f"{width - 2:.1f}"}
    return tag("rect", tag("title", said), **place, height=f"{height:.1f}", class_=f"key-{n}")


def _text(x: float, y: float, words: str) -> Markup:
    return tag("text", words, x=f"{x:.1f}", y=y, text_anchor="middle")
