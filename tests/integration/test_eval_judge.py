"""``python -m evals.judging`` against an endpoint on the loopback."""

import json
import re

import pytest

from evals.judging.__main__ import main
from evals.judging.gold import gold
from tests.fakes.model_server import ModelServer, fails, says

pytestmark = pytest.mark.usefixtures("closed_models")


def as_the_gold_does(messages):
    """The gold's own grade of the letter in the question, but one more for two English letters."""
    letters = {"".join(it.text.split()): it for it in gold()}
    fenced = re.findall(r"<<<\w+ \w+\n(.*?)\n\w+ \w+>>>", messages[1].content, re.DOTALL)
    found = [next(it for text, it in letters.items() if "".join(each.split()).startswith(text)) for each in fenced]
    if len(found) == 2:
        one, other = (it.force for it in found)
        return json.dumps({"firmer": "first" if one > other else "second" if one < other else "same"})
    (it,) = found
    force = 1 if it.id in ("t01-en", "t02-en") else it.force
    return json.dumps(
        {"force": force, "register": it.register, "good_faith": it.good_faith, "quote": it.text[:12]},
        ensure_ascii=False,
    )


def test_the_report_tells_agreement_by_language_and_what_sways_the_judge(monkeypatch, capsys):
    with ModelServer(says(as_the_gold_does)) as server:
        monkeypatch.setenv("TACTFUL_EVAL_MODEL", "judge-1")
        monkeypatch.setenv("TACTFUL_EVAL_BASE_URL", server.url)
        monkeypatch.setenv("TACTFUL_API_KEY", "sk-of-the-writer")
        assert main([]) == 0
        asked = server.asked

    assert capsys.readouterr().out == (
        "judge: judge-1, judge_tone@1; 90 letters, 30 contents\n"
        "language  letters  unjudged  force (quadratic kappa)  register  good faith  harsher than asked\n"
        "zh-Hans        30         0    1.00 (1.00 to 1.00)      1.00        1.00  8 of 8 found\n"
        "zh-Hant        30         0    1.00 (1.00 to 1.00)      1.00        1.00  8 of 8 found\n"
        "en             30         0    0.97 (0.92 to 1.00)      1.00        1.00  8 of 8 found\n"
        "another level in another language: 4 of 60\n"
        "another level when longer by neutral sentences: 0 of 90\n"
        "another answer when two letters change places, zh-Hans: 0 of 29\n"
        "another answer when two letters change places, zh-Hant: 0 of 29\n"
        "another answer when two letters change places, en: 0 of 29\n"
    )
    assert len(asked) == 90 + 90 + 2 * 3 * 29
    assert not [each for each in asked if "sk-of-the-writer" in str(each.headers)]


def test_a_judge_that_fails_has_graded_nothing(monkeypatch, capsys):
    with ModelServer(fails(401)) as server:
        monkeypatch.setenv("TACTFUL_EVAL_MODEL", "judge-1")
        monkeypatch.setenv("TACTFUL_EVAL_BASE_URL", server.url)
        monkeypatch.setenv("TACTFUL_EVAL_API_KEY", "sk-1")
        assert main([]) == 0

    assert "en             30        30       - (-           )         -           -  0 of 0 found  advisory\n" in (
        capsys.readouterr().out
    )


def test_without_the_setting_it_says_which_one_is_missing(capsys):
    assert main([]) == 4
    assert capsys.readouterr().err == "No model is set up as judge of evals; name one with TACTFUL_EVAL_MODEL.\n"


def test_the_letters_of_a_run_are_graded_as_advice(monkeypatch, capsys, tmp_path):
    records = [
        {"id": "en-GB-01-payment_reminder", "subject": "Invoice", "body": "Pay by Friday or our lawyers take over."},
        {"id": "en-US-02-payment_reminder", "subject": "", "body": ""},
    ]
    (tmp_path / "records.jsonl").write_text("".join(f"{json.dumps(each)}\n" for each in records), encoding="utf-8")
    grade = {"force": 3, "register": "plain", "good_faith": "open", "quote": "our lawyers take over"}
    with ModelServer(says(json.dumps(grade))) as server:
        monkeypatch.setenv("TACTFUL_EVAL_MODEL", "judge-1")
        monkeypatch.setenv("TACTFUL_EVAL_BASE_URL", server.url)
        assert main([str(tmp_path)]) == 0
        assert len(server.asked) == 1
        assert main([str(tmp_path / "nothing")]) == 2

    told = capsys.readouterr()
    assert told.out == (
        "judge: judge-1, judge_tone@1; advice only, no score of the run counts it\n"
        "language  letters  unjudged  as asked  harsher  softer\n"
        "zh-Hans         0         0         0        0       0\n"
        "zh-Hant         0         0         0        0       0\n"
        "en              1         0         0        1       0\n"
        "en-GB-01-payment_reminder: harsher than friendly: “our lawyers take over”\n"
    )
    assert told.err == f"{tmp_path / 'nothing'} holds no run of today's cases; make one with evals.drafting.\n"
