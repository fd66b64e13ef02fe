"""The terms of a contract as a list: what was read, the words that say it, and the forms to confirm or correct each."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import quote

from assistant.domain.contract_terms import CLAIMED, CheckedTerm, TermField, TermState
from assistant.intake.terms.given import KEYS, UNREAD, Sort, choices_of, sort_of
from assistant.web import forms
from assistant.web.frame import card
from assistant.web.labels import Labels
from assistant.web.markup import Markup, joined, tag
from assistant.wording import Wording
from assistant.workflow.contract_terms import TermLine, TermsOfContract
from assistant.workflow.term_words import choice_in_words, value_in_words

_SHOWN = 160


@dataclass(frozen=True, kw_only=True, slots=True)
class TermsView:
    """Draws the terms of one contract; ``new_key`` gives a key for each form."""

    say: Labels
    words: Wording
    new_key: Callable[[], str]

    def terms(self, found: TermsOfContract) -> Markup:
        """The list, those that wait for a word first, what was rejected last and folded."""
        waiting = sorted((line for line in found.lines if line.checked is None), key=_urgency)
        holding = [line for line in found.lines if line.checked and line.checked.holds]
        rejected = [line for line in found.lines if line.checked and not line.checked.holds]
        number = found.contract.number
        return card(
            self.say("contract.terms"),
            tag("p", self.say("contract.terms_note"), class_="quiet"),
            self._list(waiting, number),
            self._list(holding, number),
            forms.folded(self.say("contract.rejected", count=len(rejected)), self._list(rejected, number))
            if rejected
            else None,
            *(self._lost(term) for term in found.lost),
            self._missed(number),
        )

    def _list(self, lines: list[TermLine], number: str) -> Markup | None:
        return tag("ul", *(self._term(line, number) for line in lines), class_="commitments terms") if lines else None

    def _term(self, line: TermLine, number: str) -> Markup:
        state = self.words.name(line.checked.state) if line.checked else self.say("contract.to_confirm")
        kind = line.checked.state.value if line.checked else "waiting"
        shown = " ".join(line.quote.split())
        excerpt = f"{shown[:_SHOWN]}…" if len(shown) > _SHOWN else shown
        clause = line.clause.number if line.clause else ""
        return tag(
            "li",
            tag("b", self.words.name(line.field)),
            " ",
            tag("span", state, class_=f"badge {kind}"),
            tag("p", value_in_words(line.value, self.words)),
            tag("p", tag("a", f"“{excerpt}”", href=f"#{line.id}"), f" {clause}", class_="quiet"),
            self._said(line.checked) if line.checked else None,
            self._ways(line, number),
        )

    def _said(self, checked: CheckedTerm) -> Markup:
        by = self.say("late.said_by", person=checked.checked_by, day=self.words.value(checked.checked_on))
        return tag("p", f"{checked.note} " if checked.note else "", tag("small", by))

    def _ways(self, line: TermLine, number: str) -> Markup:
        route = _route(number)
        term = joined([forms.hidden("term", line.id), forms.hidden("seen", line.seen)])
        rejected = line.checked is not None and not line.checked.holds
        ways = []
        if line.checked is None and not UNREAD & line.value.keys():
            confirm = (term, forms.hidden("state", TermState.CONFIRMED.value), self._law(line.field))
            ways.append(forms.entry_form(route, self.new_key(), self.say("contract.confirm"), *confirm))
        fields = [self._key(key, line.value.get(key)) for key in KEYS[line.field]]
        if fields:
            state = forms.hidden("state", TermState.CONFIRMED.value)
            given = (term, state, *fields, self._law(line.field), self._note())
            correct = forms.entry_form(route, self.new_key(), self.say("contract.keep"), *given)
            ways.append(forms.folded(self.say("contract.correct"), correct))
        if not rejected:
            state = forms.hidden("state", TermState.REJECTED.value)
            reject = forms.entry_form(
                route, self.new_key(), self.say("contract.reject"), term, state, self._note(), danger=True
            )
            ways.append(forms.folded(self.say("contract.reject"), reject))
        return tag("div", *ways, class_="ways")

    def _missed(self, number: str) -> Markup:
        """A form for each field, with the keys that it has: words alone say no value."""
        return forms.folded(self.say("contract.add"), *(self._missed_of(f, number) for f in TermField if KEYS[f]))

    def _missed_of(self, field: TermField, number: str) -> Markup:
        add = forms.entry_form(
            _route(number),
            self.new_key(),
            self.say("contract.keep"),
            forms.hidden("state", TermState.CONFIRMED.value),
            forms.hidden("field", field.value),
            forms.words(self.say("contract.quote"), "quote"),
            *(self._key(key, None) for key in KEYS[field]),
            self._law(field),
            self._note(),
        )
        return forms.folded(self.words.name(field), add)

    def _key(self, key: str, held: object) -> Markup:
        """Where ``key`` is typed or chosen; what it holds stands there as it would be typed, not in words."""
        label = self.words.listed("term_key", key)
        options = choices_of(key)
        if sort_of(key) is Sort.YES_NO:
            options, held = ("yes", "no"), None if held is None else ("yes" if held else "no")
        if not options:
            typed = f"{held.normalize():f}" if isinstance(held, Decimal) else str(held or "")
            return forms.line(label, f"changes.{key}", typed, needed=False)
        names = {each: self._named(each, key) for each in options}
        return forms.choice(label, f"changes.{key}", names, chosen=str(held or ""), empty="–")

    def _named(self, choice: str, key: str) -> str:
        yes_no = sort_of(key) is Sort.YES_NO and not choices_of(key)
        return self.words.listed("term_value", choice) if yes_no else choice_in_words(choice, self.words)

    def _law(self, field: TermField) -> Markup | None:
        if field is not TermField.LATE_INTEREST:
            return None
        return forms.line(self.say("late.law"), "law", needed=False, note=self.say("late.law_note"))

    def _note(self) -> Markup:
        return forms.line(self.say("contract.note"), "note", needed=False)

    def _lost(self, term: CheckedTerm) -> Markup:
        gone, shown = self.words.label("term_words_gone"), " ".join(term.quote.split())[:_SHOWN]
        return tag("p", f"▲ {self.words.name(term.field)}: {gone} “{shown}”", class_="warning")


def _urgency(line: TermLine) -> tuple[bool, int, int]:
    """What a letter cannot say before it is confirmed comes first, then what settles when and how to pay."""
    return line.field not in CLAIMED, list(TermField).index(line.field), line.start


def _route(number: str) -> str:
    return f"/api/contracts/{quote(number, safe='')}/terms"
