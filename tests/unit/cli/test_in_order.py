"""Lines are worked on together and answered in their order, each as soon as it is its turn."""

import io
import json
import threading
from collections.abc import Iterator, Mapping

import pytest
import typer

from assistant.cli.in_order import answer_lines, in_order
from assistant.domain.language import Language
from assistant.wording import Wording


@pytest.mark.parametrize("hands", [1, 5])
def test_answers_come_in_the_order_of_the_lines(hands: int) -> None:
    shown: list[int] = []
    in_order(range(100), lambda n: n * n, shown.append, hands=hands)
    assert shown == [n * n for n in range(100)]


def test_several_are_worked_on_together() -> None:
    together = threading.Barrier(4)
    shown: list[int] = []
    in_order(range(4), lambda _: together.wait(10), shown.append, hands=4)
    assert sorted(shown) == [0, 1, 2, 3]


def test_whoever_waits_for_an_answer_before_the_next_line_gets_it() -> None:
    answered = threading.Event()
    shown: list[int] = []

    def lines() -> Iterator[int]:
        yield 1
        assert answered.wait(10)
        yield 2

    def show(outcome: int) -> None:
        shown.append(outcome)
        answered.set()

    in_order(lines(), lambda n: n, show, hands=4)
    assert shown == [1, 2]


def test_an_error_ends_it_and_what_has_not_begun_is_left() -> None:
    worked: list[int] = []
    shown: list[int] = []

    def work(n: int) -> int:
        worked.append(n)
        if n == 3:
            raise ValueError("no such line")
        return n

    with pytest.raises(ValueError, match="no such line"):
        in_order(range(10_000), work, shown.append, hands=2)
    assert shown == [0, 1, 2]
    assert len(worked) < 100


def test_a_reader_who_closes_the_pipe_ends_it() -> None:
    def show(_: int) -> None:
        raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        in_order(range(10_000), lambda n: n, show, hands=4)


def test_a_fault_of_the_program_on_one_line_leaves_the_others_their_answers(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def answer(item: Mapping[str, object]) -> dict[str, object]:
        return {"share": 1 / len(str(item["text"]))}

    monkeypatch.setattr("sys.stdin", io.StringIO('{"id": "a", "text": ""}\n{"id": "b", "text": "pays"}\n'))
    with pytest.raises(typer.Exit) as ended:
        answer_lines(answer, Wording.of(Language.EN))

    printed = capsys.readouterr()
    first, second = map(json.loads, printed.out.splitlines())
    assert first == {
        "id": "a",
        "error": "The program failed here, by a fault of its own; please report what it printed.",
        "code": "own_fault",
    }
    assert (second["id"], second["share"], ended.value.exit_code) == ("b", 0.25, 3)
    assert printed.err.endswith("ZeroDivisionError: division by zero\n")
