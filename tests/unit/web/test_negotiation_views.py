"""What the negotiation page shows of options, of a plan by hand, of the talk, of authority and of agreements."""

import json
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest

from assistant.domain.arrangement import InterestTreatment
from assistant.domain.commitments import Reply
from assistant.domain.entries import EntryKind
from assistant.domain.language import Language, Reason
from assistant.domain.negotiation import AgreementState, AnswerSaid, AnswerWay
from assistant.domain.parties import Role
from assistant.domain.plan_following import follow_plans
from assistant.errors import BadInput
from assistant.intake.given_acceptance import AnswerGiven
from assistant.intake.given_choices import OfferGiven, PlanGiven, ProposalGiven
from assistant.intake.given_entries import MoneyGiven
from assistant.web.agreed_view import AgreedView
from assistant.web.labels import Labels
from assistant.web.plan_box import BOXES, boxes_of, kept_plan, plan_card, plan_typed
from assistant.web.position_view import PositionView
from assistant.web.thread_view import ThreadView
from assistant.wording import Wording
from assistant.workflow.acceptance import record_answer, void_agreement
from assistant.workflow.negotiation.make_offer import make_offer
from assistant.workflow.negotiation.note_proposal import note_proposal
from assistant.workflow.negotiation.plan_by_hand import plan_by_hand, plan_like
from assistant.workflow.negotiation.view import negotiation_view
from assistant.workflow.record import record_payment
from assistant.workflow.release_draft import release_draft
from assistant.workflow.undo import undo_in_case
from tests.desk import LIN, ZHOU, a_desk, later
from tests.unit.planning.accounts import NOW, TODAY
from tests.unit.workflow.negotiation.talks import (
    CASE,
    CONFIRMS,
    HALVES,
    QUARTERS,
    accepted,
    asked,
    drafted,
    granted,
    paying,
    sent,
    submitted,
)

SAY, WORDS = Labels.of(Language.EN), Wording.of(Language.EN)
EVIL = "<img src=x onerror=alert(1)>"


@pytest.fixture
def desk():
    return a_desk()


def said(desk, text):
    with desk.record.begin() as tx:
        tx.save_reply(
            Reply(
                id="R-1", customer_code="C1", currency="CNY", received=NOW - timedelta(hours=2), subject="", text=text
            )
        )


def keys():
    return (f"key-{n}" for n in count()).__next__


def agreed(desk, person=LIN):
    view = negotiation_view(desk, CASE, person)
    plans = follow_plans(view.case, desk.policy.promise_grace_days)
    return AgreedView(view=view, plans=plans, say=SAY, words=WORDS, new_key=keys())


def talk(desk, person=LIN):
    return ThreadView(view=negotiation_view(desk, CASE, person), say=SAY, words=WORDS, new_key=keys())


def position(desk):
    return negotiation_view(desk, CASE, LIN).table.position


# a plan by hand that was typed before the page was loaded again

TYPED = ["4", "30%", "2026-07-10", "month", "continues", "", "", "", "2 2026-08-10 3600"]


def test_what_was_typed_before_comes_back_into_its_boxes():
    kept = kept_plan(json.dumps(["lin", *TYPED]), "lin")
    assert kept == dict(zip(BOXES, TYPED, strict=True))


@pytest.mark.parametrize(
    "kept",
    [
        "",
        "null",
        "7",
        "{",
        json.dumps(["zhou", *TYPED]),
        json.dumps(["lin", *TYPED, "more"]),
        json.dumps(["lin", *TYPED[:3], "daily", *TYPED[4:]]),
        json.dumps(["lin", 4, *TYPED[1:]]),
        json.dumps(["lin", *TYPED[:8], "2 2026-08-10 3600\n" * 400]),
    ],
)
def test_nothing_else_comes_into_the_boxes(kept):
    assert kept_plan(kept, "lin") is None


# what was asked for


def test_only_who_may_decide_has_the_form_and_only_who_asked_may_use_the_grant(desk):
    asked(desk)
    route = 'data-json="/api/cases/C1-CNY/negotiation/authority/AR-0001/decision"'
    assert agreed(desk, ZHOU).requests().count(route) == 2
    assert route not in agreed(desk, LIN).requests()
    granted(desk)
    use = 'data-do="offer" data-of="AR-0001"'
    assert use in agreed(desk, LIN).requests()
    assert use not in agreed(desk, ZHOU).requests()


def test_a_grant_whose_day_is_over_says_so_and_offers_nothing(desk):
    granted(desk, until=TODAY + timedelta(days=1))
    after = later(desk, NOW + timedelta(days=2))
    html = agreed(after).requests()
    assert "the grant ended on 17 June 2026" in html
    assert "granted ·" not in html
    assert "data-do" not in html
    assert "zhou</p>" in html


