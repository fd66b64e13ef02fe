"""Decides whether a file that is not UTF-8 throughout is UTF-8 in part: joined from several, or damaged."""

import re
from collections.abc import Collection

_LONGEST_LINE = 1 << 20
# Fewer characters may be other encodings' bytes that happen to be UTF-8 as well.
_FEWEST_HAN = 4
_FEWEST_WORDS = 2
_LEGACY = ("gb18030", "big5hkscs")


class Mixture:
    """Looks at a file line by line; each line may be in an encoding of its own."""

    def __init__(self, known_words: Collection[str]) -> None:
        self._words = tuple(known_words)
        self._any_word = re.compile("|".join(map(re.escape, known_words)) or "(?!)")
        self._rest = b""
        self._utf8 = 0
        self._whole = self._lost = 0
        self._others = 0
        self._spoken: set[str] = set()

    def take(self, piece: bytes) -> None:
        """Read on; ``piece`` may end within a line."""
        *lines, self._rest = (self._rest + piece).replace(b"\r", b"\n").split(b"\n")
        if len(self._rest) > _LONGEST_LINE:
            lines, self._rest = [*lines, self._rest], b""
        for line in lines:
            self._look(line)

    def is_mixed(self) -> bool:
        """Whether two encodings speak, each in lines of its own."""
        self._end()
        return bool(self._utf8 and self._others) or len(self._spoken) > 1

    def is_damaged(self) -> bool:
        """Whether it is UTF-8 of which a few bytes were lost."""
        self._end()
        return self._whole > 2 * self._lost and not self._others

    def _end(self) -> None:
        self._look(self._rest)
        self._rest = b""

    def _look(self, line: bytes) -> None:
        if line.isascii():
            return
        text = line.decode("utf-8", errors="replace")
        han = sum(1 for character in text if "\u2e80" <= character <= "\uffef" and character != "\ufffd")
        lost = text.count("\ufffd")
        if han >= _FEWEST_HAN and han > 2 * lost:
            self._utf8 += not lost
            self._whole, self._lost = self._whole + han, self._lost + lost
        elif lost:
            self._others += 1
            self._listen(line)

    def _listen(self, line: bytes) -> None:
        """Note the first legacy encoding in which the line speaks, until two have been heard."""
        if len(self._spoken) > 1:
            return
        for encoding in _LEGACY:
            text = line.decode(encoding, errors="replace")
            if self._any_word.search(text):
                # What was heard before need not be heard again: a ledger has a word in each of very many lines.
                if encoding not in self._spoken and sum(word in text for word in self._words) >= _FEWEST_WORDS:
                    self._spoken.add(encoding)
                return
