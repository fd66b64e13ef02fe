"""What is kept of a negotiation: who offered what, authority asked for, agreements, and how they were accepted."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from assistant.domain.arrangement import Arrangement
from assistant.domain.parties import Person, Role


class Party(StrEnum):
    """Who made an offer."""

    CUSTOMER = "customer"
    US = "us"


class OfferStatus(StrEnum):
    """Where an offer stands: at most one of each party is open on a case."""

    OPEN = "open"
    COUNTERED = "countered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, kw_only=True, slots=True)
class OfferMade:
    """One offer on one case; ``at`` in UTC.

    Of the customer's, ``quote`` holds their words and ``source`` where these stand (a reply's id, a call). Of ours,
    ``source`` is the id of the message that made it, once there is one; ``actor`` is the login of who noted it.
    """

    id: str
    customer_code: str
    currency: str
    by: Party
    at: datetime
    arrangement: Arrangement
    status: OfferStatus
    actor: str
    quote: str = ""
    source: str = ""


class Fit(StrEnum):
    """How likely the customer's own record makes it that an arrangement is kept."""

    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"


class RequestStatus(StrEnum):
    """Where a request for authority stands."""

    WAITING = "waiting"
    GRANTED = "granted"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True, slots=True)
class AuthorityRequest:
    """Somebody asks to offer more than they may: an approval of its own, with amount, reason, approver and expiry.

    ``approver`` is the role that can grant it; who decided may not be who asked. ``expires`` is the last day on which a
    grant counts; times are UTC.
    """

    id: str
    customer_code: str
    currency: str
    arrangement: Arrangement
    approver: Role
    reason: str
    asked_by: str
    asked_at: datetime
    status: RequestStatus = RequestStatus.WAITING
    decided_by: str = ""
    decided_at: datetime | None = None
    note: str = ""
    expires: date | None = None

    def covers(self, arrangement: Arrangement, today: date) -> bool:
        """Whether it lets exactly this arrangement be offered on ``today``."""
        return self.counts_on(today) and self.arrangement.same_as(arrangement)

    def counts_on(self, today: date) -> bool:
        """Whether it was granted and ``today`` is no later than its last day."""
        return self.status is RequestStatus.GRANTED and (self.expires is None or today <= self.expires)

    def may_be_decided_by(self, person: Person) -> bool:
        """Whether ``person`` has the role that it takes, or is an administrator, and is not who asked."""
        return person.login != self.asked_by and (person.may(self.approver) or person.may(Role.ADMIN))


class AgreementState(StrEnum):
    """Where an agreement stands: until it is accepted it is a proposal."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    VOID = "void"


class AnswerWay(StrEnum):
    """How the customer answered a written confirmation."""

    LINK = "link"
    REPLY = "reply"
    SIGNED = "signed"
    CALL = "call"


class AnswerSaid(StrEnum):
    """What the customer answered."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    QUESTION = "question"


@dataclass(frozen=True, kw_only=True, slots=True)
class CustomerAnswer:
    """The customer's own word on a confirmation: who gave it, when (UTC), and on exactly which text.

    ``noted_by`` is the login of who took it down and ``source`` where it stands, the id of a reply or the SHA-256 of a
    signed copy; both are empty where the customer answered by link.
    """

    said: AnswerSaid
    way: AnswerWay
    name: str
    at: datetime
    content_hash: str
    words: str = ""
    noted_by: str = ""
    source: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Agreement:
    """An arrangement put in writing for the customer to accept: bound to one version of one message.

    ``content_hash`` is of the text that went out; another version makes it void. ``answers`` stand in their order, the
    last that accepts or declines counts; ``plan_id`` is the payment plan that an acceptance made.
    """

    id: str
    customer_code: str
    currency: str
    arrangement: Arrangement
    message_id: str
    version: int
    content_hash: str
    state: AgreementState
    made_at: datetime
    made_by: str
    answers: tuple[CustomerAnswer, ...] = ()
    plan_id: str = ""

    @property
    def is_taken_back(self) -> bool:
        """Whether it was accepted, and ended when somebody undid the plan that it had made."""
        return self.state is AgreementState.VOID and bool(self.plan_id)


@dataclass(frozen=True, kw_only=True, slots=True)
class AcceptanceLink:
    """A link by which one agreement can be accepted without a login: of its token only the SHA-256 is kept.

    It opens the page until ``expires`` (UTC) and until an answer that accepts or declines was given: ``used_at``.
    """

    token_hash: str
    agreement_id: str
    created: datetime
    created_by: str
    expires: datetime
    used_at: datetime | None = None
    revoked: bool = False
