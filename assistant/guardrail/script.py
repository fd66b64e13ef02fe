"""Decides whether a Chinese text keeps to its script, and to one form of address."""

import re
from collections.abc import Iterator
from functools import cache

from assistant.domain.finding import Engine
from assistant.domain.language import Language
from assistant.guardrail.checks import Outcome, check
from assistant.guardrail.clauses import Span
from assistant.guardrail.normalise import HAN
from assistant.guardrail.reading import Reading
from assistant.guardrail.rules import RuleSet
from assistant.guardrail.told import told

_HAN_RUN = re.compile(rf"[{HAN}]+")
# Characters that are good in both scripts although a conversion changes them.
_BOTH = frozenset(
    "于里面后台只干云几丑斗谷松板表采征制准游周钟范郁姜余卷借困系别扎据升布占志仆回夸家尽岳弥志折朴杰欲沈注涂熔症皂秋糊累舍致荐蒙蔑虫蜡凶冲出厘吁向呆妆娘宁它岩峰并床念恒恤恶才晒核梁泛洒炉奸独霉胡背脏腌苏蓝药蒋虬装訴赞踪酸采钩霉面麻黄齐托佣仿杠杯欣溪溯秘群朱咨伙制丰伯岭岳暖灶烟疱皋盗碱碗稿窗線罵羨胸脚鈎鑒隸雇雕雞韭饑鼹麽幾着為裏羣峯牀衞啟啓恆麪喫污灾咸冬札札升"
)
_FORMAL_YOU, _PLAIN_YOU = re.compile("您"), re.compile(r"[你妳](?!们)")


@check(id="script", version="1")
def script(reading: Reading, rules: RuleSet) -> Iterator[Outcome]:
    """Characters of the other script, names and quotations of the record excepted."""
    if not reading.language.is_chinese or not reading.language_given:
        return
    wrong = _simplified_only() if reading.language is Language.ZH_HANT else _traditional_only()
    rule = "script.simplified" if reading.language is Language.ZH_HANT else "script.traditional"
    if wrong.isdisjoint(reading.text):
        return
    exempt = _exempt(reading)
    for run in _HAN_RUN.finditer(reading.text):
        places = [n for n in range(run.start(), run.end()) if reading.text[n] in wrong]
        if places and not any(s <= places[0] < e for s, e in exempt):
            start, end = reading.folded.from_original(places[0], places[-1] + 1)
            if end > start:
                yield told(rule, reading, rules, Span(start, end), engine=Engine.RULES)


@check(id="address", version="1")
def address(reading: Reading, rules: RuleSet) -> Iterator[Outcome]:
    """The two forms of 'you' in one Chinese text, quotations excepted."""
    if not reading.language.is_chinese or not _FORMAL_YOU.search(reading.folded.text):
        return
    for match in _PLAIN_YOU.finditer(reading.folded.text):
        quoted = any(span.holds(*match.span()) for span in reading.quotes)
        if not quoted:
            yield told("script.mixed-address", reading, rules, Span(*match.span()), engine=Engine.RULES)
            return


def _exempt(reading: Reading) -> list[tuple[int, int]]:
    if reading.grounds:
        spans = [*(place.span for place in reading.stated.places), *reading.stated.quoted]
    else:
        spans = list(reading.quotes)
    return [reading.folded.original(span.start, span.end) for span in spans if span.end > span.start]


@cache
def _simplified_only() -> frozenset[str]:
    """Characters that a conversion to Traditional changes and no one writes there."""
    from opencc import OpenCC

    every = _level_one()
    changed = [_changed(every, OpenCC(to).convert(every)) for to in ("s2t", "s2tw", "s2hk")]
    return frozenset.intersection(*changed) - _BOTH


@cache
def _traditional_only() -> frozenset[str]:
    from opencc import OpenCC

    traditional = OpenCC("s2t").convert(_level_one())
    return _changed(traditional, OpenCC("t2s").convert(traditional)) - _BOTH


def _level_one() -> str:
    """The characters of GB 2312, which every Simplified text is written with."""
    rows = (bytes((high, low)) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    return "\n".join(row.decode("gb2312", errors="ignore") for row in rows)


def _changed(before: str, after: str) -> frozenset[str]:
    pairs = zip(before.split("\n"), after.split("\n"), strict=True)
    return frozenset(old for old, new in pairs if len(old) == 1 and old != new)
