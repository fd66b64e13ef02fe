"""A command lets go of the record when it ends, not when Python comes round to it."""

import gc
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from assistant.bootstrap.readers import names_known
from assistant.settings import Settings
from tests.integration.shell import tactful


@pytest.fixture
def no_collection():
    """What a command leaves behind stays there, as it may in a large process."""
    gc.freeze()
    gc.disable()
    yield
    gc.unfreeze()
    gc.enable()


def customer(folder, code):
    path = folder / f"{code}.csv"
    path.write_text(f"customer_code,customer_name\n{code},Example {code} Ltd\n", encoding="utf-8")
    return path


def files_of_record(workspace):
    return sorted(path.name for path in workspace.glob("record.sqlite*"))


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("cases", "list"), 0),
        (("import", "ledger", "A1.csv"), 0),
        (("cases", "show", "ZZ-CNY"), 1),
        (("import", "ledger", "missing.csv"), 2),
        (("demo", "--no-serve"), 0),
    ],
)
def test_a_command_leaves_no_log_of_the_record_open(tmp_path, monkeypatch, no_collection, arguments, code):
    monkeypatch.chdir(tmp_path)
    customer(tmp_path, "A1")
    assert tactful(tmp_path / "w", *arguments)[0] == code
    # SQLite removes the log and its index when the last connection is closed.
    assert files_of_record(tmp_path / "w") == ["record.sqlite"]


@pytest.mark.parametrize("policy", ["dunning", "authority", "negotiation"])
def test_a_workspace_whose_policy_is_broken_opens_no_record(tmp_path, no_collection, policy):
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / f"{policy}.yaml").write_text("stages: none", encoding="utf-8")
    assert tactful(tmp_path, "cases", "list")[0] == 2
    assert files_of_record(tmp_path) == []


def test_who_asks_for_the_names_of_the_record_alone_leaves_it_closed(tmp_path, no_collection):
    assert tactful(tmp_path, "import", "ledger", customer(tmp_path, "A1"))[0] == 0
    names_known(Settings(workspace=tmp_path))
    assert files_of_record(tmp_path) == ["record.sqlite"]


def test_a_record_that_was_copied_between_two_commands_stays_whole(tmp_path, no_collection):
    """A copy lets go of this process's locks, and whoever comes next then takes the log to be nobody's."""
    workspace = tmp_path / "w"
    assert tactful(workspace, "import", "ledger", customer(tmp_path, "A1"))[0] == 0
    shutil.copytree(workspace, tmp_path / "copy")
    command = [sys.executable, "-m", "assistant", "--workspace", workspace, "cases", "list"]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "LC_ALL": "C.UTF-8"})
    gc.freeze()
    for code in ("A2", "A3"):
        assert tactful(workspace, "import", "ledger", customer(tmp_path, code))[0] == 0
    gc.collect()  # what the imports left goes before what the first command left
    gc.unfreeze()
    gc.collect()
    with closing(sqlite3.connect(workspace / "record.sqlite")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("SELECT code FROM customers ORDER BY code").fetchall() == [("A1",), ("A2",), ("A3",)]
