"""Hands released messages to a folder: mail as ``.eml``, all else as ``.txt`` with its files beside, proven first."""

import os
from collections.abc import Iterable, Mapping
from datetime import datetime
from email import policy
from email.errors import HeaderParseError, MessageError
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import format_datetime, parseaddr
from pathlib import Path

from assistant.domain.kinds import Channel
from assistant.domain.message import Message
from assistant.errors import BadInput, WorkspaceUnusable

# RFC 5322: no line of a mail is longer than this without its end.
LONGEST_LINE = 998
# Python before 3.11.10 can turn an encoded word in a subject into a header of its own (CVE-2024-6923): nothing that
# decodes to a control character gets near a header, and the finished bytes are read again.
_HEADERS = {"From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"}


class OutboxFolder:
    """A folder of released messages, one file each, named by message id and version."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def require_deliverable(self, message: Message) -> None:
        """Raise BadInput for header values that are unsafe or not one address each."""
        if message.brief.channel is Channel.EMAIL:
            mail_bytes(message, header_id=f"<{message.id}@check.invalid>", at=message.changed)

    def deliver(self, message: Message, *, header_id: str, at: datetime, files: Mapping[str, bytes]) -> Path:
        """Write the approved bytes; raises BadInput (unsafe header values) or WorkspaceUnusable (cannot write)."""
        is_mail = message.brief.channel is Channel.EMAIL
        data = mail_bytes(message, header_id=header_id, at=at) if is_mail else message.draft.text.encode()
        name = f"{message.id}.v{message.version}"
        path = self._folder / f"{name}.{'eml' if is_mail else 'txt'}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            for ending, content in files.items():
                _write_whole(self._folder / f"{name}.{ending}", content)
            _write_whole(path, data)
        except OSError as error:
            raise WorkspaceUnusable(
                "outbox_unwritable",
                f"{path} cannot be written: {error.strerror}; free it and release again.",
                path=str(path),
            ) from error
        return path


def mail_bytes(message: Message, *, header_id: str, at: datetime) -> bytes:
    """The mail as it leaves: same message, id and time give the same bytes; raises BadInput for unsafe headers."""
    _require_safe([message.draft.subject, message.sender, header_id, *message.recipients])
    _require_addresses([message.sender, *message.recipients])
    mail = EmailMessage(policy=policy.SMTP)
    mail["From"] = message.sender
    mail["To"] = ", ".join(message.recipients)
    mail["Subject"] = message.draft.subject
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = header_id
    longest = max(len(line.encode()) for line in message.draft.body.split("\n"))
    mail.set_content(message.draft.body, charset="utf-8", cte="8bit" if longest <= LONGEST_LINE else "base64")
    data = mail.as_bytes()
    _require_same(data, message)
    return data


def _require_safe(values: Iterable[str]) -> None:
    for value in values:
        try:
            decoded = str(make_header(decode_header(value)))
        except (HeaderParseError, MessageError, UnicodeError, LookupError):
            decoded = "\0"
        if any(not character.isprintable() for character in value + decoded):
            raise BadInput("unsafe_header", f"{value!r} holds control characters and cannot stand in a mail's head.")


def _require_addresses(addresses: Iterable[str]) -> None:
    for address in addresses:
        name, bare = parseaddr(address)
        if name or bare != address or bare.count("@") != 1 or "," in address:
            raise BadInput("not_one_address", f"{address!r} is not exactly one mail address; correct the record.")


def _require_same(data: bytes, message: Message) -> None:
    """Read the finished bytes as a receiver would, and compare."""
    read = BytesParser(policy=policy.default).parsebytes(data)
    body = read.get_content().replace("\r\n", "\n").removesuffix("\n")
    seen = (set(read.keys()), [a.addr_spec for a in read["To"].addresses], str(read["Subject"]), body)
    wanted = (_HEADERS, list(message.recipients), message.draft.subject, message.draft.body.removesuffix("\n"))
    if seen != wanted:
        raise BadInput(
            "mail_differs", f"The finished mail of {message.id} differs from the approved text; nothing left."
        )


def _write_whole(path: Path, data: bytes) -> None:
    """All of it or nothing: a crash never leaves half a letter."""
    partial = path.with_suffix(path.suffix + ".part")
    with partial.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
