"""Everything that the checks look at together: the text, its folded form, its sentences, and what it may rest on."""

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from assistant.domain.brief import Brief, Grounds
from assistant.domain.language import Language
from assistant.guardrail.clauses import Sentences, Span, quotations_of, sentences_of
from assistant.guardrail.normalise import HAN, Folded, fold
from assistant.guardrail.opinion import Opinion, opinion_of
from assistant.guardrail.patterns import grams_of
from assistant.guardrail.rules import RuleSet
from assistant.guardrail.spellings import Spellings, restore
from assistant.guardrail.stated import Stated, stated_in

_HAN = re.compile(rf"[{HAN}]")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One text under judgement; ``language`` is what it is written in, guessed where nobody said."""

    text: str
    folded: Folded
    language: Language
    language_given: bool
    grounds: Grounds | None
    brief: Brief | None
    model: Path

    @cached_property
    def sentences(self) -> Sentences:
        """The sentences of the folded text."""
        return sentences_of(self.folded.lower)

    @cached_property
    def quotes(self) -> tuple[Span, ...]:
        """What stands in quotation marks."""
        return quotations_of(self.folded.text)

    @cached_property
    def stated(self) -> Stated:
        """The figures and names that the text states, and what in it is quoted from the record."""
        return stated_in(self.folded.lower, self.quotes, self.grounds)

    @cached_property
    def grams(self) -> set[str]:
        """The grams of the folded text in lower case."""
        return grams_of(self.folded.lower)

    @cached_property
    def opinions(self) -> tuple[Opinion, ...]:
        """What the clause model makes of each sentence."""
        return tuple(opinion_of(self.folded.lower[span.start : span.end], self.model) for span in self.sentences.spans)

    @cached_property
    def has_han(self) -> bool:
        """Whether any of it is Chinese."""
        return bool(_HAN.search(self.folded.text))

    @cached_property
    def has_latin(self) -> bool:
        """Whether any of it may be English."""
        return bool(_LATIN_WORD.search(self.folded.text))

    def sentence(self, place: int) -> str:
        """The folded sentence, in lower case, that holds ``place``."""
        span = self.sentences.at(place)
        return self.folded.lower[span.start : span.end]


def folded_for(text: str, spellings: Spellings) -> Folded:
    """``text`` as the checks see it: folded, and disguised words in plain spelling."""
    return restore(fold(text), spellings)


def read_text(
    text: str,
    rules: RuleSet,
    *,
    grounds: Grounds | None = None,
    language: Language | None = None,
    brief: Brief | None = None,
) -> Reading:
    """``text`` as the checks of ``rules`` look at it; its language is guessed unless given."""
    folded = folded_for(text, rules.spellings)
    return Reading(
        text=text,
        folded=folded,
        language=language or guess_language(text, folded),
        language_given=language is not None,
        grounds=grounds,
        brief=brief,
        model=rules.model.path,
    )


def guess_language(text: str, folded: Folded) -> Language:
    """English without Chinese characters to speak of; else the script that most tell-tale characters belong to."""
    han = _HAN.findall(folded.text)
    if len(han) * 3 < len(_LATIN_WORD.findall(folded.text)):
        return Language.EN
    if not han:
        return Language.EN
    folded_away = sum(1 for char in text if _HAN.match(char) and char not in folded.text)
    return Language.ZH_HANT if folded_away * 12 >= len(han) else Language.ZH_HANS
