"""The shapes of phrases and layouts: when each fits a scene, and how its lines are read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.domain.kinds import Channel, MessageKind, Stage, Tone
from assistant.domain.language import Language
from assistant.drafting.circumstances import Circumstance
from assistant.drafting.scene import Scene
from assistant.knowledge import Closed

SLOT = re.compile(r"\{([a-z_]+)\}")
_LINE = re.compile(r"(?:each (?P<each>invoice|instalment|reminder|call): )?(?P<moves>[a-z_]+\??(?: [a-z_]+\??)*)")


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
        return self.needs.union(*(self.slots_of(wording) for wording in self.say))

    @staticmethod
    def slots_of(wording: str) -> frozenset[str]:
        """The slots that ``wording`` names."""
        return frozenset(SLOT.findall(wording))

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

    def moves(self) -> frozenset[str]:
        """Every move of the body."""
        return frozenset(move for paragraph in self.lines() for line in paragraph for move, _ in line.moves)


@dataclass(frozen=True, kw_only=True, slots=True)
class LayoutFile(Closed):
    """The layouts, the first that fits being used; ``says`` names the moves that say a part of a message in words."""

    layouts: tuple[Layout, ...]
    says: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


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
