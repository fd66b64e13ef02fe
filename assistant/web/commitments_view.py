"""What was agreed or stands in the way on one case: promises, disputes, holds, plans, each with what ends it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from assistant.domain.case import Case
from assistant.domain.entries import EntryKind
from assistant.domain.plan_following import Followed, FollowedPlan
from assistant.web import forms
from assistant.web.frame import card
from assistant.web.labels import Labels
from assistant.web.markup import NOTHING, Markup, joined, tag
from assistant.wording import Wording
from assistant.workflow.record.vocabulary import named, vocabulary

_COLUMNS = ("instalment", "due", "amount", "paid", "state")
_FIGURES = ("amount", "paid")


@dataclass(frozen=True, kw_only=True, slots=True)
class CommitmentsView:
    """Draws them; ``new_key`` gives a key for each form, so that nothing is recorded twice.

    ``plans`` are the case's, with how they stand.
    """

    case: Case
    plans: tuple[FollowedPlan, ...]
    say: Labels
    words: Wording
    new_key: Callable[[], str]

    def card(self) -> Markup:
        """All of them in one card."""
        lines = [*self._promises(), *self._disputes(), *self._holds(), *self._plans()]
        nothing = tag("p", self.say("account.none"), class_="quiet")
        return card(self.say("account.commitments"), tag("ul", *lines, class_="commitments") if lines else nothing)

    def _promises(self) -> Iterable[Markup]:
        for p in self.case.account.promises:
            line = self.say("account.promise", amount=p.amount, due=self.words.value(p.due), source=p.source)
            yield self._entry(line, p.quote, self._undo(EntryKind.PROMISE, p.id))

    def _disputes(self) -> Iterable[Markup]:
        reasons, outcomes = vocabulary().dispute_reasons, vocabulary().dispute_outcomes
        for d in self.case.account.disputes:
            reason = named(d.reason, reasons).in_language(self.say.language)
            line = self.say("account.dispute", invoice=d.invoice_no, amount=d.amount, reason=reason)
            if d.resolved_on:
                end: Markup = tag("small", self.say("account.resolved", day=self.words.value(d.resolved_on)))
            else:
                names = {key: o.name.in_language(self.say.language) for key, o in outcomes.items()}
                form = forms.entry_form(
                    forms.case_route(self.case.id, "disputes", d.id, "resolve"),
                    self.new_key(),
                    self.say("account.resolve"),
                    forms.choice(self.say("account.outcome"), "outcome", names),
                )
                end = forms.folded(self.say("account.resolve"), form)
            yield self._entry(line, d.quote, joined([end, self._undo(EntryKind.DISPUTE, d.id)]))

    def _holds(self) -> Iterable[Markup]:
        for hold in self.case.account.holds:
            until = self.words.value(hold.until) if hold.until else self.say("account.open_end")
            line = self.say("account.hold", reason=self.words.name(hold.reason), until=until)
            end = NOTHING
            if hold.stands_on(self.case.today):
                address = forms.case_route(self.case.id, "holds", hold.id, "lift")
                end = forms.entry_form(address, self.new_key(), self.say("account.lift"), danger=True)
            yield self._entry(line, hold.note, end)

    def _plans(self) -> Iterable[Markup]:
        for followed in self.plans:
            plan, state = followed.plan, self.words.name(followed.state)
            line = self.say("account.plan", id=plan.id, agreed=self.words.value(plan.agreed_on), state=state)
            table = instalment_table(followed, self.say, self.words)
            yield self._entry(line, "", joined([table, self._undo(EntryKind.PLAN, plan.id)]))

    def _entry(self, line: str, quote: str, end: Markup) -> Markup:
        return tag("li", tag("b", line), tag("p", quote, class_="quiet") if quote else None, end)

    def _undo(self, kind: EntryKind, key: str) -> Markup:
        return forms.undo_form(self.case.id, kind.value, key, self.new_key(), self.say)


def instalment_table(followed: FollowedPlan, say: Labels, words: Wording) -> Markup:
    """A row for each instalment: when it is due, what it takes, what came of it and when."""
    heads = (
        tag("th", say(f"account.col_{name}"), scope="col", class_="figure" if name in _FIGURES else None)
        for name in _COLUMNS
    )
    rows = [
        tag(
            "tr",
            tag("td", str(each.number)),
            tag("td", words.value(each.due)),
            tag("td", each.amount.number(), class_="figure"),
            tag("td", each.paid.number(), class_="figure"),
            tag("td", _stands(each, words)),
        )
        for each in followed.instalments
    ]
    table = tag("table", tag("thead", tag("tr", *heads)), tag("tbody", *rows), class_="items")
    return tag("div", table, class_="table-wrap")


def _stands(each: Followed, words: Wording) -> str:
    came = [words.value(each.paid_on)] if each.paid_on else []
    return " · ".join([words.name(each.state), *came])
