"""Token counters whose counts a reader of a test can follow."""


class Words:
    """Counts words."""

    def count(self, text: str) -> int:
        return len(text.split())

    def is_exact(self) -> bool:
        return False


class Bytes:
    """Counts bytes."""

    def count(self, text: str) -> int:
        return len(text.encode())

    def is_exact(self) -> bool:
        return False
