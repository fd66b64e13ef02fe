"""The commands as a user types them, in a workspace of the sample company."""

import json
import os
import shutil
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from assistant.cli import app
from assistant.cli.session import Options
from assistant.errors import TactfulError
from tests.integration.conftest import sample_desk


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cli")
    sample_desk(folder).record.close()
    return folder


def tactful(workspace, *arguments, text=None):
    """(exit code, standard output, error line), as the shell would show them."""
    command = ["--workspace", str(workspace), "--lang", "en", *arguments]
    result = CliRunner().invoke(app, command, obj=Options(), input=text, catch_exceptions=True)
    if isinstance(result.exception, TactfulError):
        return result.exception.exit_code, result.stdout, str(result.exception)
    return result.exit_code, result.stdout, result.stderr


def test_the_worklist_names_the_next_step_or_the_reason_against_one(workspace):
    code, out, _ = tactful(workspace, "cases", "list")
    lines = {line.split()[0]: line for line in out.splitlines()}
    assert code == 0
    assert (
        "+52   44  → eighth reminder, firm: 52 days late, last contact 8 days ago, 2 of 2 invoices paid late; email."
        in lines["CN05-CNY"]
    )
    assert "— A promise of HKD 139,182.00 by 26 June 2026" in lines["HK02-HKD"]


def test_a_case_is_shown_with_its_items_and_its_reasons(workspace):
    code, out, _ = tactful(workspace, "cases", "show", "CN02-CNY", "--json")
    case = json.loads(out)
    assert (code, case["overdue"], case["days_past_due"], case["next"]["tone"]) == (0, "240750.00", 21, "neutral")


def test_a_draft_comes_in_the_language_tone_and_channel_asked_for(workspace):
    arguments = ("draft", "HK01-HKD", "--channel", "email", "--tone", "firm", "--language", "zh-Hant", "--json")
    code, out, _ = tactful(workspace, *arguments, "--because", "their director asked for a clear date")
    draft = json.loads(out)
    assert (code, draft["verdict"], draft["writer"]) == (0, "pass", "composer")
    text = f"{draft['subject']}\n\n{draft['body']}"
    assert all(text[fact["start"] : fact["end"]] == fact["rendered"] for fact in draft["facts"])
    assert "73,660.00" in text


def test_what_goes_against_the_policy_is_refused_without_a_reason_and_told_with_one(workspace):
    raised = ("draft", "HK01-HKD", "--tone", "formal")
    code, out, _ = tactful(workspace, *raised)
    assert (code, out) == (
        1,
        "Chosen tone: formal; the policy would write neutral. Held back: the cause of the delay is noted as terms read"
        " differently. To do it all the same, say why.\n",
    )
    code, out, _ = tactful(workspace, *raised, "--because", "agreed with the board")
    assert code == 0
    assert (
        "  * Chosen tone: formal; the policy would write neutral. Held back: the cause of the delay is noted as terms read"
        " differently.\n  * Why: agreed with the board\n"
    ) in out
    override = json.loads(tactful(workspace, *raised, "--because", "agreed", "--on", "2026-06-17", "--json")[1])[
        "override"
    ]
    assert (override["policy"]["tone"], override["on"], override["because"]) == ("neutral", "2026-06-17", "agreed")
    assert tactful(workspace, "draft", "HK01-HKD", "--on", "tomorrow")[0] == 2


def test_a_refused_draft_says_why_and_exits_with_one(workspace):
    code, out, _ = tactful(workspace, "draft", "EN03-USD")
    assert code == 1
    assert "110 days past due" in out
    assert out.endswith("To write all the same, name the day and say why: --on DAY --because TEXT.\n")
    assert "all the same" not in tactful(workspace, "draft", "HK02-HKD")[1]


