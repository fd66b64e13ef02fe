"""Passwords without the cost of hashing; for tests alone."""

from itertools import count
from unicodedata import normalize


class FakePasswords:
    """Keeps the password in the clear behind a number that stands for the salt."""

    def __init__(self) -> None:
        self._salts = count(1)

    def hash(self, password: str) -> str:
        return f"fake${next(self._salts)}${normalize('NFKC', password)}"

    def matches(self, stored: str | None, password: str) -> bool:
        kind, _, rest = (stored or "").partition("$")
        return kind == "fake" and rest.partition("$")[2] == normalize("NFKC", password)
