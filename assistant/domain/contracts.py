"""A contract as text and the clauses found in it, each with its place in the original."""

from dataclasses import dataclass

from assistant.domain.language import Language, Reason


@dataclass(frozen=True, kw_only=True, slots=True)
class Clause:
    """One numbered piece of a contract.

    ``number`` is as a letter cites it (``8.2``, ``第八条``, ``3(A)(a)``), empty for a preamble; ``headings`` lead
    from the outermost heading down to this clause's own; ``start`` and ``end`` are offsets into the contract's text.
    """

    id: str
    contract_no: str
    number: str
    headings: tuple[str, ...]
    start: int
    end: int
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Contract:
    """A document between the creditor and one customer; ``text`` is kept exactly as it was imported.

    ``notes`` say what a reader must know about the text, such as changes that are tracked in it and not agreed yet.
    """

    number: str
    customer_code: str
    title: str
    language: Language
    text: str
    clauses: tuple[Clause, ...]
    notes: tuple[Reason, ...] = ()

    def clause_at(self, place: int) -> Clause | None:
        """The innermost clause in which ``place``, an offset into the text, stands."""
        around = (clause for clause in self.clauses if clause.start <= place < clause.end)
        return min(around, key=lambda clause: clause.end - clause.start, default=None)
