"""Decides what the title of a clause is: a line of its own, or the words before its first sentence."""

import re

_HAN = re.compile("[\u4e00-\u9fff]")
_HAN_LEAD = re.compile(r"(?P<title>[^。；;，,：:\n]{2,16}?)[。：:](?=\s*\S)")
# A short first sentence with one of these says something; it is no title.
_HAN_SAYS = re.compile(
    r"[应應须須得将將可为為由每採采见見]|不[会會]|下列|如下|以下|本[协協合契]|[起计計]算?日|[受经經][^款益]"
)
_HAN_PARTY = re.compile(r"(?:[甲乙丙买買卖賣供需]方|[双雙]方|一方|任何|附件|附表)")
_LATIN_LEAD = re.compile(r"(?P<title>[A-Z][A-Za-z0-9'’&,/;\-– ()]{1,70}?)[.:](?:\s+-{3,})?(?=\s+[A-Z\"“(\[0-9*-])")
_LATIN_SAYS = re.compile(
    r"\b(?:shall|will|may|must|is|are|means|agrees?|has|have|does|do|keeps?|includes?)\b|^In\s", re.IGNORECASE
)
# Each from the first blank of a run: a run may be as long as the text.
_RULE = re.compile(r"(?<!\s)\s+-{3,}.*$")
_LABEL_BEHIND = re.compile(r"(?<!\s)\s+(?:EXHIBIT|SCHEDULE|ANNEX|APPENDIX)\s+\S{1,5}$")
_LEAD = " \t\u3000.:：-–—"
_LONGEST_HAN_LINE = 30
_LONGEST_LATIN_LINE = 90
_MOST_WORDS = 9
_MOST_SMALL_WORDS = 4
_MOSTLY = 0.6


def title_of(body: str, behind: str, *, on_next_line: bool = False) -> tuple[str, int]:
    """The title at the start of ``body`` and the offset where it ends; empty and 0 when there is none.

    ``body`` is a clause's own text after its label, ``behind`` what follows: a title always stands before something.
    A schedule or an article may have its title ``on_next_line``.
    """
    lead = len(body) - len(body.lstrip(_LEAD))
    rest = body[lead:]
    line, _, after = rest.partition("\n")
    if on_next_line and not line.strip():
        inner, title = len(rest) - len(rest.lstrip()), rest.lstrip().partition("\n")[0]
        return (_tidy(title), lead + inner + len(title)) if _is_title(title) else ("", 0)
    if _is_title(line) and (after + behind).strip():
        return _tidy(line), lead + len(line)
    peek = rest[:200] + behind[:50]
    match = _HAN_LEAD.match(peek) if _HAN.search(line[:20]) else _LATIN_LEAD.match(peek.replace("\n", " "))
    if match is None or match.end() > len(rest) or not _leads(match["title"]):
        return "", 0
    return _tidy(match["title"]), lead + match.end()


def _is_title(line: str) -> bool:
    plain = _RULE.sub("", line).strip(" \t\u3000")
    if not plain or re.search(r"[0-9]{5}|@|_{3}", plain):
        return False
    if _HAN.search(plain):
        return len(plain) <= _LONGEST_HAN_LINE and not re.search(r"[。；;，,：:]", plain)
    if len(plain) > _LONGEST_LATIN_LINE or re.search(r"[;,:.]$|\$|\.\s+\S", plain):
        return False
    return 0 < len(plain.split()) <= _MOST_WORDS and not _says(plain)


def _leads(title: str) -> bool:
    if _HAN.search(title):
        return not _HAN_PARTY.match(title) and not (len(title) > 5 and _HAN_SAYS.search(title))
    words = re.findall(r"[A-Za-z][A-Za-z'’-]*", title)
    large = sum(1 for word in words if word[0].isupper() or word in ("and", "of", "the", "to", "for", "on", "in", "or"))
    few = len(words) <= _MOST_SMALL_WORDS
    return bool(words) and len(words) <= _MOST_WORDS and (few or large >= _MOSTLY * len(words)) and not _says(title)


def _says(title: str) -> bool:
    return not title.isupper() and bool(_LATIN_SAYS.search(title))


def _tidy(title: str) -> str:
    plain = _LABEL_BEHIND.sub("", " ".join(_RULE.sub("", title).replace("\u3000", " ").split()))
    return plain.strip(" .:：-–—*#_")
