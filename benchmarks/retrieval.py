"""Clause search beside plain LangChain chains: how many questions of ``evals/retrieval`` find the words that answer."""

import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from assistant.workflow.search_documents import DocumentSearch
from benchmarks.plain_chains import MOST, Searcher, Span, hashes_in_chroma, words_and_bm25
from benchmarks.timing import p50
from evals.retrieval import (
    SPLITS,
    EvalContract,
    EvalQuestion,
    budget_for,
    is_found,
    load_contracts,
    load_questions,
    place_of,
)

# What is to be reached, by the language of the question and of the contract, where a target is set.
TARGETS = {
    ("en", "en"): 0.60,
    ("zh-Hans", "zh-Hans"): 0.85,
    ("zh-Hant", "zh-Hant"): 0.85,
    ("zh-Hans", "zh-Hant"): 0.85,
    ("zh-Hant", "zh-Hans"): 0.85,
    ("en", "zh-Hans"): 0.75,
    ("en", "zh-Hant"): 0.75,
}


def run() -> Iterator[str]:
    contracts = load_contracts()
    systems = {
        "ours": _ours(contracts),
        "splitter + BM25": {c.name: words_and_bm25(c.text, _script(c)) for c in contracts.values()},
        "splitter + Chroma": {c.name: hashes_in_chroma(c.text, _script(c), c.name) for c in contracts.values()},
    }
    for split in SPLITS:
        questions = load_questions(split)
        results = {name: [_ask(search, q, contracts) for q in questions] for name, search in systems.items()}
        yield from _lines(split, questions, contracts, results)


def _ours(contracts: Mapping[str, EvalContract]) -> Mapping[str, Searcher]:
    documents = ({"doc_id": c.name, "text": c.text, "lang": c.language.value} for c in contracts.values())
    search = DocumentSearch(documents)

    def within(name: str) -> Searcher:
        return lambda query: [(hit.start, hit.end) for hit in search.search(query, name, k=MOST)]

    return {name: within(name) for name in contracts}


def _script(contract: EvalContract) -> str:
    return "zh" if contract.language.is_chinese else "en"


def _ask(
    search: Mapping[str, Searcher], question: EvalQuestion, contracts: Mapping[str, EvalContract]
) -> tuple[bool, float]:
    contract = contracts[question.contract]
    started = time.perf_counter()
    hits: Sequence[Span] = search[contract.name](question.question)
    took = (time.perf_counter() - started) * 1000
    return is_found(hits, place_of(question, contract), budget_for(contract.language)), took


def _lines(
    split: str,
    questions: Sequence[EvalQuestion],
    contracts: Mapping[str, EvalContract],
    results: Mapping[str, Sequence[tuple[bool, float]]],
) -> Iterator[str]:
    places: dict[tuple[str, str], list[int]] = defaultdict(list)
    for n, question in enumerate(questions):
        places[question.language.value, contracts[question.contract].language.value].append(n)
    for pair, target in TARGETS.items():
        shares = ", ".join(
            f"{name} {sum(answers[n][0] for n in places[pair]) / len(places[pair]):.2f}"
            for name, answers in results.items()
        )
        yield f"search {split} {pair[0]} on {pair[1]} ({len(places[pair])}): {shares}; target {target:.2f}"
    times = ", ".join(f"{name} {p50([ms for _, ms in answers]):.1f} ms" for name, answers in results.items())
    yield f"search {split} p50 of a query: {times}; limit 10 ms"


if __name__ == "__main__":
    for line in run():
        print(line, flush=True)
