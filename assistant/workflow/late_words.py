"""How the parts of a computation of late interest, and of a clock, are said in words: for terminal and screen alike."""

from decimal import Decimal
from fractions import Fraction

from assistant.domain.daily_rate import DailyRate
from assistant.domain.interest import Segment
from assistant.domain.late_terms import Rate
from assistant.domain.limitation import Sign
from assistant.domain.money import ISO_DIGITS, Money
from assistant.law import Basis
from assistant.law.explain import rate_in_words
from assistant.wording import Wording
from assistant.workflow.late_interest import InvoiceInterest
from assistant.workflow.limitation import ItemClock


def remarks_on(line: InvoiceInterest, words: Wording) -> list[str]:
    """What to know of one computation, and whom to ask."""
    counsel = counsel_of(line.basis, words) if isinstance(line.basis, Basis) else ""
    return [*(words.reason(note) for note in line.notes), *([counsel] if counsel else [])]


def counsel_of(basis: Basis, words: Wording) -> str:
    """What the rule itself advises; empty for interest by contract."""
    return words.value(basis.rule.counsel.local()) if basis.rule else ""


def segment_in_words(segment: Segment, words: Wording) -> str:
    """One run of days at one balance and one rate, with the arithmetic."""
    share = f"{segment.daily.share.numerator}/{segment.daily.share.denominator}"
    agreed = f"{segment.daily.agreed.numerator}/{segment.daily.agreed.denominator}"
    cut = f" ({words.label('cut_from').format(share=agreed)})" if segment.daily.is_cut else ""
    reference = segment.daily.reference
    moving = f", {reference.series} {reference.percent}% {reference.valid_from}" if reference else ""
    rate = f"{words.reason(rate_in_words(_fixed(segment.daily)))}{moving}"
    amount = in_major(segment.amount, segment.balance.currency)
    return f"{segment.first} – {segment.last}  {segment.balance} × {segment.days} × {share}{cut}  ({rate}) = {amount}"


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


def source_in_words(each: ItemClock, words: Wording) -> str:
    """Where the rule of a clock stands."""
    return f"{words.value(each.rule.source.work.local())}, {each.rule.source.article}"


def sign_in_words(sign: Sign, words: Wording) -> str:
    """What moved a clock, or did not."""
    return f"{words.name(sign.kind)} ({sign.reference})"


def _fixed(daily: DailyRate) -> Rate:
    """The rate with its reference put in, to be said in words."""
    return Rate(percent=Decimal(plain_percent(daily.percent)), per=daily.per)
