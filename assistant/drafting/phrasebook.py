"""Reads the phrasebook: which moves a message is made of, and the phrases for each move in each language and region."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.domain.language import Language
from assistant.drafting.completeness import require_parts
from assistant.drafting.phrases import SLOT, EditionHead, Layout, LayoutFile, PhraseFile, Phrases
from assistant.drafting.scene import SLOTS, Scene
from assistant.errors import BadKnowledge
from assistant.knowledge import read_yaml
from assistant.parts import PartTable

_LAYOUTS = "layouts.yaml"
_EDITION = "edition.yaml"
_EVERYWHERE = "*"


@dataclass(frozen=True, kw_only=True, slots=True)
class Edition:
    """Every phrase of one language, for some regions of it."""

    head: EditionHead
    moves: Mapping[str, tuple[Phrases, ...]]

    def phrases(self, move: str, scene: Scene, item: str = "") -> Phrases | None:
        """The first phrases of ``move`` that fit, or None."""
        return next((phrases for phrases in self.moves[move] if phrases.fit(scene, item)), None)

    def lacking(self, move: str, scene: Scene, item: str = "") -> tuple[str, ...]:
        """What the phrases of ``move`` that come closest to fitting ask for and ``scene`` does not have."""
        lacking = [tuple(s for s in sorted(p.slots) if not scene.placeholder(s, item)) for p in self.moves[move]]
        return min((slots for slots in lacking if slots), key=len, default=(move,))


@dataclass(frozen=True, kw_only=True, slots=True)
class Phrasebooks:
    """All layouts and editions; ``version`` is half a SHA-256 over their files, so that every change of words shows.

    ``says`` names the moves that say a part of a message in words.
    """

    version: str
    layouts: tuple[Layout, ...]
    says: Mapping[str, tuple[str, ...]]
    editions: tuple[Edition, ...]

    def layout(self, scene: Scene) -> Layout | None:
        """How a message on ``scene`` is laid out, or None when the phrasebook has nothing for it."""
        return next((layout for layout in self.layouts if layout.fits(scene)), None)

    def edition(self, language: Language, region: str) -> Edition | None:
        """The edition of ``language`` that names ``region``, else the one for every other region."""
        of_language = [e for e in self.editions if e.head.language is language]
        named = [e for e in of_language if region in e.head.regions]
        everywhere = [e for e in of_language if _EVERYWHERE in e.head.regions]
        return next(iter([*named, *everywhere]), None)


def load_phrasebooks(folder: Path, parts: PartTable) -> Phrasebooks:
    """The phrasebook in ``folder``: ``layouts.yaml``, and one folder per edition.

    Raises BadKnowledge that names file and move for an unknown key, slot or move, a digit or a bracket in a phrase, a
    move that an edition lacks, phrases that no layout uses, and a layout that lacks a part which ``parts`` requires.
    """
    file = read_yaml(folder / _LAYOUTS, LayoutFile)
    layouts = file.layouts
    used = _moves_of(file, folder / _LAYOUTS)
    editions = tuple(_read_edition(head.parent, used) for head in sorted(folder.glob(f"*/{_EDITION}")))
    require_parts(folder / _LAYOUTS, layouts, file.says, [edition.moves for edition in editions], parts)
    return Phrasebooks(version=_version(folder), layouts=layouts, says=file.says, editions=editions)


def _read_edition(folder: Path, used: frozenset[str]) -> Edition:
    moves: dict[str, tuple[Phrases, ...]] = {}
    for path in sorted(folder.glob("*.yaml")):
        if path.name == _EDITION:
            continue
        for move, phrases in read_yaml(path, PhraseFile).moves.items():
            _require(move not in moves, path, move, "is given in another file already")
            _require(move in used, path, move, "is used by no layout")
            _check_phrases(path, move, phrases)
            moves[move] = phrases
    for move in sorted(used - moves.keys()):
        _require(False, folder, move, "is used by a layout but has no phrases")
    return Edition(head=read_yaml(folder / _EDITION, EditionHead), moves=moves)


def _check_phrases(path: Path, move: str, phrases: Iterable[Phrases]) -> None:
    for group in phrases:
        unknown = sorted(group.slots - SLOTS)
        _require(not unknown, path, move, f"names the unknown slot {{{unknown[0] if unknown else ''}}}")
        for wording in group.say:
            plain = SLOT.sub("", wording)
            _require(not re.search(r"[{}\[\]]", plain), path, move, f"has a stray bracket in {wording!r}")
            _require(not any(c.isdigit() for c in plain), path, move, f"types a figure in {wording!r}")


def _moves_of(file: LayoutFile, path: Path) -> frozenset[str]:
    moves: set[str] = set()
    for layout in file.layouts:
        try:
            moves |= layout.moves()
        except ValueError as error:
            raise BadKnowledge("phrasebook_invalid", f"{path}: {error}; correct the file.", path=str(path)) from error
        moves.update(filter(None, (layout.subject,)))
        for move in layout.spare:
            _require(move in moves, path, move, "is to be spared but stands in no line")
    for move in (move for said in file.says.values() for move in said):
        _require(move in moves, path, move, "is to say a part but stands in no line")
    return frozenset(moves)


def _require(holds: bool, path: Path, move: str, problem: str) -> None:
    if not holds:
        raise BadKnowledge(
            "phrasebook_invalid",
            f"{path}: the move {move!r} {problem}; correct the file.",
            path=str(path),
            place=move,
            problem=problem,
        )


def _version(folder: Path) -> str:
    hashed = hashlib.sha256()
    for path in sorted(folder.rglob("*.yaml")):
        name, content = path.relative_to(folder).as_posix(), path.read_bytes().replace(b"\r\n", b"\n")
        hashed.update(f"{name}\n{len(content)}\n".encode() + content)
    return hashed.hexdigest()[:12]
