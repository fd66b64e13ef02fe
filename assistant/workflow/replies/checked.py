"""Decides whether what a person says of a reply can be recorded, and brings its texts into one form."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from assistant.errors import BadInput
from assistant.intake.given_reading import AwaySaid, DisputeSaid, HoldSaid, PromiseSaid, ProposalSaid, ReadingGiven
from assistant.workflow.record import typed
from assistant.workflow.record.vocabulary import chosen, vocabulary
from assistant.workflow.replies.shown import ReplyShown

# Far above any number of days, payments or money that a customer can mean.
_MOST = Decimal(10) ** 12
_ALL = 100  # percent
# Digits, in groups of three or without; what a comma before other digits means, nobody knows.
_NUMBER = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")


def checked(it: ReplyShown, given: ReadingGiven, billing_digits: Mapping[str, int]) -> ReadingGiven:
    """``given`` with days, amounts and quotes as the record has them; raises BadInput or BadAmount for the rest.

    A quote must stand in the reply, letter for letter but for its blanks.
    """
    return replace(
        given,
        evidence=_verbatim(it.reply.text, given.evidence, "evidence"),
        promise=given.promise and _promise(it, given.promise, billing_digits),
        dispute=given.dispute and _dispute(it, given.dispute, billing_digits),
        proposal=given.proposal and _proposal(it, given.proposal),
        out_of_office=given.out_of_office
        and AwaySaid(until=_day(it, given.out_of_office.until, "out_of_office.until")),
        hold=given.hold and _hold(it, given.hold),
        note=typed.words(given.note, "note", needed=False),
    )


def _promise(it: ReplyShown, said: PromiseSaid, billing_digits: Mapping[str, int]) -> PromiseSaid:
    typed.line(said.due, "promise.due")
    return replace(
        said,
        amount=_money(it, said.amount, "promise.amount", billing_digits),
        due=_day(it, said.due, "promise.due"),
        quote=_verbatim(it.reply.text, said.quote, "promise.quote", needed=True),
    )


def _dispute(it: ReplyShown, said: DisputeSaid, billing_digits: Mapping[str, int]) -> DisputeSaid:
    if said.part and not said.amount.strip():
        message = "dispute.amount: a part is contested, so say how much of the invoice; or that all of it is."
        raise BadInput("part_without_amount", message, field="dispute.amount")
    return replace(
        said,
        reason=chosen("dispute.reason", said.reason, vocabulary().dispute_reasons),
        invoice=typed.line(said.invoice, "dispute.invoice"),
        amount=_money(it, said.amount, "dispute.amount", billing_digits) if said.part else "",
        quote=_verbatim(it.reply.text, said.quote, "dispute.quote", needed=True),
        handler=typed.line(said.handler, "dispute.handler", needed=False),
        answer_by=_day(it, said.answer_by, "dispute.answer_by"),
    )


def _proposal(it: ReplyShown, said: ProposalSaid) -> ProposalSaid:
    return replace(
        said,
        instalments=_figure(said.instalments, "proposal.instalments", whole=True),
        first_payment=_figure(said.first_payment, "proposal.first_payment"),
        per_instalment=_figure(said.per_instalment, "proposal.per_instalment"),
        until=_day(it, said.until, "proposal.until"),
        extension_days=_figure(said.extension_days, "proposal.extension_days", whole=True),
        discount_pct=_percent(said.discount_pct, "proposal.discount_pct"),
    )


def _hold(it: ReplyShown, said: HoldSaid) -> HoldSaid:
    return replace(said, until=_day(it, said.until, "hold.until"))


def _money(it: ReplyShown, text: str, field: str, billing_digits: Mapping[str, int]) -> str:
    amount = typed.amount(typed.line(text, field), it.case.currency, billing_digits)
    return f"{amount.decimal.normalize():f}"


def _day(it: ReplyShown, text: str, field: str) -> str:
    """An ISO day on or after the one on which the reply came; empty stays empty."""
    if not text.strip():
        return ""
    day: date = typed.day(text, field)
    return typed.not_before(day, field, it.received_on, it.case.today).isoformat()


def _percent(text: str, field: str) -> str:
    """Of what is owed: never more than all of it."""
    plain = _figure(text.strip().removesuffix("%"), field)
    if plain and Decimal(plain) > _ALL:
        raise _no_figure(field, text)
    return plain


def _figure(text: str, field: str, *, whole: bool = False) -> str:
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain:
        return ""
    number = Decimal(plain.replace(",", "")) if _NUMBER.fullmatch(plain) else Decimal(0)
    if not 0 < number < _MOST or (whole and number != number.to_integral_value()):
        raise _no_figure(field, text)
    return f"{number.normalize():f}"


def _no_figure(field: str, text: str) -> BadInput:
    shown = text[:40]
    return BadInput("not_a_figure", f"{field}: {shown!r} is no such number; correct it.", field=field, text=shown)


def _verbatim(whole: str, quote: str, field: str, *, needed: bool = False) -> str:
    """The stretch of the reply that ``quote`` is, whatever blanks and line ends it was sent with."""
    words = quote.split()
    if not words and not needed:
        return ""
    found = re.search(r"\s+".join(map(re.escape, words)), whole) if words else None
    if found is None:
        message = f"{field}: these words do not stand in the reply; copy them from it."
        raise BadInput("quote_not_in_reply", message, field=field)
    return found[0]
