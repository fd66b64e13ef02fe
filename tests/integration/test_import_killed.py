"""Kills imports at random moments: what is left is all of a file or nothing of it, and a log that is whole.

`make crash` kills 200 times on each database; here it is a few.
"""

import random
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from assistant.adapters.store import open_record
from assistant.domain.audit import first_broken
from tests.contract.conftest import DATABASES, empty_database
from tests.fakes.clock import FixedClock
from tests.integration.killing import KILLS, Commands, LedgerFile

CLOCK = FixedClock(datetime(2026, 6, 16, 8, 30, tzinfo=UTC))
KILLS_ON_ONE_RECORD = 10
INVOICES = 800


class Place:
    """A record that imports are killed on, and what is known to be in it."""

    def __init__(self, url: str, folder: Path, files: list[LedgerFile]) -> None:
        self.url, self.folder, self.files = url, folder, files
        self.finished: set[Path] = set()
        self.took = 0.0  # seconds of the last import that ended

    def do_import(self, commands: Commands, file: LedgerFile, *, kill_after: float | None = None) -> int:
        started = time.monotonic()
        code = commands.run(
            [["--workspace", str(self.folder), "import", "ledger", str(file.path)], self.url], kill_after=kill_after
        )
        assert code in (0, -9)
        if code == 0:
            self.took = time.monotonic() - started
            self.finished.add(file.path)
        return code

    def check(self) -> set[Path]:
        """Hold the record against what must be true at any moment; the files that are in it."""
        record = open_record(self.url, CLOCK)
        with closing(record), record.read() as tx:
            connection = tx._connection  # type: ignore[attr-defined]
            if connection.dialect.name == "sqlite":
                assert connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"
                assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
            entries = list(tx.audit_entries())
            assert first_broken(entries) is None
            inside = [file for file in self.files if file.stored(connection)]
            logged = {entry.subject for entry in entries if entry.event == "ledger_imported"}
            assert logged == {file.path.name for file in inside}
            figures = connection.execute(text("SELECT SUM(open_minor), SUM(open_items) FROM case_figures")).one()
            assert (figures[0] or 0) == sum(file.open_minor for file in inside)
            assert (figures[1] or 0) == sum(len(file.invoices) for file in inside)
        stored = {file.path for file in inside}
        assert stored >= self.finished  # what was acknowledged is there
        return stored


@pytest.fixture(scope="module")
def commands() -> Iterator[Commands]:
    made = Commands()
    yield made
    made.close()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[LedgerFile]:
    folder = tmp_path_factory.mktemp("ledgers")
    return [LedgerFile.make(folder, name, INVOICES) for name in ("A", "B", "C")]


@pytest.mark.parametrize("kind", DATABASES)
def test_an_import_that_is_killed_at_any_moment_leaves_all_of_a_file_or_nothing(
    kind: str, tmp_path: Path, commands: Commands, files: list[LedgerFile]
) -> None:
    chance = random.Random(20_260_616)
    left: Counter[str] = Counter()
    while left.total() < KILLS:
        # A record whose imports were all faster than their killer counts no kill, and makes way for another.
        folder = Path(tempfile.mkdtemp(dir=tmp_path))
        with empty_database(kind, folder) as url:
            place = Place(url, folder, files)
            place.do_import(commands, files[0])
            for _ in range(min(KILLS_ON_ONE_RECORD, KILLS - left.total())):
                before, file = place.check(), chance.choice(files)
                if place.do_import(commands, file, kill_after=chance.uniform(0, place.took)) == -9:
                    came = place.check() - before
                    left["nothing new" if not came else "all of the file"] += 1
            finish(place, commands)
    print(f"{kind}: {left.total()} kills left {dict(left)}")


def finish(place: Place, commands: Commands) -> None:
    """Import everything to the end, and once more, which changes nothing."""
    everything = {file.path for file in place.files}
    for _ in range(2):
        for file in place.files:
            assert place.do_import(commands, file) == 0
        assert place.check() == everything
