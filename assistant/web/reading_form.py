"""The fields in which a person confirms or corrects what a customer's reply says."""

from collections.abc import Iterable
from enum import StrEnum

from assistant.domain.commitments import Cause, HoldReason
from assistant.domain.reading import ProposalKind, Sign
from assistant.intake.given_reading import AwaySaid, DisputeSaid, HoldSaid, PromiseSaid, ProposalSaid, ReadingGiven
from assistant.web import forms
from assistant.web.labels import Labels
from assistant.web.markup import Markup, joined, tag
from assistant.wording import Wording
from assistant.workflow.record.vocabulary import vocabulary
from assistant.workflow.replies import ReplyShown

_QUOTE_ROWS = 2


def reading_fields(it: ReplyShown, given: ReadingGiven, say: Labels, words: Wording) -> list[Markup]:
    """Every label with ``given`` in it: the cause, each part behind its tick, the signs and the hold."""
    return [
        forms.hidden("seen", it.seen),
        forms.choice(say("account.why_late"), "cause", _members(Cause, words), chosen=given.cause.value),
        forms.words(say("account.evidence"), "evidence", given.evidence, needed=False, rows=_QUOTE_ROWS),
        _promise(it, given.promise, say, words),
        _dispute(it, given.dispute, say, words),
        _proposal(given.proposal, say, words),
        _away(given.out_of_office, words),
        _signs(given, words),
        _hold(given.hold, say, words),
        forms.line(say("account.note"), "note", needed=False),
    ]


def _promise(it: ReplyShown, said: PromiseSaid | None, say: Labels, words: Wording) -> Markup:
    read = it.reading.promise
    held = said or PromiseSaid(quote=read.evidence.quote if read else "")
    return forms.group(
        words.listed("reading", "promise"),
        forms.amount(say("account.amount", currency=it.case.currency), "promise.amount", held.amount),
        forms.day(say("account.due"), "promise.due", held.due),
        forms.words(say("account.quote"), "promise.quote", held.quote, rows=_QUOTE_ROWS),
        forms.tick(words.listed("reading", "conditional"), "promise.conditional", ticked=held.conditional),
        forms.tick(say("account.confirmed"), "promise.confirmed", ticked=held.confirmed),
        ticked=said is not None,
    )


def _dispute(it: ReplyShown, said: DisputeSaid | None, say: Labels, words: Wording) -> Markup:
    read = it.reading.dispute
    held = said or DisputeSaid(reason="other", quote=read.evidence.quote if read else "")
    reasons = {key: name.in_language(say.language) for key, name in vocabulary().dispute_reasons.items()}
    invoices = forms.options_of(item.invoice.number for item in it.case.items)
    return forms.group(
        words.listed("reading", "dispute"),
        forms.choice(say("account.col_invoice"), "dispute.invoice", invoices, chosen=held.invoice),
        forms.choice(say("account.reason"), "dispute.reason", reasons, chosen=held.reason),
        forms.tick(say("reply.part"), "dispute.part", ticked=held.part),
        forms.amount(say("reply.part_amount"), "dispute.amount", held.amount, needed=False),
        forms.words(say("account.quote"), "dispute.quote", held.quote, rows=_QUOTE_ROWS),
        forms.line(say("account.handler"), "dispute.handler", held.handler, needed=False),
        forms.day(say("account.answer_by"), "dispute.answer_by", held.answer_by, needed=False),
        ticked=said is not None,
    )


def _proposal(said: ProposalSaid | None, say: Labels, words: Wording) -> Markup:
    held = said or ProposalSaid(kind=ProposalKind.EXTENSION)
    figures = ("instalments", "first_payment", "per_instalment", "extension_days", "discount_pct")
    return forms.group(
        words.listed("reading", "proposal"),
        forms.choice(say("account.what"), "proposal.kind", _members(ProposalKind, words), chosen=held.kind.value),
        *(
            forms.amount(words.listed("reading", name), f"proposal.{name}", getattr(held, name), needed=False)
            for name in figures
        ),
        forms.day(words.listed("reading", "until"), "proposal.until", held.until, needed=False),
        forms.tick(words.listed("reading", "waive_interest"), "proposal.waive_interest", ticked=held.waive_interest),
        ticked=said is not None,
    )


def _away(said: AwaySaid | None, words: Wording) -> Markup:
    held = said or AwaySaid()
    return forms.group(
        words.listed("reading", "out_of_office"),
        forms.day(words.listed("reading", "until"), "out_of_office.until", held.until, needed=False),
        ticked=said is not None,
    )


def _signs(given: ReadingGiven, words: Wording) -> Markup:
    ticks = (forms.tick(words.name(sign), f"signs.{sign.value}", ticked=bool(given.signs.get(sign))) for sign in Sign)
    return tag("div", joined(ticks), class_="signs")


def _hold(said: HoldSaid | None, say: Labels, words: Wording) -> Markup:
    held = said or HoldSaid(reason=HoldReason.MANUAL)
    return forms.group(
        say("account.record_hold"),
        forms.choice(say("account.reason"), "hold.reason", _members(HoldReason, words), chosen=held.reason.value),
        forms.day(say("account.until"), "hold.until", held.until, needed=False),
        ticked=said is not None,
    )


def _members(kinds: Iterable[StrEnum], words: Wording) -> dict[str, str]:
    return {member.value: words.name(member) for member in kinds}
