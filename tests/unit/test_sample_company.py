"""The sample company's files agree with one another, and on 16 June 2026 show the cases that its README tells of."""

import csv
import re
from collections import Counter
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml

from assistant.domain.case import Account, Case, open_case
from assistant.domain.commitments import Cause, Dispute, Hold, HoldReason, Instalment, PaymentPlan
from assistant.domain.kinds import Channel, Stage
from assistant.domain.language import Language
from assistant.domain.ledger import CreditNote, Invoice, Payment
from assistant.domain.money import Money, total
from assistant.domain.parties import Contact, Customer, Role, Standing
from assistant.workflow.record.vocabulary import vocabulary

SAMPLE = Path(__file__).parents[2] / "knowledge" / "sample"
TODAY = date(2026, 6, 16)
# Days from the later of the invoice date and the delivery or acceptance that its note tells of.
TERM_DAYS = {
    "QMD-2024-011": 30, "QMD-2025-027": 45, "QMD-2025-031": 30, "QMD-2024-019": 30, "QMD-TW-2025-004": 30,
    "QMD-TW-2025-009": 30, "QMD-HK-2024-002": 30, "QMD-HK-2025-006": 30, "QMD-SG-2025-003": 30, "QMD-IE-2024-001": 30,
    "QMD-US-2023-005": 45, "": 30,
}  # fmt: skip
ACCEPTED = re.compile(r"(?:验收合格日|驗收日|到货日) (\d{4}-\d{2}-\d{2})")


