"""Decides which units of a text are compared: Chinese characters and their pairs, English stems, and figures."""

import re
from functools import lru_cache
from sys import intern

_PIECE = re.compile(r"[\u3400-\u9fff]+|[a-z]+|[0-9]+(?:[.,][0-9]+)*")
_HAN = re.compile(r"[\u3400-\u9fff]")
# Words that stand in nearly every sentence and tell nothing about it.
_STOP = frozenset(
    re.findall(
        r"\w+",
        """
        a an and any are as at be been being by did do does for from had has have he her his i if in into is it its may
        me my no nor not of on or our shall she should so such that the their them then there these they this those to
        under upon was we were what which who will with would you your can could must also other s t re ve ll m d
        don doesn didn haven hasn won isn aren wasn couldn shouldn how when where why whose get got go gone going us
        there here up out off over just still ok okay allowed happens happen mean say says want wants need needs let
        make put take because while stuff thing things much many like before one two
        another each every both some more most than too very really ever even yet since till until if whether either
        neither anyone anybody somebody someone nobody everything something anything nothing come comes came coming
        long soon big large back end last side sides company kind sort way tell ask see find try know think now then
        contract agreement deal
        """,
    )
)
_STOP_HAN = frozenset("的了和与及或之其于在是有就也都而并且吗呢么啊吧把被这那个们咱您我你他她它")
_ENDINGS = (
    "ations", "ation", "ating", "ated", "ates", "ate", "ments", "ment", "ings", "ing", "ies", "ed", "es", "s", "y",
)  # fmt: skip
_SHORTEST_STEM = 3


def tokens_of(folded: str) -> list[str]:
    """The tokens of a folded text, in order; words of no weight are left out.

    The same token is the same string wherever it stands: a long Chinese contract has a million of them.
    """
    tokens: list[str] = []
    for piece in _PIECE.findall(folded):
        if _HAN.match(piece):
            tokens += [intern(character) for character in piece if character not in _STOP_HAN]
            tokens += [intern(piece[i : i + 2]) for i in range(len(piece) - 1)]
        elif piece[0].isdigit():
            tokens.append(piece.replace(",", ""))
        elif piece not in _STOP:
            tokens.append(stem(piece))
    return tokens


@lru_cache(maxsize=8)
def words_of(folded: str) -> str:
    """The English stems and figures of a folded text in order, with a blank before and behind each.

    A phrase stands in a text without a gap when its words are a part of the text's.
    """
    return f" {' '.join(stem(piece) for piece in _PIECE.findall(folded) if not _HAN.match(piece))} "


def is_word(piece: str) -> bool:
    """Whether a piece in small letters is an English word that tells something."""
    return piece.isalpha() and piece not in _STOP


def word_places(folded: str) -> list[tuple[int, int]]:
    """Where the English words and figures of a folded text stand, in order."""
    return [match.span() for match in _PIECE.finditer(folded) if not _HAN.match(match[0])]


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """``word`` less its commonest ending: payment, payments, paying and pays are not told apart."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            cut = word[: -len(ending)]
            return cut[:-1] if _doubled(cut) else cut.removesuffix("e") or cut
    return word.removesuffix("e") if len(word) > _SHORTEST_STEM + 1 else word


def _doubled(cut: str) -> bool:
    return len(cut) > _SHORTEST_STEM and cut[-1] == cut[-2] and cut[-1] not in "aeioulsz"
