"""Agreements in the customer's hands: the link, the page behind it, answers taken by hand, and what an answer does."""

from assistant.workflow.acceptance.by_hand import record_answer, void_agreement
from assistant.workflow.acceptance.links import LinkMade, make_link
from assistant.workflow.acceptance.shown import AgreementShown, agreement_shown, agreements_of
from assistant.workflow.acceptance.visiting import Visit, VisitState, answer_by_link, look

__all__ = [
    "AgreementShown",
    "LinkMade",
    "Visit",
    "VisitState",
    "agreement_shown",
    "agreements_of",
    "answer_by_link",
    "look",
    "make_link",
    "record_answer",
    "void_agreement",
]
