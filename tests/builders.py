"""Builds realistic briefs for tests: customers on the mainland, in Taiwan, Hong Kong, Singapore and the United States.

All companies are fictional. ``a_brief()`` is a friendly first reminder by e-mail; each argument changes one thing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from assistant.domain.authority import Authority, Offer, OfferKind
from assistant.domain.brief import (
    Brief,
    Excerpt,
    Fact,
    FactKind,
    FactValue,
    Grounds,
    Source,
    SourceKind,
    Topic,
    number_facts,
)
from assistant.domain.commitments import Instalment
from assistant.domain.kinds import Channel, MessageKind, Stage, Tone
from assistant.domain.language import Language, Reason
from assistant.domain.money import Money, total

AS_OF = date(2026, 6, 16)  # a Tuesday

ACCOUNT_MANAGER = Authority(
    role="account_manager",
    max_extension_days=10,
    max_instalments=2,
    min_first_payment_pct=Decimal(50),
    max_plan_days=45,
    max_discount_pct=Decimal(0),
    may_waive_late_fee=False,
)

# Days past due on AS_OF, and days until the answer is asked for, as the policy's steps have them.
DAYS_LATE = {
    Stage.UPCOMING: -3,
    Stage.DUE: 0,
    Stage.EARLY: 8,
    Stage.MIDDLE: 21,
    Stage.LATE: 48,
    Stage.FORMAL: 76,
    Stage.EXTERNAL: 110,
}
ASK_BY = {
    Stage.MIDDLE: date(2026, 6, 24),
    Stage.LATE: date(2026, 6, 26),
    Stage.FORMAL: date(2026, 7, 1),
    Stage.EXTERNAL: date(2026, 7, 1),
}


@dataclass(frozen=True, kw_only=True)
class Market:
    """One customer with its creditor's side, as facts of its region would have them."""

    code: str
    language: Language
    region: str
    currency: str
    balance: str
    customer: str
    contact: str
    salutation: str
    creditor: str
    sender: str
    title: str
    phone: str
    contract: str
    clauses: Mapping[Topic, tuple[str, str]]
    bank: str
    account: str
    swift: str
    ways: str
    promise: str


