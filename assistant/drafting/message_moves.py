"""Decides when a move of a message counts, and names the moves that letters and calls share."""

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.drafting.circumstances import Circumstance
from assistant.drafting.scene import Scene


@dataclass(frozen=True, slots=True)
class MessageMove:
    """A move, made where something may be said of one of ``facts`` (if any) and of none of ``without``.

    Of the circumstances, all of ``when`` must hold and none of ``but``.
    """

    name: str
    facts: tuple[str, ...] = ()
    when: tuple[Circumstance, ...] = ()
    but: tuple[Circumstance, ...] = ()
    without: tuple[str, ...] = ()

    def counts(self, scene: Scene, said: frozenset[str]) -> bool:
        """Whether the message of ``scene``, which may say the facts of the roles ``said``, makes this move."""
        return (
            (not self.facts or not said.isdisjoint(self.facts))
            and said.isdisjoint(self.without)
            and scene.circumstances.issuperset(self.when)
            and scene.circumstances.isdisjoint(self.but)
        )


def counting(moves: tuple[MessageMove, ...], scene: Scene, said: frozenset[str]) -> Iterator[str]:
    """The names of the moves that count, in their order."""
    return (move.name for move in moves if move.counts(scene, said))


# Where late interest is fixed at a figure, it neither goes on nor is it refused to give it up.
INTEREST_FIXED = ("interest_fixed",)
LIST_CUT = MessageMove("list_cut", when=(Circumstance.CUT,))
INVOICES = (MessageMove("list_invoices", when=(Circumstance.MANY,)), LIST_CUT)
# What an arrangement gives, and what it asks in return.
GIVES = tuple(MessageMove(f"give_{role}", (role,)) for role in ("discount", "fees", "security"))
WANTS = tuple(
    MessageMove(f"return_{wanted}", when=(Circumstance(f"wants_{wanted}"),))
    for wanted in ("first", "order", "full", "dates", "prepaid")
)
# What becomes of late interest.
TERMS = (
    MessageMove("interest_fixed", INTEREST_FIXED),
    MessageMove("interest_waived", when=(Circumstance.INTEREST_WAIVED,)),
)
# The answers to what the customer raised.
POINTS = (
    *(
        MessageMove(f"point_{point}", when=(Circumstance(point),))
        for point in ("says_paid", "needs_documents", "quality", "contested", "approval", "wrong_contact", "cash_flow")
    ),
    MessageMove("point_asks_time", when=(Circumstance.ASKS_TIME,)),
    MessageMove("point_asks_instalments", when=(Circumstance.ASKS_INSTALMENTS,)),
    MessageMove("point_asks_method", when=(Circumstance.ASKS_METHOD,)),
    MessageMove("point_discount_given", ("discount",), when=(Circumstance.ASKS_DISCOUNT,)),
    MessageMove("point_asks_discount", when=(Circumstance.ASKS_DISCOUNT,), without=("discount",)),
    MessageMove("point_cause_first", when=(Circumstance.CAUSE_FIRST,)),
    MessageMove("point_waiver_given", when=(Circumstance.ASKS_WAIVER, Circumstance.INTEREST_WAIVED)),
    MessageMove("point_waiver_fixed", INTEREST_FIXED, when=(Circumstance.ASKS_WAIVER,)),
    MessageMove(
        "point_waiver_refused",
        when=(Circumstance.ASKS_WAIVER, Circumstance.ARRANGED),
        but=(Circumstance.INTEREST_WAIVED,),
        without=INTEREST_FIXED,
    ),
    MessageMove("point_asks_waiver", when=(Circumstance.ASKS_WAIVER,), but=(Circumstance.ARRANGED,)),
    MessageMove("point_security_given", ("security",), when=(Circumstance.ASKS_SECURITY,)),
    MessageMove("point_asks_security", when=(Circumstance.ASKS_SECURITY,), without=("security",)),
)
