"""How much of what contracts say about payment is read right: ``evals/terms``, and the time for a long contract."""

import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence

from assistant.intake.terms import read_terms
from evals.terms import SPLITS, EvalSentence, Marks, load_sentences, mark

TARGET = 0.90
_PAGES, _SENTENCES_A_PAGE = 200, 25


def run() -> Iterator[str]:
    for split in SPLITS:
        yield from _lines(split, [(sentence, marked(sentence)) for sentence in load_sentences(split)])
    yield _speed()


def marked(sentence: EvalSentence) -> Marks:
    found = defaultdict(list)
    for term in read_terms(sentence.text):
        line = term.as_line()
        found[term.field.value].append(line["value"])
    return mark(sentence, found)


def _lines(split: str, results: Sequence[tuple[EvalSentence, Marks]]) -> Iterator[str]:
    shares = ", ".join(
        f"{language} {_share([marks for sentence, marks in results if sentence.language == language])}"
        for language in dict.fromkeys(sentence.language for sentence, _ in results)
    )
    every = [marks for _, marks in results]
    none = [marks for sentence, marks in results if not sentence.terms]
    yield (
        f"terms {split} values right: {_share(every)} ({shares}); target {TARGET:.2f}; "
        f"read where nothing is stated: {sum(bool(marks.false) for marks in none)} of {len(none)} sentences, "
        f"{sum(len(marks.false) for marks in every)} fields in all; "
        f"numbers in blanks: {sum(len(marks.invented) for marks in every)}"
    )


def _share(marks: Sequence[Marks]) -> str:
    right, expected = sum(each.right for each in marks), sum(each.expected for each in marks)
    return f"{right}/{expected} = {right / expected:.2f}"


def _speed() -> str:
    sentences = [sentence.text for split in SPLITS for sentence in load_sentences(split)]
    text = "\n".join(f"{n}. {sentences[n % len(sentences)]}" for n in range(_PAGES * _SENTENCES_A_PAGE))
    started = time.perf_counter()
    read_terms(text)
    return f"terms {_PAGES} pages ({len(text):,} characters): {time.perf_counter() - started:.2f} s; limit 2 s"


def _show(split: str) -> None:
    for sentence in load_sentences(split):
        marks = marked(sentence)
        for name in ("missed", "false", "invented"):
            for line in getattr(marks, name):
                print(f"{name} {line}")


if __name__ == "__main__":
    for shown in sys.argv[1:]:
        _show(shown)
    for line in run():
        print(line, flush=True)
