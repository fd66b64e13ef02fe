"""Reads a Word file as text, with everything a reader must know about it; run in a process of its own."""

from collections.abc import Callable
from pathlib import Path

from assistant.adapters.docx_body import Body, Found
from assistant.adapters.docx_numbering import Numbering
from assistant.adapters.docx_styles import Styles
from assistant.adapters.office_package import OfficePackage, open_package
from assistant.errors import UnreadableFile

# What the first element of a package's main part says of its kind.
_OTHERS = {"workbook": "workbook", "presentation": "slides"}


def parse(path: Path, emit: Callable[[object], None]) -> None:
    """Emit one object: ``text``, and under ``found`` what is odd about it. Raises UnreadableFile.

    Headers, footers and page numbers are left out, comments are counted. Text that is deleted or moved away and not
    accepted yet stands there as ``{--…--}``, inserted text as ``{++…++}``, a changed paragraph end as ``¶`` in it.
    """
    with open_package(path) as package:
        main = package.related().get("officeDocument", "")
        if not main:
            raise _of_another_kind(package)
        found, lines = _read(package, main)
    text = _tidy(lines)
    if not text.strip():
        message = f"{path.name} holds no text; a picture of a page cannot be read, so get it as text."
        raise UnreadableFile("nothing_to_read", message, name=path.name)
    emit({"text": text, "found": _told(found)})


def _read(package: OfficePackage, main: str) -> tuple[Found, list[str]]:
    near = package.related(main)
    numbering, styles = Numbering(), Styles()
    if "styles" in near:
        package.read(near["styles"], styles)
    if "numbering" in near:
        package.read(near["numbering"], numbering)
    for style, use in styles.list_styles():
        numbering.define_style(style, use)
    found = Found(name=package.name, numbering=numbering, styles=styles)
    body = Body(found)
    package.read(main, body)
    if body.root != "document":
        raise wrong_kind(package.name, _OTHERS.get(body.root, "archive"))
    return found, [*body.lines, *_notes(package, near, found)]


def _notes(package: OfficePackage, near: dict[str, str], found: Found) -> list[str]:
    """Foot- and endnotes in the order in which the text refers to them."""
    texts: dict[str, dict[str, list[str]]] = {}
    for part in {part for part, _ in found.notes} & near.keys():
        body = Body(found)
        package.read(near[part], body)
        texts[part] = body.by_id
    lines = []
    for number, (part, note_id) in enumerate(found.notes, start=1):
        said = [line for line in texts.get(part, {}).get(note_id, []) if line.strip()]
        lines.append(f"[^{number}] " + " ".join(line.strip() for line in said))
    return ["", *lines] if lines else []


def _tidy(lines: list[str]) -> str:
    """The lines as one text, with no more than one empty line in a row."""
    kept: list[str] = []
    for line in lines:
        if line.strip() or (kept and kept[-1]):
            kept.append(line.rstrip())
    return "\n".join(kept).strip("\n") + "\n"


def _told(found: Found) -> dict[str, object]:
    return {
        "changes": found.changes.found(),
        "comments": found.comments,
        "hidden": found.hidden,
        "unseen": found.unseen,
        "pictures": found.pictures,
        "embedded": found.embedded,
        "symbols": found.symbols,
        "counted_fields": found.counted_fields,
    }


def _of_another_kind(package: OfficePackage) -> UnreadableFile:
    return wrong_kind(package.name, "open_document" if "mimetype" in package else "archive")


def wrong_kind(name: str, kind: str) -> UnreadableFile:
    """For a file that holds no contract in a form that is read here, whatever its name says."""
    shown = kind.replace("_", " ")
    message = f"{name} is of another kind ({shown}); contracts are read as .docx, .pdf, .txt or .md, so save it as one."
    return UnreadableFile("not_a_document", message, name=name, kind=kind)
