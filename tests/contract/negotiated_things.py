"""Values of a negotiation: offers, a request for authority, an agreement and its link."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from assistant.domain.arrangement import Arrangement, Return
from assistant.domain.authority import OfferKind
from assistant.domain.commitments import Instalment, InterestTreatment
from assistant.domain.money import Money
from assistant.domain.negotiation import (
    AcceptanceLink,
    Agreement,
    AgreementState,
    AnswerSaid,
    AnswerWay,
    AuthorityRequest,
    CustomerAnswer,
    OfferMade,
    OfferStatus,
    Party,
    RequestStatus,
)
from assistant.domain.parties import Role
from tests.contract.things import NOON


def an_arrangement(**changes: Any) -> Arrangement:
    nothing = Money(0, "HKD")
    arrangement = Arrangement(
        kind=OfferKind.INSTALMENTS,
        invoice_nos=("INV-1001",),
        outstanding=Money(86_400_00, "HKD"),
        late_interest=Money(1_234_56, "HKD"),
        interest_waived=nothing,
        discount=nothing,
        fees=nothing,
        schedule=(
            Instalment(due=date(2026, 6, 30), amount=Money(43_200_01, "HKD")),
            Instalment(due=date(2026, 7, 31), amount=Money(43_199_99, "HKD")),
        ),
        interest=InterestTreatment.CONTINUES,
        discount_pct=Decimal("0.00"),
        returns=(Return.WRITTEN_ACCEPTANCE, Return.FIRST_PAYMENT_NOW),
        lapses_on=date(2026, 6, 23),
    )
    return replace(arrangement, **changes)


def an_offer(offer_id: str = "OF-0001", **changes: Any) -> OfferMade:
    offer = OfferMade(
        id=offer_id,
        customer_code="HK02",
        currency="HKD",
        by=Party.CUSTOMER,
        at=NOON,
        arrangement=an_arrangement(),
        status=OfferStatus.OPEN,
        actor="ann",
        quote="六月底先付一半，其餘七月底。",
        source="R-7",
    )
    return replace(offer, **changes)


def an_authority_request(request_id: str = "AR-0001", **changes: Any) -> AuthorityRequest:
    request = AuthorityRequest(
        id=request_id,
        customer_code="HK02",
        currency="HKD",
        arrangement=an_arrangement(kind=OfferKind.DISCOUNT, discount_pct=Decimal("2.50")),
        approver=Role.ADMIN,
        reason="老客戶，願意本週付清",
        asked_by="ann",
        asked_at=NOON,
    )
    return replace(request, **changes)


def a_granted_request(**changes: Any) -> AuthorityRequest:
    granted = an_authority_request(
        status=RequestStatus.GRANTED,
        decided_by="ben",
        decided_at=NOON + timedelta(hours=1),
        note="once",
        expires=date(2026, 6, 30),
    )
    return replace(granted, **changes)


def an_agreement(agreement_id: str = "AG-0001", **changes: Any) -> Agreement:
    agreement = Agreement(
        id=agreement_id,
        customer_code="HK02",
        currency="HKD",
        arrangement=an_arrangement(),
        message_id="M-0001",
        version=2,
        content_hash="c" * 64,
        state=AgreementState.PROPOSED,
        made_at=NOON,
        made_by="ann",
    )
    return replace(agreement, **changes)


def an_answer(**changes: Any) -> CustomerAnswer:
    answer = CustomerAnswer(
        said=AnswerSaid.ACCEPTED,
        way=AnswerWay.LINK,
        name="何嘉敏",
        at=NOON,
        content_hash="c" * 64,
        words="同意 🙏 '; DROP TABLE agreements; --",
    )
    return replace(answer, **changes)


def an_acceptance_link(token_hash: str = "a" * 64, **changes: Any) -> AcceptanceLink:
    link = AcceptanceLink(
        token_hash=token_hash,
        agreement_id="AG-0001",
        created=NOON,
        created_by="ann",
        expires=NOON + timedelta(days=14),
    )
    return replace(link, **changes)


# Everything of a negotiation that belongs to a customer, with the method that saves it.
NEGOTIATED: list[tuple[str, Any]] = [
    ("save_offer", an_offer()),
    ("save_authority_request", a_granted_request()),
    ("save_agreement", an_agreement(answers=(an_answer(),))),
]
