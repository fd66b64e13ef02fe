"""Every message of a negotiation, in every market, treatment of interest and gift, passes the guardrail whole."""

import re
from dataclasses import replace
from itertools import product

import pytest

from assistant.bootstrap import build_given_desk
from assistant.domain.arrangement import InterestTreatment
from assistant.domain.authority import OfferKind
from assistant.domain.finding import Verdict
from assistant.domain.kinds import Channel, MessageKind
from assistant.planning import NEGOTIATED
from assistant.settings import Settings
from tests.builders import MARKETS
from tests.desk import composer
from tests.negotiations import GIFTS, TREATED, a_negotiation, an_arrangement
from tests.unit.drafting.test_every_combination import unmarked_figures, wrong_marks, wrong_script

DESK = build_given_desk(Settings())
COMPOSER = composer()
POINTS = (
    *("says_paid", "needs_documents", "quality", "contested", "approval", "wrong_contact", "cash_flow"),
    *("beyond", "undecided"),
)
EVERY_POINT = {"points": POINTS, "asked": tuple(OfferKind)}


def test_an_answer_to_nothing_and_one_whose_offer_stands_pass_too() -> None:
    raised = ({}, {"points": ("stands",)}, {"points": (*POINTS, "stands"), "asked": tuple(OfferKind)})
    for market, (number, (interest, gift)) in product(MARKETS, enumerate(TREATED, start=1)):
        for points in raised:
            whole = a_negotiation(market, MessageKind.NEGOTIATION_REPLY, interest=interest, gift=gift, **points)
            brief = replace(whole, number=number)
            draft = COMPOSER.write(brief)

            assert DESK.checker.check(draft.text, brief=brief).findings == (), draft.text
            assert wrong_script(draft, brief) == [], draft.text


@pytest.mark.parametrize("market", list(MARKETS))
def test_who_is_asked_for_everything_at_once_gets_a_letter_that_passes_whatever_they_said(market):
    for number, channel, point in product((1, 2, 3), (Channel.EMAIL, Channel.CHAT), (*POINTS, "")):
        points = {"points": (point,)} if point else {}
        whole = a_negotiation(market, MessageKind.NEGOTIATION_REPLY, gift="full", channel=channel, **points)
        brief = replace(whole, number=number)
        draft = COMPOSER.write(brief)

        assert DESK.checker.check(draft.text, brief=brief).findings == (), draft.text
        assert wrong_script(draft, brief) == [], draft.text


@pytest.mark.parametrize("market", list(MARKETS))
@pytest.mark.parametrize("kind", sorted(NEGOTIATED))
def test_every_letter_passes_without_a_finding(market, kind):
    for place, (interest, gift) in enumerate(TREATED):
        raised = EVERY_POINT if kind is not MessageKind.WRITTEN_CONFIRMATION else {}
        further = (an_arrangement(market, interest, GIFTS[place % 2]),)
        brief = replace(
            a_negotiation(market, kind, interest=interest, gift=gift, steps=further, **raised), number=1 + place % 3
        )
        draft = COMPOSER.write(brief)
        report = DESK.checker.check(draft.text, brief=brief)

        assert report.verdict is Verdict.PASS, (interest, gift, report.findings, draft.text)
        assert report.findings == (), (interest, gift, report.findings, draft.text)
        assert unmarked_figures(draft) == []
        assert wrong_marks(draft, brief) == []
        assert wrong_script(draft, brief) == [], draft.text
        assert not re.search(r"[{}\[\]]|[ \t]\n|\n\n\n|^\s|\s$|[。，；：！？]{2}|\.\.|,,| ,|，$", draft.text), (
            draft.text
        )


GIVEN = {
    "EN": "We can give you a discount of USD 182.00 if the rest is paid by 26 June 2026.",
    "CN": "如在2026年6月26日前付清，我们可以给予折扣人民币 1,728.00 元。",
}
MORE = {
    "EN": "We can give you a discount of USD 500.00 if the rest is paid by 26 June 2026.",
    "CN": "如在2026年6月26日前付清，我们可以给予折扣人民币 5,000.00 元。",
}


def rules_found(text, market, **changes):
    brief = a_negotiation(market, MessageKind.NEGOTIATION_REPLY, **changes)
    return {f.rule for f in DESK.checker.check(text, brief=brief).findings if f.rule.startswith("authority.")}


@pytest.mark.parametrize("market", ["EN", "CN"])
def test_the_arrangements_discount_may_be_said_and_a_larger_one_or_any_without_it_is_found(market):
    assert rules_found(GIVEN[market], market, gift="discount") == set()
    assert rules_found(MORE[market], market, gift="discount") == {"authority.discount"}
    assert rules_found(GIVEN[market], market) == {"authority.discount"}


@pytest.mark.parametrize(
    ("market", "text"), [("EN", "We will waive the late interest."), ("TW", "我們可以免除遲延利息。")]
)
def test_a_waiver_may_be_said_only_where_the_arrangement_gives_it(market, text):
    assert rules_found(text, market, interest=InterestTreatment.WAIVED) == set()
    assert rules_found(text, market) == {"authority.waiver"}


@pytest.mark.parametrize(("count", "found"), [("3", set()), ("5", {"authority.instalments"})])
def test_instalments_are_those_of_the_schedule_whatever_the_rung(count, found):
    text = f"You can pay in {count} instalments."
    for gift in ("plain", "security", "fees"):
        assert rules_found(text, "EN", gift=gift) == found


@pytest.mark.parametrize("market", list(MARKETS))
def test_a_confirmation_of_what_nobody_is_known_to_have_agreed_claims_no_agreement(market):
    claims = r"(?<![“「“])\b[Aa]greed\b(?!”)|商定|達成|达成|约定(?:分|付款|的付款)|約定(?:分|付款|的付款)"
    for number, (interest, gift) in product((1, 2, 3), TREATED):
        whole = a_negotiation(market, MessageKind.WRITTEN_CONFIRMATION, interest=interest, gift=gift)
        facts = tuple(fact for fact in whole.grounds.facts if fact.role not in ("agreed_on", "agreed_with"))
        brief = replace(whole, number=number, grounds=replace(whole.grounds, facts=facts))
        draft = COMPOSER.write(brief)
        letter = draft.text.split("□")[0]

        assert not re.search(claims, letter), letter
        assert DESK.checker.check(draft.text, brief=brief).findings == (), draft.text
        assert wrong_script(draft, brief) == [], draft.text
