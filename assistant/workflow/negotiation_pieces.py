"""Makes pieces of a history of what was negotiated: who offered what, what was put in writing, and the answers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from assistant.domain.arrangement import Arrangement
from assistant.domain.case import case_id
from assistant.domain.history import Piece, PieceKind
from assistant.domain.language import Reason
from assistant.domain.negotiation import Agreement, CustomerAnswer, OfferMade, Party
from assistant.ports import Transaction
from assistant.wording import Wording


@dataclass(frozen=True, kw_only=True, slots=True)
class NegotiationTelling:
    """In whose words and in which time zone a negotiation is told."""

    words: Wording
    zone: ZoneInfo

    def pieces(self, tx: Transaction, cases: Iterable[tuple[str, str]]) -> Iterator[Piece]:
        """Every offer, agreement and answer of these cases (customer code and currency)."""
        for case in cases:
            for offer in tx.offers(*case):
                yield self._offer(offer)
            for agreement in tx.agreements(*case):
                yield self._agreement(agreement)
                for answer in agreement.answers:
                    yield self._answer(agreement, answer)

    def _offer(self, offer: OfferMade) -> Piece:
        terms = _terms(offer.arrangement)
        if offer.by is Party.CUSTOMER:
            said = Reason.of("history_offer_theirs", status=offer.status, terms=terms)
        else:
            said = Reason.of("history_offer_ours", status=offer.status, terms=terms)
        return Piece(
            id=offer.id,
            kind=PieceKind.OFFER,
            customer_code=offer.customer_code,
            case_id=case_id(offer.customer_code, offer.currency),
            day=self._day(offer.at),
            text=self.words.reason(said),
            quote=offer.quote,
            about=offer.arrangement.invoice_nos,
            source=offer.source,
        )

    def _agreement(self, agreement: Agreement) -> Piece:
        said = Reason.of(
            "history_agreement",
            message=agreement.message_id,
            state=agreement.state,
            terms=_terms(agreement.arrangement),
        )
        return self._of_agreement(agreement, agreement.made_at, said)

    def _answer(self, agreement: Agreement, answer: CustomerAnswer) -> Piece:
        said = Reason.of("history_answer", agreement=agreement.id, name=answer.name, said=answer.said, way=answer.way)
        return self._of_agreement(agreement, answer.at, said, answer.words)

    def _of_agreement(self, agreement: Agreement, at: datetime, said: Reason, quote: str = "") -> Piece:
        return Piece(
            id=agreement.id,
            kind=PieceKind.AGREEMENT,
            customer_code=agreement.customer_code,
            case_id=case_id(agreement.customer_code, agreement.currency),
            day=self._day(at),
            text=self.words.reason(said),
            quote=quote,
            about=agreement.arrangement.invoice_nos,
            source=agreement.message_id,
        )

    def _day(self, at: datetime) -> date:
        return at.astimezone(self.zone).date()


def _terms(arrangement: Arrangement) -> Reason:
    return Reason.of(
        "history_terms",
        kind=arrangement.kind,
        amount=arrangement.scheduled,
        count=len(arrangement.schedule),
        last=arrangement.last_day,
    )
