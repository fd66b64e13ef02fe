"""Reads a customer's words at the table: a plain yes, two ways at once, and figures that nobody can mean."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from assistant.domain.bargain import Bargain
from assistant.domain.commitments import Cause
from assistant.domain.language import Reason
from assistant.domain.number_words import MONTHS
from assistant.domain.reading import Evidence, ProposalKind, ProposalRead, Reading, Sign
from assistant.intake.replies import calendar, plan
from assistant.intake.replies.bargain_patterns import bargain_patterns
from assistant.intake.replies.given import LedgerNow
from assistant.intake.replies.heard import SURE, Ear, Heard
from assistant.intake.replies.reading import MOST_READ, read_heard
from assistant.intake.replies.stated import is_own
from assistant.intake.replies.table_talk import as_at_the_table, counts_named
from assistant.intake.terms.numbers import read_number

# More payments than this are no plan that anybody keeps.
_MOST_PAYMENTS = 60
_ALL = 100
_DOLLARS = frozenset({"USD", "HKD", "TWD", "SGD", "AUD", "CAD", "NZD", "MXN", "BRL"})
_BESIDE_A_DISCOUNT = frozenset({ProposalKind.WAIVE_INTEREST, ProposalKind.COLLATERAL})
_GIFTS = frozenset({ProposalKind.DISCOUNT, ProposalKind.WAIVE_INTEREST})
# Refusal and fault of ours are not guessed from a tone.
_GRAVE, _LEAST_GRAVE = frozenset({Cause.UNWILLING, Cause.OUR_ERROR}), 0.5
_PAYS = re.compile(r"\b(?:pay|transfer|wire|send|settle|offer)\b|付|汇|打款|转|给")
_BARE_DOLLAR = re.compile(r"\$|\b(?:dollars?|bucks?)\b")


def read_bargain(text: str, received: date, ledger: LedgerNow) -> Bargain:
    """What ``text``, received on ``received``, says about the debt that ``ledger`` has open: nothing is guessed."""
    reading, ear = read_heard(text, received, ledger)
    if len(text) > MOST_READ:
        return Bargain(reading=Reading(signs=reading.signs), doubts=(Reason.of("asked_too_long", most=MOST_READ),))
    doubts = [Reason.of("asked_by_machine_text")] if Sign.INJECTION in reading.signs else []
    if not ear.heard:
        return Bargain(reading=reading, doubts=tuple(doubts or [Reason.of("asked_nothing")]))
    said = _as_said(ear, reading.proposal)
    reading = replace(reading, proposal=said if said or reading.promise else _in_another_currency(ear))
    reading = _without_guesses(ear, reading)
    undecided = _names_two_ways(ear, reading)
    reading = as_at_the_table(ear, reading, received)
    if reading.proposal and _sums_of(reading.proposal):
        reading = replace(reading, proposal=_with_currency(ear, reading.proposal))
    undecided = undecided or _names_two_ways(ear, reading)
    if Sign.INJECTION in reading.signs and reading.proposal:
        reading = replace(reading, proposal=_without_gifts(reading.proposal))
    if undecided or _is_the_rest(ear, reading):
        reading = replace(reading, promise=None)
    if undecided:
        doubts.append(Reason.of("asked_two_ways"))
    accepts = None if undecided else _accepts(ear)
    plain = accepts and any(heard.days for heard in _zone(ear, accepts)) and not any(heard.sums for heard in ear.heard)
    if plain and reading.proposal:
        # A yes that names only days says nothing of how much falls on each.
        reading = replace(reading, proposal=replace(reading.proposal, first_payment=None, payments=()))
    return Bargain(
        reading=reading,
        accepts=accepts,
        undecided=undecided,
        doubts=(*doubts, *_odd_days(ear, received)),
    )


def _without_guesses(ear: Ear, reading: Reading) -> Reading:
    """``reading`` without a reason that the words hardly give, and a settlement that no word names."""
    kept = [each for each in reading.causes if each.cause not in _GRAVE or each.evidence.certainty >= _LEAST_GRAVE]
    proposal = reading.proposal
    settles = proposal and proposal.kind is ProposalKind.DISCOUNT and proposal.discount_pct is None
    if proposal and settles and not _is_named(ear, ProposalKind.DISCOUNT):
        part = ProposalKind.PART_NOW
        proposal = replace(proposal, kind=part, kinds=(part,))
    if proposal and proposal.kinds == (ProposalKind.INSTALMENTS,) and proposal.until:
        parts = proposal.instalments or proposal.first_payment or proposal.per_instalment or proposal.payments
        if not parts and not _is_named(ear, ProposalKind.INSTALMENTS):
            time = ProposalKind.EXTENSION
            proposal = replace(proposal, kind=time, kinds=(time,))
    return replace(reading, causes=tuple(kept), proposal=proposal)


def _is_named(ear: Ear, kind: ProposalKind) -> bool:
    likes = [(heard, p.kinds[kind]) for heard in ear.heard for p in heard.patterns]
    return any(like.says.search(heard.words) or like.asks.search(heard.words) for heard, like in likes)


def _without_gifts(proposal: ProposalRead) -> ProposalRead | None:
    """``proposal`` without a discount or a waiver, which nobody is given who also tries to steer a machine."""
    kinds = tuple(kind for kind in proposal.kinds if kind not in _GIFTS)
    if not kinds:
        return None
    kind = kinds[0] if len(kinds) == 1 else ProposalKind.MIXED
    return replace(proposal, kind=kind, kinds=kinds, discount_pct=None, waive_interest=False)


def _accepts(ear: Ear) -> Evidence | None:
    """The sentence that says yes, where neither it nor another one takes that back."""
    like = bargain_patterns()
    if any(like["takes_back"].search(heard.words) for heard in ear.heard):
        return None
    for heard in ear.heard:
        if like["accepts"].search(heard.words):
            plain = not like["accepts_never"].search(heard.words) and not heard.sentence.is_question
            return ear.evidence(heard, SURE) if plain else None
    return None


def _names_two_ways(ear: Ear, reading: Reading) -> bool:
    """Whether different things are proposed side by side: kinds joined by "or", two counts, all of it and in parts."""
    proposal = reading.proposal
    if proposal is None:
        return False
    zone = _zone(ear, proposal.evidence)
    counts = {count for heard in zone for count, _ in counts_named(heard) if count > 1}
    if len(counts) > 1 and proposal.first_payment is None:
        return True
    words = " ".join(heard.words for heard in zone)
    offs = plan.percent_off(zone) is not None
    named = set(proposal.kinds) | ({ProposalKind.DISCOUNT} if offs else set())
    like = bargain_patterns()
    either = bool(like["either"].search(words))
    by_a_day = like["whole"].search(words) and any(day.day for heard in zone for day in heard.days)
    if either and counts - {1} and (by_a_day or like["all_at_once"].search(words)):
        return True
    sums = [each for heard in zone for each in heard.sums if each.share != 1]
    if either and like["whole"].search(words) and (plan.has_rest(zone) or len(sums) > 1):
        return True
    return (len(named) > 1 and either) or _wants_all_and_parts(ear, proposal)


def _wants_all_and_parts(ear: Ear, proposal: ProposalRead) -> bool:
    """Whether one sentence pays all of it by a day, and another one in parts."""
    if ProposalKind.INSTALMENTS not in proposal.kinds:
        return False
    like = bargain_patterns()
    at_once = [h for h in ear.heard if like["whole"].search(h.words) and any(d.day for d in h.days)]
    in_parts = [h for h in ear.heard if any(n > 1 for n, _ in counts_named(h)) or _in_parts(h)]
    return any(not _in_parts(one) and any(one is not other for other in in_parts) for one in at_once)


def _in_parts(heard: Heard) -> bool:
    likes = (p.kinds[ProposalKind.INSTALMENTS].says for p in heard.patterns)
    return any(like.search(heard.words) for like in likes)


def _is_the_rest(ear: Ear, reading: Reading) -> bool:
    """Whether what was read as promised first is the rest, or has its day: "a third now and the rest in two months"."""
    promise, proposal = reading.promise, reading.proposal
    if promise is None or proposal is None or promise.day is None or promise.day != proposal.until:
        return False
    if proposal.first_payment is None and ProposalKind.PART_NOW in proposal.kinds:
        return any(each.value == promise.amount and plan.is_rest(h, each) for h in ear.heard for each in h.sums)
    return promise.amount is not None and promise.amount in (proposal.first_payment, proposal.per_instalment)


def _as_said(ear: Ear, proposal: ProposalRead | None) -> ProposalRead | None:
    """The proposal with its count, percentage and currency as they stand in the words, however odd.

    One that only a model sees, without a figure or a word of its kind, is none.
    """
    odd = next((h for h in ear.heard for n, _ in counts_named(h) if not 0 < n <= _MOST_PAYMENTS), None)
    if odd:
        count = next(n for n, _ in counts_named(odd) if not 0 < n <= _MOST_PAYMENTS)
        kind = ProposalKind.INSTALMENTS
        proposal = proposal or ProposalRead(kind=kind, kinds=(kind,), evidence=ear.evidence(odd, SURE))
        proposal = replace(proposal, instalments=count, until=None)
    too_much = next((h for h in ear.heard if any(p > _ALL for p in _percents(h)) and _is_less(h)), None)
    if too_much and proposal is None:
        kind = ProposalKind.DISCOUNT
        proposal = ProposalRead(kind=kind, kinds=(kind,), evidence=ear.evidence(too_much, SURE))
    if proposal is None or not (_figures(proposal) or any(_proposes(heard) for heard in ear.heard)):
        return None
    if percent := next((p for h in _zone(ear, proposal.evidence) for p in _percents(h) if p > _ALL), None):
        kinds = (ProposalKind.DISCOUNT, *(each for each in proposal.kinds if each in _BESIDE_A_DISCOUNT))
        proposal = replace(proposal, kinds=kinds, discount_pct=percent, first_payment=None, per_instalment=None)
    return _with_currency(ear, proposal)


def _in_another_currency(ear: Ear) -> ProposalRead | None:
    """A sum offered in a currency that is not the debt's, which would else be passed over."""
    for heard in ear.heard:
        for each in heard.sums if _PAYS.search(heard.words) else ():
            currency = _foreign(heard.words[each.start : each.end], each.currency, ear.total.currency)
            if each.share is None and currency:
                kind, words = ProposalKind.PART_NOW, ear.evidence(heard, SURE)
                first = each.value
                return ProposalRead(kind=kind, kinds=(kind,), first_payment=first, currency=currency, evidence=words)
    return None


