"""Decides what a word in a ledger means: which column, kind of document, language, region or currency it names."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from assistant.intake.cleaning import name_key, without_brackets
from assistant.knowledge import Closed, read_yaml, shipped

# A ledger uses few words, each of them on very many rows.
_key = lru_cache(maxsize=4096)(name_key)
_HAN = re.compile("[\u3400-\u9fff]+")
_BESIDE_HAN = re.compile("[\u3400-\u9fff/|（）()]+")
_TOTAL_OF = re.compile(r"(?:sub-?)?totals?\s+\S", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class RegionWords(Closed):
    """The names of one region, and the IANA time zone that most of its offices keep."""

    timezone: str
    names: tuple[str, ...]
    several_zones: bool = False


@dataclass(frozen=True, kw_only=True)
class ImportWords(Closed):
    """The content of ``knowledge/import/columns.yaml``, with look-ups that ignore case, blanks and hyphens."""

    columns: Mapping[str, tuple[str, ...]]
    kinds: Mapping[str, tuple[str, ...]]
    totals: tuple[str, ...]
    voided: tuple[str, ...]
    standings: Mapping[str, tuple[str, ...]]
    channels: Mapping[str, tuple[str, ...]]
    formalities: Mapping[str, tuple[str, ...]]
    languages: Mapping[str, tuple[str, ...]]
    regions: Mapping[str, RegionWords]
    calling_codes: Mapping[str, str]
    currencies: Mapping[str, tuple[str, ...]]
    shared_signs: Mapping[str, tuple[str, ...]]
    company_words: tuple[str, ...]
    contract_words: tuple[str, ...]

    def column(self, name: str) -> str | None:
        """The canonical column that ``name`` stands for; in two languages side by side both must say the same."""
        return self._by_column.get(name_key(name)) or self._said_twice(name)

    def kind(self, text: str) -> str | None:
        """``invoice``, ``credit_note``, ``payment`` or ``refund``."""
        return self._by_kind.get(_key(text))

    def is_total(self, text: str) -> bool:
        """Whether ``text`` heads a line that only adds up the lines above it, as in ``合计`` or ``Total for C1``."""
        return name_key(without_brackets(text)) in self._totals or bool(_TOTAL_OF.match(text))

    def is_voided(self, text: str) -> bool:
        """Whether a status says that nothing is owed on an invoice: it was cancelled, or never sent."""
        return name_key(without_brackets(text)) in self._voided

    def standing(self, text: str) -> str | None:
        """``key``, ``standard`` or ``small``."""
        return self._by_standing.get(_key(text))

    def channel(self, text: str) -> str | None:
        """``email``, ``sms``, ``phone`` or ``letter``."""
        return self._by_channel.get(_key(text))

    def formality(self, text: str) -> str | None:
        """``formal`` or ``plain``."""
        return self._by_formality.get(_key(text))

    def language(self, text: str) -> str | None:
        """A BCP 47 tag of the three that letters are written in."""
        return self._by_language.get(_key(text))

    def region(self, text: str) -> str | None:
        """An ISO 3166 country code."""
        return self._by_region.get(_key(text))

    def currency(self, text: str) -> str | None:
        """The ISO 4217 code that ``text`` names and no other."""
        return self._by_currency.get(_key(text))

    def currencies_sharing(self, sign: str) -> tuple[str, ...]:
        """The currencies that ``sign`` may stand for; none when it is not such a sign."""
        return self._by_sign.get(_key(sign), ())

    def region_of_phone(self, phone: str) -> str | None:
        """The region whose calling code ``phone`` begins with; the longest code counts."""
        digits = "".join(phone.split())
        found = [code for code in self.calling_codes if digits.startswith(code)]
        return self.calling_codes[max(found, key=len)] if found else None

    def _said_twice(self, name: str) -> str | None:
        han = self._by_column.get(name_key("".join(_HAN.findall(name))))
        return han if han and han == self._by_column.get(name_key(_BESIDE_HAN.sub(" ", name))) else None

    @cached_property
    def han_words(self) -> tuple[str, ...]:
        """Chinese column names and company words: what a table must hold once it is decoded rightly."""
        names = (name for aliases in self.columns.values() for name in aliases)
        return tuple(word for word in (*names, *self.company_words) if not word.isascii() and len(word) > 1)

    @cached_property
    def _totals(self) -> frozenset[str]:
        return frozenset(name_key(word) for word in self.totals)

    @cached_property
    def _voided(self) -> frozenset[str]:
        return frozenset(name_key(word) for word in self.voided)

    @cached_property
    def _by_column(self) -> Mapping[str, str]:
        return _index({field: (field, *names) for field, names in self.columns.items()})

    @cached_property
    def _by_kind(self) -> Mapping[str, str]:
        return _index({kind: (kind, *names) for kind, names in self.kinds.items()})

    @cached_property
    def _by_standing(self) -> Mapping[str, str]:
        return _index(self.standings)

    @cached_property
    def _by_channel(self) -> Mapping[str, str]:
        return _index(self.channels)

    @cached_property
    def _by_formality(self) -> Mapping[str, str]:
        return _index(self.formalities)

    @cached_property
    def _by_language(self) -> Mapping[str, str]:
        return _index(self.languages)

    @cached_property
    def _by_region(self) -> Mapping[str, str]:
        return _index({code: region.names for code, region in self.regions.items()})

    @cached_property
    def _by_currency(self) -> Mapping[str, str]:
        return _index(self.currencies)

    @cached_property
    def _by_sign(self) -> Mapping[str, tuple[str, ...]]:
        return {name_key(sign): codes for sign, codes in self.shared_signs.items()}


@cache
def shipped_words() -> ImportWords:
    """The words as shipped in ``knowledge/import``; raises BadKnowledge."""
    return read_yaml(shipped("knowledge") / "import" / "columns.yaml", ImportWords)


def _index(lists: Mapping[str, Iterable[str]]) -> Mapping[str, str]:
    return {name_key(word): meaning for meaning, words in lists.items() for word in words}
