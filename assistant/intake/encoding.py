"""Decides which encoding a file is in while reading it in pieces, and refuses where two readings are possible."""

import codecs
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from assistant.errors import BadInput, UnreadableFile
from assistant.intake.cleaning import FROM_PRIVATE
from assistant.intake.mixture import Mixture

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
LEGACY = ("gb18030", "big5hkscs")
# What else people may say that a file is in, once they are asked.
_OTHERS = ("shift_jis", "euc_kr", "cp1252")
# Of UTF-16 without a mark: even a short table has as many separators, figures and line ends.
_FEWEST_ZEROS = 4
# A piece of text by which a person sees whether it was read in the right encoding.
_NOT_ASCII = re.compile(r"[^\x00-\x7f\ufeff][^\r\n,;\t|]{0,19}")
_FAMILIES = ("utf-8", "utf-16", "utf-32", "gb", "big5", "cp", "iso8859", "shift_jis", "euc", "koi8", "mac")
# What people call by the name of a smaller one.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "iso8859-1": "cp1252", "shift_jis": "cp932"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Encoding:
    """A codec's name, and how many bytes of a byte-order mark stand before the text."""

    name: str
    mark: int = 0


def settle_encoding(
    pieces: Callable[[], Iterable[bytes]], *, name: str, known_words: Collection[str], said: str = ""
) -> Encoding:
    """The encoding of the whole file whose bytes ``pieces`` gives anew at each call, none of them empty.

    What the user ``said``; else by its byte-order mark, else strict UTF-8, else GB18030 or Big5-HKSCS: a legacy
    encoding is taken only when the text that it gives holds one of ``known_words`` and no private-use or control
    characters, and the other one does not, nor any line of it. UTF-16 without a mark is known by its zeros. Raises
    UnreadableFile for anything else, ``name`` being the file's; ``unclear_encoding`` is a question, with those that
    fit in ``encodings`` and what each makes of the first such word in ``samples``.
    """
    start = next(iter(pieces()), b"")
    marked = next(((encoding, len(mark)) for mark, encoding in _MARKS if start.startswith(mark)), None)
    if said:
        encoding = _codec(said)
        mark = marked[1] if marked and marked[0].startswith(encoding) else 0
        _require_sound(pieces(), encoding, mark, name)
        return Encoding(name=marked[0] if marked and mark else encoding, mark=mark)
    if marked:
        _require_sound(pieces(), *marked, name)
        return Encoding(name=marked[0], mark=marked[1])
    if b"\0" in start:
        return Encoding(name=_wide(start, pieces, name))
    if _is_utf8(pieces(), name):
        return Encoding(name="utf-8")
    return Encoding(name=_legacy(pieces, name, known_words))


def _codec(said: str) -> str:
    try:
        found = codecs.lookup(said).name
    except (LookupError, ValueError):
        found = ""
    if not found.startswith(_FAMILIES):
        message = f"{said!r} is no encoding; name one such as utf-8, gb18030, big5hkscs, shift_jis or cp1252."
        raise BadInput("unknown_codec", message, encoding=said)
    return _WIDER.get(found, found)


def _require_sound(pieces: Iterable[bytes], encoding: str, mark: int, name: str) -> None:
    """The whole text of a file whose encoding is said is decoded once, strictly."""
    decoder = codecs.getincrementaldecoder(encoding)()
    taken, empty, skip = 0, True, mark
    for piece in _with_end(pieces):
        held = len(decoder.getstate()[0])
        try:
            text = decoder.decode(piece[skip:], final=not piece)
        except UnicodeDecodeError as error:
            at = taken - held + error.start
            message = f"{name} is {encoding.upper()}, but damaged at byte {at}; export it again as UTF-8."
            raise UnreadableFile("damaged_encoding", message, name=name, encoding=encoding) from error
        if "\0" in text:
            raise _not_text(name)
        taken, skip = taken + len(piece) - skip, 0
        empty = empty and not text.strip()
    if empty:
        raise _empty(name)


def _with_end(pieces: Iterable[bytes]) -> Iterable[bytes]:
    """The pieces, and an empty one that says that the file is over."""
    yield from pieces
    yield b""


def _wide(start: bytes, pieces: Callable[[], Iterable[bytes]], name: str) -> str:
    """UTF-16 without a mark: every second byte of its figures, separators and line ends is zero."""
    even, odd = start[::2].count(0), start[1::2].count(0)
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    if max(even, odd) < _FEWEST_ZEROS or min(even, odd) * 4 > max(even, odd):
        raise _not_text(name)
    reading = _Reading(encoding, ("\n", "\r"))
    for piece in pieces():
        reading.take(piece)
    if not (reading.is_plausible() and reading.speaks):
        raise _not_text(name)
    return encoding