def _is_less(heard: Heard) -> bool:
    """Whether the sentence speaks of paying less."""
    return any(p.kinds[ProposalKind.DISCOUNT].says.search(heard.words) for p in heard.patterns)


def _figures(proposal: ProposalRead) -> bool:
    names = ("instalments", "first_payment", "per_instalment", "until", "extension_days", "discount_pct")
    return any(getattr(proposal, name) is not None for name in names)


def _with_currency(ear: Ear, proposal: ProposalRead) -> ProposalRead:
    """The proposal with the currency of its sums, where that is not the debt's; a sum that was passed over, too."""
    ours = ear.total.currency
    sums = [(heard, each) for heard in ear.heard for each in heard.sums if each.share is None]
    foreign = {
        each.value: currency
        for heard, each in sums
        if (currency := _foreign(heard.words[each.start : each.end], each.currency, ours))
    }
    used = _sums_of(proposal)
    if not foreign or (used and not used & set(foreign)):
        return proposal
    value, currency = next(iter(foreign.items()))
    return replace(proposal, currency=currency, first_payment=value if not used else proposal.first_payment)


def _sums_of(proposal: ProposalRead) -> set[Decimal]:
    """Every sum that it names."""
    listed = (each.amount for each in proposal.payments)
    return {each for each in (proposal.first_payment, proposal.per_instalment, *listed) if each is not None}


