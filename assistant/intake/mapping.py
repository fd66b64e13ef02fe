"""Decides how another program's export becomes a ledger: which of its columns is what, from a saved mapping.

A mapping is a YAML file, shipped in ``knowledge/import/mappings`` or a user's own; docs/reference/mappings.md explains
every key. One program has several reports, so a mapping holds several layouts, and the one that fits a table is used.
"""

import re
from functools import cache
from pathlib import Path

from assistant.errors import BadInput, BadKnowledge, MissingColumns
from assistant.intake.header import under_header
from assistant.intake.layouts import MORE_FIELDS, TableMapping
from assistant.intake.mapped_rows import mapped
from assistant.intake.reading import DecimalMark
from assistant.intake.words import shipped_words
from assistant.knowledge import read_yaml, shipped
from assistant.ports import Table

_NAME = re.compile(r"[a-z0-9_-]+")


def load_mapping(name_or_path: str) -> TableMapping:
    """A shipped mapping by its name, or a user's own by the path of its file.

    Raises BadInput for a name that is not shipped, and BadKnowledge, with one line, for a file that is no mapping.
    """
    if name_or_path in shipped_mappings():
        return _load(_folder() / f"{name_or_path}.yaml")
    path = Path(name_or_path)
    if _NAME.fullmatch(name_or_path) and not path.is_file():
        known = ", ".join(shipped_mappings())
        message = f"There is no mapping {name_or_path!r}; use one of {known}, or the path of a file of your own."
        raise BadInput("unknown_mapping", message, name=name_or_path, known=known)
    return _load(path)


def shipped_mappings() -> tuple[str, ...]:
    """The names of the mappings that come with the program, in order."""
    return tuple(sorted(path.stem for path in _folder().glob("*.yaml")))


def apply_mapping(table: Table, mapping: TableMapping, decimal_mark: DecimalMark | None = None) -> Table:
    """``table`` as a ledger in the canonical columns; its rows are read when they are asked for, each time anew.

    ``decimal_mark`` serves files whose amounts leave it open. The notes say what was left out. Raises MissingColumns
    when no layout of the mapping fits.
    """
    found = under_header(table, mapping.layout_of)
    if found is None:
        layouts = "; ".join(f"{layout.title}: {', '.join(layout.needs)}" for layout in mapping.layouts)
        message = f"{table.name} is no export of {mapping.name} that is known here ({layouts}); use another mapping."
        raise MissingColumns("mapping_does_not_fit", message, file=table.name, mapping=mapping.name)
    below, (layout, places) = found
    return mapped(below, layout, places, decimal_mark)


def _folder() -> Path:
    return shipped("knowledge") / "import" / "mappings"


@cache
def _load(path: Path) -> TableMapping:
    mapping = read_yaml(path, TableMapping)
    known = shipped_words().columns.keys() | MORE_FIELDS
    for layout in mapping.layouts:
        for place, fields in (("columns", layout.columns), ("constants", layout.constants)):
            for unknown in sorted(fields.keys() - known):
                raise _invalid(path, f"{place}.{unknown}", "there is no such field")
        for unknown in sorted(set(layout.needs) - layout.columns.keys()):
            raise _invalid(path, f"needs.{unknown}", "the columns do not say where it stands")
    return mapping


def _invalid(path: Path, place: str, problem: str) -> BadKnowledge:
    message = f"{path}: at {place}: {problem}; correct the file."
    return BadKnowledge("knowledge_invalid", message, path=str(path), place=place, problem=problem)
