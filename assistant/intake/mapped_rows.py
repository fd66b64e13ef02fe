"""Turns the rows of another program's export into rows of a ledger, one by one."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import lru_cache
from itertools import chain

from assistant.errors import BadAmount
from assistant.intake.amounts import Evidence, evidence, settle_mark, take_apart
from assistant.intake.cleaning import bracketed, name_key, narrow
from assistant.intake.layouts import Layout
from assistant.intake.mapped_sums import Sums, ledger_sums
from assistant.intake.reading import DecimalMark
from assistant.intake.words import shipped_words
from assistant.ports import Table

_SUMS = ("amount", "paid", "open", "credited")
# Columns of their own, whatever the export has.
_MADE = ("customer_code", "customer_name", "kind", "amount", "paid")
_MOST_NAMED = 5
_COLON = re.compile("[:：]")


def mapped(table: Table, layout: Layout, places: Mapping[str, int], mark: DecimalMark | None) -> Table:
    """``table`` in the canonical columns, after going through it for what its amounts settle and what is left out."""
    others = [name for name in (*places, *layout.constants) if name not in (*_MADE, "open", "credited")]
    fields = (*_MADE, *dict.fromkeys(others))
    settled = mark or settle_mark(_figures(table, places))
    states = tuple(
        (place, words)
        for column, words in layout.left_out.items()
        for place, name in enumerate(table.columns)
        if name_key(name) == name_key(column)
    )
    reader = _Reader(table=table, layout=layout, places=places, fields=fields, states=states, mark=settled)
    tally = _Tally()
    for _ in reader.rows(tally):
        pass
    return Table(
        name=table.name,
        columns=tuple(_with_unit(name, table, places) for name in fields),
        rows=MappedRows(reader=reader),
        notes=(*table.notes, *tally.notes(table.name)),
        repeated=_repeated(table, places, fields),
    )


def _figures(table: Table, places: Mapping[str, int]) -> Iterable[str]:
    """One figure for each thing that the amounts of ``table`` say about the decimal mark."""
    seen: dict[Evidence, str] = {}
    wanted = [places[name] for name in _SUMS if name in places]
    for _, raw in table.rows:
        for place in wanted:
            if place < len(raw) and raw[place].strip():
                try:
                    figure = take_apart(raw[place].strip()).number
                except BadAmount:
                    continue
                seen.setdefault(evidence(figure), figure)
    return seen.values()


@dataclass(frozen=True, kw_only=True, slots=True)
class MappedRows:
    """The rows of a mapped table, made anew from the export's own each time."""

    reader: "_Reader"

    def __iter__(self) -> Iterator[tuple[int, Sequence[str]]]:
        return self.reader.rows(_Tally())


@dataclass(slots=True)
class _Tally:
    """What one pass over an export met: rows that were left out and why, and what else a person should know."""

    left_out: dict[str, list[int]] = field(default_factory=dict)
    only_open: int = 0
    unnumbered: Counter[str] = field(default_factory=Counter)

    def leave_out(self, word: str, row: int) -> None:
        self.left_out.setdefault(word, []).append(row)

    def notes(self, name: str) -> list[str]:
        """One line for each thing that a person should know."""
        notes = []
        for word, rows in self.left_out.items():
            shown = ", ".join(map(str, rows[:_MOST_NAMED])) + (", …" if len(rows) > _MOST_NAMED else "")
            notes.append(f"{name}: left out as {word!r}: {_count(len(rows), 'row')} ({shown}).")
        if self.only_open:
            told = _count(self.only_open, "invoice")
            notes.append(f"{name}: for {told} the export tells only what is outstanding; that stands as the amount.")
        if self.unnumbered:
            told = _count(self.unnumbered.total(), "payment or credit note", "payments or credit notes")
            notes.append(f"{name}: {told} without a number; day and amount serve as one.")
        return notes


