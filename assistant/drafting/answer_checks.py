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


def wording_problems(text: str, language: Language, *, spoken: bool = False) -> Iterator[Problem]:
    """What is wrong with ``text``, an answer with GAP for each placeholder.

    What is ``spoken`` may hold blanks for the caller's notes, and words such as "this week" from the customer's mouth.
    """
    text = _IN_A_CALL.sub("", text) if spoken else text
    yield from _places("typed_figure", _figures(text))
    yield from _places("typed_date", _matches(_DATES_EN if language is Language.EN else _DATES_ZH, text))
    yield from _places("typed_contact", _matches(_CONTACT, text))
    yield from _places("typed_unit", _matches(_UNITS, text))
    yield from _places("markup", _matches(_MARKUP, text))
    if not in_language(text, language):
        yield Problem(code="wrong_language")
    if repeats(text):
        yield Problem(code="repeated")


def is_refusal(text: str) -> bool:
    """Whether ``text`` speaks about the task in place of doing it."""
    return _REFUSAL.search(text) is not None


def in_language(text: str, language: Language) -> bool:
    """Whether ``text`` is in ``language``, told by its script and by words that English cannot do without.

    A text without letters counts as right.
    """
    letters = [char for char in text if char.isalpha()]
    if _OTHER_SCRIPTS.search(text):
        return False
    han = [char for char in letters if unicodedata.name(char, "").startswith("CJK")]
    if language is Language.EN:
        latin = sum(unicodedata.name(char, "").startswith("LATIN") for char in letters)
        return latin >= 0.95 * len(letters) and not han and all(map(_may_be_english, _PIECES.split(text)))
    if _ENGLISH_CLAUSE.search(text):
        return False
    wrong = {char for char in han if _only_in_other_script(char, language)}
    return len(han) >= 0.6 * len(letters) and len(wrong) <= 1


def _may_be_english(piece: str) -> bool:
    """Whether a piece of a sentence is too short to tell, or has one of the words that hold English together."""
    words = re.findall(r"[^\W\d_]+", piece.lower())
    return len(words) < 8 or not _ENGLISH.isdisjoint(words)