def test_draft_submit_accept_release_leaves_exactly_the_approved_bytes(workspace):
    _, out, _ = tactful(workspace, "--as", "lin", "draft", "CN01-CNY", "--json")
    draft = json.loads(out)
    assert tactful(workspace, "--as", "lin", "review", "submit", draft["id"])[0] == 0
    assert tactful(workspace, "--as", "lin", "review", "accept", draft["id"])[0] == 1
    assert tactful(workspace, "--as", "zhou", "review", "accept", draft["id"])[0] == 0
    code, out, _ = tactful(workspace, "--as", "lin", "release", draft["id"])
    again = tactful(workspace, "--as", "lin", "release", draft["id"])
    assert (code, again[0], again[1]) == (0, 0, out)
    mail = (workspace / "outbox" / f"{draft['id']}.v1.eml").read_bytes()
    assert draft["body"].replace("\n", "\r\n").encode() in mail
    chosen = ("cases", "exemplars", "CN01-CNY", "--kind", "payment_reminder", "--tone", "friendly")
    assert json.loads(tactful(workspace, *chosen, "--json")[1])[0]["body"] == draft["body"]
    shown = tactful(workspace, *chosen)[1]
    assert shown.startswith(f"── {draft['id']} · payment reminder · friendly · released · 16 June 2026")
    assert draft["body"] in shown
    assert tactful(workspace, "audit", "verify")[0] == 0


def test_its_author_takes_a_draft_back(workspace):
    _, out, _ = tactful(workspace, "--as", "lin", "draft", "EN04-USD", "--json")
    draft = json.loads(out)
    assert tactful(workspace, "--as", "mei", "review", "withdraw", draft["id"])[0] == 1
    code, out, _ = tactful(workspace, "--as", "lin", "review", "withdraw", draft["id"])
    assert (code, out) == (0, f"{draft['id']} withdrawn\n")


def test_an_edit_with_a_threat_is_blocked_and_says_where(workspace, tmp_path):
    _, out, _ = tactful(workspace, "--as", "lin", "draft", "EN01-USD", "--json")
    draft = json.loads(out)
    letter = tmp_path / "letter.txt"
    letter.write_text(draft["body"] + "\n\nPay today or your other suppliers will hear of this.", encoding="utf-8")
    code, out, _ = tactful(workspace, "--as", "lin", "review", "edit", draft["id"], "--body", str(letter))
    assert code == 1
    assert "suppliers will hear" in out
    code, _, error = tactful(workspace, "--as", "lin", "review", "submit", draft["id"])
    assert code == 1
    assert "guardrail stops" in error


def test_any_text_can_be_checked_line_by_line(workspace):
    lines = [
        {"id": "a", "text": "再不付款，后果自负。", "language": "zh-Hans"},
        {"id": "b", "text": "Please let us know the payment date.", "language": "en"},
        {"id": "c"},
    ]
    text = "\n".join([*map(json.dumps, lines), "{broken", '{"id": "d", "text": "\\ud800 hello"}'])
    code, out, _ = tactful(workspace, "check", "--jsonl", text=text)
    answers = [json.loads(line) for line in out.splitlines()]
    assert code == 3
    assert [(answer["id"], answer["verdict"]) for answer in answers] == [
        ("a", "block"),
        ("b", "pass"),
        ("c", "error"),
        (4, "error"),
        ("d", "pass"),
    ]
    assert answers[3]["errors"] == [
        "line 4 is not JSON: Expecting property name enclosed in double quotes; correct it."
    ]


def test_a_text_is_held_against_a_record_given_by_hand(workspace, tmp_path):
    record = {
        "seller": "示例精工",
        "customer": "示例客户",
        "currency": "CNY",
        "as_of": "2025-03-14",
        "invoices": [{"no": "FP-1", "amount": "48200.00", "issued": "2025-01-10", "due": "2025-02-09", "paid": "0.00"}],
    }
    path = tmp_path / "record.json"
    path.write_text(json.dumps(record), encoding="utf-8")
    right = "发票 FP-1 金额 4.82万元，已于2025年2月9日到期，烦请告知付款安排。"
    assert tactful(workspace, "check", "--record", str(path), text=right)[0] == 0
    wrong = right.replace("4.82万元", "48,300.00 元")
    code, out, _ = tactful(workspace, "check", "--record", str(path), "--format", "json", text=wrong)
    report = json.loads(out)
    assert (code, report["verdict"]) == (1, "block")
    assert any(wrong[f["start"] : f["end"]] == f["excerpt"] and "48,300.00" in f["excerpt"] for f in report["findings"])


