"""The clause model alone asks a person to look; beside a sign it blocks; where a rule knows better, it is still."""

from dataclasses import replace
from shutil import copytree

import numpy as np
import pytest

from assistant.domain.finding import Engine, Severity, Verdict
from assistant.guardrail import Checker, load_rules
from assistant.guardrail.wording import wording
from assistant.hashed_model import HashedModel, load_model, place_of
from assistant.knowledge import shipped
from evals.guardrail.clauses import CATEGORIES
from evals.guardrail.examples import fingerprint
from evals.linear import save
from tests.unit.guardrail.wordings import shipped_rules

SIZE = 1 << 12


@pytest.fixture
def believing(tmp_path):
    """A checker whose clause model believes of sentences with ``gram`` that they belong to ``category``, surely or not."""

    def make(gram, category="H", *, odds=6.0, rules=None):
        labels = ("bad", "injection", *CATEGORIES)
        weights = np.zeros((SIZE, len(labels)), dtype=np.int8)
        for label in ("bad", category):
            weights[place_of(gram, SIZE), labels.index(label)] = 100
        model = HashedModel(
            labels=labels,
            weights=weights,
            scale=np.ones(len(labels), dtype=np.float32),
            bias=np.full(len(labels), -0.1, dtype=np.float32),
            slope=np.full(len(labels), odds / 100, dtype=np.float32) * 8,
            trained_on="",
        )
        path = tmp_path / f"{gram}.npz"
        save(path, model)
        rules = rules or shipped_rules()
        return Checker(replace(rules, model=replace(rules.model, path=path)), checks=(wording,))

    return make


def rules_with_sign(rule):
    rules = shipped_rules()
    return replace(rules, rules=tuple(replace(r, sign=True) if r.id == rule else r for r in rules.rules))


def test_what_no_rule_knows_is_shown_to_a_reviewer_at_its_sentence(believing):
    text = "Dear Ms Tan,\nThe weather on your ledger has turned. Please pay by Friday."
    report = believing("weather", "H").check(text)
    (found,) = report.findings
    assert (found.rule, found.category, found.severity, found.engine) == (
        "model.accusation",
        "H",
        Severity.REVIEW,
        Engine.MODEL,
    )
    assert found.excerpt == text[found.start : found.end] == "The weather on your ledger has turned."
    assert 0.9 <= found.score <= 1.0
    assert report.verdict is Verdict.REVIEW


def test_a_doubtful_opinion_says_nothing(believing):
    assert believing("weather", odds=0.1).check("The weather on your ledger has turned.").findings == ()


def test_a_sign_blocks_only_in_a_sentence_that_the_model_finds_wrong_as_well(believing):
    rules = rules_with_sign("violence.bodily-harm")
    text = "The weather is fine. We will break your legs."
    assert believing("weather", rules=rules).check("We will break your legs.").verdict is Verdict.PASS
    assert "violence.bodily-harm" not in {f.rule for f in believing("weather", rules=rules).check(text).findings}
    assert believing("legs", rules=rules).check(text).verdict is Verdict.BLOCK


def test_the_model_is_not_asked_again_about_words_that_a_rule_cleared(believing):
    text = "We will never tell your suppliers."
    assert believing("suppliers").check(text).findings == ()
    assert [f.rule for f in believing("legs").check("The table rests on four legs today.").findings] == [
        "model.accusation"
    ]


@pytest.mark.parametrize("text", ["Ray Weather", "weather 12", "Weather Ltd."])
def test_a_name_or_a_heading_says_too_little_to_be_judged(believing, text):
    assert believing("weather").check(text).findings == ()


def test_a_model_that_cannot_be_read_is_an_error_and_never_a_pass(tmp_path):
    path = tmp_path / "model.npz"
    path.write_bytes(b"not a model")
    rules = shipped_rules()
    report = Checker(replace(rules, model=replace(rules.model, path=path))).check("We hope that you are well today.")
    assert report.verdict is Verdict.ERROR
    assert report.errors == ("wording",)


def test_the_shipped_model_has_learnt_from_the_clauses_as_they_are():
    assert load_model(shipped_rules().model.path).trained_on == fingerprint()


def test_the_rule_set_is_another_one_when_its_model_changes(tmp_path):
    copytree(shipped("knowledge"), tmp_path / "knowledge")
    folder = tmp_path / "knowledge" / "guardrail"
    before = load_rules(folder).version
    (folder / "model.npz").write_bytes(b"another")
    assert load_rules(folder).version != before
