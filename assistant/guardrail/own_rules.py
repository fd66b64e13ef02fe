"""Reads rules that a company adds in its own folder; they are held to the shape of the shipped ones, and to more."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from assistant.errors import BadKnowledge
from assistant.guardrail.patterns import Slots, compile_pattern
from assistant.guardrail.safe_patterns import danger_in
from assistant.guardrail.shapes import RuleEntry, RuleFile, SlotFile
from assistant.knowledge import line_of, read_yaml

WORDS_FILE = "slots.yaml"


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnRules:
    """Rule files and word groups of one's own; ``paths`` are where each file was read, ``digests`` of their bytes."""

    files: tuple[RuleFile, ...] = ()
    paths: tuple[Path, ...] = ()
    words: SlotFile = field(default_factory=lambda: SlotFile(zh={}, en={}))
    words_path: Path | None = None
    digests: tuple[str, ...] = ()


NONE = OwnRules()


def read_own_rules(folder: Path) -> OwnRules:
    """The rules in ``folder``: every ``*.yaml`` there, ``slots.yaml`` being word groups; none where it is missing.

    Raises BadKnowledge that names file, line and mistake.
    """
    paths = tuple(path for path in sorted(folder.glob("*.yaml")) if path.name != WORDS_FILE)
    words = folder / WORDS_FILE
    read = (*paths, words) if words.exists() else paths
    return OwnRules(
        files=tuple(read_yaml(path, RuleFile) for path in paths),
        paths=paths,
        words=read_yaml(words, SlotFile) if words.exists() else NONE.words,
        words_path=words,
        digests=tuple(hashlib.sha256(path.read_bytes()).hexdigest()[:12] for path in read),
    )


def require_sound(own: OwnRules, taken: frozenset[str], shipped: SlotFile, zh: Slots, en: Slots) -> None:
    """Raise BadKnowledge for an id that is ``taken``, or a pattern or word that is broken or unsafe.

    ``zh`` and ``en`` are all word groups, the ``shipped`` ones among them.
    """
    _require_sound_words(own, shipped)
    seen = set(taken)
    for path, file in zip(own.paths, own.files, strict=True):
        for number, entry in enumerate(file.rules):
            if entry.id in seen:
                raise _wrong(path, ("rules", number, "id"), f"there is a rule {entry.id} already")
            seen.add(entry.id)
            for key, index, source in _patterns(entry):
                slots = zh if key.endswith("zh") else en
                problem = danger_in(source) or _broken(source, slots, chinese=key.endswith("zh"))
                if problem:
                    raise _wrong(path, ("rules", number, key, index), f"{source!r}: {problem}")


def _require_sound_words(own: OwnRules, shipped: SlotFile) -> None:
    for script in ("zh", "en"):
        for name, written in getattr(own.words, script).items():
            if name in getattr(shipped, script):
                raise _wrong(own.words_path, (script, name), f"there is a word group <{name}> already")
            for word in written.split(", "):
                if problem := danger_in(word):
                    raise _wrong(own.words_path, (script, name), f"{word!r}: {problem}")


def _patterns(entry: RuleEntry) -> Iterator[tuple[str, int, str]]:
    for key in ("zh", "en", "unless_zh", "unless_en"):
        for index, source in enumerate(getattr(entry, key)):
            yield key, index, source


def _broken(source: str, slots: Slots, *, chinese: bool) -> str:
    try:
        compile_pattern(source, slots, chinese=chinese)
    except BadKnowledge as error:
        return str(error.__cause__ or error)
    return ""


def _wrong(path: Path | None, place: tuple[int | str, ...], problem: str) -> BadKnowledge:
    where = f"line {line_of(path, place) if path else 0}, {'.'.join(map(str, place))}"
    return BadKnowledge(
        "own_rule_wrong",
        f"{path}: at {where}: {problem}; correct the file.",
        path=str(path),
        place=where,
        problem=problem,
    )
