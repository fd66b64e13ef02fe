"""The page of one contract: the clause that answers a question where it stands, and the terms to confirm."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.retrieval import Found
from assistant.web.contract_view import contract_head, document, hits_card
from assistant.web.frame import Page, notice
from assistant.web.markup import Markup
from assistant.web.screen import QUICK, Screen, Titled, panel
from assistant.web.terms_view import TermsView
from assistant.workflow.contract_terms import terms_of
from assistant.workflow.search_clauses import find_clauses


@dataclass(frozen=True, kw_only=True, slots=True)
class Parts(Titled):
    """The panels of the page."""

    asked: gr.HTML
    answers: gr.HTML
    terms: gr.HTML
    document: gr.HTML


@dataclass(frozen=True, kw_only=True, slots=True)
class ContractPage:
    """The handler of the page; its question stands in the address, so that a colleague can be sent there."""

    screen: Screen
    parts: Parts

    def show(self, request: gr.Request) -> dict[Any, Any]:
        """The contract that the address names, and what its question finds in it."""
        return self.screen.shown(request, Page.CONTRACT, self.parts, ("contract", "q"), self._contract)

    def _contract(self, query: Mapping[str, str]) -> dict[Any, Markup]:
        number, question = query.get("contract", ""), query.get("q", "").strip()
        desk, say, parts = self.screen.desk, self.screen.say, self.parts
        with desk.record.read() as tx:
            terms = terms_of(tx, number)
        contract, words = terms.contract, self.screen.words()
        found = find_clauses(desk, question, contract_no=number) if question else Found(hits=())
        # Whoever comes from an answer elsewhere finds that very one first.
        hits = tuple(sorted(found.hits, key=lambda hit: str(hit.start) != query.get("at")))
        return {
            parts.notice: notice(" ".join(words.reason(note) for note in found.notes), good=False),
            parts.asked: contract_head(contract, question, say, words),
            parts.answers: hits_card(hits, question, say),
            parts.terms: TermsView(say=say, words=words, new_key=desk.new_token).terms(terms),
            parts.document: document(contract, hits, terms.lines),
        }


def build_contract_page(screen: Screen, blocks: gr.Blocks) -> None:
    """Lay the page out in the open route of ``blocks``."""
    made = {name: panel(name) for name in ("head", "notice", "asked")}
    with gr.Row(elem_id="contract"):
        with gr.Column(min_width=300, scale=2):
            made |= {name: panel(name) for name in ("answers", "terms")}
        with gr.Column(min_width=420, scale=3):
            made["document"] = panel("document")
    page = ContractPage(screen=screen, parts=Parts(**made))
    blocks.load(page.show, None, page.parts.outputs, **QUICK)
