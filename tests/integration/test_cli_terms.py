"""``tactful terms``: a contract's terms of payment as text, as JSON, and line by line."""

import json

import pytest

from tests.integration.shell import run


def tactful(*arguments, **given):
    return run("terms", *arguments, **given)


@pytest.fixture
def contract(tmp_path):
    path = tmp_path / "contract.txt"
    path.write_text("第一条 甲方应在收到发票后30日内付清货款。\n第二条 乙方交货。\n", encoding="utf-8")
    return path


def test_each_term_is_one_line_with_its_words_and_its_place(contract):
    code, out, _ = tactful(str(contract))
    assert code == 0
    assert out == (
        "payment term: from receipt of the invoice, days 30  “第一条 甲方应在收到发票后30日内付清货款。”  0–22  0.92\n"
    )


def test_the_line_is_in_the_words_of_the_reader(contract):
    assert tactful(str(contract), language="zh-Hans")[1].startswith("付款期限: 起算 收到发票、天数 30  “")
    assert tactful(str(contract), language="zh-Hant")[1].startswith("付款期限: 起算 收到發票、天數 30  “")


def test_json_is_one_document(contract):
    code, out, _ = tactful(str(contract), "--json")
    (term,) = json.loads(out)["terms"]
    assert code == 0
    assert term == {
        "field": "payment_term",
        "value": {"trigger": "invoice_receipt", "days": 30},
        "quote": "第一条 甲方应在收到发票后30日内付清货款。",
        "start": 0,
        "end": 22,
        "confidence": 0.92,
    }


def test_lines_are_answered_in_order_and_a_bad_one_spoils_no_other():
    lines = '{"id": "a", "lang": "en", "text": "Terms: net 45 days."}\nno json\n{"id": "c"}\n{"id": "d", "text": ""}\n'
    code, out, _ = tactful("--jsonl", text=lines)
    answers = [json.loads(line) for line in out.splitlines()]
    assert code == 3
    assert [answer["id"] for answer in answers] == ["a", 2, "c", "d"]
    assert answers[0]["terms"][0]["value"] == {"trigger": "invoice_date", "days": 45}
    assert ["errors" in answer for answer in answers] == [False, True, True, False]


def test_a_file_that_is_none_a_binary_one_and_no_file_are_refused_in_one_line(tmp_path):
    binary, empty = tmp_path / "a.pdf", tmp_path / "b.txt"
    binary.write_bytes(bytes(range(256)) * 20)
    empty.write_bytes(b"")
    for arguments in ([str(binary)], [str(empty)], [str(tmp_path / "none.txt")], [], [str(binary), "--jsonl"]):
        code, out, problem = tactful(*arguments)
        assert (code, out) == (2, "")
        assert problem
        assert "\n" not in problem


def test_a_text_without_terms_says_so(tmp_path):
    path = tmp_path / "letter.txt"
    path.write_text("Dear all,\nthank you for the flowers.\n", encoding="utf-8")
    assert tactful(str(path)) == (0, "No term of payment was found in this text.\n", "")
