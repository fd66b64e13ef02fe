"""Reads what a customer's reply says, from the customer's own new words: causes, promise, dispute, proposal, signs."""

from dataclasses import replace
from datetime import date

from assistant.domain.reading import Evidence, PromiseRead, ProposalKind, ProposalRead, Reading, Sign
from assistant.hashed_model import HashedModel
from assistant.intake.replies.causes import causes_in
from assistant.intake.replies.dispute import dispute_in
from assistant.intake.replies.folding import fold, without_markup
from assistant.intake.replies.given import LedgerNow
from assistant.intake.replies.heard import Ear, listen
from assistant.intake.replies.injection import Steering, steering_by_model, steering_in, without_steering
from assistant.intake.replies.opinion import shipped_model
from assistant.intake.replies.own_words import own_words, without_notices
from assistant.intake.replies.patterns import shipped_patterns
from assistant.intake.replies.promise import promise_in
from assistant.intake.replies.proposal import proposal_in
from assistant.intake.replies.signs import absence_in, signs_in

# Text for a machine is looked for in all of a reply; of the customer's own words nobody writes more than this.
MOST_READ = 20_000
_LONGEST_QUOTE = 400
# How far behind a plan the words may begin that ask for a yes to all of it.
_SHORTLY = 40


def read_reply(
    text: str, received: date | None, ledger: LedgerNow | None = None, model: HashedModel | None = None
) -> Reading:
    """What ``text`` says. Days count from ``received``; without it only days with a year are known.

    ``ledger`` gives the sums that "in full" and "half" stand for, and the number of the invoice that is meant.
    ``model`` takes the place of the shipped one.
    """
    return read_heard(text, received, ledger, model)[0]


def read_heard(
    text: str, received: date | None, ledger: LedgerNow | None = None, model: HashedModel | None = None
) -> tuple[Reading, Ear]:
    """What `read_reply` reads, with the sentences that it was read from."""
    model = model or shipped_model()
    own, steering = own_part(text, model)
    ear = listen(text, own, received, ledger or LedgerNow(), model)
    signs = signs_in(ear)
    causes = causes_in(ear, signs)
    proposal, dispute = proposal_in(ear), dispute_in(ear, causes)
    if dispute and proposal and _carries_out(proposal):
        proposal = None
    promise, absence = promise_in(ear), absence_in(ear)
    if promise and (absence or (proposal and _is_offered(ear, promise, proposal))):
        promise = None
    reading = Reading(
        causes=causes,
        promise=promise,
        dispute=dispute,
        proposal=proposal,
        out_of_office=absence,
        signs=signs,
    )
    if steering:
        reading = replace(reading, signs={**signs, Sign.INJECTION: _evidence(text, steering[0])})
    return reading, ear


def own_part(text: str, model: HashedModel | None = None) -> tuple[str, tuple[Steering, ...]]:
    """The customer's own new words, folded and in their places, with blanks between; and the text for machines."""
    model = model or shipped_model()
    whole = fold(text)
    shown = fold(without_markup(text)) if "<" in text else whole
    steering = steering_in(text, whole, model)
    seen = without_notices(without_steering(shown, steering), shipped_patterns().own)
    found = (*steering, *steering_by_model(seen, model))
    steering = tuple(sorted(found, key=lambda each: each.start))
    return own_words(without_steering(shown, steering), shipped_patterns().own)[:MOST_READ], steering


def own_text(text: str) -> str:
    """``text`` with blanks in the place of what is not the customer's own new word: quoted mail, text for machines."""
    own, _ = own_part(text)
    return "".join(sign if kept != " " or sign.isspace() else " " for sign, kept in zip(text, own, strict=False))


def _is_offered(ear: Ear, promise: PromiseRead, proposal: ProposalRead) -> bool:
    """Whether the payment belongs to what is asked for: part of a deal, or the first of a plan that waits for a yes."""
    begin, end = proposal.evidence.start, proposal.evidence.end
    if not begin <= promise.evidence.start < end:
        return False
    if proposal.discount_pct is not None or proposal.kind is ProposalKind.DISCOUNT:
        return True
    words = (heard for heard in ear.heard if begin <= heard.sentence.start < end + _SHORTLY)
    asked = any(heard.sentence.is_question or heard.finds("stance.consent") for heard in words)
    return asked and proposal.kind in (ProposalKind.INSTALMENTS, ProposalKind.MIXED)


def _carries_out(proposal: ProposalRead) -> bool:
    """Whether what is proposed only follows from what is contested: that part taken off, the rest paid."""
    figures = (proposal.discount_pct, proposal.first_payment)
    return proposal.kind is ProposalKind.PART_NOW or (
        proposal.kind is ProposalKind.DISCOUNT and figures == (None, None)
    )


def _evidence(text: str, place: Steering) -> Evidence:
    end = min(place.end, place.start + _LONGEST_QUOTE)
    return Evidence(quote=text[place.start : end], start=place.start, end=end, certainty=place.certainty)
