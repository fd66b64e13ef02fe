"""Runs a request that carries a key once, however often it comes: its reply is stored together with its effect."""

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from assistant.errors import BadInput
from assistant.ports import KeptReply, Transaction
from assistant.workflow.desk import Desk

# How long a reply is kept: longer than any client tries again, and not for ever, since it tells what a customer owes.
KEPT_FOR = timedelta(days=30)
_KEY = re.compile(r"[!-~]{1,200}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What a request is answered: a status and a body; ``replayed`` when it was answered so before."""

    status: int
    body: str
    replayed: bool = False


def once(desk: Desk, login: str, key: str, digest: str, act: Callable[[Desk], Answer]) -> Answer:
    """The answer of ``act`` to ``login``'s request, or the one stored under ``key``; without a key, ``act``'s.

    ``act`` is given a desk on whose record it works in the one transaction that the reply is stored in, too. What it
    raises is not kept: it had no effect, and may come true at the next try. ``digest`` is of what was asked; raises
    BadInput when the key was used for something else, or is no key.
    """
    if not key:
        return act(desk)
    _require_key(key)
    with desk.record.begin() as tx:
        kept = tx.kept_reply(login, key)
        if kept is None:
            answer = act(desk.within(tx))
            _keep(desk, tx, login, key, digest, answer)
            return answer
    return _replayed(kept, key, digest)


class OnceInItsOwnTime:
    """The same for what waits on somebody outside: ``act`` has units of work of its own, and nobody else waits for it.

    Its reply is stored after its effect, and the same request waits for it. After a crash between the two it has its
    effect again: ``act`` must be something that makes the earlier one void, or is refused after it.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._running: set[tuple[str, str]] = set()

    def __call__(self, desk: Desk, login: str, key: str, digest: str, act: Callable[[Desk], Answer]) -> Answer:
        """As `once`."""
        if not key:
            return act(desk)
        _require_key(key)
        with self._turn(login, key):
            with desk.record.read() as tx:
                kept = tx.kept_reply(login, key)
            if kept:
                return _replayed(kept, key, digest)
            answer = act(desk)
            with desk.record.begin() as tx:
                _keep(desk, tx, login, key, digest, answer)
            return answer

    @contextmanager
    def _turn(self, login: str, key: str) -> Iterator[None]:
        with self._changed:
            self._changed.wait_for(lambda: (login, key) not in self._running)
            self._running.add((login, key))
        try:
            yield
        finally:
            with self._changed:
                self._running.discard((login, key))
                self._changed.notify_all()


def _keep(desk: Desk, tx: Transaction, login: str, key: str, digest: str, answer: Answer) -> None:
    now = desk.clock.now()
    reply = KeptReply(login=login, key=key, digest=digest, status=answer.status, body=answer.body, at=now)
    tx.keep_reply(reply, forget_before=now - KEPT_FOR)


def _replayed(kept: KeptReply, key: str, digest: str) -> Answer:
    if kept.digest != digest:
        raise BadInput(
            "key_used_otherwise", f"The key {key} was used for another request; give each request a key of its own.",
            key=key,
        )  # fmt: skip
    return Answer(status=kept.status, body=kept.body, replayed=True)


def _require_key(key: str) -> None:
    if not _KEY.fullmatch(key):
        raise BadInput("bad_key", "An Idempotency-Key has 1 to 200 letters, digits and signs without blanks; make one.")
