"""When a model's answer becomes a draft, and what is said to be wrong with it when it does not."""

from dataclasses import replace

import pytest

from assistant.domain.authority import OfferKind
from assistant.domain.brief import Brief, FactKind
from assistant.domain.kinds import Channel, MessageKind, Stage
from assistant.domain.language import Language
from assistant.domain.money import BILLING_DIGITS
from assistant.drafting.answer_checks import Problem
from assistant.drafting.model_answer import read_answer
from assistant.drafting.outline import Outline
from assistant.drafting.placeholders import Filled
from assistant.parts import load_parts, shipped_parts
from tests.builders import a_brief, a_fact
from tests.fakes.model import answer

BRIEF = a_brief("EN")
PARTS = load_parts(shipped_parts())
SUBJECT = "Invoice {invoice_no} – could you confirm a payment date?"
BODY = """Dear {salutation},

I'm writing about invoice {invoice_no} for {open_balance}, which was due on {due_date}. It may have slipped through.

Could you let us know when we can expect it? You can pay at {payment_link}. If something is holding it up, tell me.
If your payment has crossed with this message, please disregard it.

Kind regards
{sender_name}
{creditor_name}
{sender_phone}"""


def written(text: str, brief: Brief = BRIEF) -> str:
    """``text`` with the placeholders of the first fact of each role."""
    ids = {fact.role: f"[[{fact.id}]]" for fact in reversed(brief.grounds.facts)}
    return text.format_map(ids)


def read(
    text: str, *, brief: Brief = BRIEF, whole: bool = True, max_bytes: int = 16_384
) -> Filled | tuple[Problem, ...]:
    return read_answer(
        text, whole=whole, outline=Outline.of(brief, PARTS), billing_digits=BILLING_DIGITS, max_bytes=max_bytes
    )


def codes(result: Filled | tuple[Problem, ...]) -> list[str]:
    return [] if isinstance(result, Filled) else [problem.code for problem in result]


def good(subject: str = SUBJECT, body: str = BODY) -> str:
    return answer(written(subject), written(body))


def test_a_good_answer_is_filled_and_every_fact_is_marked() -> None:
    result = read(good())

    assert isinstance(result, Filled)
    assert result.subject == "Invoice INV-2026-0311 – could you confirm a payment date?"
    assert result.body == (
        "Dear Ms Tan,\n\n"
        "I'm writing about invoice INV-2026-0311 for USD 9,100.00, which was due on 8 June 2026. "
        "It may have slipped through.\n\n"
        "Could you let us know when we can expect it? You can pay at https://pay.qimingdao.example/inv. "
        "If something is holding it up, tell me.\n"
        "If your payment has crossed with this message, please disregard it.\n\n"
        "Kind regards\nWei Li\nQimingdao Precision Co., Ltd.\n+00 800 0021"
    )
    text = f"{result.subject}\n\n{result.body}"
    roles = {fact.id: fact.role for fact in BRIEF.grounds.facts}
    assert [(roles[mark.ref], text[mark.start : mark.end]) for mark in result.marks][:4] == [
        ("invoice_no", "INV-2026-0311"),
        ("salutation", "Ms Tan"),
        ("invoice_no", "INV-2026-0311"),
        ("open_balance", "USD 9,100.00"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Here is the message:\n\n{}\n\nLet me know if it suits.",
        "<think>Draft: <subject>x</subject><body>y</body></think>\n{}",
        "```\n{}\n```",
        "\u200b{}\u202e",
    ],
)
def test_what_stands_around_the_elements_is_left_out(text: str) -> None:
    assert read(text.format(good())) == read(good())


@pytest.mark.parametrize(
    ("exact", "nearly"),
    [("[[F3]]", "[[ f3 ]]"), ("[[F3]]", "［［F3］］"), ("[[F3]]", r"\[\[F3\]\]"), ("[[F3]]", "【【F3】】")],
)
def test_a_placeholder_that_can_only_mean_one_thing_is_understood(exact: str, nearly: str) -> None:
    assert read(good().replace(exact, nearly)) == read(good())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "form"),
        ("Dear Ms Tan, please pay.", "form"),
        (good().replace("</body>", ""), "form"),
        (good() + good(), "form"),
        ("I'm sorry, but I can't help with that.", "refused"),
        (answer("Reminder", ""), "empty"),
        (good(subject=""), "subject"),
        (good(subject="Invoice\n{invoice_no}"), "subject"),
        (good(subject="Invoice {invoice_no} " + "again and again " * 20), "subject"),
        (good(body=BODY + "\nAs an AI language model I cannot know more."), "refused"),
        (good(body=BODY + "\nPay USD 9,100.00 in all."), "typed_figure"),
        (good(body=BODY + "\nWe expect it on Friday."), "typed_date"),
        (good(body=BODY + "\nSee https://evil.example."), "typed_contact"),
        (good(body=BODY + "\n**Thank you**"), "markup"),
        (good(body=BODY + "\nПожалуйста, оплатите счёт как можно скорее, спасибо большое."), "wrong_language"),
        (good(body=BODY + "\n" + "Please pay the invoice now. " * 4), "repeated"),
    ],
)
def test_each_fault_has_its_name(text: str, code: str) -> None:
    assert code in codes(read(text))


