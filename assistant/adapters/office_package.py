"""Opens an Office file within bounds: how many parts, what they unpack to, no odd names, no document type."""

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax import SAXException
from xml.sax.handler import ContentHandler, feature_namespaces

from defusedxml.common import DefusedXmlException, DTDForbidden
from defusedxml.expatreader import create_parser

from assistant.errors import UnreadableFile

if TYPE_CHECKING:
    from xml.sax.xmlreader import AttributesNSImpl

# A contract with a picture on every page has a few hundred parts; what they hold is never unpacked.
_MOST_PARTS = 1_000
_MOST_UNPACKED = 100_000_000
# A contract of two hundred pages has about a hundred thousand elements.
_MOST_ELEMENTS = 600_000
_DEEPEST = 300
_CHUNK = 65_536
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
# Both spellings of the format: the usual one, and "Strict Open XML".
WORDS = frozenset(
    {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    }
)
_OFF = frozenset({"0", "false", "off", "none"})


class Element:
    """An element that was just opened: its local name and the attributes of its own namespace."""

    __slots__ = ("_attributes", "_space", "name")

    def __init__(self, name: str, space: str, attributes: "AttributesNSImpl") -> None:
        self.name = name
        self._space = space
        self._attributes = attributes

    def get(self, key: str, default: str = "") -> str:
        """The attribute ``key``, in the element's namespace or in none."""
        found = self._attributes.get((self._space, key)) or self._attributes.get((None, key))
        return str(found) if found is not None else default

    def number(self, key: str = "val", default: int = 0) -> int:
        """The attribute as a whole number of at most nine digits; ``default`` for anything else."""
        text = self.get(key)
        return int(text) if text.lstrip("-").isdecimal() and text.isascii() and len(text) < 10 else default

    def is_on(self) -> bool:
        """Whether a switch such as ``<w:vanish/>`` is on: it is, unless its value says otherwise."""
        return self.get("val", "1") not in _OFF


class Reading(ContentHandler):
    """Reads one part element by element; a subclass says what each element means.

    ``path`` holds the names of the open elements, outermost first; elements of ``skipped`` are left out with all that
    is in them, and so is what a newer program would show differently (the Fallback of an AlternateContent).
    """

    spaces: frozenset[str] = WORDS
    skipped: frozenset[str] = frozenset()

    def __init__(self) -> None:
        super().__init__()
        self.path: list[str] = []
        self.root = ""
        self.count = 0
        self._left_out = 0

    @property
    def around(self) -> str:
        """The nearest open element of ``spaces``."""
        return next((name for name in reversed(self.path) if name), "")

    def opened(self, element: Element) -> None:
        """``element`` begins; ``path`` holds what is around it."""

    def closed(self, name: str) -> None:
        """The innermost element of that name ended; ``path`` holds what is around it."""

    def left_out(self, element: Element) -> None:
        """``element`` is of ``skipped``."""

    def foreign(self, name: str) -> None:
        """An element begins that is of none of ``spaces``."""

    def startElementNS(  # noqa: N802  (the parser calls it by that name)
        self, name: tuple[str | None, str], _: str | None, attrs: "AttributesNSImpl"
    ) -> None:
        """For the parser: an element begins."""
        space, local = name
        self.root = self.root or local
        self.count += 1
        if self._left_out:
            self._left_out += 1
            return
        if local == "Fallback":
            self._left_out = 1
            return
        ours = space in self.spaces
        element = Element(local, space or "", attrs)
        if ours and local in self.skipped:
            self._left_out = 1
            self.left_out(element)
            return
        if len(self.path) > _DEEPEST:
            raise SAXException("nested too deeply")
        if ours:
            self.opened(element)
        else:
            self.foreign(local)
        self.path.append(local if ours else "")

    def endElementNS(self, _: tuple[str | None, str], __: str | None) -> None:  # noqa: N802
        """For the parser: an element ends."""
        if self._left_out:
            self._left_out -= 1
            return
        if name := self.path.pop():
            self.closed(name)


class OfficePackage:
    """The parts of one opened file, by their names."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self.name = name
        self._archive = archive
        self._sizes = {member.filename: member.file_size for member in archive.infolist()}
        self._left = _MOST_UNPACKED
        self._elements = _MOST_ELEMENTS

    def __contains__(self, part: str) -> bool:
        return part in self._sizes

    def read(self, part: str, reading: Reading) -> None:
        """Stream ``part`` through ``reading``; nothing of it is held."""
        parser = create_parser(forbid_dtd=True)
        parser.setFeature(feature_namespaces, True)
        parser.setContentHandler(reading)
        with self._archive.open(part) as opened:
            while chunk := opened.read(_CHUNK):
                self._left -= len(chunk)
                parser.feed(chunk)
                if self._left < 0 or reading.count > self._elements:
                    raise too_large(self.name)
        parser.close()
        self._elements -= reading.count

    def related(self, part: str = "") -> dict[str, str]:
        """The parts that ``part`` (the package itself by default) refers to, by the last word of their kind."""
        folder, _, base = part.rpartition("/")
        listed = posixpath.join(folder, "_rels", f"{base}.rels")
        if listed not in self:
            return {}
        reading = _Relations(folder)
        self.read(listed, reading)
        return {kind: target for kind, target in reading.targets.items() if target in self}


class _Relations(Reading):
    spaces = frozenset({_RELATIONS})

    def __init__(self, folder: str) -> None:
        super().__init__()
        self.targets: dict[str, str] = {}
        self._folder = folder

    def opened(self, element: Element) -> None:
        if element.name == "Relationship" and element.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", self._folder, element.get("Target"))).lstrip("/")
            self.targets.setdefault(element.get("Type").rpartition("/")[2], target)


@contextmanager
def open_package(path: Path) -> Iterator[OfficePackage]:
    """The package of ``path``; whatever is wrong with it, now or while it is read, becomes an UnreadableFile."""
    try:
        with zipfile.ZipFile(path) as archive:
            _require_bounds(archive, path.name)
            yield OfficePackage(archive, path.name)
    except DTDForbidden as error:
        message = f"{path.name} declares a document type, as no Word file does; save it again from Word and use that."
        raise UnreadableFile("document_type", message, name=path.name) from error
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        ValueError,
        KeyError,
        OSError,
        SAXException,
        DefusedXmlException,
    ) as error:
        raise damaged(path.name) from error


def too_large(name: str) -> UnreadableFile:
    """For a file that unpacks to more than any contract holds."""
    message = f"{name} unpacks to far more than can be read; split it."
    return UnreadableFile("too_large", message, name=name)


def damaged(name: str) -> UnreadableFile:
    """For a file that its own program would have to mend."""
    message = f"{name} is damaged and cannot be read; open it in its own program, save it again, and retry."
    return UnreadableFile("damaged_file", message, name=name)


def _require_bounds(archive: zipfile.ZipFile, name: str) -> None:
    members = archive.infolist()
    if len(members) > _MOST_PARTS or sum(member.file_size for member in members) > _MOST_UNPACKED:
        raise too_large(name)
    names = [member.filename.casefold() for member in members]
    strange = any(".." in part.split("/") or part.startswith(("/", "\\")) or "\\" in part for part in names)
    packed_oddly = any(m.compress_type not in _METHODS or m.flag_bits & 1 for m in members)
    if strange or packed_oddly or len(set(names)) < len(names):
        raise damaged(name)
