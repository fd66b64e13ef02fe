"""Trains a `HashedModel`: one logistic regression per label on hashed n-grams, its odds calibrated on folds.

Needs scikit-learn, which the product does not; the same data and version of it give the same file.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from assistant.hashed_model import FORM, HashedModel, places

SIZE = 1 << 16
Solver: TypeAlias = Literal["lbfgs", "liblinear"]
_FOLDS = 5
_STRENGTH = 10.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Example:
    """Folded words, and for each label that is known here whether they say it; ``group`` must not be torn apart.

    ``whole`` tells that they are all that was written, not a piece of it.
    """

    words: str
    says: Mapping[str, bool]
    group: str
    weight: float = 1.0
    whole: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Trained:
    """A label's weights, and the calibrated odds that models of other folds gave to its whole replies."""

    weights: NDArray[np.float64]
    bias: float
    slope: float
    left_out: dict[int, float]


def matrix(rows: Sequence[Example], size: int = SIZE) -> csr_matrix:
    """A row of unit length for each example, with its distinct n-grams at their places."""
    at, values, ends = [], [], [0]
    for row in rows:
        own = sorted(places(row.words, size))
        at += own
        values += [max(1, len(own)) ** -0.5] * len(own)
        ends.append(len(at))
    return csr_matrix((values, at, ends), shape=(len(rows), size))


def train(rows: Sequence[Example], given: csr_matrix, label: str, solver: Solver = "lbfgs") -> Trained:
    """The model of one label from the rows that tell about it; ``liblinear`` takes a tenth of the time for many."""
    told = np.array([n for n, row in enumerate(rows) if label in row.says])
    target = np.array([rows[n].says[label] for n in told])
    weight = np.array([rows[n].weight for n in told])
    groups = [rows[n].group for n in told]
    raw = np.zeros(len(told))
    for fit, held in GroupKFold(_FOLDS).split(told, target, groups):
        raw[held] = _fit(given[told[fit]], target[fit], weight[fit], solver).decision_function(given[told[held]])
    whole = np.array([rows[n].weight == 1.0 for n in told])
    straight = LogisticRegression(C=1e4).fit(raw[whole, None], target[whole])
    slope, shift = float(straight.coef_[0, 0]), float(straight.intercept_[0])
    model = _fit(given[told], target, weight, solver)
    odds = dict(zip(told[whole].tolist(), (raw[whole] * slope + shift).tolist(), strict=True))
    return Trained(
        weights=model.coef_[0], bias=float(model.intercept_[0]) + shift / slope, slope=slope, left_out=odds
    )  # fmt: skip


def _fit(
    given: csr_matrix, target: NDArray[np.bool_], weight: NDArray[np.float64], solver: Solver
) -> LogisticRegression:
    model = LogisticRegression(
        C=_STRENGTH,
        class_weight="balanced",
        max_iter=1000 if solver == "liblinear" else 400,
        solver=solver,
        dual=solver == "liblinear",
        random_state=0,
    )
    return model.fit(given, target, sample_weight=weight)


def model_of(trained: Mapping[str, Trained], trained_on: str) -> HashedModel:
    """The models of all labels as one, their weights in 255 steps."""
    columns = np.stack([each.weights for each in trained.values()], axis=1)
    scale = np.abs(columns).max(axis=0) / 127
    return HashedModel(
        labels=tuple(trained),
        weights=np.round(columns / scale).astype(np.int8),
        scale=scale.astype(np.float32),
        bias=np.array([each.bias for each in trained.values()], dtype=np.float32),
        slope=np.array([each.slope for each in trained.values()], dtype=np.float32),
        trained_on=trained_on,
    )


def save(path: Path, model: HashedModel) -> None:
    """Write ``model`` as one file of arrays."""
    np.savez_compressed(
        path,
        form=np.array(FORM),
        labels=np.array(model.labels),
        weights=model.weights,
        scale=model.scale,
        bias=model.bias,
        slope=model.slope,
        trained_on=np.array(model.trained_on),
    )
