"""Works out what must be said, how and when, or why nothing may be sent; explains itself either way."""

from assistant.planning.brief import Sender, write_brief
from assistant.planning.decide import decide
from assistant.planning.decision import Decision, Wishes
from assistant.planning.given import brief_given, rung_of, with_offers
from assistant.planning.kept_word import kept_word, on_live_plan
from assistant.planning.negotiated import NEGOTIATED, Negotiated, brief_negotiated
from assistant.planning.on_request import ON_REQUEST
from assistant.planning.policy import Policy
from assistant.planning.timing import beyond_limits, opening, opening_within_limits, too_soon

__all__ = [
    "NEGOTIATED",
    "ON_REQUEST",
    "Decision",
    "Negotiated",
    "Policy",
    "Sender",
    "Wishes",
    "beyond_limits",
    "brief_given",
    "brief_negotiated",
    "decide",
    "kept_word",
    "on_live_plan",
    "opening",
    "opening_within_limits",
    "rung_of",
    "too_soon",
    "with_offers",
    "write_brief",
]
