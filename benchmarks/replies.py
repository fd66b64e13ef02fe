"""How replies are read: ``python -m benchmarks.replies [dev|test|fresh] [--missed]`` shows one split alone."""

import sys
import time
from collections.abc import Iterator, Sequence
from statistics import median

from assistant.domain.reading import Reading
from assistant.intake.replies import read_reply
from assistant.intake.replies.given import day_from, ledger_from
from evals.replies import SPLITS, EvalReply, load_replies, score


def run(splits: Sequence[str] = SPLITS, *, missed: bool = False) -> Iterator[str]:
    for split in splits:
        pairs, took = [], []
        for reply in load_replies(split):
            started = time.perf_counter()
            reading = read_reply(reply.text, day_from(reply.received), ledger_from(reply.record))
            took.append((time.perf_counter() - started) * 1000)
            pairs.append((reply, reading))
        yield f"replies {split}: {len(pairs)} replies of {len({reply.template for reply, _ in pairs})} templates"
        yield from figures(pairs, missed=missed)
        for language in sorted({reply.language for reply, _ in pairs}):
            yield by_language(language, [pair for pair in pairs if pair[0].language == language])
        yield f"  milliseconds, median       {median(took):.2f}"


def by_language(language: str, pairs: Sequence[tuple[EvalReply, Reading]]) -> str:
    scores = score(pairs)
    return (
        f"  {language:5} {len(pairs):4}: cause {scores.macro_f1:.3f}, promise date {scores.promise_date:.3f}, "
        f"proposal {scores.proposal_numbers:.3f}, injection {scores.injection_recall:.3f} "
        f"at {scores.injection_false_alarms:.3f}"
    )


def figures(pairs: Sequence[tuple[EvalReply, Reading]], *, missed: bool = False) -> Iterator[str]:
    scores = score(pairs)
    yield f"  primary cause, macro-F1    {scores.macro_f1:.3f}; target 0.75"
    yield f"  promise date, amount       {scores.promise_date:.3f} {scores.promise_amount:.3f}; target 0.85"
    yield f"  proposal with all numbers  {scores.proposal_numbers:.3f}; target 0.80"
    yield f"  dispute: part and invoice  {scores.dispute:.3f}"
    for name, (found, false) in scores.signs.items():
        yield f"  {name:26} found {found:.3f}, false alarms {false:.3f}"
    yield f"  quotes verbatim            {scores.verbatim:.3f}; target 1"
    if missed:
        yield from scores.missed


if __name__ == "__main__":
    for line in run([each for each in SPLITS if each in sys.argv[1:]] or SPLITS, missed="--missed" in sys.argv):
        print(line)
