"""What was said and offered in a negotiation, in order of time, and what the customer's last words ask."""

from collections.abc import Callable
from dataclasses import dataclass

from assistant.domain.authority import OfferKind
from assistant.domain.commitments import Cause
from assistant.domain.message import EDITABLE
from assistant.domain.money import Money
from assistant.domain.negotiation import OfferStatus, Party
from assistant.negotiation.situation import Asked
from assistant.web import forms
from assistant.web.arrangement_view import arrangement_in_brief
from assistant.web.frame import Page, card, page_address
from assistant.web.labels import Labels
from assistant.web.markup import NOTHING, Markup, joined, tag
from assistant.wording import Wording
from assistant.workflow.negotiation.heard import LastWords
from assistant.workflow.negotiation.offers_seen import OfferSeen, standing
from assistant.workflow.negotiation.view import NegotiationView, Said, ThreadEntry

# Of a longer text the thread shows the beginning; all of it stands where it was recorded.
_MOST_SHOWN = 600
_FIGURES = ("instalments", "first_payment", "per_instalment", "until", "extension_days", "discount_pct")


@dataclass(frozen=True, kw_only=True, slots=True)
class ThreadView:
    """Draws the talk of one case; ``new_key`` gives a key for each form, so that nothing is recorded twice."""

    view: NegotiationView
    say: Labels
    words: Wording
    new_key: Callable[[], str]

    def ways(self) -> Markup:
        """The message that is open, if there is one, and the other pages of the case."""
        message, here = self.view.message, self.view.case.id
        links = [(self.say("account.see"), Page.ACCOUNT), (self.say("reply.all"), Page.REPLY)]
        if message is None:
            links.append((self.say("account.draft"), Page.DRAFT))
        ways = [
            tag("a", name, href=page_address(self.say.language, page, case=here), class_="button plain")
            for name, page in links
        ]
        if message:
            name = f"{message.id} · {self.words.name(message.status)}"
            with_author = message.status in EDITABLE
            draft = page_address(self.say.language, Page.DRAFT, case=here)
            review = page_address(self.say.language, Page.REVIEW, item=message.id)
            ways.insert(0, tag("a", name, href=draft if with_author else review, class_="button"))
        return tag("p", *ways, class_="ways-on")

    def thread(self) -> Markup:
        """Every turn, the oldest first."""
        turns = [self._turn(turn) for turn in self.view.thread]
        nothing = tag("p", self.say("negotiate.none"), class_="quiet")
        return card(self.say("negotiate.thread"), tag("ol", *turns, class_="thread") if turns else nothing)

    def proposal(self) -> Markup:
        """What their last words ask, with the words that say it, and the form to note or correct it."""
        heard = self.view.heard
        asked = heard.asked if heard else None
        lines = [tag("li", line) for line in self._asks(asked)] if asked else []
        if heard and heard.cause is not Cause.UNKNOWN:
            lines.append(tag("li", self._named("cause", self.words.name(heard.cause))))
        said = heard.text if heard and heard.reply is None else asked.quote if asked else ""
        quote = tag("blockquote", said) if said else None
        doubts = [tag("p", "▲ ", self.words.reason(each), class_="warning") for each in (heard.doubts if heard else ())]
        corrected = tag("p", self.say("negotiate.corrected"), class_="quiet") if heard and heard.corrected else None
        return card(
            self.say("negotiate.proposal"),
            tag("ul", *lines, class_="reasons") if lines else None,
            None if lines or (heard and heard.accepts) else tag("p", self.say("negotiate.asks_nothing")),
            quote,
            self._yes(heard.accepts) if heard and heard.accepts else None,
            joined(doubts) if doubts else None,
            corrected,
            self._noted(),
            self._note(heard),
        )

    def _noted(self) -> Markup | None:
        """What stands on record as the proposal of these words: it counts, whatever they are read to say."""
        heard, stands = self.view.heard, standing(self.view.offers, Party.CUSTOMER)
        if heard is None or stands is None or not heard.says(stands.offer):
            return None
        what = arrangement_in_brief(stands.offer.arrangement, self.say, self.words)
        return tag("p", "✓ ", self.say("negotiate.noted_as", offer=stands.offer.id, what=what), class_="fine")

    def _yes(self, words: str) -> Markup:
        """That they agree; to what we offered, the confirmation is one press away."""
        line = tag("p", "✓ ", self.say("negotiate.they_agree", words=words), class_="fine")
        accepted = self.view.accepted
        return joined([line, self._confirm(accepted.offer.id) if accepted else NOTHING])

    def _confirm(self, offer_id: str) -> Markup:
        if not self.view.may_offer:
            return NOTHING
        label = self.say("negotiate.confirm")
        return tag("button", label, class_="small", type="button", data_do="confirm", data_of=offer_id)

    def _note(self, heard: LastWords | None) -> Markup:
        """New words of theirs with the figures that they leave open, or those of their last words to correct."""
        route = forms.case_route(self.view.case.id, "negotiation", "proposal")
        words = forms.entry_form(
            route,
            self.new_key(),
            self.say("negotiate.proposal_note"),
            forms.words(self.say("negotiate.proposal_words"), "text", most=200_000, rows=4),
            forms.folded(self.say("negotiate.figures"), tag("div", *self._boxes(Asked()), class_="fields")),
        )
        if heard is None:
            return words
        of = forms.hidden("reply", heard.reply.id) if heard.reply else forms.hidden("text", heard.text)
        figures = forms.entry_form(
            route, self.new_key(), self.say("negotiate.correct_note"), of, *self._boxes(heard.asked or Asked())
        )
        return joined([forms.folded(self.say("negotiate.correct"), figures), words])

    def _boxes(self, held: Asked) -> list[Markup]:
        """A box for each figure, with what is read in it."""
        return [
            (forms.day if name == "until" else forms.amount)(
                self.words.listed("reading", name), name, _plain(getattr(held, name)), needed=False
            )
            for name in _FIGURES
        ]

    def _asks(self, asked: Asked) -> list[str]:
        kinds = [self.words.name(kind) for kind in asked.kinds]
        figures = [
            self._named(name, self._value(getattr(asked, name)))
            for name in _FIGURES
            if getattr(asked, name) is not None
        ]
        promised = []
        if asked.promised or asked.promised_on:
            parts = [self._value(each) for each in (asked.promised, asked.promised_on) if each]
            promised = [self._named("promise", " · ".join(parts))]
        waive = [] if OfferKind.WAIVE_INTEREST in asked.kinds or not asked.waive_interest else ["waive_interest"]
        return [*kinds, *(self.words.listed("reading", name) for name in waive), *figures, *promised]

    def _named(self, name: str, value: str) -> str:
        return self.say("negotiate.named", name=self.words.listed("reading", name), value=value)

    def _value(self, value: object) -> str:
        return str(value) if isinstance(value, Money) else self.words.value(value)

    def _turn(self, turn: ThreadEntry) -> Markup:
        who = self.words.name(turn.by)
        when = tag("time", self.words.value(turn.at), datetime=turn.at.isoformat())
        what = self._offer(turn.offer) if turn.offer else self._said(turn)
        look = "theirs" if turn.by is Party.CUSTOMER else "ours"
        return tag("li", tag("p", when, " ", tag("b", who), class_="turn-head"), what, class_=look)

    def _said(self, turn: ThreadEntry) -> Markup:
        text = turn.text if len(turn.text) <= _MOST_SHOWN else f"{turn.text[:_MOST_SHOWN]} …"
        href = {
            Said.REPLY: page_address(self.say.language, Page.REPLY, case=self.view.case.id, reply=turn.id),
            Said.MESSAGE: page_address(self.say.language, Page.REVIEW, item=turn.id),
        }.get(turn.said)
        where = tag("p", tag("a", turn.id, href=href)) if href else None
        return tag("div", tag("p", text, class_="body-text"), where)

    def _offer(self, seen: OfferSeen) -> Markup:
        offer, arrangement = seen.offer, seen.offer.arrangement
        line = arrangement_in_brief(arrangement, self.say, self.words)
        status = tag("span", self.words.name(seen.status), class_="badge waiting" if seen.stands else "badge")
        not_sent = tag("span", self.say("negotiate.not_sent"), class_="badge") if not seen.heard else None
        why = tag("p", self.words.reason(seen.why), class_="quiet") if seen.why else None
        head = tag("p", tag("b", offer.id), " ", line, " ", status, " ", not_sent)
        quote = tag("blockquote", offer.quote) if offer.quote else None
        return tag("div", head, quote, why, self._act(seen), class_="offer")

    def _act(self, seen: OfferSeen) -> Markup | None:
        """Confirm what stands; take back what the customer has not heard yet, as only who made it may."""
        if seen.stands:
            return self._confirm(seen.offer.id) if self._may_agree(seen) else None
        mine = seen.offer.actor == self.view.person.login and seen.offer.by is Party.US
        if seen.heard or not mine or seen.status is not OfferStatus.OPEN:
            return None
        label = self.say("negotiate.withdraw")
        return tag("button", label, class_="small", type="button", data_do="withdraw", data_of=seen.offer.id)

    def _may_agree(self, seen: OfferSeen) -> bool:
        """Whether this person may agree to it alone: what is beyond that is asked for among the options."""
        position = self.view.table.position if self.view.table else None
        theirs = position.proposed if position and seen.offer.by is Party.CUSTOMER else None
        return theirs is None or theirs.ruling.within


def _plain(value: object) -> str:
    """A figure as it is typed into a field; nothing for none."""
    if isinstance(value, Money):
        return value.typed()
    return "" if value is None else str(value)