def test_a_report_can_be_read_by_code_review_tools(workspace):
    code, out, _ = tactful(workspace, "check", "--format", "sarif", text="We will have you arrested.")
    result = json.loads(out)["runs"][0]["results"][0]
    assert (code, result["level"]) == (1, "error")


def test_what_was_not_blocked_is_explained_on_demand(workspace):
    text = "We will not tell your suppliers about this."
    why = "denied: its sentence says that it is not so; weighs nothing"
    code, out, _ = tactful(workspace, "check", "--explain", text=text)
    verdict, title, *lines = out.splitlines()
    assert (code, verdict, title) == (0, "passed", f"Looked at and not stopped: {len(lines)}")
    assert any(line.endswith(f"» {why} (disclosure.third-party)") for line in lines)
    assert tactful(workspace, "check", text=text)[:2] == (0, "passed\n")

    line = json.dumps({"id": 1, "text": text})
    considered = json.loads(tactful(workspace, "check", "--explain", "--jsonl", text=line)[1])["considered"]
    one = next(one for one in considered if one["rule"] == "disclosure.third-party")
    assert text[one.pop("start") : one.pop("end")] == one.pop("excerpt")
    assert one == {
        "rule": "disclosure.third-party",
        "category": "C",
        "might": "block",
        "severity": None,
        "sentence": text,
        "stance": "negated",
        "why": why,
    }


SUPPRESSIONS = """
suppressions:
- rule: accusation.reproach
  excerpt: totally unacceptable
  sentence: Your conduct is totally unacceptable.
  reason: It quotes the customer's own notice.
  by: wei
  since: 2026-06-16
"""


@pytest.fixture
def suppressions(tmp_path):
    path = tmp_path / "suppressions.yaml"
    path.write_text(SUPPRESSIONS, encoding="utf-8")
    return path


def test_a_finding_that_may_stand_is_printed_with_its_reason_in_every_format(workspace, suppressions):
    text = "Dear Ms Tan,\nYour conduct is totally unacceptable. Kind regards"
    plain = tactful(workspace, "check", text=text)[1]
    assert plain.endswith("(accusation.reproach)\n   → Payment has not reached us yet.\nto be reviewed\n")
    option = ("--suppressions", str(suppressions))

    assert tactful(workspace, "check", *option, text=text)[:2] == (
        0,
        plain.removesuffix("   → Payment has not reached us yet.\nto be reviewed\n")
        + "   let stand by wei on 16 June 2026: It quotes the customer's own notice.\npassed\n",
    )
    report = json.loads(tactful(workspace, "check", *option, "--format", "json", text=text)[1])
    (one,) = report["suppressed"]
    assert (report["verdict"], report["findings"], one["rule"]) == ("pass", [], "accusation.reproach")
    assert one["suppressed"]["reason"] == "It quotes the customer's own notice."
    line = json.loads(tactful(workspace, "check", *option, "--jsonl", text=json.dumps({"id": 1, "text": text}))[1])
    assert line["suppressed"] == [one]
    sarif = json.loads(tactful(workspace, "check", *option, "--format", "sarif", text=text)[1])
    (result,) = sarif["runs"][0]["results"]
    assert result["suppressions"] == [
        {
            "kind": "external",
            "status": "accepted",
            "justification": "It quotes the customer's own notice. (wei, 2026-06-16)",
        }
    ]