MARKETS: Mapping[str, Market] = {
    "CN": Market(
        code="CN02",
        language=Language.ZH_HANS,
        region="CN",
        currency="CNY",
        balance="86400.00",
        customer="云川折桂机电有限公司",
        contact="王敏",
        salutation="王经理",
        creditor="启明岛精工有限公司",
        sender="李薇",
        title="客户经理",
        phone="000-8800 0021",
        contract="QMD-2025-027",
        clauses={
            Topic.PAYMENT_TERM: ("8.2", "甲方应在验收合格并开票后45日内付清该批货款"),
            Topic.LATE_INTEREST: ("8.5", "每日按逾期未付款项的万分之三支付违约金"),
            Topic.SUSPENSION: ("8.6", "乙方有权暂停后续批次的生产和发运"),
        },
        bank="启明岛商业银行",
        account="6200 0000 0000 0001",
        swift="",
        ways="支付宝、微信支付",
        promise="月初付款批次里会安排，十号前付八万。",
    ),
    "TW": Market(
        code="TW02",
        language=Language.ZH_HANT,
        region="TW",
        currency="TWD",
        balance="164000",
        customer="禾陞國際企業有限公司",
        contact="陳怡安",
        salutation="陳小姐",
        creditor="啟明島精工有限公司",
        sender="李薇",
        title="客戶經理",
        phone="000-8800 0021",
        contract="QMD-TW-2025-009",
        clauses={
            Topic.PAYMENT_TERM: ("第六條", "買方應於驗收後30日內付清該批商品之價金"),
            Topic.LATE_INTEREST: ("第十條", "應就未付價金，按年息5%給付遲延利息"),
            Topic.SUSPENSION: ("第十一條", "賣方得以書面通知買方暫停出貨"),
        },
        bank="啟明島商業銀行禾埕分行",
        account="6200 0000 0000 0002",
        swift="QMDBTWTP",
        ways="即期支票",
        promise="我們這個月十號會匯八萬元過去。",
    ),
    "HK": Market(
        code="HK01",
        language=Language.ZH_HANT,
        region="HK",
        currency="HKD",
        balance="50880.00",
        customer="隼灣貿易有限公司",
        contact="何嘉敏",
        salutation="何小姐",
        creditor="啟明島精工有限公司",
        sender="李薇",
        title="客戶經理",
        phone="000-8800 0021",
        contract="QMD-HK-2024-002",
        clauses={
            Topic.PAYMENT_TERM: ("第5.2條", "買方須於發票日期起30日內，全數支付發票所列款項"),
            Topic.LATE_INTEREST: ("第5.5條", "任何逾期款項須按月息1%支付利息"),
            Topic.SUSPENSION: ("第5.7條", "賣方可給予買方書面通知，暫停交付尚未付運的貨品"),
        },
        bank="啟明島商業銀行香港分行",
        account="6200 0000 0000 0003",
        swift="QMDBHKHH",
        ways="轉數快、劃線支票",
        promise="十號會過數兩萬五千元給貴公司。",
    ),
    "EN": Market(
        code="EN01",
        language=Language.EN,
        region="SG",
        currency="USD",
        balance="9100.00",
        customer="Saltmarsh Lighting Pte. Ltd.",
        contact="Grace Tan",
        salutation="Ms Tan",
        creditor="Qimingdao Precision Co., Ltd.",
        sender="Wei Li",
        title="Account Manager",
        phone="+00 800 0021",
        contract="QMD-SG-2025-003",
        clauses={
            Topic.PAYMENT_TERM: ("6.2", "The Buyer shall pay each invoice within 30 days of the invoice date"),
            Topic.LATE_INTEREST: ("6.5", "Late amounts bear interest at 1% per month"),
            Topic.SUSPENSION: ("6.7", "The Seller may suspend further deliveries on written notice"),
        },
        bank="Qimingdao Commercial Bank",
        account="6200 0000 0000 0004",
        swift="QMDBCNSH",
        ways="card, cheque",
        promise="We'll wire half of it on the tenth.",
    ),
    "US": Market(
        code="EN03",
        language=Language.EN,
        region="US",
        currency="USD",
        balance="6360.00",
        customer="Copperwind Outdoor, Inc.",
        contact="Dana Whitlock",
        salutation="Ms. Whitlock",
        creditor="Qimingdao Precision Co., Ltd.",
        sender="Wei Li",
        title="Account Manager",
        phone="+00 800 0021",
        contract="QMD-US-2023-005",
        clauses={
            Topic.PAYMENT_TERM: ("5.1", "Buyer shall pay within 45 days of the invoice date"),
            Topic.LATE_INTEREST: ("5.4", "Past due amounts accrue interest at 1% per month"),
            Topic.SUSPENSION: ("5.6", "Seller may suspend shipments on ten days' written notice"),
        },
        bank="Qimingdao Commercial Bank",
        account="6200 0000 0000 0004",
        swift="QMDBCNSH",
        ways="card, check",
        promise="We'll wire half of it on the tenth.",
    ),
}


