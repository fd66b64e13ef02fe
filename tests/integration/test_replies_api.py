"""Customers' replies by JSON and by command: added, read, confirmed, corrected, behind the real guard."""

import json

import pytest

from tests.integration.shell import tactful
from tests.integration.test_api import CASE, a_desk_on, an_app, code, example_of, signed_in

REPLIES = f"{CASE}/replies"
ANN = ("--name", "Ann", "--email", "ann@a.example", "--role", "account_manager", "--password", "a long pass phrase")


@pytest.fixture
def desk(tmp_path):
    made = a_desk_on(f"sqlite:///{tmp_path / 'record.db'}")
    yield made
    made.record.close()


@pytest.fixture
def app(desk):
    return an_app(desk)


@pytest.fixture
def lin(app):
    return signed_in(app, "lin")


def added(lin, text):
    return lin.post(REPLIES, json={"text": text, "received": "2026-06-16"}).json()["id"]


def test_a_pasted_reply_is_kept_once_and_read(lin):
    first, again = (lin.post(f"{REPLIES}?lang=en", json=example_of("POST /api/cases/{case}/replies")) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    told = first.json()
    assert (told["case"], told["sender"], told["subject"], told["new"]) == ("C1-CNY", "王小明", "回复：INV-1", True)
    assert told["reading"]["labels"]["promise"] == {
        "amount": "5000.00",
        "currency": "CNY",
        "date": "2026-06-26",
        "conditional": False,
        "quote": "您好，这周资金紧张，6月26日先付5000元。",
    }
    assert told["proposed"]["promise"]["due"] == "2026-06-26"
    assert again.json()["id"] == told["id"]


def test_what_the_page_shows_is_confirmed_and_recorded(lin):
    reply = lin.post(REPLIES, json=example_of("POST /api/cases/{case}/replies")).json()["id"]
    body = example_of("POST /api/cases/{case}/replies/{reply}/reading")
    done = lin.post(f"{REPLIES}/{reply}/reading?lang=en", json=body)
    assert done.status_code == 201
    told = done.json()
    assert told["entries"] == {"promise": "PR-0001", "hold": "HD-0001"}
    assert [entry["what"] for entry in told["recorded"]] == [
        "cause: tight cash flow (“这周资金紧张”)",
        "CNY 5,000.00 promised for 26 June 2026: “6月26日先付5000元”",
        f"on hold (stopped by a person) until 18 June 2026, CNY only: {reply}",
    ]
    assert lin.get(f"{REPLIES}/{reply}").json()["read"]["by"] == "lin"
    (listed,) = lin.get(REPLIES).json()
    assert (listed["id"], listed["read"]["corrected"]) == (reply, told["corrected"])


@pytest.mark.parametrize(
    ("body", "status", "expected"),
    [
        ({"cause": "bad luck"}, 422, "body_value"),
        ({"promise": {"amount": 5000, "due": "2026-06-26", "quote": "26号付款"}}, 422, "body_value"),
        ({"promise": {"amount": "5000", "due": "soon", "quote": "26号付款"}}, 422, "not_a_day"),
        ({"promise": {"amount": "5000", "due": "2026-06-26", "quote": "30号付款"}}, 422, "quote_not_in_reply"),
        ({"promise": {"amount": "50000", "due": "2026-06-26", "quote": "26号付款"}}, 409, "promise_above_open"),
        ({"signs": {"rude": True}}, 422, "body_value"),
        ({"proposal": {"kind": "instalments", "instalments": "2.5"}}, 422, "not_a_figure"),
        ({"out_of_office": {"until": "2026-06-01"}}, 422, "day_too_early"),
        ({"seen": "2020-01-01"}, 409, "reply_read_since"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line_and_nothing_is_stored(lin, desk, body, status, expected):
    reply = added(lin, "26号付款。")
    assert code(lin.post(f"{REPLIES}/{reply}/reading?lang=zh-Hans", json=body)) == (status, expected)
    with desk.record.read() as tx:
        account = tx.account("C1", "CNY")
    assert (account.read_replies, account.promises, account.cause) == ((), (), None)


@pytest.mark.parametrize(
    ("body", "status", "expected"),
    [
        ({"text": " \n "}, 422, "value_needed"),
        ({"text": "x" * 1_000_100}, 413, "body_too_large"),
        ({"text": "ok", "received": "2027-01-01"}, 422, "received_later"),
        ({"text": "ok", "received": "yesterday"}, 422, "bad_moment"),
        ({"text": "ok", "subject": "a" * 500}, 422, "value_too_long"),
    ],
)
def test_a_text_that_is_no_reply_is_refused(lin, body, status, expected):
    assert code(lin.post(REPLIES, json=body)) == (status, expected)
    assert lin.get(REPLIES).json() == []


def test_a_hundred_thousand_characters_are_taken(lin):
    told = lin.post(REPLIES, json={"text": "关于货款的说明。" * 12_500 + "26号付款。", "received": "2026-06-16"})
    assert told.status_code == 201
    assert len(told.json()["text"]) == 100_006


def test_only_who_records_may_add_and_confirm(lin, app):
    reply, auditor = added(lin, "26号付款。"), signed_in(app, "audit")
    assert code(auditor.post(REPLIES, json={"text": "ok"})) == (403, "role_needed")
    assert code(auditor.post(f"{REPLIES}/{reply}/reading", json={})) == (403, "role_needed")
    assert auditor.get(f"{REPLIES}/{reply}").status_code == 200
    assert code(lin.get(f"{REPLIES}/R-0")) == (404, "unknown_reply")


def test_a_reply_is_listed_shown_confirmed_and_corrected_on_the_command_line(tmp_path):
    work = tmp_path / "work"
    (tmp_path / "answer.txt").write_text("这周资金紧张，26号先付60元。\n", encoding="utf-8")
    (tmp_path / "ledger.csv").write_text(
        "customer_code,customer_name,invoice_no,issue_date,due_date,currency,amount\n"
        "C1,Example Ltd,INV-1,2026-05-01,2026-05-31,CNY,100.00\n",
        encoding="utf-8",
    )
    assert tactful(work, "user", "add", "ann", *ANN)[0] == 0
    assert tactful(work, "import", "ledger", str(tmp_path / "ledger.csv"))[0] == 0
    assert tactful(work, "replies", "list", "C1-CNY") == (0, "The customer has written nothing on this case.\n")
    arrived = ("--customer", "C1", "--received", "2026-06-16")
    imported = json.loads(tactful(work, "import", "reply", str(tmp_path / "answer.txt"), *arrived, "--json")[1])
    reply = imported["replies"][0]["id"]
    assert "[unread]" in tactful(work, "replies", "list", "C1-CNY")[1]
    told = tactful(work, "--as", "ann", "replies", "confirm", "C1-CNY", reply, "--set", "promise.amount=70")[1]
    assert told.splitlines() == [
        f"{reply}  stored",
        "C1-CNY  cause: tight cash flow (“这周资金紧张，26号先付60元。”)",
        "PR-0001  CNY 70.00 promised for 26 June 2026: “这周资金紧张，26号先付60元。”",
        "Answer it with: reply to a proposal",
    ]
    read = json.loads(tactful(work, "replies", "show", "C1-CNY", reply, "--json")[1])["read"]
    assert (read["by"], read["corrected"], read["said"]["promise"]["amount"]) == ("ann", ["promise"], "70")
    bare = tactful(work, "--as", "ann", "replies", "confirm", "C1-CNY", reply)[1]
    assert bare.splitlines()[0] == f"{reply}  unchanged"
    more = ("--set", "signs.hostile=yes", "--json")
    more = json.loads(tactful(work, "--as", "ann", "replies", "confirm", "C1-CNY", reply, *more)[1])
    assert (more["entries"], more["said"]["promise"]["amount"]) == ({"promise": "PR-0001"}, "70")
    again = tactful(work, "--as", "ann", "replies", "confirm", "C1-CNY", reply, "--without", "promise")
    assert (again[0], "PR-0001" in again[1]) == (0, False)
    assert tactful(work, "replies", "show", "C1-CNY", reply)[1].splitlines()[-1] == (
        "Confirmed: tight cash flow, proposal part now, the rest later, hostile"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--set", "promise.when=friday"), "promise.when"),
        (("--set", "nonsense"), "'nonsense' is no correction"),
        (("--without", "dispute_of_faith"), "dispute_of_faith"),
    ],
)
def test_a_correction_that_cannot_be_is_one_line(tmp_path, arguments, message):
    work = tmp_path / "work"
    (tmp_path / "ledger.csv").write_text(
        "customer_code,customer_name,invoice_no,issue_date,due_date,currency,amount\n"
        "C1,Example Ltd,INV-1,2026-05-01,2026-05-31,CNY,100.00\n",
        encoding="utf-8",
    )
    (tmp_path / "answer.txt").write_text("26号付款。\n", encoding="utf-8")
    tactful(work, "user", "add", "ann", *ANN)
    tactful(work, "import", "ledger", str(tmp_path / "ledger.csv"))
    arrived = ("--customer", "C1", "--received", "2026-06-16", "--json")
    imported = json.loads(tactful(work, "import", "reply", str(tmp_path / "answer.txt"), *arrived)[1])
    status, said = tactful(
        work, "--as", "ann", "replies", "confirm", "C1-CNY", imported["replies"][0]["id"], *arguments
    )
    assert status == 2
    assert message in said
