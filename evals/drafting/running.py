"""Has the cases written and scored, one record each, and sums the records up."""

import json
import math
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from typing import Any

from assistant.bootstrap import build_given_desk
from assistant.bootstrap.models import build_model_writer, prompt_folder
from assistant.domain.brief import Refusal
from assistant.domain.money import BILLING_DIGITS
from assistant.errors import TactfulError
from assistant.intake.given_task import task_from_line
from assistant.prompting import edited_prompts, fingerprint
from assistant.settings import Settings
from assistant.workflow.draft_given import GivenDesk, Written, draft_given
from evals.drafting.cases import EvalCase, suite_hash
from evals.drafting.figures import Sheet
from evals.drafting.scoring import Letter, score

# Why the composer wrote, where that says nothing against the prompts: the kind is always its own.
_COMPOSERS_OWN = "model_not_for_kind"
# What speaks against model or prompts. After anything else the model was not heard in time, and the case is not scored.
_HEARD = frozenset(
    {
        "blocked_by_guardrail",
        "model_answer_too_large",
        "model_answer_unreadable",
        "model_answer_unusable",
        "model_declined",
        "model_request_too_long",
        "model_request_unsafe",
    }
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """One case and what became of it; ``ended`` is model, repaired, composer or failed, ``why`` what went wrong then.

    ``scores`` say what is wrong by each measure, and are None where the case was not scored.
    """

    id: str
    language: str
    kind: str
    stage: str
    channel: str
    tone: str
    ended: str
    why: str
    verdict: str
    scores: Mapping[str, str] | None
    model: str
    tokens_in: int | None
    tokens_out: int | None
    ms: float
    subject: str
    body: str

    @property
    def failing(self) -> tuple[str, ...]:
        """The measures by which it fails."""
        return tuple(name for name, wrong in (self.scores or {}).items() if wrong)


def desk_of(settings: Settings) -> tuple[GivenDesk, str]:
    """What the cases are written with, and the fingerprint of the prompts, which need not be locked to be tried."""
    desk, prompts = build_given_desk(settings), edited_prompts(prompt_folder(settings))
    if not settings.model:
        return desk, ""
    composer = desk.writers["composer"]
    writer = cache(lambda: build_model_writer(settings, BILLING_DIGITS, composer(), prompts))
    return replace(desk, writers={**desk.writers, "model": writer}), fingerprint(prompts.by_id.values())


def written(desk: GivenDesk, case: EvalCase, writer: str) -> Record:
    """``case`` written by ``writer``, and scored."""
    begun = time.perf_counter()
    try:
        outcome: Written | Refusal | TactfulError = draft_given(desk, task_from_line({**case.line, "writer": writer}))
    except TactfulError as error:
        outcome = error
    ms = round((time.perf_counter() - begun) * 1000, 1)
    if not isinstance(outcome, Written):
        why = outcome.code if isinstance(outcome, TactfulError) else outcome.reason.code
        return _record(case, ended="failed", why=why, ms=ms)
    draft, grounds = outcome.draft, outcome.brief.grounds
    stamp = draft.stamp
    why = stamp.fallback.code if stamp.fallback else ""
    letter = Letter(
        case=case, subject=draft.subject, body=draft.body, sheet=Sheet(facts=grounds.facts, excerpts=grounds.excerpts)
    )
    scores = score(letter) if why in {"", _COMPOSERS_OWN} | _HEARD else None
    if scores is not None and writer == "model":
        scores["writer.model"] = why if stamp.writer != "model" and why != _COMPOSERS_OWN else ""
    return _record(
        case,
        ended=("repaired" if stamp.redrafted else "model") if stamp.writer == "model" else "composer",
        why=why,
        ms=ms,
        verdict=outcome.report.verdict.value,
        scores=scores,
        model=stamp.model,
        tokens_in=stamp.tokens_in,
        tokens_out=stamp.tokens_out,
        subject=draft.subject,
        body=draft.body,
    )


def summary(records: Sequence[Record], *, cases: int, writer: str, model: str, prompts: str) -> dict[str, Any]:
    """What the records come to; the same for the same letters, so times are told only where a model wrote them."""
    scored = [record for record in records if record.scores is not None]
    document: dict[str, Any] = {
        "suite": suite_hash(),
        "writer": writer,
        "model": model,
        "prompts": prompts,
        "cases": cases,
        "done": len(scored),
        "failed": sum(bool(record.failing) for record in scored),
        "failing": {record.id: list(record.failing) for record in scored if record.failing},
        "not_scored": {record.id: record.why for record in records if record.scores is None},
        "ended": dict(sorted(Counter(record.ended for record in records).items())),
        "scores": _by_measure(scored),
        "by_language": _by(scored, "language"),
        "by_kind": _by(scored, "kind"),
    }
    if writer == "model":
        document["tokens"] = {
            "in": sum(record.tokens_in or 0 for record in records),
            "out": sum(record.tokens_out or 0 for record in records),
        }
        times = sorted(record.ms for record in records)
        document["latency_ms"] = {"p50": _rank(times, 0.5), "p95": _rank(times, 0.95)}
    return document


def lines_of(records: Iterable[Record]) -> Iterator[str]:
    """Each record as one line of JSON."""
    for record in records:
        yield json.dumps(asdict(record), ensure_ascii=False)


def _record(case: EvalCase, *, ended: str, why: str, ms: float, **known: Any) -> Record:
    empty: dict[str, Any] = {
        "verdict": "", "scores": None, "model": "", "tokens_in": None, "tokens_out": None, "subject": "", "body": "",
    }  # fmt: skip
    line = case.line
    return Record(
        id=case.id,
        language=line["language"],
        kind=line["kind"],
        stage=case.stage,
        channel=line["channel"],
        tone=line["tone"],
        ended=ended,
        why=why,
        ms=ms,
        **{**empty, **known},
    )


def _by_measure(scored: Sequence[Record]) -> dict[str, dict[str, int]]:
    of: Counter[str] = Counter()
    passed: Counter[str] = Counter()
    for record in scored:
        for name, wrong in (record.scores or {}).items():
            of[name] += 1
            passed[name] += not wrong
    return {name: {"passed": passed[name], "of": of[name]} for name in sorted(of)}


def _by(scored: Sequence[Record], slice_: str) -> dict[str, dict[str, int]]:
    of = Counter(getattr(record, slice_) for record in scored)
    passed = Counter(getattr(record, slice_) for record in scored if not record.failing)
    return {name: {"passed": passed[name], "of": of[name]} for name in sorted(of)}


def _rank(times: Sequence[float], share: float) -> float:
    return times[max(math.ceil(share * len(times)) - 1, 0)] if times else 0.0
