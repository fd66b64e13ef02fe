"""Decides what the cells of one sheet settle together: the order of its dates and the decimal mark of its sums."""

from collections.abc import Sequence

from assistant.errors import BadAmount
from assistant.intake.amounts import Evidence, evidence, settle_mark, take_apart
from assistant.intake.columns import Sheet, SheetKind
from assistant.intake.dates import orders_of, settle_order
from assistant.intake.reading import DecimalMark, Options
from assistant.intake.rows import DATE_FIELDS, SUM_FIELDS, Terms
from assistant.intake.words import ImportWords

_MOST_SEEN = 20_000


class Survey:
    """Gathers from row after row of one sheet what its cells say about dates and sums."""

    def __init__(self, sheet: Sheet, options: Options, words: ImportWords) -> None:
        self._sheet, self._options, self._words = sheet, options, words
        self._dates = [sheet.places[field] for field in DATE_FIELDS if field in sheet.places]
        self._sums = [sheet.places[field] for field in SUM_FIELDS if field in sheet.places]
        self._seen: set[str] = set()
        # One text for each thing that a cell can say: the first that said so.
        self._orders: dict[frozenset[object], str] = {}
        self._marks: dict[Evidence, str] = {}
        self._read_with_point = False

    def look(self, cells: Sequence[str]) -> None:
        """Take in a row whose cells do not speak for themselves."""
        for place in self._dates:
            if place < len(cells) and cells[place]:
                self._look_at_date(cells[place])
        for place in self._sums:
            if place < len(cells) and cells[place]:
                self._look_at_sum(cells[place])

    def saw_point(self) -> None:
        """Take in that some amount that was read already has its cents after a point."""
        self._read_with_point = True
        self._marks.setdefault(Evidence.LONE_POINT, "12.5")

    @property
    def doubts_point(self) -> bool:
        """Whether amounts were read with a point before their cents, and the sheet does not settle on it."""
        return self._read_with_point and self.terms().decimal_mark is not DecimalMark.POINT

    def terms(self) -> Terms:
        """The settings of the sheet; date order and decimal mark stay None while its cells leave them open."""
        options = self._options
        return Terms(
            options=options,
            words=self._words,
            date_order=options.date_order or settle_order(self._orders.values()),
            decimal_mark=options.decimal_mark or settle_mark(self._marks.values()),
            currency=options.currency,
            header_currency=self._sheet.currency,
            kind="payment" if self._sheet.kind is SheetKind.PAYMENTS else "invoice",
        )

    def _look_at_date(self, cell: str) -> None:
        if cell not in self._seen:
            if len(self._seen) > _MOST_SEEN:
                self._seen.clear()
            self._seen.add(cell)
            self._orders.setdefault(orders_of(cell), cell)

    def _look_at_sum(self, cell: str) -> None:
        try:
            number = take_apart(cell).number
        except BadAmount:
            return
        self._marks.setdefault(evidence(number), number)
