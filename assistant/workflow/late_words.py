"""How the parts of a computation of late interest, and of a clock, are said in words: for terminal and screen alike."""

from collections import Counter
from decimal import Decimal
from fractions import Fraction

from assistant.domain.daily_rate import DailyRate
from assistant.domain.interest import Segment
from assistant.domain.late_terms import Rate
from assistant.domain.limitation import Clock, Sign
from assistant.domain.money import ISO_DIGITS, Money
from assistant.law import Basis
from assistant.law.explain import rate_in_words
from assistant.wording import Wording
from assistant.workflow.late_amounts import CaseInterest, InvoiceInterest
from assistant.workflow.limitation import ItemClock
from assistant.workflow.record.vocabulary import named, vocabulary


def remarks_on(line: InvoiceInterest, words: Wording) -> list[str]:
    """What to know of one computation, and whom to ask."""
    counsel = counsel_of(line.basis, words) if isinstance(line.basis, Basis) else ""
    return [*(words.reason(note) for note in line.notes), *([counsel] if counsel else [])]


def said_of_several(found: CaseInterest, words: Wording) -> list[str]:
    """Remarks that concern more than one invoice: they are said once, after all of them."""
    said = Counter(text for line in found.invoices for text in remarks_on(line, words))
    return [text for text, times in said.items() if times > 1]


def counsel_of(basis: Basis, words: Wording) -> str:
    """What the rule itself advises; empty for interest by contract."""
    return words.value(basis.rule.counsel.local()) if basis.rule else ""


def segment_in_words(segment: Segment, words: Wording) -> str:
    """One run of days at one balance and one rate, with the arithmetic."""
    share, rate = share_in_words(segment.daily, words), daily_rate_in_words(segment.daily, words)
    amount = in_major(segment.amount, segment.balance.currency)
    return f"{segment.first} – {segment.last}  {segment.balance} × {segment.days} × {share}  ({rate}) = {amount}"


def share_in_words(daily: DailyRate, words: Wording) -> str:
    """What a day costs as a share of the balance, with what a ceiling cut it from."""
    share = f"{daily.share.numerator}/{daily.share.denominator}"
    agreed = f"{daily.agreed.numerator}/{daily.agreed.denominator}"
    return f"{share} ({words.label('cut_from').format(share=agreed)})" if daily.is_cut else share


def daily_rate_in_words(daily: DailyRate, words: Wording) -> str:
    """The rate of a day, with the published one that it follows."""
    reference = daily.reference
    moving = f", {reference.series} {reference.percent}% {reference.valid_from}" if reference else ""
    return f"{words.reason(rate_in_words(_fixed(daily)))}{moving}"


def in_major(minor: Fraction, currency: str) -> str:
    """Minor units as a decimal in major units, cut at six decimals with a sign that there is more."""
    millionths = minor * 10**6 / 10 ** ISO_DIGITS[currency]
    whole = millionths.numerator // millionths.denominator
    text = f"{whole // 10**6}.{whole % 10**6:06d}".rstrip("0").rstrip(".")
    return text if whole == millionths else f"{text}…"


def range_in_words(low: Money, high: Money) -> str:
    """One sum, or the range that the law leaves."""
    return str(low) if low == high else f"{low} – {high}"


def plain_percent(percent: Decimal) -> str:
    """A percentage without idle zeros."""
    return f"{percent.normalize():f}"


def clock_in_words(clock: Clock, words: Wording) -> str:
    """Until when something can be claimed, or that it no longer can."""
    end = words.value(clock.end)
    if clock.is_over:
        return words.label("clock_over").format(end=end)
    return words.label("clock_runs").format(end=end, days=clock.days_left)


def source_in_words(each: ItemClock, words: Wording) -> str:
    """Where the rule of a clock stands."""
    return f"{words.value(each.rule.source.work.local())}, {each.rule.source.article}"


def sign_in_words(sign: Sign, words: Wording) -> str:
    """What moved a clock, or did not."""
    if sign.demand is None:
        return f"{words.name(sign.kind)} ({sign.reference})"
    known = vocabulary()
    kind, channel = named(sign.demand.kind, known.kinds), named(sign.demand.channel, known.channels)
    return f"{words.name(sign.kind)} ({words.value(kind)}, {words.value(channel)})"


def _fixed(daily: DailyRate) -> Rate:
    """The rate with its reference put in, to be said in words."""
    return Rate(percent=Decimal(plain_percent(daily.percent)), per=daily.per)
