"""Search in one customer's contract among thousands of customers, beside one Chroma collection with a filter.

Small by default; ``TACTFUL_BENCHMARK_CUSTOMERS=2000 python -m benchmarks.search_at_scale`` measures 120,000 clauses and
takes minutes, most of them to fill Chroma. Ours is the whole use case: the customer's contract is read from the record
(SQLite) and searched, for the first time and again. Targets: at least 10 times as quick as the filter, and at least
2,000 clauses indexed in a second.

Texts, questions and customers are the same for both. Beside it stands what a user would put together: the recursive
splitter's pieces with hashed vectors of the same size in a collection on disk, asked with ``where`` the customer.
"""

import os
import random
import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import chromadb
from chromadb.config import Settings as ChromaSettings

from assistant.bootstrap import build_desk, make_sample_workspace
from assistant.domain.contracts import Contract
from assistant.domain.language import Language
from assistant.domain.parties import Contact, Customer, Standing
from assistant.intake import read_contract
from assistant.knowledge import shipped
from assistant.retrieval import ArrayIndex, ClauseSearch
from assistant.settings import Settings
from assistant.workflow.desk import Desk
from assistant.workflow.search_clauses import search_clauses
from benchmarks.plain_chains import OVERLAP, SIZE, hashed, split
from benchmarks.timing import milliseconds, p50, p95

FEW, ASKED, MOST = 200, 120, 5
TIMES_AS_QUICK, CLAUSES_A_SECOND = 10, 2000
SEEN = datetime(2026, 6, 16, 8, 30, tzinfo=UTC)
BATCH = 2000
QUESTIONS = (
    "how long do they have to pay?",
    "验收后多久要付钱？",
    "逾期怎麼算利息",
    "can they offset a claim against our invoice",
    "what may we do when they do not pay",
    "質保金什麼時候退",
)


def run() -> Iterator[str]:
    count = int(os.environ.get("TACTFUL_BENCHMARK_CUSTOMERS", FEW))  # noqa: TID251  (how much is measured)
    contracts = [_contract(n) for n in range(count)]
    clauses = sum(len(contract.clauses) for contract in contracts)
    chance = random.Random(7)
    asked = [(contracts[chance.randrange(count)], chance.choice(QUESTIONS)) for _ in range(ASKED)]
    with tempfile.TemporaryDirectory() as folder:
        desk = _desk(Path(folder) / "ours", contracts)
        cold, warm = _ours(desk, asked)
        filled, pieces, plain = _chroma(Path(folder) / "chroma", contracts, asked)
    where = f"{clauses:,} clauses of {count:,} customers"
    for name, times in (("first", cold), ("again", warm)):
        yield (
            f"search in one customer's contract, {where}, {name}: p50 {p50(times):.1f} ms, p95 {p95(times):.1f} ms;"
            f" Chroma with a filter, {pieces:,} pieces: p50 {p50(plain):.1f} ms, p95 {p95(plain):.1f} ms:"
            f" {p50(plain) / p50(times):.1f} times as quick; target {TIMES_AS_QUICK}"
        )
    rate = _indexed(contracts)
    yield (
        f"indexing: {rate:,.0f} clauses/s in memory; Chroma {pieces / filled:,.0f} pieces/s:"
        f" {rate * filled / pieces:.1f} times as quick; target {CLAUSES_A_SECOND:,} clauses/s"
    )


def _ours(desk: Desk, asked: Sequence[tuple[Contract, str]]) -> tuple[list[float], list[float]]:
    """Milliseconds of each customer's first question and of a question after it."""
    search_clauses(desk, QUESTIONS[0], customer_code=asked[0][0].customer_code)
    cold: dict[str, float] = {}
    warm: list[float] = []
    for contract, question in asked[1:]:
        code = contract.customer_code
        took = milliseconds(_searching(desk, question, code))
        if code not in cold and code != asked[0][0].customer_code:
            cold[code] = took
        warm.append(milliseconds(_searching(desk, question, code)))
    return list(cold.values()), warm


def _searching(desk: Desk, question: str, code: str) -> Callable[[], object]:
    return lambda: search_clauses(desk, question, customer_code=code, k=MOST)


def _chroma(
    folder: Path, contracts: Sequence[Contract], asked: Sequence[tuple[Contract, str]]
) -> tuple[float, int, list[float]]:
    """Seconds to fill the collection, how many pieces it holds, and milliseconds of each question."""
    client = chromadb.PersistentClient(str(folder), ChromaSettings(anonymized_telemetry=False))
    collection = client.create_collection("pieces", embedding_function=None, metadata={"hnsw:space": "cosine"})
    pieces = [(c.customer_code, text) for c in contracts for text in _pieces(c)]

    def fill() -> None:
        for start in range(0, len(pieces), BATCH):
            some = pieces[start : start + BATCH]
            collection.upsert(
                ids=[str(start + n) for n in range(len(some))],
                embeddings=[hashed(text) for _, text in some],
                documents=[text for _, text in some],
                metadatas=[{"customer": code} for code, _ in some],
            )

    def ask(question: str, code: str) -> Callable[[], object]:
        return lambda: collection.query(query_embeddings=[hashed(question)], n_results=MOST, where={"customer": code})

    filled = milliseconds(fill) / 1000
    times = [milliseconds(ask(question, contract.customer_code)) for contract, question in asked]
    return filled, len(pieces), times[1:]


def _pieces(contract: Contract) -> Iterator[str]:
    script = "zh" if contract.language.is_chinese else "en"
    for start, end in split(contract.text, SIZE[script], OVERLAP[script]):
        yield contract.text[start:end]


def _indexed(contracts: Sequence[Contract]) -> float:
    """Clauses a second, from contracts to an index that answers; the best of three rounds."""
    some = contracts[:FEW]

    def index() -> None:
        search = ClauseSearch(ArrayIndex())
        for contract in some:
            search.search(QUESTIONS[0], (contract,), k=1)

    took = min(milliseconds(index) for _ in range(3))
    return sum(len(contract.clauses) for contract in some) / took * 1000


def _desk(folder: Path, contracts: Sequence[Contract]) -> Desk:
    settings = Settings(workspace=folder)
    make_sample_workspace(settings, SEEN)
    desk = build_desk(settings)
    with desk.record.begin() as tx:
        for contract in contracts:
            tx.save_customer(_customer(contract.customer_code, contract.language))
            tx.save_contract(contract)
    return desk


def _customer(code: str, language: Language) -> Customer:
    contact = Contact(name="A. Person", salutation="", email=f"{code.lower()}@customer.example")
    return Customer(
        code=code,
        name=f"Made-up Customer {code}",
        contact=contact,
        language=language,
        region="SG",
        timezone="Asia/Singapore",
        standing=Standing.STANDARD,
    )


def _contract(n: int) -> Contract:
    """One of the sample company's contracts, with figures of its own so that no two are the same."""
    chance = random.Random(n)
    samples = sorted((shipped("knowledge") / "sample" / "contracts").glob("*.txt"))
    text = samples[n % len(samples)].read_text(encoding="utf-8")
    varied = re.sub(r"(?<=\S)\d{2,}(?=\S)", lambda _: str(chance.randrange(11, 99)), text)
    return read_contract(varied, f"K{n:05d}", f"C{n:05d}")


if __name__ == "__main__":
    for line in run():
        print(line, flush=True)
