"""Finds the shipped knowledge and prompt files, and reads YAML into frozen values: unknown keys are refused."""

from collections.abc import Callable, Hashable, Sequence
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

import yaml

from assistant.errors import BadKnowledge

if TYPE_CHECKING:
    from pydantic import TypeAdapter

T = TypeVar("T")


class Closed:
    """Base of every shape that is read from a file: a key that it does not know is an error."""

    __slots__ = ()
    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}


def shipped(folder: str) -> Path:
    """The folder ``knowledge`` or ``prompts``: inside the installed package, else at the top of the source tree."""
    here = Path(__file__).parent
    installed = here / "_shipped" / folder
    return installed if installed.is_dir() else here.parent / folder


def read_yaml(path: Path, shape: type[T]) -> T:
    """The file as a value of ``shape``; raises BadKnowledge that names the file, the place in it, and what is wrong."""
    try:
        text = path.read_text(encoding="utf-8")
        raw = yaml.load(text, Loader=_Loader)  # noqa: S506  (a safe loader, made strict below)
    except OSError as error:
        raise BadKnowledge("knowledge_missing", f"{path} cannot be read: {error.strerror}.", path=str(path)) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        where = getattr(error, "problem_mark", None)
        place = f" at line {where.line + 1}" if where else ""
        raise BadKnowledge(
            "knowledge_malformed", f"{path} is not valid YAML{place}; correct the file.", path=str(path), place=place
        ) from error
    return check(raw, shape, str(path), partial(_line_of, text))


def line_of(path: Path, place: Sequence[int | str]) -> int | None:
    """The line, from 1, of the value at ``place`` (keys and positions, outermost first) in a YAML file."""
    return _line_of(path.read_text(encoding="utf-8"), place)


def check(
    raw: object, shape: type[T], where: str, line_of: Callable[[Sequence[int | str]], int | None] | None = None
) -> T:
    """``raw`` as a value of ``shape``; raises BadKnowledge that names ``where`` and the first thing that is wrong.

    ``line_of`` tells the line of a place in the file, where ``raw`` comes from one.
    """
    from pydantic import ValidationError

    try:
        return cast(T, _adapter(cast(Hashable, shape)).validate_python(raw))
    except ValidationError as error:
        first = error.errors()[0]
        line = line_of(first["loc"]) if line_of else None
        place = (f"line {line}, " if line else "") + (".".join(str(step) for step in first["loc"]) or "the top")
        raise BadKnowledge(
            "knowledge_invalid",
            f"{where}: at {place}: {first['msg']}; correct the file.",
            path=where,
            place=place,
            problem=first["msg"],
        ) from error


def _line_of(text: str, place: Sequence[int | str]) -> int | None:
    """The line, from 1, on which the value at ``place`` begins, or the nearest one around it that is there."""
    node, line = yaml.compose(text, Loader=_Loader), None
    for step in place:
        below = _below(node, step)
        if below is None:
            break
        node = below[1]
        line = below[0].start_mark.line + 1
    return line


def _below(node: yaml.Node | None, step: int | str) -> tuple[yaml.Node, yaml.Node] | None:
    """(where it is named, the value) of the entry ``step`` of a mapping or list."""
    if isinstance(node, yaml.MappingNode):
        return next(((key, value) for key, value in node.value if key.value == str(step)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    return None


@cache
def _adapter(shape: Hashable) -> "TypeAdapter[object]":
    from pydantic import TypeAdapter

    return TypeAdapter(cast(type[object], shape))


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Safe YAML that also refuses a key given twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[object, object]:
        """A mapping, or a YAML error at the second of two equal keys."""
        seen: set[object] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise yaml.constructor.ConstructorError(None, None, f"{key!r} is given twice", key_node.start_mark)
            seen.add(key)
        return dict(super().construct_mapping(node, deep=deep))
