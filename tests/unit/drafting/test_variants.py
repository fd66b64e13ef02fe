"""Enough wordings of everything that is said, each of them another sentence, and each saying what it is there for."""

import itertools
import re
from collections.abc import Iterator
from difflib import SequenceMatcher

import pytest

from assistant.drafting.circumstances import Circumstance
from assistant.drafting.phrases import SLOT, Phrases
from assistant.drafting.scene import role_of
from tests.unit.guardrail.wordings import part_is_heard, shipped_rules

ENOUGH = 3
# A form of address is what it is.
FIXED = frozenset({"greeting", "letter_to"})
# Before a payment is late, a message need not ask what is in the way.
NOT_LATE = frozenset({Circumstance.BEFORE_DUE, Circumstance.DUE_TODAY})
EDITIONS = ("en", "zh-Hans", "zh-Hant HK", "zh-Hant *")


def edition_named(phrasebooks, name):
    language, _, region = name.partition(" ")
    return next(
        e
        for e in phrasebooks.editions
        if e.head.language.value == language and (not region or region in e.head.regions)
    )


def is_sentence(wording: str) -> bool:
    """Whether ``wording`` speaks: not a heading, a line of a list or a form, or a label before a value."""
    ends = re.search(r"[.?!。？！:：][”」』)）]*$", wording)
    says = re.search(r"\w", SLOT.sub("", wording))
    return bool(ends and says) and not wording.startswith(("•", "☐")) and "____" not in wording


def spoken(edition) -> Iterator[tuple[str, Phrases]]:
    """Every group of phrases that says something in sentences, or heads a message."""
    for move, groups in edition.moves.items():
        for group in groups:
            heads = move.endswith("subject") and "{invoice_no}" in "".join(group.say)
            if move not in FIXED and (heads or any(map(is_sentence, group.say))):
                yield move, group


@pytest.mark.parametrize("name", EDITIONS)
def test_whatever_is_said_can_be_said_in_three_ways_in_every_tone_in_which_it_is_said(phrasebooks, name):
    few = [(move, group.say) for move, group in spoken(edition_named(phrasebooks, name)) if len(group.say) < ENOUGH]

    assert few == []


@pytest.mark.parametrize("name", EDITIONS)
def test_each_way_is_another_sentence_and_not_the_same_with_one_word_changed(phrasebooks, name):
    alike = [
        (move, one, other)
        for move, group in spoken(edition_named(phrasebooks, name))
        for one, other in itertools.combinations(group.say, 2)
        if "quote}" not in one + other and words_changed(one, other) < 2
    ]

    assert alike == []


def words_changed(one: str, other: str) -> int:
    """How many words stand in one of the two and not at the same place of the other; two characters make a word."""
    pieces = [re.findall(r"\{[a-z_]+\}|[A-Za-z']+|[㐀-鿿]", text.lower()) for text in (one, other)]
    same = sum(block.size for block in SequenceMatcher(None, *pieces, autojunk=False).get_matching_blocks())
    changed = max(map(len, pieces)) - same
    return changed if re.search(r"[a-z]{3}", SLOT.sub("", one)) else (changed + 1) // 2


@pytest.mark.parametrize("name", EDITIONS)
def test_every_wording_that_is_to_say_a_part_of_the_message_is_heard_to_say_it(phrasebooks, name):
    edition, parts = edition_named(phrasebooks, name), shipped_rules().part_table.parts
    unheard = [
        (part, wording)
        for part, moves in phrasebooks.says.items()
        for move in moves
        for group in edition.moves[move]
        if not group.when & NOT_LATE
        for wording in group.say
        if not {role_of(slot) for slot in SLOT.findall(wording)} & {*parts[part].roles}
        and not part_is_heard(part, SLOT.sub("x", wording))
    ]

    assert unheard == []
