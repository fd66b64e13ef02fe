"""Finds names of people in Chinese letters that are not, or not quite, those of the record."""

import re
from collections.abc import Iterator

from assistant.guardrail.clauses import Span
from assistant.guardrail.normalise import HAN

_TITLE = (
    "总经理|副总经理|副总|总监|总|经理|主任|老板娘|老板|董事长|董事|处长|科长|课长|厂长|店长|协理|副理|襄理|专员|会计"
    "|行长|院长|校长|主席|书记|老师|先生|小姐|女士|太太|太|兄|姐|哥|董|生"
)
_JOB = (
    "(?:客户|销售|财务|业务|区域|信用|账款|大客户|客服|行政|法务|高级|资深)*"
    "(?:经理|总监|主管|专员|主任|代表|会计|助理|课长|副理|协理)"
)
# A greeting stands within so many characters of the top.
_TOP = 160
_GREETED = re.compile(
    rf"(?:^|\n)[ ]{{0,8}}(?:尊敬的|敬爱的|亲爱的|致|敬致)?[ ]?(?P<name>[{HAN}]{{1,6}}?)(?P<title>{_TITLE})?[ ]?"
    r"(?P<hail>您好|你好|台鉴|台照|大鉴|钧鉴|惠鉴|雅鉴|早上好|上午好|下午好|早安|午安|敬启)?"
    r"(?=[ ]?(?:[,:。!、\n]|$|您好|你好|台|早|上午|下午|晚))"
)
# Greetings of nobody in particular.
_NOBODY = re.compile(
    r"贵|本|我|医|学|各位|大家|客户|用户|商户|财务|采购|会计|出纳|负责|尊敬|伙伴|同仁|同事|朋友|先生|女士|收件|经办|承办|主管|业务"
    rf"|[{HAN}]*(?:部|司|们|门|方|行|店|处|组|室|厂|院|所|会|局)$"
)
_INTRODUCED = re.compile(
    r"(?:我是|本人是|这里是|这边是|在下|我姓名|我叫)[^,。;!?\n]{0,16}?"
    rf"(?P<name>(?:(?![的司部])[{HAN}]){{2,4}})(?=[,。;!?\s]|$)"
    rf"|本人(?P<self>(?![接不来回在说签确])[{HAN}]{{2,3}})(?=,)"
)
_SIGNED = re.compile(
    rf"(?:^|\n|\s|公司|{_JOB})(?P<name>[{HAN}]{{2,4}}?)[ ]{{0,4}}"
    r"(?:敬上|谨上|谨启|敬启|谨呈|拜上|上(?=[ ]{0,8}(?:\n|$)))"
)
_LINE = r"(?:^|\n)[ ]{0,8}"
_EDGE = rf"(?<![{HAN}])"
_NAME_ENDS = rf"(?=[ ]{{0,4}}(?:[,:。\n]|$|{_TITLE}|{_JOB}|敬上|谨))"
# Characters before a title that make a job of it, not a name.
_JOBS = frozenset("总副客财业项销区分店部门户务目售购品班堂产")
_NO_GIVEN_NAME = frozenset("总经先小女老太主董一二三四五六日天末报期边围转年内初时处种人况以必如某姐哥家府")


def wrong_in_chinese(text: str, contacts: tuple[str, ...], senders: tuple[str, ...]) -> Iterator[Span]:
    """Places in folded ``text`` where somebody is greeted or signs who is none of ``contacts`` or ``senders``."""
    known = _bare(contacts)
    signers = _bare(senders)
    if known:
        yield from _greeted(text, known, signers)
    if signers:
        yield from _signed(text, signers)
    for name in (*known, *signers):
        yield from _slips_of(name, text)
    for titled in contacts:
        yield from _other_surnames(titled, text)


def _bare(names: tuple[str, ...]) -> tuple[str, ...]:
    """The Chinese ones of ``names``, without their titles."""
    bare = (re.sub(rf"(?:{_TITLE})$", "", name) for name in names)
    return tuple(name for name in bare if re.fullmatch(rf"[{HAN}]+", name))


def _greeted(text: str, known: tuple[str, ...], signers: tuple[str, ...]) -> Iterator[Span]:
    for match in _GREETED.finditer(text):
        if match.start() > _TOP:
            return
        name, titled = match["name"], bool(match["title"])
        ours = any(len(each) > 1 and name.startswith(each) for each in (*known, *signers))
        if ours or _NOBODY.match(name):
            continue
        certain = (titled or match["hail"]) and len(name) <= 4 and not _is_one_of(name, known)
        if certain or (not titled and any(_is_slip(name, each) for each in known)):
            yield Span(match.start("name"), match.end("title") if titled else match.end("name"))


def _signed(text: str, signers: tuple[str, ...]) -> Iterator[Span]:
    for pattern in (_INTRODUCED, _SIGNED):
        for match in pattern.finditer(text):
            group = match.lastgroup or "name"
            if not (_NOBODY.match(match[group]) or match[group].endswith(signers) or _is_one_of(match[group], signers)):
                yield Span(*match.span(group))


def _slips_of(name: str, text: str) -> Iterator[Span]:
    """Places where all of ``name`` stands but one character; of two-character names only where a name is due."""
    for gap in range(len(name) if len(name) > 1 else 0):
        around = "".join(f"[{HAN}]" if n == gap else re.escape(c) for n, c in enumerate(name))
        before, after = ("", "")
        if len(name) == 2:
            before, after = (_LINE if gap == 0 else _EDGE), _NAME_ENDS
        for match in re.finditer(f"{before}{around}{after}", text):
            place = match.end() - len(name)
            if text[place : match.end()] != name and (gap == 0 or text[place + gap] not in _NO_GIVEN_NAME):
                yield Span(place, match.end())


def _other_surnames(titled: str, text: str) -> Iterator[Span]:
    """Where the record knows the contact as 王经理: another surname before the same title."""
    match = re.fullmatch(rf"(?P<name>[{HAN}])(?P<title>{_TITLE})", titled)
    if match:
        title = match["title"]
        other = rf"(?:(?<![{HAN}])|(?<=[约找请问与和跟给向致了]))(?!{match['name']})(?P<name>[{HAN}]){title}"
        for found in re.finditer(other, text):
            if found["name"] not in _JOBS and not _NOBODY.match(found["name"]):
                yield Span(*found.span())


def _is_one_of(name: str, known: tuple[str, ...]) -> bool:
    return any(_may_be_called(name, each) for each in known)


def _may_be_called(name: str, known: str) -> bool:
    """Whether ``name`` may be said for the person ``known``: in full, by surname, or by given name."""
    if len(known) == 1:
        return name[:1] == known
    given = (known[1:], known[2:]) if len(known) > 3 else (known[1:],)
    return name in (known, known[0], known[:2] if len(known) > 3 else known, *(g for g in given if len(g) > 1))


def _is_slip(name: str, known: str) -> bool:
    return len(name) == len(known) > 1 and sum(a != b for a, b in zip(name, known, strict=True)) == 1
