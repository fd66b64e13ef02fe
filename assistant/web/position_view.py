"""Where a negotiation stands, drawn: their proposal, our move and our limit side by side, and every option ranked."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from assistant.domain.arrangement import Arrangement
from assistant.domain.language import Reason
from assistant.domain.negotiation import Fit, Party
from assistant.negotiation.option import NegotiatingPosition, Option, Price, Ruling
from assistant.web.arrangement_view import arrangement_detail, arrangement_in_brief, payments_in_brief
from assistant.web.cash_chart import cash_by_month
from assistant.web.forms import folded
from assistant.web.frame import card
from assistant.web.labels import Labels
from assistant.web.markup import Markup, joined, tag
from assistant.wording import Wording

# What is said of each of the three, line by line.
_LINES = ("what", "payments", "first", "value", "cost", "days", "exposure", "authority", "fit")
NOTHING_AGAINST: Mapping[str, tuple[Reason, ...]] = {}
_SIGNS = {Fit.GOOD: "●", Fit.FAIR: "◐", Fit.POOR: "○"}


@dataclass(frozen=True, kw_only=True, slots=True)
class PositionView:
    """Draws a position for the person who negotiates."""

    say: Labels
    words: Wording

    def beside(self, position: NegotiatingPosition, notes: tuple[Reason, ...] = ()) -> Markup:
        """Their proposal, our move and our limit, line by line; then the next concession and why the move is this.

        ``notes`` say what the figures leave out.
        """
        shown = {"theirs": position.proposed, "ours": position.move, "limit": position.limit}
        cells = [self._cells(option) for option in shown.values()]
        heads = [tag("th", "", scope="col"), *(tag("th", self.say(f"negotiate.{k}"), scope="col") for k in shown)]
        rows = [
            tag(
                "tr",
                tag("th", self.say(f"negotiate.row_{name}"), scope="row"),
                *(tag("td", each.get(name, "–")) for each in cells),
            )
            for name in _LINES
        ]
        table = tag("table", tag("thead", tag("tr", *heads)), tag("tbody", *rows), class_="items beside")
        return card(
            self.say("negotiate.position"),
            tag("div", table, class_="table-wrap"),
            self._next(position),
            self._reasons(position.why),
            self._doubts((*position.doubts, *notes)),
        )

    def nothing(self, why: Reason | None) -> Markup:
        """Why there is nothing to negotiate about."""
        return card(self.say("negotiate.position"), tag("p", "‖ ", self.words.reason(why)) if why else None)

    def options(
        self,
        position: NegotiatingPosition,
        against: Mapping[str, tuple[Reason, ...]] = NOTHING_AGAINST,
        *,
        may_offer: bool,
    ) -> Markup:
        """Every option, best first; with what may be done with it for somebody who ``may_offer``.

        ``against`` says by an option's id why we would not offer it, whoever may.
        """
        lines = (
            self._option(number, option, position, against.get(option.id, ()), may_offer=may_offer)
            for number, option in enumerate(position.options, start=1)
        )
        return card(self.say("negotiate.options"), tag("ol", *lines, class_="options"))

    def cash(self, position: NegotiatingPosition, plan: Arrangement | None) -> Markup:
        """When the cash of their proposal, our move, our limit and a ``plan`` by hand would come."""
        shown = {"theirs": position.proposed, "ours": position.move, "limit": position.limit}
        named = [(self.say(f"negotiate.{name}"), option.arrangement) for name, option in shown.items() if option]
        return cash_by_month([*named, (self.say("negotiate.plan"), plan)] if plan else named, self.say)

    def _next(self, position: NegotiatingPosition) -> Markup | None:
        """The rung that would come next, or that there is none; nothing where there is nothing to give yet."""
        agreeing = position.move.by is Party.CUSTOMER
        if agreeing or (position.next_rung is None and position.proposed is None):
            return None
        rung = self.words.name(position.next_rung) if position.next_rung else self.say("negotiate.no_more")
        return tag("p", tag("b", self.say("negotiate.next_concession")), " ", rung)

    def ruling(self, ruling: Ruling) -> Markup:
        """Whether it is within this person's authority, what is not, and who may agree to it."""
        if ruling.within:
            return tag("span", "✓ ", self.say("negotiate.within"), class_="fine")
        who = self.words.name(ruling.approver) if ruling.approver else "–"
        beyond = self._reasons(ruling.beyond)
        return tag("div", tag("span", "▲ ", self.say("negotiate.beyond", role=who), class_="warning"), beyond)

    def _option(
        self,
        number: int,
        option: Option,
        position: NegotiatingPosition,
        against: tuple[Reason, ...],
        *,
        may_offer: bool,
    ) -> Markup:
        arrangement, ours = option.arrangement, option is position.move
        title = f"{number}. {arrangement_in_brief(arrangement, self.say, self.words)}"
        act = self._act(option, against) if may_offer else None
        return tag(
            "li",
            tag("div", tag("b", title), *self._badges(option, ours=ours), act, class_="option-head"),
            self._figures(option.price),
            self._exchange(option),
            tag("div", self._fits(option), self.ruling(option.ruling), class_="option-why"),
            self._doubts(against),
            folded(
                self.say("negotiate.schedule"),
                tag("p", self._listed(option.why_fit)) if option.why_fit else None,
                arrangement_detail(arrangement, self.say, self.words),
            ),
            data_option=option.id,
            class_="current" if ours else None,
        )

    def _badges(self, option: Option, *, ours: bool) -> Iterator[Markup]:
        if ours:
            yield tag("span", self.say("negotiate.our_move"), class_="badge confirmed")
        if option.by is Party.CUSTOMER:
            yield tag("span", self.say("negotiate.their_idea"), class_="badge")

    def _figures(self, price: Price) -> Markup:
        """What an option costs us against cash today."""
        figures = {
            "row_value": str(price.present_value),
            "row_cost": str(price.cost),
            "row_days": self.say("negotiate.days", days=price.days),
            "row_exposure": str(price.exposure),
        }
        boxes = (
            tag("div", tag("dt", self.say(f"negotiate.{name}")), tag("dd", value), class_="figure-box")
            for name, value in figures.items()
        )
        return tag("dl", *boxes, class_="figures")

    def _act(self, option: Option, against: tuple[Reason, ...]) -> Markup:
        """Offer it where nothing speaks against that, else ask for it; or begin a plan by hand from it."""
        if against or not option.ruling.within:
            do, label = "ask", "ask_for_it"
        else:
            do, label = "offer", "accept_theirs" if option.by is Party.CUSTOMER else "offer_this"
        adjust = tag("button", self.say("negotiate.adjust"), class_="small", type="button", data_do="adjust",
                     data_option=option.id)  # fmt: skip
        chosen = tag("button", self.say(f"negotiate.{label}"), class_="small", type="button", data_do=do,
                     data_option=option.id)  # fmt: skip
        return tag("span", adjust if option.arrangement.schedule else None, chosen, class_="ways")

    def _exchange(self, option: Option) -> Markup | None:
        """What it gives, and what it asks for that."""
        parts = [tag("span", self._listed(reasons)) for reasons in (option.gives, option.asks) if reasons]
        return tag("p", *parts, class_="exchange") if parts else None

    def _cells(self, option: Option | None) -> dict[str, object]:
        """What the table says of an option, by the name of its line."""
        if option is None:
            return {}
        arrangement, price = option.arrangement, option.price
        first = arrangement.first
        return {
            "what": self._what(option),
            "payments": payments_in_brief(arrangement, self.say, self.words),
            "first": f"{first.amount} · {self.words.value(first.due)}" if first else "–",
            "value": price.present_value,
            "cost": price.cost,
            "days": self.say("negotiate.days", days=price.days),
            "exposure": price.exposure,
            "authority": self.ruling(option.ruling),
            "fit": self._fit(option),
        }

    def _what(self, option: Option) -> str:
        return self.words.name(option.arrangement.kind)

    def _fit(self, option: Option) -> Markup:
        return tag("p", self._fits(option), f" · {why}" if (why := self._listed(option.why_fit)) else "")

    def _fits(self, option: Option) -> Markup:
        return tag("span", _SIGNS[option.fit], " ", self.words.name(option.fit))

    def _listed(self, reasons: Iterable[Reason]) -> str:
        return " · ".join(self.words.reason(reason) for reason in reasons)

    def _reasons(self, reasons: tuple[Reason, ...]) -> Markup | None:
        lines = [tag("li", self.words.reason(reason)) for reason in reasons]
        return tag("ul", *lines, class_="reasons") if lines else None

    def _doubts(self, doubts: tuple[Reason, ...]) -> Markup | None:
        lines = [tag("p", "▲ ", self.words.reason(reason), class_="warning") for reason in doubts]
        return joined(lines) if lines else None
