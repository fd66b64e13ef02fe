"""A reply made ready for reading: its own sentences, each with the patterns that fit it, its days and its sums."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from assistant.domain.reading import Evidence
from assistant.hashed_model import HashedModel
from assistant.intake.replies.amounts import OpenTotal, Sum, find_sums
from assistant.intake.replies.days import Day, find_days
from assistant.intake.replies.folding import fold
from assistant.intake.replies.given import LedgerNow
from assistant.intake.replies.opinion import Opinion, opinion_of
from assistant.intake.replies.patterns import CuePatterns, Patterns, shipped_patterns
from assistant.intake.replies.sentences import Sentence, sentences

SURE, LIKELY = 0.9, 0.6
_HAN = re.compile("[\u3400-\u9fff]")
_LETTER = re.compile("[a-z]")
_ENGLISH = re.compile(r"[a-z]{2,}[^a-z\u3400-\u9fff]+[a-z]{2,}")
_LONGEST_QUOTE = 400
# How far around a match something may stand that speaks against it.
_NEAR, _NEAR_HAN = 60, 16
# What stands before a sum, not before a number.
_PAID = re.compile(r"(?:\b(?:pay|send|transfer|wire|do|of|give|manage)|[付转汇给打])\s*$")
# Letters between a share and its figure.
_BESIDE = 3
_MONTH_FIRST = frozenset({"USD", ""})
_ROWS_MONTH_FIRST = frozenset({"CNY", "TWD"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """One sentence with all that is known of it; days and sums count their places within the sentence."""

    sentence: Sentence
    patterns: tuple[Patterns, ...]
    days: tuple[Day, ...]
    sums: tuple[Sum, ...]

    @property
    def words(self) -> str:
        """The sentence, folded."""
        return self.sentence.words

    @property
    def is_chinese(self) -> bool:
        """Whether any of it is written in Chinese."""
        return any(patterns.language.is_chinese for patterns in self.patterns)

    def finds(self, part: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """The first match of a single pattern such as ``stance.condition``."""
        stop = len(self.words) if end is None else end
        return next((m for p in self.patterns if (m := p.part[part].search(self.words, start, stop))), None)

    def all_of(self, part: str) -> Iterator[re.Match[str]]:
        """Every match of a single pattern, language by language."""
        for patterns in self.patterns:
            yield from patterns.part[part].finditer(self.words)

    def without(self, *figures: Day | Sum) -> str:
        """The words with blanks in place of these days and sums."""
        rest = list(self.words)
        for each in figures:
            rest[each.start : each.end] = " " * (each.end - each.start)
        return "".join(rest)


@dataclass(frozen=True, kw_only=True, slots=True)
class Ear:
    """A reply's own sentences, what a model makes of them, and what is needed to quote and to count."""

    text: str
    heard: tuple[Heard, ...]
    opinion: Opinion
    model: HashedModel
    ledger: LedgerNow
    received: date | None

    @property
    def total(self) -> OpenTotal:
        """What is open in all."""
        return self.ledger.total

    def quoted(self, evidence: Evidence) -> tuple[Heard, ...]:
        """The sentences that ``evidence`` quotes."""
        return tuple(h for h in self.heard if h.sentence.start < evidence.end and evidence.start < h.sentence.end)

    def naming(self, day: date | None, evidence: Evidence) -> tuple[tuple[Heard, Day], ...]:
        """Each place in what ``evidence`` quotes that names ``day``, with its sentence."""
        return tuple((heard, each) for heard in self.quoted(evidence) for each in heard.days if each.day == day)

    def where(self, evidence: Evidence) -> Heard | None:
        """The sentence in which ``evidence`` begins."""
        return next((h for h in self.heard if h.sentence.start <= evidence.start < h.sentence.end), None)

    def evidence(self, heard: Heard, certainty: float, last: Heard | None = None) -> Evidence:
        """The sentence, up to the end of ``last`` where it goes on, as it stands in the text."""
        start = heard.sentence.start
        end = min((last or heard).sentence.end, start + _LONGEST_QUOTE)
        return Evidence(quote=self.text[start:end], start=start, end=end, certainty=certainty)


def listen(text: str, folded: str, received: date | None, ledger: LedgerNow, model: HashedModel) -> Ear:
    """``folded`` (own words only, as long as ``text``) heard sentence by sentence, with what ``model`` makes of it."""
    heard = hear(folded, received, ledger)
    opinion = opinion_of([each.words for each in heard], model)
    return Ear(text=text, heard=heard, opinion=opinion, model=model, ledger=ledger, received=received)


