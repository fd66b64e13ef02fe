"""Reads the contracts and questions of this folder; a key that nobody knows is refused, and a quote not found there."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.domain.language import Language
from assistant.errors import BadKnowledge
from assistant.knowledge import Closed
from evals.lines import read_lines

HERE = Path(__file__).parent
SPLITS = ("dev", "test")
# The name of a contract's file begins with the language that it is written in.
_LANGUAGES = {"en": Language.EN, "hans": Language.ZH_HANS, "hant": Language.ZH_HANT}


@dataclass(frozen=True, kw_only=True)
class EvalContract:
    """A contract of the set: ``text`` as it would be imported."""

    name: str
    language: Language
    text: str


@dataclass(frozen=True, kw_only=True)
class EvalQuestion(Closed):
    """One line of a question file: ``quote`` stands exactly once in the contract and answers ``question``."""

    id: str
    contract: str
    language: Language
    question: str
    quote: str


def load_contracts(folder: Path = HERE) -> Mapping[str, EvalContract]:
    """Every contract of ``folder`` by its name."""
    paths = sorted((folder / "contracts").glob("*.txt"))
    return {
        path.stem: EvalContract(
            name=path.stem, language=_LANGUAGES[path.stem.split("-")[0]], text=path.read_text(encoding="utf-8")
        )
        for path in paths
    }


def load_questions(split: str, folder: Path = HERE) -> tuple[EvalQuestion, ...]:
    """The questions of a split in order; raises BadKnowledge that names the line."""
    return read_lines(folder / f"{split}.jsonl", EvalQuestion)


def place_of(question: EvalQuestion, contract: EvalContract) -> tuple[int, int]:
    """Where the quote stands in ``contract``; raises BadKnowledge unless it does exactly once."""
    if contract.text.count(question.quote) != 1:
        message = f"{question.id}: the quote does not stand exactly once in {contract.name}; correct the line."
        raise BadKnowledge("knowledge_invalid", message, path=contract.name, place=question.id, problem="quote")
    start = contract.text.index(question.quote)
    return start, start + len(question.quote)
