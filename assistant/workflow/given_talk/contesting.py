"""Follows over a talk what the customer contests of a record given by hand, and keeps it out of what is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from assistant.domain.money import Money
from assistant.intake.given_record import given_money
from assistant.intake.given_talk import GivenTalk
from assistant.negotiation.contested import Contested, held_back, without
from assistant.negotiation.situation import Situation
from assistant.workflow.contested_words import contested_after
from assistant.workflow.given_talk.situation import TalkRead


@dataclass(frozen=True, kw_only=True, slots=True)
class Contesting:
    """What the customer's words contest over a talk: as they said it, and what is held back of each invoice."""

    held: tuple[Contested, ...] = ()
    of_each: Mapping[str, Money]

    @property
    def asks_how_much(self) -> bool:
        """Whether nobody can tell yet which part of the debt it is."""
        return any(not (each.told or each.whole) for each in self.held)

    def asks_for_nothing(self, begun: Situation) -> bool:
        """Whether nothing of the debts of ``begun`` is left to be asked for."""
        return bool(self.of_each) and not without(begun.debts, self.of_each)


def contesting(talk: GivenTalk, read: TalkRead, begun: Situation) -> Contesting:
    """What the customer's words contest of the debts of ``begun``, where nothing but the record has been left out.

    ``read`` is what they say of just these debts.
    """
    currency = talk.record.currency
    recorded = {each.no for each in talk.record.invoices if given_money(each.disputed, each.currency or currency)}
    held: tuple[Contested, ...] = ()
    texts = (*(turn.text for turn in talk.history), talk.proposal)
    for text, said in zip(texts, (*read.earlier, read.now), strict=True):
        held = contested_after(text, said, held, begun, recorded=recorded) if said else held
    return Contesting(held=held, of_each=held_back(held, begun.debts))


def with_contested(talk: GivenTalk, of_each: Mapping[str, Money]) -> GivenTalk:
    """``talk`` on a record that has also these parts of its invoices as disputed."""

    def disputed(number: str, known: object) -> str:
        recorded = given_money(known or "0", talk.record.currency)  # type: ignore[arg-type]
        return f"{(recorded + of_each[number]).decimal:f}"

    invoices = tuple(
        replace(each, disputed=disputed(each.no, each.disputed)) if each.no in of_each else each
        for each in talk.record.invoices
    )
    listed = talk.raw.get("invoices")
    raw = [
        {**each, "disputed": disputed(str(each["no"]), each.get("disputed"))} if each.get("no") in of_each else each
        for each in (listed if isinstance(listed, list | tuple) else ())
    ]
    return replace(talk, record=replace(talk.record, invoices=invoices), raw={**talk.raw, "invoices": raw})


def is_waiting(offer: Mapping[str, object]) -> bool:
    """Whether ``offer``, an option as we print it, is that nothing is asked for while something is looked into."""
    terms = offer.get("terms")
    return offer.get("schedule") == [] and isinstance(terms, Mapping) and bool(terms.get("contested"))
