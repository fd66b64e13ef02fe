"""Decides by its content what a document is, and reads contracts and mails with what a person must know about them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from assistant.adapters.apart import parse_apart
from assistant.adapters.file_kinds import kind_of
from assistant.adapters.input_files import read_bytes
from assistant.adapters.unseen import count_unseen, without_controls, without_unseen
from assistant.domain.language import Reason
from assistant.errors import BadInput, UnreadableFile
from assistant.intake.contract_text import DocumentText, decode_text
from assistant.intake.mail import Mail
from assistant.intake.page_text import running_text

_MOST_BYTES = 20_000_000
_MOST_TEXT_BYTES = 5_000_000
_MOST_REPLY_BYTES = 1_000_000
_MOST_PAGES_NAMED = 30
_NOT_TEXT = frozenset({".pdf", ".docx"})


def read_document(path: Path) -> DocumentText:
    """The text of a contract in .docx, .pdf, .txt or .md by its content; raises UnreadableFile in one line.

    Files over 20 MB are not read, nor text files over 5 MB.
    """
    raw = read_bytes(path, most=_MOST_BYTES)
    kind = kind_of(raw)
    if kind == "docx":
        del raw
        told = _apart("docx", path)
        return DocumentText(text=str(told["text"]), notes=(*_changes(told["found"]["changes"]), *_notes(told["found"])))
    if kind == "pdf":
        del raw
        return _pages(_apart("pdf", path))
    if kind != "text":
        raise _other_kind(path.name, kind, "not_a_document", "contracts are read as .docx, .pdf, .txt or .md")
    text = _text(raw, path.name, most=_MOST_TEXT_BYTES)
    if path.suffix.lower() in _NOT_TEXT:
        message = f"{path.name} is damaged: it is no {path.suffix} file by its content; open it and save it anew."
        raise UnreadableFile("name_says_otherwise", message, name=path.name, suffix=path.suffix)
    unseen = count_unseen(text)
    return DocumentText(text=text, notes=(Reason.of("hidden_characters_left", count=unseen),) if unseen else ())


def read_mail(path: Path) -> Mail:
    """A customer's reply as .eml or plain text, whatever its name; raises UnreadableFile in one line."""
    raw = read_bytes(path, most=_MOST_BYTES)
    kind = kind_of(raw)
    if kind == "mail":
        del raw
        return _mail(_apart("mail", path), path.name)
    if kind != "text":
        raise _other_kind(path.name, kind, "not_a_mail", "replies are read as .eml or as plain text")
    return _plain_mail(_text(raw, path.name, most=_MOST_REPLY_BYTES), path.name)


def pasted_mail(text: str) -> Mail:
    """What a person pasted as a customer's words; raises BadInput when there are none, or too many."""
    if len(text.encode(errors="replace")) > _MOST_REPLY_BYTES:
        raise BadInput("reply_too_long", "The text is longer than any reply; paste the reply alone.")
    if not text.strip():
        raise BadInput("value_needed", "text is empty; fill it in.", field="text")
    return _plain_mail(text, "")


def _plain_mail(given: str, source: str) -> Mail:
    text, unseen = without_unseen(without_controls(given))
    if not text.strip():
        raise UnreadableFile("empty_file", f"{source} is empty; choose the file that holds the data.", name=source)
    return Mail(text=text.strip("\n"), source=source, notes=tuple(_notes({"unseen": unseen})))


def _text(raw: bytes, name: str, *, most: int) -> str:
    if len(raw) > most:
        message = (
            f"{name} has {len(raw) / 1_000_000:.0f} MB of text; at most {most // 1_000_000} MB are read, so split it."
        )
        raise UnreadableFile("too_large", message, name=name)
    return decode_text(raw, name=name)


def _apart(task: str, path: Path) -> Mapping[str, Any]:
    told: Mapping[str, Any] = parse_apart(task, path)[0]
    return told


def _pages(told: Mapping[str, Any]) -> DocumentText:
    running = running_text([(int(number), str(text)) for number, text in told["pages"]])
    repeated = (Reason.of("repeated_lines", lines=running.repeated),) if running.repeated else ()
    return DocumentText(text=running.text, notes=(*_page_notes(told["found"]), *repeated, *_notes(told["found"])))


def _mail(told: Mapping[str, Any], name: str) -> Mail:
    found = told["found"]
    notes = list(_notes(found))
    if found["attachments"]:
        files = tuple(f"{title} ({_size(size)})" if size else str(title) for title, size in found["attachments"])
        notes.append(Reason.of("attachments_unread", files=files))
    return Mail(
        text=str(told["text"]),
        source=name,
        sender=str(told["sender"]),
        address=str(told["address"]),
        subject=str(told["subject"]),
        received=datetime.fromisoformat(told["received"]) if told["received"] else None,
        message_id=str(told["message_id"]),
        notes=tuple(notes),
    )


def _other_kind(name: str, kind: str, code: str, read: str) -> UnreadableFile:
    if kind == "protected":
        message = f"{name} has a password or is protected; save a copy without protection and import that."
        return UnreadableFile("protected_file", message, name=name)
    message = f"{name} is of another kind ({kind.replace('_', ' ')}); {read}, so save it as one of these."
    return UnreadableFile(code, message, name=name, kind=kind)


# what a reader must know


def _changes(changes: Mapping[str, Any]) -> Iterator[Reason]:
    days = [date.fromisoformat(day) for day in changes["days"]]
    first, last = (days[0], days[-1]) if days else (None, None)
    day, since, until = (first, None, None) if first == last else (None, first, last)
    authors = tuple(map(str, changes["authors"]))
    if changes["count"]:
        yield Reason.of("tracked_changes", count=changes["count"], authors=authors, day=day, since=since, until=until)
    if changes["formats"]:
        yield Reason.of("format_changes", count=changes["formats"])


def _page_notes(found: Mapping[str, Any]) -> Iterator[Reason]:
    if found["unreadable"]:
        yield Reason.of("pages_unreadable", pages=_listed(found["unreadable"]))
    if found["invisible"]:
        yield Reason.of("pages_invisible", pages=_listed(found["invisible"]))
    if found["lost"]:
        yield Reason.of("characters_lost", pages=_listed(found["lost"]))
    if found["fields"]:
        yield Reason.of("fields_at_end", count=found["fields"])


def _notes(found: Mapping[str, Any]) -> Iterator[Reason]:
    """Notes that need no more than a count; a parser leaves out what its kind of file cannot have."""
    if found.get("comments"):
        yield Reason.of("comments_left_out", count=found["comments"])
    if found.get("hidden"):
        yield Reason.of("hidden_text", count=found["hidden"])
    if found.get("unseen"):
        yield Reason.of("hidden_characters", count=found["unseen"])
    if found.get("pictures"):
        yield Reason.of("pictures_unread", count=found["pictures"])
    if found.get("embedded"):
        yield Reason.of("embedded_unread", count=found["embedded"])
    if found.get("symbols"):
        yield Reason.of("symbols_unknown", count=found["symbols"])
    if found.get("counted_fields"):
        yield Reason.of("numbers_left_out", count=found["counted_fields"])


def _listed(pages: Sequence[int]) -> str:
    shown = ", ".join(map(str, pages[:_MOST_PAGES_NAMED]))
    return f"{shown}, …" if len(pages) > _MOST_PAGES_NAMED else shown


def _size(octets: int) -> str:
    return f"{octets / 1_000_000:.1f} MB" if octets >= 1_000_000 else f"{max(1, round(octets / 1000))} kB"