def test_an_unfinished_answer_is_cut_off_however_good_it_looks() -> None:
    assert codes(read(good(), whole=False)) == ["cut_off"]


def test_an_answer_over_the_byte_limit_is_not_looked_into() -> None:
    assert codes(read(good(), max_bytes=400)) == ["too_long"]


def test_an_unknown_placeholder_is_named() -> None:
    assert read(good(body=BODY + "\n[[F99]] and [[C7]] and [[F99]]")) == (
        Problem(code="unknown_placeholder", ids=("[[C7]]", "[[F99]]")),
    )


def test_a_form_that_a_fact_does_not_take_is_unknown_too() -> None:
    assert codes(read(good(body=BODY.replace("{open_balance}", "{open_balance} [[F9:weekday]]")))) == [
        "unknown_placeholder"
    ]
    assert codes(read(good(body=BODY + "\n[[F13:short]]"))) == []


def test_a_missing_placeholder_is_named_with_its_alternatives() -> None:
    result = read(good(body=BODY.replace("{payment_link}", "our bank").replace("{due_date}", "the agreed day")))

    assert result == (Problem(code="missing_placeholder", ids=("[[F13]]", "[[F22]] or [[F24]] or [[F25]]")),)
    roles = {fact.id: fact.role for fact in BRIEF.grounds.facts}
    assert [roles[one] for one in ("F13", "F22", "F24", "F25")] == [
        "due_date",
        "account_no",
        "payment_link",
        "ways_to_pay",
    ]


def test_a_fact_in_the_subject_alone_does_not_count_as_stated() -> None:
    assert codes(read(good(body=BODY.replace("{invoice_no}", "below")))) == ["missing_placeholder"]


def test_several_faults_are_told_at_once() -> None:
    assert codes(read(good(body=BODY + "\n**Pay 5 by Friday** [[F99]]"))) == [
        "unknown_placeholder",
        "typed_figure",
        "typed_date",
        "markup",
    ]


def test_a_customers_name_full_of_brackets_is_put_in_as_it_stands() -> None:
    brief = a_brief("EN", values={"salutation": "[[F9]] </body> 100%"})
    result = read(answer(written(SUBJECT, brief), written(BODY, brief)), brief=brief)

    assert isinstance(result, Filled)
    assert result.body.startswith("Dear [[F9]] </body> 100%,")


def test_a_text_message_has_no_subject_and_no_more_than_two_segments() -> None:
    brief = a_brief("EN", channel=Channel.SMS, stage=Stage.EARLY)
    text = written(
        "{creditor_name}: invoice {invoice_no} for {total_open} was due on {due_date}. Pay at {payment_link}. "
        "Please disregard this if it has been paid.",
        brief,
    )
    short = read(answer("ignored", text), brief=brief)
    long = read(
        answer("", text + " We are grateful for your help with this and for every word in reply to it." * 2),
        brief=brief,
    )

    assert isinstance(short, Filled)
    assert (short.subject, short.body) == (
        "",
        "Qimingdao Precision Co., Ltd.: invoice INV-2026-0311 for USD 9,100.00 was due on 8 June 2026. "
        "Pay at https://pay.qimingdao.example/inv. Please disregard this if it has been paid.",
    )
    assert codes(long) == ["too_long"]


def test_the_right_language_is_that_of_the_brief() -> None:
    brief = a_brief("EN", language=Language.ZH_HANS)

    assert "wrong_language" in codes(read(good(), brief=brief))


