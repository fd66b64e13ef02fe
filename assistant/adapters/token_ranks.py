"""Fetches tiktoken's ranks once, when a person asks for it: whole and proven, within a bounded time, or not at all."""

import hashlib
import threading
import time
import urllib.request
from http.client import HTTPException
from pathlib import Path
from queue import Empty, SimpleQueue

from assistant.adapters.output_files import write_new
from assistant.adapters.tokens import Ranks
from assistant.errors import RanksUnavailable

# The largest file of ranks has less than 4 MB.
_MOST_BYTES = 16 * 1024 * 1024
_PIECE = 1 << 16


def fetch_ranks(ranks: Ranks, folder: Path, *, seconds: float = 60.0) -> int:
    """Put the ranks into ``folder`` under the name by which tiktoken looks for them; the number of bytes.

    Raises RanksUnavailable after ``seconds`` at the latest, or when what came is not what tiktoken states, and
    WorkspaceUnusable when the folder cannot be written.
    """
    data = _download(ranks.url, seconds)
    if hashlib.sha256(data).hexdigest() != ranks.sha256:
        raise _unavailable(ranks.url, "something else came than was asked for")
    folder.mkdir(parents=True, exist_ok=True)
    write_new(folder / ranks.file_name, data, replace=True)
    return len(data)


def _download(url: str, seconds: float) -> bytes:
    """What is at ``url``, got in a thread that is left behind when the time is up: looking up a name has no bound."""
    outcomes: SimpleQueue[bytes | RanksUnavailable] = SimpleQueue()
    threading.Thread(target=lambda: outcomes.put(_got(url, seconds)), daemon=True).start()
    try:
        outcome = outcomes.get(timeout=seconds)
    except Empty:
        outcome = _too_long(url, seconds)
    if isinstance(outcome, RanksUnavailable):
        raise outcome
    return outcome


def _got(url: str, seconds: float) -> bytes | RanksUnavailable:
    ends = time.monotonic() + seconds
    data = bytearray()
    try:
        with urllib.request.urlopen(url, timeout=seconds) as answer:  # noqa: S310  (the addresses are ours)
            while piece := answer.read1(_PIECE):
                data += piece
                if len(data) > _MOST_BYTES:
                    return _unavailable(url, "more came than ranks ever have")
                if time.monotonic() > ends:
                    return _too_long(url, seconds)
    except (OSError, HTTPException) as error:
        problem = getattr(error, "reason", error)
        if isinstance(problem, TimeoutError):
            return _too_long(url, seconds)
        return _unavailable(url, str(problem or type(error).__name__))
    return bytes(data)


def _too_long(url: str, seconds: float) -> RanksUnavailable:
    return _unavailable(url, f"it took longer than {seconds:g} seconds")


def _unavailable(url: str, problem: str) -> RanksUnavailable:
    return RanksUnavailable(
        "ranks_unavailable",
        f"{url} cannot be fetched ({problem}); try again, or copy the file into tiktoken's cache folder by hand.",
        url=url,
        problem=problem,
    )
