"""Decides in which words people record contacts and disputes, from ``knowledge/record/vocabulary.yaml``."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache

from assistant.domain.entries import EntryKind
from assistant.domain.language import LocalText
from assistant.errors import BadInput, BadKnowledge
from assistant.knowledge import Closed, read_yaml, shipped


@dataclass(frozen=True, kw_only=True, slots=True)
class ContactOutcome(Closed):
    """How a contact ended: ``silent`` when nobody on the other side spoke, ``record`` names what else to record."""

    name: LocalText
    silent: bool = False
    record: EntryKind | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class DisputeOutcome(Closed):
    """How a dispute ended; ``credit`` when a credit note belongs to it."""

    name: LocalText
    credit: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Vocabulary(Closed):
    """Every list of words, by key."""

    channels: Mapping[str, LocalText]
    kinds: Mapping[str, LocalText]
    kind_of_channel: Mapping[str, str]
    outcomes: Mapping[str, ContactOutcome]
    dispute_reasons: Mapping[str, LocalText]
    dispute_outcomes: Mapping[str, DisputeOutcome]

    def __post_init__(self) -> None:
        """Refuse a channel whose kind is not told, or not in the list of kinds."""
        if set(self.kind_of_channel) != set(self.channels) or not set(self.kind_of_channel.values()) <= set(self.kinds):
            raise BadKnowledge("channel_kinds", "record vocabulary: each channel needs one of the kinds; add it.")


@cache
def vocabulary() -> Vocabulary:
    """The shipped words; raises BadKnowledge when the file breaks its schema."""
    return read_yaml(shipped("knowledge") / "record" / "vocabulary.yaml", Vocabulary)


def chosen(field: str, given: str, allowed: Collection[str]) -> str:
    """``given`` when it is one of ``allowed``; raises BadInput with the list."""
    if given in allowed:
        return given
    raise BadInput(
        "bad_choice", f"{field} takes one of: {', '.join(allowed)}.", option=field, allowed=", ".join(allowed)
    )


def named(key: str, words: Mapping[str, LocalText]) -> LocalText:
    """What people call ``key``; the key's own words when it was recorded before there was a list."""
    return words.get(key) or LocalText.same(str(key).replace("_", " "))
