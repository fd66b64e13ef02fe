"""Runs every check over a text and reports all findings; a check that fails is an error, never a pass."""

import time
from collections.abc import Callable, Iterable

from assistant.domain.brief import Brief, Grounds, digest
from assistant.domain.finding import Finding, Report
from assistant.domain.language import Language
from assistant.guardrail.builtin import INBOUND, OUTBOUND
from assistant.guardrail.checks import Check, Match
from assistant.guardrail.reading import Reading, folded_for, guess_language
from assistant.guardrail.rules import RuleSet

# Longer texts are not letters; judging them would let one request hold a worker.
LONGEST = 60_000


class Checker:
    """Judges texts by one rule set; holds no state between texts, so threads may share it."""

    def __init__(
        self, rules: RuleSet, *, checks: tuple[Check, ...] = OUTBOUND, timer: Callable[[], float] = time.perf_counter
    ) -> None:
        """Judge by ``rules`` with ``checks``; ``timer`` gives seconds and only fills ``Report.ms``."""
        self._rules = rules
        self._checks = checks
        self._timer = timer

    @property
    def version(self) -> str:
        """The version of the rule set."""
        return self._rules.version

    def check(
        self,
        text: str,
        *,
        grounds: Grounds | None = None,
        language: Language | None = None,
        brief: Brief | None = None,
    ) -> Report:
        """Everything found in a text of ours; never raises.

        A ``brief`` gives grounds, language, kind and stage; without grounds only the wording is judged. A check that
        fails is named in ``errors``, which makes the verdict ERROR.
        """
        return self._judge(
            text,
            self._checks,
            grounds=grounds or (brief.grounds if brief else None),
            language=language or (brief.language if brief else None),
            brief=brief,
        )

    def check_inbound(self, text: str) -> Report:
        """Instructions to a machine reader in a customer's text; what else a customer writes is never judged."""
        return self._judge(text, INBOUND, grounds=None, language=None, brief=None)

    def _judge(
        self,
        text: str,
        checks: tuple[Check, ...],
        *,
        grounds: Grounds | None,
        language: Language | None,
        brief: Brief | None,
    ) -> Report:
        begun = self._timer()
        findings: list[Finding] = []
        matches: list[Match] = []
        errors: list[str] = []
        try:
            reading = self._read(text, grounds, language, brief)
        except Exception:  # noqa: BLE001  (fails closed: whatever went wrong, the text may not leave)
            return self._report(text, (), ("reading",), (), grounds, brief, begun)
        for each in checks:
            try:
                outcomes = tuple(each.look(reading, self._rules)) if each.applies_to(reading) else ()
            except Exception:  # noqa: BLE001  (fails closed: the check is named, the others still run)
                errors.append(each.id)
                continue
            findings += [outcome for outcome in outcomes if isinstance(outcome, Finding)]
            matches += [outcome for outcome in outcomes if isinstance(outcome, Match)]
        return self._report(text, findings, errors, matches, grounds, brief, begun)

    def _read(self, text: str, grounds: Grounds | None, language: Language | None, brief: Brief | None) -> Reading:
        if len(text) > LONGEST:
            raise ValueError("too long to judge")
        folded = folded_for(text, self._rules.spellings)
        return Reading(
            text=text,
            folded=folded,
            language=language or guess_language(text, folded),
            language_given=language is not None,
            grounds=grounds,
            brief=brief,
            model=self._rules.model.path,
        )

    def _report(
        self,
        text: str,
        findings: Iterable[Finding],
        errors: Iterable[str],
        matches: Iterable[Match],
        grounds: Grounds | None,
        brief: Brief | None,
        begun: float,
    ) -> Report:
        return Report(
            findings=tuple(sorted(set(findings), key=lambda f: (f.start, f.end, f.rule))),
            errors=tuple(errors),
            matched=tuple(sorted({(m.start, m.end, m.fact) for m in matches})),
            fingerprint=digest([text, repr(grounds), repr(brief), self._rules.version]),
            ms=(self._timer() - begun) * 1000,
        )