def _is_utf8(pieces: Iterable[bytes], name: str) -> bool:
    """Whether all of it is strict UTF-8; raises UnreadableFile for an empty or binary file."""
    decoder: codecs.IncrementalDecoder | None = codecs.getincrementaldecoder("utf-8")()
    empty = True
    for piece in _with_end(pieces):
        if b"\0" in piece:
            raise _not_text(name)
        empty = empty and not piece.strip()
        try:
            if decoder:
                decoder.decode(piece, final=not piece)
        except UnicodeDecodeError:
            decoder = None  # what follows is still looked through for binary data
    if empty:
        raise _empty(name)
    return decoder is not None


class _Reading:
    """What the file says in one encoding, as far as it has been read."""

    def __init__(self, encoding: str, known_words: Collection[str]) -> None:
        self.encoding = encoding
        self.speaks = False
        self.sample = ""
        self.fails_at_the_end = False
        self._decoder: codecs.IncrementalDecoder | None = codecs.getincrementaldecoder(encoding)()
        self._words = tuple((word, frozenset(word)) for word in known_words)
        self._overlap = max(map(len, known_words), default=1) - 1
        self._end = ""
        self._letters: set[str] = set()

    def take(self, piece: bytes, *, final: bool = False) -> None:
        """Read on, unless the encoding has failed already."""
        if self._decoder is None:
            return
        try:
            text = self._decoder.decode(piece, final=final)
        except UnicodeDecodeError:
            self.fails_at_the_end = final
            self._decoder = None
            return
        letters = set(text)
        self._letters |= letters
        if not self.sample and (found := _NOT_ASCII.search(text)):
            self.sample = found.group()
        if not self.speaks:
            here, letters = self._end + text, letters.union(self._end)
            # To look for a word whose characters are not even there would take far longer than reading the file.
            self.speaks = any(word in here for word, needed in self._words if needed <= letters)
            self._end = here[-self._overlap :] if self._overlap else ""

    def is_plausible(self) -> bool:
        """Whether every byte was read, and no character is one that ledgers never hold."""
        self.take(b"", final=True)
        return self._decoder is not None and not any(map(_strange, self._letters))


def _strange(character: str) -> bool:
    if ord(character) in FROM_PRIVATE or "\U00020000" <= character <= "\U0003ffff":
        return False
    return character == "\ufffd" or (
        character not in "\t\r\n\f" and unicodedata.category(character) in ("Cc", "Co", "Cn")
    )


def _legacy(pieces: Callable[[], Iterable[bytes]], name: str, known_words: Collection[str]) -> str:
    readings = [_Reading(encoding, known_words) for encoding in LEGACY]
    readings += [_Reading(encoding, ()) for encoding in _OTHERS]  # they are asked about, whatever they say
    mixture = Mixture(known_words)
    for piece in pieces():
        mixture.take(piece)
        for reading in readings:
            reading.take(piece)
    _require_one(mixture, name)
    plausible = [reading for reading in readings if reading.is_plausible()]
    speaking = [reading for reading in plausible if reading.speaks and reading.encoding in LEGACY]
    if len(speaking) == 1:
        return speaking[0].encoding
    cut = next((r.encoding for r in readings if r.fails_at_the_end and r.speaks and r.encoding in LEGACY), None)
    if cut and not speaking:
        message = f"{name} ends within a character of {cut.upper()}: it was cut off; export it again as UTF-8."
        raise UnreadableFile("damaged_encoding", message, name=name, encoding=cut)
    raise _unclear(speaking or plausible, name)


def _require_one(mixture: Mixture, name: str) -> None:
    if mixture.is_mixed():
        message = f"{name} mixes encodings, as files do that were joined; export its parts again as UTF-8."
        raise UnreadableFile("mixed_encodings", message, name=name)
    if mixture.is_damaged():
        message = f"{name} is UTF-8 but damaged in places; export it again as UTF-8."
        raise UnreadableFile("damaged_encoding", message, name=name, encoding="utf-8")


def _unclear(readings: Sequence[_Reading], name: str) -> UnreadableFile:
    encodings = tuple(reading.encoding for reading in readings)
    if encodings:
        which = " or ".join(encoding.upper() for encoding in encodings)
        message = (
            f"{name} is not UTF-8; it might be {which}, and which of them cannot be told for certain. "
            "Save it as 'CSV UTF-8' (or as UTF-8 text) and import that."
        )
        samples = tuple(f"{reading.encoding}: {reading.sample}" for reading in readings)
        return UnreadableFile("unclear_encoding", message, name=name, encodings=encodings, samples=samples)
    message = f"{name} is in no encoding that is read here; save it as 'CSV UTF-8' (or as UTF-8 text) and import that."
    return UnreadableFile("unknown_encoding", message, name=name)


def _empty(name: str) -> UnreadableFile:
    return UnreadableFile("empty_file", f"{name} is empty; choose the file that holds the data.", name=name)


def _not_text(name: str) -> UnreadableFile:
    return UnreadableFile("not_text", f"{name} is not a text file (it holds binary data).", name=name)
