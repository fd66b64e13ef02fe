"""Decides which characters the bytes of a mail stand for: by the character set it names, and never by a guess."""

import codecs
from email.header import decode_header

from assistant.errors import UnreadableFile

# What mail programs call a set, and the codec that also knows its later additions. UTF-7 hides text from every filter.
_KNOWN = {
    "utf-8": "utf-8", "utf8": "utf-8", "utf-16": "utf-16", "utf-16le": "utf-16-le", "utf-16be": "utf-16-be",
    "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "cp936": "gb18030", "x-gbk": "gb18030",
    "hz-gb-2312": "hz", "big5": "big5hkscs", "big5-hkscs": "big5hkscs", "x-x-big5": "big5hkscs", "cp950": "cp950",
    "iso-8859-1": "cp1252", "latin1": "cp1252", "windows-1252": "cp1252", "cp1252": "cp1252",
    "shift_jis": "cp932", "iso-2022-jp": "iso2022_jp", "euc-jp": "euc_jp", "euc-kr": "cp949", "ks_c_5601-1987": "cp949",
    "koi8-r": "koi8_r", "koi8-u": "koi8_u", "tis-620": "cp874",
} | {f"iso-8859-{part}": f"iso8859_{part}" for part in (*range(2, 12), 13, 14, 15, 16)} | {
    f"windows-125{part}": f"cp125{part}" for part in (0, 1, 3, 4, 5, 6, 7, 8)
}  # fmt: skip
_PLAIN = ("", "us-ascii", "ascii", "unknown-8bit", "default", "8bit", "x-unknown")


def decoded(raw: bytes, charset: str, *, name: str) -> str:
    """The text of a part that says it is in ``charset``; raises UnreadableFile when it is not, or when it is unknown.

    A part that names none, or only plain ASCII although it holds more, is read as a text file would be.
    """
    label = charset.strip().strip("\"'").casefold()
    if label in _PLAIN:
        return raw.decode("ascii") if raw.isascii() else _unnamed(raw, name)
    codec = _KNOWN.get(label)
    if codec is None:
        message = (
            f"{name} is written in the character set {label[:40]!r}, which is not read; "
            "open it in your mail program and save its text as UTF-8."
        )
        raise UnreadableFile("unread_charset", message, name=name, charset=label[:40])
    text = _strict(raw, codec)
    if text is None and codec != "utf-8":
        text = _strict(raw, "utf-8")
    if text is None:
        message = (
            f"{name} says that it is in {label} but is not; open it in your mail program and save its text as UTF-8."
        )
        raise UnreadableFile("wrong_charset", message, name=name, charset=label)
    return text


def header_text(raw: str) -> str:
    """A header as people read it: encoded words decoded as far as they can be, bytes beyond ASCII only as UTF-8."""
    text = _strict(raw.encode("utf-8", "surrogateescape"), "utf-8")
    if text is None:
        text = raw.encode("utf-8", "surrogateescape").decode("utf-8", "replace").replace("\ufffd", "〓")
    try:
        words = decode_header(text)
    except (ValueError, LookupError):
        return text
    said = [_word(word, charset or "") for word, charset in words]
    return text if None in said else "".join(part for part in said if part is not None)


def _word(word: bytes | str, charset: str) -> str | None:
    if isinstance(word, str):
        return word
    label = charset.casefold()
    if not label:
        return _strict(word, "raw_unicode_escape")  # how the library itself returns what stands between
    codec = _KNOWN.get(label, "ascii" if label in _PLAIN else "")
    return _strict(word, codec) if codec else None


def _strict(raw: bytes, codec: str) -> str | None:
    try:
        return codecs.decode(raw, codec)
    except (UnicodeError, ValueError):
        return None


def _unnamed(raw: bytes, name: str) -> str:
    from assistant.intake.contract_text import decode_text

    return decode_text(raw, name=name)
