"""Lets a person look on while a model writes: the work in a thread, what came of it so far, and the way to stop it."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, wait
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from assistant.domain.brief import Brief
from assistant.domain.draft import Draft
from assistant.domain.model_calls import ModelCall
from assistant.domain.order import PLAIN, Order
from assistant.ports import UNWATCHED, Watch, Writer
from assistant.workflow.desk import Desk

T = TypeVar("T")
# A person cannot read faster, and each time the whole panel is sent.
_PAUSE = 0.2  # seconds
# No answer is longer than what a draft may be made of; more would only fill the memory.
_MOST_KEPT = 65_536  # characters


@dataclass(frozen=True, kw_only=True, slots=True)
class Progress:
    """How far a model is: the brief it words, None before it has one; how many answers it began; the newest so far."""

    brief: Brief | None = None
    begun: int = 0
    text: str = ""


class Onlooker:
    """A ports.Watch that keeps what came for whoever looks on; safe for several threads."""

    def __init__(self) -> None:
        """Nothing has come yet."""
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._progress = Progress()

    def stop(self) -> None:
        """Nobody wants the answer any more."""
        self._stopped.set()

    def is_stopped(self) -> bool:
        """Whether `stop` was called."""
        return self._stopped.is_set()

    def wants_text(self) -> bool:
        """Always: somebody reads along."""
        return True

    def briefed(self, brief: Brief) -> None:
        """A model is to word ``brief``."""
        with self._lock:
            self._progress = replace(self._progress, brief=brief)

    def begins(self) -> None:
        """Forget what came of an earlier answer."""
        with self._lock:
            self._progress = replace(self._progress, begun=self._progress.begun + 1, text="")

    def came(self, piece: str) -> None:
        """Keep the piece."""
        with self._lock:
            text = (self._progress.text + piece)[:_MOST_KEPT]
            self._progress = replace(self._progress, text=text)

    def called(self, call: ModelCall) -> None:
        """The record keeps the calls; here nothing is to do."""

    def progress(self) -> Progress:
        """How far the model is now."""
        with self._lock:
            return self._progress


class Onlookers:
    """Who looks on at what: one piece of work for each page that is open, by the page's own id."""

    def __init__(self) -> None:
        """Nobody looks on yet."""
        self._lock = threading.Lock()
        self._by_page: dict[str, Onlooker] = {}

    def stop(self, page: str) -> None:
        """Stop what ``page`` looks on at; nothing when there is nothing."""
        with self._lock:
            onlooker = self._by_page.get(page)
        if onlooker:
            onlooker.stop()

    def look_on(self, page: str, work: Callable[[Onlooker], T]) -> Iterator[Progress | T]:
        """Do ``work``, telling every now and then how far its model is, and at last what came of the work.

        The work is told to stop when ``page`` asks for it, begins another work, or is left: when this is closed early.
        """
        onlooker = Onlooker()
        with self._lock:
            before, self._by_page[page] = self._by_page.get(page), onlooker
        if before:
            before.stop()
        try:
            future = _begin(partial(work, onlooker))
            while wait([future], timeout=_PAUSE).not_done:
                yield onlooker.progress()
            yield future.result()
        finally:
            onlooker.stop()
            with self._lock:
                if self._by_page.get(page) is onlooker:
                    del self._by_page[page]


def seen_by(onlooker: Onlooker, desk: Desk) -> Desk:
    """``desk`` whose model tells ``onlooker`` which brief it words; the composer is done before anyone could look."""

    def told(make: Callable[[], Writer]) -> Writer:
        return _Told(make(), onlooker)

    writers = {name: make if name == "composer" else partial(told, make) for name, make in desk.writers.items()}
    return replace(desk, writers=writers)


@dataclass(frozen=True, slots=True)
class _Told:
    """A writer that says which brief it was given."""

    writer: Writer
    onlooker: Onlooker

    def write(self, brief: Brief, order: Order = PLAIN, watch: Watch = UNWATCHED) -> Draft:
        self.onlooker.briefed(brief)
        return self.writer.write(brief, order, watch)


def _begin(work: Callable[[], T]) -> Future[T]:
    future: Future[T] = Future()

    def run() -> None:
        try:
            future.set_result(work())
        except BaseException as error:  # noqa: BLE001  (whoever waits for the result gets it)
            future.set_exception(error)

    threading.Thread(target=run, name="looked-on", daemon=True).start()
    return future
