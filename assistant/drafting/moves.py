"""Decides what a message has to do, move by move: each name is a section of ``prompts/moves.md``."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assistant.domain.kinds import Channel, MessageKind, Stage, Tone
from assistant.drafting.circumstances import Circumstance
from assistant.drafting.offered import cited, may_be_said
from assistant.drafting.scene import Scene
from assistant.parts import PartTable

_SECOND = 2
_PAYABLE = ("account_no", "payment_link", "ways_to_pay")
_INTEREST = ("interest", "interest_words", "interest_rate", "total_with_interest")


@dataclass(frozen=True, slots=True)
class _Step:
    """A move, made where the brief has one of ``facts`` (if any), all of ``when``, none of ``but`` and ``without``."""

    move: str
    facts: tuple[str, ...] = ()
    when: tuple[Circumstance, ...] = ()
    but: tuple[Circumstance, ...] = ()
    without: tuple[str, ...] = ()

    def counts(self, scene: Scene, said: frozenset[str]) -> bool:
        return (
            (not self.facts or not said.isdisjoint(self.facts))
            and said.isdisjoint(self.without)
            and scene.circumstances.issuperset(self.when)
            and scene.circumstances.isdisjoint(self.but)
        )


_GREET, _THANKS, _SIGN = _Step("greet"), _Step("thanks"), _Step("sign")
_PAY = _Step("how_to_pay", _PAYABLE)
_INVOICES = (_Step("list_invoices", when=(Circumstance.MANY,)), _Step("list_cut", when=(Circumstance.CUT,)))
_SCHEDULE = ("instalment_due",)
# What an arrangement gives and on what condition, and what it asks for.
_GIVES = tuple(_Step(f"give_{role}", (role,)) for role in ("discount", "fees", "security"))
_WANTS = tuple(
    _Step(f"return_{wanted}", when=(Circumstance(f"wants_{wanted}"),))
    for wanted in ("first", "order", "full", "dates", "prepaid")
)
_TERMS = (_Step("interest_fixed", ("interest_fixed",)), _Step("interest_waived", when=(Circumstance.INTEREST_WAIVED,)))
_UNTOUCHED: tuple[str, ...] = ("interest_fixed",)
_POINTS = (
    *(
        _Step(f"point_{point}", when=(Circumstance(point),))
        for point in ("says_paid", "needs_documents", "quality", "contested", "approval", "wrong_contact", "cash_flow")
    ),
    _Step("point_asks_time", when=(Circumstance.ASKS_TIME,)),
    _Step("point_asks_instalments", when=(Circumstance.ASKS_INSTALMENTS,)),
    _Step("point_asks_method", when=(Circumstance.ASKS_METHOD,)),
    _Step("point_discount_given", ("discount",), when=(Circumstance.ASKS_DISCOUNT,)),
    _Step("point_asks_discount", when=(Circumstance.ASKS_DISCOUNT,), without=("discount",)),
    _Step("point_waiver_given", when=(Circumstance.ASKS_WAIVER, Circumstance.INTEREST_WAIVED)),
    _Step("point_waiver_fixed", ("interest_fixed",), when=(Circumstance.ASKS_WAIVER,)),
    _Step(
        "point_waiver_refused",
        when=(Circumstance.ASKS_WAIVER, Circumstance.ARRANGED),
        but=(Circumstance.INTEREST_WAIVED,),
        without=_UNTOUCHED,
    ),
    _Step("point_asks_waiver", when=(Circumstance.ASKS_WAIVER,), but=(Circumstance.ARRANGED,)),
    _Step("point_security_given", ("security",), when=(Circumstance.ASKS_SECURITY,)),
    _Step("point_asks_security", when=(Circumstance.ASKS_SECURITY,), without=("security",)),
)
_BY_KIND: Mapping[MessageKind, tuple[_Step, ...]] = {
    MessageKind.SERVICE_SUSPENSION_NOTICE: (
        _GREET,
        _Step("suspend_open"),
        _Step("overdue"),
        *_INVOICES,
        _Step("suspend_basis"),
        _Step("suspend_from", ("effective",)),
        _Step("suspend_after", ("ask_by",), without=("effective",)),
        _Step("suspend_avoid", ("ask_by",)),
        _Step("suspend_talk"),
        _PAY,
        _Step("disregard"),
        _THANKS,
        _SIGN,
    ),
    MessageKind.CREDIT_TERMS_CHANGE: (
        _GREET,
        _Step("terms_new"),
        _Step("terms_old", ("old_terms",)),
        _Step("terms_why", when=(Circumstance.OVERDUE,)),
        _Step("terms_review_reason", but=(Circumstance.OVERDUE,)),
        _Step("terms_existing", ("existing_pay_by",)),
        _Step("terms_kept", without=("existing_pay_by",)),
        _Step("terms_review"),
        _THANKS,
        _SIGN,
    ),
    MessageKind.STATEMENT_OF_ACCOUNT: (
        _GREET,
        _Step("statement_open"),
        _Step("statement_total"),
        _Step("statement_disputed", when=(Circumstance.DISPUTED,)),
        _Step("statement_check"),
        _THANKS,
        _SIGN,
    ),
    MessageKind.RECEIPT_THANKS: (
        _GREET,
        _Step("received"),
        _Step("received_settled", when=(Circumstance.SETTLED,)),
        _Step("received_left", ("remaining",), but=(Circumstance.SETTLED,)),
        _Step("received_next", ("ask_by",), but=(Circumstance.SETTLED,)),
        _THANKS,
        _SIGN,
    ),
    MessageKind.DISPUTE_ACKNOWLEDGEMENT: (
        _GREET,
        _Step("dispute_open"),
        _Step("dispute_hold"),
        _Step("dispute_answer", ("answer_by",)),
        _Step("dispute_soon", without=("answer_by",)),
        _Step("dispute_documents", ("documents_needed",)),
        _Step("dispute_undisputed", when=(Circumstance.UNDISPUTED,)),
        _Step("how_to_pay", _PAYABLE, when=(Circumstance.UNDISPUTED,)),
        _THANKS,
        _SIGN,
    ),
    MessageKind.NEGOTIATION_REPLY: (
        _GREET,
        _Step("reply_open", but=(Circumstance.STANDS,)),
        _Step("reply_stands", when=(Circumstance.STANDS,)),
        _Step("reply_facts", but=(Circumstance.SETTLED,)),
        *_POINTS,
        _Step("point_undecided", when=(Circumstance.UNDECIDED,)),
        _Step("point_beyond", when=(Circumstance.BEYOND,)),
        _Step("reply_schedule", _SCHEDULE, but=(Circumstance.IN_FULL,)),
        _Step("reply_in_full", _SCHEDULE, when=(Circumstance.IN_FULL,)),
        _Step("reply_ask", without=_SCHEDULE),
        *_GIVES,
        *_WANTS,
        *_TERMS,
        _Step("reply_terms", _SCHEDULE),
        _Step("reply_by", ("ask_by",)),
        _Step("reply_please", without=("ask_by",)),
        _Step("reply_what_else", when=(Circumstance.NOTHING_ASKED,), but=(Circumstance.IN_FULL,)),
        _Step("reply_what_else", when=(Circumstance.IN_FULL,)),
        _Step("how_to_pay", _PAYABLE, but=(Circumstance.STANDS,)),
        _THANKS,
        _SIGN,
    ),
    MessageKind.PLAN_PROPOSAL: (
        _GREET,
        _Step("plan_open"),
        _Step("agreement_debt"),
        *_INVOICES,
        _Step("plan_schedule"),
        *_GIVES,
        _Step("give_method", ("pay_method",)),
        *_WANTS,
        *_TERMS,
        _Step("late_terms", but=(Circumstance.INTEREST_WAIVED,), without=_UNTOUCHED),
        _Step("plan_missed"),
        _Step("plan_accept"),
        _PAY,
        _THANKS,
        _SIGN,
    ),
    MessageKind.WRITTEN_CONFIRMATION: (
        _GREET,
        _Step("confirm_open", ("agreed_on", "agreed_with")),
        _Step("confirm_unsaid", without=("agreed_on", "agreed_with")),
        _Step("agreement_debt"),
        *_INVOICES,
        _Step("plan_schedule"),
        *_GIVES,
        _Step("give_method", ("pay_method",)),
        *_WANTS,
        _Step("confirm_missed", ("if_missed",)),
        _Step("plan_missed", when=(Circumstance.ARRANGED,), without=("if_missed",)),
        *_TERMS,
        _Step("late_terms", but=(Circumstance.INTEREST_WAIVED,), without=_UNTOUCHED),
        _Step("confirm_accept"),
        _PAY,
        _THANKS,
        _SIGN,
    ),
    MessageKind.RELATIONSHIP_NOTE: (
        _GREET,
        _Step("relation_thanks"),
        _Step("relation_settled", when=(Circumstance.SETTLED,)),
        _Step("relation_question"),
        _SIGN,
    ),
}
_CALL = (
    _Step("call_open"),
    _Step("call_verify"),
    _Step("call_away"),
    _Step("call_facts"),
    _Step("call_list", when=(Circumstance.MANY,)),
    _Step("list_cut", when=(Circumstance.CUT,)),
    _Step("call_disputed", when=(Circumstance.DISPUTED,)),
    _Step("call_question"),
)
# A call about an offer: the offer, its branches, and how far the caller may go without asking.
_TALK = (
    _Step("call_open"),
    _Step("call_verify"),
    _Step("call_away"),
    _Step("call_facts"),
    _Step("call_list", when=(Circumstance.MANY,)),
    _Step("list_cut", when=(Circumstance.CUT,)),
    *_POINTS,
    _Step("talk_offer"),
    *_GIVES,
    *_WANTS,
    *_TERMS,
    _Step("talk_question"),
    _Step("branch_accepts"),
    _Step("branch_longer"),
    _Step("branch_next", ("next_until",)),
    _Step("branch_ask_first", without=("next_until",)),
    _Step("branch_less"),
    _Step("branch_dispute"),
    _Step("branch_unsure"),
    _Step("branch_refuses"),
    _Step("call_close"),
    _Step("call_note"),
)
_BRANCHES = ("branch_paid", "branch_query", "branch_dispute", "branch_time")


def moves_of(scene: Scene, parts: PartTable) -> tuple[str, ...]:
    """The sections of ``prompts/moves.md`` that the message has to follow, in their usual order."""
    brief = scene.brief
    required = parts.required(brief)
    said = frozenset(fact.role for fact in brief.grounds.facts if may_be_said(fact, brief))
    if brief.channel is Channel.SMS:
        return tuple(_in_sms(scene, required))
    if brief.channel is Channel.PHONE:
        return tuple(_on_the_phone(scene, said))
    steps = _BY_KIND.get(brief.kind)
    if steps is None:
        return tuple(_asking(scene, required, said))
    return tuple(step.move for step in steps if step.counts(scene, said))


def _in_sms(scene: Scene, required: tuple[str, ...]) -> Iterator[str]:
    yield "who_we_are"
    if scene.brief.kind is MessageKind.RECEIPT_THANKS:
        yield "received"
        yield "received_settled" if Circumstance.SETTLED in scene.circumstances else "received_left"
        return
    yield "promise_date" if scene.brief.kind is MessageKind.PROMISE_FOLLOWUP else _when(scene)
    if Circumstance.DISPUTED in scene.circumstances:
        yield "undisputed_only"
    yield "how_to_pay"
    if "disregard" in required:
        yield "disregard"


def _on_the_phone(scene: Scene, said: frozenset[str]) -> Iterator[str]:
    if Circumstance.ARRANGED in scene.circumstances:
        yield from (step.move for step in _TALK if step.counts(scene, said))
        return
    followup = scene.brief.kind is MessageKind.PROMISE_FOLLOWUP
    for step in _CALL:
        if followup and step.move == "call_facts":
            yield "call_promise"
        if step.counts(scene, said):
            yield step.move
    if scene.brief.tone in (Tone.FIRM, Tone.FORMAL) and "ask_by" in said:
        yield "call_ask_by"
    yield from _BRANCHES
    yield from _on_offer(scene, said)
    yield from ("branch_refuses", "call_close", "call_note")


def _on_offer(scene: Scene, said: frozenset[str]) -> Iterator[str]:
    offers = tuple(f"offer_{offer.kind}" for offer in scene.brief.grounds.offers)
    limits = tuple(f"call_{role}" for role in ("may_extend", "may_instalments") if role in said)
    yield from offers or limits or ("call_may_nothing",)


def _asking(scene: Scene, required: tuple[str, ...], said: frozenset[str]) -> Iterator[str]:
    """What a letter does that asks for a payment."""
    brief = scene.brief
    yield "greet"
    if brief.kind is MessageKind.FORMAL_DEMAND:
        yield "demand_open"
    yield "promise_date" if brief.kind is MessageKind.PROMISE_FOLLOWUP else _when(scene)
    first = brief.kind is MessageKind.PAYMENT_REMINDER and brief.number == 1
    if first and brief.tone is Tone.FRIENDLY and brief.stage is Stage.EARLY:
        yield "slipped"
    yield from (step.move for step in _INVOICES if step.counts(scene, said))
    yield from _history(scene)
    yield from _basis(scene, said)
    yield from _request(scene, required)
    yield from (part for part in ("how_to_pay", "disregard") if part in required)
    if brief.tone is Tone.FORMAL or brief.kind is MessageKind.FORMAL_DEMAND:
        yield "object"
    yield "thanks"
    yield "sign"


def _history(scene: Scene) -> Iterator[str]:
    holds, grounds = scene.circumstances, scene.brief.grounds
    if Circumstance.PAID_SINCE in holds and Circumstance.FOLLOW_UP in holds:
        yield "since_paid"
    elif grounds.facts_of("paid_so_far"):
        yield "part_paid"
    if Circumstance.DISPUTED in holds:
        yield "undisputed_only"
    if Circumstance.FOLLOW_UP in holds and grounds.facts_of("last_contact"):
        yield "since_nothing" if Circumstance.NOTHING_SINCE in holds else "again"
    if scene.brief.number > _SECOND:
        yield "third"


def _basis(scene: Scene, said: frozenset[str]) -> Iterator[str]:
    yield from (f"cite_{excerpt.topic}" for excerpt in cited(scene.brief))
    if scene.brief.kind is MessageKind.FORMAL_DEMAND:
        if "delivery" in said:
            yield "demand_delivery"
        if not said.isdisjoint(_INTEREST):
            yield "demand_interest"
    if scene.brief.tone is Tone.FORMAL and Circumstance.LEGAL_NOTICE in scene.circumstances:
        yield "legal_notice"


def _request(scene: Scene, required: tuple[str, ...]) -> Iterator[str]:
    grounds = scene.brief.grounds
    if scene.brief.kind is MessageKind.FORMAL_DEMAND and grounds.facts_of("ask_by"):
        yield "demand_request"
    elif Circumstance.OVERDUE in scene.circumstances:
        yield "ask_by" if grounds.facts_of("ask_by") else "ask_date"
    if "question" in required:
        yield "in_the_way"
    yield from (f"offer_{offer.kind}" for offer in grounds.offers)
    if not grounds.offers:
        yield "offer_nothing"


def _when(scene: Scene) -> str:
    if Circumstance.BEFORE_DUE in scene.circumstances:
        return "upcoming"
    return "due_now" if Circumstance.DUE_TODAY in scene.circumstances else "overdue"
