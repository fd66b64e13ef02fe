"""One negotiation from the first message to a signature or to the last turn."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from assistant.domain.money import Money
from evals.negotiation.answers import Answer, Option, read_answer
from evals.negotiation.customer import Counterpart
from evals.negotiation.scripts import Demand, Saying
from evals.negotiation.strategies import Strategy
from evals.negotiation.terms import major


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """A message and what was answered; ``paid`` is what had come in by ``today``, ``moved`` whether they gave anything.

    ``asked`` is what they ask for as far as their messages so far tell, ``proposed`` whether this one says it;
    ``fresh`` where time went by before, or money came, so that earlier offers no longer stand.
    """

    text: str
    today: dt.date
    asked: Demand | None
    proposed: bool
    moved: bool
    fresh: bool
    debt: Money
    paid: Money
    answer: Answer


@dataclass(frozen=True, kw_only=True, slots=True)
class Talk:
    """A negotiation that is over; ``agreed`` is our offer that they signed, ``confirmed`` what was answered to that."""

    counterpart: Counterpart
    turns: tuple[Turn, ...]
    agreed: Option | None = None
    signed_on: dt.date | None = None
    confirmed: Turn | None = None


def talk(counterpart: Counterpart, strategy: Strategy, turns: int = 8) -> Talk:
    """Let ``counterpart`` and ``strategy`` talk until they sign, or for so many turns."""
    table = _Table(counterpart, strategy)
    for offers in range(1, turns + 1):
        turn = table.hear(table.next_saying())
        move = turn.answer.move
        if move and counterpart.signs(move.terms, turn.asked, offers, turn.debt, turn.today):
            confirmed = table.hear(Saying(pool="agreed", ask=turn.asked, gives=True), accepting=move)
            return Talk(
                counterpart=counterpart,
                turns=tuple(table.turns[:-1]),
                agreed=move,
                signed_on=turn.today,
                confirmed=confirmed,
            )
    return Talk(counterpart=counterpart, turns=tuple(table.turns))


class _Table:
    """What has been said, and where the script stands."""

    def __init__(self, counterpart: Counterpart, strategy: Strategy) -> None:
        self.counterpart, self.strategy = counterpart, strategy
        self.turns: list[Turn] = []
        self._at = 0
        self._history: list[dict[str, Any]] = []
        self._today = counterpart.script.as_of
        self._paid = Money.zero(counterpart.currency)

    def next_saying(self) -> Saying:
        """Their next message; the stubborn come down only after we did."""
        if self.counterpart.script.stubborn and self._at > 0 and not self._we_moved():
            last = self.counterpart.saying(self._at - 1)
            return Saying(pool="again", ask=last.ask, gives=False)
        saying = self.counterpart.saying(self._at)
        self._at += 1
        return saying

    def hear(self, saying: Saying, accepting: Option | None = None) -> Turn:
        """Have ``saying`` answered."""
        self._today += dt.timedelta(days=saying.after)
        # Their figures mean the debt as it stood when they began to write; what came in lowers what is open.
        debt = self.counterpart.outstanding - self._paid
        text = self.counterpart.words(
            saying, len(self.turns), debt, self._today, accepting.terms if accepting else None
        )
        self._paid = self._paid + major(saying.pays, self.counterpart.currency)
        debt = self.counterpart.outstanding - self._paid
        asked = saying.ask or (self.turns[-1].asked if self.turns else None)
        line = {
            "id": f"{self.counterpart.id}/{len(self.turns) + 1}",
            "record": self._record(),
            "proposal": text,
            "history": list(self._history),
        }
        answer = read_answer(self.strategy(line, asked, debt), self.counterpart.currency)
        turn = Turn(
            text=text,
            today=self._today,
            asked=asked,
            proposed=saying.ask is not None,
            moved=saying.moved,
            fresh=saying.after > 0 or saying.pays > 0,
            debt=debt,
            paid=self._paid,
            answer=answer,
        )
        self._note(turn)
        return turn

    def _note(self, turn: Turn) -> None:
        self.turns.append(turn)
        self._history.append({"who": "customer", "text": turn.text})
        move = turn.answer.move
        if move:
            self._history.append({"who": "us", "text": turn.answer.body, "offer": dict(move.raw)})

    def _we_moved(self) -> bool:
        moves = [turn.answer.move for turn in self.turns if turn.answer.move]
        if len(moves) < 2:
            return True
        before, now = (move.terms.generosity(self._today) for move in moves[-2:] if move)
        return now > before

    def _record(self) -> dict[str, Any]:
        record = dict(self.counterpart.record)
        record["as_of"] = self._today.isoformat()
        left = self._paid
        invoices = []
        for row in record["invoices"]:
            held = Money.parse(row.get("paid", "0"), left.currency)
            room = Money.parse(row["amount"], left.currency) - held
            now = min(left, room)
            left = left - now
            invoices.append({**row, "paid": str((held + now).decimal)})
        return {**record, "invoices": invoices}
