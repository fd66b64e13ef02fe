"""Works on several lines together and answers them in their order, each as soon as it is its turn."""

import queue
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
Outcome = TypeVar("Outcome")
# How often is looked whether the one who shows has given up, in seconds.
_GLANCE = 0.5


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
