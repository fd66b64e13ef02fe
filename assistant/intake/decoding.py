"""Decides which encoding a file's bytes are in, and refuses where two readings are possible: names are not guessed."""

import codecs
import unicodedata
from collections.abc import Iterable

from assistant.errors import UnreadableFile

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LEGACY = ("gb18030", "big5hkscs")


def decode(raw: bytes, *, name: str, known_words: Iterable[str]) -> str:
    """The text of ``raw``: by its byte-order mark, else strict UTF-8, else GB18030 or Big5-HKSCS.

    A legacy encoding is taken only when the text it gives holds one of ``known_words`` and no private-use or control
    characters, and the other one does not; raises UnreadableFile for anything else, ``name`` being the file's.
    """
    if not raw.strip():
        raise UnreadableFile("empty_file", f"{name} is empty; choose the file that holds the data.", name=name)
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _strict(raw[len(mark) :], encoding, name)
    if b"\0" in raw:
        raise UnreadableFile("not_text", f"{name} is not a text file (it holds binary data).", name=name)
    try:
        return _sound(raw.decode("utf-8"), name)
    except UnicodeDecodeError:
        return _legacy(raw, name, tuple(known_words))


def _strict(raw: bytes, encoding: str, name: str) -> str:
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        message = f"{name} begins as {encoding.upper()} but is damaged at byte {error.start}; export it again as UTF-8."
        raise UnreadableFile("damaged_encoding", message, name=name, encoding=encoding) from error
    if not text.strip():
        raise UnreadableFile("empty_file", f"{name} is empty; choose the file that holds the data.", name=name)
    return _sound(text, name)


def _sound(text: str, name: str) -> str:
    if "\0" in text:
        raise UnreadableFile("not_text", f"{name} is not a text file (it holds binary data).", name=name)
    return text


def _legacy(raw: bytes, name: str, known_words: tuple[str, ...]) -> str:
    readings = {encoding: text for encoding in _LEGACY if (text := _plausible(raw, encoding)) is not None}
    speaking = {encoding: text for encoding, text in readings.items() if any(word in text for word in known_words)}
    if len(speaking) == 1:
        return next(iter(speaking.values()))
    if readings:
        which = " or ".join(encoding.upper() for encoding in (speaking or readings))
        message = (
            f"{name} is not UTF-8; it might be {which}, and which of them cannot be told for certain. "
            "Save it as 'CSV UTF-8' (or as UTF-8 text) and import that."
        )
        raise UnreadableFile("unclear_encoding", message, name=name, encodings=tuple(speaking or readings))
    message = f"{name} is in no encoding that is read here; save it as 'CSV UTF-8' (or as UTF-8 text) and import that."
    raise UnreadableFile("unknown_encoding", message, name=name)


def _plausible(raw: bytes, encoding: str) -> str | None:
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        return None
    strange = any(
        character == "\ufffd" or (character not in "\t\r\n\f" and unicodedata.category(character) in ("Cc", "Co", "Cn"))
        for character in set(text)
    )
    return None if strange else text
