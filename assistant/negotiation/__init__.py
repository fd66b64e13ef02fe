"""What may be offered, priced and scheduled within authority; nothing here touches the principal."""

from assistant.negotiation.authority import AuthorityTable, MayConcede
from assistant.negotiation.offers import offers_within
from assistant.negotiation.plan_builder import build_plan, with_returns
from assistant.negotiation.plan_checks import check_plan
from assistant.negotiation.plan_spec import PlanSpec
from assistant.negotiation.policy import NegotiationPolicy
from assistant.negotiation.position import position
from assistant.negotiation.rulings import ruling
from assistant.negotiation.schedule import instalments

__all__ = [
    "AuthorityTable",
    "MayConcede",
    "NegotiationPolicy",
    "PlanSpec",
    "build_plan",
    "check_plan",
    "instalments",
    "offers_within",
    "position",
    "ruling",
    "with_returns",
]