@dataclass(frozen=True, kw_only=True, slots=True)
class _Reader:
    table: Table
    layout: Layout
    places: Mapping[str, int]
    fields: tuple[str, ...]
    states: tuple[tuple[int, tuple[str, ...]], ...]
    mark: DecimalMark | None

    def rows(self, tally: _Tally) -> Iterator[tuple[int, Sequence[str]]]:
        customer = ""
        for number, raw in self.table.rows:
            filled = self._filled(number, raw)
            if not filled or self._is_header(raw):
                continue
            if self._is_total(raw, filled):
                customer = ""
            elif len(filled) == 1:
                customer = _heading(raw[filled[0]]) if self.layout.groups == "customer" else ""
            else:
                made = self._row(number, raw, customer, tally)
                if made is not None:
                    yield number, made

    def _row(self, number: int, raw: Sequence[str], customer: str, tally: _Tally) -> list[str] | None:
        """The row in the canonical fields; None when it is left out."""
        cells = {name: raw[place].strip() if place < len(raw) else "" for name, place in self.places.items()}
        kind = self._kind_of(cells)
        why = self._left_out(raw) or (cells["kind"] if kind == "left_out" else "")
        if not any(cells.get(name) for name in ("invoice_no", "issue_date", "kind")):
            why = why or "without number, day and kind"
        if why:
            tally.leave_out(why, number)
            return None
        sums = ledger_sums(cells, kind, self.layout.negative, self.mark)
        if sums.is_used_up:
            tally.leave_out("used up", number)
            return None
        tally.only_open += sums.only_open
        made = cells | self._made(cells, customer, sums, tally)
        row = [made.get(name, "") or self.layout.constants.get(name, "") for name in self.fields]
        return row + [cell for cell in raw[len(self.table.columns) :] if cell.strip()]

    def _made(self, cells: Mapping[str, str], customer: str, sums: Sums, tally: _Tally) -> dict[str, str]:
        name = cells.get("customer_name") or ("" if cells.get("customer_code") else customer)
        made = {
            "customer_name": name,
            "customer_code": cells.get("customer_code") or (" ".join(name.split()) if self._has_no_code else ""),
            "kind": sums.kind,
            "amount": sums.amount,
            "paid": sums.paid,
        }
        if not cells.get("invoice_no") and sums.kind in ("payment", "credit_note") and cells.get("issue_date"):
            made["invoice_no"] = _numbered(
                f"{sums.kind.replace('_', ' ')} {cells['issue_date']} {sums.amount}", made, tally
            )
        return made

    @property
    def _has_no_code(self) -> bool:
        return "customer_code" not in self.places and "customer_code" not in self.layout.constants

    def _kind_of(self, cells: Mapping[str, str]) -> str:
        """The first kind in the mapping that knows the program's word; the word itself when none does."""
        text = cells.get("kind", "")
        kinds = self.layout.kinds.items() if text else ()
        return next((kind for kind, words in kinds if _fits(text, words)), text)

    def _left_out(self, raw: Sequence[str]) -> str:
        for place, words in self.states:
            text = raw[place].strip() if place < len(raw) else ""
            if text and _fits(text, words):
                return text
        return ""

    def _is_total(self, raw: Sequence[str], filled: Sequence[int]) -> bool:
        """A line that adds up has no day and no number; a name that merely begins like one has them, or is alone."""
        first = raw[filled[0]]
        if len(filled) == 1:
            return _fits(first, tuple(word for word in self.layout.totals if "*" not in word))
        own = (self.places.get(name, len(raw)) for name in ("issue_date", "invoice_no"))
        if any(raw[place].strip() and raw[place] != first for place in own if place < len(raw)):
            return False
        return _fits(first, self.layout.totals)

    def _is_header(self, raw: Sequence[str]) -> bool:
        """Printed reports repeat their header on every page."""
        same = [cell for cell, name in zip(raw, self.table.columns, strict=False) if name and cell.strip() == name]
        return len(same) > 1

    def _filled(self, number: int, raw: Sequence[str]) -> list[int]:
        """The places of the cells that say something of their own."""
        filled = [place for place, cell in enumerate(raw) if cell and not cell.isspace()]
        repeated = self.table.repeated
        return [place for place in filled if (number, place) not in repeated] if repeated else filled


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or f'{one}s'}"


def _numbered(text: str, made: Mapping[str, str], tally: _Tally) -> str:
    """Two of one customer that are alike are two: they are counted."""
    key = f"{made['customer_code']}\n{text}"
    tally.unnumbered[key] += 1
    again = tally.unnumbered[key]
    return text if again == 1 else f"{text} #{again}"


@lru_cache(maxsize=10_000)
def _fits(text: str, patterns: tuple[str, ...]) -> bool:
    """Width, case and blanks do not count; a star stands for any text, and nothing else for anything but itself."""
    exact = (_plain(pattern).replace("[", "[[]").replace("?", "[?]") for pattern in patterns)
    return any(fnmatchcase(_plain(text), pattern) for pattern in exact)


def _plain(text: str) -> str:
    return " ".join(narrow(text).casefold().split())


def _heading(text: str) -> str:
    """The name in the heading of a group, without a word such as ``客户：`` before it."""
    label, *rest = _COLON.split(text, maxsplit=1)
    name = "".join(rest).strip()
    return name if name and shipped_words().column(label) in ("customer_name", "customer_code") else text.strip()


def _with_unit(name: str, table: Table, places: Mapping[str, int]) -> str:
    """A currency in the header of the amounts, as in ``Amount (GBP)``, goes along."""
    for source in chain(("amount", "open") if name == "amount" else ()):
        unit = bracketed(table.columns[places[source]]) if source in places else ""
        if unit:
            return f"{name} ({unit})"
    return name


def _repeated(table: Table, places: Mapping[str, int], fields: Sequence[str]) -> frozenset[tuple[int, int]]:
    if not table.repeated:
        return frozenset()
    targets: dict[int, list[int]] = {}
    for source, place in places.items():
        for name in ("amount",) if source == "open" else (source,):
            if name in fields:
                targets.setdefault(place, []).append(fields.index(name))
    return frozenset((row, target) for row, place in table.repeated for target in targets.get(place, ()))
