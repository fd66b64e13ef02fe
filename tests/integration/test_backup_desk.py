"""Backing up and restoring as use cases: the same statements and worklist on either database, and who did it."""

from contextlib import ExitStack, closing
from dataclasses import replace

import pytest

from assistant.adapters.backup_file import BackupFile
from assistant.adapters.store import open_record
from assistant.bootstrap import build_backups, build_desk, render_statement
from assistant.domain.audit import first_broken
from assistant.domain.language import Language
from assistant.errors import UnreadableFile, WorkspaceUnusable
from assistant.settings import Settings
from assistant.workflow.acceptance import VisitState, look, make_link
from assistant.workflow.back_up import back_up
from assistant.workflow.restore import restore
from assistant.workflow.statement import state_account
from assistant.workflow.worklist import show_case
from tests.contract.conftest import DATABASES, empty_database
from tests.desk import LIN, a_desk
from tests.fakes.clock import FixedClock
from tests.integration.conftest import AS_OF, sample_desk
from tests.unit.planning.accounts import NOW
from tests.unit.workflow.agreed import put_in_writing


@pytest.fixture(scope="module")
def old(tmp_path_factory):
    folder = tmp_path_factory.mktemp("old")
    return Settings(workspace=folder), sample_desk(folder)


def truth(desk):
    """Every statement in every form, every case as it is shown, and the audit log."""
    with desk.record.read() as tx:
        codes = [customer.code for customer in tx.customers()]
        keys = tx.account_keys()
        log = list(tx.audit_entries())
    statements = [state_account(desk, code).statement for code in codes]
    files = [render_statement(s, form, Language.ZH_HANT) for s in statements for form in ("csv", "docx", "xlsx")]
    return files, [show_case(desk, f"{code}-{currency}") for code, currency in keys], log


@pytest.mark.parametrize("kind", DATABASES)
def test_the_restored_record_tells_the_same_truth(old, tmp_path, kind):
    settings, desk = old
    files, cases, log = truth(desk)
    path = tmp_path / "b.zip"
    made = back_up(desk, build_backups(settings), "lin", path)
    assert made.noted
    with ExitStack() as stack:
        new = tmp_path / "new"
        new.mkdir()
        url = stack.enter_context(empty_database(kind, new))
        target = Settings(workspace=new, database_url=url)
        opened = build_desk(target)
        stack.callback(opened.record.close)
        backup = restore(build_backups(target), "lin", path).backup
        again = build_desk(target)  # the workspace's own file, which stops the clock, is there now
        stack.callback(again.record.close)
        same_files, same_cases, entries = truth(again)
    assert backup == made.backup
    assert same_files == files
    assert same_cases == cases
    assert entries[:-1] == log
    assert (entries[-1].actor, entries[-1].event, entries[-1].subject) == ("lin", "record_restored", "b.zip")
    assert entries[-1].body["head"] == log[-1].hash
    assert first_broken(entries) is None


def test_a_backup_is_noted_in_the_log_of_the_record_with_its_head(old, tmp_path):
    settings, desk = old
    with desk.record.read() as tx:
        before = list(tx.audit_entries())[-1]
    made = back_up(desk, build_backups(settings), "zhou", tmp_path / "c.zip")
    with desk.record.read() as tx:
        last = list(tx.audit_entries())[-1]
    assert (last.actor, last.event, last.subject) == ("zhou", "backup_made", "c.zip")
    assert last.body == {"digest": made.backup.digest, "seq": before.seq, "head": before.hash}


