"""Says what a reply was read to say in words, for the command line and for every screen."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from assistant.domain.commitments import Cause
from assistant.domain.entries import EntryKind
from assistant.domain.read_replies import ReadReply
from assistant.domain.reading import Absence, DisputeRead, Evidence, PromiseRead, ProposalRead, Reading
from assistant.intake.given_reading import reading_said
from assistant.wording import Wording
from assistant.workflow.record.vocabulary import named, vocabulary


def labels_in_words(reading: Reading, words: Wording) -> Iterator[tuple[str, Evidence]]:
    """Each label as a short line with the words behind it: the causes first, the heaviest before the others."""
    yield from by_label(reading, words).values()


def by_label(reading: Reading, words: Wording) -> dict[str, tuple[str, Evidence]]:
    """The same by the label's name in ``Reading.evidence``."""
    cause = words.listed("reading", "cause")
    lines = {each.cause.value: (f"{cause}: {words.name(each.cause)}", each.evidence) for each in reading.causes}
    for name, said in (
        ("promise", reading.promise and (_promise(reading.promise, words), reading.promise.evidence)),
        ("dispute", reading.dispute and (_dispute(reading.dispute, words), reading.dispute.evidence)),
        ("proposal", reading.proposal and (_proposal(reading.proposal, words), reading.proposal.evidence)),
        (
            "out_of_office",
            reading.out_of_office and (_away(reading.out_of_office, words), reading.out_of_office.evidence),
        ),
    ):
        if said:
            lines[name] = (f"{words.listed('reading', name)}: {said[0]}", said[1])
    return lines | {sign.value: (words.name(sign), evidence) for sign, evidence in reading.signs.items()}


def said_in_words(read: ReadReply, words: Wording) -> str:
    """What a person said that a reply says, on one line."""
    given = reading_said(read)
    parts = [words.name(given.cause)] if given.cause is not Cause.UNKNOWN else []
    if given.promise:
        day = words.value(date.fromisoformat(given.promise.due))
        parts.append(f"{words.listed('reading', 'promise')} {read.currency} {Decimal(given.promise.amount):,} {day}")
    if given.dispute:
        reason = named(given.dispute.reason, vocabulary().dispute_reasons)
        parts.append(f"{words.listed('reading', 'dispute')} {given.dispute.invoice} {words.value(reason)}")
    if given.proposal:
        parts.append(f"{words.listed('reading', 'proposal')} {words.name(given.proposal.kind)}")
    if given.out_of_office:
        parts.append(words.listed("reading", "out_of_office"))
    parts += [words.name(sign) for sign, shows in given.signs.items() if shows]
    if given.hold:
        parts.append(f"{words.name(EntryKind.HOLD)} ({words.name(given.hold.reason)})")
    return words.words.formats.between.join(parts) or words.listed("reading", "nothing")


def _promise(read: PromiseRead, words: Wording) -> str:
    amount = f"{read.currency} {read.amount:,.2f}".strip() if read.amount is not None else ""
    day = words.value(read.day) if read.day else words.listed("reading", "no_day")
    condition = words.listed("reading", "conditional") if read.conditional else ""
    return _joined(words, amount, day, condition)


def _dispute(read: DisputeRead, words: Wording) -> str:
    how_much = words.listed("reading", "whole" if read.whole else "part")
    return _joined(words, words.name(read.reason), how_much, read.invoice_no or "")


def _proposal(read: ProposalRead, words: Wording) -> str:
    figures = {
        "instalments": read.instalments,
        "first_payment": read.first_payment,
        "per_instalment": read.per_instalment,
        "extension_days": read.extension_days,
        "discount_pct": read.discount_pct,
    }
    said = (f"{words.listed('reading', name)} {value:,}" for name, value in figures.items() if value is not None)
    until = f"{words.listed('reading', 'until')} {words.value(read.until)}" if read.until else ""
    waive = words.listed("reading", "waive_interest") if read.waive_interest else ""
    return _joined(words, words.name(read.kind), *said, until, waive)


def _away(read: Absence, words: Wording) -> str:
    if read.until is None:
        return words.listed("reading", "open_end")
    return f"{words.listed('reading', 'until')} {words.value(read.until)}"


def _joined(words: Wording, *parts: str) -> str:
    return words.words.formats.between.join(part for part in parts if part)
