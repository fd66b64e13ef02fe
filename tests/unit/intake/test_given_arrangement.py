"""An offer that comes back in JSON is read exactly, or refused with the one place that is wrong."""

from datetime import date
from decimal import Decimal

import pytest

from assistant.domain.arrangement import Arrangement, InterestTreatment, Return
from assistant.domain.authority import OfferKind
from assistant.domain.commitments import Instalment
from assistant.domain.money import Money
from assistant.errors import BadInput
from assistant.intake.given_arrangement import arrangement_from

HALVES = [{"date": "2026-06-26", "amount": "5000.00"}, {"date": "2026-07-27", "amount": "5000.00"}]


def cny(text):
    return Money.parse(text, "CNY")


def read(**offer):
    return arrangement_from(offer, owed=cny("10000.00"), late_interest=cny("100.00"), invoice_nos=("INV-1",))


def test_what_an_offer_does_not_state_is_taken_from_the_debt():
    assert read(schedule=HALVES) == Arrangement(
        kind=OfferKind.INSTALMENTS,
        invoice_nos=("INV-1",),
        outstanding=cny("10000.00"),
        late_interest=cny("100.00"),
        interest_waived=cny("0.00"),
        discount=cny("0.00"),
        fees=cny("0.00"),
        schedule=(
            Instalment(due=date(2026, 6, 26), amount=cny("5000.00")),
            Instalment(due=date(2026, 7, 27), amount=cny("5000.00")),
        ),
    )


def test_what_it_states_counts():
    made = read(
        kind="discount",
        schedule=[{"date": "2026-06-26", "amount": "9800.00"}],
        terms={
            "discount_pct": "2",
            "discount_amount": "200.00",
            "interest_waived": "100.00",
            "remaining": "0.00",
            "returns": ["payment_in_full"],
            "lapses_on": "2026-06-26",
        },
    )
    assert (made.kind, made.discount, made.discount_pct) == (OfferKind.DISCOUNT, cny("200.00"), Decimal(2))
    assert (made.interest, made.returns) == (InterestTreatment.WAIVED, (Return.PAYMENT_IN_FULL,))
    assert (made.lapses_on, made.remaining) == (date(2026, 6, 26), cny("0.00"))


@pytest.mark.parametrize(
    ("offer", "place"),
    [
        ({}, "schedule"),
        ({"schedule": HALVES[::-1]}, "schedule"),
        ({"schedule": [{"date": "2026-06-26", "amount": "10100.01"}]}, "schedule"),
        ({"schedule": [{"date": "2026-06-31", "amount": "1.00"}]}, "date"),
        ({"schedule": [{"date": "2026-06-26", "amount": "-1.00"}]}, "amount"),
        ({"schedule": [{"date": "2026-06-26", "amount": True}]}, "amount"),
        ({"schedule": HALVES, "kind": "gift"}, "kind"),
        ({"schedule": HALVES, "terms": "soon"}, "terms"),
        ({"schedule": HALVES, "terms": {"remaining": "0.00"}}, "terms"),
        ({"schedule": HALVES, "terms": {"discount_pct": "101"}}, "discount_pct"),
        ({"schedule": HALVES, "terms": {"returns": ["thanks"]}}, "returns"),
    ],
)
def test_what_cannot_be_read_is_named_by_its_place(offer, place):
    with pytest.raises(BadInput) as refused:
        read(**offer)
    assert (refused.value.code, refused.value.details["key"]) == ("bad_offer", place)
