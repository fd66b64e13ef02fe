"""A record in use that is named as a file to read is refused before it is opened."""

from pathlib import Path

import pytest

from assistant.adapters.document_files import read_document
from assistant.adapters.store import open_record
from assistant.errors import UnreadableFile
from tests.integration.shell import run, tactful
from tests.integration.test_record_log import CLOCK
from tests.other_process import tries_to_write


@pytest.mark.parametrize("ending", ["", "-wal", "-shm"])
def test_reading_it_takes_no_lock_from_the_one_that_writes(tmp_path: Path, ending: str) -> None:
    file = tmp_path / "record.sqlite"
    record = open_record(f"sqlite:///{file}", CLOCK)
    (tmp_path / "link.txt").symlink_to(f"{file}{ending}")
    with record.begin():
        for path in (Path(f"{file}{ending}"), tmp_path / "link.txt"):
            with pytest.raises(UnreadableFile) as refused:
                read_document(path)
            assert refused.value.code == "database_in_use"
        assert tries_to_write(file) == "database is locked"
    record.close()


def test_a_command_that_is_given_every_file_of_the_workspace_names_those_of_the_record(tmp_path: Path) -> None:
    (tmp_path / "customers.csv").write_text("customer_code,customer_name\nA1,Example Ltd\n", encoding="utf-8")
    assert tactful(tmp_path, "import", "ledger", tmp_path / "customers.csv")[0] == 0
    (tmp_path / "frame.txt").write_text("Frame contract\n\n1. Payment\nWithin 30 days.\n", encoding="utf-8")
    files = [tmp_path / "record.sqlite", tmp_path / "frame.txt"]
    code, out, _ = run("--workspace", tmp_path, "import", "contract", *files, "--customer", "A1")
    assert code == 3
    assert (
        "record.sqlite: record.sqlite belongs to a database that is in use; `tactful backup` makes a copy of a record.\n"
    ) in out
