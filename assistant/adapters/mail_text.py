"""Reads a customer's mail: who wrote when, what the text says, and what came with it; run in a process of its own."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC
from email import message_from_bytes
from email.errors import InvalidBase64LengthDefect
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from pathlib import Path

from assistant.adapters.html_text import text_of_html
from assistant.adapters.mail_charset import decoded, header_text
from assistant.adapters.unseen import on_one_line, without_controls, without_unseen
from assistant.errors import UnreadableFile

_MOST_TEXT = 500_000
_MOST_PARTS = 1_000
_MOST_ATTACHMENTS = 50
_DEEPEST = 30
_LONGEST_HEADER, _LONGEST_NAME = 500, 120
_LONGEST_RAW = 10_000
_ADDRESS = re.compile(r"[^\s@<>()\[\],;:\"\\]+@[^\s@<>()\[\],;:\"\\]+")
# A zone by its letters is one of several, apart from these.
_ZONED = re.compile(r"(?:[+-][0-9]{4}|GMT|UTC?|Z)\s*(?:\([^()]*\))?\s*$")
_NEXT_MAIL = re.compile(rb"\r?\n\r?\nFrom [^\r\n]{5,200}\r?\n[A-Za-z][A-Za-z0-9-]{0,70}:")


@dataclass(kw_only=True, slots=True)
class _Content:
    """What the parts of one mail hold."""

    name: str
    texts: list[str] = field(default_factory=list)
    attachments: list[tuple[str, int]] = field(default_factory=list)
    hidden: int = 0
    left: int = _MOST_PARTS


def parse(path: Path, emit: Callable[[object], None]) -> None:
    """Emit one object: sender, subject, moment, id, ``text``, and under ``found`` what is odd. Raises UnreadableFile.

    The plain text counts where there is one, else the HTML as text; attachments and forwarded mails are named only.
    """
    raw = path.read_bytes()
    if raw.startswith(b"From ") and _NEXT_MAIL.search(raw):
        message = f"{path.name} holds several mails; save each as a file of its own."
        raise UnreadableFile("several_mails", message, name=path.name)
    mail = message_from_bytes(raw)
    del raw
    content = _Content(name=path.name)
    _read(mail, content, 0, wanted=True)
    text, unseen = _cleaned(content)
    if not text and not content.attachments:
        message = f"{path.name} holds no text that can be read here; save the mail's text as UTF-8 and import that."
        raise UnreadableFile("no_text_in_mail", message, name=path.name)
    headers = _headers(mail)
    sender, address = _sender(headers.get("from", []))
    emit(
        {
            "sender": sender,
            "address": address,
            "subject": on_one_line(header_text(_only(headers, "subject")), _LONGEST_HEADER),
            "received": _moment(_only(headers, "date")),
            "message_id": on_one_line(_only(headers, "message-id"), _LONGEST_HEADER),
            "text": text,
            "found": {
                "unseen": unseen,
                "hidden": content.hidden,
                "lost": text.count("〓"),
                "attachments": content.attachments[:_MOST_ATTACHMENTS],
            },
        }
    )


def _cleaned(content: _Content) -> tuple[str, int]:
    whole = "\n\n".join(text.strip("\r\n") for text in content.texts if text.strip())
    if len(whole) > _MOST_TEXT:
        message = f"{content.name} holds far more text than a mail; save only the customer's words as a text file."
        raise UnreadableFile("too_large", message, name=content.name)
    text, unseen = without_unseen(without_controls(whole).replace("\ufffd", "〓"))
    return text.strip("\n"), unseen


# parts


def _read(part: Message, content: _Content, depth: int, *, wanted: bool) -> None:
    """Take in ``part``; of one that is not ``wanted``, since its text stands elsewhere, only what is attached."""
    content.left -= 1
    if content.left < 0 or depth > _DEEPEST:
        message = f"{content.name} is put together in a way that no mail program uses; save its text and import that."
        raise UnreadableFile("odd_mail", message, name=content.name)
    kind, children = part.get_content_type(), part.get_payload()
    if part.get_content_maintype() == "multipart":
        parts = [child for child in children if isinstance(child, Message)] if isinstance(children, list) else []
        if not parts:
            raise _damaged(content)
        chosen = _chosen(parts) if kind == "multipart/alternative" else parts
        for child in parts:
            _read(child, content, depth + 1, wanted=wanted and child in chosen)
    elif kind in ("text/plain", "text/html") and not _is_attached(part):
        if wanted:
            _read_text(part, kind, content)
    elif not _is_decoration(part):
        content.attachments.append((_name_of(part, kind), _size_of(part)))


def _chosen(parts: list[Message]) -> list[Message]:
    """Of several forms of one text the plain one, unless it is empty; else the first that can be read."""
    plain = [p for p in parts if p.get_content_type() == "text/plain" and _bytes_of(p).strip()]
    rich = [p for p in parts if p.get_content_type() == "text/html" or p.get_content_maintype() == "multipart"]
    return (plain or rich)[:1]


def _bytes_of(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _is_decoration(part: Message) -> bool:
    """A picture that the HTML shows in its place, such as the logo of a signature."""
    return part.get_content_maintype() == "image" and "content-id" in part and not _is_offered(part)


def _is_offered(part: Message) -> bool:
    return part.get_content_disposition() == "attachment"


def _is_attached(part: Message) -> bool:
    return _is_offered(part) or bool(part.get_filename())


def _read_text(part: Message, kind: str, content: _Content) -> None:
    raw = _bytes_of(part)
    if any(isinstance(defect, InvalidBase64LengthDefect) for defect in part.defects):
        raise _damaged(content)
    if not raw.strip():
        return
    text = decoded(raw, str(part.get_param("charset") or ""), name=content.name)
    if kind == "text/html":
        html = text_of_html(text)
        content.hidden += html.hidden
        text = html.text
    content.texts.append(text)


def _name_of(part: Message, kind: str) -> str:
    inner = part.get_payload()
    if kind == "message/rfc822" and isinstance(inner, list) and isinstance(inner[0], Message):
        name = f"{header_text(_only(_headers(inner[0]), 'subject'))}.eml"
    else:
        name = header_text(part.get_filename() or kind)
    return on_one_line(name, _LONGEST_NAME)


def _size_of(part: Message) -> int:
    """Of the attachment as it would be saved, in bytes; 0 for a forwarded mail."""
    return len(_bytes_of(part))


def _damaged(content: _Content) -> UnreadableFile:
    message = f"{content.name} is damaged and cannot be read; save it again from your mail program, and retry."
    return UnreadableFile("damaged_mail", message, name=content.name)


# headers


def _headers(mail: Message) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in mail.raw_items():
        found.setdefault(name.casefold(), []).append(str(value)[:_LONGEST_RAW])
    return found


def _only(headers: dict[str, list[str]], name: str) -> str:
    """The header's value where it stands once; the first of several that say the same, else nothing."""
    values = headers.get(name, [])
    return values[0] if values and all(value.strip() == values[0].strip() for value in values) else ""


def _sender(values: list[str]) -> tuple[str, str]:
    """The writer as a person reads it, and the address; both empty unless exactly one address is named."""
    unfolded = [" ".join(value.split()) for value in values]
    found = getaddresses(unfolded)
    addresses = {match.group().casefold() for match in _ADDRESS.finditer(" ".join(unfolded))}
    if len(found) != 1 or len(values) != 1 or not _ADDRESS.fullmatch(found[0][1]):
        return "", ""
    name, address = on_one_line(header_text(found[0][0]), _LONGEST_NAME), found[0][1]
    if addresses != {address.casefold()} or not _is_text(address):
        return "", ""
    return (f"{name} <{address}>" if name else address), address


def _is_text(header: str) -> bool:
    """Whether the header's bytes were characters; those that were none came as lone surrogates."""
    return not any("\ud800" <= char <= "\udfff" for char in header)


def _moment(value: str) -> str:
    """The moment in UTC, ISO 8601; empty when the header lacks it or leaves its zone open."""
    line = " ".join(value.split())
    if not _ZONED.search(line):
        return ""
    try:
        moment = parsedate_to_datetime(line)
        return (moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)).isoformat()
    except (TypeError, ValueError, OverflowError, IndexError):
        return ""
