"""Keeps the lines of what holds paragraphs: the page, a table's cells, a text box, a note, and puts rows together."""

from dataclasses import dataclass, field

from assistant.adapters.docx_changes import State, with_kind


@dataclass(kw_only=True, slots=True)
class _Row:
    state: State
    cells: list[list[str]] = field(default_factory=list)


class Blocks:
    """The open blocks, innermost last, the rows that are being put together, and the state that text in them has."""

    def __init__(self, page: list[str]) -> None:
        self._open: list[list[str]] = [page]
        self._rows: list[_Row] = []
        self._states: list[State] = [()]

    @property
    def lines(self) -> list[str]:
        """Those of the innermost block."""
        return self._open[-1]

    @property
    def state(self) -> State:
        """What text in the innermost block went through."""
        return self._states[-1]

    @property
    def in_table(self) -> bool:
        """Whether a row is open."""
        return bool(self._rows)

    def open_change(self, kind: str) -> None:
        """What follows was put in or taken out."""
        self._states.append(with_kind(self.state, kind))

    def close_change(self) -> None:
        """The end of the last `open_change`."""
        self._states.pop()

    def open_row(self) -> None:
        """A table's row begins."""
        self._rows.append(_Row(state=self.state))

    def change_row(self, kind: str) -> None:
        """The open row was put in or taken out as a whole."""
        if self._rows:
            self._rows[-1].state = with_kind(self.state, kind)

    def close_row(self) -> None:
        """The row becomes one line, ``cell | cell``; its lines one after another where a cell has several."""
        cells = [[line for line in cell if line.strip()] for cell in self._rows.pop().cells]
        if all(len(cell) < 2 for cell in cells):
            row = " | ".join("".join(cell).strip() for cell in cells).rstrip(" |")
            self.lines.extend([row] if row else [])
        else:
            self.lines.extend(line for cell in cells for line in cell)

    def open_cell(self) -> None:
        """A cell of the open row begins."""
        self._open.append([])
        self._states.append(self._rows[-1].state if self._rows else self.state)

    def change_cell(self, kind: str) -> None:
        """The open cell was put in or taken out."""
        self._states[-1] = with_kind(self.state, kind)

    def close_cell(self) -> None:
        """The cell belongs to its row."""
        lines = self.close_box()
        if self._rows:
            self._rows[-1].cells.append(lines)

    def open_box(self) -> None:
        """A text box begins; what happened to its paragraph happened to it."""
        self._open.append([])
        self._states.append(self.state)

    def close_box(self) -> list[str]:
        """The lines of the block that ends."""
        self._states.pop()
        return self._open.pop()

    def open_note(self, lines: list[str]) -> None:
        """From here on every line belongs to one foot- or endnote."""
        self._open[:] = [lines]
