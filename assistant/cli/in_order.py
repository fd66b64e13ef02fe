"""Works on several lines together and answers them in their order, each as soon as it is its turn."""

import queue
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

import typer

from assistant.cli.session import json_lines, print_line
from assistant.errors import BadInput, Refused, TactfulError

if TYPE_CHECKING:
    from assistant.wording import Wording

Item = TypeVar("Item")
Outcome = TypeVar("Outcome")
# How often is looked whether the one who shows has given up, in seconds.
_GLANCE = 0.5


def answer_lines(
    answer: Callable[[Mapping[str, object]], dict[str, object]], words: "Wording", *, hands: int = 1
) -> None:
    """Answer each line of standard input with what ``answer`` makes of it, or with why there is no answer.

    Exits with code 3 when a line got no answer but an ``error``: it could not be read, or the program failed on it.
    """
    unread = []

    def show(document: Mapping[str, object]) -> None:
        print_line(document)
        if "error" in document:
            unread.append(document["id"])

    in_order(json_lines(sys.stdin), lambda line: _answered(answer, *line, words), show, hands=hands)
    if unread:
        raise typer.Exit(3)


def _answered(
    answer: Callable[[Mapping[str, object]], dict[str, object]],
    number: int,
    item: Mapping[str, object] | BadInput,
    words: "Wording",
) -> dict[str, object]:
    name = number if isinstance(item, BadInput) else item.get("id", number)
    begun = time.perf_counter()
    try:
        if isinstance(item, BadInput):
            raise item
        with own_faults_told():
            document = answer(item)
    except Refused as refused:
        document = {"refused": words.error(refused), "code": refused.code}
    except TactfulError as error:
        return {"id": name, "error": words.error(error), "code": error.code}
    return {"id": name, **document, "ms": round((time.perf_counter() - begun) * 1000, 3)}


@contextmanager
def own_faults_told() -> Iterator[None]:
    """Raises a TactfulError in place of what nobody foresaw, which is printed on standard error.

    So a fault of the program on one line does not cost the others their answers.
    """
    try:
        yield
    except TactfulError:
        raise
    except Exception as error:
        traceback.print_exc(file=sys.stderr)
        told = "The program failed here, by a fault of its own; please report what it printed."
        raise TactfulError("own_fault", told) from error


def in_order(
    items: Iterable[Item], work: Callable[[Item], Outcome], show: Callable[[Outcome], None], *, hands: int
) -> None:
    """``show`` what ``work`` makes of each item, ``hands`` of them being worked on together.

    Nothing waits for an item that has not come yet: whoever writes one line and waits gets its answer. Raises what
    ``work`` and ``show`` raise; what has not begun by then is left.
    """
    if hands == 1:
        for item in items:
            show(work(item))
        return
    begun: queue.Queue[Future[Outcome] | None] = queue.Queue(2 * hands)

    def show_all() -> None:
        while (work_on := begun.get()) is not None:
            show(work_on.result())

    pool = ThreadPoolExecutor(hands, "lines")
    with ThreadPoolExecutor(1, "answers") as shows:
        ending = shows.submit(show_all)
        try:
            for item in items:
                if not _put(begun, pool.submit(work, item), ending):
                    break
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
        finally:
            _put(begun, None, ending)
            if ending.done():
                pool.shutdown(wait=False, cancel_futures=True)
        ending.result()
    pool.shutdown()


def _put(
    begun: "queue.Queue[Future[Outcome] | None]", work_on: "Future[Outcome] | None", ending: "Future[None]"
) -> bool:
    """Whether there was room before the one who shows had given up."""
    while not ending.done():
        try:
            begun.put(work_on, timeout=_GLANCE)
        except queue.Full:
            continue
        return True
    return False
