"""Reads the clauses that the guardrail's model learns from: what must never be said, and what only sounds like it."""

from dataclasses import dataclass
from pathlib import Path

from assistant.domain.language import Language
from assistant.errors import BadKnowledge
from assistant.knowledge import Closed
from evals.lines import read_lines

HERE = Path(__file__).parent
OK = "ok"
CATEGORIES = "ABCDEFGHIJK"


@dataclass(frozen=True, kw_only=True, slots=True)
class Clause(Closed):
    """A clause or two of a message; ``label`` is ``ok`` or its category, ``pair`` joins it to its counterpart."""

    id: str
    text: str
    label: str
    pair: str | None = None

    @property
    def is_ok(self) -> bool:
        """Whether it may be said."""
        return self.label == OK


def load_clauses(language: Language, folder: Path = HERE) -> tuple[Clause, ...]:
    """The clauses in ``language``, in order; raises BadKnowledge for a label that is none."""
    path = folder / "clauses" / f"{language.value}.jsonl"
    clauses = read_lines(path, Clause)
    for clause in clauses:
        if clause.label != OK and clause.label not in CATEGORIES:
            raise BadKnowledge(
                "knowledge_invalid",
                f"{path}: clause {clause.id} has the label {clause.label!r}; use ok or a letter A to K.",
                path=str(path),
                place=clause.id,
                problem=f"label {clause.label!r}",
            )
    return clauses
