"""Names the adapters and puts them together: the only place that knows them all."""

import hashlib
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from assistant.adapters.calendars import HolidayCalendar
from assistant.adapters.clock import StandingClock, SystemClock
from assistant.adapters.letter_files import LetterFiles
from assistant.adapters.outbox_folder import OutboxFolder
from assistant.adapters.passwords import Argon2Passwords
from assistant.adapters.price_file import read_prices
from assistant.adapters.store import open_record
from assistant.adapters.tables import FileTables
from assistant.bootstrap.models import build_embedded, build_model_writer
from assistant.domain.money import BILLING_DIGITS
from assistant.errors import BadInput, WorkspaceUnusable
from assistant.guardrail import Checker, load_checker
from assistant.knowledge import Closed, read_yaml, shipped
from assistant.negotiation import AuthorityTable, NegotiationPolicy
from assistant.planning import Policy
from assistant.ports import Backups, Clock, Record, VectorIndex, Writer
from assistant.settings import Settings
from assistant.workflow.desk import AcceptanceRules, Desk, ReviewRules, billing_digits_of
from assistant.workflow.draft_given import GivenDesk

if TYPE_CHECKING:
    from assistant.adapters.langchain_retriever import ClauseRetriever
    from assistant.domain.appointments import Appointment
    from assistant.domain.language import Language
    from assistant.domain.statement import Statement
    from assistant.intake.contract_text import DocumentText
    from assistant.intake.mail import Mail
    from assistant.intake.reply_reader import ReplyReader
    from assistant.retrieval import ClauseSearch, HistorySearch
    from assistant.wording import Wording
    from assistant.workflow.given_talk.answering import NegotiatingDesk

WORKSPACE_FILE = "workspace.yaml"
RECORD_FILE = "record.sqlite"
POLICIES = "policies"
# A signed copy is a scan of some pages.
_MOST_SIGNED_BYTES = 100_000_000


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkspaceFile(Closed):
    """What a workspace says of itself: whether it holds the sample, and the moment at which its clock stands."""

    sample: bool = False
    clock: datetime | None = None


def build_desk(settings: Settings) -> Desk:
    """Everything a use case works with; raises WorkspaceUnusable, or BadKnowledge for a file that breaks its schema."""
    folder = settings.workspace
    _make(folder)
    clock = _clock(settings)
    policy = read_yaml(policy_file(settings, "dunning"), Policy)
    authority = read_yaml(policy_file(settings, "authority"), AuthorityTable)
    prices = read_prices(folder)
    # Last of what may fail: who gets no desk cannot close its record.
    record = open_record(record_url(settings), clock)
    return Desk(
        record=record,
        clock=clock,
        calendar=HolidayCalendar(),
        policy=policy,
        authority=authority,
        negotiation=read_yaml(policy_file(settings, "negotiation"), NegotiationPolicy),
        make_checker=cache(partial(build_checker, folder)),
        search=cache(partial(_search, settings)),
        history=cache(_history),
        writers=_writers(settings, record),
        default_writer="model" if settings.model else "composer",
        dispatcher=OutboxFolder(folder / "outbox"),
        letters=LetterFiles(),
        tables=FileTables(),
        passwords=Argon2Passwords(),
        new_token=partial(secrets.token_urlsafe, 32),
        review=ReviewRules(approval_hours=settings.approval_hours, one_person=settings.one_person),
        prices=prices,
        acceptance=AcceptanceRules(days=settings.acceptance_days, public_url=settings.public_url.rstrip("/")),
        reply_reader=cache(partial(_reply_reader, settings)) if settings.reply_model else None,
    )


def _reply_reader(settings: Settings) -> "ReplyReader":
    from assistant.bootstrap.readers import build_reply_reader

    return build_reply_reader(settings)


def policy_file(settings: Settings, name: str) -> Path:
    """The file of the policy ``name`` that counts: the workspace's own, else the one that is shipped."""
    own = settings.workspace / POLICIES / f"{name}.yaml"
    return own if own.exists() else shipped("knowledge") / "policies" / f"{name}.yaml"


def keep_policy(settings: Settings, name: str, path: Path) -> str:
    """Make the file at ``path`` the workspace's own policy; the SHA-256 of its bytes. Raises as `write_new` does."""
    data = path.read_bytes()
    (settings.workspace / POLICIES).mkdir(exist_ok=True)
    write_new(settings.workspace / POLICIES / f"{name}.yaml", data, replace=True)
    return hashlib.sha256(data).hexdigest()


