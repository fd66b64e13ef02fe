"""Search as users of LangChain put it together: a recursive character splitter, and BM25 or Chroma over its chunks."""

import re
import zlib
from collections.abc import Callable, Iterator, Sequence

import bm25s
import chromadb
import numpy as np
from chromadb.config import Settings

Span = tuple[int, int]
Searcher = Callable[[str], Sequence[Span]]

# The separators are those of RecursiveCharacterTextSplitter; sizes and overlap are usual ones, a third for Chinese.
SEPARATORS = ("\n\n", "\n", " ", "")
SIZE, OVERLAP = {"en": 500, "zh": 170}, {"en": 50, "zh": 20}
MOST = 10
PLACES = 1024


def words_and_bm25(text: str, script: str) -> Searcher:
    chunks = list(split(text, SIZE[script], OVERLAP[script]))
    bm25 = bm25s.BM25()
    bm25.index([tokens(text[start:end]) for start, end in chunks], show_progress=False)
    known = {token for start, end in chunks for token in tokens(text[start:end])}

    def search(query: str) -> Sequence[Span]:
        asked = [token for token in tokens(query) if token in known]
        if not asked:
            return ()
        scores = bm25.get_scores(asked)
        return [chunks[n] for n in np.argsort(-scores, kind="stable")[:MOST] if scores[n] > 0]

    return search


def hashes_in_chroma(text: str, script: str, name: str) -> Searcher:
    chunks = list(split(text, SIZE[script], OVERLAP[script]))
    client = chromadb.EphemeralClient(Settings(anonymized_telemetry=False))
    collection = client.get_or_create_collection(name, embedding_function=None, metadata={"hnsw:space": "cosine"})
    collection.upsert(
        ids=[str(n) for n in range(len(chunks))],
        embeddings=[hashed(text[start:end]) for start, end in chunks],
        metadatas=[{"contract": name} for _ in chunks],
    )

    def search(query: str) -> Sequence[Span]:
        found = collection.query(query_embeddings=[hashed(query)], n_results=min(MOST, len(chunks)), include=[])
        return [chunks[int(n)] for n in found["ids"][0]]

    return search


def split(text: str, size: int, overlap: int) -> Iterator[Span]:
    """Pieces at the coarsest separator that makes them short enough, joined up to ``size`` with an overlap."""
    held: list[Span] = []
    for piece in _pieces(text, 0, len(text), size, SEPARATORS):
        if held and piece[1] - held[0][0] > size:
            yield held[0][0], held[-1][1]
            while held and (held[-1][1] - held[0][0] > overlap or piece[1] - held[0][0] > size):
                held.pop(0)
        held.append(piece)
    if held:
        yield held[0][0], held[-1][1]


def _pieces(text: str, start: int, end: int, size: int, separators: Sequence[str]) -> Iterator[Span]:
    if end - start <= size:
        if text[start:end].strip():
            yield start, end
        return
    separator, finer = separators[0], separators[1:]
    here = start
    while here < end:
        cut = text.find(separator, here + 1, end) if separator else here + 1
        there = cut if 0 < cut < end else end
        yield from _pieces(text, here, there, size, finer)
        here = there


def tokens(text: str) -> list[str]:
    """Words in small letters; of Chinese, where words are not set apart, single characters and pairs."""
    found: list[str] = []
    for piece in re.findall(r"[\u3400-\u9fff]+|\w+", text.lower()):
        if "\u3400" <= piece[0] <= "\u9fff":
            found += [*piece, *(piece[n : n + 2] for n in range(len(piece) - 1))]
        else:
            found.append(piece)
    return found or [""]


def hashed(text: str) -> list[float]:
    places = np.zeros(PLACES, dtype=np.float32)
    for token in tokens(text):
        digest = zlib.crc32(token.encode())
        places[digest % PLACES] += 1.0 if digest & 0x80000000 else -1.0
    length = float(np.linalg.norm(places)) or 1.0
    return [float(place) / length for place in places]
