"""Loads how customers write (``knowledge/replies``): one file per language, tried on loading."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.domain.commitments import Cause
from assistant.domain.language import Language
from assistant.domain.reading import DisputeReason, ProposalKind, Sign
from assistant.errors import BadKnowledge
from assistant.intake.replies.pattern_files import Cue, KindFile, RepliesFile
from assistant.intake.replies.spelling import Texts, spelt_out
from assistant.knowledge import read_yaml, shipped


@dataclass(frozen=True, kw_only=True, slots=True)
class CuePatterns:
    """A cue, ready to be looked for."""

    says: re.Pattern[str]
    hints: re.Pattern[str]
    never: re.Pattern[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnPatterns:
    """What is not the customer's own, in every language at once."""

    divider: re.Pattern[str]
    passes_on: re.Pattern[str]
    wrote: re.Pattern[str]
    header: re.Pattern[str]
    sign_off: re.Pattern[str]
    device: re.Pattern[str]
    disclaimer: re.Pattern[str]
    banner: re.Pattern[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class KindPatterns:
    """A kind of proposal, ready to be looked for."""

    says: re.Pattern[str]
    asks: re.Pattern[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Patterns:
    """Everything of one language, ready to be looked for; ``part`` holds the single patterns by their path."""

    language: Language
    causes: Mapping[Cause, CuePatterns]
    signs: Mapping[Sign, CuePatterns]
    kinds: Mapping[ProposalKind, KindPatterns]
    reasons: Mapping[DisputeReason, re.Pattern[str]]
    part: Mapping[str, re.Pattern[str]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Shipped:
    """The shipped patterns: what is own for all languages, and each language's."""

    own: OwnPatterns
    chinese: Patterns
    english: Patterns


@cache
def shipped_patterns() -> Shipped:
    """The patterns for replies; raises BadKnowledge."""
    folder = shipped("knowledge") / "replies"
    return load_patterns(folder / "zh-Hans.yaml", folder / "zh-Hant.yaml", folder / "en.yaml")


def load_patterns(chinese: Path, more: Path, english: Path) -> Shipped:
    """The patterns of the three files; raises BadKnowledge that names the file with a bad pattern."""
    files = {path: read_yaml(path, RepliesFile) for path in (chinese, more, english)}
    own = [file.own for file in files.values() if file.own]
    return Shipped(
        own=OwnPatterns(**{
            name: _compile(tuple(t for each in own for t in getattr(each, name)), {}, chinese)
            for name in OwnPatterns.__slots__
        }),
        chinese=_patterns(chinese, files[chinese], files[more]),
        english=_patterns(english, files[english], None),
    )  # fmt: skip


def _patterns(path: Path, file: RepliesFile, more: RepliesFile | None) -> Patterns:
    words = {**file.words, **(more.words if more else {})}

    def cue(one: Cue, other: Cue | None) -> CuePatterns:
        return CuePatterns(**{name: _compile(_both(one, other, name), words, path) for name in CuePatterns.__slots__})

    def kind(one: KindFile, other: KindFile | None) -> KindPatterns:
        return KindPatterns(**{name: _compile(_both(one, other, name), words, path) for name in KindPatterns.__slots__})

    kinds = file.proposal.kinds if file.proposal else {}
    more_kinds = more.proposal.kinds if more and more.proposal else {}
    reasons = file.dispute.reasons if file.dispute else {}
    return Patterns(
        language=file.language,
        causes={key: cue(one, more.causes.get(key) if more else None) for key, one in file.causes.items()},
        signs={key: cue(one, more.signs.get(key) if more else None) for key, one in file.signs.items()},
        kinds={key: kind(one, more_kinds.get(key)) for key, one in kinds.items()},
        reasons={key: _compile(texts, words, path) for key, texts in reasons.items()},
        part=_parts(path, file, more, words),
    )


def _both(one: object, other: object | None, name: str) -> Texts:
    """The texts under ``name`` in a section, and in that of the file that adds to it."""
    return (*getattr(one, name), *(getattr(other, name) if other else ()))


def _parts(
    path: Path, file: RepliesFile, more: RepliesFile | None, words: Mapping[str, str]
) -> dict[str, re.Pattern[str]]:
    """Every list of patterns of the files' sections as one pattern, under ``section.list``."""
    found = {}
    for section in ("stance", "promise", "proposal", "dispute", "away", "injection"):
        given, added = getattr(file, section), getattr(more, section) if more else None
        for name in given.__dataclass_fields__ if given else ():
            if isinstance(getattr(given, name), tuple):
                found[f"{section}.{name}"] = _compile(_both(given, added, name), words, path)
    return found


def _compile(texts: Texts, words: Mapping[str, str], path: Path) -> re.Pattern[str]:
    """One pattern for all of ``texts``; one that matches nothing when there are none."""
    try:
        return re.compile("|".join(f"(?:{spelt_out(text, words)})" for text in texts) or "(?!)", re.DOTALL)
    except (re.error, KeyError) as error:
        message = f"{path} holds a pattern that is none: {error}; correct the file."
        raise BadKnowledge(
            "knowledge_invalid", message, path=str(path), place="patterns", problem=str(error)
        ) from error
