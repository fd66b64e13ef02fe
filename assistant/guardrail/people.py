"""Decides whether whom a letter greets, and who signs it, are the people of the record."""

from collections.abc import Iterator

from assistant.domain.brief import FactKind, Grounds
from assistant.guardrail.checks import Need, Outcome, check
from assistant.guardrail.names_chinese import wrong_in_chinese
from assistant.guardrail.names_english import wrong_in_english
from assistant.guardrail.normalise import fold
from assistant.guardrail.reading import Reading
from assistant.guardrail.rules import RuleSet
from assistant.guardrail.told import told


@check(id="people", version="1", needs=(Need.GROUNDS,))
def people(reading: Reading, rules: RuleSet) -> Iterator[Outcome]:
    """Names of people that are not, or not quite, those of the record."""
    if reading.grounds is None:
        return
    contacts = _names(reading.grounds, "contact_name", "salutation")
    senders = _names(reading.grounds, "sender_name")
    companies = [place.span for place in reading.stated.places if place.fact.kind is FactKind.COMPANY]
    text = reading.folded.text
    firms = " ".join(fold(str(f.value)).text for f in reading.grounds.facts if f.kind is FactKind.COMPANY)
    found = {*wrong_in_chinese(text, contacts, senders), *wrong_in_english(text, contacts, senders)}
    for span in sorted(found, key=lambda span: (span.start, -span.end)):
        inside = any(span != other and other.holds(span.start, span.end) for other in found)
        if inside or text[span.start : span.end] in firms:
            continue
        if not any(c.start < span.end and span.start < c.end for c in companies):
            yield told("record.person", reading, rules, span)


def _names(grounds: Grounds, *roles: str) -> tuple[str, ...]:
    facts = (f for f in grounds.facts_of(*roles) if f.kind is FactKind.PERSON)
    return tuple(dict.fromkeys(fold(str(f.value)).text.strip() for f in facts))