def build_given_desk(settings: Settings) -> GivenDesk:
    """What drafting on records given by hand works with: no workspace is opened or made."""
    composer = cache(partial(_composer, BILLING_DIGITS))
    writers: dict[str, Callable[[], Writer]] = {"composer": composer}
    if settings.model:
        writers["model"] = cache(lambda: build_model_writer(settings, BILLING_DIGITS, composer()))
    return GivenDesk(
        policy=read_yaml(shipped("knowledge") / "policies" / "dunning.yaml", Policy),
        calendar=HolidayCalendar(),
        checker=build_checker(settings.workspace),
        writers=writers,
    )


def build_negotiating_desk(settings: Settings) -> "NegotiatingDesk":
    """What negotiating on records given by hand works with: the shipped policies, and no workspace."""
    from assistant.workflow.given_talk.answering import NegotiatingDesk

    policies = shipped("knowledge") / "policies"
    return NegotiatingDesk(
        drafts=build_given_desk(settings),
        terms=read_yaml(policies / "negotiation.yaml", NegotiationPolicy),
        table=read_yaml(policies / "authority.yaml", AuthorityTable),
    )


def build_checker(workspace: Path | None = None) -> Checker:
    """The guardrail, with the own rules and policy of ``workspace`` where it has some; raises BadKnowledge."""
    return load_checker(workspace)


def is_sample(settings: Settings) -> bool:
    """Whether the workspace was filled with the sample company."""
    return _workspace(settings.workspace).sample


def demo_people(settings: Settings) -> tuple[tuple[str, str], ...]:
    """Login and password of the sample's people, to be shown at its sign-in page; empty in a workspace of one's own."""
    if not is_sample(settings):
        return ()
    from assistant.intake.company import CompanyFile

    company = read_yaml(shipped("knowledge") / "sample" / "company.yaml", CompanyFile)
    return tuple((entry.login, entry.password) for entry in company.people)


def make_sample_workspace(settings: Settings, as_of: datetime) -> None:
    """Mark the workspace as the sample's and stop its clock at ``as_of``; leaves a workspace that has one as it is."""
    _make(settings.workspace)
    path = settings.workspace / WORKSPACE_FILE
    if not path.exists() and not (settings.workspace / RECORD_FILE).exists():
        path.write_text(yaml.safe_dump({"sample": True, "clock": as_of.isoformat()}), encoding="utf-8")


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".writable"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise WorkspaceUnusable(
            "workspace_unusable",
            f"The workspace {folder} cannot be made or written: {error.strerror}; choose another with --workspace.",
            path=str(folder),
            problem=error.strerror,
        ) from error


def _workspace(folder: Path) -> WorkspaceFile:
    path = folder / WORKSPACE_FILE
    return read_yaml(path, WorkspaceFile) if path.exists() else WorkspaceFile()


def _clock(settings: Settings) -> Clock:
    moment = _workspace(settings.workspace).clock
    return StandingClock(moment.astimezone(UTC)) if moment else SystemClock()


def _search(settings: Settings) -> "ClauseSearch":
    from assistant.adapters.late_index import LateIndex
    from assistant.retrieval import ClauseSearch

    embedded = build_embedded(settings, _index) if settings.embedding_model else None
    return ClauseSearch(LateIndex(partial(_index, settings.workspace / "index")), embedded=embedded)


def _history() -> "HistorySearch":
    from assistant.retrieval import HistorySearch

    return HistorySearch()


def _index(folder: Path) -> VectorIndex:
    """The index of the workspace; one in memory while another process holds that, or its folder cannot be written."""
    from assistant.adapters.chroma_index import ChromaIndex
    from assistant.retrieval import ArrayIndex

    try:
        return ChromaIndex(folder)
    except WorkspaceUnusable:
        return ArrayIndex()


def require_index(settings: Settings) -> None:
    """Raise WorkspaceUnusable unless the search index on disk may be written by this process."""
    from assistant.adapters.chroma_index import require_free

    require_free(settings.workspace / "index")


