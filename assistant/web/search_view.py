"""The search line of an account, and what it finds: clauses that lead to their contract, and pieces of the history."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.domain.case import Case
from assistant.domain.history import HistoryHit
from assistant.ports import Hit
from assistant.web.frame import Page, card, page_address, status_chip, upper_first
from assistant.web.labels import Labels
from assistant.web.markup import Markup, joined, tag, text
from assistant.wording import Wording

_SHOWN = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class SearchView:
    """Draws the search of one customer's contracts and history for ``question``."""

    case: Case
    question: str
    say: Labels
    words: Wording

    def line(self) -> Markup:
        """Where the question is typed; it stands in the address, so that a colleague can be sent there."""
        hint = self.say("search.ask")
        field = tag("input", name="q", value=self.question, maxlength=500, placeholder=hint, aria_label=hint)
        return tag(
            "form",
            tag("input", type="hidden", name="case", value=self.case.id),
            field,
            tag("button", self.say("search.find"), type="submit", class_="button"),
            method="get",
            action=page_address(self.say.language, Page.ACCOUNT),
            class_="ask",
            role="search",
        )

    def answers(self, clauses: Sequence[Hit], history: Sequence[HistoryHit]) -> Markup:
        """What was found, best first: the history beside the contracts."""
        return tag(
            "div",
            self._card("search.in_history", [self._piece(hit) for hit in history], "search.no_piece"),
            self._card("search.in_contracts", [self._clause(hit) for hit in clauses], "search.no_clause"),
            class_="answers",
        )

    def _card(self, title: str, items: Sequence[Markup], nothing: str) -> Markup:
        if not items:
            return card(self.say(title), tag("p", self.say(nothing), class_="quiet"))
        return card(self.say(title), tag("ol", *items, class_="hits"))

    def _piece(self, hit: HistoryHit) -> Markup:
        piece = hit.piece
        numbers = " · ".join(part for part in (piece.number, *piece.about) if part)
        head = tag(
            "div",
            tag("time", self.words.value(piece.day), datetime=piece.day.isoformat()),
            tag("b", upper_first(self.words.name(piece.kind))),
            tag("span", numbers) if numbers else None,
            status_chip(piece.status, self.words) if piece.status else None,
            class_="hit-head",
        )
        source = tag("small", self.say("search.source", source=piece.source)) if piece.source else None
        return tag("li", head, tag("p", *_marked(hit)), source)

    def _clause(self, hit: Hit) -> Markup:
        clause = hit.clause
        where = {"contract": clause.contract_no, "q": self.question, "at": str(hit.start)}
        address = page_address(self.say.language, Page.CONTRACT, **where) + "#hit-0"
        title = " › ".join(part for part in (clause.number, *clause.headings) if part)
        shown = " ".join(hit.text.split())
        excerpt = f"{shown[:_SHOWN]}…" if len(shown) > _SHOWN else shown
        link = tag("a", joined([clause.contract_no, " · ", title or f"{hit.start}–{hit.end}"]), href=address)
        return tag("li", tag("div", link, class_="hit-head"), tag("p", excerpt))


def _marked(hit: HistoryHit) -> Iterator[Markup]:
    here = 0
    for start, end in hit.marks:
        yield text(hit.excerpt[here:start])
        yield tag("mark", hit.excerpt[start:end])
        here = end
    yield text(hit.excerpt[here:])