@pytest.mark.parametrize(
    "changed", ["Your conduct is simply totally unacceptable.", "Your conduct is totally unacceptable!"]
)
def test_a_suppression_ends_with_its_sentence(workspace, suppressions, changed):
    _, out, _ = tactful(workspace, "check", "--suppressions", str(suppressions), text=changed)
    assert out.splitlines()[-1] == "to be reviewed"


def test_a_file_lets_nothing_stand_that_blocks(workspace, suppressions):
    text = "We will have you arrested."
    found = json.loads(tactful(workspace, "check", "--format", "json", text=text)[1])["findings"][0]
    suppressions.write_text(
        SUPPRESSIONS.replace("accusation.reproach", found["rule"])
        .replace("totally unacceptable\n", found["excerpt"] + "\n")
        .replace("Your conduct is totally unacceptable.", text),
        encoding="utf-8",
    )
    assert tactful(workspace, "check", "--suppressions", str(suppressions), text=text)[0] == 1


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        (
            "reason: It quotes the customer's own notice.",
            "reason: ' '",
            "The suppression of accusation.reproach has no reason",
        ),
        ("  by: wei\n", "", "line 3, suppressions.0.by: Field required"),
        ("  by: wei", "  by: wei\n  more: 1", "line 8, suppressions.0.more: Unexpected keyword argument"),
    ],
)
def test_a_mistake_in_the_file_is_named(workspace, suppressions, was, now, said):
    suppressions.write_text(SUPPRESSIONS.replace(was, now), encoding="utf-8")
    code, _, error = tactful(workspace, "check", "--suppressions", str(suppressions), text="x")
    assert code == 2
    assert said in error


def test_a_rule_that_there_is_not_cannot_be_let_stand(workspace, tmp_path):
    suppressions = tmp_path / "standing.yaml"
    suppressions.write_text(
        "suppressions:\n  - {rule: tone.warmth, excerpt: x, sentence: x, reason: ours, by: lin, since: 2026-06-15}\n"
    )
    code, out, error = tactful(workspace, "check", "--suppressions", str(suppressions), text="x")
    assert (code, out, error) == (
        2,
        "",
        "There is no rule tone.warmth to let stand; `tactful rules list` shows them.",
    )


def test_a_question_finds_the_clause_with_its_offsets(workspace):
    code, out, _ = tactful(workspace, "search", "how long do they have to pay?", "--customer", "HK01", "--json")
    first = json.loads(out)[0]
    assert (code, first["contract"]) == (0, "QMD-HK-2024-002")
    assert first["clause"].startswith("5.2")


def test_a_question_is_answered_from_the_customers_history_too(workspace):
    question = ("search", "上次电话怎么说", "--customer", "CN05", "-k", "1")
    code, out, _ = tactful(workspace, "--lang", "zh-Hans", *question)
    assert code == 0
    assert out.endswith(
        "\n\n往来记录:\n1.00  2026年6月8日 · 电话\n      电话·电话沟通：未联系上（拨打两个号码均无人接听）\n"
    )

    history = json.loads(tactful(workspace, "--lang", "zh-Hans", *question, "--in", "history", "--json")[1])
    both = json.loads(tactful(workspace, "--lang", "zh-Hans", *question, "--in", "all", "--json")[1])
    clauses = json.loads(tactful(workspace, *question, "--json")[1])
    assert both == {"contracts": clauses, "history": history}
    assert [(hit["kind"], hit["day"], hit["case"], hit["status"]) for hit in history] == [
        ("call", "2026-06-08", "CN05-CNY", None)
    ]
    assert [history[0]["excerpt"][start:end] for start, end in history[0]["marks"]] == ["电话", "电话", "拨打", "接听"]


