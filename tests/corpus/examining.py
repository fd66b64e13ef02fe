"""Examines one file of the corpus in a worker process: what comes of it, of the second run, and within which bounds."""

import multiprocessing
import os
import shutil
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path

from tests.corpus.all_files import corpus
from tests.corpus.entry import Entry
from tests.corpus.judging import faults, faults_of_the_second_run
from tests.corpus.running import (
    MOST_BYTES,
    MOST_SECONDS,
    Came,
    arguments,
    everything,
    run_forked,
    run_here,
    stored,
    words,
)
from tests.swiftly import run_swiftly


def prepare(folder: str) -> None:
    """A worker takes nothing from the machine's own settings, loads the program once, and keeps to ``folder``."""
    tempfile.tempdir = folder
    for name in [name for name in os.environ if name.startswith("TACTFUL_")]:
        del os.environ[name]
    run_swiftly()
    _template(())


def examine(entry_id: str) -> list[str]:
    """Everything that is wrong with what came of a file, in words."""
    entry = next(entry for entry in corpus() if entry.id == entry_id)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        workspace = shutil.copytree(_template(entry.before), folder / "workspace")
        (folder / "files").mkdir()
        path = _written(entry, folder / "files")
        return _heavy(entry, path, workspace, folder) if entry.heavy else _light(entry, path, workspace)


def examine_apart(entry_id: str) -> list[str]:
    """The same in a copy of this process: what one file took must not count for the next."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("fork")) as once:
        return once.submit(examine, entry_id).result()


def _written(entry: Entry, folder: Path) -> Path:
    """The file, made in a process of its own where it is large: what that took must not count for what reads it."""
    if not entry.heavy:
        return entry.write(folder)
    pid = os.fork()
    if pid == 0:
        try:
            entry.write(folder)
        finally:
            os._exit(0 if os.path.lexists(folder / entry.name) else 1)
    assert os.waitpid(pid, 0)[1] == 0
    return folder / entry.name


def _light(entry: Entry, path: Path, workspace: Path) -> list[str]:
    found = faults(entry, run_here(arguments(entry, path), workspace), workspace)
    after = stored(workspace)
    found += faults_of_the_second_run(entry, run_here(arguments(entry, path), workspace))
    found += [] if stored(workspace) == after else ["the second run changed the record"]
    return [*found, "a lost character is stored"] if "\ufffd" in everything(workspace) else found


def _heavy(entry: Entry, path: Path, workspace: Path, folder: Path) -> list[str]:
    came = run_forked(arguments(entry, path), workspace, folder)
    found = [*faults(entry, came, workspace), *_beyond_bounds(came)]
    if came.document.get("accepted"):
        found += faults_of_the_second_run(entry, run_forked(arguments(entry, path), workspace, folder))
    return found


def _beyond_bounds(came: Came) -> list[str]:
    # The processor's time and not the clock's: a machine that is busy with other work must not fail the test.
    slow = [f"took {came.processor:.1f} s of the processor"] if came.processor > MOST_SECONDS else []
    return [*slow, f"took {came.memory >> 20} MB"] if came.memory > MOST_BYTES else slow


@cache
def _template(before: tuple[tuple[str, str, bytes, tuple[str, ...]], ...]) -> Path:
    """A workspace in which the files of ``before`` have been imported."""
    folder = Path(tempfile.mkdtemp(prefix="corpus-"))
    workspace = folder / "workspace"
    run_here(["audit", "verify"], workspace)
    for command, name, content, options in before:
        path = folder / name
        path.write_bytes(content)
        came = run_here(words(command, path, options), workspace)
        assert came.exit_code == 0, came
    return workspace


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        prepare(place)
        for each in corpus():
            if any(part in each.id for part in sys.argv[1:] or [""]):
                print(each.id, *examine(each.id) or ["as expected"], sep="\n    ")
