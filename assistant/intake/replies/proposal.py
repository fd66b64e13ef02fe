"""Decides what a customer asks our consent for, and with which figures: "could we pay it in three parts?"."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assistant.domain.reading import ProposalKind, ProposalRead
from assistant.hashed_model import chance
from assistant.intake.replies import plan
from assistant.intake.replies.heard import Ear, Heard
from assistant.intake.replies.kinds import IN_PARTS, PART, PLAN, kind_of

# What a pattern that fits adds to the model's odds, what they must reach for a proposal to be one at all, and what a
# second kind must reach to stand beside the first: as folds left out of training want it.
_VOTE, _KIND_VOTE, _FIGURE_VOTE = 3.0, 4.0, 1.0
_LEAST, _BESIDE, _BESIDE_RULE = 1.5, 4.5, -1.5
# What percent off, named as such, adds: hardly anybody names it for another reason.
_PERCENT_VOTE = 3.0
# A kind too rare to be learnt, what the shape of the figures adds, and the least for any kind.
_NOT_LEARNT, _SHAPE_VOTE, _LEAST_KIND = -9.0, 3.0, -2.5
_LEAST_SENTENCE = -0.5
_MOST_SENTENCES = 6
# A point of a list.
_POINT = re.compile(r"\W*(?:[\da-h①-⑨]|[一二三四五六七八九])[).、:]|[•·–-]")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Zone:
    """The sentences that speak of the proposal, and the kinds that they propose."""

    heard: tuple[Heard, ...]
    kinds: tuple[ProposalKind, ...]
    odds: float


def proposal_in(ear: Ear) -> ProposalRead | None:
    """What is proposed; None where nothing is."""
    zone = _zone(ear)
    if zone is None:
        return None
    kinds, heard = zone.kinds, zone.heard
    listed = plan.payments(heard, ear.received)
    number = plan.instalments(heard, listed, ear.total) if PLAN in kinds else None
    off = plan.discount(heard) if ProposalKind.DISCOUNT in kinds else None
    by_day = _by_day(ear, zone, number)
    return ProposalRead(
        kind=kind_of(kinds),
        kinds=kinds,
        instalments=number,
        first_payment=_first(zone, listed, off),
        per_instalment=plan.per_instalment(heard, listed) if PLAN in kinds else None,
        until=by_day,
        extension_days=plan.extension(heard) if ProposalKind.EXTENSION in kinds and by_day is None else None,
        discount_pct=off,
        waive_interest=ProposalKind.WAIVE_INTEREST in kinds,
        evidence=ear.evidence(heard[0], round(chance(zone.odds), 2), heard[-1]),
    )


def _first(zone: _Zone, listed: tuple[plan.Payment, ...], off: Decimal | None) -> Decimal | None:
    """What comes first of a plan or a part; the sum that settles it all, where no percentage says how much less."""
    if PLAN in zone.kinds:
        return plan.first_payment(zone.heard, listed, plan=True)
    if ProposalKind.DISCOUNT in zone.kinds and (PART in zone.kinds or off is None):
        return plan.lump_sum(zone.heard)
    return plan.first_payment(zone.heard, listed, plan=False) if PART in zone.kinds else None


def _by_day(ear: Ear, zone: _Zone, number: int | None) -> date | None:
    """The day by which the rest of a part comes, or all of it."""
    if PART in zone.kinds:
        return plan.rest_until(zone.heard, ear.received)
    dated = PLAN in zone.kinds or ProposalKind.EXTENSION in zone.kinds
    return plan.until(zone.heard, ear.received, number) if dated else None


def _zone(ear: Ear) -> _Zone | None:
    """The sentences that propose, with those between them, where patterns and model together take them for that."""
    if not ear.heard:
        return None
    led = _led_by_consent(ear)
    by_rule = {n: found for n, heard in enumerate(ear.heard) if (found := _kinds(heard, led=n in led))}
    in_parts = _in_parts(ear)
    odds = ear.opinion.odds("proposal") + (_VOTE if by_rule else 0.0) + (_SHAPE_VOTE if in_parts else 0.0)
    odds += _FIGURE_VOTE * any(_has_its_figure(ear, ear.heard[n], kinds) for n, kinds in by_rule.items())
    if odds <= _LEAST:
        return None
    speaks = in_parts | {n for n, each in enumerate(ear.opinion.each) if each["proposal"] > _LEAST_SENTENCE}
    at = speaks | set(by_rule) or {ear.opinion.carrier("proposal")}
    first, last = min(at), min(max(at), min(at) + _MOST_SENTENCES)
    while last + 1 < len(ear.heard) and _goes_on(ear, last + 1):
        last += 1
    while first and _goes_on(ear, first - 1):
        first -= 1
    heard = ear.heard[first : last + 1]
    kinds = _told_apart(ear, heard, [kind for n in sorted(by_rule) for kind in by_rule[n]])
    return _Zone(heard=heard, kinds=kinds, odds=odds - _LEAST) if kinds else None


def _has_its_figure(ear: Ear, heard: Heard, kinds: list[ProposalKind]) -> bool:
    """Whether a sentence also names what its kind needs: percent off, how long, a sum; other kinds need nothing."""
    figures = {
        ProposalKind.DISCOUNT: plan.discount((heard,)) is not None,
        ProposalKind.EXTENSION: plan.extension((heard,)) is not None or any(day.day for day in heard.days),
        PLAN: plan.instalments((heard,), (), ear.total) is not None or bool(heard.sums),
        PART: any(each.share != 1 for each in heard.sums),
    }
    return any(figures.get(kind, True) for kind in kinds)


def _in_parts(ear: Ear) -> set[int]:
    """The sentences that together list several payments to come, none where they do not."""
    at = {n for n, heard in enumerate(ear.heard) if plan.payments((heard,), ear.received)}
    zone = tuple(ear.heard[n] for n in sorted(at))
    listed = plan.several(plan.payments(zone, ear.received))
    return at if len({each.day for each in listed}) > 1 else set()


def _goes_on(ear: Ear, n: int) -> bool:
    """Whether a sentence beside the others adds figures to what is proposed."""
    heard = ear.heard[n]
    return bool(heard.sums or heard.days) and ear.opinion.each[n]["proposal"] > 3 * _LEAST_SENTENCE


def _led_by_consent(ear: Ear) -> set[int]:
    """The points of a list, where a sentence outside it asks our consent to them."""
    points = {n for n, heard in enumerate(ear.heard) if _POINT.match(heard.words)}
    others = (heard for n, heard in enumerate(ear.heard) if n not in points)
    return points if any(heard.finds("stance.consent") for heard in others) else set()


def kinds_named(heard: Heard) -> list[ProposalKind]:
    """The kinds that the words of the sentence name by themselves, whatever a model makes of them."""
    return _kinds(heard, led=False)


def _kinds(heard: Heard, *, led: bool) -> list[ProposalKind]:
    """The kinds that patterns find in a sentence; ``led`` where another one asks for it."""
    found = []
    for patterns in heard.patterns:
        asks = led or bool(patterns.part["proposal.ask"].search(heard.words))
        consent = led or patterns.part["stance.consent"].search(heard.words)
        for kind, like in patterns.kinds.items():
            match = like.says.search(heard.words) or (like.asks.search(heard.words) if consent else None)
            if match is None or patterns.part["proposal.never"].search(heard.words):
                continue
            begin, _ = heard.sentence.part(match.start(), match.end())
            if patterns.part["stance.negated"].search(heard.words, begin, match.start()):
                continue
            needed = consent or heard.sentence.is_question if kind is ProposalKind.OTHER_PAYMENT_METHOD else asks
            if needed or kind in IN_PARTS:
                found.append(kind)
    return list(dict.fromkeys(found))


def _told_apart(ear: Ear, zone: tuple[Heard, ...], by_rule: list[ProposalKind]) -> tuple[ProposalKind, ...]:
    """The kinds, likeliest first, without those that only carry out another one."""
    odds = _kind_odds(ear, zone, by_rule)
    ranked = sorted(odds, key=lambda kind: -odds[kind])
    if odds[ranked[0]] < _LEAST_KIND or (ranked[0] not in by_rule and not plan.fits(ranked[0], zone)):
        return ()
    if ranked[0] is ProposalKind.EXTENSION and plan.shape(zone, plan.payments(zone, ear.received)) is PART:
        ranked = [PART, *(kind for kind in ranked if kind is not PART)]
    kinds = ranked[:1] + [kind for kind in ranked[1:] if odds[kind] > (_BESIDE_RULE if kind in by_rule else _BESIDE)]
    if kinds[0] in IN_PARTS or set(kinds) >= IN_PARTS:
        kinds = [_which_parts(ear, zone, kinds), *(kind for kind in kinds if kind not in IN_PARTS)]
    if ProposalKind.EXTENSION in kinds and (IN_PARTS & set(kinds) or _only_dates_a_discount(kinds, zone)):
        kinds.remove(ProposalKind.EXTENSION)
    return tuple(kinds)


def _only_dates_a_discount(kinds: list[ProposalKind], zone: tuple[Heard, ...]) -> bool:
    """Whether the time that is named is that of paying less, and nobody asks for more of it."""
    if ProposalKind.DISCOUNT not in kinds:
        return False
    likes = [(heard, p.kinds[ProposalKind.EXTENSION].says) for heard in zone for p in heard.patterns]
    return not any(like.search(heard.words) for heard, like in likes)


def _kind_odds(ear: Ear, zone: tuple[Heard, ...], by_rule: list[ProposalKind]) -> dict[ProposalKind, float]:
    """What speaks for each single kind: the model, the patterns, and the shape of the figures."""
    listed = plan.payments(zone, ear.received)
    shape = plan.shape(zone, listed)
    # Three payments, each with its day, leave hardly a doubt.
    shaped = _SHAPE_VOTE * (3 if len(plan.several(listed)) >= 3 else 1)
    odds: dict[ProposalKind, float] = {}
    for kind in ProposalKind:
        label = f"kind.{kind}"
        known = ear.opinion.odds(label) if label in ear.opinion.whole else 0.0 if kind in by_rule else _NOT_LEARNT
        odds[kind] = known + (_KIND_VOTE if kind in by_rule else 0.0) + (shaped if kind is shape else 0.0)
    if ProposalKind.DISCOUNT in by_rule and plan.percent_off(zone) is not None:
        odds[ProposalKind.DISCOUNT] += _PERCENT_VOTE
    del odds[ProposalKind.MIXED]
    return odds


def _which_parts(ear: Ear, zone: tuple[Heard, ...], kinds: list[ProposalKind]) -> ProposalKind:
    """Whether payments in parts are a plan of three or more, or a part now and the rest."""
    listed = plan.payments(zone, ear.received)
    if (plan.instalments(zone, listed, ear.total) or 0) >= 3:
        return PLAN
    if plan.shape(zone, listed) is PART:
        return PART
    if plan.per_instalment(zone, listed) is not None:
        return PLAN
    return PART if PART in kinds else kinds[0]
