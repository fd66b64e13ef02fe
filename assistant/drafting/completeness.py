"""Holds layouts and phrases against the table of parts: what a message must hold has a move that always says it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.domain.kinds import Stage, Tone
from assistant.drafting.circumstances import Circumstance
from assistant.drafting.phrases import Layout, Phrases
from assistant.drafting.scene import role_of
from assistant.errors import BadKnowledge
from assistant.parts import PartTable, Row

Moves = Mapping[str, tuple[Phrases, ...]]
_SIZES = (Circumstance.ONE, Circumstance.MANY)
_NOT_LATE = frozenset({Circumstance.BEFORE_DUE, Circumstance.DUE_TODAY})


@dataclass(frozen=True, kw_only=True, slots=True)
class _Book:
    """The phrases of one edition, and the roles of the facts that each move can name."""

    moves: Moves
    named: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, moves: Moves) -> "_Book":
        return cls(moves=moves, named={m: frozenset().union(*map(_roles, groups)) for m, groups in moves.items()})


def require_parts(
    path: Path,
    layouts: tuple[Layout, ...],
    says: Mapping[str, Collection[str]],
    editions: Collection[Moves],
    table: PartTable,
) -> None:
    """Raise BadKnowledge for a layout that lacks a part which the table requires, or names a fact that it rules out.

    ``says`` names the moves that say a part in words; a part with facts is found by the slots of the phrases.
    """
    books = [_Book.of(moves) for moves in editions]
    for layout in layouts:
        for row in _rows_for(layout, table):
            for name in row.required:
                held = any(_holds(each, name, row, says, books, table) for each in _with_its_cases(layout, layouts))
                _require(held, path, name, f"is required of a {row.kind}, but no move of its layout always says it")
            for name in row.forbidden:
                roles = frozenset(table.parts[name].roles)
                said = [move for move in layout.moves() for book in books if book.named[move] & roles]
                _require(not said, path, name, f"is forbidden to a {row.kind}, but its layout has {said[:1]}")


def _rows_for(layout: Layout, table: PartTable) -> Iterator[Row]:
    for row in table.rows:
        if (
            row.kind in layout.kinds
            and row.channels & layout.channels
            and _meet(row.stages, layout.stages)
            and _meet(row.tones, layout.tones)
        ):
            yield row


def _with_its_cases(layout: Layout, layouts: tuple[Layout, ...]) -> Iterator[Layout]:
    """``layout``, and those before it that take over from it in the circumstances where a part is wanted."""
    yield layout
    if not layout.when:
        same = (layout.kinds, layout.channels)
        yield from (other for other in layouts if other.when and (other.kinds, other.channels) == same)


def _holds(
    layout: Layout,
    name: str,
    row: Row,
    says: Mapping[str, Collection[str]],
    books: Collection[_Book],
    table: PartTable,
) -> bool:
    kept = layout.moves() - set(layout.spare)
    roles = frozenset(table.parts[name].roles)
    if kept & set(says.get(name, ())):
        return True
    tones = (row.tones & layout.tones if row.tones and layout.tones else row.tones or layout.tones) or frozenset(Tone)
    late = bool(row.stages) and not row.stages & {Stage.UPCOMING, Stage.DUE}
    return bool(roles) and all(
        any(
            _always_says(_open_to(book.moves[move], tones, size, late=late), roles, tones)
            for move in kept
            if book.named[move] & roles
        )
        for book in books
        for size in _SIZES
    )


def _open_to(
    groups: tuple[Phrases, ...], tones: frozenset[Tone], size: Circumstance, *, late: bool
) -> tuple[Phrases, ...]:
    """The phrases that such a message can come to, with what they ask for besides its size."""
    elsewhere = set(_SIZES) - {size} | (_NOT_LATE if late else set())
    met = (group for group in groups if _meet(group.tones, tones) and not group.when & elsewhere)
    return tuple(replace(group, when=group.when - {size}) for group in met)


def _always_says(groups: tuple[Phrases, ...], roles: frozenset[str], tones: frozenset[Tone]) -> bool:
    """Whether a message in one of ``tones`` gets a fact of ``roles`` from these phrases whenever its brief has one.

    Phrases that name no such fact are right only behind others that do and would come first.
    """
    saying: list[Phrases] = []
    for group in groups:
        if _names(group, roles):
            saying.append(group)
        elif not any(_is_wider(earlier, group, tones) for earlier in saying):
            return False
    return all(any(_fits_all(group, tone) for group in saying) for tone in tones)


def _names(group: Phrases, roles: frozenset[str]) -> bool:
    return bool(group.say) and all(roles & {role_of(slot) for slot in group.slots_of(wording)} for wording in group.say)


def _roles(group: Phrases) -> frozenset[str]:
    return frozenset(role_of(slot) for wording in group.say for slot in group.slots_of(wording))


def _is_wider(one: Phrases, other: Phrases, tones: frozenset[Tone]) -> bool:
    """Whether ``one`` fits wherever ``other`` does, as far as the facts are at hand."""
    return (
        (not one.tones or one.tones >= (other.tones & tones if other.tones else tones))
        and (not one.channels or (bool(other.channels) and one.channels >= other.channels))
        and (not one.regions or (bool(other.regions) and one.regions >= other.regions))
        and one.when <= other.when
    )


def _fits_all(group: Phrases, tone: Tone) -> bool:
    return (not group.tones or tone in group.tones) and not group.regions and not group.when


def _meet(one: frozenset[Stage] | frozenset[Tone], other: frozenset[Stage] | frozenset[Tone]) -> bool:
    """Whether two conditions can hold together; an empty one holds always."""
    return not one or not other or not one.isdisjoint(other)


def _require(holds: bool, path: Path, part: str, problem: str) -> None:
    if not holds:
        raise BadKnowledge(
            "phrasebook_invalid",
            f"{path}: the part {part!r} {problem}; correct the file.",
            path=str(path),
            place=part,
            problem=problem,
        )
