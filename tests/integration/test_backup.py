"""Backups and restoring: every value comes back, on either database, while others write, and after a crash."""

import stat
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from assistant.adapters.backup_file import BackupFile
from assistant.adapters.store import open_record
from assistant.adapters.store.copying import lines_of, tables_in
from assistant.adapters.store.engine import open_engine, writing
from assistant.adapters.store.revision import HEAD, upgrade_to
from assistant.domain.audit import chained, first_broken
from assistant.errors import BadInput, Refused
from tests.backups import (
    CLOCK,
    NOW,
    backed_up,
    contents,
    fill,
    members_of,
    told_anew,
    with_manifest,
    write_sealed,
)
from tests.contract.conftest import DATABASES, POSTGRES, empty_database
from tests.contract.things import a_customer, an_invoice

ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The workspace that is backed up: a released mail, a letter, its own file, and things that stay behind."""
    made = tmp_path / "old"
    (made / "outbox").mkdir(parents=True)
    (made / "index").mkdir()
    (made / "policies").mkdir()
    (made / "guardrail").mkdir()
    kept = ("guardrail/words.yaml", "outbox/M-0001.v1.eml", "outbox/信.v2.txt", "policies/dunning.yaml", "prices.yaml")
    for name in (
        *kept,
        "outbox/notes.bak",
        "outbox/M-9.eml.part",
        "index/a.bin",
        "policies/draft.yaml",
        "guardrail/notes.txt",
    ):
        (made / name).write_bytes(f"content of {name}\r\n".encode())
    (made / "workspace.yaml").write_text("sample: false\n", encoding="utf-8")
    (made / "outbox" / "link.eml").symlink_to("/etc/hostname")
    return made


@pytest.fixture
def databases(tmp_path: Path) -> Iterator["Databases"]:
    with ExitStack() as stack:
        yield Databases(tmp_path, stack)


class Databases:
    """Makes empty databases of either kind, each in a place of its own."""

    def __init__(self, tmp_path: Path, stack: ExitStack) -> None:
        self._tmp_path, self._stack, self._count = tmp_path, stack, 0

    def new(self, kind: str) -> str:
        self._count += 1
        place = self._tmp_path / f"database{self._count}"
        place.mkdir()
        return self._stack.enter_context(empty_database(kind, place))


def a_folder(tmp_path: Path, name: str = "new") -> Path:
    (tmp_path / name).mkdir()
    return tmp_path / name


# there and back
@pytest.mark.parametrize("first", DATABASES)
@pytest.mark.parametrize("second", DATABASES)
def test_every_row_of_every_table_comes_back_as_it_was(databases, folder, tmp_path, first, second):
    source, target, home = databases.new(first), databases.new(second), databases.new(first)
    fill(source)
    before = contents(source)
    assert [table for table, lines in before.items() if len(lines) < 2] == []
    BackupFile(target, a_folder(tmp_path), CLOCK).restore(backed_up(source, folder))
    assert contents(target) == before
    BackupFile(home, a_folder(tmp_path, "home"), CLOCK).restore(backed_up(target, tmp_path / "new"))
    assert contents(home) == before


@pytest.mark.parametrize("kind", DATABASES)
def test_the_restored_record_goes_on_where_the_other_stood(databases, folder, tmp_path, kind):
    source, target = databases.new(kind), databases.new(kind)
    fill(source)
    BackupFile(target, a_folder(tmp_path), CLOCK).restore(backed_up(source, folder))
    record = open_record(target, CLOCK)
    with record.begin() as tx:
        assert tx.next_id("M") == "M-0002"
        tx.note_sign_in("ann", "127.0.0.1", NOW, True)
        tx.save_invoice(an_invoice("INV-1002", amount="5.00"))
        tx.audit("ann", "noted", "after")
        entries = list(tx.audit_entries())
    record.close()
    assert [entry.seq for entry in entries] == [1, 2, 3]
    assert first_broken(entries) is None
    assert len(contents(target)["sign_ins"]) == 3


def test_the_workspaces_own_files_come_along_and_nothing_else_does(databases, folder, tmp_path):
    source, target = databases.new("sqlite"), databases.new("sqlite")
    fill(source)
    new = a_folder(tmp_path)
    backup = BackupFile(target, new, CLOCK).restore(backed_up(source, folder))
    assert backup.files == 6
    names = sorted(path.relative_to(new).as_posix() for path in new.rglob("*") if path.is_file())
    assert names == [
        "guardrail/words.yaml",
        "outbox/M-0001.v1.eml",
        "outbox/信.v2.txt",
        "policies/dunning.yaml",
        "prices.yaml",
        "workspace.yaml",
    ]
    assert (new / "outbox/信.v2.txt").read_bytes() == b"content of outbox/\xe4\xbf\xa1.v2.txt\r\n"


def test_a_backup_says_what_is_in_it(databases, folder):
    source = databases.new("sqlite")
    fill(source)
    path = folder / "backup.zip"
    backup = BackupFile(source, folder, CLOCK).write(path, at=NOW)
    record = open_record(source, CLOCK)
    with record.read() as tx:
        last = list(tx.audit_entries())[-1]
    record.close()
    assert (backup.made, backup.revision, backup.rows["invoices"], backup.files) == (NOW, HEAD, 3, 6)
    assert (backup.head.seq, backup.head.hash) == (2, last.hash)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert archive.read("tables/counters.jsonl") == b'["name","value"]\n["message",1]\n'


def test_the_same_record_at_the_same_moment_gives_the_same_bytes(databases, folder):
    source = databases.new("sqlite")
    fill(source)
    first = BackupFile(source, folder, CLOCK).write(folder / "a.zip", at=NOW)
    assert BackupFile(source, folder, CLOCK).write(folder / "b.zip", at=NOW).digest == first.digest


def test_an_empty_record_can_be_backed_up_and_restored(databases, tmp_path):
    source, target = databases.new("sqlite"), databases.new("sqlite")
    old = a_folder(tmp_path, "old")
    backup = BackupFile(target, a_folder(tmp_path), CLOCK).restore(backed_up(source, old))
    assert (sum(backup.rows.values()), backup.head.seq, backup.files) == (0, 0, 0)


def test_a_file_of_that_name_stays_unless_it_is_to_be_replaced(databases, folder):
    source = databases.new("sqlite")
    fill(source)
    path = folder / "backup.zip"
    path.write_bytes(b"mine")
    with pytest.raises(BadInput, match="is there already"):
        BackupFile(source, folder, CLOCK).write(path, at=NOW)
    assert path.read_bytes() == b"mine"
    BackupFile(source, folder, CLOCK).write(path, at=NOW, replace=True)
    assert zipfile.is_zipfile(path)


# where it may go
@pytest.mark.parametrize("kind", DATABASES)
def test_a_record_that_holds_anything_is_left_alone(databases, folder, tmp_path, kind):
    source, target = databases.new("sqlite"), databases.new(kind)
    fill(source)
    record = open_record(target, CLOCK)
    with record.begin() as tx:
        tx.save_customer(a_customer("MINE"))
    record.close()
    before = contents(target)
    new = a_folder(tmp_path)
    with pytest.raises(Refused, match="holds data already; restore into a new workspace") as refused:
        BackupFile(target, new, CLOCK).restore(backed_up(source, folder))
    assert refused.value.code == "record_not_empty"
    assert contents(target) == before
    assert list(new.iterdir()) == []


def test_a_file_in_the_way_is_named_and_nothing_is_restored(databases, folder, tmp_path):
    source, target = databases.new("sqlite"), databases.new("sqlite")
    fill(source)
    new = a_folder(tmp_path)
    (new / "workspace.yaml").write_text("sample: true\n", encoding="utf-8")
    with pytest.raises(Refused, match="is there already and differs") as refused:
        BackupFile(target, new, CLOCK).restore(backed_up(source, folder))
    assert refused.value.code == "restore_in_the_way"
    assert all(len(lines) == 1 for lines in contents(target).values())


def test_the_head_that_was_kept_shows_a_log_whose_end_was_cut(databases, folder, tmp_path):
    source, target = databases.new("sqlite"), databases.new("sqlite")
    fill(source)
    kept = BackupFile(source, folder, CLOCK).write(folder / "whole.zip", at=NOW).head
    members = members_of(folder / "whole.zip")
    log = members["tables/audit.jsonl"].splitlines(keepends=True)
    members["tables/audit.jsonl"] = b"".join(log[:-1])
    first = contents(source)["audit"][1]
    head = {"seq": 1, "hash": first.decode().rstrip("]\n\r").rpartition('"')[0].rpartition('"')[2]}
    cut = write_sealed(tmp_path / "cut.zip", with_manifest(told_anew(members), audit=head))
    new = a_folder(tmp_path)
    with pytest.raises(Refused) as refused:
        BackupFile(target, new, CLOCK).restore(cut, head=kept.hash)
    assert refused.value.code == "backup_other_head"
    assert BackupFile(target, new, CLOCK).restore(folder / "whole.zip", head=kept.hash).head == kept


# older programs
def test_a_backup_of_an_older_revision_is_brought_up_to_date(databases, tmp_path):
    old, target = databases.new("sqlite"), databases.new("postgresql" if POSTGRES else "sqlite")
    engine = open_engine(old)
    entry = chained(previous=None, at=NOW, actor="ann", event="noted", subject="HK02")
    with writing(engine.connect()) as connection, connection.begin():
        upgrade_to(connection, "0001")
        for sql in (
            "INSERT INTO customers VALUES ('HK02', '藍棠', 'null', 'zh-Hant', 'HK', 'Asia/Hong_Kong', 'key', 2018)",
            "INSERT INTO invoices VALUES ('HK02', 'I-1', 8640000, 'HKD', '2026-04-20', '2026-05-20', 'C', '', '', '')",
            "INSERT INTO ledger_stamps VALUES (1, '2026-06-16 04:00:00.000000', 'july.csv')",
        ):
            connection.execute(text(sql))
        connection.execute(
            text("INSERT INTO audit VALUES (1, :at, 'ann', 'noted', 'HK02', 0, '{}', :previous, :hash)"),
            {"at": entry.at.isoformat(), "previous": entry.previous, "hash": entry.hash},
        )
        members = {f"tables/{t.name}.jsonl": b"".join(lines_of(connection, t)) for t in tables_in(connection)}
    engine.dispose()
    manifest = (
        b'{"format": 1, "program": "0.1.0", "revision": "0001", "made": "2026-06-16T08:30:00Z",'
        b' "audit": {"seq": 1, "hash": "%s"}, "members": []}' % entry.hash.encode()
    )
    path = write_sealed(tmp_path / "old.zip", told_anew(members | {"manifest.json": manifest}))
    backup = BackupFile(target, a_folder(tmp_path), CLOCK).restore(path)
    assert (backup.revision, backup.rows["invoices"]) == ("0001", 1)
    record = open_record(target, CLOCK)
    with record.read() as tx:
        account = tx.account("HK02", "HKD")
        [stamp] = tx.stamps()
        assert list(tx.audit_entries()) == [entry]
    record.close()
    assert str(account.invoices[0].amount) == "HKD 86,400.00"
    assert stamp.source == "july.csv"


# others at work
@pytest.mark.parametrize("kind", DATABASES)
def test_a_backup_is_of_one_moment_while_another_writes(databases, tmp_path, kind):
    source = databases.new(kind)
    record = open_record(source, CLOCK)
    with record.begin() as tx:
        tx.save_customer(a_customer())
    started, enough = threading.Event(), threading.Event()

    def write() -> None:
        number = 0
        while not enough.is_set():
            number += 1
            with record.begin() as tx:
                tx.save_invoice(an_invoice(f"INV-{number}"))
                tx.audit("ann", "invoice_saved", f"INV-{number}")
            if number == 20:
                started.set()

    writer = threading.Thread(target=write)
    writer.start()
    assert started.wait(60)
    folder = a_folder(tmp_path, "old")
    paths = [backed_up(source, folder, f"{n}.zip") for n in range(5)]
    enough.set()
    writer.join()
    record.close()
    seen = []
    for n, path in enumerate(paths):
        target = databases.new("sqlite")
        backup = BackupFile(target, a_folder(tmp_path, f"new{n}"), CLOCK).restore(path)
        assert backup.rows["invoices"] == backup.rows["audit"] == backup.head.seq
        seen.append(backup.head.seq)
    assert seen == sorted(seen)
    assert seen[0] >= 20


# crashes
KILLED = """
import os, sys
from pathlib import Path
from sqlalchemy import event
from sqlalchemy.engine import Engine
from assistant.adapters.backup_file import BackupFile
from tests.backups import CLOCK, NOW, fill
import alembic.command, alembic.config  # loaded once, before the forks
verb, url, folder, path, step = sys.argv[1:6]
left = [abs(int(step))]

