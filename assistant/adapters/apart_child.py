"""What the child process of `apart` may do: its memory and time are bounded, and it opens no connection.

It loads little before the parser itself, so that reading a small file costs little more than Python's own start.
"""

import json
import os
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import NoReturn

from assistant.errors import UnreadableFile

TOLD, NO_MEMORY = 3, 4
_BETWEEN_LOOKS = 0.02
_KIB = 1 if sys.platform == "darwin" else 1024  # the unit in which a system tells peak memory, in bytes
# Events of Python's own audit: what a parser has no business with.
_FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system", "os.startfile")


def main(target: str, path: str, limits: str) -> NoReturn:
    """Parse ``path`` by ``module:function`` and write what it emits as JSON lines; ends the process."""
    limit(*map(int, limits.split(",")))
    with os.fdopen(os.dup(1), "w", encoding="utf-8", errors="surrogatepass") as result:
        os.dup2(2, 1)  # what a library prints is no part of the result
        code = _parse(target, Path(path), result.write)
    sys.stderr.flush()
    os._exit(code)


def _parse(target: str, path: Path, write: Callable[[str], int]) -> int:
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    module, _, function = target.partition(":")
    try:
        getattr(import_module(module), function)(path, lambda value: write(encode(value) + "\n"))
    except UnreadableFile as error:
        told = {"code": error.code, "message": str(error), "details": dict(error.details)}
        print(json.dumps(told, default=str), file=sys.stderr)
        return TOLD
    except MemoryError:
        return NO_MEMORY
    return 0


def limit(memory: int, processor: int, output: int) -> None:
    """Bound this process: address space and written files in bytes, processor time in seconds; no way out."""
    sys.addaudithook(_refuse)
    try:
        import resource
    except ImportError:  # a system without limits of its own: only the parent's patience bounds the child
        return
    _set(resource.RLIMIT_CORE, 0)
    _set(resource.RLIMIT_CPU, processor, after=1)
    _let_writing_kill()
    _set(resource.RLIMIT_FSIZE, output)
    if not _set(getattr(resource, "RLIMIT_AS", None), memory):
        watch(memory)


def watch(memory: int) -> None:
    """End this process once its peak memory is above ``memory`` bytes, where the system bounds none (macOS)."""
    import resource
    import threading
    import time

    def look() -> None:
        while resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _KIB < memory:
            time.sleep(_BETWEEN_LOOKS)
        os._exit(NO_MEMORY)

    threading.Thread(target=look, daemon=True).start()


def _set(which: int | None, value: int, *, after: int = 0) -> bool:
    """Whether the system took the limit; ``after`` is how much later it kills outright."""
    import resource

    if which is None:
        return False
    try:
        resource.setrlimit(which, (value, value + after))
    except (ValueError, OSError):
        return False
    return True


def _let_writing_kill() -> None:
    """Python ignores the signal for too large a file; its default ends the process in a way that tells why."""
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)


def _refuse(event: str, _: object) -> None:
    if event.startswith(_FORBIDDEN):
        raise PermissionError(f"a parser may not do this: {event}")
