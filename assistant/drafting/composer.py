"""Composes a draft from the phrasebook: the writer that needs no model and no network."""

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assistant.domain.brief import Brief
from assistant.domain.draft import Draft, Stamp
from assistant.domain.kinds import Channel
from assistant.domain.money import BILLING_DIGITS
from assistant.domain.order import PLAIN, Order
from assistant.drafting.phrasebook import Edition, Phrasebooks
from assistant.drafting.phrases import SLOT, Layout, Line
from assistant.drafting.placeholders import Filled, fill
from assistant.drafting.reply_form import with_form
from assistant.drafting.scene import Scene
from assistant.drafting.segments import segments
from assistant.errors import Refused
from assistant.ports import UNWATCHED, Watch

# No text message is longer, whatever it says.
MOST_SEGMENTS = 2


class Composer:
    """Writes from phrases and facts alone; the same brief always gives the same draft."""

    def __init__(self, phrasebooks: Phrasebooks, billing_digits: Mapping[str, int] = BILLING_DIGITS) -> None:
        """Write from ``phrasebooks``; ``billing_digits`` maps a currency to the decimals it is billed in."""
        self._phrasebooks = phrasebooks
        self._billing_digits = billing_digits

    def write(self, brief: Brief, order: Order = PLAIN, watch: Watch = UNWATCHED) -> Draft:  # noqa: ARG002  (one wording)
        """A draft whose figures are all facts of ``brief``, marked.

        Raises Refused: ``no_phrasebook`` when there are no phrases for this kind, channel, tone and language,
        ``fact_missing`` when the brief lacks a fact that such a message cannot do without, ``message_too_long`` when a
        text message cannot be brought down to two segments, and ``body_too_long`` for the limit that the brief sets.
        """
        edition = self._phrasebooks.edition(brief.language, brief.region)
        scene = Scene.of(brief)
        layout = self._phrasebooks.layout(scene)
        if edition is None or layout is None:
            raise no_phrasebook(brief)
        filled = self._fitting(edition, layout, scene)
        stamp = Stamp(writer="composer", prompt=f"phrasebook {self._phrasebooks.version}")
        return Draft(subject=filled.subject, body=filled.body, marks=filled.marks, stamp=stamp)

    def _fitting(self, edition: Edition, layout: Layout, scene: Scene) -> Filled:
        """The message, without its spare moves as far as there is no room for them."""
        for dropped in range(len(layout.spare) + 1):
            filled = self._filled(edition, layout, scene, frozenset(layout.spare[:dropped]))
            if _has_room(filled.body, scene.brief):
                return filled
        raise _too_long(filled.body, scene.brief)

    def _filled(self, edition: Edition, layout: Layout, scene: Scene, dropped: frozenset[str]) -> Filled:
        voice = _Voice(edition=edition, scene=scene, dropped=dropped)
        subject = voice.said(layout.subject, optional=False) if layout.subject else ""
        body = "\n\n".join(filter(None, (voice.paragraph(lines) for lines in layout.lines())))
        filled = fill(subject, with_form(body, scene), scene.brief, self._billing_digits)
        if not isinstance(filled, Filled):
            raise AssertionError(f"the scene gave placeholders that the brief does not have: {filled.unknown}")
        return filled


@dataclass(frozen=True, kw_only=True, slots=True)
class _Voice:
    """Says moves in one edition about one scene, as templates with placeholders."""

    edition: Edition
    scene: Scene
    dropped: frozenset[str]

    def paragraph(self, lines: tuple[Line, ...]) -> str:
        """The lines that have something to say, one under the other."""
        return "\n".join(filter(None, (text for line in lines for text in self._line(line))))

    def said(self, move: str, *, optional: bool, item: str = "") -> str:
        """The wording of ``move`` for this customer and reminder; empty when an optional move has nothing to say."""
        if move in self.dropped:
            return ""
        phrases = self.edition.phrases(move, self.scene, item)
        if phrases is None or not phrases.say:
            if optional:
                return ""
            raise fact_missing(self.scene.brief, self.edition.lacking(move, self.scene, item))
        wording = phrases.say[_turn(self.scene.brief, move) % len(phrases.say)]
        return SLOT.sub(lambda slot: self.scene.placeholder(slot[1], item) or "", wording).strip()

    def _line(self, line: Line) -> Iterator[str]:
        for item in self.scene.items(line.each):
            said = (self.said(move, optional=optional, item=item) for move, optional in line.moves)
            yield self.edition.head.joint.join(filter(None, said))


def _turn(brief: Brief, move: str) -> int:
    """Which wording's turn it is: the next one with each reminder, from another start for each customer and move."""
    return zlib.crc32(f"{brief.customer_code}\n{move}".encode()) + brief.number


def no_phrasebook(brief: Brief) -> Refused:
    """The refusal of a kind of message that does not go by this channel, whoever was to write it."""
    kind, channel = brief.kind.value.replace("_", " "), brief.channel.value
    return Refused(
        "no_phrasebook",
        f"The phrasebook has no {kind} by {channel} in a {brief.tone.value} tone in {brief.language.value}; "
        "choose another channel, or let a model write it.",
        kind=brief.kind.value,
        channel=channel,
        tone=brief.tone.value,
        language=brief.language.value,
    )


def _has_room(body: str, brief: Brief) -> bool:
    return not _too_many_segments(body, brief) and (brief.max_chars is None or len(body) <= brief.max_chars)


def _too_many_segments(body: str, brief: Brief) -> bool:
    return brief.channel is Channel.SMS and segments(body) > MOST_SEGMENTS


def _too_long(body: str, brief: Brief) -> Refused:
    if _too_many_segments(body, brief):
        return Refused(
            "message_too_long",
            f"The text message takes more than {MOST_SEGMENTS} segments even at its shortest; choose e-mail.",
            channel=brief.channel.value,
            segments=segments(body),
        )
    return Refused(
        "body_too_long",
        f"Even its shortest form takes {len(body)} characters, and {brief.max_chars} are allowed; allow more.",
        length=len(body),
        most=brief.max_chars,
    )


def fact_missing(brief: Brief, missing: tuple[str, ...]) -> Refused:
    """The refusal of a message whose brief lacks these facts, whoever was to write it."""
    kind = brief.kind.value
    return Refused(
        "fact_missing",
        f"A {kind.replace('_', ' ')} cannot do without: {', '.join(missing).replace('_', ' ')}; complete the record.",
        kind=kind,
        missing=missing,
    )
