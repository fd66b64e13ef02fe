"""Decides whether the companies and banks that a letter names are those of the record, letter by letter."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from assistant.domain.brief import FactKind, Grounds
from assistant.domain.finding import Severity
from assistant.guardrail.checks import Need, Outcome, check
from assistant.guardrail.clauses import Span
from assistant.guardrail.cued import shows_within
from assistant.guardrail.figures import BLANK, blanked
from assistant.guardrail.normalise import HAN, fold
from assistant.guardrail.reading import Reading
from assistant.guardrail.rules import RuleSet
from assistant.guardrail.told import told

_HAN_FORM = r"(?:股份有限公司|有限责任公司|有限公司|股份公司|集团公司|集团|公司|企业|商行|工作室)"
_HAN_COMPANY = re.compile(rf"[{HAN}()]{{2,24}}?(?:有限公司|有限责任公司)")
_FORM = (
    r"(?:pty ltd|pte ltd|co ltd|ltd|limited|inc|incorporated|llc|llp|gmbh|ag|kg|sarl|sas|sa|bv|nv|plc|corp"
    r"|corporation|srl|spa|oy|ab|aps|kk)"
)
_CAPITALS = re.compile(r"(?<![\w@./-])[A-Z][\w'-]*\.?(?:[ ](?:&|and|of|[A-Z][\w'-]*\.?)){0,6}")
_BANK_HAN = re.compile(
    rf"(?:(?<![{HAN}])|(?<=[至入到往是为在给用向由]))(?P<name>[{HAN}]{{2,4}}?)银行(?P<branch>[{HAN}]{{1,6}}?[支分]行)?"
    rf"|(?<={BLANK})(?P<apart>[{HAN}]{{1,6}}?[支分]行)"
)
_BANK = re.compile(r"(?<![\w-])(?P<name>[A-Z][a-z]+)[ ]Bank(?![\w-])|(?<![\w-])(?P<one>[A-Z][a-z]{2,}bank)(?![\w-])")
# Words before 银行 or Bank that name none.
_ANY_BANK = frozenset(
    [
        "开户",
        "收款",
        "我方",
        "我司",
        "贵司",
        "公司",
        "网上",
        "手机",
        "任何",
        "其他",
        "往来",
        "国内",
        "合作",
        "通过",
        "您的",
        "商业",
        "本地",
        "付款",
        "汇款",
        "指定",
        "各大",
        "所在",
        "到贵",
        "本行",
        "使用",
        "的是",
        "原有",
        "上述",
        "下列",
        "以下",
        "同一",
        "电子",
        "由贵",
        "请贵",
        "联系",
    ]
)
_SOMEBODYS = frozenset("本我贵该各您你此其原新旧")
_ANY_BANK_EN = frozenset({"Our", "Your", "The", "A", "Same", "Any", "Online", "By", "Via", "Central", "This", "New"})


@check(id="companies", version="1", needs=(Need.GROUNDS,))
def companies(reading: Reading, rules: RuleSet) -> Iterator[Outcome]:
    """Names of companies and banks that are nearly, or not at all, those of the record."""
    grounds = reading.grounds
    if grounds is None:
        return
    known = _companies(grounds)
    rest = blanked(reading.folded.text, (place.span for place in reading.stated.places))
    slips = [*_slips_in_chinese(rest, known), *_slips_in_english(rest, known)] if known else []
    for span in slips:
        yield told("record.party", reading, rules, span)
    for span in _strangers(rest) if known else ():
        if not any(span.start < other.end and other.start < span.end for other in slips):
            yield told("record.party", reading, rules, span, severity=Severity.REVIEW)
    for span in _other_banks(rest, grounds):
        sentence = reading.sentences.at(span.start)
        if shows_within("names_payment", reading, rules, sentence):
            yield told("record.account", reading, rules, span)


def _companies(grounds: Grounds) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fold(str(f.value)).text for f in grounds.facts if f.kind is FactKind.COMPANY))


def _slips_in_chinese(text: str, known: tuple[str, ...]) -> Iterator[Span]:
    for name in known:
        core = re.sub(rf"{_HAN_FORM}$", "", name)
        if len(core) >= 3 and re.fullmatch(rf"[{HAN}]+", core):
            yield from _nearly(core, text)


def _nearly(core: str, text: str) -> Iterator[Span]:
    """Places where ``core`` stands with one character in four changed at most."""
    size = len(core)
    starts = {
        match.start() - at
        for at in range(size - 1)
        for match in re.finditer(re.escape(core[at : at + 2]), text)
        if match.start() >= at
    }
    for start in sorted(starts):
        window = text[start : start + size]
        if len(window) < size or window == core or not re.fullmatch(rf"[{HAN}]+", window):
            continue
        if size == 3 and not re.match(_HAN_FORM, text[start + size :]):
            continue
        if sum(a != b for a, b in zip(window, core, strict=True)) <= max(1, size // 4):
            yield Span(start, start + size)


def _slips_in_english(text: str, known: tuple[str, ...]) -> Iterator[Span]:
    names = [(_core(name), _form(name)) for name in known if _core(name)]
    for match in _CAPITALS.finditer(text):
        words = [(m.group(), m.start() + match.start()) for m in re.finditer(r"\S+", match.group())]
        for core, form in names:
            if span := _slip(words, core, form):
                yield span
                break


def _slip(words: list[tuple[str, int]], core: tuple[str, ...], form: str) -> Span | None:
    plain = [_plain(word) for word, _ in words]
    for at in range(len(plain) - len(core) + 1):
        window, after = tuple(plain[at : at + len(core)]), " ".join(plain[at + len(core) : at + len(core) + 2])
        last, place = words[at + len(core) - 1]
        other = re.match(rf"{_FORM}(?![a-z])", after)
        span = Span(words[at][1], place + len(last.rstrip(".,")))
        if window == core:
            if other and form and other.group() not in form and form not in other.group():
                return Span(span.start, span.end + 1 + len(other.group()))
            continue
        alike = SequenceMatcher(None, " ".join(window), " ".join(core)).ratio()
        if len(core) > 1 and alike >= (0.6 if other and set(window) & set(core) else 0.78):
            return span
    return None


@lru_cache(maxsize=1024)
def _core(name: str) -> tuple[str, ...]:
    words = tuple(map(_plain, name.split())) if name.isascii() else ()
    form = _form(name).split()
    return words[: len(words) - len(form)] if form else words


@lru_cache(maxsize=1024)
def _form(name: str) -> str:
    match = re.search(rf"(?:^| )({_FORM})$", " ".join(map(_plain, name.split())))
    return match[1] if match else ""


def _plain(word: str) -> str:
    word = word.lower().strip(".,'")
    return "and" if word == "&" else word


def _strangers(text: str) -> Iterator[Span]:
    """Companies that the record does not know at all, by their legal form."""
    for match in _HAN_COMPANY.finditer(text):
        yield Span(*match.span())
    for match in _CAPITALS.finditer(text):
        words = match.group().split()
        if len(words) > 1 and re.fullmatch(_FORM, _plain(words[-1])) and len(words[-1]) > 1:
            yield Span(*match.span())


def _other_banks(text: str, grounds: Grounds) -> Iterator[Span]:
    facts = grounds.facts_of("bank", "ways_to_pay")
    own = " ".join(fold(str(f.value)).text for f in facts)
    if not own or BLANK in own:
        return
    for match in _BANK_HAN.finditer(text) if "银行" in own else ():
        branch = match["branch"] or match["apart"]
        stranger = (
            match["name"]
            and match["name"][0] not in _SOMEBODYS
            and f"{match['name']}银行" not in own
            and match["name"] not in _ANY_BANK
        )
        if stranger or (branch and re.search("[支分]行", own) and branch not in own):
            yield Span(*match.span())
    for match in _BANK.finditer(text) if "bank" in own.lower() else ():
        name = match["name"] or match["one"]
        if name.lower() not in own.lower() and name not in _ANY_BANK_EN:
            yield Span(*match.span())
