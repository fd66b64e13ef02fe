"""The negotiation page, and the way to it for approvers, pressed as a browser presses them."""

import re
from dataclasses import replace
from datetime import timedelta
from functools import cache
from itertools import count

import pytest
from fastapi.testclient import TestClient

from assistant.domain.commitments import Hold, HoldReason, Reply
from assistant.intake.given_choices import ProposalGiven
from assistant.web.app import create_app
from assistant.workflow.negotiation.note_proposal import note_proposal
from assistant.workflow.negotiation.view import negotiation_view
from tests.desk import LIN
from tests.integration.browser import Page, a_web_desk, sign_in
from tests.unit.planning.accounts import NOW, TODAY, a_customer, a_payment, an_invoice

# Number, first payment, first day, rhythm, interest, discount, fees, security, own lines.
TWO = ("2", "50%", "2026-06-22", "month", "continues", "", "", "", "")
FOUR = ("4", "25%", "2026-06-22", "month", "continues", "", "", "", "")
NOBODY = ("", "", "", "month", "continues", "", "", "", "")
_numbers = count()


@pytest.fixture(scope="module")
def desk():
    return a_web_desk()


@pytest.fixture(scope="module")
def signed_in(desk):
    app = create_app(desk)
    with TestClient(app) as running:

        @cache
        def one(login):
            client = TestClient(app, follow_redirects=False, client=("10.0.0.1", 5000))
            client.portal = running.portal
            assert sign_in(client, login).status_code == 303
            return client

        yield one


@pytest.fixture
def case(desk):
    """A case of its own for each test: one late invoice, and a customer who asks for four payments."""
    code = f"N{next(_numbers)}"
    with desk.record.begin() as tx:
        tx.save_customer(replace(a_customer(), code=code))
        tx.save_invoice(replace(an_invoice(20), customer_code=code))
        tx.save_reply(
            Reply(id=f"R-{code}", customer_code=code, currency="CNY", received=NOW - timedelta(hours=2), subject="",
                  text="能否先付3000元，余款分三期付清？")
        )  # fmt: skip
    return f"{code}-CNY"


def opened(client, path, language="en"):
    return Page(client, f"/{language}/{path}", f"page{next(_numbers)}").load()


def negotiating(client, case, language="en"):
    return opened(client, f"negotiate?case={case}", language)


def named(kind, notice):
    """The id of this kind that a notice tells of."""
    return re.search(rf"{kind}-\d+", notice)[0]


def act(page, panel, boxes=TWO, because="", **data):
    page.press(panel, None, "negotiation_reply", because, *boxes, data=data)
    return page.html("notice")


PART = "INV-1里有2000元的货损坏了，这部分我们不付。其余的分两期付可以吗？"


def test_what_a_reply_contests_is_said_and_leads_to_where_it_is_confirmed(desk, signed_in, case):
    with desk.record.begin() as tx:
        tx.save_reply(
            Reply(id=f"C-{case}", customer_code=case[:-4], currency="CNY", received=NOW, subject="", text=PART)
        )

    drawn = negotiating(signed_in("lin"), case).shown["position"]

    assert "Their words contest CNY 2,000.00 of INV-1, and nobody has recorded that" in drawn
    assert f'<a href="/en/reply?case={case}&amp;reply=C-{case}" class="button">Read and confirm C-{case}</a>' in drawn
    assert "data-json" not in drawn


def test_for_words_that_were_pasted_the_form_stands_filled_in(desk, signed_in, case):
    note_proposal(desk, LIN, case, ProposalGiven(text=PART))

    drawn = negotiating(signed_in("lin"), case).shown["position"]

    assert f'data-json="/api/cases/{case}/disputes"' in drawn
    assert 'name="amount" value="2000.00"' in drawn
    assert '<option value="quality" selected' in drawn
    assert "INV-1里有2000元的货损坏了" in drawn


def test_the_plan_by_hand_begins_from_our_move(desk, signed_in, case):
    page, move = negotiating(signed_in("lin"), case), negotiation_view(desk, case, LIN).table.position.move.arrangement
    assert page.shown["plan-count"] == str(len(move.schedule))
    assert page.shown["plan-start"] == move.first.due.isoformat()
    assert str(move.schedule[-1].amount.number()) in page.html("plan")
    assert "Plan by hand" in page.html("cash")


def test_an_option_is_taken_over_into_the_boxes_and_nothing_is_stored(desk, signed_in, case):
    page = negotiating(signed_in("lin"), case)
    theirs = negotiation_view(desk, case, LIN).table.position.proposed
    act(page, "options", do="adjust", option=theirs.id)
    assert (page.shown["plan-count"], page.shown["plan-first"]) == (
        str(len(theirs.arrangement.schedule)),
        f"{theirs.arrangement.first.amount.decimal:f}",
    )
    assert negotiation_view(desk, case, LIN).offers == ()


def test_what_is_typed_is_priced_at_once_and_what_is_wrong_cannot_be_offered(signed_in, case):
    page = negotiating(signed_in("lin"), case)
    page.press("plan-count", None, *TWO, event="change")
    assert "Offer this plan" in page.html("plan")
    wrong = ("2", "20000", *TWO[2:])
    page.press("plan-first", None, *wrong, event="change")
    assert "Offer" not in page.html("plan")
    assert "✕" in act(page, "plan", wrong, do="offer-plan")


