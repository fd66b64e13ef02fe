"""``tactful draft --jsonl``: a message for each record given by hand."""

import json

from typer.testing import CliRunner

from assistant.cli import app
from assistant.cli.session import Options

RECORD = {
    "seller": "Kestrel Tools Ltd",
    "customer": "Marlow Fittings Ltd",
    "contact": "Ms Okafor",
    "currency": "GBP",
    "as_of": "2025-03-14",
    "invoices": [{"no": "KT-104", "amount": "4820.00", "issued": "2025-01-10", "due": "2025-03-07"}],
    "sender": "Ruth Hale",
    "sender_phone": "020 7946 0011",
    "bank": "Harbour Bank 20-11-44 0001 7755",
    "account_holder": "Kestrel Tools Ltd",
}
LINE = {"id": "one", "kind": "payment_reminder", "channel": "email", "tone": "friendly", "language": "en"}


def drafted(*lines, language="en"):
    text = "\n".join(line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines)
    result = CliRunner().invoke(app, ["--lang", language, "draft", "--jsonl"], obj=Options(), input=text)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, [json.loads(line) for line in result.stdout.splitlines()]


def a_line(record=None, extra=None, **changes):
    return {**LINE, "record": {**RECORD, **(record or {})}, "extra": extra or {}, **changes}


def test_a_record_becomes_a_whole_letter_whose_figures_name_their_source():
    code, (answer,) = drafted(a_line())

    text = f"{answer['subject']}\n\n{answer['body']}"
    assert code == 0
    assert (answer["id"], answer["verdict"], answer["findings"], answer["writer"]) == ("one", "pass", [], "composer")
    assert answer["tokens"] == {"in": None, "out": None}
    assert all(text[fact["start"] : fact["end"]] == fact["rendered"] for fact in answer["facts"])
    said = {fact["role"]: (fact["rendered"], fact["source"]) for fact in answer["facts"]}
    assert said["open_balance"] == ("GBP 4,820.00", "given: open_balance KT-104")
    assert said["due_date"] == ("7 March 2025", "given: due_date KT-104")
    assert said["contact_name"] == ("Ms Okafor", "given: contact_name")


def test_lines_are_answered_in_order_and_a_bad_one_does_not_stop_the_rest():
    code, answers = drafted(
        a_line(id="a"),
        "not json",
        a_line(id="c", kind="sonnet"),
        {"id": "d", "kind": "payment_reminder"},
        a_line(id="e"),
    )

    assert code == 3
    assert [(a["id"], a.get("code", a.get("verdict"))) for a in answers] == [
        ("a", "pass"),
        (2, "bad_json_line"),
        ("c", "bad_draft_line"),
        ("d", "bad_draft_line"),
        ("e", "pass"),
    ]


def test_nothing_is_written_where_nothing_may_be_asked_for():
    invoice = RECORD["invoices"][0]
    promise = {"date": "2025-03-12", "by": "2025-03-20", "amount": "4820.00"}
    code, answers = drafted(
        a_line({"invoices": [{**invoice, "paid": "4820.00"}]}),
        a_line({"invoices": [{**invoice, "disputed": "4820.00"}]}),
        a_line({"promises": [promise]}),
        a_line(kind="promise_followup"),
        a_line(kind="call_script", channel="phone", record={"promises": [promise]}),
        a_line(kind="payment_reminder", channel="phone"),
        a_line(extra={"max_chars": 30}),
    )

    assert code == 0
    assert [answer["refused"] for answer in answers] == [
        "Nothing is open here; there is nothing to ask for.",
        "Invoice KT-104 is disputed in full; it is not asked for until the dispute is resolved.",
        "A promise of GBP 4,820.00 by 20 March 2025 is still open; nothing is sent about what it covers until it is kept"
        " or missed.",
        "No promise was missed here, so there is nothing to follow up; choose another kind.",
        "A promise of GBP 4,820.00 by 20 March 2025 is still open; nothing is sent about what it covers until it is kept"
        " or missed.",
        "A payment reminder cannot go by phone; choose another kind or channel.",
        answers[-1]["refused"],
    ]
    assert answers[-1]["code"] == "body_too_long"


def test_a_refusal_is_in_the_words_of_the_reader():
    _, (answer,) = drafted(a_line({"invoices": [{**RECORD["invoices"][0], "paid": "4820"}]}), language="zh-Hans")
    assert answer["refused"] == "没有未付款项，无需联系。"


def test_the_day_to_answer_by_is_the_given_one_else_the_policys():
    late = {"invoices": [{**RECORD["invoices"][0], "due": "2025-02-10"}]}
    _, answers = drafted(
        a_line(late, {"deadline": "2025-03-28"}, tone="firm"), a_line(late, tone="firm"), a_line(tone="friendly")
    )

    asked = [{(f["value"], f["source"]) for f in a["facts"] if f["role"] == "ask_by"} for a in answers]
    assert asked == [{("2025-03-28", "given: ask_by")}, {("2025-03-21", "policy: dunning.yaml, 5")}, set()]


def test_reminders_sent_are_counted_so_that_no_text_comes_twice_in_a_row():
    _, answers = drafted(
        a_line(), a_line(extra={"reminders_sent": ["2025-03-10"]}), a_line(extra={"reminders_sent": ["2025-03-10"] * 2})
    )
    openings = [answer["body"].split("\n\n")[1] for answer in answers]
    assert len(set(openings)) == 3


def test_a_call_that_nobody_answered_is_no_contact():
    calls = [{"date": "2025-03-10", "result": "no answer"}]
    _, (answer,) = drafted(a_line({"calls": calls}, {"reminders_sent": ["2025-03-08"]}, tone="neutral"))
    assert {f["value"] for f in answer["facts"] if f["role"] == "last_contact"} == {"2025-03-08"}


def test_a_contested_part_is_left_out_of_what_is_asked_for():
    _, (answer,) = drafted(a_line(extra={"disputed_amount": "820.00"}))
    said = {fact["role"]: fact["rendered"] for fact in answer["facts"]}

    assert answer["verdict"] == "pass"
    assert (said["total_open"], said["disputed_amount"]) == ("GBP 4,000.00", "GBP 820.00")


def test_a_writer_that_is_not_set_up_is_named():
    code, (answer,) = drafted(a_line(writer="model"))
    assert (code, answer["code"]) == (3, "unknown_writer")
    assert (
        answer["error"]
        == "There is no writer “model” here; use one of: composer. A model is set up with TACTFUL_MODEL."
    )
