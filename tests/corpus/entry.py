"""One nasty file: its bytes, the command that reads it, and what must come of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


class Outcome(StrEnum):
    """What may become of a file."""

    ACCEPTED = "accepted"
    WARNED = "accepted with a warning"
    ROW_BY_ROW = "row by row"
    REFUSED = "refused"
    NEEDS_ANSWER = "needs answer"


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A file of the corpus; what is None is not looked at.

    ``content`` is the bytes, or a builder that writes to the path it is given. ``before`` are files that are imported
    first, each as (command, name, bytes, options). ``heavy`` runs in a process of its own, whose time and memory count.

    ``rejected`` and ``warnings`` give a code for each row (0: the whole file); ``asks`` the option of each question
    with its choices, () standing for any; ``error`` the code of a file refused whole; ``stored`` all invoices,
    payments and credit notes in the record afterwards, as `tests.corpus.running.stored` lists them; ``names`` the
    customers' names by code; ``texts`` pieces that the stored text of contracts and replies must hold.
    """

    name: str
    group: str
    content: bytes | Callable[[Path], None]
    outcome: Outcome
    command: str = "ledger"
    options: tuple[str, ...] = ()
    before: tuple[tuple[str, str, bytes, tuple[str, ...]], ...] = ()
    heavy: bool = False
    read: int | None = None
    accepted: int | None = None
    rejected: Mapping[int, str] | None = None
    warnings: Mapping[int, str] | None = None
    asks: Mapping[str, tuple[str, ...]] | None = None
    error: str | None = None
    stored: tuple[str, ...] | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    texts: tuple[str, ...] = ()
    not_texts: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Group and name."""
        return f"{self.group}/{self.name}"

    def write(self, folder: Path) -> Path:
        """The file, made in ``folder``."""
        path = folder / self.name
        if isinstance(self.content, bytes):
            path.write_bytes(self.content)
        else:
            self.content(path)
        return path


def later(make: Callable[[], bytes]) -> Callable[[Path], None]:
    """A builder for bytes that are too many to be made before they are needed."""

    def build(path: Path) -> None:
        path.write_bytes(make())

    return build
