"""Broken patterns are refused, and none can be made to search for long, by its shape or by text of its own pieces."""

import random
import re
import time
from collections.abc import Iterator
from re import _constants as signs  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]

import pytest

from assistant.errors import BadKnowledge
from assistant.guardrail.patterns import compile_pattern
from tests.unit.guardrail.wordings import shipped_rules

LENGTH, SLOWEST = 20_000, 1.0  # characters, seconds of the processor; the slowest pattern takes about 0.05
REPEATS = (signs.MAX_REPEAT, signs.MIN_REPEAT)
SOME = {signs.CATEGORY_WORD: "a", signs.CATEGORY_SPACE: " ", signs.CATEGORY_DIGIT: "1", signs.CATEGORY_NOT_WORD: " "}


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    rules = shipped_rules()
    pairs = {f"rule {rule.id}": rule.patterns for rule in rules.rules}
    pairs |= {f"unless of {rule.id}": rule.unless for rule in rules.rules}
    pairs |= {f"cue {name}": pair for name, pair in rules.cues.items()}
    pairs |= {f"part {name}": part.words for name, part in rules.parts.items()}
    for name, pair in pairs.items():
        yield from ((f"{name}: {pattern.source}", pattern.regex) for pattern in (*pair.zh, *pair.en))
    for script in ("zh", "en"):
        cues = getattr(rules.stances, script)
        for name in cues.__slots__:
            if isinstance(pattern := getattr(cues, name), re.Pattern):
                yield f"stance {script} {name}", pattern


def nested(tree, *, inside: bool = False) -> Iterator[str]:
    """Repeats without end inside repeats without end, where the outer one may give back what the inner one took.

    What takes the signs between words may stand inside: words begin and end it in one way only.
    """
    for sign, given in tree:
        if sign in REPEATS:
            _, high, body = given
            endless = high is signs.MAXREPEAT
            if endless and inside and not is_gap(body):
                yield str(body)
            yield from nested(body, inside=inside or (endless and len(body) > 1))
        else:
            for part in below(sign, given):
                yield from nested(part, inside=inside)


def is_gap(body) -> bool:
    sign, given = body[0]
    return sign is signs.IN and (signs.NEGATE, None) in given and (signs.CATEGORY, signs.CATEGORY_WORD) in given


def below(sign, given) -> list:
    if sign is signs.SUBPATTERN:
        return [given[3]]
    if sign is signs.BRANCH:
        return list(given[1])
    if sign in (signs.ASSERT, signs.ASSERT_NOT):
        return [given[1]]
    return []


def sample(tree, choose: random.Random) -> str:
    """A text that the parsed expression, looks around left aside, would match."""
    return "".join(piece(sign, given, choose) for sign, given in tree)


def piece(sign, given, choose: random.Random) -> str:
    if sign is signs.LITERAL:
        return chr(given)
    if sign is signs.IN:
        kind, value = choose.choice(given)
        if kind is signs.LITERAL:
            return chr(value)
        if kind is signs.RANGE:
            return chr(choose.randint(*value))
        return SOME.get(value, choose.choice("款们 ,-'x"))
    if sign in (*REPEATS, signs.POSSESSIVE_REPEAT):
        low, high, body = given
        return "".join(sample(body, choose) for _ in range(choose.randint(low, min(int(high), low + 6))))
    if sign is signs.BRANCH:
        return sample(choose.choice(given[1]), choose)
    if sign is signs.SUBPATTERN:
        return sample(given[3], choose)
    if sign is signs.ATOMIC_GROUP:
        return sample(given, choose)
    return "x" if sign in (signs.ANY, signs.NOT_LITERAL) else ""


def hostile(pattern: re.Pattern[str], choose: random.Random) -> str:
    """One endless sentence of beginnings of what the pattern looks for."""
    tree = parser.parse(pattern.pattern)
    words = [re.sub(r"[.。!?;\n]", "", sample(tree, choose)) or "x" for _ in range(8)]
    cut = [word[: choose.randint(1, len(word))] + sign for word in words for sign in ("", "-", "'", " ", ",")]
    some = "".join(choose.sample(cut, len(cut)))
    return (some * (LENGTH // len(some) + 1))[:LENGTH]


def test_no_pattern_repeats_without_end_what_repeats_without_end() -> None:
    assert [name for name, pattern in patterns() if list(nested(parser.parse(pattern.pattern)))] == []


def test_the_look_at_shapes_knows_a_dangerous_one() -> None:
    assert list(nested(parser.parse("(?:a+b?)+c")))
    assert list(nested(parser.parse(r"(?:\w+,?)+c")))
    assert not list(nested(parser.parse(r"(?:a++b?)+c|(?:ab){0,3}d+|(?:our[^\w.]+)+")))


def test_no_pattern_searches_long_through_its_own_pieces() -> None:
    choose = random.Random(6)
    slow = []
    for name, pattern in patterns():
        text = hostile(pattern, choose)
        begun = time.process_time()
        for _ in pattern.finditer(text):
            pass
        if (took := time.process_time() - begun) > SLOWEST:
            slow.append((round(took, 2), name))
    assert slow == []


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("我们(会|将", "missing ), unterminated subpattern at position 2"),
        ("付款**", "multiple repeat at position 3"),
        ("(?<=很|非常)好", "look-behind requires fixed-width pattern"),
        ("<nobody>付款", "'no word group <nobody>'"),
        ("<broken>付款", "missing ), unterminated subpattern at position 1"),
        ("我|你", "alternatives need brackets"),
    ],
)
def test_a_broken_pattern_is_refused_before_it_is_needed(source: str, problem: str) -> None:
    with pytest.raises(BadKnowledge) as refused:
        compile_pattern(source, {"broken": ("我", "你(们")}, chinese=True)
    assert str(refused.value) == f"The pattern {source!r} cannot be read: {problem}; correct it."


@pytest.mark.parametrize("text", ["tell your-mother's so-called landlord", "tell, 'your' $5 landlord", "tell landlord"])
def test_a_gap_still_reaches_over_signs_and_joined_words(text: str) -> None:
    assert compile_pattern("tell <~5>landlord", {}, chinese=False).regex.search(text)


def test_a_gap_counts_words_and_ends_with_the_sentence() -> None:
    gap = compile_pattern("tell <~2>landlord", {}, chinese=False).regex
    assert gap.search("tell don't you landlord")
    assert not gap.search("tell one two three landlord")
    assert not gap.search("tell him. landlord")


def test_words_joined_by_signs_over_and_over_cost_no_time() -> None:
    gaps = compile_pattern("tell <~8>you <~8>landlord <~8>bank", {}, chinese=False).regex
    begun = time.process_time()
    assert not gaps.search("tell you-x'y/" * 2000)
    assert time.process_time() - begun < 1
