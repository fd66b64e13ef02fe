"""Reads a number of payments said with no more than itself: "four payments", "seven then", 分三期."""

from collections.abc import Iterator
from dataclasses import replace

from assistant.domain.reading import ProposalRead, Reading
from assistant.intake.replies import plan
from assistant.intake.replies.heard import LIKELY, Ear, Heard
from assistant.intake.replies.kinds import PLAN
from assistant.intake.replies.table.words import table_words
from assistant.intake.terms.numbers import read_number

_NONE = frozenset({"no", "zero", "零"})
_MONTH = 30


def counts_named(heard: Heard) -> Iterator[int]:
    """Every number of payments that the sentence names, however odd."""
    for match in table_words()["any_count"].finditer(heard.words):
        if plan.is_refused(heard, match.end()):
            continue
        raw = next(group for group in match.groups() if group)
        value = 0 if raw in _NONE else read_number(raw.removeprefix("a ")).value
        if value is not None:
            yield int(value)


def with_count(ear: Ear, reading: Reading) -> Reading:
    """So many payments, named with no more than their count."""
    proposal = reading.proposal
    if proposal is None:
        return _as_a_plan(ear, reading)
    if PLAN not in proposal.kinds or proposal.instalments is not None:
        return reading
    named = next((n for heard in ear.heard for n in counts_named(heard) if n > 1), None) or _months(ear, proposal)
    return replace(reading, proposal=replace(proposal, instalments=named)) if named else reading


def _as_a_plan(ear: Ear, reading: Reading) -> Reading:
    """``reading`` with the plan of the first sentence that names how many payments there are."""
    stalls = table_words()["stalls"]
    for heard in (each for each in ear.heard if not stalls.search(each.words)):
        if count := _bare_count(heard) or plan.instalments((heard,), (), ear.total):
            words, each = ear.evidence(heard, LIKELY), plan.per_instalment((heard,), ())
            made = ProposalRead(kind=PLAN, kinds=(PLAN,), instalments=count, per_instalment=each, evidence=words)
            return replace(reading, proposal=made)
    return reading


def _bare_count(heard: Heard) -> int | None:
    """A number of payments with no word for them, such as "seven then"."""
    match = table_words()["bare_count"].search(heard.words)
    value = read_number(match["n"] or match["n2"]).value if match else None
    return int(value) if value else None


def _months(ear: Ear, proposal: ProposalRead) -> int | None:
    """How many payments so much a month makes in the time that is named, where that is what is open."""
    each, whole = proposal.per_instalment, ear.total.amount
    number = (plan.extension(ear.heard) or 0) // _MONTH
    return number if each and whole and number > 1 and abs(number * each - whole) < each else None