def table(name):
    with (SAMPLE / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def document(name):
    return yaml.safe_load((SAMPLE / name).read_text(encoding="utf-8"))


COMPANY, EVENTS = document("company.yaml"), document("events.yaml")
CUSTOMERS = {row["customer_code"]: row for row in table("customers.csv")}
LEDGER = table("invoices.csv")
INVOICES = {row["invoice_no"]: row for row in LEDGER if row["kind"] == "invoice"}
REPLIES = {reply["id"]: (SAMPLE / "replies" / reply["file"]).read_text(encoding="utf-8") for reply in EVENTS["replies"]}


def day(text):
    return date.fromisoformat(text)


def money(row):
    return Money.parse(row["amount"], row["currency"])


def customer(code):
    row = CUSTOMERS[code]
    contact = Contact(name=row["contact"], salutation=row["contact_title"], email=row["email"], phone=row["phone"])
    return Customer(
        code=code, name=row["customer_name"], contact=contact, language=Language(row["language"]), region=row["region"],
        timezone=row["timezone"], standing=Standing(row["standing"]), since=int(row["customer_since"]),
    )  # fmt: skip


def invoice(row):
    return Invoice(
        number=row["invoice_no"], customer_code=row["customer_code"], amount=money(row), issued=day(row["issue_date"]),
        due=day(row["due_date"]), contract_no=row["contract_no"], terms=row["payment_terms"],
    )  # fmt: skip


def applied(row):
    facts = {"number": row["invoice_no"], "customer_code": row["customer_code"], "amount": money(row)}
    on = day(row["issue_date"])
    if row["kind"] == "payment":
        return Payment(**facts, received=on, invoice_no=row["reference"])
    return CreditNote(**facts, issued=on, invoice_no=row["reference"])


def dispute(event):
    facts = {key: value for key, value in event.items() if key not in {"customer", "currency"}}
    return Dispute(**facts | {"customer_code": event["customer"], "amount": money(event)})


def plan(event):
    instalments = tuple(
        Instalment(due=i["due"], amount=Money.parse(i["amount"], event["currency"])) for i in event["instalments"]
    )
    return PaymentPlan(
        id=event["id"], customer_code=event["customer"], agreed_on=event["agreed_on"], instalments=instalments,
        invoice_nos=tuple(event["invoice_nos"]),
    )  # fmt: skip


def case(name):
    code, currency = name.split("-")
    own = [row for row in LEDGER if (row["customer_code"], row["currency"]) == (code, currency)]
    account = Account(
        customer=customer(code),
        currency=currency,
        invoices=tuple(invoice(row) for row in own if row["kind"] == "invoice"),
        payments=tuple(applied(row) for row in own if row["kind"] == "payment"),
        credit_notes=tuple(applied(row) for row in own if row["kind"] == "credit_note"),
        disputes=tuple(dispute(e) for e in EVENTS["disputes"] if (e["customer"], e["currency"]) == (code, currency)),
        plans=tuple(plan(e) for e in EVENTS["plans"] if (e["customer"], e["currency"]) == (code, currency)),
    )
    return open_case(account, now=COMPANY["as_of"], today=TODAY)


def open_items(one: Case):
    return [(item.invoice.number, str(item.collectable), item.days_past_due(TODAY)) for item in one.items]


def contacts_of(code):
    """Days of contact in the customer's own zone, in order."""
    zone = ZoneInfo(CUSTOMERS[code]["timezone"])
    return sorted(c["at"].astimezone(zone).date() for c in EVENTS["contacts"] if c["customer"] == code)


def commitments():
    return [e for kind in ("promises", "disputes", "plans") for e in EVENTS[kind]]


def test_the_ledger_holds_sixty_invoices_of_fourteen_customers_and_no_document_number_twice():
    assert len(INVOICES) == 60
    assert len(CUSTOMERS) == 14
    assert [no for no, times in Counter(row["invoice_no"] for row in LEDGER).items() if times > 1] == []
    assert {row["kind"] for row in LEDGER} == {"invoice", "payment", "credit_note"}
    assert {row["paid"] for row in LEDGER} == {""}


def test_amounts_are_positive_and_billed_in_the_digits_of_their_currency():
    assert all(money(row).minor > 0 for row in LEDGER)
    assert {row["currency"] for row in LEDGER} == {"CNY", "TWD", "HKD", "USD", "EUR"}
    assert {row["currency"] for row in LEDGER} <= {account["currency"] for account in COMPANY["creditor"]["accounts"]}
    assert not [row["invoice_no"] for row in LEDGER if row["currency"] == "TWD" and "." in row["amount"]]


def test_every_row_belongs_to_a_customer_and_refers_only_to_that_customers_invoices():
    for row in LEDGER:
        assert row["customer_code"] in CUSTOMERS, row
        assert day(row["issue_date"]) <= TODAY, row
        if row["reference"]:
            target = INVOICES[row["reference"]]
            assert [target[c] for c in ("customer_code", "currency")] == [row["customer_code"], row["currency"]], row
            assert target["issue_date"] <= row["issue_date"], row


def term_ends(row):
    accepted = ACCEPTED.search(row["note"])
    if row["contract_no"] == "QMD-2023-008":
        return day(accepted[1]) + timedelta(days=30)  # clause 6.1 counts from delivery alone
    start = day(max(row["issue_date"], accepted[1] if accepted else ""))
    if "质保金5%" in row["payment_terms"]:
        return start.replace(year=start.year + 1) + timedelta(days=10)
    return start + timedelta(days=TERM_DAYS[row["contract_no"]])


def test_an_invoice_falls_due_as_its_contract_says():
    assert [no for no, row in INVOICES.items() if day(row["due_date"]) != term_ends(row)] == []


def test_a_contract_names_the_customer_and_the_account_that_its_invoices_are_paid_into():
    accounts = {account["currency"]: account["number"] for account in COMPANY["creditor"]["accounts"]}
    without = {row["customer_code"] for row in INVOICES.values() if not row["contract_no"]}
    for row in INVOICES.values():
        if row["contract_no"]:
            text = (SAMPLE / "contracts" / f"{row['contract_no']}.txt").read_text(encoding="utf-8")
            assert CUSTOMERS[row["customer_code"]]["customer_name"].lower() in text.lower(), row
            assert CUSTOMERS[row["customer_code"]]["email"] in text, row
            assert accounts[row["currency"]] in text, row
    assert without == {"EN04", "TW03"}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("CN01-CNY", [("INV-2026-0410", "CNY 86,700.00", 4)]),
        ("CN02-CNY", [("INV-2026-0314", "CNY 240,750.00", 21), ("INV-2026-0437", "CNY 113,400.00", -20)]),
        ("CN03-CNY", [("INV-2026-0203", "CNY 20,146.82", 74), ("INV-2026-0221", "CNY 22,536.37", 69)]),
        (
            "CN04-CNY",
            [
                ("INV-2026-0353", "CNY 76,798.00", 23),  # of 98,040.00: the rest is disputed
                ("INV-2026-0368", "CNY 64,980.00", 18),
                ("INV-2025-0585", "CNY 4,300.00", -34),
                ("INV-2025-0984", "CNY 3,940.00", -167),
                ("INV-2026-0354", "CNY 5,160.00", -322),
                ("INV-2026-0369", "CNY 3,420.00", -327),
            ],
        ),
        ("CN05-CNY", [("INV-2026-0266", "CNY 31,200.00", 52), ("INV-2026-0323", "CNY 14,450.00", 33)]),
        ("TW01-TWD", [("INV-2026-0422", "TWD 532,800", 0), ("INV-2026-0431", "TWD 172,000", -3)]),
        ("TW02-TWD", [("INV-2026-0355", "TWD 209,600", 8)]),
        ("TW03-TWD", []),
        ("HK01-HKD", [("INV-2026-0329", "HKD 51,520.00", 31), ("INV-2026-0404", "HKD 22,140.00", 6)]),
        ("HK02-HKD", [("INV-2026-0347", "HKD 100,962.00", 25), ("INV-2026-0371", "HKD 38,220.00", 17)]),
        ("HK02-USD", [("INV-2026-0370", "USD 11,200.00", 18)]),
        ("EN01-USD", [("INV-2026-0386", "USD 10,640.00", 12), ("INV-2026-0449", "USD 7,560.00", -9)]),
        ("EN02-EUR", [("INV-2026-0428", "EUR 21,680.00", -2), ("INV-2026-0434", "EUR 9,810.00", -4)]),
        ("EN03-USD", [("INV-2026-0047", "USD 7,650.00", 110), ("INV-2026-0137", "USD 7,330.00", 80)]),
        ("EN04-USD", [("INV-2026-0320", "USD 9,870.60", 34)]),
    ],
)
def test_on_the_demo_day_a_case_asks_for_these_items(name, expected):
    assert open_items(case(name)) == expected


