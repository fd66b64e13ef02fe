"""Decides which kind of proposal the figures themselves make: three payments are a plan, a sum and a rest a part."""

from assistant.domain.reading import ProposalKind
from assistant.intake.replies.heard import Heard
from assistant.intake.replies.plan.dated import Payment, payments, several
from assistant.intake.replies.plan.each_time import per_instalment
from assistant.intake.replies.plan.first import opens
from assistant.intake.replies.plan.number import counts
from assistant.intake.replies.plan.rest import has_rest

_TWO, _FEWEST_OF_A_PLAN = 2, 3


def shape(zone: tuple[Heard, ...], listed: tuple[Payment, ...]) -> ProposalKind | None:
    """The kind that the figures themselves have: three payments or one each time, a sum and a rest."""
    with_sums = several(listed)
    said, days = next(counts(zone), None), len({each.day for each in with_sums})
    if said and said.number == _TWO:
        return ProposalKind.PART_NOW
    if days >= _FEWEST_OF_A_PLAN or per_instalment(zone, listed) is not None:
        return ProposalKind.INSTALMENTS
    if days == _TWO or (with_sums and has_rest(zone)):
        return ProposalKind.PART_NOW
    return None


def fits(kind: ProposalKind, zone: tuple[Heard, ...]) -> bool:
    """Whether the figures may be those of ``kind``: a part payment has a rest, a share, or comes first."""
    if kind is not ProposalKind.PART_NOW or has_rest(zone) or len(several(payments(zone, None))) > 1:
        return True
    named = ((heard, each) for heard in zone for each in heard.sums)
    return any(each.share not in (None, 1) or opens(heard, each) for heard, each in named)
