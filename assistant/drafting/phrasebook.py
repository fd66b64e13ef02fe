"""Reads the phrasebook: which moves a message is made of, and the phrases for each move in each language and region."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.domain.kinds import Channel, MessageKind, Stage, Tone
from assistant.domain.language import Language
from assistant.drafting.scene import SLOTS, Circumstance, Scene
from assistant.errors import BadKnowledge
from assistant.knowledge import Closed, read_yaml

_SLOT = re.compile(r"\{([a-z_]+)\}")
_LINE = re.compile(r"(?:each (?P<each>invoice|instalment|reminder|call): )?(?P<moves>[a-z_]+\??(?: [a-z_]+\??)*)")
_LAYOUTS = "layouts.yaml"
_EDITION = "edition.yaml"
_EVERYWHERE = "*"


@dataclass(frozen=True, kw_only=True, slots=True)
class Phrases(Closed):
    """Wordings of one move that may stand for one another, and when they fit.

    An empty ``say`` means that nothing is said here. Empty conditions are met by anything; ``when`` must hold
    altogether. ``needs`` are slots that must be at hand although the wording does not name them. Every slot that any of
    the wordings names must be at hand, so that the choice among them depends on nothing but customer and number.
    """

    say: tuple[str, ...]
    tones: frozenset[Tone] = frozenset()
    channels: frozenset[Channel] = frozenset()
    regions: frozenset[str] = frozenset()
    when: frozenset[Circumstance] = frozenset()
    needs: frozenset[str] = frozenset()

    @property
    def slots(self) -> frozenset[str]:
        """Every slot that the wordings name or need."""
        return self.needs.union(*(_SLOT.findall(wording) for wording in self.say))

    def fit(self, scene: Scene, item: str) -> bool:
        """Whether these phrases may be used for ``scene``, at ``item`` of a list."""
        brief = scene.brief
        return (
            (not self.tones or brief.tone in self.tones)
            and (not self.channels or brief.channel in self.channels)
            and (not self.regions or brief.region in self.regions)
            and self.when <= scene.circumstances
            and all(scene.placeholder(slot, item) for slot in self.slots)
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class PhraseFile(Closed):
    """One file of an edition: phrases by move, the first that fit being used."""

    moves: Mapping[str, tuple[Phrases, ...]]


@dataclass(frozen=True, kw_only=True, slots=True)
class EditionHead(Closed):
    """Which letters an edition is for: a language, and the regions (``*`` for all that no other edition names).

    ``joint`` stands between two sentences.
    """

    language: Language
    regions: tuple[str, ...]
    joint: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Layout(Closed):
    """What a message is made of, in order.

    ``body`` holds paragraphs of lines of moves; a question mark makes a move optional, ``each invoice:`` (or
    another list) repeats the line. ``spare`` names moves that go first when there is no room for all.
    """

    kinds: frozenset[MessageKind]
    channels: frozenset[Channel]
    tones: frozenset[Tone] = frozenset()
    stages: frozenset[Stage] = frozenset()
    when: frozenset[Circumstance] = frozenset()
    subject: str = ""
    body: tuple[tuple[str, ...], ...]
    spare: tuple[str, ...] = ()

    def fits(self, scene: Scene) -> bool:
        """Whether a message on ``scene`` is laid out like this."""
        brief = scene.brief
        return (
            brief.kind in self.kinds
            and brief.channel in self.channels
            and (not self.tones or brief.tone in self.tones)
            and (not self.stages or brief.stage in self.stages)
            and self.when <= scene.circumstances
        )

    def lines(self) -> tuple[tuple["Line", ...], ...]:
        """The body, read; raises ValueError for a line that cannot be read."""
        return tuple(tuple(Line.read(line) for line in paragraph) for paragraph in self.body)


@dataclass(frozen=True, kw_only=True, slots=True)
class LayoutFile(Closed):
    """The layouts, the first that fits being used."""

    layouts: tuple[Layout, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """Moves that share a line, each with whether it may be left out.

    ``each`` is what the line is repeated for: ``invoice``, ``instalment``, ``reminder`` or ``call``; empty for a line
    that stands once.
    """

    moves: tuple[tuple[str, bool], ...]
    each: str = ""

    @classmethod
    def read(cls, text: str) -> "Line":
        """The line that ``text`` describes; raises ValueError."""
        match = _LINE.fullmatch(text)
        if match is None:
            raise ValueError(f"{text!r} is not a line of moves")
        moves = tuple((move.rstrip("?"), move.endswith("?")) for move in match["moves"].split())
        return cls(moves=moves, each=match["each"] or "")


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
    """All layouts and editions; ``version`` is half a SHA-256 over their files, so that every change of words shows."""

    version: str
    layouts: tuple[Layout, ...]
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


def load_phrasebooks(folder: Path) -> Phrasebooks:
    """The phrasebook in ``folder``: ``layouts.yaml``, and one folder per edition.

    Raises BadKnowledge that names file and move for an unknown key, slot or move, a digit or a bracket in a phrase, a
    move that an edition lacks, and phrases that no layout uses.
    """
    layouts = read_yaml(folder / _LAYOUTS, LayoutFile).layouts
    used = _moves_of(layouts, folder / _LAYOUTS)
    editions = tuple(_read_edition(head.parent, used) for head in sorted(folder.glob(f"*/{_EDITION}")))
    return Phrasebooks(version=_version(folder), layouts=layouts, editions=editions)


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
            plain = _SLOT.sub("", wording)
            _require(not re.search(r"[{}\[\]]", plain), path, move, f"has a stray bracket in {wording!r}")
            _require(not any(c.isdigit() for c in plain), path, move, f"types a figure in {wording!r}")


def _moves_of(layouts: Iterable[Layout], path: Path) -> frozenset[str]:
    moves: set[str] = set()
    for layout in layouts:
        try:
            lines = [line for paragraph in layout.lines() for line in paragraph]
        except ValueError as error:
            raise BadKnowledge("phrasebook_invalid", f"{path}: {error}; correct the file.", path=str(path)) from error
        moves.update(move for line in lines for move, _ in line.moves)
        moves.update(filter(None, (layout.subject,)))
        for move in layout.spare:
            _require(move in moves, path, move, "is to be spared but stands in no line")
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
