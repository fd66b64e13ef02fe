"""Loads how contracts state their terms (``knowledge/terms``): one file per language, tried on loading."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.domain.contract_terms import TermField
from assistant.domain.language import Language
from assistant.errors import BadKnowledge
from assistant.intake.terms.folding import fold
from assistant.intake.terms.numbers import FIGURES, HAN, ORDINAL, WORDS
from assistant.intake.terms.pattern_files import MoreFile, Plain, Saying, TermsFile
from assistant.knowledge import read_yaml, shipped

_NAMED = re.compile("‹(\\w+)›")
_HAN = re.compile("[\u3400-\u9fff]")
_ENGLISH = re.compile(r"[a-z]{2,}[^a-z\u3400-\u9fff]+[a-z]{2,}|\bnet\b")
_DEEPEST = 8
_BUILT_IN = {"figures": FIGURES, "words": WORDS, "han": HAN, "ordinal": ORDINAL}


@dataclass(frozen=True, kw_only=True, slots=True)
class Says:
    """A saying, ready to be looked for."""

    like: re.Pattern[str]
    sure: float
    value: Mapping[str, object]
    given: Mapping[str, Plain]
    next: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class FieldReader:
    """The patterns of one field, ready to be looked for."""

    cues: tuple[str, ...]
    says: tuple[Says, ...]
    also: tuple[Says, ...]
    needs: re.Pattern[str] | None
    never: re.Pattern[str] | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Rates:
    """The patterns of rates, ready to be looked for."""

    says: tuple[re.Pattern[str], ...]
    periods: Mapping[str, re.Pattern[str]]
    ceiling: re.Pattern[str]
    benchmark: re.Pattern[str]
    moves: tuple[re.Pattern[str], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Patterns:
    """All patterns of a language, ready to be looked for."""

    language: Language
    blank: re.Pattern[str]
    percent: re.Pattern[str]
    period: re.Pattern[str]
    latest: re.Pattern[str]
    earliest: re.Pattern[str]
    joins: re.Pattern[str]
    other: re.Pattern[str]
    trigger: re.Pattern[str]
    units: Mapping[str, re.Pattern[str]]
    names: Mapping[str, Mapping[str, re.Pattern[str]]]
    part_cue: re.Pattern[str]
    part_never: re.Pattern[str]
    part_end: re.Pattern[str]
    part_balance: re.Pattern[str]
    part_retained: re.Pattern[str]
    part_short: re.Pattern[str]
    part_up_to: re.Pattern[str]
    release_cue: re.Pattern[str]
    release_share: re.Pattern[str]
    release_period: re.Pattern[str]
    rates: Rates
    sum_written: re.Pattern[str]
    fields: Mapping[TermField, FieldReader]


@cache
def shipped_patterns() -> tuple[Patterns, ...]:
    """The patterns for Chinese and for English sentences; raises BadKnowledge."""
    folder = shipped("knowledge") / "terms"
    return (
        load_patterns(folder / "zh-Hans.yaml", folder / "zh-Hant.yaml"),
        load_patterns(folder / "en.yaml"),
    )


def fitting(folded: str) -> tuple[Patterns, ...]:
    """The patterns that fit a sentence: both languages' where a Chinese one has English words."""
    chinese, english = shipped_patterns()
    if not _HAN.search(folded):
        return (english,)
    return (chinese, english) if _ENGLISH.search(folded) else (chinese,)


def load_patterns(path: Path, more: Path | None = None) -> Patterns:
    """The patterns in ``path``, with the sayings of ``more`` before its own; raises BadKnowledge for a bad pattern."""
    file = read_yaml(path, TermsFile)
    added = read_yaml(more, MoreFile) if more else None
    try:
        return _compiled(file, added.fields if added else {})
    except (re.error, KeyError) as error:
        message = f"{path} holds a pattern that is none: {error}; correct the file."
        raise BadKnowledge("knowledge_invalid", message, path=str(path), place="fields", problem=str(error)) from error


def _compiled(file: TermsFile, added: Mapping[TermField, tuple[Saying, ...]]) -> Patterns:
    words = {**_BUILT_IN, **file.words}
    words["currencies"] = _one_of(file.names["currency"])
    words["bodies"] = _one_of(file.names["body"])
    words["benchmark"] = _one_of(file.rates.benchmarks)
    words["sign"] = file.sums.sign

    def ready(pattern: str) -> re.Pattern[str]:
        return re.compile(_spelt_out(pattern, words))

    return Patterns(
        language=file.language,
        blank=ready("‹blank›"),
        percent=ready("‹percent›"),
        period=ready("‹n›\\s*‹unit›"),
        latest=ready(file.latest),
        earliest=ready(file.earliest),
        joins=ready(file.joins),
        other=ready(file.other),
        trigger=ready("|".join(f"(?P<{name.value}>{pattern})" for name, pattern in file.triggers.items())),
        units={name: ready(pattern) for name, pattern in file.units.items()},
        names={group: {name: ready(pattern) for name, pattern in names.items()} for group, names in file.names.items()},
        part_cue=ready(file.parts.cue),
        part_never=ready(file.parts.never),
        part_end=ready(file.parts.ends),
        part_balance=ready(file.parts.balance),
        part_retained=ready(file.parts.retained),
        part_short=ready(file.parts.short),
        part_up_to=ready(file.parts.up_to),
        release_cue=ready(file.release.cue),
        release_share=ready(file.release.share),
        release_period=ready(file.release.period),
        rates=Rates(
            says=tuple(map(ready, file.rates.says)),
            periods={name: ready(pattern) for name, pattern in file.rates.periods.items()},
            ceiling=ready(file.rates.ceiling),
            benchmark=ready("|".join(f"(?P<{name}>{pattern})" for name, pattern in file.rates.benchmarks.items())),
            moves=tuple(map(ready, file.rates.moves)),
        ),
        sum_written=ready(file.sums.written),
        fields={
            field: FieldReader(
                cues=read.cues,
                says=tuple(_said(saying, words) for saying in (*added.get(field, ()), *read.says)),
                also=tuple(_said(saying, words) for saying in read.also),
                needs=ready(read.needs) if read.needs else None,
                never=ready(read.never) if read.never else None,
            )
            for field, read in file.fields.items()
        },
    )


def _said(saying: Saying, words: Mapping[str, str]) -> Says:
    like = re.compile(_spelt_out(saying.like, words))
    return Says(like=like, sure=saying.sure, value=saying.value or {}, given=saying.given or {}, next=saying.next)


def _one_of(names: Mapping[str, str]) -> str:
    return "(?:" + "|".join(names.values()) + ")"


def _spelt_out(pattern: str, words: Mapping[str, str]) -> str:
    """``pattern`` with the names in it replaced, folded as the texts are; raises KeyError for an unknown name."""
    for _ in range(_DEEPEST):
        if "‹" not in pattern:
            break
        pattern = _NAMED.sub(lambda name: words[name[1]], pattern)
    return "".join(fold(character) if "\u3400" <= character <= "\u9fff" else character for character in pattern)