# the options


def test_each_option_stands_in_one_block_with_its_figures_and_what_can_be_done(desk):
    said(desk, "能否先付3000元，余款分三期付清？")
    html = PositionView(say=SAY, words=WORDS).options(position(desk), may_offer=True)
    found = position(desk)
    assert html.count("<li") - html.count('<li class="reason') >= len(found.options)
    for option in found.options:
        do = "offer" if option.ruling.within else "ask"
        assert f'data-do="adjust" data-option="{option.id}"' in html
        assert f'data-do="{do}" data-option="{option.id}"' in html
        assert f"<dd>{option.price.present_value}</dd>" in html
    assert html.count('<span class="badge confirmed">our move</span>') == 1


def test_who_makes_no_offers_is_shown_no_button_that_would_be_refused(desk):
    drawn = PositionView(say=SAY, words=WORDS)
    assert "data-do" not in drawn.options(position(desk), may_offer=False)
    seen = plan_by_hand(desk, ZHOU, CASE, PlanGiven(count=2, start=TODAY + timedelta(days=6), first_pct="50"))
    assert "data-do" not in plan_card(seen, SAY, WORDS, may_offer=False)


def test_what_we_would_not_offer_says_why_and_is_asked_for(desk):
    found = position(desk)
    why = Reason.of("gives_for_nothing", kind=found.move.arrangement.kind)
    html = PositionView(say=SAY, words=WORDS).options(found, {found.move.id: (why,)}, may_offer=True)
    assert f'data-do="ask" data-option="{found.move.id}"' in html
    assert WORDS.reason(why) in html


def test_what_an_option_gives_and_asks_is_seen_without_opening_anything(desk):
    said(desk, "能否先付3000元，余款分三期付清？")
    found = position(desk)
    html = PositionView(say=SAY, words=WORDS).options(found, may_offer=True)
    head = html[: html.index("<details>")]
    for reason in (*found.move.gives, *found.move.asks):
        assert WORDS.reason(reason) in head


def test_the_picture_holds_the_plan_by_hand_beside_the_three_positions(desk):
    drawn, found = PositionView(say=SAY, words=WORDS), position(desk)
    assert "Plan by hand" not in drawn.cash(found, None)
    html = drawn.cash(found, QUARTERS)
    assert "<title>Plan by hand · 2026-07 · CNY 2,500.00</title>" in html
    assert "</i>Our limit</th>" in html


def test_the_sums_of_the_picture_can_be_read_without_pointing_at_a_bar(desk):
    html = PositionView(say=SAY, words=WORDS).cash(position(desk), QUARTERS)
    table = html[html.index("<table") :]
    assert '<th scope="col">CNY</th>' in table
    assert '<th scope="row">2026-07</th>' in table
    assert '<td class="figure">2,500.00</td></tr>' in table


# the plan by hand


def test_the_boxes_begin_from_an_arrangement_and_come_to_the_same(desk):
    begun = plan_like(HALVES)
    typed = boxes_of(begun)
    assert typed == {
        "count": "2", "first": "5000.00", "start": "2026-06-22", "rhythm": "month", "interest": "continues",
        "discount": "", "fees": "", "security": "", "lines": "",
    }  # fmt: skip
    assert tuple(typed) == BOXES
    assert plan_typed(tuple(typed.values())) == begun
    assert plan_by_hand(desk, LIN, CASE, begun).arrangement.schedule == HALVES.schedule


@pytest.mark.parametrize(("days", "rhythm"), [(7, "week"), (15, "fortnight"), (30, "month"), (61, "month")])
def test_the_rhythm_of_a_plan_is_read_from_its_days(days, rhythm):
    assert plan_like(paying((6, "5000.00"), (6 + days, "5000.00"))).rhythm == rhythm


def test_one_payment_and_none_begin_no_first_instalment():
    assert plan_like(paying((6, "10000.00"))).first == ""
    assert plan_like(paying()) is None


def test_a_plan_within_authority_can_be_offered_and_one_beyond_be_asked_for(desk):
    def card(count):
        plan = PlanGiven(count=count, start=TODAY + timedelta(days=6))
        return plan_card(plan_by_hand(desk, LIN, CASE, plan), SAY, WORDS, may_offer=True)

    assert '<button class="small" type="button" data-do="offer-plan">Offer this plan</button>' in card(2)
    assert '<button class="small" type="button" data-do="ask-plan">Ask for authority</button>' in card(4)


def test_what_takes_back_a_standing_offer_is_asked_for_instead(desk):
    made = make_offer(desk, LIN, CASE, OfferGiven(plan=PlanGiven(count=2, start=TODAY + timedelta(days=6))))
    submitted_and_sent(desk, made.message)
    sooner = plan_by_hand(desk, LIN, CASE, PlanGiven(count=1, start=TODAY + timedelta(days=1)))
    assert sooner.objections
    assert 'data-do="ask-plan"' in plan_card(sooner, SAY, WORDS, may_offer=True)


