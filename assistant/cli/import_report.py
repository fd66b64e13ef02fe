"""How an import is reported: counts and reasons as lines, and the same as one JSON document."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from assistant.errors import BadInput

if TYPE_CHECKING:
    from assistant.domain.money import Money
    from assistant.intake.reading import Outcome, Question, RejectedRow, Remark
    from assistant.wording import Wording

Line = TypeVar("Line", "RejectedRow", "Remark")

# So many lines say the same of other rows; a person needs no more of them to see what is wrong.
_ALIKE = 20


class Imported(Protocol):
    """What an import did; ``read`` is always ``accepted`` plus the rejected rows."""

    @property
    def outcome(self) -> "Outcome": ...  # noqa: D102
    @property
    def read(self) -> int: ...  # noqa: D102
    @property
    def accepted(self) -> int: ...  # noqa: D102
    @property
    def unchanged(self) -> int: ...  # noqa: D102
    @property
    def rejected(self) -> "Sequence[RejectedRow]": ...  # noqa: D102
    @property
    def remarks(self) -> "Sequence[Remark]": ...  # noqa: D102
    @property
    def questions(self) -> "Sequence[Question]": ...  # noqa: D102
    @property
    def totals(self) -> "Mapping[str, Money]": ...  # noqa: D102
    @property
    def stale(self) -> Sequence[str]: ...  # noqa: D102


def print_report(done: Imported, words: "Wording") -> None:
    """Lines for a person."""
    counted = words.label("import_counts").format(
        read=done.read, accepted=done.accepted, unchanged=done.unchanged, rejected=len(done.rejected)
    )
    print(counted)
    for row in _first_of_each(done.rejected):
        print(f"  {_place(row, words)}: {words.reason(row.reason, default=row.message)}")
    _print_rest(done.rejected, words)
    for question in done.questions:
        option = question.option.replace("_", "-")
        print(f"  ? {question.file}: {words.reason(question.reason, default=question.message)}")
        print(f"    --{option} {' | '.join(question.choices)}   ({', '.join(question.examples)})")
    for remark in _first_of_each(done.remarks):
        mark = "~" if remark.is_assumption else "!"
        print(f"  {mark} {_place(remark, words)}: {words.reason(remark.reason, default=remark.message)}")
    _print_rest(done.remarks, words)
    for currency, amount in sorted(done.totals.items()):
        print(f"  {currency} {amount.number()}")
    if done.stale:
        print(f"  {', '.join(done.stale)}: {words.label('now_stale')}")


def document(done: Imported, words: "Wording") -> dict[str, object]:
    """The same for a program."""
    return {
        "read": done.read,
        "accepted": done.accepted,
        "unchanged": done.unchanged,
        "rejected": [_said(row, words) for row in done.rejected],
        "warnings": [_said(remark, words) for remark in done.remarks if not remark.is_assumption],
        "assumed": [_said(remark, words) for remark in done.remarks if remark.is_assumption],
        "totals": {currency: str(amount.decimal) for currency, amount in done.totals.items()},
        "outcome": done.outcome,
        "questions": [
            {
                "file": question.file,
                "question": words.reason(question.reason, default=question.message),
                "option": question.option,
                "choices": list(question.choices),
                "examples": list(question.examples),
            }
            for question in done.questions
        ],
        "stale": list(done.stale),
    }


def require_writable(path: Path) -> None:
    """Before anything is stored: the refused rows must have a place to go. Raises BadInput."""
    try:
        path.touch()
    except OSError as error:
        raise BadInput(
            "rejects_unwritable", f"{path} cannot be written: {error.strerror}; choose another file.", path=str(path)
        ) from error


def _place(line: "RejectedRow | Remark", words: "Wording") -> str:
    """The file with the row, or alone where the whole file is meant."""
    return words.label("import_row").format(file=line.file, row=line.row) if line.row else line.file


def _first_of_each(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines in their order, of those for one reason only the first."""
    met: Counter[str] = Counter()
    for line in lines:
        met[line.reason.code] += 1
        if met[line.reason.code] <= _ALIKE:
            yield line


def _print_rest(lines: "Sequence[RejectedRow | Remark]", words: "Wording") -> None:
    """How many were left out for each reason, shown by the last of them."""
    last = {line.reason.code: line for line in lines}
    for code, count in Counter(line.reason.code for line in lines).items():
        if count > _ALIKE:
            example = words.reason(last[code].reason, default=last[code].message)
            print(f"  … {words.label('more_alike').format(count=f'{count - _ALIKE:,}', example=example)}")


def _said(row: "RejectedRow | Remark", words: "Wording") -> dict[str, object]:
    reason = words.reason(row.reason, default=row.message)
    return {"file": row.file, "row": row.row, "code": row.reason.code, "reason": reason}
