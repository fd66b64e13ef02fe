"""The shapes of the files in knowledge/guardrail: what a rule, a word group, a cue or a required part may say."""

from dataclasses import dataclass, field
from typing import Literal

from assistant.domain.finding import Severity, Stance
from assistant.domain.language import LocalText
from assistant.knowledge import Closed

Weight = Literal["none", "note", "review", "block"]
State = Literal["filed", "authorised", "unauthorised"]


def severity_of(weight: Weight) -> Severity | None:
    """The severity that a weight stands for; None for ``none``."""
    return None if weight == "none" else Severity(weight)


@dataclass(frozen=True, kw_only=True, slots=True)
class Words(Closed):
    """One text in three languages."""

    en: str
    zh_hans: str
    zh_hant: str

    def local(self) -> LocalText:
        """The text as the domain holds it."""
        return LocalText(en=self.en, zh_hans=self.zh_hans, zh_hant=self.zh_hant)


@dataclass(frozen=True, kw_only=True, slots=True)
class Examples(Closed):
    """Sentences per language."""

    zh_hans: tuple[str, ...] = ()
    zh_hant: tuple[str, ...] = ()
    en: tuple[str, ...] = ()

    def all(self) -> tuple[str, ...]:
        """Every sentence."""
        return (*self.zh_hans, *self.zh_hant, *self.en)


@dataclass(frozen=True, kw_only=True, slots=True)
class RuleEntry(Closed):
    """One rule: ``zh`` patterns are written for folded Simplified text, ``en`` for lower case.

    ``stances`` overrides what the file says a stance weighs; ``states`` overrides it again by what the grounds say of
    legal steps. ``unless`` patterns, found in the same sentence, excuse a hit. ``reluctance`` lets 'we do not want to'
    count as negation. A ``sign`` says too little by itself: it counts only in a sentence that the clause model finds
    wrong as well. ``fail`` sentences must be found by this rule; ``passing`` sentences must pass the whole checker.
    """

    id: str
    message: Words
    severity: Severity = Severity.BLOCK
    suggestion: Words | None = None
    basis: tuple[str, ...] = ()
    zh: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    unless_zh: tuple[str, ...] = ()
    unless_en: tuple[str, ...] = ()
    stances: dict[Stance, Weight] = field(default_factory=dict)
    states: dict[State, dict[Stance, Weight]] = field(default_factory=dict)
    reluctance: bool = False
    sign: bool = False
    fail: Examples = field(default_factory=Examples)
    passing: Examples = field(default_factory=Examples)


@dataclass(frozen=True, kw_only=True, slots=True)
class RuleFile(Closed):
    """The rules of one category."""

    category: str
    stances: dict[Stance, Weight]
    rules: tuple[RuleEntry, ...]
    direction: Literal["outbound", "both"] = "outbound"


@dataclass(frozen=True, kw_only=True, slots=True)
class SlotFile(Closed):
    """Named groups of words, parted by a comma and a space, that patterns refer to as ``<name>``."""

    zh: dict[str, str]
    en: dict[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Phrase(Closed):
    """One of the worst words with its sounds and what is written for it; without ``by_sound`` only in pinyin."""

    word: str
    pinyin: str
    also: tuple[str, ...] = ()
    by_sound: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Pictograph(Closed):
    """The word that a pictograph stands for, by the language of the words before it."""

    zh: str
    en: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SpellingFile(Closed):
    """Words whose disguised spellings are undone before the rules look; the file itself says what each table holds."""

    phrases: tuple[Phrase, ...]
    sounds: dict[str, str]
    ordinary: str
    zhuyin: dict[str, str]
    small_words: dict[str, str]
    characters: dict[str, str]
    halves: dict[str, str]
    cantonese: dict[str, str]
    initials: dict[str, str]
    initials_after: str
    curses: dict[str, str]
    pictographs: dict[str, Pictograph]
    words: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class CueList(Closed):
    """Patterns of one language that tell how a sentence means its words."""

    negation: tuple[str, ...]
    not_negation: tuple[str, ...]
    reluctance: tuple[str, ...]
    negation_after: tuple[str, ...]
    breaks: tuple[str, ...]
    condition: tuple[str, ...]
    report: tuple[str, ...]
    our_side: tuple[str, ...]
    quoted_before: tuple[str, ...]
    quoted_after: tuple[str, ...]
    question: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class CueFile(Closed):
    """Cues of stance in both scripts."""

    zh: CueList
    en: CueList


@dataclass(frozen=True, kw_only=True, slots=True)
class PatternPair(Closed):
    """Patterns for folded Chinese and for lower-case English."""

    zh: tuple[str, ...] = ()
    en: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class PartEntry(Closed):
    """How a part of a message is seen in a text, besides by its own facts: a fact of one of ``roles``, or words."""

    name: str
    message: Words
    roles: tuple[str, ...] = ()
    words: PatternPair = field(default_factory=PatternPair)


@dataclass(frozen=True, kw_only=True, slots=True)
class PartFile(Closed):
    """Every part of the table, and what is said where it is missing."""

    parts: tuple[PartEntry, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class FindingText(Closed):
    """What a check written in code says; ``{excerpt}`` and ``{nearest}`` are filled in the message."""

    category: str
    message: Words
    severity: Severity = Severity.BLOCK
    suggestion: Words | None = None
    basis: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class SteeringCue(Closed):
    """A sign, among others, that a text is meant for a machine; ``weight`` is what it adds, however often it stands."""

    name: str
    weight: int
    zh: tuple[str, ...]
    en: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class SteeringFile(Closed):
    """The cues of steering, the weight that is enough for a finding, and what it says."""

    enough: int
    finding: FindingText
    cues: tuple[SteeringCue, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordFile(Closed):
    """Words that the comparison with the record listens for, and what its findings say."""

    findings: dict[str, FindingText]
    cues: dict[str, PatternPair]


@dataclass(frozen=True, kw_only=True, slots=True)
class ModelFile(Closed):
    """How sure (0 to 1) the clause model must be of a sentence for a ``sign`` to count, or for a ``review`` of its own.

    ``injection`` is how sure it must be that a customer's sentence gives orders to a machine. ``findings`` are what is
    said then, one for each category.
    """

    sign: float
    review: float
    injection: float
    findings: dict[str, FindingText]


@dataclass(frozen=True, kw_only=True, slots=True)
class EnglishWords(Closed):
    """Words parted by spaces: those by which English is known, and those that other languages write as well."""

    only: str
    shared: str


@dataclass(frozen=True, kw_only=True, slots=True)
class OtherLanguage(Closed):
    """Words, and pieces of words, parted by spaces, that tell a language which the rules do not cover."""

    words: str = ""
    inside: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class LanguageFile(Closed):
    """How English is told from languages that the rules do not cover."""

    english: EnglishWords
    others: dict[str, OtherLanguage]


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits(Closed):
    """How long a text may be, and how many milliseconds one check may take."""

    characters: int
    milliseconds: int


@dataclass(frozen=True, kw_only=True, slots=True)
class SetFile(Closed):
    """The name of the rule set, its limits, and the rule files that belong to it."""

    version: str
    limits: Limits
    files: tuple[str, ...]