def submitted_and_sent(desk, message):
    accepted(desk, submitted(desk, message))
    release_draft(desk, LIN, message.id)


def test_ending_late_interest_tells_what_the_law_of_the_mainland_makes_of_it(desk):
    def checks(**changes):
        plan = PlanGiven(count=2, start=TODAY + timedelta(days=6), **changes)
        return plan_card(plan_by_hand(desk, LIN, CASE, plan), SAY, WORDS, may_offer=True)

    law = "an accepted plan that fixes or waives late interest can end the claim to it for good"
    assert law in checks(interest=InterestTreatment.WAIVED)
    assert law in checks(interest=InterestTreatment.FROZEN)
    assert law not in checks()


def test_what_cannot_be_read_in_the_boxes_is_named():
    def typed(**changes):
        boxes = {**dict.fromkeys(BOXES, ""), "count": "2", "start": "2026-06-22"} | changes
        return plan_typed(tuple(boxes.values()))

    assert typed(count="") is None
    assert typed(first="30 %").first_pct == "30"
    assert typed(lines="2 2026-08-10 5,000").lines[0].amount == "5000"
    for wrong in ({"count": "two"}, {"start": "tomorrow"}, {"lines": "second on Friday"}):
        with pytest.raises(BadInput):
            typed(**wrong)


# the talk


def test_their_words_and_names_are_text_and_never_markup(desk):
    said(desk, f"{EVIL} 能否分三期付清？ ${{alert(1)}}")
    drawn = talk(desk)
    for html in (drawn.thread(), drawn.proposal()):
        assert EVIL not in html
    assert "&lt;img src=x onerror=alert(1)&gt;" in drawn.thread()


def test_what_was_pasted_is_shown_as_it_was_read_noted_and_with_its_figures_to_correct(desk):
    said(desk, "能否分三期付清？")
    note_proposal(desk, LIN, CASE, ProposalGiven(text=f"{EVIL} 周转不开，能否先付3000元，余款7月10日付清？"))
    html = talk(desk).proposal()
    assert "<li>until: 10 July 2026</li><li>cause: tight cash flow</li>" in html
    assert (
        "<blockquote>&lt;img src=x onerror=alert(1)&gt; 周转不开，能否先付3000元，余款7月10日付清？</blockquote>"
        in html
    )
    assert "On record as OF-0001: instalments · 2 payments up to 10 July 2026" in html
    correct = html[html.index("<details>") : html.index("</details>")]
    assert '<input type="hidden" name="text" value="&lt;img' in correct
    assert 'name="until" value="2026-07-10"' in correct
    assert EVIL not in html


def test_a_plain_yes_to_our_offer_is_one_press_from_its_confirmation(desk):
    message = make_offer(desk, LIN, CASE, OfferGiven()).message
    submitted_and_sent(desk, message)
    tomorrow = later(desk, NOW + timedelta(days=1))
    with desk.record.begin() as tx:
        tx.save_reply(
            Reply(id="R-2", customer_code="C1", currency="CNY", received=NOW + timedelta(hours=20), subject="",
                  text="同意，就按贵司的方案办。")
        )  # fmt: skip
    press = '<button class="small" type="button" data-do="confirm" data-of="OF-0001">'
    assert press in talk(tomorrow).proposal()
    assert press not in talk(tomorrow, ZHOU).proposal()


def test_an_offer_that_nobody_heard_can_be_taken_back_by_who_made_it(desk):
    make_offer(desk, LIN, CASE, OfferGiven())
    assert 'data-do="withdraw" data-of="OF-0001"' in talk(desk).thread()
    assert "withdraw" not in talk(desk, ZHOU).thread()


def test_the_open_message_is_linked_where_it_is_worked_on(desk):
    message = drafted(desk, HALVES)
    assert '<a href="/en/draft?case=C1-CNY" class="button">M-0001 · ' in talk(desk).ways()
    submitted(desk, message)
    assert '<a href="/en/review?item=M-0001" class="button">M-0001 · ' in talk(desk).ways()


def test_their_proposal_beyond_our_authority_is_not_one_press_from_its_confirmation(desk):
    confirm = 'data-do="confirm" data-of="OF-0001"'
    note_proposal(desk, LIN, CASE, ProposalGiven(text="下周先付5000元，余款一个月后付清。"))
    assert confirm in talk(desk).thread()
    note_proposal(desk, LIN, CASE, ProposalGiven(text="能否分十二期付清？"))
    assert "data-do" not in talk(desk).thread()


