"""Runs a parser in a process of its own, so that a hostile file can neither hang nor fill nor crash this one.

The child limits its own memory and processor time before it loads any parser (`apart_child`), and gets no secret of
this process: its environment holds only what Python needs to start.
"""

import io
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import IO, Any

from assistant.adapters.apart_child import NO_MEMORY, TOLD
from assistant.errors import UnreadableFile

# What a parser is called, and where it is: ``parse(path, emit)`` calls ``emit`` with each JSON value of its result.
TASKS = {
    "workbook": "assistant.adapters.workbook:parse",
    "camt": "assistant.adapters.bank_statement:parse",
    "docx": "assistant.adapters.docx_text:parse",
    "pdf": "assistant.adapters.pdf_text:parse",
    "mail": "assistant.adapters.mail_text:parse",
}
_SOURCES = str(Path(__file__).parents[2])
_START = (
    "import sys; sys.path.append(sys.argv[1]); from assistant.adapters.apart_child import main; main(*sys.argv[2:])"
)
_INHERITED = {
    "PATH", "HOME", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH", "PYTHONHOME", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX", "VIRTUAL_ENV",
}  # fmt: skip
_LAST_WORDS = 20_000
_BLOCK = 1 << 18
_MOST_UNSERVED = 50.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Bounds:
    """Of one child: address space and output in bytes, processor time and waiting in seconds.

    Waiting does not count what a child spends ready to run on a machine that is busy with others.
    """

    memory: int = 200 * 1024 * 1024
    output: int = 200 * 1024 * 1024
    processor: int = 7
    wait: float = 8.0


def parse_apart(task: str, path: Path, bounds: Bounds | None = None) -> list[Any]:
    """Everything that the parser said about ``path``; raises UnreadableFile with one line that says why."""
    with parsed_apart(task, path, bounds) as lines:
        return [json.loads(line) for line in lines]


@contextmanager
def parsed_apart(task: str, path: Path, bounds: Bounds | None = None) -> Iterator[IO[str]]:
    """The parser's result as a file of JSON lines, for results that are too long to hold; raises UnreadableFile."""
    with (
        tempfile.TemporaryFile() as result,
        io.TextIOWrapper(result, encoding="utf-8", errors="surrogatepass") as lines,
    ):
        _run(task, path, result, bounds or Bounds())
        result.seek(0)
        yield lines


class Kept:
    """The parser's result in a file without a name, which is gone when nobody holds it any more."""

    def __init__(self, task: str, path: Path, bounds: Bounds | None = None) -> None:
        """Parse ``path``; raises UnreadableFile."""
        with tempfile.TemporaryFile() as result:
            _run(task, path, result, bounds or Bounds())
            self._file = os.dup(result.fileno())
        weakref.finalize(self, os.close, self._file)
        self.size = os.fstat(self._file).st_size

    def lines(self, first: int = 0, last: int | None = None) -> Iterator[bytes]:
        """The JSON lines between two places, in bytes, each with its end; several may read at the same time."""
        last = self.size if last is None else last
        held = b""
        while first < last:
            block = os.pread(self._file, min(_BLOCK, last - first), first)
            first += len(block)
            *lines, held = (held + block).splitlines(keepends=True)
            if held.endswith(b"\n"):
                lines, held = [*lines, held], b""
            yield from lines


def _run(task: str, path: Path, result: IO[bytes], bounds: Bounds) -> None:
    limits = f"{bounds.memory},{bounds.processor},{bounds.output}"
    command = [sys.executable, "-P", "-c", _START, _SOURCES, TASKS[task], str(path), limits]
    # What a parser prints in distress goes into a file too, which the child's own limits bound.
    with tempfile.TemporaryFile() as words:
        child = subprocess.Popen(  # noqa: S603  (this Python, and a parser from TASKS)
            command, stdin=subprocess.DEVNULL, stdout=result, stderr=words, env=_environment()
        )
        code = _ended(child, bounds.wait)
        if code is None:
            raise _too_slow(path)
        if code != 0:
            raise _why(code, _end_of(words), path)


def _ended(child: "subprocess.Popen[bytes]", wait: float) -> int | None:
    """How the child ended; None when it was ended after ``wait`` seconds, in which it could have run."""
    began, patience = time.monotonic(), wait
    try:
        while patience > 0:
            try:
                return child.wait(patience)
            except subprocess.TimeoutExpired:
                # On a busy machine a child waits for its turn, which is not its fault.
                patience = wait + min(_unserved(child.pid), _MOST_UNSERVED) - (time.monotonic() - began)
        return None
    finally:
        child.kill()
        child.wait()


def _unserved(process: int) -> float:
    """For how many seconds ``process`` was ready to run and had to wait for others; 0 where the system does not say."""
    try:
        return int(Path(f"/proc/{process}/schedstat").read_text().split()[1]) / 1e9
    except (OSError, ValueError, IndexError):
        return 0.0


def _environment() -> dict[str, str]:
    # Whatever a setting or a key is called, only what stands here is handed on.
    inherited = {name: value for name, value in os.environ.items() if name in _INHERITED}  # noqa: TID251
    # Several arenas of the C library would count as memory although nothing is in them.
    return inherited | {"MALLOC_ARENA_MAX": "1", "PYTHONIOENCODING": "utf-8:surrogatepass"}


def _end_of(words: IO[bytes]) -> str:
    length = words.seek(0, os.SEEK_END)
    words.seek(max(0, length - _LAST_WORDS))
    return words.read().decode("utf-8", errors="replace").strip()


def _why(code: int, last_words: str, path: Path) -> UnreadableFile:
    """What a child that ended with ``code`` died of; a damaged file when it broke without a word of its own."""
    last = last_words.rpartition("\n")[2]
    ended_by = signal.Signals(-code).name if code < 0 else ""
    told = _told(last) if code == TOLD else None
    if told:
        return told
    if ended_by == "SIGXCPU":
        return _too_slow(path)
    # SIGKILL is how the system itself makes room; a library in Rust says so before it gives up.
    starved = last.startswith("MemoryError") or "memory allocation of" in last_words
    if code == NO_MEMORY or ended_by in ("SIGXFSZ", "SIGKILL") or starved:
        message = f"{path.name} unpacks to far more than can be read; split it, or save only what is needed."
        return UnreadableFile("too_large", message, name=path.name)
    message = f"{path.name} is damaged and cannot be read; open it in its own program, save it again, and retry."
    return UnreadableFile("damaged_file", message, name=path.name)


def _told(line: str) -> UnreadableFile | None:
    try:
        error = SimpleNamespace(**json.loads(line))
        return UnreadableFile(error.code, error.message, **error.details)
    except (ValueError, TypeError, AttributeError):
        return None


def _too_slow(path: Path) -> UnreadableFile:
    message = f"{path.name} takes too long to read; it may be damaged or far too large, so split it or save it again."
    return UnreadableFile("takes_too_long", message, name=path.name)
