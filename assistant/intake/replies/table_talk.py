"""Reads the short words of a bargain, which propose something only because a proposal is on the table already."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from math import ceil

from assistant.domain.reading import Evidence, ListedPayment, ProposalKind, ProposalRead, Reading
from assistant.intake.replies import calendar, plan
from assistant.intake.replies.amounts import Sum
from assistant.intake.replies.bargain_patterns import bargain_patterns
from assistant.intake.replies.days import Day
from assistant.intake.replies.heard import LIKELY, Ear, Heard
from assistant.intake.replies.invoices_named import with_invoices
from assistant.intake.replies.listed import after_a_first, listed_payments, rhythm, with_its_rest
from assistant.intake.replies.proposal import kinds_named
from assistant.intake.replies.stated import is_done, is_own
from assistant.intake.replies.table_sums import as_the_sums_say, exact_percent_off
from assistant.intake.terms.numbers import read_number

_PARTS = {
    "half": Decimal(50),
    "半": Decimal(50),
    "third": Decimal("33.33"),
    "quarter": Decimal(25),
    "fifth": Decimal(20),
}
_PARTS |= {"tenth": Decimal(10)}
_TWO = 2
_NONE = frozenset({"no", "zero", "零"})
_THEN_THE_REST = re.compile(
    r"(?:\d|[日号周天月末底])[^。.;]{0,12}[,、 ](?P<rest>剩|余|其余|另外?一?半|一半|尾款)[^。.;]{0,8}(?:等|隔|过|再)"
    r"|\b(?P<rest_en>rest|balance|remainder|half)\b[^.;]{0,20}\b(?:later|after)\b"
)
# Days until a first payment whose day nobody names.
_SOON = 5
_MONTH = 30
# Letters between the word of payment and its sum.
_RIGHT_BEHIND = 3
# Letters within which a stretch of time is all that is said.
_SHORT = 30
_WAITS = re.compile(r"\b(?:until|till|before)\s+(?:the\s+)?$|(?:等到?|到|至)\s*$")
_IN_PARTS = frozenset({ProposalKind.INSTALMENTS, ProposalKind.PART_NOW})
_ON_TOP = frozenset({ProposalKind.WAIVE_INTEREST, ProposalKind.COLLATERAL})


def as_at_the_table(ear: Ear, reading: Reading, received: date) -> Reading:
    """``reading`` as it is meant in a bargain: "5% off or we walk" asks for it, "as I said" asks for nothing new."""
    if _repeats(ear) and not _is_definite(reading):
        return replace(reading, causes=(), promise=None, proposal=None)
    reading = _not_in_part(ear, _without_stalling(ear, reading))
    ear = with_invoices(ear)
    reading = _with_what_it_is_for(ear, reading)
    reading = _with_list(ear, reading, received)
    reading = _with_count(ear, reading)
    reading = _with_discount(ear, reading)
    reading = _with_waiver(ear, reading)
    reading = as_the_sums_say(ear, _without_what_came(ear, reading))
    reading = _with_rhythm(ear, _of_the_rest(ear, _with_day(ear, reading, received)), received)
    return _with_all_of_it(ear, reading)


def _with_what_it_is_for(ear: Ear, reading: Reading) -> Reading:
    """The sum of what pays only some of the invoices, or what they call the rest, where no figure is said."""
    promise, proposal = reading.promise, reading.proposal
    if promise and promise.amount is None and (part := _part_meant(ear, promise.evidence, promise.day)):
        reading = replace(reading, promise=replace(promise, amount=part))
    dated = proposal and proposal.until and proposal.kinds == (ProposalKind.EXTENSION,)
    if proposal and dated and (part := _part_meant(ear, proposal.evidence)):
        kind = ProposalKind.PART_NOW
        made = replace(proposal, kind=kind, kinds=(kind,), first_payment=part, starts=proposal.until, until=None)
        reading = replace(reading, proposal=made)
    return reading


def _part_meant(ear: Ear, evidence: Evidence, day: date | None = None) -> Decimal | None:
    """The only sum below the whole that these words name beside ``day``; else one that is called all that is left."""
    within = [h for h in ear.heard if h.sentence.start < evidence.end and evidence.start < h.sentence.end]
    sums = [each for heard in within for each in heard.sums]
    beside = [each for heard in within for each in heard.sums if day and _stands_with(heard, each, day)]
    if beside:
        sums = beside
    elif not sums:
        before = [heard for heard in ear.heard if heard.sentence.start < evidence.start]
        sums = [each for heard in before for each in heard.sums if _is_called_left(heard, each)]
    whole, found = ear.total.amount, {each.value for each in sums}
    value = found.pop() if len(found) == 1 else None
    return value if value and whole and value < whole else None


def _stands_with(heard: Heard, each: Sum, day: date) -> bool:
    """Whether the sum and ``day`` are named in one part of the sentence."""
    parts = (heard.sentence.part(named.start, named.end) for named in heard.days if named.day == day)
    return any(begin <= each.start < end for begin, end in parts)


def _is_called_left(heard: Heard, each: Sum) -> bool:
    places = (match.span("sum") for match in bargain_patterns()["left"].finditer(heard.words))
    return any(start <= each.start < end for start, end in places)


def _not_in_part(ear: Ear, reading: Reading) -> Reading:
    """A part that is all of the debt is none: "the 235万 of G-7 by 31 January" asks for time."""
    proposal = reading.proposal
    part = ProposalKind.PART_NOW
    if proposal is None or part not in proposal.kinds or proposal.first_payment != ear.total.amount:
        return reading
    if proposal.first_payment is None or plan.has_rest(ear.heard):
        return reading
    kinds = tuple(ProposalKind.EXTENSION if kind is part else kind for kind in proposal.kinds)
    until = proposal.until or proposal.starts
    made = replace(proposal, kind=kinds[0] if len(kinds) == 1 else ProposalKind.MIXED, kinds=kinds)
    return replace(reading, proposal=replace(made, first_payment=None, starts=None, until=until))


def _with_all_of_it(ear: Ear, reading: Reading) -> Reading:
    """A promise without a sum is one of all of it where that is the only sum that they name."""
    promise, sums = reading.promise, {each.value for heard in ear.heard for each in heard.sums}
    if promise is None or promise.amount is not None or ear.total.amount is None or sums != {ear.total.amount}:
        return reading
    return replace(reading, promise=replace(promise, amount=ear.total.amount))


def _repeats(ear: Ear) -> bool:
    return any(bargain_patterns()["repeats"].search(heard.words) for heard in ear.heard)


def _is_definite(reading: Reading) -> bool:
    """Whether it names a sum, a day or a count that could be a new one."""
    promise, proposal = reading.promise, reading.proposal
    if promise and (promise.day or promise.amount is not None):
        return True
    names = ("instalments", "first_payment", "per_instalment", "until", "extension_days", "discount_pct")
    return proposal is not None and any(getattr(proposal, name) is not None for name in names)


def _without_stalling(ear: Ear, reading: Reading) -> Reading:
    """A week that somebody is busy in is no day of payment, nor one on which it is talked about, or parts begin."""
    promise = reading.promise
    if promise is None or promise.amount is not None:
        return reading
    words = next((h for h in ear.heard if h.sentence.start <= promise.evidence.start < h.sentence.end), None)
    begins_plan = words and any(each.day == promise.day and plan.is_start(words, each) for each in words.days)
    if words and (begins_plan or bargain_patterns()["undecided"].search(words.words)):
        return replace(reading, promise=None)
    pays = words and any(p.part["promise.acts"].search(words.words) for p in words.patterns)
    stalls = words and bargain_patterns()["stalls"].search(words.words)
    return replace(reading, promise=None) if stalls and not pays else reading


def counts_named(heard: Heard) -> Iterator[tuple[int, str]]:
    """Every number of payments that the sentence names, however odd, with its words."""
    for match in bargain_patterns()["any_count"].finditer(heard.words):
        raw = next(group for group in match.groups() if group)
        value = 0 if raw in _NONE else read_number(raw.removeprefix("a ")).value
        if value is not None:
            yield int(value), match[0].strip()


def _with_list(ear: Ear, reading: Reading, received: date) -> Reading:
    """Payments that are listed one by one are payments in parts, also where nobody asks for a yes."""
    listed, proposal = listed_payments(ear, received), reading.proposal
    if not listed or (proposal and not (_IN_PARTS & set(proposal.kinds) or _may_be_paid_so(ear, proposal, listed))):
        return reading
    kind = ProposalKind.PART_NOW if len(listed) == _TWO else ProposalKind.INSTALMENTS
    if proposal is None:
        words = next(ear.evidence(heard, LIKELY) for heard in ear.heard if heard.sums or heard.days)
        proposal = ProposalRead(kind=kind, kinds=(kind,), evidence=words)
    elif not _IN_PARTS & set(proposal.kinds):
        kinds = (kind, *(each for each in proposal.kinds if each in _ON_TOP))
        named = kind if len(kinds) == 1 else ProposalKind.MIXED
        proposal = replace(proposal, kind=named, kinds=kinds, discount_pct=None)
    elif len(listed) > _TWO:
        kinds = tuple(dict.fromkeys(kind if each in _IN_PARTS else each for each in proposal.kinds))
        proposal = replace(proposal, kinds=kinds, kind=kinds[0] if len(kinds) == 1 else ProposalKind.MIXED)
    count = proposal.instalments if len(listed) == _TWO else len(listed)
    first, until = listed[0].amount, listed[-1].day
    if proposal.per_instalment not in {each.amount for each in listed}:
        proposal = replace(proposal, per_instalment=None)
    made = replace(proposal, instalments=count, first_payment=first, until=until, payments=listed)
    promise = reading.promise
    if promise and (promise.amount is None or promise.day != until):
        promise = replace(promise, amount=first, day=listed[0].day or received)
    return replace(reading, proposal=made, promise=promise)


def _may_be_paid_so(ear: Ear, proposal: ProposalRead, listed: tuple[ListedPayment, ...]) -> bool:
    """Whether the list says how what is proposed is paid: all of the debt, or what is left of it at the end."""
    named = sum((each.amount for each in listed if each.amount), Decimal(0))
    if ProposalKind.DISCOUNT in proposal.kinds and plan.percent_off(ear.heard, plainly=True) is not None:
        return False
    return listed[-1].amount is None or named == ear.total.amount


def _with_count(ear: Ear, reading: Reading) -> Reading:
    """So many payments, named with no more than their count."""
    proposal = reading.proposal
    if proposal and ProposalKind.INSTALMENTS in proposal.kinds and proposal.instalments is None:
        named = next((n for heard in ear.heard for n, _ in counts_named(heard) if n > 1), None) or _months(
            ear, proposal
        )
        return replace(reading, proposal=replace(proposal, instalments=named)) if named else reading
    for heard in ear.heard if proposal is None else ():
        if count := _bare_count(heard) or plan.instalments((heard,), (), ear.total):
            kind = ProposalKind.INSTALMENTS
            words = ear.evidence(heard, LIKELY)
            each = plan.per_instalment((heard,), ())
            made = ProposalRead(kind=kind, kinds=(kind,), instalments=count, per_instalment=each, evidence=words)
            return replace(reading, proposal=made)
    return reading


def _months(ear: Ear, proposal: ProposalRead) -> int | None:
    """How many payments so much a month makes in the time that is named, where that is what is open."""
    each, whole = proposal.per_instalment, ear.total.amount
    number = (plan.extension(ear.heard) or 0) // _MONTH
    return number if each and whole and number > 1 and abs(number * each - whole) < each else None


def _bare_count(heard: Heard) -> int | None:
    """A number of payments with no word for them, such as "seven then"."""
    match = bargain_patterns()["bare_count"].search(heard.words)
    value = read_number(match["n"] or match["n2"]).value if match else None
    return int(value) if value else None


def _rest_after(
    ear: Ear, reading: Reading, received: date, starts: date | None, until: date | None
) -> tuple[date | None, date | None]:
    """First day and last, where the only day is that of the first part and the rest follows some time later.

    Where no day is named at all, the first part comes now.
    """
    named = {day.day for heard in ear.heard for day in heard.days if day.day}
    if not named and until is None and starts is None and plan.has_rest(ear.heard):
        later = plan.extension(ear.heard)
        return None, received + timedelta(days=_SOON + later) if later else None
    first = reading.promise.day if reading.promise else starts
    only = until or first
    if only is None or named != {only} or first not in (None, only) or not _names_two_parts(ear):
        return starts, until
    later = plan.extension(ear.heard)
    return only, only + timedelta(days=later) if later else None


def _names_two_parts(ear: Ear) -> bool:
    """Whether the day stands with one part, before the other one is spoken of."""
    words, days, place = " ".join(heard.words for heard in ear.heard), [], 0
    for heard in ear.heard:
        days += [place + named.start for named in heard.days if named.day]
        place += len(heard.words) + 1
    then = _THEN_THE_REST.search(words)
    rest = then and max(then.start("rest"), then.start("rest_en"))
    return rest is not None and all(day < rest for day in days)


def _without_what_came(ear: Ear, reading: Reading) -> Reading:
    """What was paid already is no first payment: the rest alone is proposed."""
    proposal, promise = reading.proposal, reading.promise
    came = [h for h in ear.heard if bargain_patterns()["paid_before"].search(h.words)]
    if promise and any(promise.amount in {each.value for each in heard.sums} for heard in came if heard.sums[:1]):
        is_first = promise.amount == next(each.value for heard in came for each in heard.sums)
        reading = replace(reading, promise=None) if is_first else reading
    if proposal is None or ProposalKind.PART_NOW not in proposal.kinds:
        return reading
    if proposal.until is None:
        gone = any(proposal.first_payment in _came(heard) for heard in came)
        return replace(reading, proposal=None) if gone and proposal.kinds == (ProposalKind.PART_NOW,) else reading
    sums = {each.value for heard in came for each in heard.sums}
    if not sums or proposal.first_payment not in {None, *sums}:
        return reading
    kinds = tuple(ProposalKind.EXTENSION if k is ProposalKind.PART_NOW else k for k in proposal.kinds)
    return replace(reading, proposal=replace(proposal, kind=kinds[0], kinds=kinds, first_payment=None, payments=()))


def _came(heard: Heard) -> set[Decimal | None]:
    """The sums right behind the words that they were paid."""
    ends = [match.end() for match in bargain_patterns()["paid_before"].finditer(heard.words)]
    return {each.value for each in heard.sums if any(0 <= each.start - end <= _RIGHT_BEHIND for end in ends)}


def _with_rhythm(ear: Ear, reading: Reading, received: date) -> Reading:
    """Payments in parts with the day of the first, and the last day where they come more often than by the month."""
    proposal = reading.proposal
    if proposal is None or not _IN_PARTS & set(proposal.kinds):
        return reading
    if ProposalKind.INSTALMENTS in proposal.kinds:
        proposal = with_its_rest(ear, proposal)
        reading = replace(reading, proposal=proposal)
    if behind := after_a_first(ear, proposal, received):
        return replace(reading, proposal=replace(proposal, starts=behind[0].day, until=behind[-1].day, payments=behind))
    starts = plan.begins(ear.heard, received, proposal.first_payment, proposal.until) or proposal.starts
    until, every = proposal.until, rhythm(ear)
    count = proposal.instalments or _payments_needed(ear, proposal)
    if every and count:
        last = (starts or received + timedelta(days=_SOON)) + timedelta(days=every * (count - 1))
        until = max(until or last, last)
    if proposal.instalments and until == calendar.in_month(received, received.day, proposal.instalments):
        until = None  # so many months are so many payments, the first of them now
    if ProposalKind.PART_NOW in proposal.kinds:
        starts, until = _rest_after(ear, reading, received, starts, until)
    if until is not None and until == starts:
        until = None
    return replace(reading, proposal=replace(proposal, starts=starts, until=until))


def _payments_needed(ear: Ear, proposal: ProposalRead) -> int | None:
    """How many payments so much each time takes, what comes first counted as one."""
    whole, each, first = ear.total.amount, proposal.per_instalment, proposal.first_payment
    if not whole or not each:
        return None
    return ceil((whole - (first or 0)) / each) + bool(first)


def _with_discount(ear: Ear, reading: Reading) -> Reading:
    """Percent off count as asked for when nobody says that they are not."""
    proposal = reading.proposal
    if proposal and (ProposalKind.DISCOUNT in proposal.kinds or proposal.discount_pct is not None):
        return reading
    for heard in ear.heard:
        if bargain_patterns()["no_gift"].search(heard.words):
            continue
        percent = _off(heard) or exact_percent_off(ear, heard)
        if percent is None:
            continue
        kept = [kind for kind in (proposal.kinds if proposal else ()) if kind is ProposalKind.WAIVE_INTEREST]
        asked = ProposalRead(
            kind=ProposalKind.DISCOUNT,
            kinds=(ProposalKind.DISCOUNT, *kept),
            discount_pct=percent,
            waive_interest=bool(kept),
            evidence=ear.evidence(heard, LIKELY),
        )
        # What was taken for a sum was the share that comes off.
        promise = reading.promise
        shared = promise and promise.amount == ear.total.part(percent / 100)
        if promise and promise.amount == ear.total.part(1 - percent / 100):
            asked, shared = replace(asked, until=promise.day), True
        return replace(reading, proposal=asked, promise=None if shared else promise)
    return reading


def _off(heard: Heard) -> Decimal | None:
    if match := bargain_patterns()["less"].search(heard.words):
        if part := match["part"] or match["half"] or match["han"]:
            return _PARTS[part]
        raw = match["n"] or match["n9"] or match["m"] or match["bare"] or match["alone"]
        return Decimal(raw) if raw[0].isdigit() else read_number(raw).value
    return plan.percent_off((heard,), plainly=True)


def _with_waiver(ear: Ear, reading: Reading) -> Reading:
    """A waiver that is only named beside a plan or a day is asked for, too."""
    proposal = reading.proposal
    if proposal and proposal.waive_interest:
        given_up = any(_gives_up(heard) for heard in ear.heard)
        kinds = tuple(kind for kind in proposal.kinds if kind is not ProposalKind.WAIVE_INTEREST)
        return replace(reading, proposal=_kinds_of(proposal, kinds, waive=False)) if given_up else reading
    like = bargain_patterns()
    for heard in ear.heard:
        if like["waiver"].search(heard.words) and not _gives_up(heard):
            waive = ProposalKind.WAIVE_INTEREST
            if proposal is None:
                made = ProposalRead(
                    kind=waive, kinds=(waive,), waive_interest=True, evidence=ear.evidence(heard, LIKELY)
                )
                return replace(reading, proposal=made)
            return replace(reading, proposal=_kinds_of(proposal, (*proposal.kinds, waive), waive=True))
    return reading


def _kinds_of(proposal: ProposalRead, kinds: tuple[ProposalKind, ...], *, waive: bool) -> ProposalRead | None:
    if not kinds:
        return None
    kind = kinds[0] if len(kinds) == 1 else ProposalKind.MIXED
    return replace(proposal, kind=kind, kinds=kinds, waive_interest=waive)


def _gives_up(heard: Heard) -> bool:
    """Whether the sentence lets the waiver go: "with the interest as it is"."""
    match = bargain_patterns()["no_gift"].search(heard.words)
    return bool(match and any(word in match[0] for word in ("interest", "fee", "息", "违约金", "滞纳金")))


def _with_day(ear: Ear, reading: Reading, received: date) -> Reading:
    """A day alone is when they would pay all of it: "7 April, no sooner"; no day of a call, or of coming back."""
    proposal, promise = reading.proposal, reading.promise
    if reading.out_of_office or (promise and promise.day) or (proposal and not _lacks_only_a_day(proposal)):
        return reading
    like = bargain_patterns()
    for heard in ear.heard:
        days = [
            named.day for named in heard.days if named.day and named.day > received and _is_of_payment(heard, named)
        ]
        if (
            not days
            or like["stalls"].search(heard.words)
            or like["undecided"].search(heard.words)
            or heard.finds("stance.past")
        ):
            continue
        if proposal:
            return replace(reading, proposal=replace(proposal, until=max(days)))
        return replace(reading, proposal=_by_day(ear, heard, max(days)))
    return reading if proposal or promise else _with_wish(ear, _with_length(ear, reading))


def _with_wish(ear: Ear, reading: Reading) -> Reading:
    """A wish that has no figure yet is one, too: "can it wait until after the holidays?", 宽限一下吧."""
    for heard in ear.heard if reading.proposal is None else ():
        kinds = () if heard.finds("stance.past") else tuple(kinds_named(heard))
        if kinds:
            kind, words = kinds[0] if len(kinds) == 1 else ProposalKind.MIXED, ear.evidence(heard, LIKELY)
            waives = ProposalKind.WAIVE_INTEREST in kinds
            made = ProposalRead(kind=kind, kinds=kinds, waive_interest=waives, evidence=words)
            return replace(reading, proposal=made)
    return reading


def _of_the_rest(ear: Ear, reading: Reading) -> Reading:
    """A day of the rest alone, or of the second payment: the other payments stay as they were said before."""
    promise, proposal = reading.promise, reading.proposal
    if (proposal and proposal.kinds != (ProposalKind.EXTENSION,)) or (promise and promise.amount is not None):
        return reading
    said, day = (proposal, proposal.until) if proposal else (promise, promise.day if promise else None)
    if said is None or day is None:
        return reading
    zone = [h for h in ear.heard if h.sentence.start < said.evidence.end and said.evidence.start < h.sentence.end]
    if any(heard.sums for heard in zone) or not any(_is_of_the_rest(heard) for heard in zone):
        return reading
    kind = ProposalKind.PART_NOW
    return replace(
        reading, promise=None, proposal=ProposalRead(kind=kind, kinds=(kind,), until=day, evidence=said.evidence)
    )


def _is_of_the_rest(heard: Heard) -> bool:
    return bool(bargain_patterns()["rest_only"].search(heard.words))


def _with_length(ear: Ear, reading: Reading) -> Reading:
    """A stretch of time that is all they say is how long they ask for: "one week", 一周也行."""
    if (
        len(ear.heard) != 1
        or len(ear.heard[0].words) > _SHORT
        or bargain_patterns()["stalls"].search(ear.heard[0].words)
    ):
        return reading
    length = plan.extension(ear.heard)
    if length is None or ear.heard[0].sums or ear.heard[0].finds("proposal.never"):
        return reading
    kind, words = ProposalKind.EXTENSION, ear.evidence(ear.heard[0], LIKELY)
    return replace(reading, proposal=ProposalRead(kind=kind, kinds=(kind,), extension_days=length, evidence=words))


def _by_day(ear: Ear, heard: Heard, day: date) -> ProposalRead:
    """All of it on ``day``, or the part that stands beside it."""
    whole = ear.total.amount or Decimal(0)
    came = _came(heard)
    named = (each for each in heard.sums if not plan.is_rest(heard, each) and each.value not in came)
    part = next((each.value for each in named if each.value is not None and 0 < each.value < whole), None)
    kind, words = ProposalKind.PART_NOW if part else ProposalKind.EXTENSION, ear.evidence(heard, LIKELY)
    if part:
        return ProposalRead(kind=kind, kinds=(kind,), first_payment=part, starts=day, evidence=words)
    return ProposalRead(kind=kind, kinds=(kind,), until=day, evidence=words)


def _is_of_payment(heard: Heard, named: Day) -> bool:
    """Whether it is no day of an invoice or a return; one to wait until is when they would pay."""
    if plan.is_start(heard, named) or is_done(heard, *heard.sentence.part(named.start, named.end)):
        return False
    return is_own(heard, named) or bool(_WAITS.search(heard.words, max(0, named.start - 24), named.start))


def _lacks_only_a_day(proposal: ProposalRead) -> bool:
    """Whether all of it is to be paid, less what is given away, and no day is read yet."""
    in_part = proposal.first_payment and ProposalKind.DISCOUNT not in proposal.kinds
    timed = proposal.until or proposal.extension_days is not None or proposal.instalments or in_part
    return not timed and not _IN_PARTS & set(proposal.kinds) and proposal.per_instalment is None
