"""Says which parts a message must hold or not, by kind, channel and stage: one table for all who write or check."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.domain.brief import Brief, Topic
from assistant.domain.kinds import Channel, MessageKind, Stage, Tone
from assistant.errors import BadKnowledge
from assistant.knowledge import Closed, read_yaml, shipped


@dataclass(frozen=True, kw_only=True, slots=True)
class Part(Closed):
    """Something that a message says: a fact of one of ``roles``, or words alone where it names none.

    ``only_with`` names roles of which the brief must have a fact for the part to be asked for at all.
    """

    roles: tuple[str, ...] = ()
    only_with: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Row(Closed):
    """Parts that a kind must hold (``required``) or must not (``forbidden``) on these channels.

    Empty ``stages`` and ``tones`` stand for all of them; with ``cites`` the row counts only for a brief that has a
    clause on one of these topics.
    """

    kind: MessageKind
    channels: frozenset[Channel]
    stages: frozenset[Stage] = frozenset()
    tones: frozenset[Tone] = frozenset()
    cites: frozenset[Topic] = frozenset()
    required: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()

    def counts_for(self, brief: Brief) -> bool:
        """Whether the row speaks of messages such as ``brief`` asks for."""
        return (
            self.kind is brief.kind
            and brief.channel in self.channels
            and (not self.stages or brief.stage in self.stages)
            and (not self.tones or brief.tone in self.tones)
            and (not self.cites or any(brief.grounds.excerpt_on(topic) for topic in self.cites))
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class PartTable(Closed):
    """Every part by its name, and the rows that ask for them or rule them out."""

    version: str
    parts: Mapping[str, Part]
    rows: tuple[Row, ...]

    def required(self, brief: Brief) -> tuple[str, ...]:
        """The parts that a message on ``brief`` must hold, in the order of the table; not those it has no fact for."""
        names = dict.fromkeys(name for row in self._rows(brief) for name in row.required)
        return tuple(name for name in names if self._has_facts(name, brief))

    def forbidden(self, brief: Brief) -> tuple[str, ...]:
        """The parts that a message on ``brief`` must not hold."""
        return tuple(dict.fromkeys(name for row in self._rows(brief) for name in row.forbidden))

    def _rows(self, brief: Brief) -> Iterator[Row]:
        return (row for row in self.rows if row.counts_for(brief))

    def _has_facts(self, name: str, brief: Brief) -> bool:
        only_with = self.parts[name].only_with
        return not only_with or bool(brief.grounds.facts_of(*only_with))


def shipped_parts() -> Path:
    """The table that comes with the program."""
    return shipped("knowledge") / "parts.yaml"


def load_parts(path: Path) -> PartTable:
    """The table in ``path``; raises BadKnowledge for an unknown key, a part that no row names, and a row's slips."""
    table = read_yaml(path, PartTable)
    named = {name for row in table.rows for name in (*row.required, *row.forbidden)}
    _require(path, "rows name parts that are not given", named - table.parts.keys())
    _require(path, "no row names the parts", table.parts.keys() - named)
    _require(path, "no row speaks of the kinds", set(MessageKind) - {row.kind for row in table.rows})
    for row in table.rows:
        _require(path, f"{row.kind} both requires and forbids", {*row.required} & {*row.forbidden})
    return table


def _require(path: Path, problem: str, names: set[str] | set[MessageKind]) -> None:
    if names:
        wrong = ", ".join(sorted(names))
        raise BadKnowledge(
            "knowledge_invalid",
            f"{path}: {problem}: {wrong}; correct the file.",
            path=str(path),
            place=wrong,
            problem=problem,
        )