def test_every_account_of_the_ledger_is_among_the_cases_above():
    accounts = {f"{row['customer_code']}-{row['currency']}" for row in INVOICES.values()}
    assert " ".join(sorted(accounts)) == (
        "CN01-CNY CN02-CNY CN03-CNY CN04-CNY CN05-CNY EN01-USD EN02-EUR EN03-USD EN04-USD HK01-HKD HK02-HKD HK02-USD "
        "TW01-TWD TW02-TWD TW03-TWD"
    )


def test_money_that_no_invoice_carries_is_one_payment_and_one_credit_note():
    loose = [(row["customer_code"], row["kind"], str(money(row))) for row in LEDGER if
             row["kind"] != "invoice" and not row["reference"]]  # fmt: skip
    assert loose == [("EN04", "credit_note", "USD 126.00"), ("EN02", "payment", "EUR 21,680.00")]
    assert str(case("EN02-EUR").unallocated) == str(money(INVOICES["INV-2026-0428"]))


def test_one_invoice_is_overpaid():
    paid = {no: total((money(r) for r in LEDGER if r["reference"] == no), row["currency"])
            for no, row in INVOICES.items()}  # fmt: skip
    over = {no: str(paid[no] - money(row)) for no, row in INVOICES.items() if money(row) < paid[no]}
    assert over == {"INV-2026-0344": "TWD 1,200"}


def test_goods_and_retention_invoices_of_one_batch_stand_nineteen_to_one():
    own = [row for row in INVOICES.values() if row["customer_code"] == "CN04"]
    goods, kept = ({r["note"].split("；")[0]: money(r).minor for r in own if part in r["note"]}
                   for part in ("货款95%", "质保金5%"))  # fmt: skip
    batches = Counter(row["note"].split("；")[0] for row in own)
    assert set(batches.values()) == {2}
    assert goods == {batch: 19 * minor for batch, minor in kept.items()}


