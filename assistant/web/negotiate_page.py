"""The negotiation page of one case: what was said, where it stands, ways forward, a plan by hand, what was agreed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.domain.kinds import MessageKind
from assistant.domain.parties import Person
from assistant.domain.plan_following import follow_plans
from assistant.errors import BadInput, TactfulError
from assistant.intake.given_choices import AuthorityGiven, OfferGiven, PlanGiven
from assistant.web.agreed_view import AgreedView
from assistant.web.case_view import case_head
from assistant.web.contested_view import contested_card
from assistant.web.draft_writing import choice
from assistant.web.frame import Page, notice, page_address
from assistant.web.markup import NOTHING, Markup, joined, tag
from assistant.web.negotiate_layout import Parts, negotiate_parts
from assistant.web.offered_view import held_card, request_stands
from assistant.web.plan_box import (
    FORGET,
    KEEP,
    KEPT,
    boxes_of,
    kept_plan,
    plan_card,
    plan_typed,
)
from assistant.web.position_view import PositionView
from assistant.web.screen import QUICK, WRITING, Screen, Told, case_asked_for, told
from assistant.web.shown import pressed
from assistant.web.thread_view import ThreadView
from assistant.workflow.acceptance import make_link
from assistant.workflow.negotiation.authority_requests import ask_chosen
from assistant.workflow.negotiation.held_back import held_back, not_offered
from assistant.workflow.negotiation.make_offer import make_offer, may_offer, withdraw_offer
from assistant.workflow.negotiation.plan_by_hand import plan_by_hand, plan_like
from assistant.workflow.negotiation.view import NegotiationView, negotiation_view


@dataclass(frozen=True, kw_only=True, slots=True)
class NegotiatePage:
    """The handlers of the page; its forms go to the JSON routes."""

    screen: Screen
    parts: Parts

    def show(self, request: gr.Request, kept: str) -> dict[Any, Any]:
        """The negotiation of the case that the address names; the plan by hand as ``kept``, else near our move."""

        def fill(query: Mapping[str, str]) -> dict[Any, Any]:
            chosen = case_asked_for(query)
            person = self.screen.asker(request).person
            view = negotiation_view(self.screen.desk, chosen, person)
            plan = plan_like(view.table.position.move.arrangement) if view.table else None
            return {
                self.parts.case_id: chosen,
                self.parts.wishes: gr.update(visible=bool(view.table) and view.may_offer),
                self.parts.builder: gr.update(visible=bool(view.table)),
                **self._panels(view),
                **self._boxes(person, chosen, plan, kept),
            }

        return self.screen.shown(request, Page.NEGOTIATE, self.parts, ("case",), fill)

    def act(
        self, event: gr.EventData, request: gr.Request, case_id: str, kind: str, because: str, *boxes: Any
    ) -> dict[Any, Any]:
        """What was pressed: offer an option or a plan, confirm what was agreed, ask for authority, make a link."""
        data = event._data
        do = pressed(data, "do")
        if do == "adjust":
            return self._adjusted(request, case_id, pressed(data, "option"))

        def action(person: Person) -> Markup:
            if do == "link":
                return self._link(person, pressed(data, "agreement"), _origin(request))
            if do == "withdraw":
                return self._withdraw(person, case_id, pressed(data, "of"))
            chosen = _chosen(data, boxes)
            if do.startswith("ask"):
                return self._ask(person, case_id, AuthorityGiven(reason=because or "", **chosen))
            wished = MessageKind.WRITTEN_CONFIRMATION if do == "confirm" else choice(MessageKind, kind)
            kind_wished = wished or MessageKind.NEGOTIATION_REPLY
            return self._offer(person, case_id, OfferGiven(kind=kind_wished, because=because or "", **chosen))

        return self._answered(request, case_id, choice(MessageKind, kind), action)

    def hold(self, request: gr.Request, case_id: str, kind: str) -> dict[Any, Any]:
        """What would hold a message of the chosen kind back."""
        try:
            view = negotiation_view(self.screen.desk, case_id, self.screen.asker(request).person)
            return {self.parts.held: self._held(view, choice(MessageKind, kind) or MessageKind.NEGOTIATION_REPLY)}
        except TactfulError as error:
            return {self.parts.notice: told(Told(line=self.screen.words().error(error), good=False))}

    def planned(self, request: gr.Request, case_id: str, *boxes: Any) -> dict[Any, Any]:
        """What the plan in the boxes comes to; nothing while too little is typed."""
        try:
            return self._planned(self.screen.asker(request).person, case_id, boxes)
        except TactfulError as error:
            return {self.parts.plan: notice(self.screen.words().error(error), good=False)}

    def _adjusted(self, request: gr.Request, case_id: str, option: str) -> dict[Any, Any]:
        """The boxes filled from an option, to go on from there."""
        try:
            person = self.screen.asker(request).person
            table = negotiation_view(self.screen.desk, case_id, person).table
            options = table.position.options if table else ()
            plan = next((plan_like(each.arrangement) for each in options if each.id == option), None)
            return self._filled(person, case_id, boxes_of(plan)) if plan else {}
        except TactfulError as error:
            return {self.parts.notice: told(Told(line=self.screen.words().error(error), good=False))}

    def _boxes(self, person: Person, case_id: str, plan: PlanGiven | None, kept: str) -> dict[Any, Any]:
        """What the boxes begin with: what ``person`` typed before, else ``plan``."""
        return self._filled(person, case_id, kept_plan(kept, person.login) or boxes_of(plan)) if plan else {}

    def _filled(self, person: Person, case_id: str, boxes: Mapping[str, str]) -> dict[Any, Any]:
        """The boxes with these in them, and the plan that it makes."""
        values = tuple(boxes.values())
        try:
            planned = self._planned(person, case_id, values)
        except TactfulError as error:
            planned = {self.parts.plan: notice(self.screen.words().error(error), good=False)}
        return {**dict(zip(self.parts.boxes, values, strict=True)), **planned}

    def _planned(self, person: Person, case_id: str, boxes: tuple[Any, ...]) -> dict[Any, Any]:
        """What the plan in ``boxes`` comes to; raises what a plan that cannot be raises."""
        given = plan_typed(boxes)
        if given is None:
            return {self.parts.plan: NOTHING}
        say, words = self.screen.say, self.screen.words()
        seen = plan_by_hand(self.screen.desk, person, case_id, given)
        return {
            self.parts.plan: plan_card(seen, say, words, may_offer=may_offer(person)),
            self.parts.cash: PositionView(say=say, words=words).cash(seen.position, seen.arrangement),
        }

    def _offer(self, person: Person, case_id: str, given: OfferGiven) -> Markup:
        made = make_offer(self.screen.desk, person, case_id, given)
        say = self.screen.say
        line = say("negotiate.offered", message=made.message.id)
        to_draft = page_address(say.language, Page.DRAFT, case=case_id)
        return joined(
            [
                notice(line, good=True),
                tag("p", tag("a", say("negotiate.to_draft"), href=to_draft, class_="button plain")),
            ]
        )

    def _ask(self, person: Person, case_id: str, given: AuthorityGiven) -> Markup:
        asked = ask_chosen(self.screen.desk, person, case_id, given)
        return notice(request_stands(asked, self.screen.say, self.screen.words()), good=True)

    def _withdraw(self, person: Person, case_id: str, offer_id: str) -> Markup:
        withdraw_offer(self.screen.desk, person, case_id, offer_id)
        return notice(self.screen.say("negotiate.withdrawn", offer=offer_id), good=True)

    def _link(self, person: Person, agreement_id: str, origin: str) -> Markup:
        made, say = make_link(self.screen.desk, person, agreement_id), self.screen.say
        line = say("negotiate.link_made", day=self.screen.words().value(made.link.expires))
        whole = made.address if "://" in made.address else origin + made.address
        doubt = None if whole == made.address else tag("p", "▲ ", say("negotiate.link_here"), class_="warning")
        return joined([notice(line, good=True), tag("p", tag("code", whole, class_="accept-link")), doubt or NOTHING])

    def _answered(
        self, request: gr.Request, case_id: str, kind: MessageKind | None, action: Callable[[Person], Markup]
    ) -> dict[Any, Any]:
        try:
            person = self.screen.asker(request).person
            done = action(person)
        except TactfulError as error:
            return {self.parts.notice: told(Told(line=self.screen.words().error(error), good=False))}
        view = negotiation_view(self.screen.desk, case_id, person)
        values = self._panels(view, kind or MessageKind.NEGOTIATION_REPLY)
        # What somebody is typing there about the customer's words has nothing to do with what was pressed.
        del values[self.parts.proposal]
        return {self.parts.notice: done, **values}

    def _panels(self, view: NegotiationView, kind: MessageKind = MessageKind.NEGOTIATION_REPLY) -> dict[Any, Markup]:
        desk, say, words, parts = self.screen.desk, self.screen.say, self.screen.words(), self.parts
        talk = ThreadView(view=view, say=say, words=words, new_key=desk.new_token)
        plans = follow_plans(view.case, desk.policy.promise_grace_days)
        agreed = AgreedView(view=view, plans=plans, say=say, words=words, new_key=desk.new_token)
        drawn = PositionView(say=say, words=words)
        table = view.table
        position = table.position if table else None
        return {
            parts.case: joined([case_head(view.case, say, words), talk.ways()]),
            parts.thread: talk.thread(),
            parts.proposal: talk.proposal(),
            parts.position: joined(
                [
                    agreed.running(),
                    self._contested(view),
                    drawn.beside(table.position, table.gathered.notes) if table else drawn.nothing(view.why_not),
                ]
            ),
            parts.held: self._held(view, kind) if view.may_offer else NOTHING,
            parts.options: drawn.options(position, not_offered(desk, view), may_offer=view.may_offer)
            if position
            else NOTHING,
            parts.requests: agreed.requests(),
            parts.agreements: agreed.agreements(),
        }

    def _held(self, view: NegotiationView, kind: MessageKind) -> Markup:
        """What would hold a message of ``kind`` back; what is contested is said where it is to be recorded."""
        held = None if view.contested else held_back(self.screen.desk, view, kind)
        return held_card(held, self.screen.say, self.screen.words())

    def _contested(self, view: NegotiationView) -> Markup:
        if view.contested is None:
            return NOTHING
        desk, words = self.screen.desk, self.screen.words()
        return contested_card(view.contested, view.case, desk.calendar, self.screen.say, words, desk.new_token)


def _chosen(data: object, boxes: tuple[Any, ...]) -> dict[str, Any]:
    """What the press is about; raises BadInput where it names nothing, as that would choose our move unasked."""
    by_hand = pressed(data, "do").endswith("-plan")
    chosen = {
        "option": pressed(data, "option"),
        "of": pressed(data, "of"),
        "plan": plan_typed(boxes) if by_hand else None,
    }
    if not any(chosen.values()):
        raise BadInput("value_needed", "count is empty; fill it in.", field="count")
    return chosen


def _origin(request: gr.Request) -> str:
    """The address under which this person reaches us, for a link that would else have none."""
    url = request.request.url
    return f"{url.scheme}://{url.netloc}"


def build_negotiate_page(screen: Screen, blocks: gr.Blocks) -> None:
    """Lay the page out in the open route of ``blocks`` and connect its handlers."""
    page = NegotiatePage(screen=screen, parts=negotiate_parts(screen))
    parts, typed = page.parts, page.parts.boxes
    kept = gr.Textbox(visible=False)
    blocks.load(page.show, [kept], parts.outputs, js=KEPT, **QUICK)
    parts.kind.change(page.hold, [parts.case_id, parts.kind], parts.outputs, **QUICK)
    for place in (parts.options, parts.plan, parts.requests, parts.agreements, parts.proposal, parts.thread):
        place.click(page.act, [parts.case_id, parts.kind, parts.because, *typed], parts.outputs, **WRITING)
    parts.plan.click(None, None, None, js=FORGET)
    # Not `input`, which what is pasted does not set off.
    changes, given = [box.change for box in typed], [parts.case_id, *typed]
    gr.on(changes, page.planned, given, parts.outputs, trigger_mode="always_last", js=KEEP, **QUICK)
