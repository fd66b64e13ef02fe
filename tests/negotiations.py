"""Briefs of a negotiation as the record gives rise to them: each market of `tests.builders`, each treatment and gift."""

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import product

from assistant.domain.arrangement import Arrangement, InterestTreatment, Return
from assistant.domain.authority import Authority, OfferKind
from assistant.domain.brief import Brief, Excerpt, Topic
from assistant.domain.case import Account, open_case
from assistant.domain.commitments import Instalment, Reply
from assistant.domain.kinds import MessageKind
from assistant.domain.language import LocalText
from assistant.domain.ledger import Invoice, LedgerStamp
from assistant.domain.money import Money
from assistant.domain.parties import BankAccount, Contact, Creditor, Customer, Person, Role
from assistant.knowledge import read_yaml, shipped
from assistant.planning import Negotiated, Policy, Sender, Wishes, brief_negotiated
from tests.builders import MARKETS, Market
from tests.fakes.calendar import WeekdayCalendar

POLICY = read_yaml(shipped("knowledge") / "policies" / "dunning.yaml", Policy)
# A Tuesday, ten in the morning in Shanghai and Hong Kong; in New York it is the evening before.
NOW = datetime(2026, 6, 16, 2, 0, tzinfo=UTC)
TODAY = date(2026, 6, 16)
ZONES = {"CN": "Asia/Shanghai", "TW": "Asia/Taipei", "HK": "Asia/Hong_Kong", "SG": "Asia/Singapore"}
DATES = (date(2026, 6, 26), date(2026, 7, 24), date(2026, 8, 24))
# What an arrangement gives or asks, besides its schedule; "full" asks for everything at once and gives nothing.
GIFTS = ("plain", "extension", "discount", "security", "fees", "method", "returns")
SECURITY = {"CN": "母公司保证函", "TW": "母公司保證函", "HK": "母公司擔保書"}
METHOD = {"CN": "银行承兑汇票", "TW": "即期支票", "HK": "銀行本票"}
AUTHORITY = Authority(
    role="account_manager",
    max_extension_days=60,
    max_instalments=3,
    min_first_payment_pct=Decimal(20),
    max_plan_days=90,
    max_discount_pct=Decimal(5),
    may_waive_late_fee=True,
)
TREATED = tuple(product(InterestTreatment, GIFTS))


def an_arrangement(market: str, interest: InterestTreatment, gift: str) -> Arrangement:
    """Three payments, or one for an extension, a discount or all at once; 1% of late interest has accrued."""
    at = MARKETS[market]
    owed = Money.parse(at.balance, at.currency)
    hundredth = Money(minor=owed.minor // 10000 * 100, currency=at.currency)
    nothing = Money.zero(at.currency)
    discount = hundredth + hundredth if gift == "discount" else nothing
    fees = hundredth if gift == "fees" else nothing
    frozen = hundredth if interest is InterestTreatment.FROZEN else nothing
    whole = owed - discount + fees + frozen
    days = DATES[:1] if gift in ("extension", "discount", "full") else DATES
    part = Money(minor=whole.minor // len(days) // 100 * 100, currency=at.currency)
    parts = [part] * (len(days) - 1)
    last = whole
    for each in parts:
        last = last - each
    kinds = {
        "extension": OfferKind.EXTENSION,
        "discount": OfferKind.DISCOUNT,
        "security": OfferKind.COLLATERAL,
        "full": OfferKind.FULL_NOW,
    }
    returns = tuple(Return) if gift == "returns" else (Return.WRITTEN_ACCEPTANCE,)
    return Arrangement(
        kind=kinds.get(gift, OfferKind.INSTALMENTS),
        invoice_nos=("INV-2026-0311",),
        outstanding=owed,
        late_interest=hundredth,
        interest_waived=hundredth if interest is InterestTreatment.WAIVED else nothing,
        discount=discount,
        discount_pct=Decimal(2) if discount else Decimal(0),
        fees=fees,
        schedule=tuple(Instalment(due=d, amount=a) for d, a in zip(days, [*parts, last], strict=True)),
        interest=interest,
        returns=returns,
        method=METHOD.get(market, "bank draft") if gift == "method" else "",
        security=SECURITY.get(market, "a guarantee of the parent company") if gift == "security" else "",
        lapses_on=date(2026, 6, 22),
    )


def a_negotiation(
    market: str,
    kind: MessageKind,
    *,
    interest: InterestTreatment = InterestTreatment.CONTINUES,
    gift: str = "plain",
    points: tuple[str, ...] = (),
    asked: tuple[OfferKind, ...] = (),
    steps: tuple[Arrangement, ...] = (),
    **wishes: object,
) -> Brief:
    """The brief of ``kind`` on what ``market``'s customer and we talk about."""
    at = MARKETS[market]
    reply = Reply(
        id="R-1",
        customer_code=at.code,
        currency=at.currency,
        received=datetime(2026, 6, 15, 2, 0, tzinfo=UTC),
        subject="",
        text="",
    )
    agreed = kind is MessageKind.WRITTEN_CONFIRMATION
    brief = brief_negotiated(
        Negotiated(
            case=_case(at),
            wishes=Wishes(kind=kind, **wishes),
            arrangement=an_arrangement(market, interest, gift),
            sender=_sender(at),
            authority=AUTHORITY,
            excerpts=tuple(_excerpts(at)),
            reply=reply,
            points=points,
            asked=asked,
            next_steps=steps,
            agreed_on=date(2026, 6, 15) if agreed else None,
            agreed_with=at.contact if agreed else "",
        ),
        POLICY,
        WeekdayCalendar(),
    )
    assert isinstance(brief, Brief), brief
    return brief


def _case(at: Market):
    customer = Customer(
        code=at.code,
        name=at.customer,
        contact=Contact(name=at.contact, salutation=at.salutation, email="ap@customer.example", phone="000-1111"),
        language=at.language,
        region=at.region,
        # A call in New York would be at night.
        timezone=ZONES.get(at.region, "Asia/Shanghai"),
    )
    invoice = Invoice(
        number="INV-2026-0311",
        customer_code=at.code,
        amount=Money.parse(at.balance, at.currency),
        issued=date(2026, 4, 26),
        due=date(2026, 5, 26),
        contract_no=at.contract,
    )
    stamps = (LedgerStamp(as_of=NOW, source="test"),)
    account = Account(customer=customer, currency=at.currency, invoices=(invoice,), stamps=stamps)
    return open_case(account, now=NOW, today=TODAY)


def _sender(at: Market) -> Sender:
    account = BankAccount(currency=at.currency, bank=at.bank, holder=at.creditor, number=at.account, swift=at.swift)
    creditor = Creditor(
        name=LocalText.same(at.creditor),
        timezone="Asia/Shanghai",
        address=LocalText.same(""),
        email="ar@tools.example",
        phone=at.phone,
        accounts=(account,),
        payment_link="",
        ways_to_pay={},
        billing_digits={},
    )
    person = Person(
        login="li.wei",
        name=LocalText.same(at.sender),
        title=LocalText.same(at.title),
        email="li.wei@tools.example",
        phone=at.phone,
        roles=frozenset({Role.ACCOUNT_MANAGER}),
    )
    return Sender(creditor=creditor, person=person)


def _excerpts(at: Market):
    for n, topic in enumerate((Topic.PAYMENT_TERM, Topic.LATE_INTEREST), start=1):
        clause, quote = at.clauses[topic]
        yield Excerpt(
            id=f"C{n}",
            topic=topic,
            contract_no=at.contract,
            clause=clause,
            heading="",
            quote=quote,
            start=0,
            end=len(quote),
        )
