"""What of an unfinished answer may be looked at."""

import pytest

from assistant.domain.kinds import Channel
from assistant.drafting.streamed import as_far
from tests.builders import a_brief

ANSWER = "<subject>Invoice [[F9]]</subject>\n<body>Dear [[F3]],\n\nThe sum of [[F11]] is still open. Thank you.</body>"


def seen(text: str, brief=None) -> tuple[str, str]:
    shown = as_far(text, brief or a_brief("EN"))
    return shown.subject, shown.body


@pytest.mark.parametrize(
    ("until", "subject", "body"),
    [
        ("<subj", "", ""),
        ("<subject>Invoice [[F", "Invoice", ""),
        ("<subject>Invoice [[F9]]</sub", "Invoice INV-2026-0311", ""),
        ("<body>Dear [[F3]", "Invoice INV-2026-0311", "Dear"),
        ("<body>Dear [[F3]],\n", "Invoice INV-2026-0311", "Dear Ms Tan,"),
        ("The sum of [[F1", "Invoice INV-2026-0311", "Dear Ms Tan,\n\nThe sum of"),
        ("The sum of [[F11]] is sti", "Invoice INV-2026-0311", "Dear Ms Tan,\n\nThe sum of USD 9,100.00"),
        (
            "Thank you.</body>",
            "Invoice INV-2026-0311",
            "Dear Ms Tan,\n\nThe sum of USD 9,100.00 is still open. Thank you.",
        ),
    ],
)
def test_an_answer_is_shown_as_far_as_its_words_are_whole(until, subject, body):
    assert seen(ANSWER[: ANSWER.index(until) + len(until)]) == (subject, body)


def test_no_moment_of_an_answer_shows_a_bracket_or_a_tag():
    for end in range(len(ANSWER) + 1):
        subject, body = seen(ANSWER[:end])
        assert set("[]<>").isdisjoint(subject + body)


def test_values_are_marked_where_they_stand():
    shown = as_far(ANSWER, a_brief("EN"))
    text = f"{shown.subject}\n\n{shown.body}"

    assert [(mark.ref, text[mark.start : mark.end]) for mark in shown.marks] == [
        ("F9", "INV-2026-0311"),
        ("F3", "Ms Tan"),
        ("F11", "USD 9,100.00"),
    ]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Pay 9,100.00 now, please.", "Pay … now, please."),
        ("Pay within two weeks or by Monday.", "Pay within … or by …."),
        ("Write to eve@example.com, please.", "Write to …, please."),
        ("We **insist**.", "We …insist…."),
        ("See [[F99]] and [[nothing]].", "See … and …."),
        ("See [[broken, please.", "See …, please."),
        ("A\ufffc[[F3]] is \u200bthere.", "AMs Tan is there."),
    ],
)
def test_what_the_model_typed_itself_is_not_shown(typed, shown):
    assert seen(f"<body>{typed}</body>") == ("", shown)


def test_a_chinese_numeral_is_held_back_until_it_is_clear_that_it_is_none():
    brief = a_brief("CN")

    assert seen("<body>请在三", brief) == ("", "请在")
    assert seen("<body>请在三天内安排", brief) == ("", "请在…内安排")
    assert seen("<body>我们一起", brief) == ("", "我们一起")


def test_thinking_aloud_is_not_shown_even_when_it_has_not_ended():
    assert seen("<think>They owe 9,100.00. <body>no") == ("", "")
    assert seen("<think>Hm. <body>no</body></think><body>Good day.</body>") == ("", "Good day.")


def test_an_answer_in_another_form_shows_nothing():
    assert seen("Sure! Here is your letter: Dear Ms Tan") == ("", "")


def test_a_list_stands_with_all_its_rows_as_soon_as_it_is_named():
    brief = a_brief("EN", invoices=2)
    rows = seen("<body>These are open:\n\n[[T1]]\n\nThank", brief)[1].splitlines()

    assert rows[0] == "These are open:"
    assert [row[:2] for row in rows[1:] if row] == ["• ", "• "]
    assert "[[" not in "".join(rows)


def test_a_text_message_has_no_subject():
    assert seen(ANSWER, a_brief("EN", channel=Channel.SMS))[0] == ""


def test_a_flood_is_cut_before_it_is_looked_at():
    assert len(seen("<body>" + "very " * 100_000)[1]) < 12_000


def test_a_list_is_shown_row_by_row_once_its_placeholder_is_whole():
    brief = a_brief("EN", invoices=2)
    answer = "<subject>Open invoices</subject>\n<body>These are open:\n[[T1]]\nThank you."

    assert seen(answer[: answer.index("]]")], brief) == ("Open invoices", "These are open:")
    assert seen(answer + "</body>", brief) == (
        "Open invoices",
        "These are open:\n"
        "• INV-2026-0311: USD 9,100.00, due 8 June 2026, 8 days late\n"
        "• INV-2026-0337: USD 10,300.00, due 9 June 2026, 7 days late\n"
        "Thank you.",
    )
