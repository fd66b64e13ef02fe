"""What a draft and its review show of what it offers, and what waits for an approver."""

from dataclasses import replace

import pytest

from assistant.domain.arrangement import InterestTreatment
from assistant.domain.brief import Refusal
from assistant.domain.language import Language, LocalText, Reason
from assistant.web.labels import Labels
from assistant.web.offered_view import held_card, offered
from assistant.web.waiting_view import requests_waiting
from assistant.wording import Wording
from tests.desk import AUDITOR, LIN, ZHOU, a_desk
from tests.unit.planning.accounts import NOW, a_customer
from tests.unit.workflow.negotiation.talks import (
    CASE,
    CONFIRMS,
    HALVES,
    QUARTERS,
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


def stored(desk, message):
    with desk.record.read() as tx:
        return tx.message(message.id)


# what holds an offer back


def test_what_holds_an_offer_back_is_told_with_the_way_to_it(desk):
    message = submitted(desk, drafted(desk, HALVES))
    assert '<a href="/en/review?item=M-0001">M-0001 · in review</a>' in held_card(message, SAY, WORDS)
    waits = Refusal(case_id=CASE, reason=Reason.of("nothing_open"))
    assert f"Nothing can be drafted now: {WORDS.reason(waits.reason)}" in held_card(waits, SAY, WORDS)
    later_on = replace(waits, until=NOW)
    assert f"Nothing can be drafted before {WORDS.value(NOW)}: " in held_card(later_on, SAY, WORDS)
    assert held_card(None, SAY, WORDS) == ""


# what a message offers, and on whose authority


def test_a_message_within_its_authors_authority_says_so_and_leads_back(desk):
    html = offered(desk, drafted(desk, HALVES), SAY, WORDS)
    assert "<p><b>instalments · 2 payments up to 22 July 2026</b></p>" in html
    assert '<p class="fine">✓ Within the authority of lin.</p>' in html
    assert '<p><a href="/en/negotiate?case=C1-CNY">See the negotiation</a></p>' in html


def test_a_missing_grant_is_said_with_what_is_beyond_and_who_may_give_it(desk):
    message = drafted(desk, QUARTERS)
    missing = (
        '<p class="warning">▲ More than lin may offer: it stays a preview until somebody in the role reviewer grants '
        'exactly this.</p><ul class="reasons"><li>4 payments; the limit is 3.</li>'
        "<li>CNY 2,500.00 first is 25 % of the principal; the limit is at least 34 %.</li>"
        "<li>The last payment comes on 21 September 2026; the limit is 14 September 2026 (90 days from today).</li></ul>"
    )
    assert missing in offered(desk, message, SAY, WORDS)
    asked(desk)
    assert f"{missing}<p>◔ AR-0001 waits for reviewer.</p>" in offered(desk, message, SAY, WORDS)


def test_a_grant_is_told_with_who_gave_it_and_until_when(desk):
    message = drafted(desk, QUARTERS)
    granted(desk)
    html = offered(desk, stored(desk, message), SAY, WORDS)
    assert '<p class="fine">✓ AR-0001: granted by zhou, until 23 June 2026.</p>' in html
    assert "More than lin may offer" not in html


def test_of_what_left_nothing_is_said_about_authority_any_more(desk):
    html = offered(desk, sent(desk, HALVES), SAY, WORDS)
    assert "instalments · 2 payments up to 22 July 2026" in html
    assert "authority" not in html


def test_the_reviewer_is_told_before_approving_that_ended_interest_wants_a_reason(desk):
    ends = paying((6, "5000.00"), (36, "5000.00"), interest=InterestTreatment.WAIVED)
    line = "It ends late interest under the law of mainland China: whoever approves it says why."
    assert line in offered(desk, drafted(desk, ends, CONFIRMS), SAY, WORDS)
    assert line not in offered(desk, drafted(desk, HALVES, CONFIRMS), SAY, WORDS)


def test_a_message_that_offers_nothing_has_no_such_card(desk):
    message = drafted(desk, HALVES)
    plain = replace(message, brief=replace(message.brief, arrangement=None))
    assert offered(desk, plain, SAY, WORDS) == ""


# what waits for an approver


def test_requests_wait_for_who_may_decide_them_with_the_way_to_the_case(desk):
    with desk.record.begin() as tx:
        tx.save_customer(replace(a_customer(), name=EVIL))
        tx.save_person(replace(LIN, name=LocalText.same("Lin <b>")), "")
    assert requests_waiting(desk, ZHOU, SAY, WORDS) == ""
    asked(desk, reason=EVIL)
    html = requests_waiting(desk, ZHOU, SAY, WORDS)
    assert "<h2>Waiting for your decision: 1</h2>" in html
    assert '<a href="/en/negotiate?case=C1-CNY">&lt;img' in html
    assert (
        "<p>AR-0001: instalments · 4 payments up to 21 September 2026, asked by Lin &lt;b&gt;: "
        "&lt;img src=x onerror=alert(1)&gt;</p>" in html
    )
    assert EVIL not in html
    for other in (LIN, AUDITOR):
        assert requests_waiting(desk, other, SAY, WORDS) == ""
