"""Reads what a customer's reply says, from the customer's own new words: causes, promise, dispute, proposal, signs."""

from dataclasses import replace
from datetime import date

from assistant.domain.reading import Evidence, Reading, Sign
from assistant.intake.replies.causes import causes_in
from assistant.intake.replies.dispute import dispute_in
from assistant.intake.replies.folding import fold, without_markup
from assistant.intake.replies.given import LedgerNow
from assistant.intake.replies.heard import listen
from assistant.intake.replies.injection import Steering, steering_in, without_steering
from assistant.intake.replies.own_words import own_words
from assistant.intake.replies.patterns import shipped_patterns
from assistant.intake.replies.promise import promise_in
from assistant.intake.replies.proposal import proposal_in
from assistant.intake.replies.signs import absence_in, signs_in

# Text for a machine is looked for in all of a reply; of the customer's own words nobody writes more than this.
_MOST = 20_000
_LONGEST_QUOTE = 400


def read_reply(text: str, received: date | None, ledger: LedgerNow | None = None) -> Reading:
    """What ``text`` says. Days count from ``received``; without it only days with a year are known.

    ``ledger`` gives the sums that "in full" and "half" stand for, and the number of the invoice that is meant.
    """
    whole = fold(text)
    steering = steering_in(text, whole)
    shown = fold(without_markup(text)) if "<" in text else whole
    own = own_words(without_steering(shown, steering), shipped_patterns().own)[:_MOST]
    ear = listen(text, own, received, ledger or LedgerNow())
    signs = signs_in(ear)
    causes = causes_in(ear, signs)
    proposal = proposal_in(ear)
    reading = Reading(
        causes=causes,
        promise=promise_in(ear),
        dispute=dispute_in(ear, causes),
        proposal=proposal,
        out_of_office=absence_in(ear),
        signs=signs,
    )
    return replace(reading, signs={**signs, Sign.INJECTION: _evidence(text, steering[0])}) if steering else reading


def _evidence(text: str, place: Steering) -> Evidence:
    end = min(place.end, place.start + _LONGEST_QUOTE)
    return Evidence(quote=text[place.start : end], start=place.start, end=end, certainty=place.certainty)
