"""The checks that ship with the product, in the order in which they run."""

from assistant.guardrail.checks import Check
from assistant.guardrail.claims import claims
from assistant.guardrail.companies import companies
from assistant.guardrail.concessions import concessions
from assistant.guardrail.language import language
from assistant.guardrail.parts import parts
from assistant.guardrail.people import people
from assistant.guardrail.personal import personal
from assistant.guardrail.record import record
from assistant.guardrail.script import address, script
from assistant.guardrail.steering import steering
from assistant.guardrail.tokens import tokens
from assistant.guardrail.wording import injection, wording

OUTBOUND: tuple[Check, ...] = (
    wording,
    record,
    tokens,
    people,
    companies,
    claims,
    concessions,
    personal,
    parts,
    script,
    address,
    language,
)
INBOUND: tuple[Check, ...] = (injection, steering)
