"""Measures how replies are read, split by split: ``python -m benchmarks.replies [dev|test|fresh] [--missed]``."""

import sys
import time
from statistics import median

from assistant.intake.replies import read_reply
from assistant.intake.replies.given import day_from, ledger_from
from evals.replies import SPLITS, load_replies, score


def main() -> None:
    chosen = [split for split in SPLITS if split in sys.argv[1:]] or SPLITS
    for split in chosen:
        pairs, took = [], []
        for reply in load_replies(split):
            started = time.perf_counter()
            reading = read_reply(reply.text, day_from(reply.received), ledger_from(reply.record))
            took.append((time.perf_counter() - started) * 1000)
            pairs.append((reply, reading))
        scores = score(pairs)
        print(f"{split}: {len(pairs)} replies of {len({reply.group for reply, _ in pairs})} templates")
        print(f"  primary cause, macro-F1    {scores.macro_f1:.3f}")
        print(f"  promise date, amount       {scores.promise_date:.3f} {scores.promise_amount:.3f}")
        print(f"  proposal with all numbers  {scores.proposal_numbers:.3f}")
        print(f"  dispute: part and invoice  {scores.dispute:.3f}")
        for name, (recall, false) in scores.signs.items():
            print(f"  {name:26} {scores_of(recall, false)}")
        print(f"  quotes verbatim            {scores.verbatim:.3f}")
        print(f"  milliseconds, median       {median(took):.2f}")
        if "--missed" in sys.argv:
            print("\n".join(scores.missed))


def scores_of(recall: float, false: float) -> str:
    return f"found {recall:.3f}, false alarms {false:.3f}"


if __name__ == "__main__":
    main()
