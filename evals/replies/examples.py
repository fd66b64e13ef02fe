"""What the reader's model learns from: whole replies, their sentences where none can say a thing, single sentences."""

import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from assistant.domain.commitments import Cause
from assistant.domain.reading import ProposalKind, Sign
from assistant.intake.replies.folding import fold, without_markup
from assistant.intake.replies.given import LedgerNow, day_from, ledger_from
from assistant.intake.replies.heard import hear
from assistant.intake.replies.injection import steering_in, without_steering
from assistant.intake.replies.marking import around
from assistant.intake.replies.own_words import own_words
from assistant.intake.replies.patterns import shipped_patterns
from assistant.intake.replies.sentences import sentences
from evals.linear import Example
from evals.replies.replies import HERE, EvalReply, ExpectedProposal, load_replies
from evals.replies.sentences import FILE, load_sentences

# Never those that are measured by.
SPLITS = ("dev", "fresh", "written")
PARTS = ("promise", "dispute", "proposal", "out_of_office")
INJECTION = Sign.INJECTION.value
_KINDS = tuple(kind for kind in ProposalKind if kind is not ProposalKind.MIXED)
# Any will do: what stands around a day is learnt, not which day it is.
_SOME_DAY = date(2025, 3, 13)
# A sentence out of a reply that does not say a thing is no more than a hint of how that sounds.
_LIGHT = 0.3


def examples(folder: Path = HERE) -> tuple[Example, ...]:
    """All that there is to learn from, in a fixed order."""
    replies = ((split, reply) for split in SPLITS for reply in load_replies(split, folder))
    return (*(each for split, reply in replies for each in _from_reply(split, reply)), *_from_sentences(folder))


def fingerprint(folder: Path = HERE) -> str:
    """The SHA-256 of the training data."""
    digest = hashlib.sha256()
    for name in (*(f"{split}.jsonl" for split in SPLITS), FILE):
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()


def words_of(reply: EvalReply) -> tuple[str, str]:
    """A reply's own words without what steers a machine, and everything that its reader sees."""
    whole = fold(without_markup(reply.text))
    own = shipped_patterns().own
    return own_words(without_steering(whole, steering_in(reply.text, fold(reply.text))), own), whole


def _from_reply(split: str, reply: EvalReply) -> Iterator[Example]:
    one, group = reply.labels, f"{split} {reply.template}"
    said = {f"cause.{cause}": cause is one.primary_cause for cause in Cause}
    said |= {part: getattr(one, part) is not None for part in PARTS}
    said |= {sign.value: getattr(one, sign.value) for sign in Sign if sign is not Sign.INJECTION}
    said |= {"promise.open": bool(one.promise and one.promise.date is None)} | _kinds(one.proposal)
    plain, seen = words_of(reply)
    yield Example(words=plain, says=said, group=group, whole=True)
    yield Example(words=seen, says={INJECTION: one.injection}, group=group, whole=True)
    yield from _mentions(reply, plain, group)
    if not one.injection:
        yield from (
            Example(words=e.words, says={INJECTION: False}, group=group, weight=_LIGHT) for e in sentences(seen)
        )
    secondary = {f"cause.{cause}" for cause in one.causes}
    never = {label: False for label, is_said in said.items() if not is_said and label not in secondary}
    yield from (Example(words=e.words, says=never, group=group, weight=_LIGHT) for e in sentences(plain))


def _kinds(proposal: ExpectedProposal | None) -> dict[str, bool]:
    """Which kinds are proposed; of several at once only those are known that have a figure."""
    if proposal is None or proposal.kind is not ProposalKind.MIXED:
        return {f"kind.{kind}": proposal is not None and proposal.kind is kind for kind in _KINDS}
    shown = {
        ProposalKind.WAIVE_INTEREST: proposal.waive_interest,
        ProposalKind.INSTALMENTS: proposal.instalments is not None,
        ProposalKind.DISCOUNT: proposal.discount_pct is not None,
        ProposalKind.EXTENSION: proposal.extension_days is not None,
    }
    return {f"kind.{kind}": True for kind, is_shown in shown.items() if is_shown}


def _mentions(reply: EvalReply, plain: str, group: str) -> Iterator[Example]:
    """Each day and sum with what it is named for, as far as the labels hold one like it."""
    promise, proposal = reply.labels.promise, reply.labels.proposal
    for heard in hear(plain, day_from(reply.received), ledger_from(reply.record)):
        for day in heard.days:
            says = {
                "day.promise": bool(promise and day.day and day.day == promise.date),
                "day.until": bool(proposal and day.day and day.day == proposal.until),
            }
            yield Example(words=around(heard, day), says=says, group=group)
        for each in heard.sums:
            says = {
                "sum.promise": bool(promise and each.value is not None and each.value == promise.amount),
                "sum.first": bool(proposal and each.value is not None and each.value == proposal.first_payment),
                "sum.each": bool(proposal and each.value is not None and each.value == proposal.per_instalment),
            }
            yield Example(words=around(heard, each), says=says, group=group)


def _from_sentences(folder: Path) -> Iterator[Example]:
    for n, each in enumerate(load_sentences(folder)):
        group, words = f"sentence {n}", fold(each.text)
        said = {f"cause.{cause}": cause.value == each.cause for cause in Cause}
        said |= {sign.value: sign.value in each.signs for sign in Sign}
        said |= {sign.removeprefix("-"): not sign.startswith("-") for sign in each.signs}
        if said.get("proposal"):
            said |= {f"kind.{kind}": f"kind.{kind}" in each.signs for kind in _KINDS}
        yield Example(words=words, says=said, group=group)
        if "promise" in said:
            for heard in hear(words, _SOME_DAY, LedgerNow()):
                days = {"day.promise": said["promise"]}
                yield from (Example(words=around(heard, day), says=days, group=group) for day in heard.days)
