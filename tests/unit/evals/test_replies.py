"""The evaluation set of replies is whole, and the reader reaches on the replies it is tuned on what it is held to."""

import json

import pytest

from assistant.errors import BadKnowledge
from assistant.intake.replies import read_reply
from assistant.intake.replies.given import day_from, ledger_from
from assistant.intake.replies.opinion import shipped_model
from evals.replies import SPLITS, load_replies, score
from evals.replies.examples import SPLITS as TRAINING
from evals.replies.examples import fingerprint
from evals.replies.fill import lines
from evals.replies.sentences import load_sentences


def read(split):
    return [(r, read_reply(r.text, day_from(r.received), ledger_from(r.record))) for r in load_replies(split)]


def test_the_training_replies_are_read_as_well_as_they_were_and_every_quote_stands_in_its_reply():
    scores = score([*read("dev"), *read("written")])
    assert scores.verbatim == 1
    assert scores.macro_f1 >= 0.95, scores.missed
    assert scores.promise_date >= 0.80, scores.missed
    assert scores.promise_amount >= 0.75, scores.missed
    assert scores.proposal_numbers >= 0.70, scores.missed
    assert scores.injection_recall >= 0.97, scores.missed
    assert scores.injection_false_alarms <= 0.01, scores.missed


@pytest.mark.parametrize("split", SPLITS)
def test_every_quote_of_every_reply_is_verbatim(split):
    assert score(read(split)).verbatim == 1


def test_no_template_is_in_two_splits_and_no_reply_comes_twice():
    groups = {split: {reply.template for reply in load_replies(split)} for split in SPLITS}
    assert sum(len(each) for each in groups.values()) == len(set().union(*groups.values()))
    ids = [reply.id for split in SPLITS for reply in load_replies(split)]
    assert len(ids) == len(set(ids))
    assert len(load_replies("test")) + len(load_replies("held")) >= 600


def test_the_model_was_trained_on_what_is_here_and_on_nothing_that_it_is_measured_by():
    assert shipped_model().trained_on == fingerprint(), "the training data changed: python -m evals.replies.training"
    assert not {"test", "held"} & set(TRAINING)


def test_no_single_sentence_is_one_of_the_replies_that_are_measured_by():
    measured = {reply.text.strip() for split in ("test", "held") for reply in load_replies(split)}
    shared = measured & {each.text for each in load_sentences()}
    assert shared == set()


def test_the_files_are_what_filling_the_templates_gives():
    made = [line for split, line in lines() if split == "dev"]
    assert [line["text"] for line in made] == [reply.text for reply in load_replies("dev")]


def test_a_key_that_nobody_knows_is_refused(tmp_path):
    line = {"id": "x", "group": "x", "text": "", "received": "2025-01-01", "labels": {}, "hint": 1}
    (tmp_path / "dev.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    with pytest.raises(BadKnowledge, match="line 1"):
        load_replies("dev", tmp_path)
