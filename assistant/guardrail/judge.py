"""Lets a language model look at a text a second time: it may add findings for a person to look at, and nothing else."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.domain.finding import Engine, Finding, Report, Severity, Stance
from assistant.domain.language import LocalText
from assistant.errors import ModelUnavailable
from assistant.guardrail.shapes import Words
from assistant.knowledge import Closed, read_yaml
from assistant.ports import ChatModel
from assistant.prompting import Prompts, one_object

PROMPT = "judge_wording"
EXAMPLE = '{"findings": [{"category": "C", "quote": "your customers will hear of this"}]}'
_CATEGORIES = frozenset("ABCDEFGHIJK")
_MOST_TOKENS, _LONGEST_ANSWER, _MOST_FINDINGS = 1_000, 20_000, 20
# What is longer is no letter; of one, the rules have read every word.
_LONGEST_TEXT = 20_000


@dataclass(frozen=True, kw_only=True, slots=True)
class JudgeWords(Closed):
    """What is said of a place that a model marks, and when there is no answer."""

    found: Words
    silent: Words


class ModelJudge:
    """Adds what ``model`` finds to a report, at severity *review*; whatever the model does, no verdict gets lighter."""

    def __init__(self, model: ChatModel, prompts: Prompts, words: Path, *, new_marker: Callable[[], str]) -> None:
        """``words`` is the file ``judge.yaml``; ``new_marker`` gives 8 to 64 random letters and digits."""
        self._model = model
        self._prompt = prompts.get(PROMPT)
        self._words = read_yaml(words, JudgeWords)
        self._new_marker = new_marker

    def add_to(self, report: Report, text: str) -> Report:
        """``report`` on ``text`` with the places that the model marks besides; a note when there is no answer.

        A text that is stopped already, or is empty, is not sent. Digits are never sent.
        """
        if not report.verdict.may_leave or not text.strip():
            return report
        masked = re.sub(r"\d", "0", text)
        quotes = self._asked(masked)
        if quotes is None:
            return _with(report, [self._finding("judge.silent", "M", Severity.NOTE, text, 0, 0, self._words.silent)])
        return _with(report, self._marked(quotes, report, text, masked))

    def _asked(self, masked: str) -> list[tuple[str, str]] | None:
        """(category, quote) of each place; None when there is no answer that can be read."""
        if len(masked) > _LONGEST_TEXT:
            return None
        values = {"example": EXAMPLE, "letter": masked}
        try:
            answer = self._model.complete(
                self._prompt.render(values, marker=self._new_marker()), max_tokens=_MOST_TOKENS
            )
        except ModelUnavailable:
            return None
        if answer.finish_reason != "stop" or len(answer.text) > _LONGEST_ANSWER:
            return None
        return _read(answer.text)

    def _marked(self, quotes: list[tuple[str, str]], report: Report, text: str, masked: str) -> Iterator[Finding]:
        """A finding for each quote that stands in the text, unless there is one at its place."""
        for category, quote in quotes:
            start = masked.find(re.sub(r"\d", "0", quote))
            end = start + len(quote)
            if start < 0 or any(found.start < end and start < found.end for found in report.findings):
                continue
            rule = f"judge.{category.lower()}"
            yield self._finding(rule, category, Severity.REVIEW, text, start, end, self._words.found)

    def _finding(
        self, rule: str, category: str, severity: Severity, text: str, start: int, end: int, said: Words
    ) -> Finding:
        message: LocalText = said.local()
        return Finding(
            rule=rule,
            category=category,
            severity=severity,
            start=start,
            end=end,
            excerpt=text[start:end],
            message=message,
            suggestion=None,
            stance=Stance.ASSERTED,
            engine=Engine.MODEL,
            score=0.5,
        )


def _with(report: Report, added: "Iterator[Finding] | list[Finding]") -> Report:
    findings = sorted({*report.findings, *added}, key=lambda f: (f.start, f.end, f.rule))
    return replace(report, findings=tuple(findings))


def _read(answer: str) -> list[tuple[str, str]] | None:
    raw = one_object(answer)
    entries = raw.get("findings") if raw else None
    if not isinstance(entries, list):
        return None
    entries = entries[:_MOST_FINDINGS]
    return [(e["category"], e["quote"]) for e in entries if isinstance(e, dict) and _is_sound(e)]


def _is_sound(entry: dict[str, object]) -> bool:
    category, quote = entry.get("category"), entry.get("quote")
    return isinstance(category, str) and category in _CATEGORIES and isinstance(quote, str) and bool(quote.strip())
