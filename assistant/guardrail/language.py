"""Decides which parts of a text are in a language that the rules do not cover, so that none passes unread."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.domain.finding import Engine
from assistant.guardrail.checks import Outcome, check
from assistant.guardrail.clauses import Span
from assistant.guardrail.figures import blanked
from assistant.guardrail.function_words import FunctionWords
from assistant.guardrail.normalise import HAN
from assistant.guardrail.reading import Reading
from assistant.guardrail.rules import RuleSet
from assistant.guardrail.told import told

# Letters neither Latin nor Chinese; the phonetic signs of Taiwan and letters drawn as symbols are no other language.
_OTHER_LETTER = re.compile(
    r"[^\W\d_\u0000-\u02ff\u1d00-\u1eff\u2000-\u2fff\u3005-\u3007\u3100-\u312f\u31a0-\u31ef\u3400-\u9fff\uf900-\ufaff"
    r"\ufb00-\ufb06\uff21-\uff5a\U0001d400-\U0001d7ff\U0001f100-\U0001f1ff\U00020000-\U0003ffff]"
)
_HAN_LETTER = re.compile(rf"[{HAN}]")
_KANA = re.compile(r"[\u3041-\u306d\u306f-\u3096]")  # の alone stands in Chinese shop names too
_WORD = re.compile(r"[a-z\u00c0-\u024f]+", re.IGNORECASE)
_SOLID = r"[^\s\u3000-\U0003ffff]"
_ADDRESS = re.compile(rf"(?<!{_SOLID}){_SOLID}*?(?:@|://|www\.){_SOLID}*")
_UNBROKEN = re.compile(r"[a-z0-9+/\u00c0-\u024f]{31,}", re.IGNORECASE)  # longer than any word
_MOST_UNBROKEN = 60
_FEW, _SOME, _MANY = 4, 12, 40  # letters of another script: hardly a word, a name, more than an address
_RUNNING = 15  # words in lower case that make prose, and not a list of names


@check(id="language", version="1")
def language(reading: Reading, rules: RuleSet) -> Iterator[Outcome]:
    """What is neither English nor Chinese; quotations and names of the record do not count."""
    words = rules.function_words
    if not _may_hold_another(reading, words):
        return
    said = _said(reading)
    spans = reading.sentences.spans
    whole = _is_foreign_whole(said, words)
    for span in _joined(span for span in spans if whole or _is_foreign(_part(said, reading, span), words)):
        stretch = reading.folded.lower[span.start : span.end]
        start = span.start + len(stretch) - len(stretch.lstrip())
        place = Span(start, start + len(stretch.strip()))
        yield told("language.not-covered", reading, rules, place, engine=Engine.RULES)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Said:
    """A text, or a part of it, as it was written and as it was folded."""

    text: str
    folded: str

    def other_letters(self) -> int:
        """How many letters of other scripts there are where they make up most of it, else 0."""
        other = len(_OTHER_LETTER.findall(self.text))
        latin = sum(map(len, _WORD.findall(self.text)))
        return other if other > latin + len(_HAN_LETTER.findall(self.text)) else 0

    def is_japanese(self) -> bool:
        """Whether it has enough of the syllables that stand between Japanese words."""
        kana = len(_KANA.findall(self.text))
        return kana >= 3 and kana * 3 >= len(_HAN_LETTER.findall(self.text))

    def is_chinese(self) -> bool:
        """Whether it holds more Chinese characters than Latin words."""
        return len(_HAN_LETTER.findall(self.folded)) > len(_WORD.findall(self.folded))

    def words(self) -> list[str]:
        """Its Latin words, in lower case where they may be no names."""
        found = _WORD.findall(self.folded)
        if self.folded.isupper():
            return [word.lower() for word in found]
        return [word if number else word.lower() for number, word in enumerate(found)]


def _may_hold_another(reading: Reading, words: FunctionWords) -> bool:
    """A quick look that nearly every text of ours ends with."""
    if _OTHER_LETTER.search(reading.text):
        return True
    found = _WORD.findall(reading.folded.lower)
    foreign = sum(word in words.other for word in set(found))
    return foreign > 1 or bool(_UNBROKEN.search(reading.folded.text)) or not words.are_english(found)


def _said(reading: Reading) -> _Said:
    """The text without addresses, names of the record and quotations; with the latter where little else is said."""
    aside = [Span(*match.span()) for match in _ADDRESS.finditer(reading.folded.text)]
    aside += [place.span for place in reading.stated.places]
    every, plain = _without(reading, aside), _without(reading, [*aside, *reading.quotes])
    return plain if 2 * sum(map(str.isalpha, plain.text)) >= sum(map(str.isalpha, every.text)) else every


def _without(reading: Reading, aside: list[Span]) -> _Said:
    places = [Span(*reading.folded.original(span.start, span.end)) for span in aside if span.end > span.start]
    return _Said(text=blanked(reading.text, places), folded=blanked(reading.folded.text, aside))


def _part(said: _Said, reading: Reading, span: Span) -> _Said:
    start, end = reading.folded.original(span.start, span.end) if span.end > span.start else (0, 0)
    return _Said(text=said.text[start:end], folded=said.folded[span.start : span.end])


def _is_foreign(sentence: _Said, words: FunctionWords) -> bool:
    """Whether a sentence says something in another language; a bare name or address says nothing."""
    if sentence.is_japanese() and words.stand_in(sentence.text):
        return True
    letters = sentence.other_letters()
    if letters > _FEW and (letters >= _MANY or words.stand_in(sentence.text)):
        return True
    return not sentence.is_chinese() and words.are_of_another(sentence.words())


def _is_foreign_whole(said: _Said, words: FunctionWords) -> bool:
    """Whether hardly any of it can be read: another script, long strings without a gap, prose without English words."""
    if letters := said.other_letters():
        numbered = any(map(str.isdigit, said.text))
        return letters >= (_MANY if numbered else _SOME) or (letters >= _FEW and words.stand_in(said.text))
    if said.is_chinese():
        return False
    unbroken = sum(len(run) for run in _UNBROKEN.findall(said.folded) if any(map(str.isalpha, run)))
    if unbroken > _MOST_UNBROKEN and unbroken * 2 > len(said.folded):
        return True
    found = _WORD.findall(said.folded)
    running = [word for word in found if word.islower() and len(word) > 1]
    return len(running) >= _RUNNING and not words.are_english(running)


def _joined(spans: Iterator[Span]) -> list[Span]:
    joined: list[Span] = []
    for span in spans:
        begin = joined.pop().start if joined and joined[-1].end == span.start else span.start
        joined.append(Span(begin, span.end))
    return joined
