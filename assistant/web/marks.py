"""Shows a checked text: every figure marked with the fact it states, every finding marked at its place and numbered."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.domain.brief import Brief, Excerpt, Fact, Grounds
from assistant.domain.draft import Draft, Mark
from assistant.domain.finding import Finding, Report, Severity, Suppressed
from assistant.web.labels import Labels
from assistant.web.markup import Markup, joined, tag, text
from assistant.wording import Wording

# Beside the colour stands a sign, and beside the sign a word.
SIGNS: Mapping[Severity, str] = {Severity.BLOCK: "✕", Severity.REVIEW: "▲", Severity.NOTE: "●"}
_WEIGHT = list(Severity)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Span:
    """A stretch of the text that states the fact or excerpt ``ref``."""

    start: int
    end: int
    ref: str


def marked_draft(draft: Draft, report: Report, brief: Brief, say: Labels, words: Wording) -> Markup:
    """Subject and body as they would leave, with their marks; the offsets are those of ``draft.text``."""
    spans = _traced(draft.marks, report)
    tips = {ref: source_tip(ref, brief.grounds, say, words) for ref in {span.ref for span in spans}}
    shown = _Shown(
        text=draft.text,
        spans=spans,
        findings=report.findings,
        suppressed=report.suppressed,
        tips=tips,
        say=say,
        words=words,
    )
    body_at = len(draft.text) - len(draft.body)
    subject = None
    if draft.subject:
        subject = tag(
            "p",
            tag("span", say("draft.subject"), class_="part-name"),
            " ",
            joined(shown.between(0, len(draft.subject))),
            class_="subject-line",
        )
    body = tag("div", joined(shown.between(body_at, len(draft.text), last=True)), class_="body-text")
    return tag("article", subject, body, class_="letter", lang=brief.language.value)


def marked_text(text: str, report: Report, grounds: Grounds | None, say: Labels, words: Wording) -> Markup:
    """Any checked text with its marks; what it states is traced to ``grounds`` where there are some."""
    spans = _traced((), report)
    tips = {span.ref: source_tip(span.ref, grounds, say, words) for span in spans} if grounds else {}
    shown = _Shown(
        text=text, spans=spans, findings=report.findings, suppressed=report.suppressed, tips=tips, say=say, words=words
    )
    body = tag("div", joined(shown.between(0, len(text), last=True)), class_="body-text")
    return tag("article", body, class_="letter")


def source_tip(ref: str, grounds: Grounds, say: Labels, words: Wording) -> str:
    """What stands behind a mark, in lines: what the value is, the value itself, and where it can be checked."""
    fact = next((f for f in grounds.facts if f.id == ref), None)
    excerpt = _excerpt_behind(ref, fact, grounds)
    lines = []
    if fact:
        about = f" · {fact.about}" if fact.about and not excerpt else ""
        lines += [f"{ref} · {words.role(fact.role)}{about}", words.value(fact.value), _source(fact, words)]
    if excerpt:
        lines += excerpt_lines(excerpt, say, words)
    return "\n".join(lines) or ref


def excerpt_lines(excerpt: Excerpt, say: Labels, words: Wording) -> list[str]:
    """A clause with its place in the contract: what it speaks of, where it stands, and its own words."""
    place = say(
        "marks.place", contract=excerpt.contract_no, clause=excerpt.clause, start=excerpt.start, end=excerpt.end
    )
    return [f"{excerpt.id} · {words.name(excerpt.topic)}", place, f"“{excerpt.quote}”"]


def severity_flag(finding: Finding, number: int, words: Wording) -> Markup:
    """The sign, the word and the number of a finding; the same in the text and in the list."""
    return tag(
        "span",
        tag("span", SIGNS[finding.severity], aria_hidden="true"),
        f" {number} ",
        words.name(finding.severity),
        class_=f"flag sev-{finding.severity.value}",
    )


def category_name(category: str, say: Labels) -> str:
    """What the guardrail's category letter stands for."""
    return say(f"marks.category_{category}") if category in _CATEGORIES else category


