"""A trained model is a file of arrays: whole or refused, the same score each time, and it can say what decided."""

import numpy as np
import pytest

from assistant.errors import BadKnowledge
from assistant.hashed_model import HashedModel, grams, load_model, place_of, places

SIZE = 4096


def a_model(**weights):
    """A model of one label, ``late``, with a weight for each n-gram given."""
    column = np.zeros((SIZE, 1), dtype=np.int8)
    for gram, weight in weights.items():
        column[place_of(gram, SIZE), 0] = weight
    return HashedModel(
        labels=("late",),
        weights=column,
        scale=np.array([0.1], dtype=np.float32),
        bias=np.array([-1.0], dtype=np.float32),
        slope=np.array([2.0], dtype=np.float32),
        trained_on="ab",
    )


def arrays(**changed):
    whole = {
        "form": np.array(1),
        "labels": np.array(["late", "paid"]),
        "weights": np.zeros((8, 2), dtype=np.int8),
        "scale": np.ones(2, dtype=np.float32),
        "bias": np.zeros(2, dtype=np.float32),
        "slope": np.ones(2, dtype=np.float32),
        "trained_on": np.array("ab"),
    }
    return {key: value for key, value in {**whole, **changed}.items() if value is not None}


def test_chinese_is_cut_into_characters_and_other_writing_into_words_and_letters():
    assert list(grams("下周付!")) == ["下", "周", "付", "下周", "周付", "下周付", "!"]
    assert list(grams("pay 50")) == [
        *("pay", "#", "pay #"),
        *("~^pa", "~pay", "~ay$", "~^pay", "~pay$", "~^pay$"),
        "~^#$",
    ]


def test_figures_are_alike_and_no_words_reach_across_a_comma():
    assert set(grams("pay 12,500.00")) == set(grams("pay 9"))
    assert "paid thanks" in set(grams("paid thanks"))
    assert "paid thanks" not in set(grams("paid, thanks"))


@pytest.mark.parametrize("text", ["下周付!", "pay 50, 请 thanks don't?", "", "，", "é à la carte 发票no. 7: ok"])
def test_the_places_of_a_text_are_those_of_its_ngrams(text):
    assert places(text, SIZE) == {place_of(gram, SIZE) for gram in grams(text)}


def test_the_odds_are_those_of_the_weights_that_the_words_fall_on():
    model = a_model(下周=40)
    assert model.odds(model.places("下周")) == {"late": pytest.approx(2 * (40 * 0.1 / 3**0.5 - 1))}
    assert model.odds(model.places("")) == {"late": pytest.approx(-2.0)}


def test_the_ngrams_that_carried_a_label_are_named_the_strongest_first():
    assert a_model(周=5, 下周=40, 付=-9).strongest("下周付", "late") == ("下周", "周")


def test_a_whole_file_is_loaded(tmp_path):
    np.savez_compressed(tmp_path / "model.npz", **arrays())
    model = load_model(tmp_path / "model.npz")
    assert (model.labels, model.trained_on) == (("late", "paid"), "ab")


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"form": np.array(2)}, "is not of form 1"),
        ({"slope": None}, "is not of form 1"),
        ({"more": np.zeros(1)}, "is not of form 1"),
        ({"weights": np.zeros((8, 2))}, "has weights of another kind"),
        ({"weights": np.zeros((8, 3), dtype=np.int8)}, "has weights of another size than its labels"),
        ({"bias": np.array([0.0, np.nan], dtype=np.float32)}, "has weights of another size than its labels"),
        ({"labels": np.array([{"late": 1}], dtype=object)}, "cannot be read"),
    ],
)
def test_a_file_that_is_not_whole_is_refused(tmp_path, changed, problem):
    np.savez_compressed(tmp_path / "model.npz", **arrays(**changed))
    with pytest.raises(BadKnowledge, match=problem):
        load_model(tmp_path / "model.npz")


@pytest.mark.parametrize("content", [None, b"", b"not an archive", b"PK\x03\x04 cut off"])
def test_a_file_that_is_missing_or_damaged_is_refused(tmp_path, content):
    if content is not None:
        (tmp_path / "model.npz").write_bytes(content)
    with pytest.raises(BadKnowledge, match=r"model\.npz cannot be read; restore the file, or train it anew"):
        load_model(tmp_path / "model.npz")