def test_a_history_of_nobody_is_refused_and_nothing_found_is_a_no(workspace):
    code, _, err = tactful(workspace, "search", "what did they promise?", "--in", "history")
    assert (code, err) == (2, "A history is one customer's: name the customer with --customer.")
    asked = ("search", "zebra xylophone", "--customer", "CN05", "--in", "history")
    assert tactful(workspace, *asked)[:2] == (1, "")
    assert tactful(workspace, *asked, "--json")[:2] == (1, "[]\n")


def test_what_was_approved_before_is_an_exemplar_of_tone(workspace):
    code, out, _ = tactful(workspace, "cases", "exemplars", "CN05-CNY")
    assert (code, out) == (1, "Nothing of this kind, tone and language was approved for this customer yet.\n")
    assert tactful(workspace, "cases", "exemplars", "CN05-CNY", "--json")[:2] == (1, "[]\n")


def test_given_documents_are_searched_without_a_workspace(workspace, tmp_path):
    documents = tmp_path / "docs.jsonl"
    text = "1. Goods\nThe Seller delivers.\n\n2. Payment\nThe Buyer pays within thirty (30) days of the invoice date.\n"
    documents.write_text(json.dumps({"doc_id": "d1", "lang": "en", "text": text}), encoding="utf-8")
    query = json.dumps({"qid": "q1", "query": "付款期限是多久？", "doc_id": "d1"})
    code, out, _ = tactful(workspace, "search", "--jsonl", "--documents", str(documents), text=query)
    hit = json.loads(out)["hits"][0]
    assert (code, hit["clause"]) == (0, "2")
    assert "within thirty (30) days" in text[hit["start"] : hit["end"]]


@pytest.mark.parametrize(
    "options",
    [
        ("when?", "--documents", "d.jsonl"),
        ("--jsonl", "--documents", "d.jsonl", "--customer", "CN05"),
        ("?", "--jsonl"),
    ],
)
def test_options_of_search_that_would_not_count_are_refused(workspace, options):
    said = "--jsonl goes with --documents and -k alone, and --documents with --jsonl."
    assert tactful(workspace, "search", *options)[:2] == (2, "")
    assert said in tactful(workspace, "search", *options)[2]


def test_a_document_that_cannot_be_read_is_named_and_ten_passages_of_the_others_are_shown(workspace, tmp_path):
    text = "\n".join(f"{n}. Payment {n}. Part {n} is paid\u2028 within {n} days \ufffd." for n in range(1, 15))
    rows = [{"doc_id": "d1", "text": text}, {"doc_id": "d2", "text": ""}]
    documents = tmp_path / "docs.jsonl"
    documents.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    queries = [json.dumps({"qid": "q1", "query": "when is it paid?", "doc_id": "d1"}), "[" * 100_000]
    code, out, err = tactful(workspace, "search", "--jsonl", "--documents", str(documents), text="\n".join(queries))
    first, second = map(json.loads, out.splitlines())
    assert (code, len(first["hits"]), second["hits"]) == (3, 10, [])
    assert second["errors"][0].startswith("line 2 is not JSON")
    assert err == "tactful: Document d2 cannot be read: the text of contract d2 is empty.\n"


def test_an_index_that_cannot_be_written_is_done_without_and_said_when_it_is_to_be_rebuilt(workspace, tmp_path):
    copied = tmp_path / "copied"
    shutil.copytree(workspace, copied, ignore=shutil.ignore_patterns("index"))
    (copied / "index").write_text("no folder", encoding="utf-8")
    code, out, _ = tactful(copied, "search", "late interest", "--all", "-k", "1")
    assert (code, "QMD-IE-2024-001" in out) == (0, True)
    code, out, error = tactful(copied, "index", "rebuild")
    assert (code, out) == (4, "")
    assert error == f"The search index in {copied / 'index'} cannot be made or written: File exists."
    (copied / "index").unlink()
    assert tactful(copied, "index", "rebuild")[:2] == (0, "12 contracts, 747 clauses\n")


