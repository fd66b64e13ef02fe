"""Decides what the words of a bank's own table mean: its columns, which way money went, and what leads to a number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from assistant.intake.cleaning import name_key, without_brackets
from assistant.knowledge import Closed, read_yaml, shipped

# Whatever tells the payer is kept together; of other things the first column that a table has counts.
_JOINED = frozenset({"remittance"})


@dataclass(frozen=True, kw_only=True)
class BankWords(Closed):
    """The content of ``knowledge/import/bank.yaml``."""

    columns: Mapping[str, tuple[str, ...]]
    sides: Mapping[str, tuple[str, ...]]
    cues: tuple[str, ...]

    def places(self, header: Sequence[str]) -> Mapping[str, tuple[int, ...]]:
        """At which places of ``header`` each thing stands; things that it does not name are left out."""
        keys = [name_key(cell) for cell in header]
        bare = [name_key(without_brackets(cell)) for cell in header]
        found: dict[str, tuple[int, ...]] = {}
        for field, names in self._keys.items():
            ranked = [place for name in names for column in (keys, bare) for place in _all(column, name)]
            if ranked:
                found[field] = tuple(sorted(set(ranked))) if field in _JOINED else (ranked[0],)
        return found

    def side(self, text: str) -> str | None:
        """``credit`` or ``debit``; None for a word that is neither."""
        return self._by_side.get(name_key(text) or text.strip())

    @cached_property
    def _keys(self) -> Mapping[str, tuple[str, ...]]:
        return {field: tuple(map(name_key, names)) for field, names in self.columns.items()}

    @cached_property
    def _by_side(self) -> Mapping[str, str]:
        return {name_key(word) or word: side for side, words in self.sides.items() for word in words}


@cache
def shipped_bank_words() -> BankWords:
    """The words as shipped in ``knowledge/import``; raises BadKnowledge."""
    return read_yaml(shipped("knowledge") / "import" / "bank.yaml", BankWords)


def _all(column: Sequence[str], name: str) -> list[int]:
    return [place for place, key in enumerate(column) if key == name]
