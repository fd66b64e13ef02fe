"""Reads a customer's words at the table: what they ask, a plain yes, two ways at once, figures that nobody can mean."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from assistant.domain.bargain import Bargain
from assistant.domain.language import Reason
from assistant.domain.reading import Evidence, PromiseRead, Reading, Sign
from assistant.intake.replies import plan
from assistant.intake.replies.causes import denied_causes
from assistant.intake.replies.given import LedgerNow
from assistant.intake.replies.heard import Ear, Heard
from assistant.intake.replies.kinds import PART
from assistant.intake.replies.reading import MOST_READ, read_heard
from assistant.intake.replies.table.changes import changes_in, is_about_ours, moves_an_unnamed_one, without_figures
from assistant.intake.replies.table.currencies import in_another_currency, sums_of, with_currency
from assistant.intake.replies.table.day_of_paying import without_other_days
from assistant.intake.replies.table.deadlines import deadlines_in
from assistant.intake.replies.table.firm import asks_back, is_tentative, without_what_is_told
from assistant.intake.replies.table.guesses import without_gifts, without_guesses
from assistant.intake.replies.table.meant import as_at_the_table
from assistant.intake.replies.table.odd_days import odd_days
from assistant.intake.replies.table.odd_figures import as_said
from assistant.intake.replies.table.scoffing import without_scoffing
from assistant.intake.replies.table.two_ways import names_two_ways
from assistant.intake.replies.table.unsettled import without_what_is_unsettled
from assistant.intake.replies.table.words import table_words
from assistant.intake.replies.table.yes import accepted, without_posting


def read_bargain(text: str, received: date, ledger: LedgerNow) -> Bargain:
    """What ``text``, received on ``received``, says about the debt that ``ledger`` has open: nothing is guessed."""
    reading, ear = read_heard(text, received, ledger)
    if len(text) > MOST_READ:
        return Bargain(reading=Reading(signs=reading.signs), doubts=(Reason.of("asked_too_long", most=MOST_READ),))
    doubts = [Reason.of("asked_by_machine_text")] if Sign.INJECTION in reading.signs else []
    if not ear.heard:
        return Bargain(reading=reading, doubts=tuple(doubts or [Reason.of("asked_nothing")]))
    reading = without_guesses(ear, _with_figures_as_said(ear, reading))
    undecided = names_two_ways(ear, reading)
    reading = _with_its_currency(ear, as_at_the_table(ear, reading, received))
    reading = without_other_days(ear, without_scoffing(ear, reading))
    undecided = undecided or names_two_ways(ear, reading)
    if undecided:
        doubts.append(Reason.of("asked_two_ways"))
    changes, which = changes_in(ear, reading), moves_an_unnamed_one(ear)
    if which:
        doubts.append(Reason.of("asked_which_payment"))
    reading = without_figures(reading) if changes or which else reading
    accepts = None if undecided or changes or which else accepted(ear)
    settled = _settled(ear, reading, accepts, undecided=undecided)
    return Bargain(
        reading=settled,
        accepts=accepts,
        undecided=undecided,
        tentative=is_tentative(ear),
        all_of_it=any(table_words()["whole"].search(heard.words) for heard in ear.heard),
        of_the_rest=plan.has_rest(ear.heard),
        asks_back=asks_back(ear),
        changes=changes,
        changes_ours=bool(changes) and is_about_ours(ear),
        uncontested=reading.dispute is None and _is_uncontested(ear),
        denies=denied_causes(ear),
        deadlines=deadlines_in(ear, settled.proposal),
        doubts=(*doubts, *odd_days(ear, received), *_whose_day(ear, reading)),
    )


def _whose_day(ear: Ear, reading: Reading) -> Iterator[Reason]:
    """The first day to come on which money comes to them, where they name none of their own."""
    proposal, promise = reading.proposal, reading.promise
    if promise or (proposal and (proposal.until or proposal.starts or proposal.payments)):
        return
    comes_in = table_words()["comes_in"]
    days = (each.day for heard in ear.heard if comes_in.search(heard.words) for each in heard.days if each.day)
    if ear.received and (day := next((each for each in days if each >= ear.received), None)):
        yield Reason.of("asked_whose_day", day=day)


def _is_uncontested(ear: Ear) -> bool:
    """Whether a sentence says that what they got is in order, neither asking it nor hanging it on anything."""
    return any(_says_in_order(heard) for heard in ear.heard)


def _says_in_order(heard: Heard) -> bool:
    like = table_words()
    said = like["uncontested"].search(heard.words)
    if said is None or like["takes_back"].search(heard.words) or heard.finds("stance.condition"):
        return False
    # A question behind it asks something else: "it is not the goods any more; could we pay in December?"
    _, end = heard.sentence.part(said.start(), said.end())
    return not (heard.sentence.is_question and end >= len(heard.words) - 1)


def _with_figures_as_said(ear: Ear, reading: Reading) -> Reading:
    """``reading`` with the proposal's figures as they stand in the words; nothing is passed over as foreign or odd."""
    said = as_said(ear, reading.proposal)
    if said:
        return replace(reading, proposal=with_currency(ear, said))
    return replace(reading, proposal=None if reading.promise else in_another_currency(ear))


def _with_its_currency(ear: Ear, reading: Reading) -> Reading:
    """``reading`` with the currency of the sums that its proposal has by now."""
    proposal = reading.proposal
    return replace(reading, proposal=with_currency(ear, proposal)) if proposal and sums_of(proposal) else reading


def _settled(ear: Ear, reading: Reading, accepts: Evidence | None, *, undecided: bool) -> Reading:
    """``reading`` without gifts for a machine's words, a promise that is none, and figures that a yes does not give."""
    if Sign.INJECTION in reading.signs and reading.proposal:
        reading = replace(reading, proposal=without_gifts(reading.proposal))
    if undecided or _is_the_rest(ear, reading) or _only_expects(ear, reading.promise):
        reading = replace(reading, promise=None)
    reading = without_what_is_told(ear, without_what_is_unsettled(ear, reading))
    if accepts:
        reading = without_posting(ear, reading)
    if accepts and reading.proposal and _names_only_days(ear, accepts):
        # How much falls on each day is not said.
        return replace(reading, proposal=replace(reading.proposal, first_payment=None, payments=()))
    return reading


def _only_expects(ear: Ear, promise: PromiseRead | None) -> bool:
    """Whether what was read as promised has neither day nor sum, and hangs on nothing or is only hoped for."""
    if promise is None or promise.day or promise.amount is not None:
        return False
    if not promise.conditional:
        return True
    tentative = table_words()["tentative"]
    return any(tentative.search(heard.words) for heard in ear.quoted(promise.evidence))


def _names_only_days(ear: Ear, accepts: Evidence) -> bool:
    """Whether a yes has days and no sums."""
    return any(heard.days for heard in ear.quoted(accepts)) and not any(heard.sums for heard in ear.heard)


def _is_the_rest(ear: Ear, reading: Reading) -> bool:
    """Whether what was read as promised first is the rest, or has its day: "a third now and the rest in two months"."""
    promise, proposal = reading.promise, reading.proposal
    if promise is None or proposal is None or promise.day is None or promise.day != proposal.until:
        return False
    if proposal.first_payment is None and PART in proposal.kinds:
        return any(each.value == promise.amount and plan.is_rest(h, each) for h in ear.heard for each in h.sums)
    return promise.amount is not None and promise.amount in (proposal.first_payment, proposal.per_instalment)