@event.listens_for(Engine, "after_cursor_execute" if int(step) > 0 else "commit")
def count(*_):
    left[0] -= 1
    if not left[0]:
        os.kill(os.getpid(), 9)

if verb == "write":
    BackupFile(url, Path(folder), CLOCK).write(Path(path), at=NOW, replace=True)
else:
    BackupFile(url, Path(folder), CLOCK).restore(Path(path))
"""


def killed_at(step: int, verb: str, url: str, folder: Path, path: Path) -> bool:
    """Run the verb in a process that is killed at its ``step``-th statement, or before its ``-step``-th commit.

    False when it came to its end before.
    """
    command = [sys.executable, "-c", KILLED, verb, url, str(folder), str(path), str(step)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode in (0, -9), done.stderr
    return done.returncode == -9


def test_a_kill_while_writing_leaves_no_half_backup_under_the_name(databases, folder, tmp_path):
    source = databases.new("sqlite")
    fill(source)
    path = tmp_path / "backup.zip"
    for step in (1, 9, 34):
        assert killed_at(step, "write", source, folder, path)
        assert not path.exists()
    assert not killed_at(1000, "write", source, folder, path)
    whole = path.read_bytes()
    assert killed_at(25, "write", source, folder, path)
    assert path.read_bytes() == whole
    BackupFile(databases.new("sqlite"), a_folder(tmp_path), CLOCK).restore(path)


@pytest.mark.parametrize("kind", DATABASES)
def test_a_kill_while_restoring_leaves_the_record_empty_and_ready_for_another_try(databases, folder, tmp_path, kind):
    source, target = databases.new("sqlite"), databases.new(kind)
    fill(source)
    path, new = backed_up(source, folder), a_folder(tmp_path)
    # The making of the tables is committed first; what is restored comes with the last commit, after the files.
    for step in (-3, 60, 110):
        assert killed_at(step, "restore", target, new, path)
        engine = create_engine(target)
        with engine.connect() as connection:
            assert all(len(list(lines_of(connection, table))) == 1 for table in tables_in(connection))
        engine.dispose()
    assert not killed_at(100_000, "restore", target, new, path)
    assert contents(target) == contents(source)
    assert sorted(path.name for path in (new / "outbox").iterdir()) == ["M-0001.v1.eml", "信.v2.txt"]
