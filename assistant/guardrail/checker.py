"""Runs every check over a text and reports all findings; a check that fails is an error, never a pass."""

import time
from collections.abc import Callable, Iterable
from dataclasses import replace

from assistant.domain.brief import Brief, Grounds, digest
from assistant.domain.finding import Finding, Report, Suppression
from assistant.domain.language import Language
from assistant.guardrail.builtin import INBOUND, OUTBOUND
from assistant.guardrail.checks import Check, Match
from assistant.guardrail.clauses import Span
from assistant.guardrail.considered import Considered, considered
from assistant.guardrail.reading import Reading, read_text
from assistant.guardrail.rules import RuleSet
from assistant.guardrail.suppressing import GuardrailPolicy, suppressing
from assistant.guardrail.told import told


class Checker:
    """Judges texts by one rule set; holds no state between texts, so threads may share it."""

    def __init__(
        self,
        rules: RuleSet,
        *,
        checks: tuple[Check, ...] = OUTBOUND,
        policy: GuardrailPolicy | None = None,
        timer: Callable[[], float] = time.perf_counter,
    ) -> None:
        """Judge by ``rules`` with ``checks``; ``timer`` gives seconds, and must never go back."""
        self.policy = policy or GuardrailPolicy()
        self._rules = rules
        self._checks = checks
        self._timer = timer

    @property
    def rules(self) -> RuleSet:
        """What texts are judged by."""
        return self._rules

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
        suppressions: tuple[Suppression, ...] = (),
    ) -> Report:
        """Everything found in a text of ours; never raises.

        A ``brief`` gives grounds, language, kind and stage; without grounds only the wording is judged. A check that
        fails, or takes longer than the rule set allows, is named in ``errors``, which makes the verdict ERROR. What
        ``suppressions`` answer for, and the policy lets stand, is told apart.
        """
        report = self._judge(
            text,
            self._checks,
            grounds=grounds or (brief.grounds if brief else None),
            language=language or (brief.language if brief else None),
            brief=brief,
        )
        if not (suppressions and report.findings):
            return report
        try:
            return suppressing(report, text, suppressions, self.policy)
        except Exception:  # noqa: BLE001  (fails closed, as any check does)
            return replace(report, errors=(*report.errors, "suppressions"))

    def check_inbound(self, text: str) -> Report:
        """Instructions to a machine reader in a customer's text; what else a customer writes is never judged."""
        return self._judge(text, INBOUND, grounds=None, language=None, brief=None)

    def considered(
        self,
        text: str,
        *,
        grounds: Grounds | None = None,
        language: Language | None = None,
        brief: Brief | None = None,
        inbound: bool = False,
    ) -> tuple[Considered, ...]:
        """What the rules looked at and did not stop, or weighed less than they might, each with the reason.

        Takes what `check` takes, or with ``inbound`` what `check_inbound` takes. Never raises: of a text that cannot be
        judged nothing is told, and its report names the check that failed.
        """
        if len(text) > self._rules.limits.characters:
            return ()
        try:
            reading = self._read(
                text,
                grounds or (brief.grounds if brief else None),
                language or (brief.language if brief else None),
                brief,
            )
            return considered(reading, self._rules, inbound=inbound)
        except Exception:  # noqa: BLE001  (the report of the same text is an error then)
            return ()

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
        if len(text) > self._rules.limits.characters:
            return self._report(text, (self._too_long(),), ("length",), (), grounds, brief, begun)
        findings: list[Finding] = []
        matches: list[Match] = []
        errors: list[str] = []
        try:
            reading = self._read(text, grounds, language, brief)
        except Exception:  # noqa: BLE001  (fails closed: whatever went wrong, the text may not leave)
            return self._report(text, (), ("reading",), (), grounds, brief, begun)
        if self._is_late(begun):
            errors.append("reading")
        for each in checks:
            started = self._timer()
            try:
                outcomes = tuple(each.look(reading, self._rules)) if each.applies_to(reading) else ()
            except Exception:  # noqa: BLE001  (fails closed: the check is named, the others still run)
                errors.append(each.id)
                continue
            if self._is_late(started):
                errors.append(each.id)
            findings += [outcome for outcome in outcomes if isinstance(outcome, Finding)]
            matches += [outcome for outcome in outcomes if isinstance(outcome, Match)]
        return self._report(text, findings, errors, matches, grounds, brief, begun)

    def _read(self, text: str, grounds: Grounds | None, language: Language | None, brief: Brief | None) -> Reading:
        return read_text(text, self._rules, grounds=grounds, language=language, brief=brief)

    def _is_late(self, started: float) -> bool:
        return (self._timer() - started) * 1000 > self._rules.limits.milliseconds

    def _too_long(self) -> Finding:
        """What is said of a text that is not even read: nobody may hold a worker with it."""
        return told("text.too-long", self._read("", None, None, None), self._rules, Span(0, 0))

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
