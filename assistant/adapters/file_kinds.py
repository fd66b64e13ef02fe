"""Decides of what kind a file is by its first bytes: a name can say anything."""

import re

_STARTS = (
    (b"PK\x03\x04", "docx"),  # what else it may be shows when it is opened
    (b"PK\x05\x06", "archive"),
    (b"{\\rtf", "rtf"),
    (b"\xff\xd8\xff", "picture"),
    (b"\x89PNG", "picture"),
    (b"GIF8", "picture"),
    (b"II*\0", "picture"),
    (b"MM\0*", "picture"),
    (b"7z\xbc\xaf", "archive"),
    (b"Rar!", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Names of the streams in the container of the old Office files, which a file with a password is put into, too.
_STREAMS = (
    ("EncryptedPackage", "protected"),
    ("WordDocument", "old_word"),
    ("Workbook", "workbook"),
    ("PowerPoint Document", "slides"),
    ("__substg1.0_", "outlook_message"),
)
_PDF_WITHIN = 1024
_WEB_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_HEADER = re.compile(rb"[A-Za-z][A-Za-z0-9-]{0,70}:[ \t]?")
_MAIL_WITHIN = 200_000
# Who wrote, and one of those that only a mail program adds.
_ADDED = (b"date", b"message-id", b"mime-version", b"received", b"return-path", b"delivered-to")


def kind_of(raw: bytes) -> str:
    """``docx``, ``pdf``, ``mail``, ``text``, or what it is instead, such as ``picture`` or ``protected``."""
    if raw.startswith(_OLD_OFFICE):
        return next((kind for stream, kind in _STREAMS if stream.encode("utf-16-le") in raw), "old_word")
    found = next((kind for start, kind in _STARTS if raw.startswith(start)), "")
    if found:
        return found
    if b"%PDF-" in raw[:_PDF_WITHIN]:
        return "pdf"
    if _WEB_PAGE.match(raw):
        return "web_page"
    return "mail" if _is_mail(raw) else "text"


def _is_mail(raw: bytes) -> bool:
    """Whether it begins with the headers of a mail: who wrote it, and something that a mail program adds."""
    names: set[bytes] = set()
    for number, line in enumerate(raw[:_MAIL_WITHIN].splitlines()):
        if not line.strip():
            break
        header = _HEADER.match(line)
        if header:
            names.add(header.group().rstrip(b" \t:").lower())
        elif line[:1] not in b" \t" and not (number == 0 and line.startswith(b"From ")):
            return False
    return b"from" in names and any(name in names for name in _ADDED)
