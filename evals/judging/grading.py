"""Grades the tone of a letter by a model: four levels of force by what the letter does, register, good faith."""

from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

from assistant.domain.kinds import Tone
from assistant.domain.language import Language
from assistant.prompting import Asker, one_object

PROMPT, FIRMER = "judge_tone", "judge_firmer"
EXAMPLE = '{"force": 2, "register": "plain", "good_faith": "open", "quote": "please pay by Friday 28 June"}'
Register: TypeAlias = Literal["plain", "formal"]
GoodFaith: TypeAlias = Literal["assumed", "open", "doubted"]
REGISTERS: tuple[Register, ...] = ("plain", "formal")
GOOD_FAITHS: tuple[GoodFaith, ...] = ("assumed", "open", "doubted")
_KEYS = frozenset({"force", "register", "good_faith", "quote"})
_SHORTEST_QUOTE = 2
_NAMES = {
    Language.EN: "English",
    Language.ZH_HANS: "Simplified Chinese",
    Language.ZH_HANT: "Traditional Chinese",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Grade:
    """How a letter sounds: ``force`` from 0 (friendly) to 3 (final), by what it does; ``quote`` decides the force.

    ``asked_tone`` is what the letter should have been, and nothing that the judge was told.
    """

    force: int
    register: Register
    good_faith: GoodFaith
    quote: str
    asked_tone: Tone

    @property
    def harsher(self) -> bool:
        """Whether the letter presses harder than was asked for."""
        return self.force > self.asked_tone.force


@dataclass(frozen=True, kw_only=True, slots=True)
class Unjudged:
    """There is no grade: ``why`` is the code of a reason. It is counted apart, and never as a grade."""

    why: str


class Judge(Protocol):
    """Grades letters; a model, or in tests whoever stands in for one."""

    def grade(self, text: str, language: Language, asked_tone: Tone) -> Grade | Unjudged:
        """How ``text`` sounds; never raises for what a judge does or fails to do."""
        ...


class ModelJudge:
    """A judge that asks a model, once more where its answer cannot be read."""

    def __init__(self, asker: Asker) -> None:
        """``asker`` puts the questions."""
        self._asker = asker

    @property
    def name(self) -> str:
        """The model and the rubric that it grades by."""
        return f"{self._asker.model_name}, {self._asker.stamp(PROMPT)}"

    def grade(self, text: str, language: Language, asked_tone: Tone) -> Grade | Unjudged:
        """The model's grade; a quote that does not stand in ``text`` makes it none.

        The model is not told which tone was asked for, lest it hears what it expects.
        """
        answered = self._asker.ask(
            self._asker.messages(PROMPT, {"example": EXAMPLE, "language": _NAMES[language], "letter": text}),
            lambda answer: _grade(answer, asked_tone),
        )
        grade = answered.read
        if grade is None:
            return Unjudged(why=answered.why.code if answered.why else "")
        quote = _plain(grade.quote)
        return grade if len(quote) >= _SHORTEST_QUOTE and quote in _plain(text) else Unjudged(why="quote_not_found")

    def firmer(self, first: str, second: str) -> Literal["first", "second", "same"] | None:
        """Which of two letters presses harder; None where there is no answer."""
        return self._asker.ask(self._asker.messages(FIRMER, {"first": first, "second": second}), _firmer).read


def _grade(answer: str, asked_tone: Tone) -> Grade | None:
    raw = one_object(answer)
    if raw is None or raw.keys() != _KEYS:
        return None
    force, quote = raw["force"], raw["quote"]
    register = next((each for each in REGISTERS if each == raw["register"]), None)
    good_faith = next((each for each in GOOD_FAITHS if each == raw["good_faith"]), None)
    if isinstance(force, bool) or not isinstance(force, int) or not 0 <= force <= max(tone.force for tone in Tone):
        return None
    if register is None or good_faith is None or not isinstance(quote, str):
        return None
    return Grade(force=force, register=register, good_faith=good_faith, quote=quote, asked_tone=asked_tone)


def _firmer(answer: str) -> Literal["first", "second", "same"] | None:
    raw = one_object(answer)
    said = raw.get("firmer") if raw and len(raw) == 1 else None
    return "first" if said == "first" else "second" if said == "second" else "same" if said == "same" else None


def _plain(text: str) -> str:
    return "".join(text.split()).casefold()
