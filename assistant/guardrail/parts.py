"""Decides which parts a message of its kind, channel and stage must hold or not, and what is wrong with them."""

from collections.abc import Iterator

from assistant.domain.brief import Brief, Topic
from assistant.domain.finding import Engine, Finding, Severity, Stance
from assistant.domain.kinds import Tone
from assistant.guardrail.checks import Need, Outcome, check
from assistant.guardrail.figures import Amount, Count, Day, Thing
from assistant.guardrail.known import Known
from assistant.guardrail.reading import Reading
from assistant.guardrail.rules import Part, RuleSet
from assistant.guardrail.shapes import PartTable
from assistant.guardrail.wording import shows


@check(id="parts", version="1", needs=(Need.BRIEF,))
def parts(reading: Reading, rules: RuleSet) -> Iterator[Outcome]:
    """What a message of this kind must hold and this one does not, and what it holds although it must not."""
    brief = reading.brief
    if brief is None:
        return
    stated = _stated_roles(reading, brief)
    for name in _wanted(brief, rules):
        part = rules.parts[name]
        if not _is_there(part, brief, stated, reading):
            yield _finding(part)
    for name in _forbidden(brief, rules):
        part = rules.parts[name]
        if _shown(part, stated, reading):
            yield _finding(part)
    if "identity_first" in _wanted(brief, rules) and (finding := _said_too_early(reading, rules)):
        yield finding


def _wanted(brief: Brief, rules: RuleSet) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for table in _tables(brief, rules) for name in table.parts))


def _forbidden(brief: Brief, rules: RuleSet) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for table in _tables(brief, rules) for name in table.forbidden))


def _tables(brief: Brief, rules: RuleSet) -> Iterator[PartTable]:
    for table in rules.part_tables.tables:
        if table.kind is brief.kind and brief.channel in table.channels and brief.stage in table.stages:
            yield table


def _is_there(part: Part, brief: Brief, stated: frozenset[str], reading: Reading) -> bool:
    if part.name == "clause" and (brief.tone is Tone.FRIENDLY or not _cites_term(brief)):
        return True  # a friendly letter has no use for the contract's words, a neutral one none for those on interest
    if part.only_with and not brief.grounds.facts_of(*part.only_with):
        return True
    return _shown(part, stated, reading)


def _cites_term(brief: Brief) -> bool:
    return brief.tone.force >= Tone.FIRM.force or brief.grounds.excerpt_on(Topic.PAYMENT_TERM) is not None


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
