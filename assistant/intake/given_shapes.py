"""The shape of a record given as JSON: what `tactful check` and `tactful draft` may be told of a case."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated, TypeAlias

from pydantic import Field

from assistant.domain.language import Language
from assistant.knowledge import Closed

Number: TypeAlias = str | int | float
# A day on which, and after which, one can still count; the calendar ends with the year 9999.
Day: TypeAlias = Annotated[dt.date, Field(ge=dt.date(1900, 1, 1), le=dt.date(9000, 1, 1))]
# A hundred years, and a payment each month of them.
Days: TypeAlias = Annotated[int, Field(ge=0, le=36_500)]
Payments: TypeAlias = Annotated[int, Field(ge=0, le=1_200)]
PerCent: TypeAlias = Annotated[Decimal, Field(ge=0, le=100)]


@dataclass(frozen=True, kw_only=True, slots=True)
class GivenInvoice(Closed):
    """One invoice; amounts are decimal strings or numbers in the record's currency unless it names its own."""

    no: str
    amount: Number
    due: Day
    issued: dt.date | None = None
    paid: Number = "0"
    paid_on: dt.date | None = None
    credited: Number = "0"
    disputed: Number = "0"
    currency: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class GivenPromise(Closed):
    """The customer's promise: made on ``date``, to pay ``amount`` by ``by``."""

    date: dt.date
    amount: Number | None = None
    by: dt.date | None = None
    quote: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class GivenCall(Closed):
    """A call and how it ended."""

    date: dt.date
    result: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class GivenAuthority(Closed):
    """What the writer may concede; everything not given is nothing, but for ``max_plan_days``: then months count."""

    role: str = "account_manager"
    max_discount_pct: PerCent = Decimal(0)
    may_waive_late_fee: bool = False
    max_extension_days: Days = 0
    may_offer_instalments: bool = False
    max_instalments: Payments = 0
    min_first_payment_pct: PerCent = Decimal(0)
    max_plan_days: Days | None = None
    may_freeze_interest: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class GivenRecord(Closed):
    """The record of ``tactful check`` and ``tactful draft``; ``as_of`` is the day of writing."""

    as_of: Day
    currency: str
    customer: str = ""
    seller: str = ""
    contact: str = ""
    contact_email: str = ""
    contact_phone: str = ""
    language: Language | None = None
    invoices: tuple[GivenInvoice, ...] = ()
    contract: str = ""
    promises: tuple[GivenPromise, ...] = ()
    calls: tuple[GivenCall, ...] = ()
    authority: GivenAuthority = field(default_factory=GivenAuthority)
    lawsuit_filed: bool = False
    legal_notice_authorised: bool = False
    bank: str = ""
    account: str = ""
    account_holder: str = ""
    swift: str = ""
    payment_link: str = ""
    ways_to_pay: str = ""
    sender: str = ""
    sender_title: str = ""
    sender_phone: str = ""
    sender_email: str = ""
    seller_address: str = ""
    customer_address: str = ""
    ask_by: dt.date | None = None
    note: str = ""