def repeats(text: str) -> bool:
    """Whether the text is caught in a loop.

    That is a sentence three times, a short one eight times, or the same run of characters five times on end.
    """
    sentences = [s.strip() for s in re.split(r"[。！？!?\n]|\.\s", text)]
    counts = Counter(s for s in sentences if re.search(r"\w", s) and GAP not in s)
    return any(count >= (3 if len(s.encode()) >= 12 else 8) for s, count in counts.items()) or any(
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


# Greek, Cyrillic, Arabic, Thai and their neighbours, kana and hangul.
_OTHER_SCRIPTS = re.compile("[\u0370-\u1dff\u3041-\u309f\u30a1-\u30fa\u30fc-\u318f\uac00-\ud7af\uff66-\uffdc]")
_PIECES = re.compile(rf"[.!?;:\n{GAP}]")
# fmt: off
_ENGLISH = frozenset({
    "the", "to", "you", "your", "we", "our", "us", "i", "this", "that", "of", "and", "for", "please", "with",
    "have", "has", "are", "is", "was", "if", "it", "be", "by", "from", "not", "or", "any",
})
# fmt: on
_NUMERAL = "[零〇一二三四五六七八九十百千万萬亿億两兩半廿卅壹贰叁肆伍陆柒捌玖拾佰仟貳參陸]"
_UNIT = (
    r"(?:来|多|几|來|幾)?"
    r"(?:(?:个|個)?(?:工作日|营业日|營業日|小时|小時|星期|礼拜|禮拜|月)|天|日|周|週|年|期|折|成|倍|％|%"
    r"|(?:美|港|欧|歐|日)?[元圆圓]|块钱|塊錢|人民币|人民幣|新台币|新台幣|港币|港幣)"
)
_COUNT = "[二三四五六七八九十两兩]+"
_FIGURES_ZH = re.compile(
    # A numeral with a unit of money, time or share; 哪一天, 每一期, 同一天, 第一期 and 唯一 are words, not figures.
    rf"(?<![哪某同每这這那任第唯统統])(?!一期(?![支付])|一成不){_NUMERAL}+{_UNIT}"
    rf"|{_NUMERAL}+分之{_NUMERAL}+"
    r"|(?<!多)一半|半数|半數|对半|對半|减半|減半"
    rf"|(?<![哪某每任第统統]){_COUNT}(?:张|張|笔|筆)(?=发票|發票|款|帳單|账单|付)"
    rf"|第{_NUMERAL}+[条條款章]"
    r"|[壹贰叁肆伍陆柒捌玖拾佰仟貳參陸]{2,}"
    r"|[零〇一二三四五六七八九]{3,}"
    rf"|{GAP}\s?[十百千万萬亿億]+[元圆圓]?"
)
_ORDINAL = (
    r"(?:(?:twenty|thirty)[\s-])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
    r"|\w+teenth|twentieth|thirtieth)"
)
_DIGIT = "(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)"
_NUMBER_WORD = (
    "(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    "|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|dozen|couple of)"
)
_FIGURES_EN = re.compile(
    rf"\b(?:(?:a|one)\s+)?{_NUMBER_WORD}(?:[\s-]+(?:and\s+)?(?:one|{_NUMBER_WORD}))*[\s-]+"
    r"(?:(?:business|working|calendar)\s+)?"
    r"(?:days?|weeks?|months?|years?|hours?|per\s?cent|dollars?|euros?|pounds?|cents?|yuan|instal?ments?|payments?|invoices?)\b"
    r"|\bone\s+(?:per\s?cent|week|month|year)\b"
    r"|\bhalf\b(?!\s+(?:an?\s+(?:hour|sentence|minute)|hour|past))(?:\s+(?:per\s?cent|of\s+\w+(?:\s+\w+)?))?"
    r"|\b(?:a|one|two|three)[\s-]+(?:thirds?|quarters?|fifths?)\s+(?:of|now|up)\b"
    rf"|\b{_NUMBER_WORD}[\s-]+(?:hundred|thousand|million|grand|k)\b"
    rf"|\b{_DIGIT}(?:[\s,-]+{_DIGIT}){{2,}}\b",
    re.IGNORECASE,
)
_DATES_EN = re.compile(
    r"\b(?:January|February|March|April|June|July|August|September|October|November|December)\b"
    r"|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    r"|\b(?:[Tt]omorrow|[Tt]onight|[Yy]esterday|fortnight)\b"
    r"|\b(?:within|in|by)\s+(?:a|the\s+next|(?:the\s+)?end\s+of\s+(?:the|this|next))\s+(?:day|week|month|year)s?\b"
    r"|\b(?:this|next)\s+(?:week|month|quarter|year)\b|\b(?:noon|midnight)\b"
    r"|\b(?:before|at|by|until|till)\s+(?:month|quarter|year)[\s-]end\b|\b(?:mid|end|early|late)[\s-](?:month|week|May)\b"
    r"|\b(?:by|in|on|until|before|since|from)\s+May\b"
    rf"|\b(?:by|on|until|before|since)\s+the\s+{_ORDINAL}\b(?=\s*(?:[.,;?!)]|of\b|or\b|and\b|$))"
)
_DATES_ZH = re.compile(
    r"(?:本|这|這|下|上)?(?:个|個)?(?:周|週|星期|礼拜|禮拜)[一二三四五六日天]"
    r"|明(?:[天早晚]|日(?!期))|后天|後天|昨[天日]|翌日|隔日|今晚"
    r"|(?:本|这|這|下|上)(?:周|週|星期|礼拜|禮拜|个月|個月)|(?:本|下)月(?:底|末|初|内|內)?|(?:月|年)(?:底|末)(?:前|之前|以前)"
    r"|中午|凌晨|午夜|大后天|大後天|次日|次月|翌月|当月底|當月底|季度?末"
    r"|(?<=[到于於在至])(?:月|年)(?:底|末)(?![事忙])"
    r"|(?:月|年)(?:底|末)(?=付|支付|安排|到账|到帳|入帳|过数|過數|结清|結清)"
)
_IN_A_CALL = re.compile(r"\bthis (?:week|month)\b|[这這](?:周|週|个月|個月)|_{3,}|☐")
_CONTACT = re.compile(
    r"https?:|www\.|[\w.+-]+@[\w-]+|(?<![a-z0-9.-])[a-z0-9-]{2,}\.[a-z]{2,}(?![a-z])"
    r"|\w\s?[(\[](?:at|dot)[)\]]\s?\w"
    r"|(?:微信|(?-i:LINE))(?:号|號|\s?ID)?[\s:：]*(?!pay)[a-z][a-z0-9_-]{4,}"
    r"|\[\[|\]\]|\{\{|\}\}|[{}]|【【|】】"
    r"|\[[A-Za-z一-鿿][^\]\n]{0,40}\]|[‹〔][^›〕\n]{0,40}[›〕]"  # [Your Name], [公司名称], ‹invoice number›
    r"|(?<![A-Za-z])[Xx×]{2,}(?![A-Za-z])|_{3,}"
    r"|\bplaceholders?\b|占位符|佔位符",
    re.IGNORECASE,
)
_MONEY_ZH = "人民币|人民幣|新台币|新台幣|新臺幣|港币|港幣|美元|美金|欧元|歐元|英镑|英鎊|日元|日圓"
_MONEY_EN = r"USD|EUR|GBP|CNY|RMB|TWD|NTD|HKD|SGD|JPY|AUD|(?:US|NT|HK|S|A)?\$|€|£|¥|￥"
# What a value brings itself: its currency, its word for days, its word for clause.
_UNITS = re.compile(
    rf"(?:{_MONEY_ZH}|{_MONEY_EN})\s*{GAP}|{GAP}\s*(?:{_MONEY_ZH}|{_MONEY_EN}|[元圆圓]|dollars?\b|euros?\b|pounds?\b|yuan\b)"
    rf"|{GAP}\s*(?:calendar\s+|business\s+)?days?\b|{GAP}\s?天|第\s?{GAP}\s?[条條]|\bclause\s+{GAP}",
    re.IGNORECASE,
)
# So many English words on end in a Chinese message are a sentence, not a term of trade.
_ENGLISH_CLAUSE = re.compile(r"(?:[A-Za-z]+[ ,'’-]+){4,}[A-Za-z]+")
_MARKUP = re.compile(
    r"\*\*|`|^#{1,6}\s|</?[a-zA-Z][^>\n]*>|^\s*\|.*\|\s*$|^[^|\n]+\|[^|\n]+\||\]\(|&[a-z]{2,6};", re.MULTILINE
)
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
