"""``tactful policy``: a changed file is tried, kept and found again, and a mistake in it is named with its line."""

import json

import pytest

from assistant.bootstrap import build_desk
from assistant.settings import Settings
from tests.integration.shell import tactful


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    folder = tmp_path_factory.mktemp("policy") / "work"
    assert tactful(folder, "demo", "--no-serve")[0] == 0
    return folder


@pytest.fixture
def changed(workspace, tmp_path):
    """The policy in which the step of 30 days is made by telephone first."""
    text = tactful(workspace, "policy", "show", "dunning")[1]
    row = "{day: 30, stage: middle, tone: firm, channels: ["
    assert row in text
    path = tmp_path / "dunning.yaml"
    path.write_text(text.replace(row + "email", row + "phone").replace('"2026.06"', '"2026.07"'), encoding="utf-8")
    return path


def test_a_trial_shows_the_cases_that_turn_and_changes_nothing(workspace, changed):
    code, said = tactful(workspace, "policy", "try", "dunning", changed)
    assert (code, said) == (
        0,
        "HK01-HKD  (隼灣貿易有限公司)\n"
        "  → payment reminder · middle · neutral · email · 24 June 2026 · instalments (2)\n"
        "  then → call script · middle · neutral · phone · 24 June 2026 · instalments (2)\n"
        "1 of 14 open cases would go another way.\n",
    )
    document = json.loads(tactful(workspace, "policy", "try", "dunning", changed, "--json")[1])
    assert (document["cases"], [turn["case"] for turn in document["changed"]]) == (14, ["HK01-HKD"])
    assert build_desk(Settings(workspace=workspace)).policy.version == "2026.06"


def test_a_trial_of_how_we_negotiate_shows_our_moves_before_and_after(workspace, tmp_path):
    path, shown = tmp_path / "negotiation.yaml", tactful(workspace, "policy", "show", "negotiation")[1]
    path.write_text(shown, encoding="utf-8")
    same = "In 0 of 6 open negotiations our next move would be another.\n"
    assert tactful(workspace, "--as", "lin", "policy", "try", "negotiation", path) == (0, same)

    assert 'steps: ["50", "80", "100"]' in shown
    path.write_text(shown.replace('steps: ["50", "80", "100"]', 'steps: ["100"]'), encoding="utf-8")
    code, said = tactful(workspace, "--as", "lin", "policy", "try", "negotiation", path)
    assert code == 0
    assert said.splitlines()[:3] == [
        "CN02-CNY  (云川折桂机电有限公司)",
        "  → extension · 22 June 2026 CNY 240,750.00 · worth CNY 240,512.78 today, CNY 237.22 less than cash now, 6 days "
        "on average · stands until 22 June 2026 · In return: a fixed date of payment, acceptance in writing.",
        "  then → extension · 26 June 2026 CNY 240,750.00 · worth CNY 240,354.90 today, CNY 395.10 less than cash now, "
        "10 days on average · stands until 24 June 2026 · In return: a fixed date of payment, acceptance in writing.",
    ]
    document = json.loads(tactful(workspace, "--as", "lin", "policy", "try", "negotiation", path, "--json")[1])
    assert document["negotiations"] == 6
    assert [turn["case"] for turn in document["changed"]] == ["CN02-CNY", "HK01-HKD"]
    assert build_desk(Settings(workspace=workspace)).negotiation.steps[0] == 50


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh-Hans", "14 个未结案件中，有 1 个的下一步会改变。"), ("zh-Hant", "14 個未結案件中，有 1 個的下一步會改變。")],
)
def test_a_trial_is_told_in_the_readers_language(workspace, changed, language, said):
    assert tactful(workspace, "policy", "try", "dunning", changed, language=language)[1].splitlines()[-1] == said


def test_a_mistake_is_named_with_its_line(workspace, changed):
    text = changed.read_text(encoding="utf-8").replace("tone: firm", "tone: frim", 1)
    changed.write_text(text, encoding="utf-8")
    line = next(n for n, row in enumerate(text.splitlines(), 1) if "frim" in row)
    code, said = tactful(workspace, "policy", "try", "dunning", changed)
    assert code == 2
    assert f"at line {line}, steps.6.tone: Input should be 'friendly', 'neutral', 'firm' or 'formal'" in said