def test_a_ledger_is_imported_once(workspace, tmp_path):
    customers = tmp_path / "customers.csv"
    customers.write_text(
        "客户编号,客户名称,联系人,称谓,邮箱,语言,地区\nX1,示例甲有限公司,甲,甲经理,jia@x1.example,zh-Hans,CN\n",
        encoding="utf-8",
    )
    ledger = tmp_path / "ledger.csv"
    ledger.write_text(
        '客户编号,发票号,开票日期,到期日,币种,金额,已付\nX1,A-1,2026-05-01,2026-05-31,CNY,"1,000.00",200.00\n'
        "X1,A-2,2026-05-01,2026-02-31,CNY,1000.00,0\n",
        encoding="utf-8",
    )
    fresh = tmp_path / "fresh"
    code, out, _ = tactful(fresh, "import", "ledger", str(customers), str(ledger), "--json")
    done = json.loads(out)
    assert (code, done["read"], done["accepted"], done["unchanged"]) == (3, 3, 2, 0)
    assert [row["row"] for row in done["rejected"]] == [3]
    assert done["totals"] == {"CNY": "1000.00"}
    again = json.loads(tactful(fresh, "import", "ledger", str(customers), str(ledger), "--json")[1])
    assert (again["accepted"], again["unchanged"]) == (2, 2)
    code, out, _ = tactful(fresh, "cases", "list")
    assert code == 0
    assert "CNY 800.00" in out


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("draft", "ZZ99-CNY"), 1, "ZZ99"),
        (("draft", "nonsense"), 2, "nonsense"),
        (("draft", "CN04-CNY", "--writer", "model"), 4, "TACTFUL_MODEL"),
        (("search", "payment", "--customer", "ZZ99"), 1, "ZZ99"),
        (("import", "contract", "missing.txt", "--customer", "CN01"), 2, "missing.txt"),
        (("import", "ledger", "missing.csv"), 2, "missing.csv"),
        (("--as", "ghost", "draft", "CN01-CNY"), 1, "ghost"),
        (("review", "show", "M-9999"), 1, "M-9999"),
    ],
)
def test_bad_input_gets_one_clear_line(workspace, arguments, code, words):
    exit_code, _, error = tactful(workspace, *arguments)
    assert exit_code == code
    assert words in error
    assert "\n" not in error.strip()


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02binary", b"\xff\xfe\x00", b"a,b\n1,2\n"])
def test_a_file_that_is_no_ledger_is_refused_whole(workspace, tmp_path, content):
    path = tmp_path / "bad.csv"
    path.write_bytes(content)
    code, _, error = tactful(workspace, "import", "ledger", str(path))
    assert code == 2
    assert error
    assert "Traceback" not in error


@pytest.mark.parametrize(
    ("arguments", "code", "line"),
    [
        (["draft", "CN02-CNY", "--tone", "angry"], 2, "tactful: Invalid value for '--tone'"),
        (["review", "submit"], 2, "tactful: Missing argument"),
        (["nonsense"], 2, "tactful: No such command"),
        (["cases", "show", "ZZ-CNY"], 1, "tactful: "),
        (["--lang", "zh-Hant", "cases", "show", "nonsense"], 2, "tactful: 「nonsense」不是個案編號"),
        (["serve", "--port", "99999"], 2, "tactful: Invalid value for '--port'"),
    ],
)
def test_the_shell_gets_one_line_and_the_exit_code(workspace, arguments, code, line):
    command = [sys.executable, "-m", "assistant", "--workspace", str(workspace), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "LC_ALL": "C.UTF-8"})
    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr.startswith(line), done.stderr
    assert done.stderr.count("\n") == 1


def test_an_import_by_somebody_who_is_not_here_is_refused(workspace, tmp_path):
    path = tmp_path / "customers.csv"
    path.write_text("customer_code,customer_name\nX9,Example Ltd\n", encoding="utf-8")
    code, _, error = tactful(workspace, "--as", "ghost", "import", "ledger", str(path))
    assert (code, "ghost" in error) == (1, True)


