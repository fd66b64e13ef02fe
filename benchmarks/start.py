"""How long ``tactful --help`` takes beside a bare interpreter. Target: at most three times as long, plus 150 ms."""

import sys
from collections.abc import Iterator

from benchmarks.timing import in_turns, p50, process


def run(rounds: int = 15) -> Iterator[str]:
    help_times, bare_times = in_turns(
        process([sys.executable, "-m", "assistant", "--help"]), process([sys.executable, "-c", "pass"]), rounds
    )
    ours, bare = p50(help_times), p50(bare_times)
    limit = 3 * bare + 150
    yield f"tactful --help: {ours:.0f} ms, bare python {bare:.0f} ms: {ours / limit:.2f} of the limit ({limit:.0f} ms)"