@pytest.mark.parametrize("kind", DATABASES)
def test_a_link_that_was_revoked_after_the_backup_does_not_open_again_in_what_is_restored(tmp_path, kind):
    clock, path = FixedClock(NOW), tmp_path / "b.zip"
    with ExitStack() as stack:

        def a_record(name):
            (tmp_path / name).mkdir()
            url = stack.enter_context(empty_database(kind, tmp_path / name))
            return BackupFile(url, tmp_path / name, clock), stack.enter_context(closing(open_record(url, clock)))

        backups, record = a_record("old")
        desk = a_desk(clock=clock, record=record)
        put_in_writing(desk)
        token = make_link(desk, LIN, "AG-0001").address.removeprefix("/accept/")
        back_up(desk, backups, "zhou", path)
        make_link(desk, LIN, "AG-0001")

        backups, record = a_record("new")
        again = replace(desk, record=record)
        done = restore(backups, "zhou", path)

        assert look(desk, token, "198.51.100.1").state is VisitState.UNKNOWN
        assert look(again, token, "198.51.100.1").state is VisitState.UNKNOWN
        assert done.closed == ("AG-0001",)
        with again.record.read() as tx:
            assert list(tx.audit_entries())[-1].body["links_closed"] == ["AG-0001"]
        assert look(again, make_link(again, LIN, "AG-0001").address.removeprefix("/accept/"), "198.51.100.1").told


class CutOff:
    """A restore that is killed when everything is done, and nothing of it is stored yet."""

    def __init__(self, backups):
        self._backups = backups

    def restore(self, path, *, head="", finish=None):
        def until_killed(tx, backup):
            finish(tx, backup)
            raise KeyboardInterrupt

        return self._backups.restore(path, head=head, finish=until_killed)


@pytest.mark.parametrize("kind", DATABASES)
def test_a_restore_that_is_cut_off_leaves_no_record_whose_links_open(tmp_path, kind):
    with ExitStack() as stack:

        def a_record(name):
            (tmp_path / name).mkdir()
            url = stack.enter_context(empty_database(kind, tmp_path / name))
            return BackupFile(url, tmp_path / name, FixedClock(NOW)), url

        backups, url = a_record("old")
        desk = a_desk(clock=FixedClock(NOW), record=stack.enter_context(closing(open_record(url, FixedClock(NOW)))))
        put_in_writing(desk)
        token = make_link(desk, LIN, "AG-0001").address.removeprefix("/accept/")
        back_up(desk, backups, "zhou", tmp_path / "b.zip")

        backups, url = a_record("new")
        with pytest.raises(KeyboardInterrupt):
            restore(CutOff(backups), "zhou", tmp_path / "b.zip")
        again = replace(desk, record=stack.enter_context(closing(open_record(url, FixedClock(NOW)))))

        with again.record.read() as tx:
            assert tx.agreements("C1", "CNY") == ()
        assert restore(backups, "zhou", tmp_path / "b.zip").closed == ("AG-0001",)
        assert look(again, token, "198.51.100.1").state is VisitState.UNKNOWN


class Busy:
    """A record whose turn to write never comes."""

    def begin(self):
        raise WorkspaceUnusable("record_busy", "somebody else is writing", path="record.sqlite")


def test_a_record_that_another_is_writing_can_be_backed_up_all_the_same(old, tmp_path):
    settings, desk = old
    url = f"sqlite:///{settings.workspace / 'record.sqlite'}"
    with closing(open_record(url, FixedClock(AS_OF))) as other, other.begin() as tx:
        tx.save_customer(replace(tx.customers()[0], code="NEW"))
        made = back_up(replace(desk, record=Busy()), build_backups(settings), "lin", tmp_path / "d.zip")
    assert not made.noted
    assert made.backup.rows["customers"] == 14


def test_what_cannot_be_restored_leaves_no_trace_in_the_log(tmp_path):
    path, new = tmp_path / "b.zip", tmp_path / "new"
    path.write_bytes(b"no backup")
    settings = Settings(workspace=new)
    desk = build_desk(settings)
    with pytest.raises(UnreadableFile):
        restore(build_backups(settings), "lin", path)
    with desk.record.read() as tx:
        assert list(tx.audit_entries()) == []
    desk.record.close()
