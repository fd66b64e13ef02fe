"""Reads the files that users give, and makes those that they ask for; libraries are imported by the first such file."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.workflow.desk import Desk

if TYPE_CHECKING:
    from assistant.domain.appointments import Appointment
    from assistant.domain.language import Language
    from assistant.domain.statement import Statement
    from assistant.intake.contract_text import DocumentText
    from assistant.intake.mail import Mail
    from assistant.wording import Wording

# A signed copy is a scan of some pages.
_MOST_SIGNED_BYTES = 100_000_000


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


def write_new(path: Path, data: bytes, *, replace: bool = False) -> None:
    """A file that the user asked for, whole or not at all; raises BadInput when there is one already."""
    from assistant.adapters.output_files import write_new

    write_new(path, data, replace=replace)


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
