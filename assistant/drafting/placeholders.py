"""Puts the facts of a brief where a text says ``[[F3]]`` or ``[[C1]]``, marks each place, and takes them out again."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.domain.brief import Brief, Excerpt, Fact, FactKind
from assistant.domain.draft import Draft, Mark, joined
from assistant.domain.language import Language
from assistant.domain.money import BILLING_DIGITS
from assistant.drafting.rendering import Form, quotation, render, takes
from assistant.drafting.roles import Scope, meaning_of, scope_of

# Anything between double brackets, or a stray pair of them: what is not a known id is an error, never left standing.
_PLACEHOLDER = re.compile(r"\[\[(?P<inner>[^\[\]\n]*)\]\]|\[\[|\]\]")
_INNER = re.compile(r"(?P<id>[FC][0-9]+)(?::(?P<form>[a-z]+))?")
_HAN = re.compile(r"[㐀-鿿]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Placeholder:
    """One id that a text may use, written ``[[id]]``, and what its value means; never the value itself."""

    id: str
    meaning: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Filled:
    """The parts of a draft: marks are offsets into subject, empty line, body (``Draft.text``)."""

    subject: str
    body: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Unfilled:
    """The placeholders that name nothing in the brief, as they stand in the text, each once, in order."""

    unknown: tuple[str, ...]


def placeholders_of(brief: Brief) -> tuple[Placeholder, ...]:
    """Every fact and excerpt of ``brief`` by id and meaning, facts first; no value is told, not even a number."""
    invoices = {f.about: f.id for f in brief.grounds.facts if f.role == "invoice_no"}
    facts = [Placeholder(id=f.id, meaning=meaning_of(f) + _belonging(f, invoices)) for f in brief.grounds.facts]
    topics = [
        Placeholder(id=e.id, meaning=f"the contract's own words on {e.topic.value.replace('_', ' ')}, to be quoted")
        for e in brief.grounds.excerpts
    ]
    return (*facts, *topics)


def fill(
    template_subject: str, template_body: str, brief: Brief, billing_digits: Mapping[str, int] = BILLING_DIGITS
) -> Filled | Unfilled:
    """Both templates with each placeholder replaced by the rendered fact, and a mark at each place.

    ``[[F3]]`` writes the fact in its usual form, ``[[F3:short]]`` in that `Form`, ``[[C1]]`` the clause's own words.
    In Chinese a space is put where a Latin value touches a Han character, except around dates. Values are never read
    for placeholders again. Returns Unfilled, and no text, when anything between double brackets is not known.
    """
    filler = _Filler(brief, billing_digits)
    subject = filler.written(template_subject)
    filler.offset = len(joined(subject, "")) if subject else 0
    body = filler.written(template_body)
    if filler.unknown:
        return Unfilled(unknown=tuple(dict.fromkeys(filler.unknown)))
    return Filled(subject=subject, body=body, marks=tuple(filler.marks))


@dataclass(frozen=True, kw_only=True, slots=True)
class Template:
    """The words of a draft with a name at each place where a value stood."""

    subject: str
    body: str


def as_template(
    draft: Draft,
    brief: Brief,
    *,
    named: Callable[[str], str] | None = None,
    billing_digits: Mapping[str, int] = BILLING_DIGITS,
) -> Template:
    """The words of ``draft`` with its facts taken out: at each mark stands the placeholder that `fill` makes it from.

    What else reads like a fact of ``brief`` (a person who edits a draft types names and links that nothing marks) is
    taken out too. With ``named``, what it makes of the id stands in place of the placeholder.
    """
    written = {
        (text, ref): inner for text, ref, inner in reversed(list(_written(brief, billing_digits))) if len(text) > 1
    }
    places = _places(draft, sorted(written, key=lambda value: (-len(value[0]), value)))
    starts = len(joined(draft.subject, "")) if draft.subject else 0

    def name(place: Mark) -> str:
        inner = written.get((draft.text[place.start : place.end], place.ref), place.ref)
        return named(place.ref) if named else f"[[{inner}]]"

    return Template(
        subject=_renamed(draft.text, 0, len(draft.subject), places, name),
        body=_renamed(draft.text, starts, len(draft.text), places, name),
    )


@dataclass(slots=True)
class _Filler:
    """Collects text, marks and unknown placeholders while going through a template."""

    brief: Brief
    billing_digits: Mapping[str, int]
    offset: int = 0
    marks: list[Mark] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    def written(self, template: str) -> str:
        """``template`` filled; adds to marks and unknown."""
        text, at = "", 0
        for match in _PLACEHOLDER.finditer(template):
            text += template[at : match.start()]
            at = match.end()
            found = self._value(match["inner"] or "")
            if found is None:
                self.unknown.append(match[0])
                continue
            ref, value, spaced = found
            text += " " if spaced and _gap(text[-1:], value[:1]) else ""
            start = self.offset + len(text)
            text += value
            self.marks.append(Mark(ref=ref, start=start, end=start + len(value)))
            # A name such as "Co., Ltd." brings its own full stop.
            at += value.endswith(".") and template.startswith(".", at)
            text += " " if spaced and _gap(value[-1:], template[at : at + 1]) else ""
        return text + template[at:]

    def _value(self, inner: str) -> tuple[str, str, bool] | None:
        match = _INNER.fullmatch(inner)
        thing = next((t for t in self._things() if t.id == match["id"]), None) if match else None
        if match is None or thing is None:
            return None
        if isinstance(thing, Excerpt):
            return None if match["form"] else (thing.id, quotation(thing), False)
        return self._fact(thing, match["form"])

    def _fact(self, fact: Fact, form_name: str | None) -> tuple[str, str, bool] | None:
        language = self.brief.language
        form = Form(form_name) if form_name in set(Form) else None
        if form_name and (form is None or not takes(fact, form, language)):
            return None
        value = render(fact, language=language, region=self.brief.region, billing_digits=self.billing_digits, form=form)
        return fact.id, value, language is not Language.EN and fact.kind is not FactKind.DATE

    def _things(self) -> Iterator[Fact | Excerpt]:
        yield from self.brief.grounds.facts
        yield from self.brief.grounds.excerpts


def _gap(left: str, right: str) -> bool:
    """Whether Han and Latin meet between these two characters."""
    return any(
        _HAN.match(a) and b.isascii() and (b.isalnum() or b == "+")
        for a, b in ((left, right), (right, left))
        if a and b
    )


def _written(brief: Brief, billing_digits: Mapping[str, int]) -> Iterator[tuple[str, str, str]]:
    """Every way in which a value of ``brief`` can be written, its id, and what stands for it between brackets.

    The usual form of each comes first. A bare count is read in any figure, and is left alone.
    """
    for fact in brief.grounds.facts:
        forms = (None, *(form for form in Form if takes(fact, form, brief.language)))
        for form in () if fact.kind is FactKind.COUNT else forms:
            value = render(fact, language=brief.language, region=brief.region, billing_digits=billing_digits, form=form)
            yield value, fact.id, f"{fact.id}:{form}" if form else fact.id
    for excerpt in brief.grounds.excerpts:
        yield quotation(excerpt), excerpt.id, excerpt.id


def _places(draft: Draft, values: Sequence[tuple[str, str]]) -> list[Mark]:
    """Where a value stands, in order, none in another: marks first, then ``values`` as they come."""
    unmarked = (
        Mark(ref=ref, start=match.start(), end=match.end())
        for value, ref in values
        for match in re.finditer(rf"(?<![A-Za-z0-9]){re.escape(value)}(?![A-Za-z0-9])", draft.text)
    )
    taken: list[Mark] = []
    for place in (*draft.marks, *unmarked):
        if all(place.end <= other.start or other.end <= place.start for other in taken):
            taken.append(place)
    return sorted(taken, key=lambda place: place.start)


def _renamed(text: str, start: int, end: int, places: Sequence[Mark], name: Callable[[Mark], str]) -> str:
    pieces = []
    for place in places:
        if start <= place.start and place.end <= end:
            pieces += [text[start : place.start], name(place)]
            start = place.end
    return "".join((*pieces, text[start:end]))


def _belonging(fact: Fact, invoices: Mapping[str, str]) -> str:
    match scope_of(fact.role):
        case Scope.INVOICE if fact.role != "invoice_no" and fact.about in invoices:
            return f", of invoice [[{invoices[fact.about]}]]"
        case Scope.INSTALMENT if fact.about:
            return f", no. {fact.about} of the plan"
        case Scope.EXCERPT if fact.about:
            return f" of the words in [[{fact.about}]]"
    return ""
