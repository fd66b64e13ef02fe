"""Finds the payment that a reply commits to in words that the patterns know; nothing rather than a guess."""

import re
from collections.abc import Iterator
from datetime import date

from assistant.domain.reading import PromiseRead, Sign
from assistant.intake.replies.amounts import Sum
from assistant.intake.replies.days import Day
from assistant.intake.replies.heard import LIKELY, SURE, Ear, Heard

# Between two days of one payment: the later of them counts.
_ONE_RANGE = re.compile(
    r"\s*(?:or|and\s+no\s+later\s+than|to|at\s+the\s+latest|-|~|–|至|到|或者?|,?\s*(?:最晚|最迟|至迟|不晚于|不迟于)|,\s*(?:latest(?:\s+by)?|no\s+later\s+than|at\s+the\s+latest|or)?|,?\s*(?:or|and)\s+(?:by\s+|at\s+(?:the\s+)?latest\s+)*(?:on\s+)?|(?:或|,)?(?:最晚|最迟|至迟|不晚于)?)\s*(?:by\s+|on\s+)?"
)
# Characters between a sum and the part of the sentence that commits to it.
_SHORTLY, _SHORT_PART = 4, 8
_SHORT_SENTENCE = 24
_REST = re.compile(
    r"\b(?:rest|balance|remainder|remaining|other\s+half)\b|剩|其余|余(?:款|额|下|数)|尾(?:款|数)|另(?:外)?一?半"
)
_COMMA = re.compile(r"[,;:]")
# Who pays the customer, before the day and the word of payment, or between them: 有个客月中会给钱.
_PAYER = r"(?:客(?:户|人|仔)?|甲方|业主|[大二三]判|判头|总包|买家|下游|经销商|银行|保险公司?)"
_ANY_PAYER = re.compile(_PAYER)
_PAYER_BEFORE = re.compile(rf"(?<![贵你]){_PAYER}[^,。;付给找打转汇过结清我敝本]{{0,8}}$")
_PAYER_PAYS = re.compile(
    rf"(?:[^,。;我敝本]{{0,3}}{_PAYER})?[^,。;我敝本]{{0,6}}?(?:付|给|找|打|转|汇|过|结|放|拨|赔|回)"
)
_NEWS = re.compile(
    r"\band\s+(?:i|we)(?:'ll|\s+will)\s+(?:send|let|e-?mail|forward|confirm|share|notify)\b.*"
    r"|(?:付|转|打|汇|过|搞|办)(?:完|好|了|出|妥)(?:款|数)?(?:之后|以后|后|就|再)?[^,。;]{0,8}(?:水单|回单|凭证|通知|告诉|截图|收据|入数纸|汇款单).*"
)
_LATEST = re.compile(r"\b(?:latest|no\s+later)\b|最晚|最迟|至迟|不晚于")


def stated_promise(ear: Ear) -> PromiseRead | None:
    """The first payment that the patterns alone find."""
    for n, heard in enumerate(ear.heard):
        following = ear.heard[n + 1] if n + 1 < len(ear.heard) else None
        found = _in_sentence(ear, heard, following)
        if found:
            return found
    return None


def _in_sentence(ear: Ear, heard: Heard, following: Heard | None) -> PromiseRead | None:
    act = _act(heard)
    if act is None:
        return None
    begin, end = act
    event = heard.finds("stance.event")
    days = tuple(named for named in own_days(heard) if not (event and named.from_event))
    last = None
    if not days and not event and following and _only_names_a_day(following):
        days, last = own_days(following), following
    if not days and not event:
        return None
    day = _chosen(days, heard if last is None else following or heard, begin if last is None else 0)
    if day and ear.received and day < ear.received:
        return None
    amount = _amount(heard, begin, end, ear.total.currency) or _amount_behind(following)
    conditional = is_conditional(heard)
    certainty = SURE if day and not conditional else LIKELY + 0.15 if day or event else LIKELY
    return PromiseRead(
        amount=amount.value if amount else None,
        currency=(amount.currency if amount else "") or ear.total.currency,
        day=day,
        conditional=conditional,
        evidence=ear.evidence(heard, certainty, last),
    )


def _act(heard: Heard) -> tuple[int, int] | None:
    """Where the sentence commits to pay, unless it asks, denies, reports or bargains."""
    asked = _asked_from(heard)
    if asked == 0:
        return None
    if asked is None and heard.finds("promise.fragment"):
        return 0, 0
    for match in (*heard.all_of("promise.acts"), *_with_a_day(heard)):
        begin, end = heard.sentence.part(match.start(), match.end())
        if asked and (end > asked or not _has_day(heard, begin, end)):
            continue
        if heard.finds("promise.never", begin, end) or heard.finds("stance.past", begin, end):
            continue
        if any(p.part["stance.negated"].search(heard.words, begin, match.start()) for p in heard.patterns):
            continue
        if is_done(heard, begin, end):
            continue
        return match.start(), match.end()
    return None


def _asked_from(heard: Heard) -> int | None:
    """Where the sentence begins to ask for consent, None where it does not.

    What stands before "could the rest wait?" is a fact.
    """
    consent = heard.finds("stance.consent")
    if not heard.sentence.is_question and consent is None:
        return None
    rest = _REST.search(heard.words)
    if rest is None or (
        consent and consent.start() < rest.start() and not _COMMA.search(heard.words, 0, consent.start())
    ):
        return 0
    begin, _ = heard.sentence.part(rest.start(), rest.end())
    asked, _ = heard.sentence.part(consent.start(), consent.end()) if consent else (begin, begin)
    return min(begin, asked)


