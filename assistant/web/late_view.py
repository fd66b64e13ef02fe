"""What late payment costs on a case and until when it can be claimed, each figure with its basis and its steps."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from assistant.domain.case import Case
from assistant.domain.interest import Segment
from assistant.domain.late_terms import YesOrNo
from assistant.law import NoBasis
from assistant.law.explain import basis_in_words, rate_in_words
from assistant.web import forms
from assistant.web.frame import card
from assistant.web.labels import Labels
from assistant.web.markup import Markup, joined, tag
from assistant.wording import Wording
from assistant.workflow.late_amounts import CaseInterest, Computed, InvoiceInterest
from assistant.workflow.late_terms import Asked, OpenMatters
from assistant.workflow.late_words import (
    clock_in_words,
    daily_rate_in_words,
    in_major,
    range_in_words,
    remarks_on,
    said_of_several,
    share_in_words,
    sign_in_words,
    source_in_words,
)
from assistant.workflow.limitation import CaseClocks, ItemClock

_STEP_COLUMNS = ("days_from", "days", "balance", "share", "rate", "interest")
_STEP_FIGURES = ("days", "balance", "interest")


@dataclass(frozen=True, kw_only=True, slots=True)
class LateView:
    """Draws late interest, what the law asks, and the clock; ``new_key`` gives a key for each form."""

    case: Case
    say: Labels
    words: Wording
    new_key: Callable[[], str]

    def interest(self, found: CaseInterest) -> Markup:
        """The sum, and each late invoice with its basis and every step, folded."""
        title = self.say("late.interest", day=self.words.value(found.as_of))
        if not found.invoices:
            return card(title, tag("p", self.words.label("nothing_late"), class_="quiet"))
        rest = "" if found.is_complete else f" ({self.words.label('incomplete')})"
        total = tag("p", tag("b", range_in_words(found.low, found.high)), rest)
        notes = (tag("p", "▲ ", self.words.reason(note), class_="warning") for note in found.notes)
        of_several = said_of_several(found, self.words)
        invoices = (self._invoice(line, of_several) for line in found.invoices)
        return card(title, total, *notes, *invoices, *(tag("p", "▲ ", text, class_="quiet") for text in of_several))

    def matters(self, matters: OpenMatters) -> Markup:
        """What contracts and law leave to be said by a person, and what was said."""
        contracts = [*self._confirmed(matters), *self._unconfirmed(matters)]
        asked = [self._asked(each) for each in matters.asked]
        if not contracts and not asked:
            return card(self.say("late.matters"), tag("p", self.words.label("nothing_asked"), class_="quiet"))
        listed = tag("ul", *contracts, *asked, class_="commitments")
        return card(self.say("late.matters"), tag("p", self.say("late.matters_note"), class_="quiet"), listed)

    def clocks(self, found: CaseClocks) -> Markup:
        """The clock of each open invoice, the one that ends first at the top."""
        notes = (tag("p", self.words.reason(note), class_="quiet") for note in found.notes)
        about = tag("p", self.words.label("information_only"), class_="quiet") if found.clocks else None
        return card(self.say("late.clock"), *(self._clock(each) for each in found.clocks), *notes, about)

    def _invoice(self, line: InvoiceInterest, said_elsewhere: Collection[str]) -> Markup:
        number = line.invoice.number
        if isinstance(line.basis, NoBasis):
            head = f"{number} · {self.say('late.not_claimed')}"
            return forms.folded(head, tag("p", self.words.reason(line.basis.why)))
        low, high = line.amounts(self.case.currency)
        remarks = remarks_on(line, self.words)
        fixed = tag("p", f"+ {self.words.label('fixed_sum')}: {line.fixed_sum}") if line.fixed_sum else None
        return forms.folded(
            f"{number} · {range_in_words(low, high)}",
            tag("p", self.words.reason(basis_in_words(line.basis))),
            *(self._computed(computed) for computed in line.computed),
            fixed,
            *(tag("p", "▲ ", text, class_="quiet") for text in remarks if text not in said_elsewhere),
        )

    def _computed(self, computed: Computed) -> Markup:
        heads = [
            tag("th", self.say(f"late.col_{name}"), scope="col", class_="figure" if name in _STEP_FIGURES else None)
            for name in _STEP_COLUMNS
        ]
        steps = tag("tbody", *(self._step(segment) for segment in computed.interest.segments))
        table = tag("table", tag("thead", tag("tr", *heads)), steps, class_="items")
        exact = in_major(computed.interest.exact, computed.total.currency)
        days = self.words.label("days_in_all").format(days=computed.interest.days)
        total = tag("p", f"= {exact} → ", tag("b", computed.total), f" ({days})")
        return joined([tag("div", table, class_="table-wrap"), total])

    def _step(self, segment: Segment) -> Markup:
        return tag(
            "tr",
            tag("td", f"{segment.first} – {segment.last}"),
            tag("td", segment.days, class_="figure"),
            tag("td", segment.balance.number(), class_="figure"),
            tag("td", share_in_words(segment.daily, self.words)),
            tag("td", daily_rate_in_words(segment.daily, self.words)),
            tag("td", in_major(segment.amount, segment.balance.currency), class_="figure"),
        )

    def _confirmed(self, matters: OpenMatters) -> Iterator[Markup]:
        for terms in matters.confirmed:
            rate = self.words.reason(rate_in_words(terms.rate)) if terms.rate else self.words.label("no_rate_agreed")
            by = self.say("late.said_by", person=terms.confirmed_by, day=self.words.value(terms.confirmed_on))
            head = tag("b", f"{terms.contract_no} · {rate} · {terms.law or '–'}")
            yield tag("li", head, " ", tag("small", by), self._terms_form(terms.contract_no, self.say("late.correct")))

    def _unconfirmed(self, matters: OpenMatters) -> Iterator[Markup]:
        for contract in matters.unconfirmed:
            head = tag("b", f"{contract} · {self.say('late.to_confirm')}")
            yield tag("li", head, self._terms_form(contract, self.say("late.confirm")))

    def _terms_form(self, contract: str, button: str) -> Markup:
        form = forms.entry_form(
            forms.case_route(self.case.id, "late-terms"),
            self.new_key(),
            button,
            forms.hidden("contract", contract),
            forms.line(self.say("late.rate"), "rate", note=self.say("late.rate_note")),
            forms.line(self.say("late.law"), "law", needed=False, note=self.say("late.law_note")),
            forms.line(self.say("late.clause"), "clause", needed=False),
            forms.words(self.say("late.quote"), "quote", needed=False),
            forms.count(self.say("late.grace"), "grace_days"),
        )
        return forms.folded(button, form)

    def _asked(self, asked: Asked) -> Markup:
        question = self.words.value(asked.question.text.local())
        answers = {YesOrNo.YES.value: self.say("late.yes"), YesOrNo.NO.value: self.say("late.no")}
        form = forms.entry_form(
            forms.case_route(self.case.id, "law-answers"),
            self.new_key(),
            self.say("late.answer"),
            forms.hidden("rule", asked.rule),
            forms.hidden("question", asked.question.id),
            forms.choice(self.say("late.answer"), "answer", answers),
            forms.line(self.say("account.evidence"), "evidence", needed=False),
        )
        ways = forms.folded(self.say("late.correct" if asked.answer else "late.answer"), form)
        return tag("li", tag("b", question), " ", tag("small", f"({asked.rule})"), self._given(asked), ways)

    def _given(self, asked: Asked) -> Markup | None:
        if asked.answer is None:
            return None
        said = self.say("late.yes" if asked.answer.answer else "late.no")
        by = self.say("late.said_by", person=asked.answer.by, day=self.words.value(asked.answer.on))
        evidence = f" · {asked.answer.evidence}" if asked.answer.evidence else ""
        return tag("p", f"{said}{evidence} ", tag("small", by))

    def _clock(self, each: ItemClock) -> Markup:
        clock = each.clock
        title = f"{self.words.value(each.rule.title.local())} [{source_in_words(each, self.words)}]"
        return forms.folded(
            f"{each.item.invoice.number} · {clock_in_words(clock, self.words)}",
            tag("p", title),
            _list(f"? {self.words.reason(condition)}" for condition in each.conditions),
            _list(f"+ {self.words.value(sign.on)} {sign_in_words(sign, self.words)}" for sign in clock.restarts),
            _list(
                f"− {self.words.value(sign.on)} {sign_in_words(sign, self.words)}"
                + (f": {self.words.reason(sign.why_not)}" if sign.why_not else "")
                for sign in clock.ignored
            ),
            tag("p", "▲ ", self.words.label("suit_by").format(day=self.words.value(clock.suit_by)), class_="warning")
            if clock.suit_by
            else None,
            tag("p", self.words.value(each.rule.counsel.local()), class_="quiet"),
        )


def _list(lines: Iterable[str]) -> Markup | None:
    items = [tag("li", line) for line in lines]
    return tag("ul", *items, class_="commitments") if items else None
