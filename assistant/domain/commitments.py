"""What stands between an invoice and a reminder: promises, disputes, plans, holds, and what the customer wrote."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from assistant.domain.money import Money


class Cause(StrEnum):
    """Why a customer pays late; unknown until there is evidence."""

    UNKNOWN = "unknown"
    OVERSIGHT = "oversight"
    INVOICE_QUERY = "invoice_query"
    APPROVAL_DELAY = "approval_delay"
    CASH_FLOW = "cash_flow"
    QUALITY_DISPUTE = "quality_dispute"
    UNCLEAR_TERMS = "unclear_terms"
    OUR_ERROR = "our_error"
    CREDIT_WEAKNESS = "credit_weakness"
    UNWILLING = "unwilling"


class HoldReason(StrEnum):
    """Why nothing of a case may be released."""

    PAID = "paid"
    PROMISE = "promise"
    DISPUTE = "dispute"
    PLAN = "plan"
    INSOLVENCY = "insolvency"
    CLOSED = "closed"
    DO_NOT_CONTACT = "do_not_contact"
    OUR_ERROR = "our_error"
    MANUAL = "manual"


@dataclass(frozen=True, kw_only=True, slots=True)
class Promise:
    """The customer named a date and an amount; ``quote`` holds the customer's own words."""

    id: str
    customer_code: str
    amount: Money
    made_on: date
    due: date
    quote: str
    source: str
    invoice_nos: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Dispute:
    """The customer contests ``amount`` of one invoice; open until ``resolved_on``; ``outcome`` says how it ended."""

    id: str
    customer_code: str
    invoice_no: str
    amount: Money
    reason: str
    opened_on: date
    quote: str
    handler: str
    answer_by: date
    resolved_on: date | None = None
    outcome: str = ""

    def is_open_on(self, today: date) -> bool:
        """Whether nobody has resolved it by ``today``."""
        return self.resolved_on is None or self.resolved_on > today


@dataclass(frozen=True, kw_only=True, slots=True)
class Hold:
    """A person stopped the case: ``until`` a day, or until lifted when it is None; no currency means every currency."""

    id: str
    customer_code: str
    reason: HoldReason
    note: str
    since: date
    until: date | None = None
    currency: str = ""

    def stands_on(self, today: date) -> bool:
        """Whether the hold is in force on ``today``; its last day is included."""
        return self.since <= today and (self.until is None or today <= self.until)


class InterestTreatment(StrEnum):
    """What becomes of late interest: an explicit choice in every arrangement.

    ``continues`` leaves the claim as contract and law give it and fixes no figure of it; ``frozen`` puts the interest
    of one day into the schedule and ends it while the arrangement is kept; ``waived`` gives it up once the last
    instalment has arrived, and not before.
    """

    CONTINUES = "continues"
    FROZEN = "frozen"
    WAIVED = "waived"


@dataclass(frozen=True, kw_only=True, slots=True)
class Instalment:
    """One payment of a plan."""

    due: date
    amount: Money


@dataclass(frozen=True, kw_only=True, slots=True)
class PlannedDebt:
    """What a plan was agreed on: the ``principal`` of its invoices, and the ``discount`` that payment in time earns."""

    principal: Money
    discount: Money


@dataclass(frozen=True, kw_only=True, slots=True)
class PaymentPlan:
    """An agreed schedule; it is kept while what fell due by a day has been received since ``agreed_on``.

    ``agreement_id`` names the agreement that it came from, if any, and ``debt`` what that was on; from ``ended_on``
    another has taken its place.
    """

    id: str
    customer_code: str
    agreed_on: date
    instalments: tuple[Instalment, ...]
    invoice_nos: tuple[str, ...]
    agreement_id: str = ""
    interest: InterestTreatment = InterestTreatment.CONTINUES
    ended_on: date | None = None
    debt: PlannedDebt | None = None

    @property
    def currency(self) -> str:
        """The currency of every instalment."""
        return self.instalments[0].amount.currency


# The kind under which a contact that the customer made is recorded.
INBOUND = "in"


@dataclass(frozen=True, kw_only=True, slots=True)
class ContactMade:
    """A message that left or a call that was made; ``at`` in UTC, ``kind`` as the message's kind."""

    customer_code: str
    currency: str
    at: datetime
    channel: str
    kind: str
    stage: str
    outcome: str
    note: str = ""

    @property
    def key(self) -> str:
        """What tells this contact from the others of its case."""
        return f"{self.at.isoformat()} {self.channel} {self.kind}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """What the customer wrote: always untrusted, kept as it arrived; ``source`` names the file it came in."""

    id: str
    customer_code: str
    currency: str
    received: datetime
    subject: str
    text: str
    sender: str = ""
    source: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class CauseNote:
    """Why this case is late, with the words that show it."""

    customer_code: str
    currency: str
    cause: Cause
    evidence: str
    noted_on: date
