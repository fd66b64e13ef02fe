"""Decides which parts a message of its kind, channel and stage must hold or not, and what is wrong with them."""

from collections.abc import Iterator

from assistant.domain.brief import Brief
from assistant.domain.finding import Engine, Finding, Severity, Stance
from assistant.guardrail.checks import Need, Outcome, check
from assistant.guardrail.figures import Amount, Count, Day, Thing
from assistant.guardrail.known import Known
from assistant.guardrail.reading import Reading
from assistant.guardrail.rules import Part, RuleSet
from assistant.guardrail.wording import shows


@check(id="parts", version="1", needs=(Need.BRIEF,))
def parts(reading: Reading, rules: RuleSet) -> Iterator[Outcome]:
    """What a message of this kind must hold and this one does not, and what it holds although it must not."""
    brief = reading.brief
    if brief is None:
        return
    stated = _stated_roles(reading, brief)
    required = rules.part_table.required(brief)
    for name in required:
        if not _shown(rules.parts[name], stated, reading):
            yield _finding(rules.parts[name])
    for name in rules.part_table.forbidden(brief):
        if _shown(rules.parts[name], stated, reading):
            yield _finding(rules.parts[name])
    if "identity_first" in required and (finding := _said_too_early(reading, rules)):
        yield finding


def _shown(part: Part, stated: frozenset[str], reading: Reading) -> bool:
    return not part.roles.isdisjoint(stated) or shows(part.words, reading)


def _stated_roles(reading: Reading, brief: Brief) -> frozenset[str]:
    """The roles of every fact that the text states in some writing."""
    known = Known(grounds=brief.grounds)
    roles = {place.fact.role for place in reading.stated.places}
    for figure in reading.stated.figures:
        if isinstance(figure, Amount):
            roles |= {fact.role for fact in known.amount_facts(figure)}
        elif isinstance(figure, Day):
            roles |= {fact.role for fact in known.date_facts(figure.dates)}
        elif isinstance(figure, Count) and figure.thing is Thing.INVOICES:
            roles |= {fact.role for fact in brief.grounds.facts_of("invoice_count") if fact.value == figure.value}
    return frozenset(roles)


def _said_too_early(reading: Reading, rules: RuleSet) -> Finding | None:
    """On the telephone: a sum or an invoice number that stands before the question who is speaking."""
    part = rules.parts["identity_first"]
    asked = [
        m.start()
        for pair in (part.words.zh, part.words.en)
        for p in pair
        for m in p.regex.finditer(reading.folded.lower)
    ]
    figures = [f.span.start for f in reading.stated.figures if isinstance(f, Amount)]
    figures += [place.span.start for place in reading.stated.places if place.fact.role == "invoice_no"]
    return _finding(part) if asked and figures and min(figures) < min(asked) else None


def _finding(part: Part) -> Finding:
    return Finding(
        rule=f"parts.{part.name.replace('_', '-')}",
        category="M",
        severity=Severity.REVIEW,
        start=0,
        end=0,
        excerpt="",
        message=part.message,
        suggestion=None,
        stance=Stance.ASSERTED,
        engine=Engine.RECORD,
    )
