"""Decides which vectors are nearest by comparing with all of them, in this process and without a file."""

import itertools
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy

_EVERYTHING = "*"


class ArrayIndex:
    """A vector index in memory: exact, and quick enough for some ten thousand clauses."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stamp = ""
        self._rows: dict[tuple[str, str], tuple[tuple[str, ...], numpy.ndarray]] = {}

    def replace(self, customer_code: str, contract_no: str, rows: Sequence[tuple[str, Sequence[float]]]) -> None:
        """Hold exactly these (clause id, vector) rows for this contract; ValueError without a customer."""
        import numpy as np

        require_place(customer_code, contract_no)
        ids = tuple(clause_id for clause_id, _ in rows)
        with self._lock:
            self._rows.pop((customer_code, contract_no), None)
            if ids:
                vectors = np.asarray([vector for _, vector in rows], dtype=np.float32)
                lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
                np.divide(vectors, lengths, out=vectors, where=lengths > 0)
                self._rows[customer_code, contract_no] = (ids, vectors)

    def nearest(
        self, vector: Sequence[float], *, customer_code: str | None, contract_no: str | None, limit: int
    ) -> tuple[tuple[str, float], ...]:
        """(clause id, cosine similarity), best first; raises ValueError when no place is named."""
        import numpy as np

        if not customer_code and not contract_no:
            raise ValueError("name a customer or a contract; '*' searches everything")
        query = np.asarray(vector, dtype=np.float32)
        length = float(np.linalg.norm(query))
        if limit < 1 or length == 0:
            return ()
        with self._lock:
            chosen = [rows for place, rows in self._rows.items() if _within(place, customer_code, contract_no)]
        if not chosen:
            return ()
        ids = list(itertools.chain.from_iterable(ids for ids, _ in chosen))
        scores = np.concatenate([vectors @ query for _, vectors in chosen]) / length
        least = np.partition(scores, -limit)[-limit] if limit < len(scores) else -np.inf
        best = ((ids[n], float(scores[n])) for n in np.flatnonzero(scores >= least))
        return tuple(sorted(best, key=lambda pair: (-pair[1], pair[0]))[:limit])

    def stamp(self) -> str:
        """What the index was built from; empty while it is new."""
        return self._stamp

    def rebuild(self, stamp: str) -> None:
        """Empty the index and remember ``stamp``."""
        with self._lock:
            self._rows.clear()
            self._stamp = stamp


def require_place(customer_code: str, contract_no: str) -> None:
    """Raise ValueError unless rows can be filed under this customer and contract."""
    if customer_code in ("", _EVERYTHING) or not contract_no:
        raise ValueError("a contract is indexed under its customer and its number")


def _within(place: tuple[str, str], customer_code: str | None, contract_no: str | None) -> bool:
    of_customer = not customer_code or customer_code in (_EVERYTHING, place[0])
    return of_customer and (not contract_no or contract_no == place[1])
