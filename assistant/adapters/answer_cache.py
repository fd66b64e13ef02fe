"""Keeps a model's good answers, so that the same question need not be asked again: for evals and repeated runs."""

import hashlib
import json
import re
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

from assistant.adapters.private_file import opened
from assistant.errors import ModelUnavailable
from assistant.ports import UNWATCHED, ChatMessage, ChatModel, Completion, Watch

MOST_BYTES = 64 * 1024 * 1024
_MAKE = """
CREATE TABLE IF NOT EXISTS answers (
    number INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, answer TEXT NOT NULL, size INTEGER NOT NULL
)
"""
_READ = "SELECT answer FROM answers WHERE key = ?"
_WRITE = "INSERT OR REPLACE INTO answers (key, answer, size) VALUES (?, ?, ?)"
_FORGET = """
DELETE FROM answers WHERE number IN (
    SELECT number FROM (SELECT number, SUM(size) OVER (ORDER BY number DESC) AS kept FROM answers) WHERE kept > ?
)
"""
# The marker of a fence is new for each call (`assistant.prompting`); nothing in a fence can look like its edge.
_FENCE = re.compile(r"^<<<\w+ ([A-Za-z0-9]{8,64})$", re.MULTILINE)


class AnswerCache:
    """Answers by question in one file, at most so many bytes of them, the oldest forgotten first.

    A file that cannot be used, or is none, is done without.
    """

    def __init__(self, path: Path, most_bytes: int = MOST_BYTES) -> None:
        """``path`` is made, with its folder, at the first question."""
        self._path = path
        self._most = most_bytes

    def get(self, key: str) -> Completion | None:
        """The answer that was kept under ``key``."""
        try:
            with opened(self._path, _MAKE) as file:
                row = file.execute(_READ, (key,)).fetchone()
            return Completion(**json.loads(row[0])) if row else None
        except (OSError, sqlite3.Error, ValueError, TypeError):
            return None

    def put(self, key: str, answer: Completion) -> None:
        """Keep ``answer``."""
        text = json.dumps(asdict(answer), ensure_ascii=False)
        try:
            with opened(self._path, _MAKE) as file:
                file.execute(_WRITE, (key, text, len(text.encode())))
                file.execute(_FORGET, (self._most,))
        except (OSError, sqlite3.Error):
            return


class CachedModel:
    """A ports.ChatModel around another that is asked only what it was not asked before.

    Only whole answers are kept: no failure, no refusal, nothing that was cut.
    """

    def __init__(self, model: ChatModel, name: str, cache: AnswerCache, *, only: bool) -> None:
        """``name`` is the model's; with ``only`` the other is never asked."""
        self._model = model
        self._name = name
        self._cache = cache
        self._only = only

    def complete(self, messages: Sequence[ChatMessage], *, max_tokens: int, watch: Watch = UNWATCHED) -> Completion:
        """The answer that was kept, marked as such, or the other's; raises ModelUnavailable when there is none."""
        key = key_of(self._name, messages, max_tokens)
        if kept := self._cache.get(key):
            watch.begins()
            if watch.wants_text():
                watch.came(kept.text)
            return replace(kept, cached=True)
        if self._only:
            raise ModelUnavailable(
                "model_answer_not_kept",
                f"{self._name} has not answered this before, and only answers that were kept may be used.",
                model=self._name,
            )
        answer = self._model.complete(messages, max_tokens=max_tokens, watch=watch)
        if answer.finish_reason == "stop" and answer.text.strip():
            self._cache.put(key, answer)
        return answer


def key_of(model: str, messages: Sequence[ChatMessage], max_tokens: int) -> str:
    """SHA-256 of what is asked: model, messages and bound, markers of fences by their order; no key and no address."""
    asked = {
        "model": model,
        "messages": [{"role": message.role, "content": message.content} for message in messages],
        "max_tokens": max_tokens,
    }
    text = json.dumps(asked, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    markers = dict.fromkeys(marker for message in messages for marker in _FENCE.findall(message.content))
    for number, marker in enumerate(markers):
        text = text.replace(marker, f"<marker {number}>")
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()
