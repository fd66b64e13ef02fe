"""The policy of negotiating, and what it refuses."""

import pytest
import yaml

from assistant.domain.authority import OfferKind
from assistant.errors import BadKnowledge
from assistant.knowledge import check
from assistant.negotiation import NegotiationPolicy
from tests.unit.negotiation.rounds import POLICIES, TERMS

SHIPPED = yaml.safe_load((POLICIES / "negotiation.yaml").read_text(encoding="utf-8"))


def test_each_rung_that_gives_something_asks_something():
    assert all(rung.asks for rung in TERMS.ladder if rung.gives)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"ladder": SHIPPED["ladder"][:-1]}, "the ladder has each rung once, full_now first"),
        (
            {"ladder": [*SHIPPED["ladder"][:-1], {"rung": "collateral", "gives": ["time"], "asks": []}]},
            "collateral gives something for nothing; say what it asks",
        ),
        ({"steps": ["20", "80", "100"]}, "steps rise to 100 in steps that do not grow"),
        ({"steps": ["50", "80"]}, "steps rise to 100 in steps that do not grow"),
        ({"rhythms": ["days"]}, "rhythms are week, fortnight and month"),
        ({"most_payments": 1}, "days are 1 or more, payments 2 or more"),
        ({"first_shares": ["0"]}, "shares of a first payment are above 0 and up to 100"),
        ({"fitting": {"unknown": []}}, "fitting names each cause once"),
    ],
)
def test_a_policy_that_would_give_for_nothing_or_grow_its_steps_is_refused(change, problem):
    with pytest.raises(BadKnowledge, match=problem):
        check(SHIPPED | change, NegotiationPolicy, "negotiation.yaml")


def test_an_unknown_key_is_refused():
    with pytest.raises(BadKnowledge, match="generosity"):
        check(SHIPPED | {"generosity": 1}, NegotiationPolicy, "negotiation.yaml")


def test_the_ladder_rises_from_payment_in_full_to_security():
    assert [rung.rung for rung in TERMS.ladder] == list(OfferKind)