# what was agreed


def answered(desk, said_):
    given = AnswerGiven(said=said_, way=AnswerWay.CALL, name=EVIL, words="fine <b>with</b> us")
    return record_answer(desk, LIN, "AG-0001", given)


def test_an_agreement_that_waits_has_its_link_its_answer_and_the_way_to_take_it_back(desk):
    sent(desk, HALVES, CONFIRMS)
    html = agreed(desk).agreements()
    assert '<b>instalments · 2 payments up to 22 July 2026</b> <span class="badge waiting">' in html
    assert 'data-do="link" data-agreement="AG-0001"' in html
    assert 'data-json="/api/agreements/AG-0001/answers"' in html
    assert 'data-json="/api/agreements/AG-0001/void"' in html


def test_an_accepted_agreement_shows_how_each_instalment_is_kept(desk):
    sent(desk, HALVES, CONFIRMS)
    answered(desk, AnswerSaid.ACCEPTED)
    record_payment(desk, LIN, CASE, MoneyGiven(amount="5000.00", on=TODAY, invoice="INV-1"))
    html = agreed(desk).agreements()
    assert "PP-0001" in html
    assert (
        '<td>1</td><td>22 June 2026</td><td class="figure">5,000.00</td><td class="figure">5,000.00</td>'
        "<td>paid · 16 June 2026</td>" in html
    )
    assert "<td>to come</td>" in html
    assert "data-do" not in html
    assert EVIL not in html
    assert "“fine &lt;b&gt;with&lt;/b&gt; us”" in html
    assert "「fine &lt;b&gt;with&lt;/b&gt; us」" in replace(agreed(desk), say=Labels.of(Language.ZH_HANT)).agreements()


def test_while_a_plan_is_kept_the_page_says_that_nothing_need_be_negotiated(desk):
    sent(desk, HALVES, CONFIRMS)
    assert agreed(desk).running() == ""
    answered(desk, AnswerSaid.ACCEPTED)
    assert "PP-0001 runs as agreed" in agreed(desk).running()


def test_once_it_is_broken_the_page_says_what_has_not_come(desk):
    sent(desk, HALVES, CONFIRMS)
    answered(desk, AnswerSaid.ACCEPTED)
    told = agreed(later(desk, NOW + timedelta(days=20))).running()
    assert "PP-0001 is broken: CNY 5,000.00 due since 22 June 2026 has not come." in told
    assert "runs as agreed" not in told


def test_a_plan_that_is_late_and_then_broken_says_so(desk):
    sent(desk, HALVES, CONFIRMS)
    answered(desk, AnswerSaid.ACCEPTED)
    states = []
    for days in (7, 20):
        html = agreed(later(desk, NOW + timedelta(days=days))).agreements()
        states.append(html[html.index("<td>1</td>") : html.index("<td>2</td>")].rsplit("<td>", 1)[1].split("<")[0])
    assert states == ["late, within the days of grace", "missed"]


def test_an_agreement_whose_plan_was_undone_says_so_and_keeps_their_answer(desk):
    sent(desk, HALVES, CONFIRMS)
    answered(desk, AnswerSaid.ACCEPTED)
    undo_in_case(desk, LIN, CASE, EntryKind.PLAN, "PP-0001", "noted by mistake")
    html = agreed(desk).agreements()

    assert WORDS.reason(Reason.of("agreement_plan_undone", plan="PP-0001")) in html
    assert WORDS.name(AnswerSaid.ACCEPTED) in html


@pytest.mark.parametrize(
    ("said_", "state"),
    [(AnswerSaid.DECLINED, AgreementState.DECLINED), (AnswerSaid.QUESTION, AgreementState.PROPOSED)],
)
def test_a_no_ends_an_agreement_and_a_question_leaves_it_open(desk, said_, state):
    sent(desk, HALVES, CONFIRMS)
    answered(desk, said_)
    html = agreed(desk).agreements()
    assert f">{WORDS.name(state)}</span>" in html
    assert WORDS.name(said_) in html
    assert ("data-do" in html) is (state is AgreementState.PROPOSED)


def test_what_was_taken_back_can_only_be_looked_at(desk):
    sent(desk, HALVES, CONFIRMS)
    void_agreement(desk, LIN, "AG-0001", "they asked for another day")
    html = agreed(desk).agreements()
    assert WORDS.name(AgreementState.VOID) in html
    assert "data-do" not in html
    assert "data-json" not in html


def test_every_role_but_the_account_manager_only_looks_on(desk):
    view = negotiation_view(desk, CASE, ZHOU)
    assert not view.may_offer
    assert negotiation_view(desk, CASE, LIN).may_offer
    assert Role.ACCOUNT_MANAGER not in ZHOU.roles
