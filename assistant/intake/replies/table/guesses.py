"""Takes out what the words hardly say: an unwilling customer from a tone, a discount that nobody named."""

from collections.abc import Container, Mapping
from dataclasses import replace

from assistant.domain.commitments import Cause
from assistant.domain.reading import Evidence, GivenCause, ProposalKind, ProposalRead, Reading, Sign
from assistant.intake.replies import plan
from assistant.intake.replies.causes import WEIGHT, causes_by_rule
from assistant.intake.replies.dispute import dispute_in
from assistant.intake.replies.heard import LIKELY, SURE, Ear, Heard
from assistant.intake.replies.kinds import PART, PLAN, of_kinds

# Refusal and fault of ours are not guessed from a tone; nor is any reason that no words of its kind give, and the model
# is not quite sure of: an offer hangs on it.
_GRAVE, _LEAST_GRAVE, _LEAST_ALONE = frozenset({Cause.UNWILLING, Cause.OUR_ERROR}), 0.5, 0.95
_LESS, _TIME, _OTHER_WAY = ProposalKind.DISCOUNT, ProposalKind.EXTENSION, ProposalKind.OTHER_PAYMENT_METHOD
_GIFTS = frozenset({_LESS, ProposalKind.WAIVE_INTEREST})


def without_guesses(ear: Ear, reading: Reading) -> Reading:
    """``reading`` without a reason that the words hardly give, or a settlement or way to pay that none names."""
    said = causes_by_rule(ear)
    kept = tuple(c for c in reading.causes if c.evidence.certainty >= _least(c.cause, said, reading.signs))
    contests = reading.dispute is not None
    if not kept and (plain := _plain(said)):
        kept, contests = (plain,), True
    proposal = reading.proposal
    if proposal and proposal.kind is _LESS and plan.percent_off(ear.heard) is None and not _is_named(ear, _LESS):
        proposal = _as_a_part(ear, proposal)
    if proposal and proposal.kinds == (_OTHER_WAY,) and not _is_named(ear, _OTHER_WAY):
        proposal = None
    if proposal and proposal.kinds == (PLAN,) and proposal.until:
        parts = proposal.instalments or proposal.first_payment or proposal.per_instalment or proposal.payments
        if not parts and not _is_named(ear, PLAN):
            proposal = of_kinds(proposal, (_TIME,))
    return replace(reading, causes=kept, proposal=proposal, dispute=dispute_in(ear, kept) if contests else None)


def _least(cause: Cause, said: Container[Cause], signs: Container[Sign]) -> float:
    """How certain a reason must be to count; who asks for a document lacks it to go on."""
    if cause not in said and not (cause is Cause.INVOICE_QUERY and Sign.DOCUMENT_REQUEST in signs):
        return _LEAST_ALONE
    return _LEAST_GRAVE if cause in _GRAVE else 0.0


def _plain(said: Mapping[Cause, Evidence]) -> GivenCause | None:
    """The heaviest of the reasons that words of the trade give, where the model hears none; no refusal, no fault."""
    found = (
        (cause, said[cause])
        for cause in WEIGHT
        if cause in said and cause not in _GRAVE and said[cause].certainty >= SURE
    )
    cause, words = next(found, (None, None))
    return GivenCause(cause=cause, evidence=replace(words, certainty=LIKELY)) if cause and words else None


def _as_a_part(ear: Ear, proposal: ProposalRead) -> ProposalRead:
    """``proposal`` as a part of what is open: its share is what is paid, not what comes off."""
    zone = ear.quoted(proposal.evidence)
    first = proposal.first_payment or plan.first_payment(zone, plan.payments(zone, ear.received), plan=False)
    until = plan.rest_until(zone, ear.received) if proposal.discount_pct is not None else proposal.until
    return replace(of_kinds(proposal, (PART,)), discount_pct=None, first_payment=first, until=until)


def _is_named(ear: Ear, kind: ProposalKind) -> bool:
    likes = [(heard, p.kinds[kind]) for heard in ear.heard for p in heard.patterns]
    return any(like.says.search(heard.words) or like.asks.search(heard.words) for heard, like in likes)


def proposes(heard: Heard) -> bool:
    """Whether the sentence has words of some kind of proposal."""
    asks = heard.sentence.is_question or heard.finds("stance.consent")
    kinds = [kind for p in heard.patterns for kind in p.kinds.values()]
    return any(k.says.search(heard.words) or (asks and k.asks.search(heard.words)) for k in kinds)


def without_gifts(proposal: ProposalRead) -> ProposalRead | None:
    """``proposal`` without a discount or a waiver, which nobody is given who also tries to steer a machine."""
    kinds = tuple(kind for kind in proposal.kinds if kind not in _GIFTS)
    return replace(of_kinds(proposal, kinds), discount_pct=None, waive_interest=False) if kinds else None