def hear(folded: str, received: date | None, ledger: LedgerNow) -> tuple[Heard, ...]:
    """The sentences of ``folded`` with their days and sums."""
    shipped = shipped_patterns()
    currency = ledger.total.currency
    month_first = currency in _MONTH_FIRST
    heard = []
    numbers = _numbers(ledger.invoice_nos)
    for sentence in sentences(folded):
        figures = numbers.sub(lambda match: " " * len(match[0]), sentence.words)
        # A row such as "12/5 30,000" has no letter that tells where it was written.
        row_of_figures = not _LETTER.search(sentence.words) and currency in _ROWS_MONTH_FIRST
        days = find_days(figures, received, month_first=month_first or row_of_figures, currency=currency)
        chinese = bool(_HAN.search(sentence.words))
        english = not chinese or bool(_ENGLISH.search(sentence.words))
        heard.append(
            Heard(
                sentence=sentence,
                patterns=tuple(p for p, fits in ((shipped.chinese, chinese), (shipped.english, english)) if fits),
                days=days,
                sums=_said_once(
                    each
                    for each in find_sums(figures, ledger.total)
                    if not _is_of(each, days) and not _is_number(each, sentence.words, ledger.invoice_nos)
                ),
            )
        )
    return tuple(heard)


def _said_once(sums: Iterable[Sum]) -> tuple[Sum, ...]:
    """``sums`` without a share beside the figure that it comes to: 先付一半10萬5 of 210,000 is one sum."""
    found = tuple(sums)

    def is_again(share: Sum) -> bool:
        return share.share is not None and any(
            each.share is None and each.value == share.value and _apart(each, share) <= _BESIDE for each in found
        )

    return tuple(each for each in found if not is_again(each))


def _apart(one: Sum, other: Sum) -> int:
    """The letters between two sums."""
    return max(other.start - one.end, one.start - other.end)


def _numbers(invoice_nos: tuple[str, ...]) -> re.Pattern[str]:
    """The numbers of our invoices, whose digits belong to no day and no sum: the 3 of F-3月中."""
    told = sorted((fold(no) for no in invoice_nos if not no.isdigit()), key=len, reverse=True)
    return re.compile("|".join(rf"(?<![a-z\d]){re.escape(no)}(?!\d)" for no in told) or "(?!)")


def _is_of(each: Sum, days: tuple[Day, ...]) -> bool:
    """Whether what looks like a sum is part of a day: the 04.2025 of 05.04.2025."""
    return any(day.start <= each.start < day.end and each.end <= day.end for day in days)


def _is_number(each: Sum, words: str, invoice_nos: tuple[str, ...]) -> bool:
    """Whether what looks like a sum is the number of an invoice, or its last digits: "126 was due on the 28th"."""
    said = words[each.start : each.end].strip()
    if not said.isdigit() or _PAID.search(words, max(0, each.start - 12), each.start):
        return said.isdigit() and said in invoice_nos
    return any(number == said or re.search(rf"\D0*{said}$", number) for number in invoice_nos)


def certainty_of(cue: CuePatterns, heard: Heard, patterns: Patterns) -> float:
    """How surely the sentence says what ``cue`` is for; 0 where it does not."""
    for pattern, certainty in ((cue.says, SURE), (cue.hints, LIKELY)):
        for match in pattern.finditer(heard.words):
            if match[0].strip() and not _is_excused(match, cue, heard, patterns):
                return certainty
    return 0.0


def _is_excused(match: re.Match[str], cue: CuePatterns, heard: Heard, patterns: Patterns) -> bool:
    """Whether what stands before or around the match takes it back."""
    near = _NEAR_HAN if patterns.language.is_chinese else _NEAR
    around = heard.words[max(0, match.start() - near) : match.end() + near]
    return bool(cue.never.search(around)) or is_negated(match, heard, patterns)


def is_negated(match: re.Match[str], heard: Heard, patterns: Patterns) -> bool:
    """Whether a negation stands right before the match, in its part of the sentence."""
    near = _NEAR_HAN if patterns.language.is_chinese else _NEAR
    begin, _ = heard.sentence.part(match.start(), match.end())
    return bool(patterns.part["stance.negated"].search(heard.words, max(begin, match.start() - near), match.start()))
