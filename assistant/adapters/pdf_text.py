"""Reads the text layer of a PDF page by page, and says which pages have none; run in a process of its own."""

import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.adapters.unseen import without_controls, without_unseen
from assistant.errors import UnreadableFile

if TYPE_CHECKING:
    from pypdf import PdfReader

    from assistant.adapters.pdf_page import PageText

_MOST_PAGES = 300
_MOST_TEXT = 1_200_000


def parse(path: Path, emit: Callable[[object], None]) -> None:
    """Emit one object: ``pages``, each with its number, and under ``found`` what is odd. Raises UnreadableFile."""
    from pypdf import PdfReader
    from pypdf.errors import LimitReachedError, PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        with path.open("rb") as file:
            pages = list(_pages(PdfReader(file), path.name))
    except LimitReachedError as error:
        message = f"{path.name} unpacks to far more than can be read; split it."
        raise UnreadableFile("too_large", message, name=path.name) from error
    except (PyPdfError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError) as error:
        message = f"{path.name} is damaged and cannot be read; open it in its own program, save it again, and retry."
        raise UnreadableFile("damaged_file", message, name=path.name) from error
    readable = [(number, page) for number, page in enumerate(pages, start=1) if page.text.strip()]
    if not readable:
        message = f"{path.name} holds no text, only pictures of pages; get it as text, or have it recognised first."
        raise UnreadableFile("nothing_to_read", message, name=path.name)
    cleaned = [(number, *without_unseen(without_controls(page.text))) for number, page in readable]
    found = _found(pages) | {"unseen": sum(odd for _, _, odd in cleaned)}
    emit({"pages": [(number, text) for number, text, _ in cleaned], "found": found})


def _pages(reader: "PdfReader", name: str) -> Iterator["PageText"]:
    from assistant.adapters.pdf_page import read_page

    if reader.is_encrypted and not _opens(reader):
        message = f"{name} has a password or is protected; save a copy without protection and import that."
        raise UnreadableFile("protected_file", message, name=name)
    count = len(reader.pages)
    if count > _MOST_PAGES:
        message = f"{name} has {count} pages; at most {_MOST_PAGES} are read, so split it."
        raise UnreadableFile("too_large", message, name=name)
    length = 0
    for page in reader.pages:
        read = read_page(page)
        length += len(read.text)
        if length > _MOST_TEXT:
            message = f"{name} holds far more text than a contract; split it."
            raise UnreadableFile("too_large", message, name=name)
        yield read


def _opens(reader: "PdfReader") -> bool:
    """Whether it opens without a password: many files are only protected against changes."""
    from pypdf import PasswordType
    from pypdf.errors import DependencyError

    try:
        return reader.decrypt("") is not PasswordType.NOT_DECRYPTED
    except (DependencyError, NotImplementedError):
        return False


def _found(pages: list["PageText"]) -> dict[str, object]:
    numbered = list(enumerate(pages, start=1))
    return {
        "unreadable": [number for number, page in numbered if page.unreadable],
        "invisible": [number for number, page in numbered if page.invisible],
        "lost": [number for number, page in numbered if page.lost],
        "comments": sum(page.comments for page in pages),
        "fields": sum(page.fields for page in pages),
    }