def a_brief(
    market: str = "CN",
    *,
    stage: Stage = Stage.EARLY,
    invoices: int = 1,
    paid: str = "",
    disputed: str = "",
    offer: OfferKind | None = None,
    cite: tuple[Topic, ...] | None = None,
    promise: bool | None = None,
    drop: tuple[str, ...] = (),
    values: Mapping[str, FactValue] | None = None,
    extra: tuple[Fact, ...] = (),
    **changes: Any,
) -> Brief:
    """A brief on ``invoices`` invoices of the market's customer, as the plan writes it at ``stage``.

    ``paid`` and ``disputed`` are amounts on the first invoice; ``cite`` the topics quoted (from the middle stage on the
    payment term, from the late stage on all); ``promise`` adds a broken promise (by default for a promise_followup).
    ``drop`` leaves out facts by role, ``values`` sets them by role, ``extra`` adds facts at the end. ``changes`` are
    fields of Brief or of Grounds.
    """
    at = MARKETS[market]
    kind = MessageKind(changes.get("kind", MessageKind.PAYMENT_REMINDER))
    number = int(changes.get("number", 1))
    excerpts = tuple(_excerpts(at, _topics(stage) if cite is None else cite))
    amounts = _amounts(at, invoices)
    numbers = tuple(f"INV-2026-{311 + 26 * n:04d}" for n in range(invoices))
    asked = total(amounts, at.currency) - money(paid or "0", at.currency) - money(disputed or "0", at.currency)
    ask_by = ASK_BY.get(stage)
    offers = _offers(offer, asked, ask_by or AS_OF + timedelta(days=7))
    broken = kind is MessageKind.PROMISE_FOLLOWUP if promise is None else promise
    facts: list[Fact] = [*_parties(at)]
    for n, (invoice_no, amount) in enumerate(zip(numbers, amounts, strict=True)):
        part, contested = (paid, disputed) if n == 0 else ("", "")
        late = max(DAYS_LATE[stage] - n, 1) if DAYS_LATE[stage] > 0 else DAYS_LATE[stage]
        facts += _invoice(
            invoice_no, amount, late, money(part or "0", at.currency), money(contested or "0", at.currency)
        )
    facts += _totals(at, asked, invoices, ask_by)
    facts += _promise(at) if broken else ()
    facts += [a_fact("clause", e.clause, FactKind.CLAUSE, about=e.id, source=SourceKind.CONTRACT) for e in excerpts]
    facts += _offered(offers)
    facts += _history(number)
    facts += _ways_to_pay(at)
    chosen = [replace(f, value=(values or {}).get(f.role, f.value)) for f in facts if f.role not in drop]
    brief = Brief(
        case_id=f"{at.code}-{at.currency}",
        customer_code=at.code,
        kind=kind,
        channel=Channel.EMAIL,
        tone=Tone.FRIENDLY,
        stage=stage,
        language=at.language,
        region=at.region,
        number=number,
        invoices=numbers,
        grounds=Grounds(
            facts=number_facts([*chosen, *extra]),
            excerpts=excerpts,
            offers=offers,
            authority=ACCOUNT_MANAGER,
            as_of=AS_OF,
        ),
        explanation=(Reason.of("tone_of_step", tone="friendly", stage=stage),),
        policy_version="2026.06",
    )
    of_brief = {f.name for f in fields(Brief)}
    grounds = replace(brief.grounds, **{name: value for name, value in changes.items() if name not in of_brief})
    return replace(brief, grounds=grounds, **{name: value for name, value in changes.items() if name in of_brief})


def a_fact(
    role: str,
    value: FactValue,
    kind: FactKind,
    *,
    about: str = "",
    source: SourceKind = SourceKind.LEDGER,
    id: str = "",
) -> Fact:
    """One fact; `a_brief` numbers those that it is given."""
    return Fact(id=id, kind=kind, role=role, value=value, source=Source(kind=source, reference=role), about=about)


def money(amount: str, currency: str) -> Money:
    """``amount`` as it stands in a ledger, such as ``86400.00``."""
    return Money.parse(amount, currency)


def _topics(stage: Stage) -> tuple[Topic, ...]:
    if stage is Stage.MIDDLE:
        return (Topic.PAYMENT_TERM,)
    if stage is Stage.LATE:
        return (Topic.PAYMENT_TERM, Topic.LATE_INTEREST)
    return tuple(Topic) if stage in (Stage.FORMAL, Stage.EXTERNAL) else ()


def _excerpts(at: Market, topics: tuple[Topic, ...]) -> Iterator[Excerpt]:
    for n, topic in enumerate(topics, start=1):
        clause, quote = at.clauses[topic]
        yield Excerpt(
            id=f"C{n}",
            topic=topic,
            contract_no=at.contract,
            clause=clause,
            heading="",
            quote=quote,
            start=1000 * n,
            end=1000 * n + len(quote),
        )


def _amounts(at: Market, invoices: int) -> list[Money]:
    first = money(at.balance, at.currency)
    step = money("1200", at.currency)
    return [Money(first.minor + n * step.minor, at.currency) for n in range(invoices)]


