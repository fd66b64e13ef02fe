"""Turns a record given as JSON into grounds: what a text may claim, checked key by key."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from assistant.domain.authority import Authority
from assistant.domain.brief import Excerpt, Fact, FactKind, FactValue, Grounds, Source, SourceKind, Topic, number_facts
from assistant.domain.language import Language
from assistant.domain.money import Money, total
from assistant.errors import BadInput, BadKnowledge
from assistant.intake.given_shapes import GivenAuthority, GivenInvoice, GivenRecord, Number
from assistant.intake.script import language_of
from assistant.knowledge import check

_ACCOUNT = re.compile(r"(?<![\w-])(?:[A-Z]{2}\d{2}[ ]?)?\d[\d -]{5,34}\d(?![\w-])")
_LABEL = (
    r"账号|帳號|账户|帳戶|戶口號碼|戶口|户口"
    r"|\b[Aa]/?[Cc]\b(?: [Nn]o\.?)?|\b[Aa]cc(?:oun)?t\b(?: (?:[Nn]o|[Nn]umber)\b\.?)?"
)
_CONTRACT_NO = re.compile(r"\s*([A-Za-z0-9][\w./-]*\d[\w./-]*)(?=[\s　,，:：;；、第]|$)", re.ASCII)
_CLAUSE = re.compile(
    r"(第\s*[\d.〇零一二三四五六七八九十百]+\s*[条條](?:\s*第\s*[\d〇一二三四五六七八九十]+\s*[款项項])?)"
    r"|(?:[Cc]lauses?|[Ss]ection|[Aa]rticle|[Pp]ara(?:graph)?|§)\.?\s*(\d+(?:\.\d+)*(?:\([A-Za-z0-9]+\))*)"
)
_INTEREST = re.compile(r"违约金|違約金|利息|滞纳金|遲延|年息|月息|interest|late (?:fee|charge|payment)", re.IGNORECASE)
_SUSPENSION = re.compile(r"暂停|暫停|中止|suspen", re.IGNORECASE)
_UNREACHED = re.compile(
    r"未接|无人|無人|没接|沒接|未通|占线|忙音|no answer|not reached|voicemail|unanswered|busy", re.IGNORECASE
)


def grounds_from_record(raw: Mapping[str, object]) -> tuple[Grounds, Language | None]:
    """The grounds that ``raw`` gives, and the language of the letter where the record tells it.

    Raises BadInput that names the key which is unknown, missing or malformed; nothing is guessed.
    """
    given = checked_record(raw)
    return grounds_of(given), given.language or _language(given)


def grounds_of(given: GivenRecord) -> Grounds:
    """What a text may claim by ``given``; the newest promise and call come first."""
    excerpts = tuple(_excerpts(given.contract))
    facts = (
        *_parties(given),
        *(fact for invoice in given.invoices for fact in _invoice(invoice, given)),
        *_totals(given),
        *_contract(given, excerpts),
        *_history(given),
        *_ways_to_pay(given),
    )
    return Grounds(
        facts=number_facts(facts),
        excerpts=excerpts,
        offers=(),
        authority=given_authority(given.authority),
        as_of=given.as_of,
        legal_notice_authorised=given.legal_notice_authorised,
        lawsuit_filed=given.lawsuit_filed,
    )


def checked_record(raw: Mapping[str, object]) -> GivenRecord:
    """``raw`` in its shape; raises BadInput that names the key which is unknown, missing or malformed."""
    for key in ("as_of", "currency"):
        if not raw.get(key):
            raise BadInput("record_incomplete", f"The record has no {key!r}; give it.", key=key)
    plain: dict[str, Any] = {key: value for key, value in raw.items() if value is not None}
    try:
        given = check(plain, GivenRecord, "the record")
    except BadKnowledge as error:
        place, problem = error.details.get("place"), error.details.get("problem")
        message = f"The record is wrong at {place}: {problem}; correct it."
        raise BadInput("bad_record", message, place=place, problem=problem) from error
    Money.zero(given.currency)
    return given


def given_fact(kind: FactKind, role: str, value: FactValue, about: str = "") -> Fact:
    """A fact that a person gave by hand, not numbered yet."""
    source = Source(kind=SourceKind.GIVEN, reference=f"{role} {about}".strip())
    return Fact(id="", kind=kind, role=role, value=value, source=source, about=about)


def _texts(*named: tuple[FactKind, str, str]) -> Iterator[Fact]:
    return (given_fact(kind, role, value.strip()) for kind, role, value in named if value.strip())


def _parties(given: GivenRecord) -> Iterator[Fact]:
    return _texts(
        (FactKind.COMPANY, "customer_name", given.customer),
        (FactKind.PERSON, "contact_name", given.contact),
        (FactKind.EMAIL, "contact_email", given.contact_email),
        (FactKind.PHONE, "contact_phone", given.contact_phone),
        (FactKind.TEXT, "customer_address", given.customer_address),
        (FactKind.COMPANY, "creditor_name", given.seller),
        (FactKind.TEXT, "creditor_address", given.seller_address),
        (FactKind.PERSON, "sender_name", given.sender),
        (FactKind.TEXT, "sender_title", given.sender_title),
        (FactKind.PHONE, "sender_phone", given.sender_phone),
        (FactKind.EMAIL, "sender_email", given.sender_email),
    )


def given_money(value: Number, currency: str) -> Money:
    """An amount in major units of ``currency``; raises BadAmount."""
    return Money.parse(str(value) if not isinstance(value, float) else f"{Decimal(str(value)):f}", currency)


def given_open(invoice: GivenInvoice, given: GivenRecord) -> Money:
    """What is open on ``invoice``, disputed parts included, in its own currency; raises BadAmount."""
    currency = invoice.currency or given.currency
    less = total((given_money(invoice.paid, currency), given_money(invoice.credited, currency)), currency)
    return given_money(invoice.amount, currency) - less


def _invoice(invoice: GivenInvoice, given: GivenRecord) -> Iterator[Fact]:
    no, currency = invoice.no, invoice.currency or given.currency
    rest = given_open(invoice, given)
    yield given_fact(FactKind.INVOICE_NO, "invoice_no", no, no)
    yield given_fact(FactKind.MONEY, "invoice_amount", given_money(invoice.amount, currency), no)
    yield given_fact(FactKind.MONEY, "open_balance", rest, no)
    if invoice.issued:
        yield given_fact(FactKind.DATE, "issue_date", invoice.issued, no)
    yield given_fact(FactKind.DATE, "due_date", invoice.due, no)
    if (late := (given.as_of - invoice.due).days) > 0:
        yield given_fact(FactKind.DAYS, "days_late", late, no)
    for role, value in (("paid_so_far", invoice.paid), ("credited", invoice.credited)):
        if amount := given_money(value, currency):
            yield given_fact(FactKind.MONEY, role, amount, no)
    if invoice.paid_on:
        yield given_fact(FactKind.DATE, "paid_on", invoice.paid_on, no)
    if disputed := given_money(invoice.disputed, currency):
        yield given_fact(FactKind.MONEY, "disputed_amount", disputed, no)
        yield given_fact(FactKind.MONEY, "undisputed", rest - disputed, no)


def _totals(given: GivenRecord) -> Iterator[Fact]:
    for currency in dict.fromkeys(invoice.currency or given.currency for invoice in given.invoices):
        own = [i for i in given.invoices if (i.currency or given.currency) == currency]
        yield given_fact(FactKind.MONEY, "total_open", total((given_open(i, given) for i in own), currency))
    yield given_fact(FactKind.COUNT, "invoice_count", len(given.invoices))
    if given.ask_by:
        yield given_fact(FactKind.DATE, "ask_by", given.ask_by)
    yield given_fact(FactKind.DATE, "as_of", given.as_of)


def _contract(given: GivenRecord, excerpts: tuple[Excerpt, ...]) -> Iterator[Fact]:
    if match := _CONTRACT_NO.match(given.contract):
        yield given_fact(FactKind.CONTRACT_NO, "contract_no", match[1], match[1])
    for excerpt in excerpts:
        yield given_fact(FactKind.CLAUSE, "clause", excerpt.clause, excerpt.id)
    yield from _texts((FactKind.TEXT, "contract_words", given.contract))


def _excerpts(contract: str) -> Iterator[Excerpt]:
    """One excerpt per clause that the contract line names: from its number to the next clause."""
    number = _CONTRACT_NO.match(contract)
    found = list(_CLAUSE.finditer(contract))
    for n, match in enumerate(found, start=1):
        end = found[n].start() if n < len(found) else len(contract)
        quote = contract[match.end() : end].strip(" ：:，,。；;　")
        yield Excerpt(
            id=f"C{n}",
            topic=_topic(quote),
            contract_no=number[1] if number else "",
            clause=match[2] or re.sub(r"\s+", "", match[1]),
            heading="",
            quote=quote,
            start=match.start(),
            end=end,
        )


def _topic(words: str) -> Topic:
    if _INTEREST.search(words):
        return Topic.LATE_INTEREST
    return Topic.SUSPENSION if _SUSPENSION.search(words) else Topic.PAYMENT_TERM


def _history(given: GivenRecord) -> Iterator[Fact]:
    for n, promise in enumerate(sorted(given.promises, key=lambda p: p.date, reverse=True), start=1):
        about = f"promise {n}"
        yield given_fact(FactKind.DATE, "promise_made_on", promise.date, about)
        if promise.amount is not None:
            yield given_fact(FactKind.MONEY, "promise_amount", given_money(promise.amount, given.currency), about)
        if promise.by:
            yield given_fact(FactKind.DATE, "promise_due", promise.by, about)
        if promise.quote:
            yield given_fact(FactKind.TEXT, "promise_quote", promise.quote, about)
    for call in sorted(given.calls, key=lambda c: c.date, reverse=True):
        yield given_fact(FactKind.DATE, "last_contact", call.date, "call")
        if call.result:
            spoken = not _UNREACHED.search(call.result)
            yield given_fact(FactKind.TEXT, "call_result", call.result, "spoken" if spoken else "unreached")


def _account_in(bank: str) -> str:
    """The number that is called an account's, else the first: a routing number or a BSB may stand before it."""
    called = re.search(rf"(?:{_LABEL})[\s:：.]*({_ACCOUNT.pattern})", bank)
    first = _ACCOUNT.search(bank)
    return called[1] if called else first.group() if first else ""


