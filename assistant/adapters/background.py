"""Runs coroutines on an event loop in a daemon thread, so that no call outlives its time or keeps the process alive."""

import asyncio
import threading
from collections.abc import Coroutine
from concurrent.futures import CancelledError
from typing import Any, TypeVar

T = TypeVar("T")

# How long the loop may take to cancel what runs on it; it takes milliseconds unless something is badly wrong.
_PATIENCE = 5.0


class ClosedError(Exception):
    """The loop was closed before the work was done."""


class BackgroundLoop:
    """One event loop and its thread; its methods may be called from any other thread."""

    def __init__(self, name: str) -> None:
        """Start the thread; ``name`` shows in thread listings."""
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name=name, daemon=True)
        self._thread.start()

    def run(self, work: Coroutine[Any, Any, T], within: float) -> T:
        """The result of ``work``; raises TimeoutError when it is not there in so many seconds, or ClosedError."""
        try:
            future = asyncio.run_coroutine_threadsafe(work, self._loop)
        except RuntimeError as error:
            work.close()
            raise ClosedError from error
        try:
            return future.result(within)
        except CancelledError as error:
            raise ClosedError from error
        finally:
            future.cancel()  # no effect on a future that is done

    def close(self, last: Coroutine[Any, Any, None]) -> None:
        """Cancel what still runs, run ``last``, and end the thread."""
        self.run(_cancel_others(), _PATIENCE)
        self.run(last, _PATIENCE)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_PATIENCE)
        self._loop.close()


async def _cancel_others() -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
