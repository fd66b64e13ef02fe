"""The cases: records given by hand, what a letter on each has to state, and what else it has to do."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from assistant.domain.language import Language
from assistant.knowledge import Closed
from evals.lines import read_lines

FOLDER = Path(__file__).parent / "cases"


@dataclass(frozen=True, kw_only=True, slots=True)
class EvalCase(Closed):
    """One message to be written; ``line`` is as `tactful draft --jsonl` takes it.

    The letter has to state every one of ``money`` (``GBP 4820.00``), ``dates`` and ``refs`` (numbers of invoices), and
    to do everything in ``must``: names of `evals.drafting.wording`.
    """

    id: str
    stage: str
    line: Mapping[str, Any]
    money: tuple[str, ...] = ()
    dates: tuple[date, ...] = ()
    refs: tuple[str, ...] = ()
    must: tuple[str, ...] = field(default=())

    @property
    def language(self) -> Language:
        """The language of the letter."""
        return Language(self.line["language"])

    @property
    def amounts(self) -> tuple[tuple[str, Decimal], ...]:
        """``money`` as pairs of a currency and a number."""
        return tuple((text[:3], Decimal(text[4:])) for text in self.money)


def load_cases() -> tuple[EvalCase, ...]:
    """Every case of the suite, in the order of the files."""
    return tuple(case for path in sorted(FOLDER.glob("*.jsonl")) for case in read_lines(path, EvalCase))


def suite_hash() -> str:
    """The SHA-256 of the suite: runs of other cases are not compared."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in sorted(FOLDER.glob("*.jsonl")))).hexdigest()
