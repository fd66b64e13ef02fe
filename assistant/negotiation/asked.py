"""Turns what a customer's words are read to say into what they ask at the table, in the money of the debt."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from assistant.domain.arrangement import Arrangement
from assistant.domain.authority import OfferKind
from assistant.domain.bargain import Bargain
from assistant.domain.money import ISO_DIGITS, Money, total
from assistant.domain.reading import PromiseRead, ProposalKind, ProposalRead
from assistant.negotiation.situation import Asked, Listed


def asked_of(bargain: Bargain, outstanding: Money, today: date) -> Asked | None:
    """What the words ask of a debt of ``outstanding``; None where they ask and promise nothing.

    Sums stay in the currency that they were said in. Of two ways that exclude each other none is taken. More time for
    payments in parts counts from ``today``.
    """
    proposal, promise = bargain.reading.proposal, bargain.reading.promise
    if bargain.undecided and proposal:
        return Asked(quote=proposal.evidence.quote)
    if proposal is None:
        if promise is None:
            return None
        return _promised(Asked(deadlines=bargain.deadlines, quote=promise.evidence.quote), promise, outstanding)
    asked = Asked(
        kinds=_kinds(proposal),
        instalments=proposal.instalments,
        first_payment=money_said(proposal.first_payment, proposal.currency, outstanding),
        per_instalment=money_said(proposal.per_instalment, proposal.currency, outstanding),
        until=proposal.until,
        extension_days=proposal.extension_days,
        discount_pct=proposal.discount_pct,
        waive_interest=proposal.waive_interest,
        payments=tuple(
            Listed(day=each.day, amount=money_said(each.amount, proposal.currency, outstanding))
            for each in proposal.payments
        ),
        promised_on=proposal.starts,
        month_ends=proposal.month_ends,
        deadlines=bargain.deadlines,
        quote=proposal.evidence.quote,
    )
    if promise:
        asked = _promised(asked, promise, outstanding)
    return _within(asked, today)


def completed(asked: Asked | None, before: Asked | None, outstanding: Money) -> Asked | None:
    """``asked`` with the first part of the message before, where this one only says when the rest comes.

    ``before`` is what they asked without an end: "half now", and then "the other half on 8 May"; or with one that
    the rest is moved from. "31k on Friday" after "would you settle for 30k?" is a settlement still.
    """
    if asked is None:
        return None
    if before is None:
        return _all_of_it(asked)
    made = _behind_before(asked, before, outstanding)
    # Days that are taken over keep what they were named as.
    return made if made.payments == asked.payments else replace(made, deadlines=made.deadlines | before.deadlines)


def _behind_before(asked: Asked, before: Asked, outstanding: Money) -> Asked:
    """``asked`` as what follows on the first part, the settlement or the promise that ``before`` names."""
    if before.first_payment is None:
        return _behind_a_promise(before, _counted(asked, before), outstanding)
    if OfferKind.DISCOUNT in before.kinds:
        return _settling(asked, before.first_payment, outstanding)
    paid = _kept(asked, before, before.first_payment, outstanding)
    return _behind(paid, asked, outstanding) if paid else _all_of_it(asked)


def names_payments(asked: Asked) -> bool:
    """Whether it says how much is paid or when, and not only how, or what is to be waived."""
    figures = ("payments", "instalments", "first_payment", "per_instalment", "promised", "promised_on", "until")
    return any(getattr(asked, name) for name in figures) or asked.extension_days is not None


def _counted(asked: Asked, before: Asked) -> Asked:
    """``asked`` with the number of payments of ``before``, where it only says when they begin."""
    figures = asked.instalments or asked.per_instalment or asked.payments or asked.until
    if figures or OfferKind.INSTALMENTS not in asked.kinds or OfferKind.INSTALMENTS not in before.kinds:
        return asked
    return replace(asked, instalments=before.instalments, per_instalment=before.per_instalment)


def _behind_a_promise(before: Asked, asked: Asked, outstanding: Money) -> Asked:
    """``asked`` as the rest behind a part that ``before`` promised, where it names that rest."""
    first = before.promised
    if first is None or first.currency != outstanding.currency or not first < outstanding:
        return _all_of_it(asked)
    paid = (Listed(day=before.promised_on, amount=first),)
    one_day = not asked.payments and (not asked.until or asked.promised_on in (None, asked.until))
    names_the_rest = one_day and outstanding - first in (asked.first_payment, asked.promised)
    return _behind(paid, asked, outstanding) if names_the_rest else _all_of_it(asked)


def _kept(asked: Asked, before: Asked, first: Money, outstanding: Money) -> tuple[Listed, ...]:
    """The payments of ``before`` that stay: all, where no end was named; else all but the rest, where it is named."""
    paid = before.payments or (Listed(day=before.promised_on, amount=first),)
    of_the_rest = OfferKind.PART_NOW in asked.kinds
    if _is_whole(paid, outstanding):
        return paid[:-1] if of_the_rest else ()
    return paid if of_the_rest or not before.until else ()


def _behind(paid: tuple[Listed, ...], asked: Asked, outstanding: Money) -> Asked:
    """``asked`` as the rest behind ``paid``, where it names no more than its day."""
    day = asked.until or asked.promised_on
    if day is None or any(each.amount is None for each in paid) or not set(asked.kinds) <= {OfferKind.PART_NOW}:
        return asked
    if asked.promised_on not in (None, day, paid[0].day):
        return asked
    rest = outstanding - total((each.amount for each in paid if each.amount), outstanding.currency)
    named = {asked.first_payment, asked.per_instalment, asked.promised} - {None}
    if rest.minor <= 0 or named - {rest}:
        return asked
    return replace(
        asked,
        kinds=(OfferKind.PART_NOW,),
        first_payment=paid[0].amount,
        promised=None,
        promised_on=paid[0].day,
        until=day,
        payments=(*paid, Listed(day=day, amount=None)),
    )


def _all_of_it(asked: Asked) -> Asked:
    """``asked`` as more time for all of it, where a day of the rest is all that is said, and nothing came before."""
    only_a_day = asked.until and asked.kinds == (OfferKind.PART_NOW,)
    figures = asked.first_payment or asked.promised or asked.payments or asked.promised_on or asked.instalments
    return replace(asked, kinds=(OfferKind.EXTENSION,)) if only_a_day and not figures else asked


def _is_whole(paid: tuple[Listed, ...], outstanding: Money) -> bool:
    named = total((each.amount for each in paid if each.amount), outstanding.currency)
    return len(paid) > 1 and (paid[-1].amount is None or named == outstanding)


def _settling(asked: Asked, before: Money, outstanding: Money) -> Asked:
    """``asked`` as a settlement, where it is one sum that is no less than the one ``before``."""
    named = {asked.first_payment, asked.promised} - {None}
    in_parts = asked.payments or asked.instalments or asked.per_instalment or set(asked.kinds) - {OfferKind.PART_NOW}
    if in_parts or len(named) != 1 or (asked.until and asked.promised_on):
        return asked
    sum_ = named.pop()
    if sum_ is None or sum_.currency != before.currency or not before <= sum_ < outstanding:
        return asked
    day = asked.until or asked.promised_on
    return replace(asked, kinds=(OfferKind.DISCOUNT,), first_payment=sum_, promised=None, promised_on=None, until=day)


def only_says_after(asked: Asked, said: Bargain, offer: Arrangement) -> bool:
    """Whether ``asked`` is no more than a day of ``offer``: that of one payment of several, or in a question.

    "OK, 15 June" behind a plan that begins then offers neither all of it on that day nor says yes to the plan.
    """
    days = {asked.until, asked.promised_on} - {None}
    if not days or asked != _only_days(asked) or said.all_of_it:
        return False
    in_several = len(offer.schedule) > 1 or said.asks_back
    return in_several and days <= {part.due for part in offer.schedule}


def _only_days(asked: Asked) -> Asked:
    """``asked`` with nothing in it but its days."""
    kinds = tuple(kind for kind in asked.kinds if kind is OfferKind.EXTENSION)
    return Asked(kinds=kinds, until=asked.until, promised_on=asked.promised_on, quote=asked.quote)


def agrees_with(asked: Asked | None, offer: Arrangement, today: date) -> bool:
    """Whether a yes that also names ``asked`` says yes to ``offer``: no figure of it is another one."""
    if asked is None:
        return True
    amounts = {part.amount for part in offer.schedule}
    days = {part.due for part in offer.schedule}
    first, last = offer.first, offer.last_day
    in_days = None if asked.extension_days is None else today + timedelta(days=asked.extension_days)
    same = (
        asked.instalments in (None, len(offer.schedule)),
        OfferKind.INSTALMENTS not in asked.kinds or len(offer.schedule) > 1,
        asked.first_payment is None or (first is not None and asked.first_payment == first.amount),
        asked.per_instalment is None or asked.per_instalment in amounts,
        asked.promised is None or asked.promised in amounts or asked.promised == offer.scheduled,
        asked.promised_on is None or asked.promised_on in days,
        asked.until in (None, last),
        in_days in (None, last),
        asked.discount_pct in (None, offer.discount_pct),
        not asked.waive_interest or bool(offer.interest_waived),
        OfferKind.DISCOUNT not in asked.kinds or bool(offer.discount),
    )
    return all(same)


def _kinds(proposal: ProposalRead) -> tuple[OfferKind, ...]:
    """The rungs that are named; where only "mixed" is known, those that have a figure."""
    kinds = proposal.kinds or (() if proposal.kind is ProposalKind.MIXED else (proposal.kind,))
    if not kinds:
        figures = {
            OfferKind.INSTALMENTS: proposal.instalments or proposal.per_instalment,
            OfferKind.PART_NOW: proposal.first_payment and not (proposal.instalments or proposal.per_instalment),
            OfferKind.EXTENSION: proposal.extension_days,
            OfferKind.DISCOUNT: proposal.discount_pct,
            OfferKind.WAIVE_INTEREST: proposal.waive_interest,
        }
        return tuple(kind for kind, figure in figures.items() if figure)
    return tuple(OfferKind(kind.value) for kind in kinds)


def money_said(amount: Decimal | None, currency: str, outstanding: Money) -> Money | None:
    """``amount`` of major units in ``currency`` (empty: the debt's), half up: people halve sums that have no half."""
    if amount is None:
        return None
    code = currency or outstanding.currency
    return Money(int(amount.scaleb(ISO_DIGITS[code]).to_integral_value(ROUND_HALF_UP)), code)


def _promised(asked: Asked, promise: PromiseRead, outstanding: Money) -> Asked:
    return replace(
        asked,
        promised=money_said(promise.amount, promise.currency, outstanding),
        promised_on=asked.promised_on or promise.day,
        conditional=promise.conditional,
    )


def _within(asked: Asked, today: date) -> Asked:
    """Time for payments in parts is the day of the last one, and no second way to pay."""
    in_parts = {OfferKind.INSTALMENTS, OfferKind.PART_NOW} & set(asked.kinds)
    if asked.extension_days is None or not in_parts:
        return asked
    until = asked.until or today + timedelta(days=asked.extension_days)
    return replace(asked, until=until, extension_days=None)