_CATEGORIES = frozenset("ABCDEFGHIJKLMS")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Shown:
    text: str
    spans: Sequence[_Span]
    findings: Sequence[Finding]
    suppressed: Sequence[Suppressed]
    tips: Mapping[str, str]
    say: Labels
    words: Wording

    def between(self, start: int, end: int, *, last: bool = False) -> Iterator[Markup]:
        """The pieces of the text from ``start`` to ``end``; with ``last``, also what was found at the very end."""
        cuts = {start, end}
        found = (*self.findings, *(one.finding for one in self.suppressed))
        places = [(s.start, s.end) for s in self.spans] + [(f.start, f.end) for f in found]
        cuts |= {place for pair in places for place in pair if start < place < end}
        ordered = sorted(cuts)
        for begin, stop in pairwise(ordered):
            yield from self._flags_at(begin)
            yield self._piece(begin, stop)
        if last:
            yield from self._flags_at(end)

    def _flags_at(self, place: int) -> Iterator[Markup]:
        for number, finding in enumerate(self.findings, start=1):
            if finding.start == place:
                yield severity_flag(finding, number, self.words)

    def _piece(self, start: int, end: int) -> Markup:
        span = next((s for s in self.spans if s.start <= start and end <= s.end), None)
        covering = [(n, f) for n, f in enumerate(self.findings, start=1) if f.start <= start and end <= f.end]
        if not covering:
            return self._standing(start, end, span)
        number, worst = max(covering, key=lambda pair: _WEIGHT.index(pair[1].severity))
        tip = f"{number} · {category_name(worst.category, self.say)}\n{worst.message.in_language(self.words.language)}"
        if span:
            tip += f"\n\n{self.tips[span.ref]}"
        piece = self._stating(start, end, span, tip=False)
        return tag("span", piece, class_=f"found sev-{worst.severity.value}", tabindex="0", data_tip=tip)

    def _standing(self, start: int, end: int, span: _Span | None) -> Markup:
        """A piece in which nothing is found that counts: marked where somebody let something stand."""
        one = next((o for o in self.suppressed if o.finding.start <= start and end <= o.finding.end), None)
        if one is None:
            return self._stating(start, end, span, tip=True)
        made = one.suppression
        by = self.say("draft.stands_by", by=made.by, moment=self.words.value(made.at))
        tip = f"◇ {self.say('draft.stands')} · {category_name(one.finding.category, self.say)}\n{by} {made.reason}"
        piece = self._stating(start, end, span, tip=False)
        return tag("span", piece, class_="found stands", tabindex="0", data_tip=tip)

    def _stating(self, start: int, end: int, span: _Span | None, *, tip: bool) -> Markup:
        piece = text(self.text[start:end])
        if span is None:
            return piece
        ref = tag("sup", span.ref, aria_hidden="true") if end == span.end else None
        own = {"tabindex": "0", "data_tip": self.tips[span.ref]} if tip else {}
        return tag("mark", piece, ref, class_="fact", **own)


def _traced(marks: Sequence[Mark], report: Report) -> tuple[_Span, ...]:
    """What the writer put in, and what the guardrail traced back besides; the writer knows best which fact it meant."""
    spans = [_Span(start=mark.start, end=mark.end, ref=mark.ref) for mark in marks]
    for start, end, ref in report.matched:
        if not any(span.start < end and start < span.end for span in spans):
            spans.append(_Span(start=start, end=end, ref=ref))
    return tuple(sorted((s for s in spans if 0 <= s.start < s.end), key=lambda s: (s.start, -s.end)))


def _excerpt_behind(ref: str, fact: Fact | None, grounds: Grounds) -> Excerpt | None:
    wanted = fact.about if fact else ref
    return next((e for e in grounds.excerpts if e.id == wanted), None)


def _source(fact: Fact, words: Wording) -> str:
    return words.source(fact.source.kind, fact.source.reference)
