"""Decides what is wrong with a model's words: figures, dates and contacts it typed itself, markup, language, loops."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.domain.language import Language

# What stands for a placeholder in the text that is checked: it is neither a letter nor a digit.
GAP = "\ufffc"
# So many places are named to the model and kept in the reason; more would only repeat the point.
_MOST_PLACES = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """One thing that is wrong: a section of ``prompts/problems.md``, the ids it is about, the model's words meant."""

    code: str
    ids: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


def wording_problems(text: str, language: Language) -> Iterator[Problem]:
    """What is wrong with ``text``, an answer with GAP for each placeholder."""
    yield from _places("typed_figure", _figures(text))
    yield from _places("typed_date", _matches(_DATES_EN if language is Language.EN else _DATES_ZH, text))
    yield from _places("typed_contact", _matches(_CONTACT, text))
    yield from _places("markup", _matches(_MARKUP, text))
    if not in_language(text, language):
        yield Problem(code="wrong_language")
    if repeats(text):
        yield Problem(code="repeated")


def is_refusal(text: str) -> bool:
    """Whether ``text`` speaks about the task in place of doing it."""
    return _REFUSAL.search(text) is not None


def in_language(text: str, language: Language) -> bool:
    """Whether the letters of ``text`` are of the script that ``language`` is written in; no letters count as right."""
    letters = [char for char in text if char.isalpha()]
    han = [char for char in letters if unicodedata.name(char, "").startswith("CJK")]
    if language is Language.EN:
        latin = sum(unicodedata.name(char, "").startswith("LATIN") for char in letters)
        return latin >= 0.95 * len(letters)
    wrong = {char for char in han if _only_in_other_script(char, language)}
    return len(han) >= 0.6 * len(letters) and len(wrong) <= 1


def repeats(text: str) -> bool:
    """Whether the text is caught in a loop: a sentence three times, or the same run of characters five times on end."""
    sentences = [s.strip() for s in re.split(r"[。！？!?\n]|\.\s", text)]
    counts = Counter(s for s in sentences if len(s.encode()) >= 12 and GAP not in s)
    return any(count >= 3 for count in counts.values()) or any(
        re.search(r"\w", loop[1]) for loop in _LOOP.finditer(text)
    )


def _places(code: str, found: Iterator[str]) -> Iterator[Problem]:
    places = tuple(dict.fromkeys(found))[:_MOST_PLACES]
    if places:
        yield Problem(code=code, places=places)


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    for match in pattern.finditer(text):
        yield match[0].strip()[:60]


def _figures(text: str) -> Iterator[str]:
    for match in re.finditer(r"\S+", text):
        if any(unicodedata.category(char) in {"Nd", "Nl", "No"} for char in match[0]):
            yield match[0][:60]
    for pattern in (_FIGURES_ZH, _FIGURES_EN):
        yield from _matches(pattern, text)


def _only_in_other_script(char: str, language: Language) -> bool:
    """Whether ``char`` is in the code set of the other script alone, as 們 in a Simplified text."""
    simplified, traditional = _encodes(char, "gb2312"), _encodes(char, "big5hkscs")
    return (traditional and not simplified) if language is Language.ZH_HANS else (simplified and not traditional)


def _encodes(char: str, code_set: str) -> bool:
    try:
        char.encode(code_set)
    except UnicodeEncodeError:
        return False
    return True


