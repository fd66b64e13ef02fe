"""Decides which labels of a second reader's answer count, and reads their figures from the reply's own words.

The model points at words; what figure or day they name is read here, by the same rules as everywhere. So no figure in
a reading can be the model's own.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from assistant.domain.commitments import Cause
from assistant.domain.reading import (
    Absence,
    DisputeRead,
    DisputeReason,
    Evidence,
    GivenCause,
    PromiseRead,
    ProposalKind,
    ProposalRead,
    Reading,
    Sign,
)
from assistant.intake.reply_reader.proof import NotCountedError, Pointed, Proof
from assistant.intake.second_reader.told import Counted
from assistant.prompting import one_object

Label = TypeVar("Label")

_PARTS = ("promise", "dispute", "proposal", "out_of_office")
_MOST_ENTRIES = 40
# The keys of each entry besides its quote, by what they take: a word that is known, words of the quote, true or false.
_WORDS: Mapping[str, frozenset[str]] = {
    "cause": frozenset(Cause) - {Cause.UNKNOWN},
    "sign": frozenset(Sign),
    "reason": frozenset(DisputeReason),
    "part": frozenset({"all", "part"}),
    "kind": frozenset(ProposalKind),
}
_POINTS: Mapping[str, str] = {
    "promise": "amount date",
    "dispute": "invoice",
    "proposal": "instalments first_payment per_instalment until extension discount",
    "out_of_office": "until",
}
_NEEDS: Mapping[str, str] = {"causes": "cause", "signs": "sign", "dispute": "reason part", "proposal": "kind"}
_FLAGS: Mapping[str, str] = {"promise": "conditional", "proposal": "waive_interest"}


def described() -> str:
    """The words that are known, for a prompt."""
    return "\n".join(f"- {key}: {', '.join(sorted(known))}" for key, known in _WORDS.items())


def read_answer(text: str, proof: Proof) -> Counted[Reading] | None:
    """What ``text`` says of the reply behind ``proof``; None when it is not the one JSON object that was asked for."""
    raw = one_object(text)
    if raw is None or raw.keys() != {"causes", *_PARTS, "signs"}:
        return None
    causes, signs = raw["causes"], raw["signs"]
    if not isinstance(causes, list) or not isinstance(signs, list) or len(causes) + len(signs) > _MOST_ENTRIES:
        return None
    counted = _Counted(proof)
    given = [cause for each in causes if (cause := counted.made("causes", each, _cause))]
    shown = [sign for each in signs if (sign := counted.made("signs", each, _sign))]
    reading = Reading(
        causes=tuple({each.cause: each for each in reversed(given)}.values())[::-1],
        promise=counted.made("promise", raw["promise"], _promise),
        dispute=counted.made("dispute", raw["dispute"], _dispute),
        proposal=counted.made("proposal", raw["proposal"], _proposal),
        out_of_office=counted.made("out_of_office", raw["out_of_office"], _absence),
        signs=dict(reversed(shown)),
    )
    return Counted(read=reading, dropped=dict(counted.dropped))


class _Counted:
    """Makes labels of entries, and counts those that do not count."""

    def __init__(self, proof: Proof) -> None:
        self.dropped: Counter[str] = Counter()
        self._proof = proof

    def made(self, name: str, entry: object, make: Callable[[Mapping[str, Any], Pointed], Label]) -> Label | None:
        if entry is None and name in _PARTS:
            return None
        try:
            checked = _checked(name, entry)
            points = {key: checked.get(key) for key in _POINTS.get(name, "").split()}
            return make(checked, self._proof.pointed(checked["quote"], points))
        except NotCountedError as error:
            self.dropped[error.why] += 1
            return None


def _checked(name: str, entry: object) -> Mapping[str, Any]:
    """``entry`` with known keys and words alone; raises NotCountedError."""
    if not isinstance(entry, dict):
        raise NotCountedError("shape")
    needs, points, flags = (table.get(name, "").split() for table in (_NEEDS, _POINTS, _FLAGS))
    sound = (
        entry.keys() <= {"quote", *needs, *points, *flags}
        and isinstance(entry.get("quote"), str)
        and all(isinstance(entry.get(key), str) and entry[key] in _WORDS[key] for key in needs)
        and all(entry.get(key) is None or isinstance(entry[key], str) for key in points)
        and all(isinstance(entry.get(key, False), bool) for key in flags)
    )
    if not sound:
        raise NotCountedError("shape")
    return entry


def _cause(entry: Mapping[str, Any], at: Pointed) -> GivenCause:
    return GivenCause(cause=Cause(entry["cause"]), evidence=at.evidence)


def _sign(entry: Mapping[str, Any], at: Pointed) -> tuple[Sign, Evidence]:
    return Sign(entry["sign"]), at.evidence


def _promise(entry: Mapping[str, Any], at: Pointed) -> PromiseRead:
    amount = at.sum("amount")
    return PromiseRead(
        amount=amount.value if amount else None,
        currency=(amount.currency if amount else "") or at.currency,
        day=at.day("date"),
        conditional=entry.get("conditional", False),
        evidence=at.evidence,
    )


def _dispute(entry: Mapping[str, Any], at: Pointed) -> DisputeRead:
    reason, whole = DisputeReason(entry["reason"]), entry["part"] == "all"
    only_terms = reason is DisputeReason.TERMS and not whole
    invoice = None if only_terms else at.invoice("invoice")
    return DisputeRead(reason=reason, whole=whole, invoice_no=invoice, evidence=at.evidence)


def _proposal(entry: Mapping[str, Any], at: Pointed) -> ProposalRead:
    first, each = at.sum("first_payment"), at.sum("per_instalment")
    return ProposalRead(
        kind=ProposalKind(entry["kind"]),
        instalments=at.count("instalments"),
        first_payment=first.value if first else None,
        per_instalment=each.value if each else None,
        until=at.day("until"),
        extension_days=at.length("extension"),
        discount_pct=at.discount("discount"),
        waive_interest=entry.get("waive_interest", False),
        evidence=at.evidence,
    )


def _absence(_: Mapping[str, Any], at: Pointed) -> Absence:
    return Absence(until=at.day("until"), evidence=at.evidence)
