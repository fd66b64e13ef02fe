"""Turns free text of others into one that may leave: names, numbers, amounts and dates become tokens, words stay.

What the brief has a fact for becomes ‹F3›, in the angle quotes that a fence lets stand; anything else a typed token:
‹person 1›, ‹company 2›, ‹amount›, ‹date›, ‹number›, ‹account›, ‹e-mail›, ‹phone›, ‹id›, ‹link›, ‹address›. Every digit
of the text is part of a token, so nobody can write one of these themselves.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.domain.brief import Fact, FactKind
from assistant.domain.money import Money
from assistant.folding import fold
from assistant.prompting.fence import neutral, visible
from assistant.prompting.ledger_names import Known, Ledger
from assistant.prompting.written_contacts import EMAIL, LINK, PHONE, other_digits, personal_numbers
from assistant.prompting.written_figures import amounts_in, dates_in
from assistant.prompting.written_people import addressed_people, titled_people


@dataclass(frozen=True, kw_only=True, slots=True)
class Covered:
    """A text that may leave; ``places`` say what of the original each part of it stands for.

    A place is (start here, start in the original, length there); places are in order and cover the whole text.
    """

    text: str
    places: tuple[tuple[int, int, int], ...]
    hidden: int

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The place in the original that ``start`` to ``end`` of this text stands for; a token counts as a whole."""
        if end <= start:
            at = self._at(start)
            return at[0], at[0]
        return self._at(start)[0], self._at(end - 1)[1]

    def find(self, quote: str) -> tuple[int, int] | None:
        """Where words of this text stand in the original; None when they do not stand in it."""
        at = self.text.find(quote) if quote else -1
        return None if at < 0 else self.original(at, at + len(quote))

    def _at(self, offset: int) -> tuple[int, int]:
        if not self.places:
            return 0, 0
        n = max(bisect_right(self.places, offset, key=lambda place: place[0]) - 1, 0)
        _, start, length = self.places[n]
        return start, start + length


class Cover:
    """Covers the texts of one request: the same person is ‹person 1› in all of them."""

    def __init__(self, ledger: Ledger, facts: Iterable[Fact] = (), mails: Iterable[str] = ()) -> None:
        """``facts`` are those of the brief that the request is about, if it is about one.

        ``mails`` are whole mails in whose heads somebody may be named whom the record does not know.
        """
        self._ledger = ledger
        people = {name for mail in mails for name in addressed_people(mail)}
        self._addressed = Ledger(Known(FactKind.PERSON, name, name) for name in sorted(people))
        self._facts = tuple(facts)
        self._own = Ledger(_known_of(fact) for fact in self._facts if fact.kind in _NAMED and fact.value != "")
        self._numbers: dict[tuple[FactKind, str], int] = {}

    def of(self, original: str) -> Covered:
        """``original`` with everything covered; a few milliseconds for a mail."""
        plain, at = _plain(original)
        folded = fold(plain)
        taken = _Taken(len(plain))
        for finder in (
            *(self._contacts, self._own_names, self._names, self._others),
            *(personal_numbers, self._figures, other_digits),
        ):
            for start, end, token in finder(plain, folded):
                taken.add(start, end, token)
        return taken.covered(plain, at, len(original))

    def _contacts(self, _plain: str, folded: str) -> Iterator[tuple[int, int, str]]:
        for kind, pattern in ((FactKind.EMAIL, EMAIL), (FactKind.LINK, LINK)):
            for match in pattern.finditer(folded):
                same = (f for f in self._facts if f.kind is kind and _bare(str(f.value)) == _bare(match[0]))
                fact = next(same, None)
                yield *match.span(), f"‹{fact.id}›" if fact else _TOKENS[kind]

    def _own_names(self, plain: str, folded: str) -> Iterator[tuple[int, int, str]]:
        for start, end, known in self._own.places(plain, folded):
            yield start, end, f"‹{known.whose}›"

    def _names(self, plain: str, folded: str) -> Iterator[tuple[int, int, str]]:
        for start, end, known in self._ledger.places(plain, folded):
            yield start, end, self._token(known)

    def _others(self, plain: str, folded: str) -> Iterator[tuple[int, int, str]]:
        for start, end, known in self._addressed.places(plain, folded):
            yield start, end, self._token(known)
        for start, end in titled_people(plain, folded):
            yield start, end, self._token(Known(FactKind.PERSON, folded[start:end]))

    def _token(self, known: Known) -> str:
        if known.kind not in (FactKind.PERSON, FactKind.COMPANY):
            return _TOKENS[known.kind]
        others = sum(1 for kind, _ in self._numbers if kind is known.kind)
        number = self._numbers.setdefault((known.kind, known.whose or known.text), others + 1)
        return f"‹{known.kind.value} {number}›"

    def _figures(self, _plain: str, folded: str) -> Iterator[tuple[int, int, str]]:
        for found in dates_in(folded):
            days = (f for f in self._facts if isinstance(f.value, date) and found.may_mean(f.value))
            yield found.start, found.end, _or_fact(days, "‹date›")
        for match in PHONE.finditer(folded):
            yield *match.span(), "‹phone›"
        for amount in amounts_in(folded):
            sums = (f for f in self._facts if isinstance(f.value, Money) and f.value.decimal in amount.values)
            yield amount.start, amount.end, _or_fact(sums, "‹amount›")


