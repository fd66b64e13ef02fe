"""Recording and undoing as a user types it, in a workspace of the sample company."""

import json

import pytest
from typer.testing import CliRunner

from assistant.cli import app
from assistant.cli.session import Options, spoken
from assistant.errors import TactfulError
from tests.integration.conftest import sample_desk


@pytest.fixture
def workspace(tmp_path):
    sample_desk(tmp_path)
    return tmp_path


def tactful(workspace, *arguments, lang="en"):
    """(exit code, standard output, error line), as the shell would show them."""
    given = Options()
    result = CliRunner().invoke(app, ["--workspace", str(workspace), "--lang", lang, *arguments], obj=given)
    if isinstance(result.exception, TactfulError):
        return result.exception.exit_code, result.stdout, spoken(result.exception, given)
    return result.exit_code, result.stdout, result.stderr


def recorded(workspace, *arguments, lang="en"):
    code, out, err = tactful(workspace, "record", *arguments, lang=lang)
    assert code == 0, err
    return out


def next_step(workspace, case):
    return json.loads(tactful(workspace, "cases", "show", case, "--json")[1])["next"]


def test_a_payment_ends_the_reminders_and_undoing_it_brings_them_back(workspace):
    before = next_step(workspace, "CN01-CNY")
    paid = recorded(
        workspace, "payment", "CN01-CNY", "--amount", "86700", "--on", "2026-06-15", "--invoice", "INV-2026-0410"
    )
    assert paid == (
        "RC-0001  CNY 86,700.00 received on 15 June 2026 on INV-2026-0410\n"
        "Open balance of CN01-CNY: CNY 0.00\n"
    )  # fmt: skip
    assert (before["kind"], next_step(workspace, "CN01-CNY")) == ("payment_reminder", None)

    undone = recorded(workspace, "undo", "CN01-CNY", "payment", "RC-0001", "--reason", "another customer's")
    assert undone == (
        "RC-0001  payment · undone by lin on 16 June 2026, 08:30 (UTC+00:00): another customer's\n"
        "Open balance of CN01-CNY: CNY 86,700.00\n"
    )
    assert next_step(workspace, "CN01-CNY") == before


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "zh-Hans",
            "RC-0001  2026年6月15日收款 CNY 100.00，未核销到发票（招行回单）\n"
            "  ! 目前有 CNY 100.00 未核销到发票，请先核销再致函客户。\n"
            "CN01-CNY 未付余额：CNY 86,700.00\n",
        ),
        (
            "zh-Hant",
            "RC-0001  2026年6月15日收款 CNY 100.00，未沖到發票（招行回单）\n"
            "  ! 目前有 CNY 100.00 尚未沖到發票，請先沖帳再致函客戶。\n"
            "CN01-CNY 未付餘額：CNY 86,700.00\n",
        ),
    ],
)
def test_it_is_told_in_the_users_language(workspace, lang, said):
    arguments = ("payment", "CN01-CNY", "--amount", "100", "--on", "2026-06-15", "--source", "招行回单")
    assert recorded(workspace, *arguments, lang=lang) == said


