"""The shape of what a person says that a customer's reply says, typed or sent as JSON; texts as they came."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from assistant.domain.commitments import Cause, HoldReason
from assistant.domain.read_replies import ReadReply
from assistant.domain.reading import ProposalKind, Sign
from assistant.errors import BadInput, BadKnowledge
from assistant.knowledge import Closed, check


@dataclass(frozen=True, kw_only=True, slots=True)
class PromiseSaid(Closed):
    """A promise to record: a plain decimal in the currency of the case, and a day; ``quote`` is from the reply.

    ``confirmed`` says that an amount above what is open is meant.
    """

    amount: str = ""
    due: str = ""
    quote: str = ""
    conditional: bool = False
    confirmed: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class DisputeSaid(Closed):
    """A dispute to record; ``part`` says that ``amount`` of the invoice is contested, else it is all of it.

    Without ``handler`` it is the person who reads; without ``answer_by`` it is as many business days as the rules say.
    """

    reason: str
    invoice: str = ""
    part: bool = False
    amount: str = ""
    quote: str = ""
    handler: str = ""
    answer_by: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ProposalSaid(Closed):
    """What the customer asks for; a figure is empty where none was named."""

    kind: ProposalKind
    instalments: str = ""
    first_payment: str = ""
    per_instalment: str = ""
    until: str = ""
    extension_days: str = ""
    discount_pct: str = ""
    waive_interest: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class AwaySaid(Closed):
    """The writer is away up to and including ``until``; empty for an open end."""

    until: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class HoldSaid(Closed):
    """A hold to record on the case, up to and including ``until``, or until lifted."""

    reason: HoldReason
    until: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadingGiven(Closed):
    """Everything that a reply says, and the hold that follows; what is None or left out, it does not say.

    ``evidence`` are the words of the cause. ``seen`` is the mark of what was said of the reply when it was looked at;
    empty asks for no comparison.
    """

    cause: Cause = Cause.UNKNOWN
    evidence: str = ""
    promise: PromiseSaid | None = None
    dispute: DisputeSaid | None = None
    proposal: ProposalSaid | None = None
    out_of_office: AwaySaid | None = None
    signs: Mapping[Sign, bool] = field(default_factory=dict)
    hold: HoldSaid | None = None
    note: str = ""
    seen: str = ""


def labels_of(given: ReadingGiven) -> dict[str, object]:
    """Each label in plain JSON values; signs that the reply does not show are left out."""
    said = {name: value for name, value in asdict(given).items() if name not in _ABOUT}
    return said | {"signs": {sign.value: True for sign, shows in sorted(given.signs.items()) if shows}}


def reading_said(read: ReadReply) -> ReadingGiven:
    """What a person said of a reply, as it was given."""
    return check(dict(read.said), ReadingGiven, read.reply_id)


# What is kept apart from the labels: it says nothing of the reply.
_ABOUT = ("seen", "note")
_YES_NO = {"yes": True, "no": False}


def changed(reading: ReadingGiven, changes: Mapping[str, str], without: Collection[str]) -> ReadingGiven:
    """``reading`` with texts put in by place, such as ``promise.due``, and less the labels in ``without``.

    A sign is set by ``signs.hostile=yes``. Raises BadInput for a place or a value that there is not.
    """
    raw: dict[str, Any] = asdict(reading)
    for label in without:
        _take_out(raw, label)
    for place, text in changes.items():
        whole, _, part = place.partition(".")
        inside = raw.setdefault(whole, None) if part else raw
        if inside is None:
            inside = raw[whole] = {}
        if not isinstance(inside, dict):
            raise _unreadable(place, "it has no parts")
        inside[part or whole] = _YES_NO.get(text, text)
    try:
        return check(raw, ReadingGiven, "the reading")
    except BadKnowledge as error:
        raise _unreadable(str(error.details.get("place")), str(error.details.get("problem"))) from error


def _take_out(raw: dict[str, Any], label: str) -> None:
    if label == "cause":
        raw |= {"cause": Cause.UNKNOWN, "evidence": ""}
    elif label in raw["signs"]:
        raw["signs"] = {sign: shows for sign, shows in raw["signs"].items() if sign != label}
    elif label in raw and isinstance(raw[label], dict | None):
        raw[label] = None
    else:
        raise _unreadable(label, "the reply is not read to say it")


def _unreadable(place: str, problem: str) -> BadInput:
    message = f"{place}: {problem}; correct it, as the proposal in `tactful replies show` has it."
    return BadInput("bad_reading", message, place=place, problem=problem)
