"""Names what is asked for: one kind by itself, several as mixed."""

from dataclasses import replace

from assistant.domain.reading import ProposalKind, ProposalRead

PART, PLAN = ProposalKind.PART_NOW, ProposalKind.INSTALMENTS
IN_PARTS = frozenset({PART, PLAN})


def kind_of(kinds: tuple[ProposalKind, ...]) -> ProposalKind:
    """The only kind of ``kinds``, else mixed."""
    return kinds[0] if len(kinds) == 1 else ProposalKind.MIXED


def of_kinds(proposal: ProposalRead, kinds: tuple[ProposalKind, ...]) -> ProposalRead:
    """``proposal`` asking for ``kinds`` instead of its own."""
    return replace(proposal, kind=kind_of(kinds), kinds=kinds)
