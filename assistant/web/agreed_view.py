"""What a negotiation led to: requests for authority with their decision, and agreements with the customer's answer."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from assistant.domain.language import Reason
from assistant.domain.negotiation import (
    Agreement,
    AgreementState,
    AnswerSaid,
    AnswerWay,
    AuthorityRequest,
    RequestStatus,
)
from assistant.domain.plan_following import FollowedPlan, PlanState
from assistant.web import forms
from assistant.web.arrangement_view import arrangement_detail, arrangement_in_brief
from assistant.web.commitments_view import instalment_table
from assistant.web.frame import card
from assistant.web.labels import Labels
from assistant.web.markup import NOTHING, Markup, joined, tag
from assistant.wording import Wording
from assistant.workflow.negotiation.view import NegotiationView

# A link opens by itself; the others are noted by a person.
_NOTED = (AnswerWay.REPLY, AnswerWay.SIGNED, AnswerWay.CALL)


@dataclass(frozen=True, kw_only=True, slots=True)
class AgreedView:
    """Draws both; ``new_key`` gives a key for each form, so that nothing is recorded twice.

    ``plans`` are the case's, with how they stand.
    """

    view: NegotiationView
    plans: tuple[FollowedPlan, ...]
    say: Labels
    words: Wording
    new_key: Callable[[], str]

    def requests(self) -> Markup:
        """Every request for authority, with the decision or the form to decide for who may."""
        lines = [self._request(each) for each in reversed(self.view.requests)]
        return card(self.say("negotiate.requests"), tag("ul", *lines, class_="commitments")) if lines else NOTHING

    def running(self) -> Markup:
        """That an agreed plan runs as agreed, or what of it is missing: a new agreement would replace it."""
        kept = [each.plan.id for each in self.plans if each.state is PlanState.KEPT]
        runs = self.say("negotiate.plan_runs", plan=", ".join(kept))
        lines = [("‖", runs)] if kept else []
        lines += [("▲", self._missing(each)) for each in self.plans if each.is_short]
        return joined([tag("p", sign, " ", line, class_="warning") for sign, line in lines])

    def _missing(self, plan: FollowedPlan) -> str:
        day = self.words.value(plan.broken[0].due)
        return self.say("negotiate.plan_broken", plan=plan.plan.id, amount=plan.shortfall, day=day)

    def agreements(self) -> Markup:
        """Every agreement, with its answers, and what may be done while it waits for one."""
        lines = [self._agreement(each) for each in reversed(self.view.agreements)]
        return card(self.say("negotiate.agreements"), tag("ul", *lines, class_="commitments")) if lines else NOTHING

    def _request(self, request: AuthorityRequest) -> Markup:
        what = arrangement_in_brief(request.arrangement, self.say, self.words)
        line = self.say(
            "negotiate.request_line", request=request.id, what=what, person=request.asked_by, reason=request.reason
        )
        status = tag("span", self._status(request), class_="badge")
        note = f"{request.decided_by}: {request.note}" if request.note else request.decided_by
        decided = tag("p", note, class_="quiet") if note else None
        whole = forms.folded(
            self.say("negotiate.schedule"), arrangement_detail(request.arrangement, self.say, self.words)
        )
        return tag("li", tag("p", line, " ", status), decided, whole, self._use(request) or self._decide(request))

    def _status(self, request: AuthorityRequest) -> str:
        """Waiting, refused, granted until a day, or that this day is over."""
        status, day = self.words.name(request.status), request.expires
        if day is None:
            return status
        if request.status is RequestStatus.GRANTED and request.id not in self.view.granted:
            return self.say("negotiate.grant_over", day=self.words.value(day))
        return f"{status} · {self.words.value(day)}"

    def _use(self, request: AuthorityRequest) -> Markup | None:
        if request.id not in self.view.granted or request.asked_by != self.view.person.login:
            return None
        label = self.say("negotiate.offer_this")
        return tag("button", label, class_="small", type="button", data_do="offer", data_of=request.id)

    def _decide(self, request: AuthorityRequest) -> Markup | None:
        if request.status is not RequestStatus.WAITING or not request.may_be_decided_by(self.view.person):
            return None
        route = forms.case_route(self.view.case.id, "negotiation", "authority", request.id, "decision")
        yes = forms.entry_form(
            route,
            self.new_key(),
            self.say("negotiate.grant"),
            forms.hidden_yes("grant", yes=True),
            forms.day(self.say("negotiate.grant_until"), "until"),
            forms.line(self.say("negotiate.note"), "note", needed=False),
        )
        no = forms.entry_form(
            route,
            self.new_key(),
            self.say("negotiate.refuse"),
            forms.hidden_yes("grant", yes=False),
            forms.line(self.say("negotiate.note"), "note"),
            danger=True,
        )
        return joined([yes, no])

    def _agreement(self, agreement: Agreement) -> Markup:
        state = tag("span", self.words.name(agreement.state), class_=f"badge {_look(agreement.state)}")
        about = f"{agreement.id} · {agreement.message_id} · {self.words.value(agreement.made_at)}"
        answers = [
            tag(
                "p",
                f"{self.words.name(a.said)} · {a.name} · {self.words.value(a.at)} · {self.words.name(a.way)}",
                " · " + self.say("negotiate.quoted", words=a.words) if a.words else "",
            )
            for a in agreement.answers
        ]
        return tag(
            "li",
            tag("p", tag("b", arrangement_in_brief(agreement.arrangement, self.say, self.words)), " ", state),
            tag("p", about, class_="quiet"),
            *answers,
            tag("p", self.words.reason(Reason.of("agreement_plan_undone", plan=agreement.plan_id)))
            if agreement.is_taken_back
            else None,
            self._kept(agreement),
            self._waiting(agreement) if agreement.state is AgreementState.PROPOSED else None,
        )

    def _kept(self, agreement: Agreement) -> Markup:
        """How the plan that came of it stands; before there is one, what was put in writing."""
        followed = next((each for each in self.plans if each.plan.id == agreement.plan_id), None)
        if followed is None:
            whole = arrangement_detail(agreement.arrangement, self.say, self.words)
            return forms.folded(self.say("negotiate.schedule"), whole)
        line = self.say(
            "account.plan",
            id=followed.plan.id,
            agreed=self.words.value(followed.plan.agreed_on),
            state=self.words.name(followed.state),
        )
        return joined([tag("p", line), instalment_table(followed, self.say, self.words)])

    def _waiting(self, agreement: Agreement) -> Markup:
        label = self.say("negotiate.link")
        link = tag("button", label, class_="small", type="button", data_do="link", data_agreement=agreement.id)
        form = forms.entry_form(
            f"/api/agreements/{quote(agreement.id, safe='')}/answers",
            self.new_key(),
            self.say("negotiate.answer"),
            forms.choice(self.say("negotiate.answer_said"), "said", {s.value: self.words.name(s) for s in AnswerSaid}),
            forms.choice(self.say("negotiate.answer_way"), "way", {w.value: self.words.name(w) for w in _NOTED}),
            forms.line(self.say("negotiate.answer_name"), "name"),
            forms.words(self.say("negotiate.answer_words"), "words", needed=False),
            forms.line(self.say("negotiate.answer_source"), "source", needed=False),
        )
        back = forms.entry_form(
            f"/api/agreements/{quote(agreement.id, safe='')}/void",
            self.new_key(),
            self.say("negotiate.void"),
            forms.line(self.say("account.reason"), "because"),
            danger=True,
        )
        folds = (forms.folded(self.say("negotiate.answer"), form), forms.folded(self.say("negotiate.void"), back))
        return joined([link, *folds])


def _look(state: AgreementState) -> str:
    return {AgreementState.ACCEPTED: "confirmed", AgreementState.PROPOSED: "waiting"}.get(state, "")
