"""The eval of drafts: what the composer reaches, that each measure sees its fault, and how runs are compared."""

import json
from collections import Counter
from dataclasses import replace

import pytest

from assistant.intake.given_task import task_from_line
from assistant.settings import Settings
from assistant.workflow.draft_given import brief_of
from evals.drafting.__main__ import main
from evals.drafting.cases import load_cases
from evals.drafting.comparing import compared
from evals.drafting.figures import Sheet, figures_of
from evals.drafting.running import desk_of, lines_of, summary, written
from evals.drafting.scoring import Letter, score, segments

CASES = {case.id: case for case in load_cases()}
ENGLISH, SIMPLIFIED, TRADITIONAL = (
    "en-GB-07-payment_reminder",
    "zh-Hans-CN-07-payment_reminder",
    "zh-Hant-HK-06-payment_reminder",
)


@pytest.fixture(scope="module")
def desk():
    return desk_of(Settings())[0]


@pytest.fixture(scope="module")
def letters(desk):
    """The composer's letters on three cases."""
    made = {}
    for name in (ENGLISH, SIMPLIFIED, TRADITIONAL):
        case = CASES[name]
        grounds = brief_of(desk, task_from_line(case.line)).grounds
        record = written(desk, case, "composer")
        sheet = Sheet(facts=grounds.facts, excerpts=grounds.excerpts)
        made[name] = Letter(case=case, subject=record.subject, body=record.body, sheet=sheet)
    return made


def failing(letter):
    return {name for name, wrong in score(letter).items() if wrong}


def test_the_suite_has_forty_cases_in_each_language_over_kinds_channels_tones_and_stages():
    assert Counter(case.language.value for case in CASES.values()) == {"en": 40, "zh-Hans": 40, "zh-Hant": 40}
    for key, least in (("kind", 13), ("channel", 4), ("tone", 4), ("region", 6)):
        assert len({case.line[key] for case in CASES.values()}) >= least, key
    assert {case.stage for case in CASES.values()} == {"upcoming", "due", "early", "middle", "late", "formal"}


def test_the_composer_passes_every_case_and_writes_the_same_each_time(desk):
    records = [written(desk, case, "composer") for case in CASES.values()]
    told = summary(records, cases=len(CASES), writer="composer", model="", prompts="")
    assert (told["cases"], told["done"], told["failing"], told["ended"]) == (120, 120, {}, {"composer": 120})
    again = [written(desk, CASES[record.id], "composer") for record in records[::10]]
    assert [replace(record, ms=0) for record in again] == [replace(record, ms=0) for record in records[::10]]
    sums = [
        json.dumps(summary(some, cases=120, writer="composer", model="", prompts="")) for some in (again, records[::10])
    ]
    assert sums[0] == sums[1]