def _foreign(words: str, read: str, ours: str) -> str:
    """The currency that a sum names where it is not ours; empty where it is, or names none."""
    if read != ours:
        return read
    return "USD" if _BARE_DOLLAR.search(words) and ours not in _DOLLARS else ""


def _odd_days(ear: Ear, received: date) -> Iterator[Reason]:
    """Days that the calendar does not have, and days of payment that have passed."""
    for heard in ear.heard:
        for match in bargain_patterns()["any_day"].finditer(heard.words):
            if not _exists(match, received):
                yield Reason.of("asked_no_such_day", said=match[0].strip())
                return
    for heard in ear.heard:
        pays = _proposes(heard) or any(p.part["promise.acts"].search(heard.words) for p in heard.patterns)
        if not pays or heard.finds("stance.past"):
            continue
        for named in heard.days:
            if named.day and named.day < received and is_own(heard, named):
                yield Reason.of("asked_day_passed", day=named.day)
                return


def _proposes(heard: Heard) -> bool:
    """Whether the sentence has words of some kind of proposal."""
    asks = heard.sentence.is_question or heard.finds("stance.consent")
    kinds = [kind for p in heard.patterns for kind in p.kinds.values()]
    return any(k.says.search(heard.words) or (asks and k.asks.search(heard.words)) for k in kinds)


def _exists(match: re.Match[str], received: date) -> bool:
    """Whether the calendar has the day; without a year the next leap day is one."""
    said = {name.rstrip("0123456789"): value for name, value in match.groupdict().items() if value}
    if match["m6"]:
        said |= {name: str(int(read_number(said[name]).value or 0)) for name in ("m", "d")}
    if "month" in said:
        said["m"] = str(1 + next(n for n, name in enumerate(MONTHS) if name.startswith(said["month"][:3])))
    year, number, day = int(said.get("y", received.year)), int(said["m"]), int(said["d"])
    if (number, day) == (2, 29) and "y" not in said and calendar.valid(year + 1, number, day):
        return True
    turned = match["d5"] is not None and calendar.valid(year, day, number) is not None
    return turned or calendar.valid(year, number, day) is not None


def _percents(heard: Heard) -> Iterator[Decimal]:
    for match in bargain_patterns()["any_percent"].finditer(heard.words):
        value = Decimal(match["p"]) if match["p"] else read_number(match["h"]).value
        if value is not None:
            yield value


def _zone(ear: Ear, evidence: Evidence) -> tuple[Heard, ...]:
    """The sentences that ``evidence`` quotes."""
    return tuple(h for h in ear.heard if h.sentence.start < evidence.end and evidence.start < h.sentence.end)
