"""An approval binds to everything that would leave, the payment plan included."""

from datetime import date

from assistant.domain.arrangement import Arrangement
from assistant.domain.authority import OfferKind
from assistant.domain.commitments import Instalment
from assistant.domain.kinds import Channel
from assistant.domain.message import content_hash
from assistant.domain.money import Money


def arrangement(day: date) -> Arrangement:
    nothing = Money.zero("CNY")
    return Arrangement(
        kind=OfferKind.EXTENSION,
        invoice_nos=("INV-1",),
        outstanding=Money(100_00, "CNY"),
        late_interest=nothing,
        interest_waived=nothing,
        discount=nothing,
        fees=nothing,
        schedule=(Instalment(due=day, amount=Money(100_00, "CNY")),),
    )


def hash_with(plan: Arrangement | None) -> str:
    return content_hash(
        channel=Channel.EMAIL, sender="a", recipients=("b",), subject="s", body="b", language="en", plan=plan
    )


def test_the_same_words_about_another_plan_are_other_bytes():
    first = hash_with(arrangement(date(2026, 7, 1)))
    assert first == hash_with(arrangement(date(2026, 7, 1)))
    assert len({first, hash_with(arrangement(date(2026, 7, 2))), hash_with(None)}) == 3
