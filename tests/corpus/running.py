"""Runs the command line on a file of the corpus, here or in a process of its own, and looks at what is stored."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from typer.testing import CliRunner

from assistant.cli import app, run
from assistant.cli.session import Options
from assistant.errors import TactfulError
from tests.corpus.entry import Entry, Outcome

ROOT = Path(__file__).parents[2]
MOST_SECONDS, MOST_BYTES = 10, 300 * 1024 * 1024
MOST_WAITED = 60


@dataclass(frozen=True, kw_only=True)
class Came:
    """What came of a command: its exit code, its document, its line of error, and what it took."""

    exit_code: int
    document: Mapping[str, Any] = field(default_factory=dict)
    error: str = ""
    error_code: str = ""
    seconds: float = 0.0
    processor: float = 0.0
    memory: int = 0

    @property
    def outcome(self) -> Outcome:
        """As the documents of the trade name it."""
        said = self.document.get("outcome")
        if said == "needs_answer" or self.document.get("questions"):
            return Outcome.NEEDS_ANSWER
        if said == "refused" or self.error:
            return Outcome.REFUSED
        if self.document.get("rejected"):
            return Outcome.ROW_BY_ROW
        return Outcome.WARNED if self.warnings else Outcome.ACCEPTED

    @property
    def warnings(self) -> list[Mapping[str, Any]]:
        """What is odd about the file, of a ledger row by row, of a contract or a reply as a whole."""
        documents = [*self.document.get("contracts", ()), *self.document.get("replies", ())]
        return [*self.document.get("warnings", ()), *(note for document in documents for note in document["notes"])]

    @property
    def is_unchanged(self) -> bool:
        """Whether all that was accepted was in the record before."""
        documents = [*self.document.get("contracts", ()), *self.document.get("replies", ())]
        of_tables = self.document.get("unchanged", 0) == self.document.get("accepted", 0)
        return of_tables and not any(document["changed"] for document in documents)


def arguments(entry: Entry, path: Path) -> list[str]:
    """The command's words after the workspace."""
    return words(entry.command, path, entry.options)


def words(command: str, path: Path, options: Sequence[str]) -> list[str]:
    """The words of one import; ``--`` keeps a file's name from being taken for an option."""
    customer = ["--customer", "C1"] if command in ("contract", "reply") else []
    return ["import", command, *customer, *options, "--json", "--", str(path)]


def run_here(given: Sequence[str], workspace: Path) -> Came:
    """The command in this process; anything but a TactfulError goes through."""
    command = ["--workspace", str(workspace), "--lang", "en", *given]
    result = CliRunner().invoke(app, command, obj=Options())
    if isinstance(result.exception, TactfulError):
        error = result.exception
        return Came(exit_code=error.exit_code, error=str(error), error_code=error.code)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    if result.exit_code == 2 and not result.stdout.strip():
        return Came(exit_code=2, error=result.stderr.strip())
    return Came(exit_code=result.exit_code, document=_document(result.stdout))


def run_apart(given: Sequence[str], workspace: Path) -> Came:
    """The command as a user starts it, with the time it took and the most memory of it and its children together."""
    command = [sys.executable, "-m", "assistant", "--workspace", str(workspace), "--lang", "en", *given]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    with _Watch(process.pid) as watch:
        out, err = process.communicate()
    return watch.came(process.returncode, out, err)


def run_forked(given: Sequence[str], workspace: Path, folder: Path) -> Came:
    """The same without the start of Python: in a copy of this process, which should hold little by then."""
    out, err = folder / "out", folder / "err"
    pid = os.fork()
    if pid == 0:
        _run_and_end(["tactful", "--workspace", str(workspace), "--lang", "en", *given], out, err)
    with _Watch(pid) as watch:
        status = os.waitpid(pid, 0)[1]
    return watch.came(os.waitstatus_to_exitcode(status), out.read_text("utf-8"), err.read_text("utf-8"))


