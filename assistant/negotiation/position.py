"""Where a negotiation stands: three to six priced options, our move first, their proposal and our limit among them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.domain.arrangement import Arrangement
from assistant.domain.authority import OfferKind
from assistant.domain.language import Reason
from assistant.domain.negotiation import Fit, Party
from assistant.negotiation.authority import AuthorityTable
from assistant.negotiation.candidates import Candidate, Wish, candidates, is_declined, terms_of
from assistant.negotiation.making import Maker
from assistant.negotiation.option import NegotiatingPosition, Option, Ruling
from assistant.negotiation.policy import Gift, NegotiationPolicy
from assistant.negotiation.pricing import price
from assistant.negotiation.proposed import proposed
from assistant.negotiation.record_fit import fit_to_record
from assistant.negotiation.rulings import ruling
from assistant.negotiation.situation import Situation
from assistant.negotiation.strategy import NextMove, Round, next_move
from assistant.ports import Calendar

_FEWEST, _MOST = 3, 6
_FIT = {Fit.GOOD: 2, Fit.FAIR: 1, Fit.POOR: 0}


def position(
    situation: Situation, terms: NegotiationPolicy, table: AuthorityTable, calendar: Calendar
) -> NegotiatingPosition:
    """What they propose, what we would answer, and how far we may go, each as a priced option.

    Raises ValueError where nothing is open: there is nothing to negotiate about.
    """
    if situation.outstanding.minor <= 0:
        raise ValueError("nothing is open")
    return _Desk(maker=Maker(situation=situation, terms=terms, calendar=calendar), table=table).position()


def waiting(
    situation: Situation, terms: NegotiationPolicy, table: AuthorityTable, calendar: Calendar
) -> NegotiatingPosition:
    """Where all of it is contested, or nobody can tell how much: nothing is asked for, and nothing conceded."""
    desk = _Desk(maker=Maker(situation=situation, terms=terms, calendar=calendar), table=table)
    return desk.waiting()


@dataclass(frozen=True, kw_only=True)
class _Desk:
    """One situation with the authority that its arrangements are judged by."""

    maker: Maker
    table: AuthorityTable

    def ruling(self, made: Arrangement) -> Ruling:
        """Whether ``made`` is within the authority of who negotiates."""
        situation = self.maker.situation
        return ruling(made, situation.authority, situation.today, self.table, standing=situation.standing)

    def within(self, made: Arrangement) -> bool:
        """Whether ``made`` may be offered; payment in full now always may."""
        return self.ruling(made).within

    def position(self) -> NegotiatingPosition:
        """The whole of it."""
        asked = self.maker.situation.asked
        heard = proposed(asked, self.maker)
        noted = self._still_theirs(self.maker.situation.noted)
        theirs = noted or heard.arrangement or self._theirs_that_stands()
        wish = Wish.of(asked, theirs, self.maker)
        found = candidates(self.maker, wish, self.within)
        in_parts = wish.reach in (OfferKind.INSTALMENTS, OfferKind.COLLATERAL)
        course = next_move(Round(maker=self.maker, wish=wish, found=found, within=self.within))
        others = found if in_parts else candidates(self.maker, replace(wish, reach=OfferKind.INSTALMENTS), self.within)
        limit = (found if wish.reach else others)[-1].made
        options = self._options(course, wish, limit, others)
        return NegotiatingPosition(
            options=options,
            proposed=_of(options, theirs) if theirs else None,
            limit=_of(options, limit),
            next_rung=course.after.kind if course.after else None,
            doubts=() if noted else heard.doubts,
            why=(*course.why, *self._approver(theirs)),
        )

    def waiting(self) -> NegotiatingPosition:
        """No payment and no gift: what is in question is cleared up first."""
        held = self._option(self.maker.arrangement(OfferKind.FULL_NOW, ()), Party.US)
        only = replace(held, id="O1")
        why = (Reason.of("why_contested"),)
        return NegotiatingPosition(options=(only,), proposed=None, limit=only, next_rung=None, doubts=(), why=why)

    def _theirs_that_stands(self) -> Arrangement | None:
        """Their last proposal that they have not declined since, where their newest words are none."""
        situation = self.maker.situation
        theirs = [each.arrangement for each in situation.history if each.by is Party.CUSTOMER]
        theirs = [made for made in theirs if not is_declined(made, situation)]
        return self._still_theirs(theirs[-1]) if theirs else None

    def _still_theirs(self, made: Arrangement | None) -> Arrangement | None:
        """``made``, unless its first day is over or it is about another debt than today's."""
        fits = made and made.first and made.first.due >= self.maker.situation.today
        return made if made and fits and made.outstanding == self.maker.debt else None

    def _approver(self, theirs: Arrangement | None) -> Iterable[Reason]:
        judged = self.ruling(theirs) if theirs else Ruling(within=True)
        if judged.approver:
            yield Reason.of("why_beyond", approver=judged.approver)

    def _options(
        self, course: NextMove, wish: Wish, limit: Arrangement, others: Sequence[Candidate]
    ) -> tuple[Option, ...]:
        """Our move, then the rest by their points, those beyond authority last; their own is never left out."""
        must = [course.move, *([wish.proposal] if wish.proposal else []), limit, self.maker.full()]
        more = [*self._fitting(others), *self._beyond()]
        chosen: dict[object, Arrangement] = {}
        for made in (*must, *more):
            few = len(chosen) < (_FEWEST if not self.within(made) else _MOST)
            if made in must or few:
                chosen.setdefault(terms_of(made), made)
        theirs = terms_of(wish.proposal) if wish.proposal else None
        options = [
            self._option(made, Party.CUSTOMER if terms == theirs else Party.US) for terms, made in chosen.items()
        ]
        ranked = sorted(options[1:], key=lambda option: (not option.ruling.within, -self._points(option, wish)))
        return tuple(replace(option, id=f"O{n}") for n, option in enumerate([options[0], *ranked], start=1))

    def _fitting(self, others: Sequence[Candidate]) -> Iterable[Arrangement]:
        """One of each kind that the cause calls for: the middle one of what is within authority."""
        for kind in self.maker.terms.fitting[self.maker.situation.cause]:
            if kind is OfferKind.OTHER_PAYMENT_METHOD:
                yield self.maker.full(kind)
            same = [each.made for each in others if each.made.kind is kind]
            yield from same[(len(same) - 1) // 2 :][:1]

    def _beyond(self) -> Iterable[Arrangement]:
        """What somebody else would have to approve, where we may offer hardly anything ourselves."""
        for rhythm in self.maker.terms.rhythms:
            day = self.maker.in_rhythm(self.maker.situation.today, 2, rhythm)[-1]
            yield self.maker.full(OfferKind.EXTENSION, self.maker.on_or_after(day))

    def _points(self, option: Option, wish: Wish) -> Decimal:
        weights, debt = self.maker.terms.weights, self.maker.debt.minor
        asked = option.by is Party.CUSTOMER or option.arrangement.kind is wish.kind
        return (
            weights.fit * _FIT[option.fit]
            + weights.asked * asked
            + weights.cost * option.price.cost.minor * 100 / debt
            + weights.exposure * option.price.exposure.minor / debt
        )

    def _option(self, made: Arrangement, by: Party) -> Option:
        fit, why_fit = fit_to_record(made, self.maker)
        situation = self.maker.situation
        return Option(
            id="",
            by=by,
            arrangement=made,
            price=price(made, situation.today, self.maker.terms.rate(made.currency), situation.step_minor),
            ruling=self.ruling(made),
            fit=fit,
            why_fit=why_fit,
            gives=tuple(self._gives(made)),
            asks=tuple(_asks(made)),
        )

    def _gives(self, made: Arrangement) -> Iterable[Reason]:
        gifts = {gift for rung in self.maker.rungs(made) for gift in rung.gives}
        if Gift.FORM in gifts:
            yield Reason.of("gives_form")
        if Gift.TIME in gifts:
            several = len(made.schedule) > 1
            yield Reason.of("gives_time" if several else "gives_day", count=len(made.schedule), last=made.last_day)
        if Gift.INTEREST in gifts and made.interest_waived:
            yield Reason.of("gives_interest", amount=made.interest_waived)
        if Gift.DISCOUNT in gifts:
            yield Reason.of("gives_discount", amount=made.discount, last=made.last_day)


def _asks(made: Arrangement) -> Iterable[Reason]:
    for each in made.returns:
        yield Reason.of("asks_return", what=each)


def _of(options: Sequence[Option], made: Arrangement) -> Option:
    """The option whose arrangement has the terms of ``made``."""
    return next(option for option in options if terms_of(option.arrangement) == terms_of(made))
