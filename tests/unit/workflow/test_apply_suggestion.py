"""A suggestion takes the place of exactly the words that were found; whoever presses too late changes nothing."""

from dataclasses import replace

import pytest

from assistant.domain.finding import Verdict
from assistant.errors import NotAllowed, NotFound, OutOfDate, Refused
from assistant.intake.given_checks import FindingGiven
from assistant.workflow.apply_suggestion import amended, apply_suggestion, take_back_edit
from assistant.workflow.edit_draft import edit_draft
from assistant.workflow.prepare_draft import prepare_draft
from tests.desk import LIN, ZHOU, a_desk
from tests.unit.web.letters import SUBJECT, a_finding, a_message

THREAT = "再不付款，后果自负。"


@pytest.fixture
def desk():
    return a_desk()


@pytest.fixture
def draft(desk):
    made = prepare_draft(desk, LIN, "C1-CNY")
    return edit_draft(desk, LIN, made.id, version=1, subject=made.draft.subject, body=f"{made.draft.body}\n{THREAT}")


def the_finding(message, **changes):
    found = next(finding for finding in message.report.findings if finding.suggestion is not None)
    given = FindingGiven(version=message.version, rule=found.rule, start=found.start, end=found.end)
    return found, replace(given, **changes)


def stored(desk, message):
    with desk.record.read() as tx:
        return tx.message(message.id)


def test_the_suggestion_stands_in_place_of_the_words_and_the_text_is_checked_again(desk, draft):
    found, given = the_finding(draft)
    new = apply_suggestion(desk, LIN, draft.id, given)

    text = draft.draft.text
    assert new.draft.text == text[: found.start] + found.suggestion.removesuffix("。") + text[found.end :]
    assert (draft.report.verdict, new.report.verdict, new.version) == (Verdict.BLOCK, Verdict.PASS, 3)


def test_a_stale_press_changes_nothing_and_says_so(desk, draft):
    _, given = the_finding(draft)
    newer = edit_draft(desk, LIN, draft.id, version=2, subject=draft.draft.subject, body=draft.draft.body + "。")

    with pytest.raises(OutOfDate, match="has a newer version 3"):
        apply_suggestion(desk, LIN, draft.id, given)
    assert stored(desk, draft) == newer


def test_only_who_may_edit_may_apply(desk, draft):
    _, given = the_finding(draft)

    with pytest.raises(Refused):
        apply_suggestion(desk, ZHOU, draft.id, given)
    with pytest.raises(NotAllowed):
        apply_suggestion(desk, replace(LIN, login="mei"), draft.id, given)
    assert stored(desk, draft) == draft


@pytest.mark.parametrize("changes", [{"rule": "no.such"}, {"start": 0}, {"end": -1}])
def test_a_finding_that_there_is_not_changes_nothing(desk, draft, changes):
    _, given = the_finding(draft, **changes)

    with pytest.raises(NotFound, match="look at the list again"):
        apply_suggestion(desk, LIN, draft.id, given)
    assert stored(desk, draft) == draft


def test_an_edit_is_taken_back_as_a_new_version(desk, draft):
    _, given = the_finding(draft)
    apply_suggestion(desk, LIN, draft.id, given)
    back = take_back_edit(desk, LIN, draft.id, version=3)

    assert (back.version, back.draft.text, back.report.verdict) == (4, draft.draft.text, Verdict.BLOCK)
    with pytest.raises(OutOfDate):
        take_back_edit(desk, LIN, draft.id, version=3)


def test_a_first_version_has_nothing_to_go_back_to(desk):
    made = prepare_draft(desk, LIN, "C1-CNY")
    with pytest.raises(NotFound, match="no earlier text"):
        take_back_edit(desk, LIN, made.id, version=1)


def test_a_suggestion_takes_the_place_of_what_was_found_in_subject_or_body():
    message = a_message()

    assert amended(message, a_finding("Pay today or else.", suggestion="Please pay by 26 June 2026."))[1] == (
        "Dear Ms Tan,\n\nUSD 9,100.00 is open. Please pay by 26 June 2026.\n\nWei Li"
    )
    assert amended(message, a_finding("Invoice", suggestion="Your invoice"))[0] == "Your invoice INV-2026-0311"


def test_a_sentence_is_not_ended_twice():
    finding = a_finding("Pay today or else", suggestion="Please pay by 26 June 2026.")
    assert "open. Please pay by 26 June 2026.\n\nWei Li" in amended(a_message(), finding)[1]


def test_what_is_deleted_takes_one_space_along():
    message = a_message()

    assert "USD 9,100.00 is open. or else." in amended(message, a_finding("Pay today", suggestion=""))[1]
    assert amended(message, a_finding("Invoice", suggestion=""))[0] == "INV-2026-0311"


def test_a_finding_without_suggestion_or_place_or_across_subject_and_body_is_left_to_a_person():
    message = a_message()

    assert amended(message, a_finding("Pay today")) is None
    assert amended(message, replace(a_finding("Invoice", suggestion="x"), end=0)) is None
    assert amended(message, replace(a_finding("Invoice", suggestion="x"), end=len(SUBJECT) + 5)) is None
