"""Decides what a second reader sees of a reply: the customer's own words, under pseudonyms, none meant for machines."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from assistant.intake.replies.folding import without_markup
from assistant.intake.replies.injection import Steering
from assistant.intake.replies.reading import own_part
from assistant.intake.replies.sentences import Sentence, sentences
from assistant.intake.second_reader.words import Piece, Words
from assistant.prompting.pseudonyms import Cover, Covered

# Some say "paid" and no more; but what is shorter than this stands everywhere.
_SHORTEST, _SHORTEST_HAN = 4, 2


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownReply:
    """``text`` is what leaves; ``words`` finds places of the reply by it; ``own`` are the customer's words, folded.

    ``for_machines`` places speak to a machine that reads; for ``left_out`` sentences there is no room.
    """

    text: str
    words: Words
    own: str
    for_machines: int
    left_out: int


def show_reply(
    reply: str, cover: Cover, *, room: Callable[[str], int], most: int, is_for_machines: Callable[[str], bool]
) -> ShownReply:
    """As much of ``reply``, from its beginning, as takes at most ``most`` of what ``room`` counts.

    Where what is left still speaks to machines as a whole, nothing of it is shown.
    """
    own, steering = own_part(reply)
    clear = _kept(without_markup(reply), own)
    said = sentences(own)
    clean = [each for each in said if not is_for_machines(clear[each.start : each.end])]
    fitting = list(_fitting(clean, clear, room, most))
    rest = _only(clear, fitting)
    for_machines = _apart(steering) + len(said) - len(clean)
    if fitting and is_for_machines(rest):
        rest, for_machines = "", for_machines + len(clean)
    pieces = list(_pieces(rest, cover.of(rest)))
    return ShownReply(
        text="".join(piece.shown for piece in pieces).strip(),
        words=Words(pieces, shortest=_SHORTEST, shortest_han=_SHORTEST_HAN),
        own=own,
        for_machines=for_machines,
        left_out=len(clean) - len(fitting),
    )


def _apart(places: Sequence[Steering]) -> int:
    """How many places there are, each of which may have been found in several ways."""
    ends = accumulate((place.end for place in places), max, initial=0)
    return sum(place.start >= end for place, end in zip(places, ends, strict=False))


def _kept(clear: str, own: str) -> str:
    """``clear`` where ``own`` has words, blanks elsewhere."""
    return "".join(sign if word.strip() else word for sign, word in zip(clear, own, strict=False))


def _fitting(clean: Sequence[Sentence], clear: str, room: Callable[[str], int], most: int) -> Iterator[Sentence]:
    left = most
    for each in clean:
        left -= room(clear[each.start : each.end])
        if left < 0:
            return
        yield each


def _only(clear: str, kept: Sequence[Sentence]) -> str:
    """``clear`` of the same length, with blanks for all but these sentences."""
    parts, at = [], 0
    for each in kept:
        parts += [_blank(clear[at : each.start]), clear[each.start : each.end]]
        at = each.end
    return "".join(parts) + _blank(clear[at:])


def _blank(text: str) -> str:
    return "".join("\n" if sign == "\n" else " " for sign in text)


def _pieces(clear: str, covered: Covered) -> Iterator[Piece]:
    """What is shown of ``clear``, blanks only once; what is covered by tokens with numbers, one for the same words."""
    numbers: dict[str, dict[str, int]] = {}
    ends = [start for start, _, _ in covered.places[1:]] + [len(covered.text)]
    blank = ""
    for (at, start, length), end in zip(covered.places, ends, strict=False):
        shown = covered.text[at:end]
        if shown.isspace():
            blank = "\n" if "\n" in (blank, shown) else " "
            continue
        if blank:
            yield Piece(blank, start, start)
        if len(shown) > 1 and not any(sign.isdigit() for sign in shown):
            known = numbers.setdefault(shown, {})
            number = known.setdefault("".join(clear[start : start + length].split()), len(known) + 1)
            shown = f"{shown[:-1]} {number}›"
        yield Piece(shown, start, start + length)
        blank = ""