def test_the_plan_sums_to_its_debt_and_has_been_kept_to_the_cent():
    (agreed,) = case("CN03-CNY").account.plans
    debt = total((money(INVOICES[no]) for no in agreed.invoice_nos), "CNY")
    fell_due = total((i.amount for i in agreed.instalments if i.due <= TODAY), "CNY")
    assert str(debt) == "CNY 85,366.37"
    assert total((i.amount for i in agreed.instalments), "CNY") == debt
    assert len(agreed.instalments) == 4
    assert case("CN03-CNY").received_since(agreed.agreed_on, invoice_nos=agreed.invoice_nos) == fell_due
    assert case("CN03-CNY").open_balance == debt - fell_due
    assert min(i.due for i in agreed.instalments if i.due > TODAY) == date(2026, 6, 30)


def test_the_promises_of_cn05_and_en04_are_broken_and_those_of_hk02_are_live():
    kept = {}
    for promise in EVENTS["promises"]:
        own = case(f"{promise['customer']}-{promise['currency']}")
        came = own.received_since(promise["made_on"], invoice_nos=promise["invoice_nos"])
        kept[promise["id"]] = (money(promise) <= came, (promise["due"] - TODAY).days)
        assert money(promise) <= total((i.open_balance for i in own.items), own.currency), promise
    assert kept == {
        "P-CN05-1": (False, -32),
        "P-CN05-2": (False, -18),
        "P-EN04-1": (False, -7),
        "P-HK02-1": (False, 10),
        "P-HK02-2": (False, 10),
    }


def test_promises_disputes_and_plans_name_invoices_of_their_own_customer_and_currency():
    for event in commitments():
        for number in event.get("invoice_nos") or [event["invoice_no"]]:
            row = INVOICES[number]
            assert (row["customer_code"], row["currency"]) == (event["customer"], event["currency"]), event["id"]


def test_contacts_end_as_the_vocabulary_has_it():
    assert {contact["outcome"] for contact in EVENTS["contacts"]} <= vocabulary().outcomes.keys()


def test_ids_are_unique_and_events_name_known_customers():
    ids = [e["id"] for kind in ("promises", "disputes", "holds", "plans", "replies") for e in EVENTS[kind]]
    assert len(ids) == len(set(ids))
    assert {e["customer"] for kind in EVENTS.values() for e in kind} <= set(CUSTOMERS)


def test_quoted_words_stand_in_the_reply_they_come_from():
    for promise in EVENTS["promises"]:
        _, _, name = promise["source"].partition(" ")
        if name in REPLIES:
            assert promise["quote"] in REPLIES[name], promise["id"]
        else:
            calls = {c["at"].date().isoformat() for c in EVENTS["contacts"] if c["channel"] == "phone"}
            assert name in calls, promise["id"]
    for event in EVENTS["disputes"]:
        own = [REPLIES[r["id"]] for r in EVENTS["replies"] if r["customer"] == event["customer"]]
        assert any(event["quote"] in text for text in own), event["id"]


def test_every_reply_file_is_listed_and_arrived_before_the_demo_day_ends():
    assert {path.name for path in (SAMPLE / "replies").iterdir()} == {reply["file"] for reply in EVENTS["replies"]}
    assert len(REPLIES) == 13
    assert all(reply["received"] <= COMPANY["as_of"] for reply in EVENTS["replies"])


def test_invoice_numbers_in_replies_are_invoices_of_the_customer_who_wrote():
    for reply in EVENTS["replies"]:
        named = set(re.findall(r"INV-\d{4}-\d{4}", reply["subject"] + REPLIES[reply["id"]]))
        assert {INVOICES[number]["customer_code"] for number in named} <= {reply["customer"]}, reply["id"]


@pytest.mark.parametrize("code", sorted(CUSTOMERS))
def test_contacts_keep_three_days_between_and_two_in_seven(code):
    days = contacts_of(code)
    assert all((later - earlier).days >= 3 for earlier, later in pairwise(days))
    assert all((third - first).days >= 7 for first, third in zip(days, days[2:], strict=False))