@pytest.mark.parametrize(
    ("arguments", "code", "line"),
    [
        (("payment", "CN01-CNY", "--amount", "NaN", "--on", "2026-06-15"), 2, "“NaN”不是金额，请写成 48200.00 的形式。"),
        (("payment", "CN01-CNY", "--amount", "5", "--on", "15.6.2026"), 2, "“15.6.2026”不是有效日期（日期），请写成 2026-06-30 的形式。"),
        (("payment", "CN01-CNY", "--amount", "5", "--on", "2026-06-17"), 2, "2026年6月17日（日期）晚于今天（2026年6月16日），请更正。"),
        (("payment", "CN09-CNY", "--amount", "5", "--on", "2026-06-15"), 1, "记录中没有客户 CN09，请检查编号，或先导入该客户。"),
        (("lift", "EN02-EUR", "HD-9"), 1, "记录中没有客户 EN02 的这一项：HD-9，请核对编号。"),
        (("undo", "CN01-CNY", "payment", "RC-2025-0693", "--reason", " "), 2, "“原因”未填写，请补上。"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_one_line(workspace, arguments, code, line):
    assert tactful(workspace, "record", *arguments, lang="zh-Hans")[::2] == (code, line)


def test_a_hold_of_the_sample_is_lifted_and_the_case_goes_on(workspace):
    assert next_step(workspace, "EN02-EUR") is None
    assert recorded(workspace, "lift", "EN02-EUR", "H-EN02-1") == "H-EN02-1  hold lifted (error of ours)\n"
    assert next_step(workspace, "EN02-EUR")["stage"] == "upcoming"


def test_every_command_records_and_the_journal_lists_it(workspace):
    case, invoice = "CN02-CNY", "INV-2026-0343"
    items = json.loads(tactful(workspace, "cases", "show", case, "--json")[1])["items"]
    invoice = items[0]["invoice"]
    for arguments in (
        ("refund", case, "--amount", "1", "--on", "2026-06-16"),
        ("credit-note", case, "--amount", "2", "--on", "2026-06-16", "--invoice", invoice),
        ("promise", case, "--amount", "100", "--due", "2026-06-26", "--quote", "26号前付清", "--source", "call"),
        ("dispute", case, "--invoice", invoice, "--reason", "pricing", "--amount", "3", "--quote", "贵了", "--handler",
         "sales", "--answer-by", "2026-06-26"),
        ("resolve", case, "DP-0001", "--outcome", "unfounded"),
        ("hold", case, "--reason", "manual", "--until", "2026-06-30", "--every-currency"),
        ("lift", case, "HD-0001"),
        ("contact", case, "--channel", "visit", "--outcome", "reached", "--at", "2026-06-16T10:00"),
        ("contact", case, "--of", "2026-06-16T02:00:00+00:00 visit visit", "--outcome", "promised"),
        ("proof", case, "--invoice", invoice, "--kind", "acceptance", "--on", "2026-06-01", "--status", "signed"),
        ("cause", case, "--cause", "approval_delay", "--evidence", "卡在集团资金计划"),
    ):  # fmt: skip
        document = json.loads(recorded(workspace, *arguments, "--json"))
        assert (document["case"], document["new"]) == (case, True)

    lines = json.loads(recorded(workspace, "list", case, "--json"))
    mine = sorted((line["kind"], line["key"]) for line in lines if line["by"] == "lin")
    assert mine == [
        ("cause", "CN02-CNY"),
        ("contact", "2026-06-16T02:00:00+00:00 visit visit"),
        ("contact", "2026-06-16T02:00:00+00:00 visit visit"),
        ("credit_note", "CR-0001"),
        ("dispute", "DP-0001"),
        ("dispute", "DP-0001"),
        ("hold", "HD-0001"),
        ("hold", "HD-0001"),
        ("payment", "RF-0001"),
        ("promise", "PR-0001"),
        ("proof", "PF-0001"),
    ]
    shown = recorded(workspace, "list", case)
    assert "2026-06-16  payment RF-0001  CNY 1.00 paid back on 16 June 2026, on no invoice · lin\n" in shown
    assert "2026-06-16  hold HD-0001  hold lifted (stopped by a person) · lin\n" in shown


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("en", "audit may not do this; it takes the role account manager or reviewer."),
        ("zh-Hans", "audit 没有执行此操作的权限，请由有权限的人员办理。"),
    ],
)
def test_an_auditor_records_nothing(workspace, lang, line):
    arguments = ("--as", "audit", "record", "payment", "CN01-CNY", "--amount", "1", "--on", "2026-06-15")
    assert tactful(workspace, *arguments, lang=lang)[::2] == (1, line)
    assert next_step(workspace, "CN01-CNY") is not None
