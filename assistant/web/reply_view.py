"""A customer's reply as a page: its words with what they say marked in them, and the form to confirm or correct it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.domain.brief import Refusal
from assistant.domain.case import Case
from assistant.domain.reading import Sign
from assistant.intake.given_reading import reading_said
from assistant.planning import ON_REQUEST
from assistant.web import forms
from assistant.web.frame import Page, card, in_a_row, page_address
from assistant.web.labels import Labels
from assistant.web.marked_text import Mark, marked
from assistant.web.markup import NOTHING, Markup, joined, tag
from assistant.web.reading_form import reading_fields
from assistant.wording import Wording
from assistant.workflow.reading_words import labels_in_words, said_in_words
from assistant.workflow.replies import ReplyShown
from assistant.workflow.replies.rules import labels_said, reply_rules
from assistant.workflow.replies.shown import day_received
from assistant.workflow.worklist import NextStep

# From here on a reading is called likely, and below it unsure.
_LIKELY = 0.75


@dataclass(frozen=True, kw_only=True, slots=True)
class ReplyView:
    """Draws the replies of one case; ``new_key`` gives a key for each form, so that nothing is recorded twice."""

    case: Case
    say: Labels
    words: Wording
    new_key: Callable[[], str]

    def text(self, it: ReplyShown) -> Markup:
        """The reply as it came, every stretch that says something marked with what it says."""
        tips: dict[tuple[int, int], list[str]] = {}
        for said, evidence in labels_in_words(it.reading, self.words):
            tips.setdefault((evidence.start, evidence.end), []).append(f"{said} · {self._sure(evidence.certainty)}")
        steering = it.reading.signs.get(Sign.INJECTION)
        bad = (steering.start, steering.end) if steering else None
        marks = [
            Mark(start=at[0], end=at[1], name=f"said-{n}", look="injection" if at == bad else None, tip="\n".join(tip))
            for n, (at, tip) in enumerate(tips.items())
        ]
        about = in_a_row((self.words.value(it.reply.received), it.reply.sender, it.reply.source))
        title = it.reply.subject or self.say("reply.title")
        return card(
            title,
            tag("p", about, class_="quiet"),
            tag("p", "▲ ", self.say("reply.injection"), class_="warning") if steering else None,
            tag("article", marked(it.reply.text, marks), class_="contract-text reply-text"),
        )

    def reading(self, it: ReplyShown, next_step: NextStep | Refusal) -> Markup:
        """What it says: the form while nobody has confirmed it; then what was said of it, and what comes next."""
        if it.read is None:
            return joined([self._to_confirm(it), self.paste()])
        by = self.say("reply.read_by", person=it.read.read_by, day=self.words.value(it.read.read_at))
        given = reading_said(it.read)
        answer = reply_rules().answer_to(labels_said(given))
        kind = {"kind": answer.value} if answer in ON_REQUEST else {}
        again = forms.folded(self.say("reply.correct"), self._form(it, reading_fields(it, given, self.say, self.words)))
        done = card(
            self.say("reply.says"),
            tag("p", tag("b", said_in_words(it.read, self.words))),
            tag("p", by, class_="quiet"),
            self._next(next_step),
            tag("p", self.say("reply.answer_with", kind=self.words.name(answer))) if answer else None,
            tag(
                "p",
                tag("a", self.say("account.draft"), href=self._page(Page.DRAFT, **kind), class_="button"),
                tag("a", self.say("negotiate.open"), href=self._page(Page.NEGOTIATE), class_="button plain"),
                tag("a", self.say("reply.account"), href=self._page(Page.ACCOUNT), class_="button plain"),
                class_="ways-on",
            ),
            again,
        )
        return joined([done, self.paste()])

    def others(self, chosen: str) -> Markup:
        """Every reply of the case, newest first, each leading to its own page."""
        unread = {reply.id for reply in self.case.account.unread}
        lines = [
            tag(
                "li",
                tag("time", self.words.value(day), datetime=day.isoformat()),
                tag(
                    "a",
                    reply.subject or self.say("reply.title"),
                    href=self._page(Page.REPLY, reply=reply.id),
                    aria_current="true" if reply.id == chosen else None,
                ),
                " ",
                tag("span", self.say("reply.unread"), class_="badge waiting") if reply.id in unread else None,
            )
            for reply in reversed(self.case.account.replies)
            for day in (day_received(self.case, reply),)
        ]
        return card(self.say("reply.all"), tag("ul", *lines, class_="journal")) if lines else NOTHING

    def none(self) -> Markup:
        """That nothing came yet."""
        return card(self.say("reply.title"), tag("p", self.say("reply.none"), class_="quiet"))

    def paste(self) -> Markup:
        """Where a reply is pasted that came by mail or messenger."""
        form = forms.entry_form(
            forms.case_route(self.case.id, "replies"),
            self.new_key(),
            self.say("reply.read_it"),
            forms.words(self.say("reply.words"), "text", most=200_000, rows=6),
            forms.day(self.say("reply.received"), "received", self.case.today.isoformat()),
            forms.line(self.say("reply.sender"), "sender", needed=False),
            forms.line(self.say("reply.subject"), "subject", needed=False),
        )
        return card(self.say("reply.paste"), form)

    def _to_confirm(self, it: ReplyShown) -> Markup:
        said = [
            tag("li", line, " ", tag("small", self._sure(evidence.certainty), class_="quiet"))
            for line, evidence in labels_in_words(it.reading, self.words)
        ]
        nothing = tag("p", self.words.label("nothing_read"), class_="quiet")
        fields = reading_fields(it, it.proposed, self.say, self.words)
        return card(
            self.say("reply.read_to_say"),
            tag("ul", *said, class_="commitments") if said else nothing,
            self._form(it, fields),
        )

    def _form(self, it: ReplyShown, fields: Sequence[Markup]) -> Markup:
        route = forms.case_route(self.case.id, "replies", it.reply.id, "reading")
        return forms.entry_form(route, self.new_key(), self.say("reply.confirm"), *fields)

    def _next(self, step: NextStep | Refusal) -> Markup:
        if isinstance(step, Refusal):
            return tag("p", tag("b", self.say("reply.next")), " ", self.words.reason(step.reason))
        what = in_a_row(self.words.name(part) for part in (step.kind, step.tone, step.channel))
        return tag("p", tag("b", self.say("reply.next")), " ", what)

    def _sure(self, certainty: float) -> str:
        return self.say("reply.likely" if certainty >= _LIKELY else "reply.unsure", percent=round(100 * certainty))

    def _page(self, page: Page, **query: str) -> str:
        return page_address(self.say.language, page, case=self.case.id, **query)
