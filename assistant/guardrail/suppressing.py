"""Lets a finding stand that a person answers for with a reason, as long as its sentence stays as it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from assistant.domain.brief import digest
from assistant.domain.finding import Finding, Report, Severity, Suppressed, Suppression
from assistant.errors import BadKnowledge
from assistant.guardrail.clauses import Sentences, sentences_of
from assistant.guardrail.normalise import Folded, fold
from assistant.knowledge import Closed

# Facts that nobody recorded, personal and confidential data, hidden instructions: no reason makes them true or ours.
_NEVER = "L"


@dataclass(frozen=True, kw_only=True, slots=True)
class GuardrailPolicy(Closed):
    """What a company may decide about the guardrail itself: ``policies/guardrail.yaml``.

    ``suppressible`` names the rules of severity *block* that a reviewer may let stand with a reason; of severity
    *review* all may. ``switched_off`` names rules that do not count, each with the reason; never those of category L.
    """

    version: str = "none"
    suppressible: tuple[str, ...] = ()
    switched_off: dict[str, str] = field(default_factory=dict)


def require_known(policy: GuardrailPolicy, shipped: Mapping[str, str]) -> None:
    """Raise BadKnowledge when the policy names a rule that there is not, or may not be named there.

    ``shipped`` are the ids of all rules, the ones that are switched off among them, with their category.
    """
    named = {*policy.suppressible, *policy.switched_off}
    if unknown := sorted(named - shipped.keys()):
        raise BadKnowledge(
            "no_such_rule", f"The guardrail policy names rules that there are not: {', '.join(unknown)}.", rules=unknown
        )
    kept = sorted(name for name, why in policy.switched_off.items() if shipped[name] == _NEVER or not why.strip())
    if kept:
        raise BadKnowledge(
            "rule_stays_on",
            f"These rules stay on: {', '.join(kept)}; a rule is switched off with a reason, one of category L never.",
            rules=kept,
        )


def may_stand(finding: Finding, policy: GuardrailPolicy, *, as_reviewer: bool) -> bool:
    """Whether a person may let ``finding`` stand at all; ``as_reviewer`` tells that they hold that role."""
    if finding.category == _NEVER:
        return False
    if finding.severity is Severity.BLOCK:
        return as_reviewer and finding.rule in policy.suppressible
    return finding.severity is Severity.REVIEW


def place_of(text: str, finding: Finding) -> str:
    """The digest that a suppression of ``finding`` binds to; of what is missing in a text, the whole text counts."""
    return _Places(text).of(finding)


def digest_of_place(rule: str, excerpt: str, sentence: str) -> str:
    """The digest of words that ``rule`` found in a sentence, blanks around the sentence left out."""
    return digest([rule, excerpt, sentence.strip()])


def suppressing(report: Report, text: str, suppressions: Iterable[Suppression], policy: GuardrailPolicy) -> Report:
    """``report`` with the findings apart that one of ``suppressions`` answers for; one that fits nothing is void."""
    by_place = {(each.rule, each.place): each for each in suppressions}
    places = _Places(text)
    left, apart = [], []
    for finding in report.findings:
        made = by_place.get((finding.rule, places.of(finding)))
        if made and may_stand(finding, policy, as_reviewer=made.as_reviewer):
            apart.append(Suppressed(finding=finding, suppression=made))
        else:
            left.append(finding)
    if not apart:
        return report
    said = [(one.suppression.rule, one.suppression.place, one.suppression.reason) for one in apart]
    fingerprint = digest([report.fingerprint, said])
    return replace(report, findings=tuple(left), suppressed=tuple(apart), fingerprint=fingerprint)


class _Places:
    """Finds the sentence around each finding of one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._folded: Folded = fold(text)
        self._sentences: Sentences = sentences_of(self._folded.lower)

    def of(self, finding: Finding) -> str:
        if finding.start == finding.end:
            return digest_of_place(finding.rule, "", self._text)
        return digest_of_place(finding.rule, finding.excerpt, self._around(finding.start, finding.end))

    def _around(self, start: int, end: int) -> str:
        """The whole sentences, in the original text, that ``start:end`` reaches into."""
        begin, until = start, end
        for span in self._sentences.spans:
            if span.start == span.end:
                continue
            first, last = self._folded.original(span.start, span.end)
            if first < end and start < last:
                begin, until = min(begin, first), max(until, last)
        return self._text[begin:until]