def _writers(settings: Settings, record: Record) -> dict[str, Callable[[], Writer]]:
    composer = cache(lambda: _composer(_billing_digits(record)))
    writers: dict[str, Callable[[], Writer]] = {"composer": composer}
    if settings.model:
        writers["model"] = cache(lambda: build_model_writer(settings, _billing_digits(record), composer()))
    return writers


def _composer(billing_digits: Mapping[str, int]) -> Writer:
    from assistant.drafting import Composer, load_phrasebooks
    from assistant.parts import load_parts, shipped_parts

    parts = load_parts(shipped_parts())
    return Composer(load_phrasebooks(shipped("knowledge") / "phrasebook", parts), billing_digits)


def _billing_digits(record: Record) -> Mapping[str, int]:
    with record.read() as tx:
        return billing_digits_of(tx)


def read_text_file(path: Path) -> str:
    """The text of a contract or letter; raises UnreadableFile."""
    from assistant.adapters.input_files import read_text

    return read_text(path)


def decode_text(raw: bytes, *, name: str) -> str:
    """What ``raw`` says, its encoding told as that of a file is; ``name`` is for messages. Raises UnreadableFile."""
    from assistant.intake.contract_text import decode_text

    return decode_text(raw, name=name)


def hash_of_file(path: Path) -> str:
    """The SHA-256 of a file's bytes; raises UnreadableFile."""
    from assistant.adapters.input_files import read_bytes

    return hashlib.sha256(read_bytes(path, most=_MOST_SIGNED_BYTES)).hexdigest()


def read_json_lines(path: Path) -> list[str]:
    """The lines of a JSONL file; raises UnreadableFile."""
    from assistant.adapters.input_files import read_lines

    return read_lines(path)


def clause_retriever(
    desk: Desk, *, customer_code: str | None = None, contract_no: str | None = None, k: int = 5
) -> "ClauseRetriever":
    """Clause search as a LangChain retriever, within one customer's contracts or one contract.

    Raises BadInput when neither is named: what is found must not depend on who else is a customer.
    """
    from assistant.adapters.langchain_retriever import ClauseRetriever
    from assistant.workflow.search_clauses import search_clauses

    if not customer_code and not contract_no:
        raise BadInput("retriever_unbound", "Bind the retriever to one customer or one contract.")
    return ClauseRetriever(
        search=partial(search_clauses, desk, customer_code=customer_code, contract_no=contract_no, k=k)
    )


def read_document_file(path: Path) -> "DocumentText":
    """A contract in .docx, .pdf, .txt or .md as text, with what a reader must know; raises UnreadableFile."""
    from assistant.adapters.document_files import read_document

    return read_document(path)


def read_mail_file(path: Path) -> "Mail":
    """A customer's reply as .eml or plain text; raises UnreadableFile."""
    from assistant.adapters.document_files import read_mail

    return read_mail(path)


def pasted_reply(text: str) -> "Mail":
    """A customer's words as a person pasted them; raises BadInput when there are none, or too many."""
    from assistant.adapters.document_files import pasted_mail

    return pasted_mail(text)


def render_statement(statement: "Statement", form: str, language: "Language") -> bytes:
    """A statement of account as a text, csv, docx or xlsx file."""
    from assistant.adapters.statement_forms import render_statement

    return render_statement(statement, form, language)


def render_calendar(desk: Desk, entries: "Sequence[Appointment]", words: "Wording") -> bytes:
    """Appointments as a calendar file in the language of ``words``; raises NotFound before a profile is stored."""
    from assistant.adapters.calendar_file import calendar_bytes

    with desk.record.read() as tx:
        owner = tx.creditor().email.rpartition("@")[2]
    return calendar_bytes(entries, words, owner=owner, now=desk.clock.now())


def write_new(path: Path, data: bytes, *, replace: bool = False) -> None:
    """A file that the user asked for, whole or not at all; raises BadInput when there is one already."""
    from assistant.adapters.output_files import write_new

    write_new(path, data, replace=replace)


def build_backups(settings: Settings) -> Backups:
    """What copies the record and the workspace to a file and back."""
    from assistant.adapters.backup_file import BackupFile

    return BackupFile(record_url(settings), settings.workspace)


def record_url(settings: Settings) -> str:
    """Where the record is, as a database URL."""
    return settings.database_url or f"sqlite:///{(settings.workspace / RECORD_FILE).resolve()}"