def _has_day(heard: Heard, begin: int, end: int) -> bool:
    return any(begin <= named.start < end for named in own_days(heard))


def _with_a_day(heard: Heard) -> Iterator[re.Match[str]]:
    """Words of payment that commit only where a day stands in the same part of the sentence."""
    for match in heard.all_of("promise.weak"):
        if _has_day(heard, *heard.sentence.part(match.start(), match.end())):
            yield match


def is_done(heard: Heard, begin: int, end: int) -> bool:
    """Whether this part of the sentence says that the payment has been made."""
    cues = [p.signs[Sign.ALREADY_PAID] for p in heard.patterns]
    return any(
        not cue.never.search(heard.words, begin, end)
        for cue in cues
        if any(match[0].strip() for match in cue.says.finditer(heard.words, begin, end))
    )


def own_days(heard: Heard) -> tuple[Day, ...]:
    """The days of the sentence but those of an invoice, a letter, a return; of a payer of theirs only where alone."""
    own = tuple(named for named in heard.days if is_own(heard, named))
    if not _ANY_PAYER.search(heard.words):
        return own
    return tuple(named for named in own if not is_of_a_payer(heard, named)) or own


def is_of_a_payer(heard: Heard, named: Day) -> bool:
    """Whether the day is that on which somebody else pays the customer."""
    begin, end = heard.sentence.part(named.start, named.end)
    behind = _PAYER_PAYS.match(heard.words, named.end, end)
    named_behind = behind is not None and _ANY_PAYER.search(behind[0]) is not None
    return bool(behind) and (named_behind or bool(_PAYER_BEFORE.search(heard.words[begin : named.start])))


def is_own(heard: Heard, named: Day) -> bool:
    """Whether the day is not that of an invoice, a letter, a return."""
    before = heard.words[max(0, named.start - 40) : named.start]
    other = any(p.part["promise.other_day"].search(before) for p in heard.patterns)
    return not other and not any(
        p.part["promise.other_day_after"].match(heard.words, named.end) for p in heard.patterns
    )


def _only_names_a_day(heard: Heard) -> bool:
    return bool(own_days(heard)) and len(heard.words) <= 40 and not heard.sentence.is_question


def _chosen(days: tuple[Day, ...], heard: Heard, act: int) -> date | None:
    """The day that stands with the act; of two for one payment the later."""
    if not days:
        return None
    begin, end = heard.sentence.part(act, act)
    in_part = [n for n, named in enumerate(days) if begin <= named.start < end]
    known = [n for n, named in enumerate(days) if named.day]
    at = next((n for n in in_part if days[n].day), in_part[0] if in_part else known[0] if known else 0)
    if not in_part and known:
        after = [n for n in known if days[n].start >= act]
        at = (after or known)[0]
    return _of_range(heard, days, at)


def latest_of(heard: Heard, n: int) -> date | None:
    """The last day of the range that the day number ``n`` belongs to."""
    first = n
    while first and _is_one_range(heard.words, heard.days[first - 1], heard.days[first]):
        first -= 1
    return _of_range(heard, heard.days, first)


def _of_range(heard: Heard, days: tuple[Day, ...], n: int) -> date | None:
    day = days[n].day
    while n + 1 < len(days) and _is_one_range(heard.words, days[n], days[n + 1]):
        n += 1
        other = days[n].day
        day = max(day, other) if day and other else day or other
    return day


def _is_one_range(words: str, one: Day, other: Day) -> bool:
    between = words[one.end : other.start]
    return len(between) < 30 and bool(
        _ONE_RANGE.fullmatch(between) or _LATEST.search(between + words[other.end : other.end + 18])
    )


def _amount_behind(following: Heard | None) -> Sum | None:
    """The sum of a short sentence that only adds it."""
    if following is None or len(following.words) > _SHORT_SENTENCE or following.days or following.finds("stance.past"):
        return None
    return following.sums[0] if len(following.sums) == 1 else None


def _stands_alone(heard: Heard, each: Sum) -> bool:
    """Whether the part of the sentence that the sum ends says hardly more than the sum."""
    begin, _ = heard.sentence.part(each.start, each.end)
    return each.start - begin <= _SHORT_PART


def is_conditional(heard: Heard) -> bool:
    """Whether the payment hangs on something; that news of it follows the payment is no condition."""
    news = [match.span() for match in _NEWS.finditer(heard.words)]
    return any(
        not any(start <= match.start() < end for start, end in news) for match in heard.all_of("stance.condition")
    )


def _amount(heard: Heard, begin: int, end: int, currency: str) -> Sum | None:
    """The sum that stands with the act, else the first behind it, else one shortly before it.

    Of sums in several currencies the one in ``currency`` counts, else the first.
    """
    sums = tuple(each for each in heard.sums if each.share is None)
    if len({each.currency for each in sums}) > 1:
        return next((each for each in sums if each.currency == currency), sums[0])
    left, right = heard.sentence.part(begin, end)
    together = [each for each in heard.sums if left <= each.start < right]
    behind = [each for each in heard.sums if each.start >= begin]
    shortly_before = [each for each in heard.sums if 0 <= left - each.end <= _SHORTLY and _stands_alone(heard, each)]
    found = together or behind or shortly_before
    figures = [each for each in found if each.share != 1]
    return next(iter(figures or found), None)
