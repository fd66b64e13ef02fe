"""Puts two runs of the same suite beside each other, case by case."""

import json
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from assistant.errors import BadInput


def compared(before: Path, after: Path) -> Iterator[str]:
    """What turned from one run to the other, worst first, and whether that can be chance; raises BadInput.

    Only cases that both runs scored are compared; both must be of the same suite.
    """
    one, other = _read(before), _read(after)
    if one["suite"] != other["suite"]:
        raise BadInput("eval_suites_differ", f"{before} and {after} are runs of different cases.")
    scored = {
        name: (one_scores, other_scores)
        for name, one_scores in one["scores_of"].items()
        if one_scores is not None and (other_scores := other["scores_of"].get(name)) is not None
    }
    worse = {name: pair for name, pair in scored.items() if not _failing(pair[0]) and _failing(pair[1])}
    better = {name: pair for name, pair in scored.items() if _failing(pair[0]) and not _failing(pair[1])}
    for name, (_, now) in worse.items():
        yield f"worse   {name}: " + "; ".join(f"{measure} {wrong}" for measure, wrong in _failing(now).items())
    for name, (then, _) in better.items():
        yield f"better  {name}: " + "; ".join(f"{measure} {wrong}" for measure, wrong in _failing(then).items())
    passed = [sum(not _failing(pair[n]) for pair in scored.values()) for n in (0, 1)]
    chance = _chance(len(worse), len(better))
    yield f"{len(scored)} cases in both: {passed[0]} passed before, {passed[1]} after; p = {chance:.3f} (exact McNemar)"


def _read(run: Path) -> dict[str, Any]:
    try:
        document: dict[str, Any] = json.loads((run / "summary.json").read_text(encoding="utf-8"))
        records = [json.loads(line) for line in (run / "records.jsonl").read_text(encoding="utf-8").splitlines()]
        return {"suite": document["suite"], "scores_of": {record["id"]: record["scores"] for record in records}}
    except (OSError, ValueError, KeyError) as error:
        raise BadInput("eval_run_unreadable", f"{run} is no run of this eval.") from error


def _failing(scores: Mapping[str, str]) -> dict[str, str]:
    return {measure: wrong for measure, wrong in scores.items() if wrong}


def _chance(worse: int, better: int) -> float:
    """How likely so uneven a split of the cases that turned is, if either way were as likely as the other."""
    turned = worse + better
    tail = sum(math.comb(turned, k) for k in range(min(worse, better) + 1)) / 2**turned
    return min(2 * tail, 1.0)
