"""The contracts that tests read: those of the sample company, and real ones where this machine has them."""

from functools import cache
from pathlib import Path

import pytest

from assistant.domain.contracts import Clause, Contract
from assistant.intake import decode_text, read_contract
from assistant.knowledge import shipped

SAMPLE = shipped("knowledge") / "sample" / "contracts"
REAL = Path(__file__).parents[3] / "shared" / "data" / "contracts"
SAMPLE_NUMBERS = sorted(path.stem for path in SAMPLE.glob("*.txt"))


@cache
def sample_contract(number: str) -> Contract:
    return _read(SAMPLE / f"{number}.txt", number)


def real_contract(name: str) -> Contract:
    path = REAL / f"{name}.txt"
    if not path.exists():
        pytest.skip("the real contracts are not on this machine")
    return _cached_real(path)


def real_names() -> list[str]:
    return sorted(path.stem for path in REAL.glob("*.txt")) or ["none"]


def clause(contract: Contract, number: str) -> Clause:
    return next(c for c in contract.clauses if c.number == number)


@cache
def _cached_real(path: Path) -> Contract:
    return _read(path, path.stem)


def _read(path: Path, number: str) -> Contract:
    return read_contract(decode_text(path.read_bytes(), name=path.name), number, f"customer of {number}")
