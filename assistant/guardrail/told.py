"""Makes findings of the checks written in code: what is said comes from the rule set's own table."""

from assistant.domain.finding import Engine, Finding, Severity, Stance
from assistant.domain.language import LocalText
from assistant.errors import BadKnowledge
from assistant.guardrail.clauses import Span
from assistant.guardrail.reading import Reading
from assistant.guardrail.rules import RuleSet


def told(
    rule: str,
    reading: Reading,
    rules: RuleSet,
    span: Span,
    *,
    nearest: str | None = None,
    severity: Severity | None = None,
    engine: Engine = Engine.RECORD,
    stance: Stance = Stance.ASSERTED,
    score: float = 1.0,
) -> Finding:
    """The finding ``rule`` at a place of the folded text; ``nearest`` is what to write instead, when one is close."""
    says = rules.findings.get(rule)
    if says is None:
        raise BadKnowledge("finding_unknown", f"record.yaml has no finding {rule!r}; add it.", rule=rule)
    start, end = reading.folded.original(span.start, span.end) if span.end > span.start else (0, 0)
    excerpt = reading.text[start:end]
    own = says.suggestion.local().in_language(reading.language) if says.suggestion else None
    message = says.message.local()
    return Finding(
        rule=rule,
        category=says.category,
        severity=severity or says.severity,
        start=start,
        end=end,
        excerpt=excerpt,
        message=LocalText(
            en=_filled(message.en, excerpt, nearest),
            zh_hans=_filled(message.zh_hans, excerpt, nearest),
            zh_hant=_filled(message.zh_hant, excerpt, nearest),
        ),
        suggestion=nearest if nearest is not None else own,
        stance=stance,
        engine=engine,
        score=score,
        basis=says.basis,
    )


def _filled(message: str, excerpt: str, nearest: str | None) -> str:
    return message.replace("{excerpt}", excerpt).replace("{nearest}", nearest or "–")
