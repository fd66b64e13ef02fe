"""Whether the boxes hold what is stored."""

from dataclasses import replace

from assistant.web.shown import same_text
from tests.unit.web.letters import BODY, SUBJECT, a_message


def test_the_boxes_hold_what_is_stored_but_for_the_spaces_of_a_subject():
    message = a_message()

    assert same_text(message, f" {SUBJECT.replace(' ', '  ')} ", BODY)
    assert not same_text(message, SUBJECT, f"{BODY} ")
    assert not same_text(message, f"{SUBJECT}!", BODY)


def test_a_subject_that_was_stored_with_spaces_is_no_change_either():
    message = a_message()
    spaced = replace(message, draft=replace(message.draft, subject="Invoice  INV-1 "))

    assert same_text(spaced, "Invoice  INV-1 ", BODY)
