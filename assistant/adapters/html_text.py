"""Decides what a mail written in HTML says: its text without code, and how much of it a reader would not see."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

_LEFT_OUT = frozenset({"script", "style", "title", "template", "object", "iframe", "svg"})
_BLOCKS = frozenset(
    {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "pre", "blockquote", "article", "section"}
)
_LINES = frozenset({"div", "tr", "li", "dt", "dd", "address", "hr", "header", "footer", "body"})
_VOID = frozenset(
    {"br", "hr", "img", "input", "meta", "link", "area", "base", "col", "embed", "source", "track", "wbr"}
)
_UNSEEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|opacity\s*:\s*0(?:\.0*)?(?![.\d])"
    r"|(?:font-size|max-height|max-width)\s*:\s*0(?:\.0*)?(?![.\d])",
    re.IGNORECASE,
)
_BLANK = re.compile(r"[ \t\r\n\f\xa0]+")
_DEEPEST = 2_000


@dataclass(frozen=True, kw_only=True, slots=True)
class HtmlText:
    """The text, quoted mails with ``>`` before each line; ``hidden`` counts the pieces in it that are made unseen."""

    text: str
    hidden: int


def text_of_html(html: str) -> HtmlText:
    """What ``html`` says; nothing is fetched, code and remarks in it are left out."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return HtmlText(text=_tidy(reader.lines), hidden=reader.hidden)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = [""]
        self.hidden = 0
        self._open: list[tuple[str, bool]] = []
        self._left_out = 0
        self._quoted = 0
        self._verbatim = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._left_out += tag in _LEFT_OUT
        self._break(tag)
        self._quoted += tag == "blockquote"
        self._verbatim += tag == "pre"
        if tag == "li":
            self._say("- ")
        elif tag in ("td", "th") and self.lines[-1].strip("> "):
            self.lines[-1] = self.lines[-1].rstrip() + "\t"
        if tag not in _VOID and len(self._open) < _DEEPEST:
            said = {name: value or "" for name, value in attrs}
            unseen = "hidden" in said or bool(_UNSEEN.search(said.get("style", "")))
            self._open.append((tag, unseen or (bool(self._open) and self._open[-1][1])))

    def handle_startendtag(self, tag: str, _: list[tuple[str, str | None]]) -> None:
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in (name for name, _ in self._open):
            return
        while self._close(self._open.pop()[0]) != tag:
            pass

    def _close(self, tag: str) -> str:
        self._left_out -= tag in _LEFT_OUT
        self._verbatim -= tag == "pre"
        self._break(tag)
        self._quoted -= tag == "blockquote"
        return tag

    def handle_data(self, data: str) -> None:
        if self._left_out:
            return
        if self._open and self._open[-1][1] and data.strip():
            self.hidden += 1
        if not self._verbatim:
            self._say(_BLANK.sub(" ", data))
            return
        for number, line in enumerate(data.split("\n")):
            if number:
                self.lines.append("")
            self._say(line)

    def _break(self, tag: str) -> None:
        """A new line, and an empty one around a block."""
        if tag == "br":
            self.lines.append("")
        elif tag in _BLOCKS or tag in _LINES:
            if self.lines[-1]:
                self.lines.append("")
            if tag in _BLOCKS and self.lines[-2:-1] not in ([], [""]):
                self.lines.append("")

    def _say(self, text: str) -> None:
        if not self.lines[-1]:
            text = text.lstrip(" ") if not self._verbatim else text
            text = "> " * self._quoted + text if text else ""
        self.lines[-1] += text


def _tidy(lines: list[str]) -> str:
    kept: list[str] = []
    for line in (line.rstrip() for line in lines):
        if line.strip("> ") or (kept and kept[-1].strip("> ")):
            kept.append(line)
    return "\n".join(kept).strip("\n")