def _run_and_end(command: list[str], out: Path, err: Path) -> NoReturn:
    code: object = 70
    try:
        for path, number in ((out, 1), (err, 2)):
            os.dup2(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC), number)
        sys.argv = command
        run()
    except SystemExit as end:
        code = end.code
    except BaseException:  # noqa: BLE001  (told on standard error, where it fails the test)
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code if isinstance(code, int) else int(code is not None))


class _Watch(threading.Thread):
    """Looks at a process and its children until they end: memory together at its most, processor time so far."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.most, self.processor = pid, 0, 0.0
        self.started_at = time.monotonic()
        self.ended = threading.Event()

    def __enter__(self) -> "_Watch":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.ended.set()
        self.join()

    def run(self) -> None:
        while not self.ended.wait(0.02):
            family = _family(self.pid)
            self.most = max(self.most, sum(_resident(pid) for pid in family))
            self.processor = max(self.processor, sum(_processor(pid) for pid in family))
            if self.processor > MOST_WAITED:
                os.kill(self.pid, signal.SIGKILL)

    def came(self, exit_code: int, out: str, err: str) -> Came:
        """What the process said, and what it took."""
        return Came(
            exit_code=exit_code,
            document=_document(out),
            error=err.strip(),
            seconds=time.monotonic() - self.started_at,
            processor=self.processor,
            memory=self.most,
        )


def _family(pid: int) -> list[int]:
    found = [pid]
    for parent in found:
        found += _children(parent)
    return found


def _children(pid: int) -> list[int]:
    """None once the process is gone, or where the system does not tell."""
    try:
        listed = [tasks.read_text() for tasks in Path(f"/proc/{pid}/task").glob("*/children")]
    except OSError:
        return []
    return [int(child) for line in listed for child in line.split()]


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0


def _processor(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(int(ticks) for ticks in fields[11:15]) / os.sysconf("SC_CLK_TCK")


def _document(out: str) -> Mapping[str, Any]:
    try:
        document = json.loads(out)
    except ValueError:
        return {}
    return document if isinstance(document, dict) else {"documents": document}


def stored(workspace: Path) -> tuple[str, ...]:
    """Every invoice, payment and credit note of the record, one line each, in order; read past the program itself."""
    invoices, payments, notes = _rows(
        workspace,
        "SELECT customer_code, number, currency, amount_minor, issued, due, retention_minor, retention_until FROM invoices",
        "SELECT customer_code, number, currency, amount_minor, invoice_no FROM payments",
        "SELECT customer_code, number, currency, amount_minor, invoice_no FROM credit_notes",
    )
    lines = ["invoice " + " ".join(map(str, row[:6])) + _retained(*row[6:]) for row in invoices]
    lines += ["payment " + " ".join(map(str, row)) for row in payments]
    return tuple(sorted(lines + ["credit " + " ".join(map(str, row)) for row in notes]))


def _retained(minor: int | None, until: str | None) -> str:
    return "" if minor is None else f" retained {minor} {until}"


def names(workspace: Path) -> dict[str, str]:
    """The customers' names by code."""
    return dict(*_rows(workspace, "SELECT code, name FROM customers"))


def texts(workspace: Path) -> str:
    """The stored text of every contract and reply."""
    contracts, replies = _rows(
        workspace,
        "SELECT title, text FROM contracts ORDER BY number",
        "SELECT sender, subject, text FROM replies ORDER BY id",
    )
    return "\n".join(str(cell) for row in (*contracts, *replies) for cell in row)


def everything(workspace: Path) -> str:
    """All that the record says in words, for a look whether anything in it was damaged."""
    tables = ("customers", "invoices", "payments", "credit_notes", "contracts", "replies", "audit")
    return str(_rows(workspace, *(f"SELECT * FROM {table}" for table in tables)))


def _rows(workspace: Path, *queries: str) -> list[list[tuple[Any, ...]]]:
    """What each query finds; nothing where there is no record."""
    path = workspace / "record.sqlite"
    if not path.exists():
        return [[] for _ in queries]
    with closing(sqlite3.connect(path)) as connection:
        return [connection.execute(query).fetchall() for query in queries]
