"""Takes out what the words hardly say: an unwilling customer from a tone, a discount that nobody named."""

from dataclasses import replace

from assistant.domain.commitments import Cause
from assistant.domain.reading import ProposalKind, ProposalRead, Reading
from assistant.intake.replies.heard import Ear, Heard
from assistant.intake.replies.kinds import PART, PLAN, of_kinds

# Refusal and fault of ours are not guessed from a tone.
_GRAVE, _LEAST_GRAVE = frozenset({Cause.UNWILLING, Cause.OUR_ERROR}), 0.5
_LESS, _TIME, _OTHER_WAY = ProposalKind.DISCOUNT, ProposalKind.EXTENSION, ProposalKind.OTHER_PAYMENT_METHOD
_GIFTS = frozenset({_LESS, ProposalKind.WAIVE_INTEREST})


def without_guesses(ear: Ear, reading: Reading) -> Reading:
    """``reading`` without a reason that the words hardly give, or a settlement or way to pay that none names."""
    kept = [each for each in reading.causes if each.cause not in _GRAVE or each.evidence.certainty >= _LEAST_GRAVE]
    proposal = reading.proposal
    if proposal and proposal.kind is _LESS and proposal.discount_pct is None and not _is_named(ear, _LESS):
        proposal = of_kinds(proposal, (PART,))
    if proposal and proposal.kinds == (_OTHER_WAY,) and not _is_named(ear, _OTHER_WAY):
        proposal = None
    if proposal and proposal.kinds == (PLAN,) and proposal.until:
        parts = proposal.instalments or proposal.first_payment or proposal.per_instalment or proposal.payments
        if not parts and not _is_named(ear, PLAN):
            proposal = of_kinds(proposal, (_TIME,))
    return replace(reading, causes=tuple(kept), proposal=proposal)


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
