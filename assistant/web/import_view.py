"""The import page as HTML: what is to be imported, what would come of it, and what must be answered first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.domain.money import Money
from assistant.intake.reading import Question
from assistant.web.frame import card, notice
from assistant.web.labels import Labels
from assistant.web.markup import NOTHING, Markup, joined, tag

KINDS = ("ledger", "payments", "contract", "reply")
PREVIEW, STORE = "/api/imports/preview", "/api/imports/store"
_MOST_LINES = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """What is said about one row of a file; ``row`` 0 is the whole file."""

    file: str
    row: int
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What an import would do, or did: ``counts`` by the name of their label, ``told`` lines about documents."""

    counts: Mapping[str, int]
    totals: Mapping[str, Money]
    refused: Sequence[Line]
    warnings: Sequence[Line]
    questions: Sequence[Question]
    asked: Sequence[str]
    told: Sequence[str] = ()

    @property
    def may_store(self) -> bool:
        """Whether storing would bring anything in."""
        return not self.questions and (bool(self.told) or self.counts.get("accepted", 0) > 0)


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What the form says: the kind of import, its upload, and the options that were given, for the next round."""

    kind: str
    token: str
    customer: str
    options: Mapping[str, Sequence[str]]

    def first(self, name: str) -> str:
        """The first value of an option, empty when it was not given."""
        return next(iter(self.options.get(name, ())), "")


def import_form(say: Labels, mappings: Iterable[str]) -> Markup:
    """The form that a person begins with."""
    kinds = [tag("option", say(f"imports.kind_{kind}"), value=kind) for kind in KINDS]
    programs = [tag("option", say("imports.by_names"), value=""), *(tag("option", m, value=m) for m in mappings)]
    fields = [
        _field(say("imports.kind"), tag("select", *kinds, name="kind")),
        _field(say("imports.files"), tag("input", type="file", name="files", multiple=True, required=True)),
        _field(say("imports.customer"), tag("input", name="customer", maxlength=80), say("imports.customer_note")),
        _field(say("imports.number"), tag("input", name="number", maxlength=100), say("imports.number_note")),
        _field(say("imports.received"), tag("input", type="date", name="received"), say("imports.received_note")),
        _field(say("imports.currency"), tag("input", name="currency", maxlength=3), say("imports.currency_note")),
        _field(say("imports.mapping"), tag("select", *programs, name="mapping"), say("imports.mapping_note")),
    ]
    button = tag("button", say("imports.preview"), type="submit", class_="button")
    form = tag("form", *fields, button, class_="import-form", data_send=PREVIEW, data_into="import-result")
    head = tag("div", tag("h1", say("imports.title")), tag("p", say("imports.promise")), class_="page-title")
    return joined([head, form, tag("div", id="import-result", aria_live="polite")])


def outcome_view(outcome: Outcome, asked: Asked, say: Labels, *, stored: bool) -> Markup:
    """What would happen, or has happened, with a way on."""
    line = say("imports.stored" if stored else "imports.not_stored")
    parts = [
        notice(line, good=True) if stored else tag("p", line, class_="quiet"),
        _counts(outcome, say),
        _lines(say("imports.questions"), [Line(file=q.file, row=0, text=t) for q, t in _pairs(outcome)]),
        _lines(say("imports.refused"), outcome.refused),
        _lines(say("imports.warnings"), outcome.warnings),
        joined(tag("p", text) for text in outcome.told),
        NOTHING if stored else _go_on(outcome, asked, say),
    ]
    return card(say("imports.done" if stored else "imports.would_be"), *parts)


def problem_view(line: str) -> Markup:
    """Why nothing can be imported."""
    return notice(line, good=False)


def _pairs(outcome: Outcome) -> Iterable[tuple[Question, str]]:
    return zip(outcome.questions, outcome.asked, strict=True)


def _counts(outcome: Outcome, say: Labels) -> Markup:
    counts = [tag("li", tag("b", count), " ", say(f"imports.{name}")) for name, count in outcome.counts.items()]
    sums = [tag("li", tag("b", str(amount))) for amount in outcome.totals.values()]
    return tag("ul", *counts, *sums, class_="counts") if counts or sums else NOTHING


def _lines(title: str, lines: Sequence[Line]) -> Markup:
    if not lines:
        return NOTHING
    rows = [
        tag("tr", tag("td", line.file), tag("td", line.row or "–", class_="figure"), tag("td", line.text))
        for line in lines[:_MOST_LINES]
    ]
    more = tag("p", f"… +{len(lines) - _MOST_LINES}") if len(lines) > _MOST_LINES else NOTHING
    table = tag("div", tag("table", tag("tbody", *rows), class_="items"), class_="table-wrap")
    return joined([tag("h3", f"{title} ({len(lines)})"), table, more])


def _go_on(outcome: Outcome, asked: Asked, say: Labels) -> Markup:
    """The same upload again with answers, and the button that stores it."""
    hidden = [
        tag("input", type="hidden", name=name, value=value)
        for name, value in (("kind", asked.kind), ("token", asked.token), ("customer", asked.customer))
    ]
    open_options = {question.option for question in outcome.questions}
    hidden += [
        tag("input", type="hidden", name=name, value=value)
        for name, values in asked.options.items()
        for value in values
        if name not in open_options
    ]
    answers = [_answer(question, text, say) for question, text in _pairs(outcome)]
    again = tag("button", say("imports.answer"), type="submit", class_="button plain") if answers else NOTHING
    store = tag(
        "button", say("imports.store"), type="submit", class_="button", data_send=STORE, disabled=not outcome.may_store
    )
    return tag("form", *hidden, *answers, again, store, data_send=PREVIEW, data_into="import-result")


def _answer(question: Question, text: str, say: Labels) -> Markup:
    choices = [tag("option", say("imports.choose"), value="")]
    signs = question.option == "signs"
    for choice in question.choices:
        values = [f"{sign}={choice}" for sign in question.examples] if signs else [choice]
        choices.append(tag("option", choice, value=" ".join(values)))
    return _field(f"{question.file}: {text}", tag("select", *choices, name=question.option, required=True))


def _field(label: str, control: Markup, note: str = "") -> Markup:
    return tag("label", tag("span", label), control, tag("small", note) if note else None, class_="field")
