"""Opens the vector index when it is first needed: a draft cites clauses without it, and Chroma is slow to load."""

import threading
from collections.abc import Callable, Sequence

from assistant.ports import VectorIndex


class LateIndex:
    """A ports.VectorIndex that makes the one behind it at the first call."""

    def __init__(self, make: Callable[[], VectorIndex]) -> None:
        self._make = make
        self._made: VectorIndex | None = None
        self._lock = threading.Lock()

    def replace(self, customer_code: str, contract_no: str, rows: Sequence[tuple[str, Sequence[float]]]) -> None:
        """As the index behind it."""
        self._index().replace(customer_code, contract_no, rows)

    def nearest(
        self, vector: Sequence[float], *, customer_code: str | None, contract_no: str | None, limit: int
    ) -> tuple[tuple[str, float], ...]:
        """As the index behind it."""
        return self._index().nearest(vector, customer_code=customer_code, contract_no=contract_no, limit=limit)

    def stamp(self) -> str:
        """As the index behind it."""
        return self._index().stamp()

    def rebuild(self, stamp: str) -> None:
        """As the index behind it."""
        self._index().rebuild(stamp)

    def _index(self) -> VectorIndex:
        with self._lock:
            if self._made is None:
                self._made = self._make()
            return self._made
