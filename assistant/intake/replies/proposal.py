"""Decides what a customer asks our consent for, or plans in parts, and with which figures."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assistant.domain.reading import ProposalKind, ProposalRead
from assistant.intake.replies.amounts import Sum
from assistant.intake.replies.heard import LIKELY, SURE, Ear, Heard
from assistant.intake.replies.named_days import count

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
# Such a word means that the figures of a plan go on in the next sentence.
_SHORT = 30
# Days on which a plan begins say nothing of its end.
_STARTS = re.compile(r"(?:\bstart\w*|\bfrom|\bbeginning|\bcommencing|从|自)(?:\s+(?:on|in|the))*\s*$")
_FIRST = re.compile(r"\b(?:first|now|today|deposit|initial|up\s?front)\b|先|首|第一")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Zone:
    """The sentences that speak of the proposal, and the kinds that they propose."""

    heard: tuple[Heard, ...]
    kinds: tuple[ProposalKind, ...]
    asked: bool


def proposal_in(ear: Ear) -> ProposalRead | None:
    """What is proposed; None where nothing is."""
    zone = _zone(ear)
    if zone is None:
        return None
    kinds = _told_apart(zone)
    plan = ProposalKind.INSTALMENTS in kinds
    discount = _discount(zone) if ProposalKind.DISCOUNT in kinds else None
    instalments = _count(zone) if plan else None
    return ProposalRead(
        kind=kinds[0] if len(kinds) == 1 else ProposalKind.MIXED,
        instalments=instalments,
        first_payment=_first_payment(zone, kinds, discount),
        per_instalment=_each(zone) if plan else None,
        until=_until(zone),
        extension_days=_extension(zone) if ProposalKind.EXTENSION in kinds else None,
        discount_pct=discount,
        waive_interest=ProposalKind.WAIVE_INTEREST in kinds,
        evidence=ear.evidence(zone.heard[0], SURE if zone.asked else LIKELY + 0.15, zone.heard[-1]),
    )


def _zone(ear: Ear) -> _Zone | None:
    """From the first sentence that proposes to the last, and one more that goes on with figures."""
    hits: dict[int, list[ProposalKind]] = {}
    asked = False
    for n, heard in enumerate(ear.heard):
        kinds = _kinds(heard)
        if kinds:
            hits[n] = kinds
            asked = asked or bool(heard.finds("proposal.ask"))
    if not hits:
        return None
    first, last = min(hits), max(hits)
    last = min(last, first + 4)
    if last + 1 < len(ear.heard) and _goes_on(ear.heard[last + 1]):
        last += 1
    kinds = list(dict.fromkeys(kind for n in sorted(hits) for kind in hits[n] if n <= last))
    return _Zone(heard=ear.heard[first : last + 1], kinds=tuple(kinds), asked=asked)


def _goes_on(heard: Heard) -> bool:
    if not heard.sums and not heard.days:
        return False
    short = len(heard.words) <= _SHORT and heard.days and not heard.finds("promise.acts")
    return bool(short or _FIRST.search(heard.words) or heard.finds("proposal.each") or heard.finds("stance.consent"))


def _kinds(heard: Heard) -> list[ProposalKind]:
    found = []
    for patterns in heard.patterns:
        asks = bool(patterns.part["proposal.ask"].search(heard.words))
        consent = patterns.part["stance.consent"].search(heard.words)
        for kind, like in patterns.kinds.items():
            match = like.says.search(heard.words) or (like.asks.search(heard.words) if consent else None)
            if match is None or patterns.part["proposal.never"].search(heard.words):
                continue
            begin, _ = heard.sentence.part(match.start(), match.end())
            if patterns.part["stance.negated"].search(heard.words, begin, match.start()):
                continue
            needed = consent or heard.sentence.is_question if kind is ProposalKind.OTHER_PAYMENT_METHOD else asks
            if needed or kind in (ProposalKind.INSTALMENTS, ProposalKind.PART_NOW):
                found.append(kind)
    return list(dict.fromkeys(found))


def _told_apart(zone: _Zone) -> tuple[ProposalKind, ...]:
    """The kinds without those that only carry out another one."""
    kinds = list(zone.kinds)

    def drop(one: ProposalKind, because_of: ProposalKind) -> None:
        if one in kinds and because_of in kinds:
            kinds.remove(one)

    scheduled = (_count(zone) or 0) >= 3 or any(h.finds("proposal.each") and h.sums for h in zone.heard)
    if ProposalKind.INSTALMENTS in kinds and ProposalKind.PART_NOW in kinds:
        kinds.remove(ProposalKind.PART_NOW if scheduled else ProposalKind.INSTALMENTS)
    drop(ProposalKind.EXTENSION, ProposalKind.INSTALMENTS)
    drop(ProposalKind.EXTENSION, ProposalKind.PART_NOW)
    return tuple(kinds)


def _count(zone: _Zone) -> int | None:
    for heard in zone.heard:
        for match in heard.all_of("proposal.count"):
            raw = next((g for g in match.groups() if g), "")
            value = count(raw)
            if value and 2 <= value <= 60:
                return value
    return None


def _first_payment(zone: _Zone, kinds: tuple[ProposalKind, ...], discount: Decimal | None) -> Decimal | None:
    """What is to come first: of a part payment, a plan, or a lump sum."""
    sums = [
        (heard, each) for heard in zone.heard for each in heard.sums if each.share != 1 and not _is_each(heard, each)
    ]
    if ProposalKind.PART_NOW in kinds:
        return sums[0][1].value if sums else None
    if ProposalKind.INSTALMENTS in kinds:
        return next((each.value for heard, each in sums if _is_first(heard, each)), None)
    if ProposalKind.DISCOUNT in kinds and discount is None:
        return next((each.value for _, each in sums if each.share is None), None)
    return None


def _is_each(heard: Heard, each: Sum) -> bool:
    """Whether the sum is that of every instalment."""
    for patterns in heard.patterns:
        like = patterns.part["proposal.each"]
        before = heard.words[max(0, each.start - 8) : each.start]
        if like.match(heard.words, each.end) or (patterns.language.is_chinese and like.search(before)):
            return True
    return False


def _is_first(heard: Heard, each: Sum) -> bool:
    begin, end = heard.sentence.part(each.start, each.end)
    return any(p.part["proposal.first"].search(heard.words, begin, end) for p in heard.patterns)


def _each(zone: _Zone) -> Decimal | None:
    return next((s.value for h in zone.heard for s in h.sums if _is_each(h, s)), None)


def _until(zone: _Zone) -> date | None:
    days = [d.day for heard in zone.heard for d in heard.days if d.day and not _STARTS.search(heard.words, 0, d.start)]
    return max(days) if days else None


def _extension(zone: _Zone) -> int | None:
    for heard in zone.heard:
        for match in heard.all_of("proposal.duration"):
            n, unit = match["n"], match["u"]
            if n == "半":
                return 180 if "年" in unit else 15
            many = count(n)
            per = next((days for word, days in _DAYS_IN if word in unit), 1)
            if many:
                return 180 if (many, per) == (6, 30) else many * per
    return None


def _discount(zone: _Zone) -> Decimal | None:
    """Percent off, whichever way it is said: off, on the whole, in 折 or 成."""
    for heard in zone.heard:
        for match in heard.all_of("proposal.discount_fold"):
            return _folded(match)
        for match in heard.all_of("proposal.discount"):
            said = {name: value for name, value in match.groupdict().items() if value}
            name, raw = next(iter(said.items()))
            value = Decimal(count(raw)) if raw.isalpha() else Decimal(raw)
            return value if name.startswith("off") else 100 - value
    return None


def _folded(match: re.Match[str]) -> Decimal:
    said = {name: value for name, value in match.groupdict().items() if value}
    name, raw = next(iter(said.items()))
    digits = raw if raw.isascii() else "".join(str(count(sign)) for sign in raw)
    value = Decimal(digits) * (10 if len(digits) == 1 or "." in digits else 1)
    return value if name == "offtenths" else 100 - value
