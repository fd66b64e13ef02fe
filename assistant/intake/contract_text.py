"""Decides how a contract's text is read: its encoding, its language, its title and its clauses."""

import re
from dataclasses import dataclass

from assistant.domain.contracts import Contract
from assistant.domain.language import Language, Reason
from assistant.errors import UnreadableFile
from assistant.intake.clauses import split_clauses
from assistant.intake.decoding import decode
from assistant.intake.script import language_of
from assistant.intake.words import ImportWords, shipped_words

_TITLE = re.compile(r"AGREEMENT|CONTRACT|TERMS|AMENDMENT|PURCHASE ORDER|合同|合約|契約|协议|協議", re.IGNORECASE)
_TITLE_WITHIN = 12
_HEAD, _LINE = 20_000, 200
_LONGEST = 1_000_000
_LONGEST_TITLE = 60
# A page number, a rule, an exhibit number of a filing: nothing that names a document.
_NO_TITLE = re.compile(
    r"[\W\d_]*|[0-9]+\..*|(?:[A-Z] )+[A-Z]\b.*|.*[0-9]{5,}|(?:第.{1,4}[章条條]|[（(].{1,3}[)）]).*", re.IGNORECASE
)
_MARKDOWN = re.compile(r"^\s*(?:#{1,6}\s+|\*\*|__)|(?:\*\*|__)\s*$")
_FILED_AS = re.compile(r"^(?:[0-9]+\s+)?exhibit\s+[0-9][0-9.]*\s*", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class DocumentText:
    """A contract's text as it was read from a file, and what a reader must know about it."""

    text: str
    notes: tuple[Reason, ...] = ()


def decode_text(raw: bytes, *, name: str, words: ImportWords | None = None) -> str:
    """The text of a contract or letter: UTF-8, a marked UTF-16, or GB18030 / Big5-HKSCS where that is certain.

    Raises UnreadableFile when the bytes are empty, binary, or in no encoding that can be told for certain.
    """
    text = decode(raw, name=name, known_words=(words or shipped_words()).contract_words)
    if "\ufffd" in text:
        message = f"{name} holds characters that were lost before; export it again from the original as UTF-8."
        raise UnreadableFile("damaged_text", message, name=name)
    return text


def read_contract(
    text: str, number: str, customer_code: str, language: Language | None = None, notes: tuple[Reason, ...] = ()
) -> Contract:
    """The contract with its clauses; ``text`` is kept as it is and every offset counts in it.

    The language is found from the text when it is not given. Raises UnreadableFile for a text without words, or
    with more than a million characters.
    """
    if not re.search(r"\w", text):
        raise UnreadableFile("empty_file", f"the text of contract {number} is empty.", name=number)
    if len(text) > _LONGEST:
        message = f"contract {number} has {len(text)} characters; at most {_LONGEST} are read, so split it."
        raise UnreadableFile("too_large", message, name=number)
    known = language or language_of(text)
    title = _title(text, number)
    clauses = split_clauses(text, contract_no=number, language=known, title=title)
    return Contract(
        number=number,
        customer_code=customer_code,
        title=title,
        language=known,
        text=text,
        clauses=clauses,
        notes=notes,
    )


def _title(text: str, number: str) -> str:
    lines = [" ".join(_FILED_AS.sub("", _MARKDOWN.sub("", line[:_LINE])).split()) for line in text[:_HEAD].splitlines()]
    worded = [line for line in lines if line and not _NO_TITLE.fullmatch(line)][:_TITLE_WITHIN]
    named = [line for line in worded if _TITLE.search(line) and len(line) <= _LONGEST_TITLE]
    first = [line for line in worded if len(line) <= _LONGEST_TITLE]
    return next(iter(named or first), number)
