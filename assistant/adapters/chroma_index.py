"""Decides how clause vectors are kept in Chroma: a cache on disk that is thrown away when it is damaged."""

import contextlib
import re
import shutil
import threading
import weakref
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import IO, Any

from assistant.errors import WorkspaceUnusable
from assistant.retrieval.array_index import ArrayIndex, require_place

try:
    import fcntl
except ImportError:  # Windows has no POSIX locks; there the second process is not noticed
    fcntl = None  # type: ignore[assignment]

# Part of the folder's name: vectors of another format or size are never read, and their folder is removed.
_FORMAT = 1
_FOLDER = re.compile(r"chroma-(\d+)-(\d+)")
_COLLECTION = "clauses"
_LOCK = "in-use.lock"
_BATCH = 1000


class ChromaIndex:
    """Vectors in a Chroma collection below ``folder``; one object serves every thread of the process.

    Two processes on one directory corrupt it without an error (Chroma 1.5.9), so a second one is refused: raises
    WorkspaceUnusable with the code ``index_in_use``, and the caller does without this index.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.RLock()
        self._in_use = _claim(folder)
        # A process that ends without closing the index lets go of it all the same.
        weakref.finalize(self, self._in_use.close)
        self._client, self._collection = self._opened()
        self._held: ArrayIndex | None = None

    def replace(self, customer_code: str, contract_no: str, rows: Sequence[tuple[str, Sequence[float]]]) -> None:
        """Hold exactly these (clause id, vector) rows for this contract; raises ValueError without a customer."""
        require_place(customer_code, contract_no)
        place = {"customer": customer_code, "contract": contract_no}
        with self._lock:
            self._held = None
            try:
                self._replace(place, rows)
            except _failures():
                self._start_anew()
                self._replace(place, rows)

    def nearest(
        self, vector: Sequence[float], *, customer_code: str | None, contract_no: str | None, limit: int
    ) -> tuple[tuple[str, float], ...]:
        """(clause id, cosine similarity), best first; raises ValueError when no place is named.

        Every clause of the place is compared, in memory: Chroma's own graph passes clauses by where many read alike,
        as in contracts made from one form (docs/decisions/0002-record-and-index.md).
        A damaged index answers with nothing and is empty from then on, as `stamp` says.
        """
        with self._lock:
            try:
                held = self._held = self._held or self._all()
            except _failures():
                self._start_anew()
                held = ArrayIndex()
        return held.nearest(vector, customer_code=customer_code, contract_no=contract_no, limit=limit)

    def stamp(self) -> str:
        """What the index was built from; empty when it is new, was damaged, or was of another format."""
        return str((self._collection.metadata or {}).get("stamp", ""))

    def rebuild(self, stamp: str) -> None:
        """Empty the index and remember ``stamp``."""
        with self._lock:
            self._held = None
            try:
                self._client.delete_collection(_COLLECTION)
            except _failures():
                self._start_anew()
                self._client.delete_collection(_COLLECTION)
            self._collection = _collection_of(self._client, stamp)

    def close(self) -> None:
        """Let go of the files; the object is of no use afterwards."""
        with contextlib.suppress(Exception):
            self._client.close()
        self._in_use.close()

    def _all(self) -> ArrayIndex:
        """What the collection holds, as it is compared."""
        rows: dict[tuple[str, str], list[tuple[str, Sequence[float]]]] = {}
        # Page by page: SQLite takes no more than some ten thousand values in one question.
        for start in range(0, self._collection.count(), _BATCH):
            held = self._collection.get(include=["embeddings", "metadatas"], limit=_BATCH, offset=start)
            for clause_id, vector, place in zip(held["ids"], held["embeddings"], held["metadatas"], strict=True):
                rows.setdefault((place["customer"], place["contract"]), []).append((clause_id, vector))
        index = ArrayIndex()
        for (customer_code, contract_no), of_contract in rows.items():
            index.replace(customer_code, contract_no, of_contract)
        return index

    def _replace(self, place: dict[str, str], rows: Sequence[tuple[str, Sequence[float]]]) -> None:
        where = {"$and": [{key: value} for key, value in place.items()]}
        ids = {clause_id for clause_id, _ in rows}
        stale = [
            clause_id for clause_id in self._collection.get(where=where, include=[])["ids"] if clause_id not in ids
        ]
        for start in range(0, len(rows), _BATCH):
            batch = rows[start : start + _BATCH]
            self._collection.upsert(
                ids=[clause_id for clause_id, _ in batch],
                embeddings=[list(vector) for _, vector in batch],
                metadatas=[place] * len(batch),
            )
        if stale:
            self._collection.delete(ids=stale)

    def _opened(self) -> tuple[Any, Any]:
        newest = self._remove_all_but_newest()
        try:
            client = _client_of(self._folder / f"chroma-{_FORMAT}-{newest}")
            collection = _collection_of(client, "")
            collection.query(query_embeddings=[[0.5] * _size_of(collection)], n_results=1, include=["distances"])
        except _failures():
            return self._fresh(newest + 1)
        return client, collection

    def _start_anew(self) -> None:
        with contextlib.suppress(Exception):
            self._client.close()
        self._client, self._collection = self._fresh(self._remove_all_but_newest() + 1)

    def _fresh(self, generation: int) -> tuple[Any, Any]:
        """A new folder rather than the damaged one emptied: this process may still hold files of that one."""
        client = _client_of(self._folder / f"chroma-{_FORMAT}-{generation}")
        collection = _collection_of(client, "")
        self._remove_all_but_newest()
        return client, collection

    def _remove_all_but_newest(self) -> int:
        folders = [(path, match) for path in self._folder.iterdir() if (match := _FOLDER.fullmatch(path.name))]
        ours = [int(match[2]) for _, match in folders if int(match[1]) == _FORMAT]
        newest = max(ours, default=1)
        for path, match in folders:
            if (int(match[1]), int(match[2])) != (_FORMAT, newest):
                shutil.rmtree(path, ignore_errors=True)
        return newest


def require_free(folder: Path) -> None:
    """Raise WorkspaceUnusable unless this process may write the index in ``folder``."""
    _claim(folder).close()


def _claim(folder: Path) -> IO[str]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / _LOCK).open("a", encoding="utf-8")
    except OSError as error:
        message = f"The search index in {folder} cannot be made or written: {error.strerror}."
        raise WorkspaceUnusable("index_unusable", message, path=str(folder), problem=error.strerror) from error
    if fcntl is not None:
        try:
            fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            lock.close()
            message = (
                f"The search index in {folder} is in use by another process; close it, or search without the index."
            )
            raise WorkspaceUnusable("index_in_use", message, path=str(folder)) from error
    return lock


def _client_of(folder: Path) -> Any:
    import chromadb
    from chromadb.config import Settings

    return chromadb.PersistentClient(path=str(folder), settings=Settings(anonymized_telemetry=False))


def _collection_of(client: Any, stamp: str) -> Any:
    return client.get_or_create_collection(
        _COLLECTION,
        embedding_function=_refusing(),
        metadata={"stamp": stamp} if stamp else None,
        configuration={"hnsw": {"space": "cosine"}},
    )


def _size_of(collection: Any) -> int:
    some = collection.get(limit=1, include=["embeddings"])["embeddings"]
    return len(some[0]) if len(some) else 1


def _failures() -> tuple[type[Exception], ...]:
    import sqlite3

    from chromadb.errors import ChromaError

    return (ChromaError, sqlite3.Error, OSError)


@cache
def _refusing() -> Any:
    """An embedding function that never embeds: Chroma's own one would download a model at first use."""
    from chromadb import EmbeddingFunction
    from chromadb.utils.embedding_functions import register_embedding_function

    @register_embedding_function
    class Refusing(EmbeddingFunction):  # type: ignore[misc]
        """Raises when asked, for every vector is given explicitly."""

        def __init__(self) -> None:
            """Take nothing."""

        def __call__(self, input: object) -> None:  # noqa: A002, ARG002  (Chroma calls it by that name)
            """Raise RuntimeError."""
            raise RuntimeError("vectors are given explicitly; nothing is embedded here")

        @staticmethod
        def name() -> str:
            """The name under which Chroma stores it."""
            return "tactful-explicit-vectors"

        @staticmethod
        def build_from_config(config: object) -> "Refusing":  # noqa: ARG004
            """The same again."""
            return Refusing()

        def get_config(self) -> dict[str, object]:
            """Nothing to configure."""
            return {}

    return Refusing()