def test_a_press_that_chooses_nothing_offers_nothing(desk, signed_in, case):
    page = negotiating(signed_in("lin"), case)
    for do in ("offer-plan", "ask-plan", "offer", "confirm", ""):
        assert "✕" in act(page, "plan", NOBODY, do=do)
    assert negotiation_view(desk, case, LIN).offers == ()


def test_a_refused_press_says_why_and_touches_nothing_that_was_typed(signed_in, case):
    page = negotiating(signed_in("lin"), case)
    page.shown.clear()
    assert "This is missing: reason." in act(page, "plan", FOUR, do="ask-plan")
    assert set(page.shown) - {None} == {"notice"}


def test_a_plan_is_offered_and_the_draft_leads_back(signed_in, case):
    lin = signed_in("lin")
    page = negotiating(lin, case)
    assert " is drafted; look at it" in act(page, "plan", do="offer-plan")
    assert "proposal" not in page.shown or "What they ask" in page.html("proposal")
    draft = opened(lin, f"draft?case={case}")
    assert "Within the authority of lin." in draft.html("findings-panel")
    assert f'href="/en/negotiate?case={case}"' in draft.shown["case"]


def test_beyond_authority_it_waits_for_an_approver_who_finds_it_on_the_worklist_and_in_review(signed_in, case):
    lin, zhou = signed_in("lin"), signed_in("zhou")
    asked = act(negotiating(lin, case), "plan", FOUR, "four months, says their bank", do="ask-plan")
    request, to_it = named("AR", asked), f'href="/en/negotiate?case={case}"'
    assert f"{request} waits for reviewer" in asked
    for path, place in (("", "overview"), ("review", "queue")):
        theirs = opened(zhou, path)
        assert f"{request}: instalments · 4 payments up to 22 September 2026, asked by Lin: four" in theirs.html(place)
        assert to_it in theirs.shown[place]
        assert to_it not in opened(lin, path).shown[place]
    decide = f"/api/cases/{case}/negotiation/authority/{request}/decision"
    assert zhou.post(decide, json={"grant": True, "until": (TODAY + timedelta(days=5)).isoformat()}).status_code == 201
    assert to_it not in opened(zhou, "").shown["overview"]
    act(negotiating(lin, case), "requests", do="offer", of=request)
    draft = opened(lin, f"draft?case={case}")
    assert f"{request}: granted by zhou, until 21 June 2026." in draft.html("findings-panel")


def test_a_draft_without_its_grant_says_so_to_author_and_approver(signed_in, case):
    lin, zhou = signed_in("lin"), signed_in("zhou")
    drafted = named("M", act(negotiating(lin, case), "plan", FOUR, do="offer-plan"))
    missing = "More than lin may offer: it stays a preview until somebody in the role reviewer grants exactly this."
    assert missing in opened(lin, f"draft?case={case}").html("findings-panel")
    assert missing in opened(zhou, f"review?item={drafted}").html("findings-panel")


def test_who_makes_no_offers_has_no_button_for_them(signed_in, case):
    page = negotiating(signed_in("zhou"), case)
    assert "data-do" not in page.shown["options"]
    assert "data-do" not in page.shown["plan"]
    assert "takes the role" in act(page, "plan", do="offer-plan")


def test_where_nothing_can_be_negotiated_the_page_says_why_and_offers_nothing(desk, signed_in, case):
    with desk.record.begin() as tx:
        tx.save_payment(replace(a_payment("10000.00", "INV-1", TODAY), customer_code=case.removesuffix("-CNY")))
    page = negotiating(signed_in("lin"), case)
    assert page.html("position") == "Where it stands‖ Nothing is open here; there is nothing to ask for."
    assert not page.shown.get("options")
    assert not page.shown.get("plan")


def test_while_a_hold_stands_nothing_is_drafted_and_the_page_says_why(desk, signed_in, case):
    with desk.record.begin() as tx:
        tx.save_hold(
            Hold(id="HO-1", customer_code=case.removesuffix("-CNY"), reason=HoldReason.INSOLVENCY, note="", since=TODAY)
        )
    page = negotiating(signed_in("lin"), case)
    assert "Insolvency: the customer is not asked to pay." in act(page, "plan", do="offer-plan")
    assert negotiation_view(desk, case, LIN).offers == ()


def test_an_offer_is_taken_back_before_the_customer_hears_of_it(signed_in, case):
    page = negotiating(signed_in("lin"), case)
    act(page, "plan", do="offer-plan")
    offer = named("OF", page.html("thread"))
    assert f"{offer} is taken back" in act(page, "thread", do="withdraw", of=offer)
    assert "withdrawn" in page.html("thread")


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_a_press_that_nobody_offered_is_told_in_the_readers_language(signed_in, case, language):
    page = negotiating(signed_in("lin"), case, language)
    for data in ({"do": "offer", "option": "Z9"}, {"do": "confirm", "of": "OF-9"}, {"do": "link", "agreement": "x"}):
        assert act(page, "options", **data).startswith("✕")