def test_a_rejects_file_that_cannot_be_written_stops_the_import_before_it_begins(workspace, tmp_path):
    path = tmp_path / "customers.csv"
    path.write_text("customer_code,customer_name\nX8,Example Ltd\n", encoding="utf-8")
    nowhere = str(tmp_path / "no" / "rejects.csv")
    assert tactful(workspace, "import", "ledger", str(path), "--rejects", nowhere)[0] == 2
    assert json.loads(tactful(workspace, "import", "ledger", str(path), "--json")[1])["unchanged"] == 0


def test_a_workspace_that_cannot_be_made_is_said(tmp_path):
    (tmp_path / "file").write_text("x")
    code, _, error = tactful(tmp_path / "file" / "below", "cases", "list")
    assert code == 4
    assert "cannot be made or written" in error


def test_the_demo_runs_twice_and_duplicates_nothing(tmp_path):
    first = tactful(tmp_path / "demo", "demo", "--no-serve")
    second = tactful(tmp_path / "demo", "demo", "--no-serve")
    assert (first[0], second[0]) == (0, 0)
    assert "8 new drafts" in first[1]
    assert "0 new drafts" in second[1]
    assert first[1].split("── M-", 1)[1] == second[1].split("── M-", 1)[1]
    for words in ("您好", "謝謝", "Kind regards"):
        assert words in first[1]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("receipt_thanks", "2026年5月29日到账人民币 10,258.41 元"),
        ("statement_of_account", "2 张发票合计：人民币 42,683.19 元。"),
        ("relationship_note", "与鹿门远山商贸有限公司合作一直很愉快。"),
    ],
)
def test_a_kind_that_chases_nothing_is_drafted_on_a_case_whose_plan_is_kept(workspace, kind, words):
    code, out, error = tactful(workspace, "draft", "CN03-CNY", "--kind", kind)
    assert code == 0, error
    assert words in out


def test_a_kind_that_the_case_cannot_carry_is_refused_with_the_reason(workspace):
    code, out, error = tactful(workspace, "draft", "CN05-CNY", "--kind", "formal_demand")
    assert (code, out) == (
        1,
        "A formal demand belongs to the stage of the formal demand; this case is at the stage: late.\n",
    ), error


def test_a_text_in_another_encoding_is_judged_by_what_it_says(workspace):
    code, out, _ = tactful(workspace, "check", text="再不付款，我们就打断你的腿。\n".encode("gbk"))
    assert code == 1
    assert "violence.bodily-harm" in out


def test_lines_are_read_from_a_file_as_well_and_an_unknown_direction_is_an_error(workspace, tmp_path):
    path = tmp_path / "texts.jsonl"
    lines = [{"id": "a", "text": "I will break your legs."}, {"id": "b", "text": "Hello.", "direction": "sideways"}]
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    code, out, _ = tactful(workspace, "check", str(path), "--jsonl")
    answers = [json.loads(line) for line in out.splitlines()]
    assert (code, [answer["verdict"] for answer in answers]) == (3, ["block", "error"])
    assert answers[1]["errors"] == ["line 2: direction is outbound or inbound."]


def test_the_whole_worklist_is_drafted_as_far_as_is_asked_and_goes_on_from_there(tmp_path):
    sample_desk(tmp_path).record.close()
    code, out, _ = tactful(tmp_path, "--as", "lin", "batch", "--stage", "middle", "--limit", "2")
    first, second, count = out.splitlines()
    assert (code, count) == (0, "2 drafts written")
    assert first == "M-0001 · EN04-USD · promise follow-up · middle · neutral · email · passed · composer"
    assert second.startswith("M-0002 · ")
    _, rest, _ = tactful(tmp_path, "--as", "lin", "batch", "--writer", "composer")
    assert "EN04-USD" not in rest
    assert tactful(tmp_path, "--as", "lin", "batch") == (0, "0 drafts written\n", "")