def test_a_key_that_nobody_knows_is_named_with_its_line(workspace, changed):
    changed.write_text(changed.read_text(encoding="utf-8") + "dayz: 3\n", encoding="utf-8")
    line = len(changed.read_text(encoding="utf-8").splitlines())
    assert f"at line {line}, dayz: " in tactful(workspace, "policy", "use", "dunning", changed)[1]


def test_a_file_that_is_kept_counts_from_then_on_and_needs_a_version_of_its_own(workspace, changed):
    assert tactful(workspace, "policy", "use", "dunning", changed) == (
        0,
        "dunning 2026.06 → 2026.07  stored  (a running server takes it up when it is started again)\n",
    )
    assert tactful(workspace, "policy", "use", "dunning", changed) == (0, "dunning 2026.07  unchanged\n")
    assert tactful(workspace, "policy", "show", "dunning")[1] == changed.read_text(encoding="utf-8")
    desk = build_desk(Settings(workspace=workspace))
    assert desk.policy.version == "2026.07"
    with desk.record.read() as tx:
        last = list(tx.audit_entries())[-1]
    assert (last.event, last.subject, last.body["version"]) == ("policy_set", "dunning", "2026.07")
    changed.write_text(changed.read_text(encoding="utf-8").replace("to_hour: 18", "to_hour: 17"), encoding="utf-8")
    code, said = tactful(workspace, "policy", "use", "dunning", changed)
    assert (code, said) == (
        2,
        "The version '2026.07' stands already for another dunning policy; give the file a new version.",
    )


def test_the_schema_is_one_that_editors_read(workspace):
    schema = json.loads(tactful(workspace, "policy", "schema", "authority")[1])
    assert (schema["type"], schema["additionalProperties"]) == ("object", False)
    assert set(schema["required"]) == {"version", "roles"}


def test_the_guardrail_policy_names_rules_that_there_are(workspace, tmp_path):
    path = tmp_path / "guardrail.yaml"
    shown = tactful(workspace, "policy", "show", "guardrail")[1]
    path.write_text(shown.replace("suppressible: []", "suppressible: [no.such]"), encoding="utf-8")
    code, said = tactful(workspace, "policy", "use", "guardrail", path)
    assert (code, said) == (2, "The guardrail policy names rules that there are not: no.such.")

    named = shown.replace("suppressible: []", "suppressible: [violence.vague-consequence]").replace(
        "2026.11", "2026.12"
    )
    path.write_text(named, encoding="utf-8")
    assert tactful(workspace, "policy", "use", "guardrail", path)[0] == 0
    assert build_desk(Settings(workspace=workspace)).checker.policy.suppressible == ("violence.vague-consequence",)
    assert tactful(workspace, "policy", "try", "guardrail", path)[0] == 2


def test_authority_is_said_in_words_first_what_holds_and_then_what_is_different(workspace):
    code, said = tactful(workspace, "policy", "authority")
    assert code == 0
    assert said.splitlines()[:10] == [
        "account manager",
        "  May give up to 10 days more.",
        "  May agree up to 2 payments, at least 50 % with the first, the first within 14 days and the last within "
        "60 days.",
        "  May give no discount.",
        "  May not waive late interest.",
        "  May not fix late interest.",
        "  small case:",
        "    May agree up to 3 payments, at least 34 % with the first, the first within 14 days and the last within "
        "90 days.",
        "  large case:",
        "    May give up to 7 days more.",
    ]


def test_authority_on_one_case_is_what_counts_for_its_size_and_customer(workspace):
    code, said = tactful(workspace, "policy", "authority", "CN05-CNY", "--json")
    manager = json.loads(said)[0]
    assert (code, manager["role"], manager["may"][1]) == (
        0,
        "account_manager",
        "May agree up to 3 payments, at least 34 % with the first, the first within 14 days and the last within "
        "90 days.",
    )
