"""The account page of one case: everything that is recorded, what it costs to wait, and the forms to record more."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.domain.case import Case, case_id
from assistant.domain.plan_following import follow_plans
from assistant.errors import TactfulError
from assistant.web.account_view import AccountView, visit_form, ways_on
from assistant.web.allocation_view import allocation_card
from assistant.web.case_view import case_head
from assistant.web.commitments_view import CommitmentsView
from assistant.web.contact_view import contact_card
from assistant.web.contract_view import contract_list
from assistant.web.frame import Page
from assistant.web.journal_view import journal_card
from assistant.web.late_view import LateView
from assistant.web.markup import Markup, joined
from assistant.web.record_forms import record_forms
from assistant.web.screen import QUICK, Screen, Titled, Told, case_asked_for, panel, told
from assistant.web.search_view import SearchView
from assistant.workflow.allocate import propose_allocation
from assistant.workflow.desk import split_case_id
from assistant.workflow.journal import journal
from assistant.workflow.late_interest import InterestWishes, interest_of
from assistant.workflow.late_terms import open_matters
from assistant.workflow.limitation import limitation_of
from assistant.workflow.search_clauses import search_clauses
from assistant.workflow.search_history import search_history


@dataclass(frozen=True, kw_only=True, slots=True)
class Parts(Titled):
    """The panels of the page."""

    case: gr.HTML
    ask: gr.HTML
    items: gr.HTML
    money: gr.HTML
    allocation: gr.HTML
    interest: gr.HTML
    clock: gr.HTML
    law: gr.HTML
    contracts: gr.HTML
    commitments: gr.HTML
    contact: gr.HTML
    record: gr.HTML
    journal: gr.HTML


@dataclass(frozen=True, kw_only=True, slots=True)
class AccountPage:
    """The handler of the page; what its forms send goes to the JSON routes."""

    screen: Screen
    parts: Parts

    def show(self, request: gr.Request) -> dict[Any, Any]:
        """The account that the address names."""
        return self.screen.shown(request, Page.ACCOUNT, self.parts, ("case", "q"), self._account)

    def _account(self, query: Mapping[str, str]) -> dict[Any, Markup]:
        chosen, question = case_asked_for(query), query.get("q", "").strip()
        desk, say, words, parts = self.screen.desk, self.screen.say, self.screen.words(), self.parts
        key = split_case_id(chosen)
        with desk.record.read() as tx:
            case = desk.case(tx, *key)
            contracts = tx.contracts(key[0])
            interest, clocks = interest_of(desk, tx, case, InterestWishes()), limitation_of(desk, tx, case)
            others = [case_id(key[0], currency) for currency in tx.currencies_of(key[0]) if currency != key[1]]
        account = AccountView(case=case, say=say, words=words, new_key=desk.new_token)
        plans = follow_plans(case, desk.policy.promise_grace_days)
        commitments = CommitmentsView(case=case, plans=plans, say=say, words=words, new_key=desk.new_token)
        late = LateView(case=case, say=say, words=words, new_key=desk.new_token)
        return {
            parts.case: joined([case_head(case, say, words), ways_on(case, say, others)]),
            parts.ask: self._search(case, question),
            parts.items: account.items(),
            parts.money: account.money(),
            parts.allocation: allocation_card(propose_allocation(desk, chosen), say, words, desk.new_token),
            parts.commitments: commitments.card(),
            parts.interest: late.interest(interest),
            parts.clock: late.clocks(clocks),
            parts.law: late.matters(open_matters(desk, case.customer.code)),
            parts.contact: contact_card(case.customer, say, words, desk.new_token),
            parts.contracts: contract_list(contracts, say),
            parts.record: joined([record_forms(case, say, words, desk.new_token), visit_form(case, say)]),
            parts.journal: journal_card(journal(desk, *key), say, words),
        }

    def _search(self, case: Case, question: str) -> Markup:
        """The search line with what it finds; a question that cannot be asked is told there, and hides no account."""
        view = SearchView(case=case, question=question, say=self.screen.say, words=self.screen.words())
        if not question:
            return view.line()
        desk, code = self.screen.desk, case.customer.code
        try:
            clauses = search_clauses(desk, question, customer_code=code)
            history = search_history(desk, question, customer_code=code, language=self.screen.language)
        except TactfulError as error:
            return joined([view.line(), told(Told(line=self.screen.words().error(error), good=False))])
        return joined([view.line(), view.answers(clauses, history)])


def build_account_page(screen: Screen, blocks: gr.Blocks) -> None:
    """Lay the page out in the open route of ``blocks``."""
    made = {name: panel(name) for name in ("head", "notice", "case", "ask", "items")}
    with gr.Row(elem_id="account"):
        with gr.Column(min_width=420, scale=3):
            wide = ("money", "allocation", "commitments", "interest", "clock", "journal")
            made |= {name: panel(name) for name in wide}
        with gr.Column(min_width=300, scale=2):
            made |= {name: panel(name) for name in ("contact", "record", "contracts", "law")}
    page = AccountPage(screen=screen, parts=Parts(**made))
    blocks.load(page.show, None, page.parts.outputs, **QUICK)
