"""Decides what stands where on a letter: the approved words alone, under the letterhead, by what they are."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import groupby

from assistant.adapters.statement_words import clean, edition_tag, office_tag, printable
from assistant.domain.brief import Brief
from assistant.domain.letter import Letter
from assistant.drafting.rendering import written_date
from assistant.drafting.reply_form import BOX
from assistant.knowledge import Closed, read_yaml, shipped

_ITEM = re.compile(r"(?:•|\d{1,2}[.)、．])\s*(?=\S)")
# What stands between the statements of a listed item; the comma of an American date is none.
_BETWEEN = re.compile(r"，|：|, (?!\d{4}\b)|: ")
_AMOUNT = re.compile(r"(?:[A-Z]{2,3}\$?|人民[币幣])?\s?\$?-?[\d,]+(?:\.\d+)?(?:\s?元)?")
# Behind an addressee's name: a colon, or the honorific that Taiwanese letters put there.
_AFTER_NAME = re.compile(r"[\s：:,，]*(?:[鈞钧]鑒|台鑒)?[\s：:,，]*$")

_GREETS = (",", "，", ":", "：")
# The first words of a table's last row that sums up the others.
_SUMS = frozenset({"Total", "合计", "合計"})


class Part(StrEnum):
    """What a block of a letter is."""

    ADDRESS = "address"
    TITLE = "title"
    GREETING = "greeting"
    TEXT = "text"
    ITEMS = "items"
    SALUTE = "salute"
    SIGNED = "signed"
    FORM = "form"


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """Rows that stand together; those of ITEMS have several cells, all others one. ``figures`` are columns of money."""

    part: Part
    rows: tuple[tuple[str, ...], ...]
    figures: frozenset[int] = frozenset()

    @property
    def is_summed(self) -> bool:
        """Whether the last row of a table is the sum of the others."""
        return self.part is Part.ITEMS and self.rows[-1][0] in _SUMS

    def is_strong(self, place: int) -> bool:
        """Whether the row at ``place`` stands out: a title, what heads a form, the sum of a table."""
        heads = self.part is Part.TITLE or (self.part is Part.FORM and place == 0)
        return heads or (self.is_summed and place + 1 == len(self.rows))

    def is_indented(self, place: int) -> bool:
        """Whether the row at ``place`` begins further in, where paragraphs do; the first of two closing words does."""
        return self.part is Part.TEXT or (self.part is Part.SALUTE and place == 0 and len(self.rows) > 1)

    def widths(self) -> tuple[float, ...]:
        """How the columns share a line, as parts of one, by the room that their longest cells take."""
        longest = [max(room(row[place]) for row in self.rows) + 3 for place in range(len(self.rows[0]))]
        return tuple(width / sum(longest) for width in longest)


@dataclass(frozen=True, kw_only=True, slots=True)
class LetterWords(Closed):
    """One edition in ``knowledge/letter.yaml``."""

    page: str
    draft: str
    title_first: bool
    signed_right: bool
    indent: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Content:
    """Everything that a letter says, in order; ``tag`` is its language (BCP 47), ``mark`` is empty once released."""

    letterhead: tuple[str, ...]
    title: str
    mark: str
    blocks: tuple[Block, ...]
    words: LetterWords
    tag: str
    day: date

    @property
    def is_chinese(self) -> bool:
        """Whether lines break between characters."""
        return self.tag.startswith("zh")


def content_of(letter: Letter) -> Content:
    """The approved text of ``letter`` in blocks, with date and addressee put before it where the text has none."""
    brief, creditor = letter.message.brief, letter.creditor
    words = _editions()[edition_tag(brief.language, brief.region)]
    reach = " · ".join(part for part in (creditor.phone, creditor.email) if part)
    name, address = (text.in_language(brief.language) for text in (creditor.name, creditor.address))
    return Content(
        letterhead=tuple(line for line in map(clean, (name, address, reach)) if line),
        title=clean(letter.message.draft.subject or name),
        mark=words.draft if letter.is_draft else "",
        blocks=tuple(_arranged(letter, words)),
        words=words,
        tag=office_tag(brief.language, brief.region),
        day=brief.grounds.as_of,
    )


def room(text: str) -> int:
    """How wide ``text`` is, counted in Latin letters."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