_NUMERAL = "[零〇一二三四五六七八九十百千万萬亿億两兩半廿卅壹贰叁肆伍陆柒捌玖拾佰仟貳參陸]"
_UNIT = (
    r"(?:(?:个|個)?(?:工作日|营业日|營業日|小时|小時|星期|礼拜|禮拜|月)|天|日|周|週|年|期|折|成|倍|％|%"
    r"|(?:美|港|欧|歐|日)?[元圆圓]|块钱|塊錢|人民币|人民幣|新台币|新台幣|港币|港幣)"
)
_FIGURES_ZH = re.compile(
    # A numeral with a unit of money, time or share; 哪一天, 每一期, 同一天, 第一期 and 唯一 are words, not figures.
    rf"(?<![哪某同每这這那任第唯统統]){_NUMERAL}+{_UNIT}"
    rf"|[百千万萬]分之{_NUMERAL}+"
    rf"|第{_NUMERAL}+[条條款章]"
    r"|[壹贰叁肆伍陆柒捌玖拾佰仟貳參陸]{2,}"
    r"|[零〇一二三四五六七八九]{3,}"
    rf"|{GAP}\s?[十百千万萬亿億]+[元圆圓]?"
)
_NUMBER_WORD = (
    "(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    "|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|dozen|couple of)"
)
_FIGURES_EN = re.compile(
    rf"\b(?:(?:a|one)\s+)?{_NUMBER_WORD}(?:[\s-]+(?:and\s+)?(?:one|{_NUMBER_WORD}))*[\s-]+"
    r"(?:(?:business|working|calendar)\s+)?"
    r"(?:days?|weeks?|months?|years?|hours?|per\s?cent|dollars?|euros?|pounds?|cents?|yuan|instal?ments?|payments?|invoices?)\b"
    r"|\b(?:one|half)\s+(?:per\s?cent|week|month|year|of\s+the\s+(?:sum|amount|balance))\b",
    re.IGNORECASE,
)
_DATES_EN = re.compile(
    r"\b(?:January|February|March|April|June|July|August|September|October|November|December)\b"
    r"|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    r"|\b(?:[Tt]omorrow|[Tt]onight|[Yy]esterday|fortnight)\b"
    r"|\b(?:within|in|by)\s+(?:a|the\s+next|(?:the\s+)?end\s+of\s+(?:the|this|next))\s+(?:day|week|month|year)s?\b"
    r"|\b(?:this|next)\s+(?:week|month|year)\b"
)
_DATES_ZH = re.compile(
    r"(?:本|这|這|下|上)?(?:个|個)?(?:周|週|星期|礼拜|禮拜)[一二三四五六日天]"
    r"|明[天日早晚]|后天|後天|昨[天日]|翌日|隔日|今晚"
    r"|(?:本|这|這|下|上)(?:周|週|星期|礼拜|禮拜|个月|個月)|(?:本|下)月(?:底|末|初|内|內)?|(?:月|年)(?:底|末)(?:前|之前|以前)"
)
_CONTACT = re.compile(
    r"https?:|www\.|[\w.+-]+@[\w-]+|\b[a-z0-9-]+\.(?:com|net|org|io|cn|tw|hk|example)\b"
    r"|\[\[|\]\]|\{\{|\}\}|【【|】】"
    r"|\[[A-Za-z一-鿿][^\]\n]{0,40}\]|[‹〔][^›〕\n]{0,40}[›〕]"  # [Your Name], [公司名称], ‹invoice number›
    r"|(?<![A-Za-z])[Xx×]{2,}(?![A-Za-z])|_{3,}",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"\*\*|`|^#{1,6}\s|</?[a-zA-Z][^>\n]*>|^\s*\|.*\|\s*$|\]\(|&[a-z]{2,6};", re.MULTILINE)
_REFUSAL = re.compile(
    r"\bas an? (?:AI|artificial intelligence|(?:large )?language model)\b"
    r"|\bI(?:['’]m| am) sorry,? but I (?:can|am|will)"
    r"|\bI (?:can(?:no|['’])t|am (?:unable|not able) to|won['’]t) "
    r"(?:assist|help with|write|comply|create|provide|draft)\b"
    r"|(?:作为|作為|身為)(?:一个|一個|一名)?(?:AI|人工智能|人工智慧|(?:大型?)?[语語]言模型)"
    r"|我(?:无法|無法|不能)(?:协助|協助|提供|完成|满足|滿足|撰写|撰寫|生成)",
    re.IGNORECASE,
)
_LOOP = re.compile(r"([^\n]{2,60}?)\1{4,}")