def test_only_en03_and_tw02_may_not_be_contacted_again_today():
    closed = set()
    for code in CUSTOMERS:
        days = contacts_of(code)
        if days and ((TODAY - days[-1]).days < 3 or (len(days) > 1 and (TODAY - days[-2]).days < 7)):
            closed.add(code)
    assert closed == {"EN03", "TW02"}


def test_contacts_were_made_in_the_customers_working_hours_and_before_now():
    for contact in EVENTS["contacts"]:
        local = contact["at"].astimezone(ZoneInfo(CUSTOMERS[contact["customer"]]["timezone"]))
        assert local.utcoffset() == contact["at"].utcoffset(), contact
        assert local.weekday() < 5, contact
        assert 9 <= local.hour < 18, contact
        assert contact["at"] < COMPANY["as_of"], contact
        assert contact["channel"] in set(Channel), contact
        assert contact["stage"] in set(Stage), contact


def test_every_cause_but_unknown_occurs_once_in_a_case():
    noted = [(e["customer"], e["currency"]) for e in EVENTS["causes"]]
    assert {Cause(e["cause"]) for e in EVENTS["causes"]} == set(Cause) - {Cause.UNKNOWN}
    assert len(noted) == len(set(noted))
    assert all(e["evidence"] and e["noted_on"] <= TODAY for e in EVENTS["causes"])


def test_the_hold_on_en02_stands_and_that_on_cn02_is_over():
    standing = {}
    for event in EVENTS["holds"]:
        facts = {key: value for key, value in event.items() if key != "customer"}
        hold = Hold(**facts | {"customer_code": event["customer"], "reason": HoldReason(event["reason"])})
        standing[hold.id] = hold.stands_on(TODAY)
    assert standing == {"H-CN02-1": False, "H-EN02-1": True}


def test_disputes_were_opened_after_the_invoice_and_one_is_still_open():
    for event in EVENTS["disputes"]:
        row = INVOICES[event["invoice_no"]]
        assert day(row["issue_date"]) <= event["opened_on"] <= event["answer_by"], event["id"]
        assert money(event) < money(row), event["id"]
    assert [d.id for d in case("CN04-CNY").open_disputes] == ["D-CN04-1"]
    assert case("HK02-HKD").open_disputes == ()


def test_customers_have_a_form_of_address_a_zone_and_mail_that_leads_nowhere():
    for code in CUSTOMERS:
        one = customer(code)
        assert one.contact.salutation
        assert ZoneInfo(one.timezone)
        assert one.contact.email.endswith(".example")
        assert one.contact.phone.count("0") >= 7
        assert one.since is not None
        assert one.since <= min(int(r["issue_date"][:4]) for r in INVOICES.values() if r["customer_code"] == code)


def test_the_people_have_roles_and_passwords_that_say_they_are_for_the_demo():
    people = COMPANY["people"]
    assert [p["login"] for p in people] == ["lin", "mei", "zhou", "ward", "admin", "audit"]
    assert {Role(role) for p in people for role in p["roles"]} == set(Role)
    assert not [p["login"] for p in people if {"account_manager", "reviewer"} <= set(p["roles"])]
    for person in people:
        assert person["password"] == f"demo-only-{person['login']}"
        assert len(person["password"]) >= 12
        assert set(person["name"]) == set(person["title"]) == {"en", "zh_hans", "zh_hant"}


def test_the_creditor_offers_a_way_to_pay_in_every_region():
    creditor = COMPANY["creditor"]
    assert COMPANY["as_of"] == datetime.fromisoformat("2026-06-16T16:30:00+08:00")
    assert set(creditor["ways_to_pay"]) == {"CN", "TW", "HK", "*"}
    assert creditor["ways_to_pay"]["CN"]["zh_hans"] == "支付宝、微信支付"
    assert creditor["billing_digits"] == {"TWD": 0}
    assert len({account["currency"] for account in creditor["accounts"]}) == len(creditor["accounts"]) == 5


def test_amounts_in_the_events_are_text_so_that_no_reader_makes_floats_of_them():
    amounts = [e["amount"] for kind in ("promises", "disputes") for e in EVENTS[kind]]
    amounts += [i["amount"] for e in EVENTS["plans"] for i in e["instalments"]]
    assert {type(amount) for amount in amounts} == {str}
