"""Runs a request that carries a key once, however often it comes: its reply is stored together with its effect."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from assistant.errors import BadInput
from assistant.ports import KeptReply
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
            now = desk.clock.now()
            reply = KeptReply(login=login, key=key, digest=digest, status=answer.status, body=answer.body, at=now)
            tx.keep_reply(reply, forget_before=now - KEPT_FOR)
            return answer
    if kept.digest != digest:
        raise BadInput(
            "key_used_otherwise", f"The key {key} was used for another request; give each request a key of its own.",
            key=key,
        )  # fmt: skip
    return Answer(status=kept.status, body=kept.body, replayed=True)


def _require_key(key: str) -> None:
    if not _KEY.fullmatch(key):
        raise BadInput("bad_key", "An Idempotency-Key has 1 to 200 letters, digits and signs without blanks; make one.")