def _offers(kind: OfferKind | None, debt: Money, first_due: date) -> tuple[Offer, ...]:
    if kind is OfferKind.EXTENSION:
        return (Offer(kind=kind, schedule=(Instalment(due=first_due + timedelta(days=7), amount=debt),)),)
    if kind is OfferKind.INSTALMENTS:
        half = Money(debt.minor // 200 * 100, debt.currency)
        later = first_due + timedelta(weeks=4)
        return (
            Offer(
                kind=kind, schedule=(Instalment(due=first_due, amount=half), Instalment(due=later, amount=debt - half))
            ),
        )
    return (Offer(kind=kind),) if kind else ()


def _parties(at: Market) -> Iterator[Fact]:
    profile = SourceKind.PROFILE
    yield a_fact("customer_name", at.customer, FactKind.COMPANY)
    yield a_fact("contact_name", at.contact, FactKind.PERSON)
    yield a_fact("salutation", at.salutation, FactKind.PERSON)
    yield a_fact("creditor_name", at.creditor, FactKind.COMPANY, source=profile)
    yield a_fact("sender_name", at.sender, FactKind.PERSON, source=profile)
    yield a_fact("sender_title", at.title, FactKind.TEXT, source=profile)
    yield a_fact("sender_phone", at.phone, FactKind.PHONE, source=profile)
    yield a_fact("sender_email", "wei.li@qimingdao.example", FactKind.EMAIL, source=profile)


def _invoice(number: str, amount: Money, days_late: int, paid: Money, disputed: Money) -> Iterator[Fact]:
    due = AS_OF - timedelta(days=days_late)
    yield a_fact("invoice_no", number, FactKind.INVOICE_NO, about=number)
    yield a_fact("invoice_amount", amount, FactKind.MONEY, about=number)
    yield a_fact("open_balance", amount - paid, FactKind.MONEY, about=number)
    yield a_fact("issue_date", due - timedelta(days=30), FactKind.DATE, about=number)
    yield a_fact("due_date", due, FactKind.DATE, about=number)
    if days_late > 0:
        yield a_fact("days_late", days_late, FactKind.DAYS, about=number, source=SourceKind.CALENDAR)
    if paid:
        yield a_fact("paid_so_far", paid, FactKind.MONEY, about=number)
        yield a_fact("paid_on", date(2026, 6, 12), FactKind.DATE, about=number)
    if disputed:
        yield a_fact("disputed_amount", disputed, FactKind.MONEY, about=number, source=SourceKind.RECORD)
        yield a_fact("undisputed", amount - paid - disputed, FactKind.MONEY, about=number, source=SourceKind.RECORD)


def _totals(at: Market, asked: Money, invoices: int, ask_by: date | None) -> Iterator[Fact]:
    yield a_fact("total_open", asked, FactKind.MONEY)
    yield a_fact("invoice_count", invoices, FactKind.COUNT)
    yield a_fact("contract_no", at.contract, FactKind.CONTRACT_NO, about=at.contract)
    if ask_by:
        yield a_fact("ask_by", ask_by, FactKind.DATE, source=SourceKind.POLICY)
    yield a_fact("as_of", AS_OF, FactKind.DATE, source=SourceKind.CALENDAR)


def _promise(at: Market) -> Iterator[Fact]:
    record = SourceKind.RECORD
    half = money(at.balance, at.currency)
    yield a_fact("promise_amount", Money(half.minor // 200 * 100, at.currency), FactKind.MONEY, source=record)
    yield a_fact("promise_due", date(2026, 6, 10), FactKind.DATE, source=record)
    yield a_fact("promise_made_on", date(2026, 6, 2), FactKind.DATE, source=record)
    yield a_fact("promise_quote", at.promise, FactKind.TEXT, source=record)


def _offered(offers: tuple[Offer, ...]) -> Iterator[Fact]:
    policy = SourceKind.POLICY
    for offer in offers:
        if offer.kind is OfferKind.EXTENSION:
            yield a_fact("extension_until", offer.schedule[-1].due, FactKind.DATE, source=policy)
        if offer.kind is OfferKind.INSTALMENTS:
            yield a_fact("instalment_count", len(offer.schedule), FactKind.COUNT, source=policy)
            for n, instalment in enumerate(offer.schedule, start=1):
                yield a_fact("instalment_amount", instalment.amount, FactKind.MONEY, about=str(n), source=policy)
                yield a_fact("instalment_due", instalment.due, FactKind.DATE, about=str(n), source=policy)


def _history(number: int) -> Iterator[Fact]:
    if number > 1:
        yield a_fact("last_contact", date(2026, 6, 8), FactKind.DATE, source=SourceKind.RECORD)
    yield a_fact("reminder_count", number, FactKind.COUNT, source=SourceKind.RECORD)


def _ways_to_pay(at: Market) -> Iterator[Fact]:
    profile = SourceKind.PROFILE
    yield a_fact("bank", at.bank, FactKind.TEXT, source=profile)
    yield a_fact("account_holder", at.creditor, FactKind.COMPANY, source=profile)
    yield a_fact("account_no", at.account, FactKind.ACCOUNT, source=profile)
    if at.swift:
        yield a_fact("swift", at.swift, FactKind.TEXT, source=profile)
    yield a_fact("payment_link", "https://pay.qimingdao.example/inv", FactKind.LINK, source=profile)
    yield a_fact("ways_to_pay", at.ways, FactKind.TEXT, source=profile)