FAULTS = {
    "a digit": (ENGLISH, "9,548.05", "9,543.05", {"money.exact", "stray.fact"}),
    "another currency": (ENGLISH, "GBP 9,548.05", "USD 9,548.05", {"money.exact", "stray.fact"}),
    "no currency": (ENGLISH, "GBP 9,548.05", "9,548.05", {"money.exact"}),
    "the next day": (ENGLISH, "24 February 2025", "25 February 2025", {"date.exact", "stray.fact"}),
    "another year": (ENGLISH, "24 February 2025", "24 February 2026", {"date.exact", "stray.fact"}),
    "a longer number": (ENGLISH, "LC-2470", "LC-24701", {"ref.exact", "stray.fact"}),
    "an invented sum": (ENGLISH, "Thank you", "We add GBP 25.00 for this. Thank you", {"stray.fact"}),
    "another length of time": (ENGLISH, "18 days", "17 days", {"stray.fact"}),
    "a foreign link": (ENGLISH, "Thank you", "See https://pay.elsewhere.example/x. Thank you", {"stray.fact"}),
    "a foreign address": (ENGLISH, "Thank you", "Write to b@elsewhere.example. Thank you", {"stray.fact"}),
    "a placeholder": (ENGLISH, "Thank you", "[[F3]] Thank you", {"stray.fact"}),
    "a threat": (ENGLISH, "Thank you", "Otherwise we take legal action. Thank you", {"forbidden"}),
    "an exclamation": (ENGLISH, "Thank you", "Pay now! Thank you", {"forbidden"}),
    "Chinese in English": (ENGLISH, "Thank you", "谢谢 Thank you", {"script"}),
    "nothing on crossing": (ENGLISH, "please ignore this reminder", "please pay all the same", {"required.if_paid"}),
    "an account gone": (ENGLISH, "20-11-44 0001 7755", "", {"required.how_to_pay"}),
    "a digit in Chinese": (SIMPLIFIED, "9,548.05", "9,548.50", {"money.exact", "stray.fact"}),
    "a day in Chinese": (SIMPLIFIED, "2025年2月24日", "2025年2月23日", {"date.exact", "stray.fact"}),
    "full-width figures": (SIMPLIFIED, "谢谢", "另加９９元。谢谢", {"stray.fact"}),
    "a character of the other script": (SIMPLIFIED, "谢谢", "請谢谢", {"script"}),
    "a familiar you": (SIMPLIFIED, "您在", "你在", {"polite"}),
    "a threat in Chinese": (SIMPLIFIED, "谢谢", "否则我们将起诉。谢谢", {"forbidden"}),
    "a simplified character": (TRADITIONAL, "發票", "发票", {"script"}),
    "another dollar": (TRADITIONAL, "HK$", "NT$", {"money.exact", "stray.fact"}),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_is_seen_by_its_measure_and_by_no_other(letters, fault):
    name, old, new, seen_by = FAULTS[fault]
    letter = letters[name]
    assert failing(letter) == set()
    spoilt = replace(letter, subject=letter.subject.replace(old, new), body=letter.body.replace(old, new))
    assert spoilt != letter, "the fault must change the letter"
    assert failing(spoilt) == seen_by


def test_a_text_message_of_three_segments_is_too_long(letters):
    letter = letters[ENGLISH]
    case = replace(letter.case, line={**letter.case.line, "channel": "sms"})
    assert score(replace(letter, case=case, body="x" * 307))["length.channel"] == "3 segments"
    assert [segments("x" * n) for n in (160, 161, 306, 307)] == [1, 2, 2, 3]
    assert [segments("请" * n) for n in (70, 71, 134, 135)] == [1, 2, 2, 3]
    assert (segments("€" * 80), segments("€" * 81)) == (1, 2)


def test_days_and_sums_are_read_in_every_usual_form():
    read = figures_of(
        "March 9, 2025, 9 Mar 2025, 2025年3月9日, 3月9日, 2025-03-09: NT$1,200 and US$ 5.50, 人民币 3.00 元"
    )
    assert [(d.year, d.month, d.day) for d in read.days] == [
        (2025, 3, 9), (2025, 3, 9), (2025, 3, 9), (2025, 3, 9), (None, 3, 9)
    ]  # fmt: skip
    assert [(n.currency, str(n.value)) for n in read.numbers] == [("TWD", "1200"), ("USD", "5.50"), ("CNY", "3.00")]


def test_a_run_is_kept_and_two_runs_are_compared_case_by_case(tmp_path, capsys):
    assert main(["run", "--only", "HK-0", "--out", str(tmp_path / "a")]) == 0
    told = json.loads((tmp_path / "a" / "summary.json").read_text(encoding="utf-8"))
    assert (told["cases"], told["done"], told["prompts"], "latency_ms" in told) == (120, 4, "", False)
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "summary.json").write_bytes((tmp_path / "a" / "summary.json").read_bytes())
    lines = (tmp_path / "a" / "records.jsonl").read_text(encoding="utf-8").splitlines()
    spoilt = json.loads(lines[2])
    spoilt["scores"]["money.exact"] = "missing: HKD 1.00"
    lines[2] = json.dumps(spoilt)
    (tmp_path / "b" / "records.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert list(compared(tmp_path / "a", tmp_path / "b")) == [
        f"worse   {spoilt['id']}: money.exact missing: HKD 1.00",
        "4 cases in both: 4 passed before, 3 after; p = 1.000 (exact McNemar)",
    ]
    assert next(compared(tmp_path / "b", tmp_path / "a")).startswith(f"better  {spoilt['id']}: ")
    capsys.readouterr()
    assert main(["compare", str(tmp_path / "a"), str(tmp_path / "nothing")]) == 2
    assert capsys.readouterr().err == f"{tmp_path / 'nothing'} is no run of this eval.\n"


def test_records_of_other_cases_are_not_compared(tmp_path):
    for name, suite in (("a", "1"), ("b", "2")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "summary.json").write_text(json.dumps({"suite": suite}), encoding="utf-8")
        (tmp_path / name / "records.jsonl").write_text("", encoding="utf-8")
    assert main(["compare", str(tmp_path / "a"), str(tmp_path / "b")]) == 2


def test_a_record_is_one_line(desk):
    (line,) = lines_of([written(desk, CASES[SIMPLIFIED], "composer")])
    assert "\n" not in line
    assert json.loads(line)["scores"]["money.exact"] == ""
