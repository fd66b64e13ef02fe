"""``tactful read``: a reply as text, as JSON, and line by line."""

import json

import pytest

from tests.integration.shell import run


def tactful(*arguments, **given):
    return run("read", *arguments, **given)


@pytest.fixture
def reply(tmp_path):
    path = tmp_path / "reply.txt"
    path.write_text("Sorry, we forgot. We'll pay GBP 500 by Friday.\n", encoding="utf-8")
    return path


def test_each_label_is_one_line_with_its_words(reply):
    code, out, _ = tactful(str(reply), "--received", "2025-03-13")
    assert code == 0
    assert out == (
        "cause: an oversight  “Sorry, we forgot.”  0.95\n"
        "promise to pay: GBP 500.00, 14 March 2025  “We'll pay GBP 500 by Friday.”  0.90\n"
    )


def test_the_line_is_in_the_words_of_the_reader(reply):
    assert tactful(str(reply), "--received", "2025-03-13", language="zh-Hans")[1].endswith(
        "付款承诺: GBP 500.00、2025年3月14日  “We'll pay GBP 500 by Friday.”  0.90\n"
    )
    assert (
        "付款承諾: GBP 500.00、2025年3月14日" in tactful(str(reply), "--received", "2025-03-13", language="zh-Hant")[1]
    )


def test_without_a_day_of_receipt_days_stay_open_and_that_is_said(reply):
    _, out, told = tactful(str(reply))
    assert "GBP 500.00, no day named" in out
    assert told == "! Nobody said when it arrived, so days such as “Friday” stay open; give --received.\n"


def test_a_record_gives_the_sum_of_in_full(tmp_path, reply):
    record = tmp_path / "record.json"
    record.write_text(
        '{"currency": "GBP", "invoices": [{"no": "A1", "amount": "900.00", "paid": "0"}]}', encoding="utf-8"
    )
    reply.write_text("The full amount will be paid tomorrow.", encoding="utf-8")
    _, out, _ = tactful(str(reply), "--received", "2025-03-13", "--record", str(record), "--json")
    assert json.loads(out)["labels"]["promise"] == {
        "amount": "900.00",
        "currency": "GBP",
        "date": "2025-03-14",
        "conditional": False,
        "quote": "The full amount will be paid tomorrow.",
    }


def test_lines_are_answered_in_order_and_a_bad_one_does_not_stop_the_rest():
    lines = [
        '{"id": "a", "text": "明天付", "received": "2025-03-13"}',
        "nothing",
        '{"id": "c", "text": "Pay tomorrow", "received": "soon"}',
        '{"id": "d", "text": ""}',
    ]
    code, out, _ = tactful("--jsonl", text="\n".join(lines))
    answers = [json.loads(line) for line in out.splitlines()]
    assert code == 3
    assert [answer["id"] for answer in answers] == ["a", 2, "c", "d"]
    assert answers[0]["labels"]["promise"]["date"] == "2025-03-14"
    assert [answer["labels"] is None for answer in answers] == [False, True, True, False]
    assert answers[2]["errors"] == ["'soon' is no day; write it like 2026-06-16."]
    assert answers[3]["labels"] == {
        "causes": ["unknown"],
        "primary_cause": "unknown",
        "promise": None,
        "dispute": None,
        "proposal": None,
        "out_of_office": None,
        "already_paid": False,
        "document_request": False,
        "wrong_contact": False,
        "insolvency": False,
        "hostile": False,
        "do_not_contact": False,
        "injection": False,
    }


def test_a_text_that_says_nothing_is_told(tmp_path):
    path = tmp_path / "empty.txt"
    path.write_text("Noted.", encoding="utf-8")
    assert tactful(str(path), "--received", "2025-03-13")[1] == (
        "Nothing was read in this text: no reason, promise or request.\n"
    )
