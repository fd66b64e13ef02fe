"""Keeps the files that a person uploaded, for that person alone, until they are stored or forgotten.

Gradio's own upload would let every signed-in user read every file.
"""

import re
import secrets
import shutil
import tempfile
import weakref
from collections import OrderedDict
from collections.abc import Iterable
from pathlib import Path
from threading import Lock
from typing import BinaryIO

from assistant.errors import BadInput, NotFound

MOST_BYTES = 20_000_000
_MOST_FILES = 20
_MOST_KEPT = 30
_UNFIT = re.compile(r"[\x00-\x1f\x7f-\x9f/\\]")


class Uploads:
    """Uploads by an unguessable token; the oldest goes when there are too many, all of them when the program ends."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="tactful-uploads-"))
        weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        self._owners: OrderedDict[str, str] = OrderedDict()
        self._lock = Lock()

    def keep(self, login: str, files: Iterable[tuple[str, BinaryIO]]) -> str:
        """Keep (name, content) pairs for ``login``; their token. Raises BadInput for too many or too large ones."""
        token = secrets.token_urlsafe(24)
        place = self._folder / token
        place.mkdir(mode=0o700)
        try:
            self._write(place, files)
        except BaseException:
            shutil.rmtree(place, ignore_errors=True)
            raise
        with self._lock:
            self._owners[token] = login
            old = [self._owners.popitem(last=False)[0] for _ in range(len(self._owners) - _MOST_KEPT)]
        for gone in old:
            shutil.rmtree(place.parent / gone, ignore_errors=True)
        return token

    def paths(self, login: str, token: str) -> list[Path]:
        """The files of an upload in the order of their names; raises NotFound for one that is not this person's."""
        if self._owners.get(token) != login:
            raise _gone()
        try:
            return sorted((self._folder / token).iterdir())
        except FileNotFoundError as error:  # stored or pushed out by another request in this very moment
            raise _gone() from error

    def drop(self, token: str) -> None:
        """Forget an upload."""
        with self._lock:
            known = self._owners.pop(token, None)
        if known is not None:
            shutil.rmtree(self._folder / token, ignore_errors=True)

    def _write(self, place: Path, files: Iterable[tuple[str, BinaryIO]]) -> None:
        for count, (name, content) in enumerate(files, start=1):
            if count > _MOST_FILES:
                raise BadInput(
                    "too_many_files", f"At most {_MOST_FILES} files are taken at once; send fewer.", most=_MOST_FILES
                )
            path = place / _plain_name(name)
            if path.exists():
                raise BadInput("file_twice", f"Two files are called {path.name}; rename one.", name=path.name)
            with path.open("wb") as kept:
                shutil.copyfileobj(content, kept, 1 << 16)
            if path.stat().st_size > MOST_BYTES:
                message = f"{path.name} has more than {MOST_BYTES // 1_000_000} MB; import it on the command line."
                raise BadInput("upload_too_large", message, name=path.name, most=MOST_BYTES // 1_000_000)


def _gone() -> NotFound:
    return NotFound("upload_gone", "These files are no longer here; choose them again.")


def _plain_name(name: str) -> str:
    """A file's own name without any folder, as it may stand on disk."""
    plain = _UNFIT.sub("_", name.replace("\\", "/").rsplit("/", 1)[-1]).strip(". ")[-150:]
    return plain or "file"
