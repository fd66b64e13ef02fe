"""Words by which a letter does what it has to do, and words that none may hold: plain lists per language."""

import re
from collections.abc import Mapping

from assistant.domain.language import Language

_EN, _HANS, _HANT = Language.EN, Language.ZH_HANS, Language.ZH_HANT

# What a letter has to do, by the name in a case's `must`.
ACTS: Mapping[str, Mapping[Language, re.Pattern[str]]] = {
    "thanks": {
        _EN: re.compile(r"\b(?:thank|appreciate|grateful)", re.IGNORECASE),
        _HANS: re.compile("谢|感激|承蒙|有劳|费心"),
        _HANT: re.compile("謝|感激|承蒙|有勞|費心"),
    },
    "if_paid": {
        _EN: re.compile(
            r"\b(?:disregard|ignore|no need to (?:act|reply|do)|needs? no (?:action|reply))", re.IGNORECASE
        ),
        _HANS: re.compile("忽略|略过|不必理会|无需理会|不用理会|请勿理会|毋须理会|不用管|不必回复|不必再看"),
        _HANT: re.compile("忽略|略過|不必理會|無需理會|無須理會|毋須理會|請勿理會|不用理會|不必回覆|免予理會"),
    },
    "question": {
        _EN: re.compile(r"\?|\b(?:let me know|tell me|let us know|tell us)\b", re.IGNORECASE),
        _HANS: re.compile("[？?]|请(?:直说|告知|告诉)|欢迎(?:告知|来电)"),
        _HANT: re.compile("[？?]|請(?:直說|告知|告訴)|歡迎(?:告知|來電)"),
    },
}
# What asks softly: one of them stands in every letter.
POLITE: Mapping[Language, re.Pattern[str]] = {
    _EN: re.compile(
        r"\b(?:please|could you|would you|thank|appreciate|welcome|happy to|glad to|feel free|let me know"
        r"|just (?:reply|call))",
        re.IGNORECASE,
    ),
    _HANS: re.compile("请|烦|谢|劳|您"),
    _HANT: re.compile("請|煩|謝|勞|您"),
}
# What no letter holds, whatever its stage.
FORBIDDEN: Mapping[Language, re.Pattern[str]] = {
    _EN: re.compile(
        r"!|\b(?:final (?:notice|warning)|last chance|legal action|lawsuit|sue|court|police|credit (?:bureau|rating)"
        r"|blacklist|debt collect\w+|unacceptable|shocked|disappointed|excuses?|urgent(?:ly)?|immediately|or else"
        r"|discount|waive)\b",
        re.IGNORECASE,
    ),
    _HANS: re.compile(
        "[！!]|律师函|起诉|诉讼|法院|公安|报警|征信|黑名单|曝光|失信|恶意|拖欠|老赖|后果自负|严重|最后通牒|催款|打折|减免|立即|立刻"
    ),
    _HANT: re.compile(
        "[！!]|律師函|起訴|訴訟|法院|警方|報警|徵信|黑名單|曝光|失信|惡意|拖欠|後果自負|嚴重|最後通牒|催款|打折|減免|立即|立刻"
    ),
}


def is_familiar(text: str, language: Language) -> bool:
    """Whether a Chinese letter says 你 where business says 您 or 贵司."""
    return language is not _EN and "你" in text


def foreign_characters(text: str, language: Language) -> tuple[str, ...]:
    """Characters of the other Chinese script: in no code set of this one, and written otherwise here."""
    if language is _EN:
        return tuple(sorted({char for char in text if "一" <= char <= "鿿"}))
    from opencc import OpenCC

    convert, own = (OpenCC("t2s"), "gb2312") if language is _HANS else (OpenCC("s2t"), "big5")
    return tuple(sorted({c for c in text if "一" <= c <= "鿿" and not _in(c, own) and convert.convert(c) != c}))


def _in(char: str, code_set: str) -> bool:
    try:
        char.encode(code_set)
    except UnicodeEncodeError:
        return False
    return True
