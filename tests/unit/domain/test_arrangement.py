"""Two arrangements say the same whatever the day on which they are told; what is paid or given makes them differ."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.domain.arrangement import Arrangement, InterestTreatment, Return
from assistant.domain.authority import OfferKind
from assistant.domain.commitments import Instalment
from assistant.domain.money import Money


def cny(text):
    return Money.parse(text, "CNY")


HALVES = Arrangement(
    kind=OfferKind.INSTALMENTS,
    invoice_nos=("INV-1",),
    outstanding=cny("10000.00"),
    late_interest=cny("100.00"),
    interest_waived=cny("0.00"),
    discount=cny("0.00"),
    fees=cny("0.00"),
    schedule=(
        Instalment(due=date(2026, 6, 22), amount=cny("5000.00")),
        Instalment(due=date(2026, 7, 22), amount=cny("5000.00")),
    ),
    lapses_on=date(2026, 6, 22),
)


def test_a_later_day_to_answer_by_and_another_day_of_late_interest_leave_it_the_same():
    assert HALVES.same_as(replace(HALVES, lapses_on=None, late_interest=cny("104.00")))


def test_late_interest_that_is_fixed_or_given_up_is_part_of_it():
    for interest in (InterestTreatment.FROZEN, InterestTreatment.WAIVED):
        settled = replace(HALVES, interest=interest)
        assert not settled.same_as(replace(settled, late_interest=cny("104.00")))
        assert not settled.same_as(HALVES)


@pytest.mark.parametrize(
    "change",
    [
        {"schedule": HALVES.schedule[:1]},
        {"invoice_nos": ("INV-1", "INV-2")},
        {"discount": cny("0.01")},
        {"fees": cny("0.01")},
        {"returns": (Return.SECURITY,)},
        {"security": "a guarantee"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_whatever_else_differs_makes_another(change):
    assert not HALVES.same_as(replace(HALVES, **change))