def _ways_to_pay(given: GivenRecord) -> Iterator[Fact]:
    account = given.account or _account_in(given.bank)
    bank = re.sub(
        rf"[\s:：,，]*(?:{_LABEL})?[\s:：.]*{re.escape(account)}" if account else r"[\s:：,，.]+$", "", given.bank
    )
    return _texts(
        (FactKind.TEXT, "bank", bank),
        (FactKind.COMPANY, "account_holder", given.account_holder),
        (FactKind.ACCOUNT, "account_no", account),
        (FactKind.TEXT, "swift", given.swift),
        (FactKind.LINK, "payment_link", given.payment_link),
        (FactKind.TEXT, "ways_to_pay", given.ways_to_pay),
    )


def given_authority(given: GivenAuthority) -> Authority:
    """What the record lets the writer concede."""
    return Authority(
        role=given.role,
        max_extension_days=given.max_extension_days,
        max_instalments=given.max_instalments if given.may_offer_instalments else min(given.max_instalments, 1),
        min_first_payment_pct=given.min_first_payment_pct,
        max_plan_days=given.max_plan_days,
        max_discount_pct=given.max_discount_pct,
        may_waive_late_fee=given.may_waive_late_fee,
        may_freeze_interest=given.may_freeze_interest,
    )


def _language(given: GivenRecord) -> Language | None:
    """By the script of the customer's name and the contract's words; None where there are none."""
    words = f"{given.customer}{given.contact}{given.contract}"
    return language_of(words) if words.strip() else None
