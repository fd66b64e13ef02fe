"""Keeps figures that nobody can mean, so that they are asked about: 400 instalments, 120% off."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from assistant.domain.reading import ProposalKind, ProposalRead
from assistant.intake.replies.heard import SURE, Ear, Heard
from assistant.intake.replies.kinds import PLAN
from assistant.intake.replies.table.counted import counts_named
from assistant.intake.replies.table.guesses import proposes
from assistant.intake.replies.table.stalling import has_figures
from assistant.intake.replies.table.words import table_words
from assistant.intake.terms.numbers import read_number

# More payments than this are no plan that anybody keeps.
_MOST_PAYMENTS = 60
_ALL = 100
_LESS = ProposalKind.DISCOUNT
_BESIDE_A_DISCOUNT = frozenset({ProposalKind.WAIVE_INTEREST, ProposalKind.COLLATERAL})


def as_said(ear: Ear, proposal: ProposalRead | None) -> ProposalRead | None:
    """The proposal with its count and percentage as they stand in the words, however odd.

    One that only a model sees, without a figure or a word of its kind, is none.
    """
    proposal = _with_more_off_than_all(ear, _with_odd_count(ear, proposal))
    if proposal is None or not (has_figures(proposal) or any(proposes(heard) for heard in ear.heard)):
        return None
    zone = ear.quoted(proposal.evidence)
    percent = next((p for heard in zone for p in _percents(heard) if p > _ALL), None)
    if percent is None:
        return proposal
    kinds = (_LESS, *(each for each in proposal.kinds if each in _BESIDE_A_DISCOUNT))
    return replace(proposal, kinds=kinds, discount_pct=percent, first_payment=None, per_instalment=None)


def _with_odd_count(ear: Ear, proposal: ProposalRead | None) -> ProposalRead | None:
    """``proposal``, else a plan, in as many payments as nobody can mean, where the words name them."""
    odd = next(((h, n) for h in ear.heard for n in counts_named(h) if not 0 < n <= _MOST_PAYMENTS), None)
    if odd is None:
        return proposal
    heard, count = odd
    made = proposal or ProposalRead(kind=PLAN, kinds=(PLAN,), evidence=ear.evidence(heard, SURE))
    return replace(made, instalments=count, until=None)


def _with_more_off_than_all(ear: Ear, proposal: ProposalRead | None) -> ProposalRead | None:
    """``proposal``, else a discount, where the words name more off than there is."""
    odd = next((h for h in ear.heard if any(p > _ALL for p in _percents(h)) and _is_less(h)), None)
    if odd is None or proposal:
        return proposal
    return ProposalRead(kind=_LESS, kinds=(_LESS,), evidence=ear.evidence(odd, SURE))


def _is_less(heard: Heard) -> bool:
    """Whether the sentence speaks of paying less."""
    return any(p.kinds[_LESS].says.search(heard.words) for p in heard.patterns)


def _percents(heard: Heard) -> Iterator[Decimal]:
    for match in table_words()["any_percent"].finditer(heard.words):
        value = Decimal(match["p"]) if match["p"] else read_number(match["h"]).value
        if value is not None:
            yield value
