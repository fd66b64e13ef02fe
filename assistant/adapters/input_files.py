"""Decides which files are read at all: what is missing, a folder, of another kind or far too large is refused."""

from collections.abc import Collection, Iterator
from pathlib import Path

from assistant.errors import UnreadableFile
from assistant.intake.contract_text import decode_text

ZIP_MARK, OLD_OFFICE_MARK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
PDF_MARK = b"%PDF"
_MOST_TEXT_BYTES = 5_000_000
# Some hundred long contracts in one file.
_MOST_LINES_BYTES = 100_000_000
_PIECE = 1 << 18


def read_text(path: Path) -> str:
    """The text of a contract or a letter; raises UnreadableFile with one line that says why and what to do."""
    raw = read_bytes(path, most=_MOST_TEXT_BYTES)
    if raw.startswith((ZIP_MARK, OLD_OFFICE_MARK, PDF_MARK)):
        message = f"{path.name} is no plain text; open it, copy its text into a .txt file saved as UTF-8, and use that."
        raise UnreadableFile("not_plain_text", message, name=path.name)
    return decode_text(raw, name=path.name)


def read_lines(path: Path) -> list[str]:
    """The lines of a JSONL file in UTF-8, divided by line feeds alone; raises UnreadableFile as `read_text` does."""
    raw = read_bytes(path, most=_MOST_LINES_BYTES)
    try:
        return raw.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        message = f"{path.name} is not UTF-8 at byte {error.start}; export it again as UTF-8."
        raise UnreadableFile("damaged_text", message, name=path.name) from error


def read_bytes(path: Path, *, most: int, endings: Collection[str] = ()) -> bytes:
    """The content of ``path``, of at most ``most`` bytes and with one of ``endings`` if any are given.

    Raises UnreadableFile with one line that says why and what to do.
    """
    require_readable(path, most=most, endings=endings)
    try:
        return path.read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from error


def pieces_of(path: Path) -> Iterator[bytes]:
    """The content of ``path`` from its start, in pieces of which none is empty; raises UnreadableFile."""
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                yield piece
    except OSError as error:
        raise _unreadable(path, error) from error


def require_readable(path: Path, *, most: int, endings: Collection[str] = ()) -> None:
    """Raise UnreadableFile unless ``path`` is an ordinary file that `read_bytes` would read."""
    name = path.name
    if endings and path.suffix.casefold() not in endings:
        message = f"{name} is not a table that is read here; save it as .csv or .xlsx."
        raise UnreadableFile("wrong_extension", message, name=name)
    try:
        _require_ordinary(path)
        size = path.stat().st_size
    except OSError as error:
        raise _unreadable(path, error) from error
    if size > most:
        megabytes = most // 1_000_000
        message = f"{name} has {size / 1_000_000:.0f} MB; at most {megabytes} MB are read, so split it."
        raise UnreadableFile("too_large", message, name=name, megabytes=megabytes)


def _require_ordinary(path: Path) -> None:
    """Raise UnreadableFile for what is no file; OSError for a name that no disk has, or a folder that is closed."""
    name = path.name
    if path.is_dir():
        raise UnreadableFile("is_a_folder", f"{name} is a folder; name the file in it.", name=name)
    if not path.exists():
        raise UnreadableFile("file_missing", f"{path} does not exist; check the name.", name=str(path))
    if not path.is_file():
        raise UnreadableFile("not_a_file", f"{name} is no ordinary file; copy its content into one.", name=name)
    if _is_open_database(path):
        message = f"{name} belongs to a database that is in use; `tactful backup` makes a copy of a record."
        raise UnreadableFile("database_in_use", message, name=name)


def _is_open_database(path: Path) -> bool:
    """Whether SQLite has the file open here or elsewhere; who opened and closed it here too would lose its locks."""
    there = path.resolve()
    database = there.name.removesuffix("-wal").removesuffix("-shm")
    return there.with_name(f"{database}-shm").exists()


def _unreadable(path: Path, error: OSError) -> UnreadableFile:
    message = f"{path.name} cannot be read: {error.strerror}."
    return UnreadableFile("file_unreadable", message, name=path.name)