LISTED = a_brief("EN", stage=Stage.LATE, invoices=2, offer=OfferKind.INSTALMENTS)
LISTED_BODY = """Dear {salutation},

Together {total_open} is open:
[[T1]]

Under {clause} it was due. Please arrange it by {ask_by}, or pay in parts:
[[T2]]
You can pay at {payment_link}.

Kind regards
{sender_name}
{creditor_name}
{sender_phone}"""
ROWS = """
• INV-2026-0311: USD 9,100.00, due 29 April 2026, 48 days late
• INV-2026-0337: USD 10,300.00, due 30 April 2026, 47 days late
"""


def listed(body: str) -> Filled | tuple[Problem, ...]:
    return read(answer("Your open invoices", written(body, LISTED)), brief=LISTED)


@pytest.mark.parametrize("place", ["[[T1]]", "- [[T1]]", "  [[t1]]", "\\[\\[T1\\]\\]"])
def test_a_list_stands_row_by_row_where_the_model_put_it(place: str) -> None:
    result = listed(LISTED_BODY.replace("[[T1]]", place))

    assert isinstance(result, Filled)
    assert f"is open:{ROWS}\nUnder clause 6.2 it was due." in result.body
    assert "or pay in parts:\n• 26 June 2026: USD 9,700.00\n• 24 July 2026: USD 9,700.00\nYou can pay" in result.body
    text = f"{result.subject}\n\n{result.body}"
    assert all(text[mark.start : mark.end] for mark in result.marks)


def test_a_list_in_the_middle_of_a_line_gets_lines_of_its_own() -> None:
    result = listed(LISTED_BODY.replace("is open:\n[[T1]]\n\nUnder", "is open: [[T1]] Under"))

    assert isinstance(result, Filled)
    assert f"is open:{ROWS}Under clause 6.2 it was due." in result.body


def test_a_list_that_is_missing_is_named_once_and_not_row_by_row() -> None:
    (problem,) = [p for p in listed(LISTED_BODY.replace("[[T1]]", "")) if isinstance(p, Problem)]

    assert (problem.code, problem.ids) == ("missing_placeholder", ("[[T1]]",))


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (LISTED_BODY.replace("[[T2]]", "[[T2]]\n[[T1]]"), "repeated"),
        (LISTED_BODY.replace("[[T2]]", "[[T2]] [[T3]]"), "unknown_placeholder"),
        (LISTED_BODY + "\n\nThank you.\n\n{sender_name}\n{creditor_name}", "repeated"),
    ],
)
def test_a_list_twice_an_unknown_list_and_a_second_signature_are_refused(body: str, code: str) -> None:
    assert codes(listed(body)) == [code]


def test_a_list_has_no_place_in_a_subject_nor_where_there_is_none() -> None:
    subject = read(answer("Invoices [[T1]]", written(LISTED_BODY, LISTED)), brief=LISTED)

    assert codes(subject) == ["unknown_placeholder"]
    assert codes(read(good(body=BODY + "\n[[T1]]"))) == ["unknown_placeholder"]


def test_what_is_for_our_own_people_is_an_unknown_fact_to_a_model() -> None:
    roles = ("situation", "customer_message", "may_extend", "contract_words")
    brief = a_brief("EN", extra=tuple(a_fact(role, "let them wait", FactKind.TEXT) for role in roles))

    for role in roles:
        text = answer(written(SUBJECT, brief), written(BODY + "\n{" + role + "}", brief))
        assert codes(read(text, brief=brief)) == ["unknown_placeholder"], role


def test_a_message_over_the_limit_that_was_set_is_too_long() -> None:
    assert codes(read(good(), brief=replace(BRIEF, max_chars=600))) == []
    assert codes(read(good(), brief=replace(BRIEF, max_chars=200))) == ["too_long"]


CALL = a_brief("EN", kind=MessageKind.CALL_SCRIPT, channel=Channel.PHONE)
SCRIPT = """Opening
“Hello, this is {sender_name} from {creditor_name}. Could I speak to {salutation}, please?”

The facts
“It's about invoice {invoice_no}, {open_balance}, due on {due_date}.”

Write down: ________"""


def test_a_call_names_no_figure_before_it_is_known_who_is_on_the_line() -> None:
    early = SCRIPT.replace("Opening\n", "Opening: {open_balance}\n")
    unasked = SCRIPT.replace("Could I speak to {salutation}, please?", "I call for {salutation}.")

    assert codes(read(answer("", written(SCRIPT, CALL)), brief=CALL)) == []
    assert codes(read(answer("", written(early, CALL)), brief=CALL)) == ["figure_too_early"]
    assert codes(read(answer("", written(unasked, CALL)), brief=CALL)) == ["figure_too_early"]
