"""Decides under which forms a person, a company or an address may stand in a customer's mail, beside the full one."""

import re
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from assistant.folding import fold

_HAN_RUN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+")
_LATIN_RUN = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*", re.ASCII | re.IGNORECASE)
_TWO_SURNAMES = ("欧阳", "司马", "上官", "诸葛", "司徒", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "端木")
_HAN_TITLES = (
    *("总经理", "副总", "经理", "协理", "副理", "襄理", "总监", "总", "董事长", "董", "主任", "主管", "课长", "科长"),
    *(
        "处长",
        "部长",
        "厂长",
        "会计",
        "财务",
        "老师",
        "老板",
        "律师",
        "博士",
        "先生",
        "女士",
        "小姐",
        "太太",
        "姐",
        "哥",
        "工",
    ),
)
_HAN_NICKNAMES = ("老", "小", "阿")
_LATIN_TITLES = ("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "madam", "dear", "hi", "hello")
# Name parts that are words as well: alone they are a name only with a capital letter, or only after a title.
_WITH_CAPITAL = frozenset(
    (
        *("mark", "grace", "will", "bill", "hope", "joy", "art", "rich", "frank", "sunny", "long", "young"),
        *("man", "king", "lane", "church", "rose", "ray", "wing", "sing", "star", "faith", "christian", "dean"),
        *("drew", "gene", "grant", "guy", "jack", "lance", "miles", "nick", "norm", "pat", "peg", "penny"),
        *("pierce", "ruby", "sandy", "skip", "victor", "wade", "ward", "wan", "sun", "lee", "day", "fair"),
        *("best", "good", "small", "brown", "black", "white", "green", "gray", "stone", "wood", "hill"),
        *("field", "banks"),
    )
)
_WITH_TITLE = frozenset(
    (
        *("may", "april", "june", "august", "so", "he", "she", "an", "to", "do", "ma", "no", "in", "is", "it"),
        *("my", "we", "us", "as", "at", "be", "by", "go", "if", "me", "of", "on", "or", "up", "the", "and"),
        *("for", "you", "her", "his", "our", "all", "any", "can", "now", "how", "who", "why", "not", "but"),
    )
)
_HAN_FORMS = re.compile(
    "(?:股份有限公司|有限责任公司|集团有限公司|有限公司|股份公司|集团公司|有限合伙|集团|公司|企业社|商行|工作室|厂)$"
)
_HAN_TRADES = re.compile(
    "(?:科技|电子|电气|电器|机电|贸易|商贸|国际|实业|工业|企业|材料|精密|精工|机械|设备|食品|纺织|服饰|建材|五金|物流|工程|照明|"
    "化工|塑胶|包装|印刷|家具|医疗|能源|汽车|零件|配件|信息|网络|软件|技术|发展|投资|控股|进出口|制造|生物|农业|商业|用品|"
    "零售|百货|餐饮|文化|传媒|教育|咨询|服务|集团)$"
)
# Two characters that are a word as well: alone they name no company.
_HAN_WORDS = frozenset(
    (
        *(
            "客户",
            "公司",
            "示例",
            "范例",
            "样本",
            "中国",
            "台湾",
            "香港",
            "上海",
            "北京",
            "深圳",
            "广州",
            "台北",
            "华东",
            "华南",
            "华北",
        ),
        *(
            "东方",
            "国际",
            "中心",
            "服务",
            "材料",
            "贸易",
            "设备",
            "电子",
            "工程",
            "科技",
            "商贸",
            "实业",
            "集团",
            "财务",
            "物流",
        ),
    )
)
_HAN_PLACE = re.compile(r"^(?:[^省市县区()]{2,3}省)?(?:[^省市县区()]{2,4}[市县])?")
_LATIN_FORMS = frozenset(
    (
        *("ltd", "limited", "co", "company", "inc", "incorporated", "llc", "llp", "corp", "corporation"),
        *("gmbh", "ag", "kg", "plc", "pty", "pte", "sdn", "bhd", "sarl", "sas", "sa", "bv", "nv", "srl", "spa"),
        *("oy", "ab", "aps", "kk", "dac", "group", "holdings", "holding"),
    )
)
_LATIN_TRADES = frozenset(
    (
        *("trading", "industries", "industrial", "international", "foods", "food", "logistics", "technology"),
        *("technologies", "tech", "electronics", "manufacturing", "materials", "services", "solutions"),
        *("supply", "supplies", "retail", "lighting", "garden", "outdoor", "engineering", "precision"),
        *("equipment", "machinery", "textiles", "packaging", "global", "asia", "china", "hongkong", "taiwan"),
        *("europe", "enterprise", "enterprises"),
    )
)
_HAN_STREET = re.compile(
    "[\u3400-\u9fff]{2,12}?(?:大道|大厦|大楼|工业区|工业园|科技园|花园|中心|广场|[路街道巷弄村里区镇乡])"
)


class Form(NamedTuple):
    """One way to write a name; ``capital`` says that it is a name only when it begins with a capital letter."""

    text: str
    capital: bool = False


def person_forms(name: str) -> Iterator[Form]:
    """The full name, its parts, and its surname with a title: 王映月, 映月, 王总, 老王; Tan Shu Wen, Tan, Ms Tan."""
    yield Form(name)
    for run in _HAN_RUN.findall(fold(name)):
        yield from _han_person(run)
    words = [word for word in _LATIN_RUN.findall(name) if word.lower().strip(".") not in _LATIN_TITLES]
    yield from _latin_person([word for word in words if len(word.strip(".")) > 1])


def company_forms(name: str) -> Iterator[Form]:
    """The full name, without its legal form, its trade and its place: 澜州望舒照明有限公司, 望舒照明, 望舒."""
    yield Form(name)
    plain = re.sub(r"[（(][^（()）]*[)）]", "", name)
    yield Form(plain)
    for run in _HAN_RUN.findall(fold(plain)):
        yield from _han_company(run)
    yield from _latin_company(re.findall(r"[^\W\d_]+", plain, re.ASCII))


def address_forms(address: str) -> Iterator[Form]:
    """The whole address, its pieces between commas, and the streets and buildings in it."""
    yield Form(address)
    for piece in re.split(r"[,，;；\n]", address):
        words = _LATIN_RUN.findall(piece)
        if len(words) > 1:
            yield Form(" ".join(words))
        elif words and len(words[0]) > 3:
            yield Form(words[0], capital=True)
    for match in _HAN_STREET.finditer(fold(address)):
        if len(match[0]) > 2:
            yield Form(match[0])


def _han_person(name: str) -> Iterator[Form]:
    """``name`` is in Simplified characters: in full, or with a title for a given name, as 王经理."""
    title = next((t for t in _HAN_TITLES if name.endswith(t) and len(name) - len(t) in (1, 2)), "")
    plain = name.removesuffix(title)
    if not title and 2 <= len(plain) <= 4:
        yield Form(plain)
    size = 2 if plain.startswith(_TWO_SURNAMES) else 1
    surname, given = (plain, "") if title and len(plain) <= size else (plain[:size], plain[size:])
    if len(given) > 1:
        yield Form(given)
    yield from (Form(f"{surname}{title}") for title in _HAN_TITLES)
    yield from (Form(f"{nickname}{surname}") for nickname in _HAN_NICKNAMES)


def _latin_person(words: list[str]) -> Iterator[Form]:
    if len(words) > 1:
        yield Form(" ".join(words))
        yield Form(f"{words[-1]} {words[0]}")
        yield Form(f"{words[0]} {words[-1]}")
        yield Form(f"{' '.join(words[1:])} {words[0]}")
    for word in words:
        yield from (Form(f"{title} {word}") for title in _LATIN_TITLES[:9])
        if word.lower() not in _WITH_TITLE:
            yield Form(word, capital=word.lower() in _WITH_CAPITAL or len(word) < 4)


def _han_company(name: str) -> Iterator[Form]:
    core = _HAN_FORMS.sub("", name)
    if len(core) < 2 or core in _HAN_WORDS:
        return
    yield Form(core)
    local = _HAN_PLACE.sub("", core)
    brand = local
    while len(shorter := _HAN_TRADES.sub("", brand)) >= 2 and shorter != brand:
        brand = shorter
    # A place without 市 before the brand: 澜州望舒.
    starts = (0, 2) if len(brand) == 4 else (0,)
    for start in starts:
        for form in (local[start:], brand[start:]):
            if len(form) >= 2 and form not in _HAN_WORDS:
                yield Form(form)


def _latin_company(words: list[str]) -> Iterator[Form]:
    core = list(words)
    while len(core) > 1 and core[-1].lower() in _LATIN_FORMS:
        core.pop()
    shorter = list(core)
    while len(shorter) > 1 and shorter[-1].lower() in _LATIN_TRADES:
        shorter.pop()
    for start in (core, shorter):
        if len(start) > 1:
            yield Form(" ".join(start))
            yield Form(" and ".join(_both_sides(start)))
    if shorter and len(shorter[0]) > 3 and shorter[0].lower() not in _LATIN_TRADES | _WITH_TITLE:
        yield Form(shorter[0], capital=True)


def _both_sides(words: list[str]) -> tuple[str, str]:
    """The first word and the rest, for names such as Fennel & Rook that people write with "and"."""
    *_, rest = accumulate(words[1:], lambda one, other: f"{one} {other}")
    return words[0], rest
