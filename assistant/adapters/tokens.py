"""Decides how tokens are counted: exactly where the model's ranks are on this machine already, else by an upper bound.

Nothing is ever downloaded: tiktoken would fetch missing ranks, and delete damaged ones to fetch them again, so the file
is checked before tiktoken is asked.
"""

import hashlib
import os
import tempfile
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from assistant.domain.model_calls import ChatMessage

# What chat formats add to each message, at most.
_PER_MESSAGE = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class Ranks:
    """Where the merge ranks of an encoding come from, which names their file in the cache, and their SHA-256."""

    url: str
    sha256: str

    @property
    def file_name(self) -> str:
        """The name that tiktoken gives the file in its cache."""
        return hashlib.sha1(self.url.encode(), usedforsecurity=False).hexdigest()

    def are_in(self, folder: Path) -> bool:
        """Whether ``folder`` has them, whole."""
        return _is_whole(folder / self.file_name, self.sha256)


# As tiktoken 0.14 states them in tiktoken_ext/openai_public.py.
_BASE = "https://openaipublic.blob.core.windows.net/encodings"
_O200K = Ranks(
    url=f"{_BASE}/o200k_base.tiktoken", sha256="446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d"
)
_CL100K = Ranks(
    url=f"{_BASE}/cl100k_base.tiktoken", sha256="223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7"
)
KNOWN_RANKS: Mapping[str, Ranks] = {"o200k_base": _O200K, "o200k_harmony": _O200K, "cl100k_base": _CL100K}


class Encoding(Protocol):
    """The part of a tiktoken encoding that is used here."""

    def encode_ordinary(self, text: str) -> list[int]:
        """The tokens of ``text``, special ones read as plain text."""
        ...


class TiktokenCounter:
    """A ports.TokenCounter for one model; the ranks are loaded at the first count.

    Without ranks, or for a model that tiktoken does not know, a text counts as many tokens as it has bytes in UTF-8: no
    byte-level encoding needs more. That is about four times too many for English and three times for Chinese.
    """

    def __init__(
        self,
        model: str,
        environ: Mapping[str, str] | None = None,
        *,
        known: Mapping[str, Ranks] = KNOWN_RANKS,
        load: Callable[[str], Encoding] | None = None,
    ) -> None:
        """``environ`` is where tiktoken itself looks for the name of its cache folder: the process's environment."""
        self._model = model
        self._cache = cache_folder(os.environ if environ is None else environ)  # noqa: TID251  (as tiktoken does)
        self._known = known
        self._load = load or _load
        self._lock = threading.Lock()
        self._looked = False
        self._encoding: Encoding | None = None

    def count(self, text: str) -> int:
        """The number of tokens, or of UTF-8 bytes; never less than the true count of tokens."""
        encoding = self._found()
        return len(encoding.encode_ordinary(text)) if encoding else len(text.encode(errors="surrogatepass"))

    def is_exact(self) -> bool:
        """Whether counts are of tokens; loads the ranks to know."""
        return self._found() is not None

    def _found(self) -> Encoding | None:
        with self._lock:
            if not self._looked:
                self._looked = True
                self._encoding = self._look()
            return self._encoding

    def _look(self) -> Encoding | None:
        name = _encoding_name(self._model)
        ranks = self._known.get(name)
        if ranks is None or self._cache is None or not ranks.are_in(self._cache):
            return None
        return self._load(name)


def most_tokens(messages: Sequence[ChatMessage], max_tokens: int) -> int:
    """What one call can take at most, the answer included; no ranks are needed to know."""
    return max_tokens + sum(len(m.content.encode(errors="surrogatepass")) + _PER_MESSAGE for m in messages)


def ranks_of(model: str, known: Mapping[str, Ranks] = KNOWN_RANKS) -> Ranks | None:
    """The ranks by which ``model`` counts; None for a model that tiktoken does not know."""
    return known.get(_encoding_name(model))


def cache_folder(environ: Mapping[str, str]) -> Path | None:
    """The folder in which tiktoken looks for ranks; None when the environment switches its cache off."""
    for name in ("TIKTOKEN_CACHE_DIR", "DATA_GYM_CACHE_DIR"):
        if name in environ:
            return Path(environ[name]) if environ[name] else None
    return Path(tempfile.gettempdir()) / "data-gym-cache"


def _encoding_name(model: str) -> str:
    """The encoding of ``model``, empty when tiktoken does not know it."""
    from tiktoken.model import encoding_name_for_model

    try:
        return encoding_name_for_model(model)
    except KeyError:
        return ""


def _load(name: str) -> Encoding:
    from tiktoken import get_encoding

    return get_encoding(name)


def _is_whole(path: Path, sha256: str) -> bool:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() == sha256
    except OSError:
        return False
