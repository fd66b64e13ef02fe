"""Reads the figures of a proposal: how many payments, how much first and each time, until when, how much less."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from assistant.domain.reading import ProposalKind
from assistant.intake.replies import calendar
from assistant.intake.replies.amounts import OpenTotal, Sum
from assistant.intake.replies.days import Day
from assistant.intake.replies.heard import Heard
from assistant.intake.replies.named_days import count
from assistant.intake.replies.stated import is_done, is_of_a_payer

_DAYS_IN = (
    ("month", 30),
    ("fortnight", 14),
    ("week", 7),
    ("year", 365),
    ("月", 30),
    ("周", 7),
    ("星期", 7),
    ("礼拜", 7),
    ("年", 365),
)
_MONTHS_OF = {"半年": 6, "一年": 12, "两年": 24}
_MOST_PAYMENTS = 60
_TWO = 2
_HALF = Decimal("0.5")
# How far behind a day the word for the rest may stand.
_SHORTLY = 8
# Words right before a sum that is owed, or taken off.
_NOT_OFFERED = re.compile(
    r"(?:\b(?:owe\w*|instead\s+of|knock|less|minus|off)(?:\s+(?:you|the|us|me|off|of))*"
    r"|欠(?:你们?|您|贵司)?的?|少(?:付|收|给|算|找)?|抹掉?|减掉?|让|免掉?)\s*$"
)
# Words right behind a sum that is not to be paid.
_TAKEN_OFF = re.compile(
    r"的?(?:零头|尾数)?(?:就|请|给)?(?:抹|免|不要了|算你们?|(?:由|归)?你们(?:承担|认|让))|\s+(?:off|waived)\b"
)
# Days on which a plan begins say nothing of its end, nor does the day of the week on which each payment falls.
_STARTS = re.compile(
    r"(?:\bstart\w*|\bfrom|\bbeginning|\bcommencing|\b(?:first|1st)\b(?:[^,.;]|,(?=\d{3})){0,18}|从|自|首(?:期|次|笔)|头一?期|第一(?:期|笔|次))"
    r"(?:\s+(?:on|in|the|at))*\s*$"
)
_STARTS_AFTER = re.compile(r"\s*(?:起|开始|首付|首期|付?(?:首|第一)(?:期|笔)|first\b)")
_FROM_MONTH = re.compile(
    r"(?<![\d一二三四五六七八九十])(?P<m>1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月份?(?:起|开始|头一?期|首期)"
)
_MOVES_TO = re.compile(r"(?:改|延|展|推|挪|顺)(?:期|长|后|迟|延)?(?:到|至|为|成)\s*$")
_RECURS = re.compile(r"(?:\b(?:every|each)(?:\s+month\s+on(?:\s+the)?)?|每(?:个|逢)?(?:月)?|逢)\s*$")
_REST = re.compile(
    r"\b(?:rest|balance|remain\w*|other\s+(?:half|\d+|\w+een|\w+ty|€|£|\$)|second\s+half|difference|residual)\b|\band\s+(?:the\s+)?(?:other\s+)?half\b|\bhalf\b[^.;?!]{1,30}\bhalf\b|剩|其余|余(?:款|额|下|数|\s?\d|[一二三四五六七八九十壹贰叁肆伍陆柒捌玖])|尾(?:款|数)|另(?:外)?一?半|另外?(?=[一二三四五六七八九十]+万)|后面|其他的?(?=[^,。;]{0,6}(?:等|再|缓|看|让|,|给))|另外?\s?\d"
)
_THEN = re.compile(r"[\d万千元半成皮].{0,16}其他的?$|\b(?:and\s+then|then|followed\s+by|plus)\s+(?:by\s+)?$")
# Time within which something is paid once, as against time over which it is spread.
_WITHIN = re.compile(r"^(?:with)?in\b|(?<!分)[\d一二三四五六七八九十两]个月[内里]")
_WEEKLY = re.compile(r"\bweek(?:ly|s)?\b|每(?:个)?(?:周|星期|礼拜)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Payment:
    """A sum with the day that stands with it, in the order of the text; either may be missing."""

    amount: Sum | None
    day: date | None


def payments(zone: tuple[Heard, ...], received: date | None) -> tuple[Payment, ...]:
    """The single payments that are listed: each day to come with the nearest sum of its part of the sentence."""
    found: list[Payment] = []
    for heard in zone:
        for named in heard.days[:_MOST_PAYMENTS]:
            if named.day is None or (received and named.day < received) or _is_frame(heard, named):
                continue
            if is_of_a_payer(heard, named) or _is_denied(heard, named):
                continue
            found.append(Payment(amount=_sum_with(heard, named), day=named.day))
    return tuple(found)


def instalments(zone: tuple[Heard, ...], listed: tuple[Payment, ...], total: OpenTotal) -> int | None:
    """How many payments there are in all, the first one counted."""
    said = next((found for heard in zone for found in _counts(heard)), None)
    if said is None:
        days = {each.day for each in (listed if has_rest(zone) else several(listed))}
        return len(days) if len(days) >= 3 and len(several(listed)) > 1 else None
    number, heard, place = said
    first, each = first_payment(zone, listed, plan=True), per_instalment(zone, listed)
    if first is not None and each is not None and total.amount is not None:
        if first + number * each == total.amount:
            return number + 1
        if number * each == total.amount:
            return number
    begin, _ = heard.sentence.part(place, place)
    left_over = _REST.search(heard.words, max(0, begin - 30), place) or _THEN.search(heard.words, 0, place)
    return number + 1 if left_over and first is not None else number


def _counts(heard: Heard) -> Iterator[tuple[int, Heard, int]]:
    for match in heard.all_of("proposal.count"):
        said = next((group for group in match.groups() if group), "")
        number = _MONTHS_OF.get(said) or count(said)
        if _is_time_for_the_rest(heard, match):
            continue
        if 2 <= number <= _MOST_PAYMENTS:
            yield number, heard, match.start()


def _is_time_for_the_rest(heard: Heard, match: re.Match[str]) -> bool:
    """Whether the months are those within which one rest is paid: 余款两个月内付清, the rest in two months."""
    if not _WITHIN.search(match[0]):
        return False
    before = heard.words[max(0, match.start() - _SHORTLY) : match.start()]
    return bool(_REST.search(before))


def first_payment(zone: tuple[Heard, ...], listed: tuple[Payment, ...], *, plan: bool) -> Decimal | None:
    """What comes first: the sum of the first payment listed, else the first that is no rest and not paid each time."""
    named = [(heard, each) for heard in zone for each in heard.sums if each.share != 1 and not is_rest(heard, each)]
    if plan:
        opening = listed[0].amount if listed else None
        if opening and opening.share != 1 and (len(listed) > 1 or has_rest(zone)):
            return opening.value
        return next((each.value for heard, each in named if _opens(heard, each) and not _is_each(heard, each)), None)
    dated = (each.amount for each in listed if each.amount and any(each.amount is one for _, one in named))
    once = (each for heard, each in named if not _is_each(heard, each))
    found = next(dated, None) or next(once, None)
    return found.value if found else None


def has_rest(zone: tuple[Heard, ...]) -> bool:
    """Whether the words speak of what is left to pay."""
    return any(_REST.search(heard.words) for heard in zone)


def lump_sum(zone: tuple[Heard, ...]) -> Decimal | None:
    """The sum for which everything is to be settled: the first that is neither what is owed nor what is let go."""
    named = [(heard, each) for heard in zone for each in heard.sums if each.share != 1]
    offered = (each.value for heard, each in named if not is_let_go(heard, each))
    return next(offered, named[0][1].value if named else None)


def is_let_go(heard: Heard, each: Sum) -> bool:
    """Whether the sum is what is owed, or what they want taken off."""
    before = _NOT_OFFERED.search(heard.words, max(0, each.start - 24), each.start)
    return bool(before or _TAKEN_OFF.match(heard.words, each.end))


def fits(kind: ProposalKind, zone: tuple[Heard, ...]) -> bool:
    """Whether the figures may be those of ``kind``: a part payment has a rest, a share, or comes first."""
    if kind is not ProposalKind.PART_NOW or has_rest(zone) or len(several(payments(zone, None))) > 1:
        return True
    named = ((heard, each) for heard in zone for each in heard.sums)
    return any(each.share not in (None, 1) or _opens(heard, each) for heard, each in named)


def several(listed: tuple[Payment, ...]) -> tuple[Payment, ...]:
    """The payments listed that have a sum of their own: one that stands with two days counts with the first."""
    own: list[Payment] = []
    for each in listed:
        if each.amount and each.amount.share != 1 and all(each.amount is not other.amount for other in own):
            own.append(each)
    return tuple(own)


def shape(zone: tuple[Heard, ...], listed: tuple[Payment, ...]) -> ProposalKind | None:
    """The kind that the figures themselves have: three payments or one each time, a sum and a rest."""
    with_sums = several(listed)
    if next((n for heard in zone for n, _, _ in _counts(heard)), 0) == _TWO:
        return ProposalKind.PART_NOW
    if len({each.day for each in with_sums}) >= 3 or per_instalment(zone, listed) is not None:
        return ProposalKind.INSTALMENTS
    if len({each.day for each in with_sums}) == 2 or (with_sums and has_rest(zone)):
        return ProposalKind.PART_NOW
    return None


def per_instalment(zone: tuple[Heard, ...], listed: tuple[Payment, ...]) -> Decimal | None:
    """What is paid each time: said so, or the sum that all payments after the first have in common."""
    said = next((each.value for heard in zone for each in heard.sums if _is_each(heard, each)), None)
    sums = [each.amount.value for each in several(listed) if each.amount]
    if said is None and len(sums) >= 3 and len(set(sums[1:])) == 1:
        return sums[-1]
    return said


def until(zone: tuple[Heard, ...], received: date | None, number: int | None) -> date | None:
    """The last day named, or the one that counting from the first payment leads to.

    The day of a first payment that others follow without an end is none.
    """
    named = [d for h in zone for d in h.days if not (_is_frame(h, d) or _is_denied(h, d) or _has_passed(h, d))]
    ends = [each.day for each in named if each.day and not (received and each.day <= received)]
    listed = payments(zone, received)
    follow = per_instalment(zone, listed) is not None and len(set(ends)) == 1 and bool(several(listed))
    if follow and not number:
        return None
    start = _start(zone, listed) or (ends[0] if follow else None)
    if number and start:
        words = " ".join(heard.words for heard in zone)
        counted = _counted(start, number, words)
        return max([*ends, counted]) if counted else max(ends, default=None)
    return max(ends, default=None)


def rest_until(zone: tuple[Heard, ...], received: date | None) -> date | None:
    """The day by which the rest of a part payment comes: one behind the word for it, or the last of several."""
    found, listed = None, payments(zone, received)
    own = [each for each in listed if each.amount] if _is_each_of(zone) else several(listed)
    for heard in zone:
        for named in heard.days:
            if named.day is None or (received and named.day < received):
                continue
            _, end = heard.sentence.part(named.start, named.end)
            behind = min(end, named.end + _SHORTLY)
            if _REST.search(heard.words, 0, named.start) or _REST.search(heard.words, named.end, behind):
                found = max(found or named.day, named.day)
    return found or (max(one.day for one in own if one.day) if len(own) > 1 else None)


def _is_each_of(zone: tuple[Heard, ...]) -> bool:
    """Whether a sum is named once for all payments."""
    return any(_is_each(heard, each) for heard in zone for each in heard.sums)


def extension(zone: tuple[Heard, ...]) -> int | None:
    """How many days more are asked for, where a stretch of time is named and no day."""
    for heard in zone:
        for match in heard.all_of("proposal.duration"):
            if heard.words[match.start() - 1 : match.start()].isdigit():
                continue
            if any(d.start < match.end() and match.start() < d.end and not d.from_event for d in heard.days):
                continue
            n, unit = match["n"], match["u"]
            if n in ("半", "half"):
                return 180 if "年" in unit or "year" in unit else 15
            per = next((days for word, days in _DAYS_IN if word in unit), 1)
            if many := count(n):
                return 180 if (many, per) == (6, 30) else many * per
    return None


def discount(zone: tuple[Heard, ...]) -> Decimal | None:
    """Percent off, whichever way it is said: off, on the whole, in 折 or 成, or as a share of what is open."""
    if (percent := percent_off(zone)) is not None:
        return percent
    shares = (each.share for heard in zone for each in heard.sums if each.share not in (None, 1))
    return next((100 - 100 * share for share in shares if share), None)


def percent_off(zone: tuple[Heard, ...], *, plainly: bool = False) -> Decimal | None:
    """Percent off where the words name it as that; ``plainly`` leaves out what is paid, such as 付四成."""
    for heard in zone:
        for match in heard.all_of("proposal.discount_fold"):
            if not plainly or match["fold"] or match["offtenths"]:
                return _folded(match)
        for match in heard.all_of("proposal.discount"):
            said = {name: value for name, value in match.groupdict().items() if value}
            name, raw = next(iter(said.items()))
            if plainly and not name.startswith("off"):
                continue
            value = Decimal(raw) if re.fullmatch(r"[\d.]+", raw) else Decimal(count(raw))
            return value if name.startswith("off") else 100 - value
    return None


def _folded(match: re.Match[str]) -> Decimal:
    said = {name: value for name, value in match.groupdict().items() if value}
    name, raw = next(iter(said.items()))
    digits = raw if raw.isascii() else "".join(str(count(sign)) for sign in raw)
    value = Decimal(digits) * (10 if len(digits) == 1 or "." in digits else 1) + (5 if said.get("half") else 0)
    return value if name == "offtenths" else 100 - value


def _is_frame(heard: Heard, named: Day) -> bool:
    """Whether the day is that of a start, one of many, or of something else than payment."""
    words = heard.words
    if any(p.part["promise.other_day_after"].match(words, named.end) for p in heard.patterns):
        return True
    return bool(
        _STARTS.search(words, max(0, named.start - 30), named.start)
        or _RECURS.search(words, max(0, named.start - 12), named.start)
        or _STARTS_AFTER.match(words, named.end)
    )


def _is_denied(heard: Heard, named: Day) -> bool:
    """Whether the words say that nothing is paid on the day; that what is due moves to it denies nothing."""
    if _MOVES_TO.search(heard.words, max(0, named.start - 12), named.start):
        return False
    return bool(heard.finds("promise.never", *heard.sentence.part(named.start, named.end)))


def _has_passed(heard: Heard, named: Day) -> bool:
    """Whether the words tell what was: "we lost the contract in December", "we paid the other one on the 10th"."""
    part = heard.sentence.part(named.start, named.end)
    return bool(heard.finds("stance.past", *part)) or is_done(heard, *part)


def begins(zone: tuple[Heard, ...], received: date, first: Decimal | None, last: date | None) -> date | None:
    """The day of the first of several payments: said to be that, or the one that stands with its sum."""
    listed = payments(zone, received)
    opening = listed[0] if listed else None
    with_sum = opening.day if opening and opening.amount and opening.amount.value == first else None
    found = _start(zone, listed) or (with_sum if with_sum != last else None)
    return found if found and found >= received else None


def is_start(heard: Heard, named: Day) -> bool:
    """Whether the day is that of a start, or one of many."""
    return _is_frame(heard, named)


def _start(zone: tuple[Heard, ...], listed: tuple[Payment, ...]) -> date | None:
    """The day on which a plan begins; one of many days only where no other is said to be the first.

    Of a single payment that others follow time after time its own day is the first.
    """
    frames = [(heard, day) for heard in zone for day in heard.days if day.day and _is_frame(heard, day)]
    first = (day.day for heard, day in frames if not _RECURS.search(heard.words, 0, day.start))
    alone = listed[0].day if len(listed) == 1 and listed[0].amount else None
    return next(first, (alone or from_month(zone, frames[0][1].day)) if frames else None)


def from_month(zone: tuple[Heard, ...], day: date | None) -> date | None:
    """``day``, one of many, in the month from which on it counts: 12月开始每月底."""
    said = next((match for heard in zone if (match := _FROM_MONTH.search(heard.words))), None)
    if day is None or said is None:
        return day
    months = (count(said["m"]) - day.month) % 12
    ends = calendar.month_end(day) == day
    return calendar.month_end(day, months) if ends else calendar.in_month(day, day.day, months)


def _counted(start: date, number: int, words: str) -> date | None:
    """The day of the last of ``number`` payments from ``start`` on, a month apart unless the words say weeks."""
    if _WEEKLY.search(words):
        return start + timedelta(days=7 * (number - 1))
    return calendar.in_month(start, start.day, number - 1) or calendar.month_end(start, number - 1)


def names_rest(heard: Heard, end: int | None = None) -> bool:
    """Whether the sentence, up to ``end``, speaks of what is left to pay."""
    return bool(_REST.search(heard.words, 0, len(heard.words) if end is None else end))


def _sum_with(heard: Heard, named: Day) -> Sum | None:
    begin, end = heard.sentence.part(named.start, named.end)
    inside = [each for each in heard.sums if begin <= each.start < end]
    if not inside and _REST.search(heard.words, begin, end):
        return None  # the sum beside it is the other part
    near = inside or [each for each in heard.sums if -12 <= each.start - end <= 3 or 0 <= begin - each.end <= 3]
    own = [each for each in near if not _has_a_nearer_day(heard, each, named)]
    found = min(own or near, key=lambda each: abs(each.start - named.start), default=None)
    return None if found and not own and is_rest(heard, found) else found


def _has_a_nearer_day(heard: Heard, each: Sum, named: Day) -> bool:
    """Whether a day behind the sum stands nearer to it: "one more on 20 May and the remaining 13,800 on 19 June"."""
    return named.end <= each.start and any(
        0 <= day.start - each.end < each.start - named.end for day in heard.days if day.day
    )


def is_rest(heard: Heard, each: Sum) -> bool:
    """Whether the sum is named as what is left to pay."""
    begin, _ = heard.sentence.part(each.start, each.end)
    return bool(_REST.search(heard.words, begin, each.end))


def is_of_the_rest(heard: Heard, each: Sum) -> bool:
    """Whether the share is one of each payment of the rest: 其余月底和下月底各一半."""
    rest = _REST.search(heard.words, 0, each.start)
    return bool(rest and heard.words[each.start - 1 : each.start] == "各")


def _is_each(heard: Heard, each: Sum) -> bool:
    if each.share == _HALF:  # of two halves neither is paid time after time
        return False
    for patterns in heard.patterns:
        like = patterns.part["proposal.each"]
        before = heard.words[max(0, each.start - 24) : each.start]
        if like.match(heard.words, each.end) or patterns.part["proposal.each_before"].search(before):
            return True
    return False


def _opens(heard: Heard, each: Sum) -> bool:
    begin, end = heard.sentence.part(each.start, each.end)
    return any(p.part["proposal.first"].search(heard.words, begin, end) for p in heard.patterns)
