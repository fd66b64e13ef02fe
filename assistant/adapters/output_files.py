"""Writes files that a user asked for: whole or not at all, for their owner alone, and over no other by accident."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from assistant.errors import BadInput, WorkspaceUnusable


def write_new(path: Path, data: bytes, *, replace: bool = False) -> None:
    """Write ``data`` to ``path``; raises as `new_file` does."""
    with new_file(path, replace=replace) as file:
        file.write(data)


@contextmanager
def new_file(path: Path, *, replace: bool = False) -> Iterator[IO[bytes]]:
    """A file that gets its name when everything is written; until then, and after a kill, nothing is there under it.

    Raises BadInput when there is a file of that name and ``replace`` is not set, WorkspaceUnusable when it cannot be
    written.
    """
    try:
        _require_free(path, replace=replace)
        # Made for its owner alone.
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".partial", dir=path.parent)
    except OSError as error:
        raise _unwritable(path, error) from error
    partial = Path(name)
    try:
        with os.fdopen(handle, "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        _name(partial, path, replace=replace)
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        partial.unlink(missing_ok=True)


def _require_free(path: Path, *, replace: bool) -> None:
    """Raise BadInput where no file may be made; OSError for a name that no disk has, or a folder that is closed."""
    if path.is_dir():
        raise BadInput("is_a_folder", f"{path} is a folder; name a file in it.", name=str(path))
    if path.exists() and not replace:
        raise _exists(path)


def _name(partial: Path, path: Path, *, replace: bool) -> None:
    if replace:
        partial.replace(path)
    else:
        _link(partial, path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _link(partial: Path, path: Path) -> None:
    """Unlike a renaming, a link never takes the place of a file that came meanwhile; not every disk has links."""
    try:
        os.link(partial, path)
    except FileExistsError as error:
        raise _exists(path) from error
    except OSError:
        partial.replace(path)


def _exists(path: Path) -> BadInput:
    return BadInput("file_exists", f"{path} is there already; name another file, or add --force.", path=str(path))


def _unwritable(path: Path, error: OSError) -> WorkspaceUnusable:
    return WorkspaceUnusable(
        "file_unwritable",
        f"{path} cannot be written: {error.strerror}; check the folder, its rights and the disk.",
        path=str(path),
        problem=str(error.strerror),
    )
