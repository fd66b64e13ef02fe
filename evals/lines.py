"""Reads a set that is kept as one JSON object per line; a key that its shape does not know is refused."""

import json
from pathlib import Path
from typing import TypeVar

from assistant.errors import BadKnowledge
from assistant.knowledge import check

T = TypeVar("T")


def read_lines(path: Path, shape: type[T]) -> tuple[T, ...]:
    """Every line of ``path`` as a value of ``shape``, in order; raises BadKnowledge that names the line."""
    lines = enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
    return tuple(_read(line, shape, f"{path}, line {number}") for number, line in lines)


def _read(line: str, shape: type[T], where: str) -> T:
    try:
        raw = json.loads(line)
    except json.JSONDecodeError as error:
        raise BadKnowledge("knowledge_malformed", f"{where} is not JSON; correct it.", path=where, place="") from error
    return check(raw, shape, where)