@cache
def _editions() -> Mapping[str, LetterWords]:
    path = shipped("knowledge") / "letter.yaml"
    return dict(read_yaml(path, dict[str, LetterWords]))


def _arranged(letter: Letter, words: LetterWords) -> Iterator[Block]:
    draft, brief = letter.message.draft, letter.message.brief
    first, *rest = paragraphs = _paragraphs(draft.body)
    # A form to send back stands under the signature.
    form = rest.pop() if any(BOX in line for line in paragraphs[-1]) and len(rest) > 1 else None
    addressed = any(_names_customer(line, brief) for line in first)
    day = [] if addressed else [written_date(brief.grounds.as_of, brief.language, brief.region)]
    # Where the subject stands first, a letter is dated under its signature.
    top, end = ([], day) if words.title_first else (day, [])
    lines = first if addressed else [*top, *_addressee(brief)]
    # Where the text opens with an address in the Chinese manner, the postal one stands on the envelope alone.
    head = [_block(Part.ADDRESS, lines if addressed and words.title_first else _posted(lines, brief))]
    if draft.subject:
        head.insert(0 if words.title_first else 1, _block(Part.TITLE, [draft.subject]))
    yield from head
    *body, last = rest if addressed else [first, *rest]
    for place, lines in enumerate(body):
        if place == 0 and len(lines) == 1 and lines[0].rstrip().endswith(_GREETS):
            yield _block(Part.GREETING, lines)
            continue
        yield from _texts(lines)
    yield from _signed([*last, *end], brief)
    if form:
        yield _block(Part.FORM, form)


def _names_customer(line: str, brief: Brief) -> bool:
    return _AFTER_NAME.sub("", line) == _said(brief, "customer_name")


def _posted(lines: Iterable[str], brief: Brief) -> Iterator[str]:
    """The lines with the postal address, where it is known, under the customer's name."""
    for line in lines:
        yield line
        if _names_customer(line, brief) and _said(brief, "customer_address"):
            yield _said(brief, "customer_address")


def _addressee(brief: Brief) -> Iterator[str]:
    yield from filter(None, (_said(brief, role) for role in ("customer_name", "contact_name")))


def _said(brief: Brief, role: str) -> str:
    return str(brief.grounds.value(role) or "")


def _paragraphs(body: str) -> list[list[str]]:
    """The lines of ``body``, an empty one parting the paragraphs."""
    groups = groupby(body.split("\n"), key=lambda line: bool(line.strip()))
    return [list(lines) for filled, lines in groups if filled]


def _signed(lines: Sequence[str], brief: Brief) -> Iterator[Block]:
    """The last paragraph: the closing words, and from the first line that names who signs, the signature."""
    names = [name for name in (_said(brief, "sender_name"), _said(brief, "creditor_name")) if name]
    at = next((n for n, line in enumerate(lines) if any(name in line for name in names)), None)
    if at is None:
        yield from _texts(lines)
        return
    if at:
        yield _block(Part.SALUTE, lines[:at])
    yield _block(Part.SIGNED, lines[at:])


def _texts(lines: Iterable[str]) -> Iterator[Block]:
    for is_item, group in groupby(lines, key=lambda line: bool(_ITEM.match(line))):
        listed = list(group)
        table = _table(listed) if is_item and len(listed) > 1 else None
        yield table or _block(Part.TEXT, listed)


def _table(lines: Sequence[str]) -> Block | None:
    """Listed items as the rows of a table, each word of them kept; None where they do not have the same shape."""
    rows = tuple(tuple(map(printable, _BETWEEN.split(_ITEM.sub("", line, count=1)))) for line in lines)
    columns = {len(row) for row in rows}
    if len(columns) > 1 or columns == {1}:
        return None
    figures = (n for n in range(len(rows[0])) if all(_AMOUNT.fullmatch(row[n]) for row in rows))
    return Block(part=Part.ITEMS, rows=rows, figures=frozenset(figures))


def _block(part: Part, lines: Iterable[str]) -> Block:
    return Block(part=part, rows=tuple((printable(line),) for line in lines))