def _or_fact(facts: Iterator[Fact], otherwise: str) -> str:
    fact = next(facts, None)
    return f"‹{fact.id}›" if fact else otherwise


class _Taken:
    """The places that tokens stand for: who comes first has a place, and a later one what is left of its own."""

    def __init__(self, size: int) -> None:
        self._free = bytearray(b"\1") * size
        self._spans: list[tuple[int, int, str]] = []

    def add(self, start: int, end: int, token: str) -> None:
        while start < end:
            start = self._free.find(1, start, end)
            if start < 0:
                return
            stop = self._free.find(0, start, end)
            stop = end if stop < 0 else stop
            self._free[start:stop] = bytes(stop - start)
            self._spans.append((start, stop, token))
            start = stop

    def covered(self, plain: str, at: Sequence[int], size: int) -> Covered:
        """``at`` is the place of each character of ``plain`` in the original, which has ``size`` characters."""
        ends = [*at[1:], size]
        pieces: list[str] = []
        places: list[tuple[int, int, int]] = []
        length = done = 0
        for start, end, token in [*_merged(sorted(self._spans)), (len(plain), len(plain), "")]:
            for n in range(done, start):
                places.append((length, at[n], ends[n] - at[n]))
                pieces.append(plain[n])
                length += 1
            if token:
                places.append((length, at[start], ends[end - 1] - at[start]))
                pieces.append(token)
                length += len(token)
            done = end
        return Covered(text="".join(pieces), places=tuple(places), hidden=len(self._spans))


def _merged(spans: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Neighbours of one token become one."""
    last: tuple[int, int, str] | None = None
    for span in spans:
        if last and last[1] == span[0] and last[2] == span[2]:
            last = (last[0], span[1], last[2])
            continue
        if last:
            yield last
        last = span
    if last:
        yield last


def _plain(original: str) -> tuple[str, Sequence[int]]:
    """The visible characters, without delimiters, and where each stands in the original."""
    one_break = original.replace("\r\n", " \n")
    if visible(one_break) == one_break:
        return _undelimited(one_break), range(len(original))
    kept = [(char, n) for n, char in enumerate(one_break) if visible(char)]
    return _undelimited("".join(char for char, _ in kept).replace("\r", "\n")), [n for _, n in kept]


def _undelimited(text: str) -> str:
    """``text`` at its length, as a fence will show it."""
    return neutral(text.replace("[[", "[ ").replace("]]", " ]"))


def _known_of(fact: Fact) -> Known:
    return Known(fact.kind, str(fact.value), fact.id)


def _bare(address: str) -> str:
    return fold(address).removeprefix("https://").removeprefix("http://").rstrip("/.")


_NAMED = frozenset(
    {FactKind.INVOICE_NO, FactKind.CONTRACT_NO, FactKind.COMPANY, FactKind.PERSON, FactKind.ACCOUNT, FactKind.PHONE}
)
_TOKENS = {
    FactKind.EMAIL: "‹e-mail›",
    FactKind.PHONE: "‹phone›",
    FactKind.LINK: "‹link›",
    FactKind.ACCOUNT: "‹account›",
    FactKind.TEXT: "‹address›",
    FactKind.INVOICE_NO: "‹number›",
    FactKind.CONTRACT_NO: "‹number›",
}
