"""``tactful cases list`` with more cases than one page holds."""

import json
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from assistant.bootstrap import build_desk
from assistant.cli import app
from assistant.cli.session import Options
from assistant.settings import Settings
from tests.unit.planning.accounts import a_customer, an_invoice


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    folder = tmp_path_factory.mktemp("many")
    with build_desk(Settings(workspace=folder)).record.begin() as tx:
        for n in range(60):
            tx.save_customer(replace(a_customer(), code=f"D{n:02d}"))
            tx.save_invoice(replace(an_invoice(30), customer_code=f"D{n:02d}"))
    return folder


def listed(workspace, *arguments, lang="en"):
    command = ["--workspace", str(workspace), "--lang", lang, "cases", "list", *arguments]
    result = CliRunner().invoke(app, command, obj=Options(), catch_exceptions=False)
    return result.exit_code, result.stdout.splitlines()


def test_fifty_cases_come_first_and_a_line_says_how_many_there_are(workspace):
    code, lines = listed(workspace)
    assert (code, len(lines)) == (0, 52)
    assert lines[0] == "To draft: 0 · returned: 0 · promises due: 0 · replies unread: 0"
    assert lines[-1] == "Page 1 of 2; 60 cases in all. The next ones: --page; all of them: --all."


def test_the_next_page_holds_the_rest(workspace):
    _, first = listed(workspace)
    _, lines = listed(workspace, "--page", "2", lang="zh-Hans")
    assert len(lines) == 12
    assert lines[-1] == "第 2 页，共 2 页、60 个个案。看其他页用 --page，全部列出用 --all。"
    assert {line.split()[0] for line in lines[1:-1]} & {line.split()[0] for line in first[1:-1]} == set()


def test_all_of_them_come_when_asked_for(workspace):
    code, lines = listed(workspace, "--all")
    assert (code, len({line.split()[0] for line in lines[1:]})) == (0, 60)


def test_json_holds_the_same_cases(workspace):
    _, page = listed(workspace, "--json")
    _, everything = listed(workspace, "--all", "--json")
    assert len(json.loads("\n".join(page))) == 50
    assert len(json.loads("\n".join(everything))) == 60


def test_an_empty_worklist_says_so_and_is_an_empty_list(tmp_path):
    assert listed(tmp_path) == (0, ["No case has anything open."])
    assert listed(tmp_path, "--json") == (0, ["[]"])


def test_a_page_before_the_first_is_refused(workspace):
    assert listed(workspace, "--page", "0")[0] == 2
