"""Follows what a customer's words contest of a debt, one message after the other: the rule of every negotiation."""

from collections.abc import Iterator

from assistant.domain.bargain import Bargain
from assistant.domain.commitments import Cause
from assistant.domain.money import Money
from assistant.domain.reading import DisputeRead
from assistant.intake.replies.amounts import OpenTotal
from assistant.intake.replies.contested import is_of_the_rest, sums_in_question
from assistant.negotiation.asked import money_said
from assistant.negotiation.contested import Contested, answered, contested_by, joined
from assistant.negotiation.situation import Situation

# From this certainty on, words of the trade say it, and no guess from their likeness to others.
_PLAIN = 0.9
CONTESTING = (Cause.QUALITY_DISPUTE, Cause.OUR_ERROR)


def contested_after(
    text: str, said: Bargain, held: tuple[Contested, ...], begun: Situation, *, recorded: set[str]
) -> tuple[Contested, ...]:
    """What is contested once ``text`` is heard; of an invoice with a dispute on record, that is what they mean."""
    dispute = _plain_dispute(said)
    if dispute is not None and not (recorded and dispute.invoice_no in (None, *recorded)):
        sums = list(_sums(dispute.evidence.quote, said, begun, dispute.invoice_no))
        found = contested_by(dispute, sums[0] if len(sums) == 1 else None, _paying(said, begun), begun.debts)
        return joined(held, found) if found else held
    if said.uncontested:
        return ()
    return held if dispute or all(each.told for each in held) else _told(text, said, held, begun)


def _told(text: str, said: Bargain, held: tuple[Contested, ...], begun: Situation) -> tuple[Contested, ...]:
    """``held`` once ``text``, which contests nothing plainly, says how much of it that is, or that they pay it all."""
    debts, guessed = begun.debts, said.reading.dispute
    if guessed is not None:
        # A guess holds nothing back; of what is held already it may say how much that is.
        sums = list(_sums(guessed.evidence.quote, said, begun, guessed.invoice_no))
        if len(sums) == 1:
            return answered(held, sums[0], guessed.invoice_no or "", debts)
    proposal, promise = said.reading.proposal, said.reading.promise
    asked = any(not each.whole for each in held if not each.told)
    number = next((debt.invoice_no for debt in debts if debt.invoice_no.lower() in text.lower()), "")
    sums = list(_sums(text, said, begun, number))
    if len(sums) == 1 and (asked or not (proposal or promise)):
        return answered(held, sums[0], number, debts)
    pays_all = (proposal or promise) and _paying(said, begun) is None and not said.accepts
    return () if asked and pays_all and not is_of_the_rest(text) else held


def _plain_dispute(said: Bargain) -> DisputeRead | None:
    """What the words contest plainly: a guess holds no money back."""
    dispute, causes = said.reading.dispute, said.reading.causes
    certain = [each.evidence.certainty for each in causes if each.cause in CONTESTING]
    return dispute if dispute and max((dispute.evidence.certainty, *certain)) >= _PLAIN else None


def _sums(words: str, said: Bargain, begun: Situation, number: str | None) -> Iterator[Money]:
    """Each sum that ``words`` name, but for what they would pay, and what is open on an invoice or in all."""
    whole = next((debt.amount for debt in begun.debts if debt.invoice_no == number), begun.outstanding)
    known = {begun.outstanding, *(debt.amount for debt in begun.debts), *_paid_sums(said, begun)}
    for each in sums_in_question(words, OpenTotal(amount=whole.decimal, currency=whole.currency)):
        found = money_said(each.value, each.currency, whole)
        if found and found.currency == whole.currency and found not in known:
            yield Money(found.minor - found.minor % begun.step_minor, found.currency)


def _paid_sums(said: Bargain, begun: Situation) -> Iterator[Money]:
    """The sums that they would pay."""
    proposal, promise, owed = said.reading.proposal, said.reading.promise, begun.outstanding
    named = [money_said(promise.amount, promise.currency, owed)] if promise else []
    if proposal:
        sums = (proposal.first_payment, proposal.per_instalment, *(each.amount for each in proposal.payments))
        named += [money_said(each, proposal.currency, owed) for each in sums]
    yield from (each for each in named if each and each.currency == owed.currency)


def _paying(said: Bargain, begun: Situation) -> Money | None:
    """What they would pay now of their own accord, where it is less than all."""
    sums = [each for each in _paid_sums(said, begun) if each < begun.outstanding]
    return sums[0] if len(set(sums)) == 1 else None
