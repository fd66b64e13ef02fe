"""What the rows of a ledger say about a customer together does not depend on their order."""

from itertools import permutations

from assistant.intake import read_ledger
from assistant.intake.agreed_customers import agreed_customers
from tests.unit.intake.sheets import table

LIST = table(
    "customer_code,customer_name,contact,email,region\nC1,云岭贸易有限公司,王映月,finance@yunling.example,中国",
    name="customers.csv",
)
HEAD = "customer_code,customer_name,email,invoice_no,issue_date,due_date,currency,amount"


def rows(*emails: str):
    lines = [f"C1,云岭贸易有限公司,{email},INV-{n},2026-05-01,2026-05-31,CNY,1.00" for n, email in enumerate(emails)]
    return table("\n".join((HEAD, *lines)))


def agreed(*tables):
    return agreed_customers(read_ledger(tables).rows)["C1"].customer


def test_what_says_most_about_a_customer_counts_whichever_file_comes_first():
    ledger = rows("ar@yunling.example")
    assert agreed(LIST, ledger) == agreed(ledger, LIST)
    assert agreed(ledger, LIST).contact.email == "finance@yunling.example"


def test_of_several_addresses_the_one_on_most_rows_counts_in_any_order():
    emails = ("b@yunling.example", "a@yunling.example", "b@yunling.example")
    found = {agreed(rows(*order)).contact.email for order in permutations(emails)}
    assert found == {"b@yunling.example"}


def test_as_many_rows_for_each_address_still_agree_in_any_order():
    emails = ("b@yunling.example", "a@yunling.example")
    assert len({agreed(rows(*order)).contact.email for order in permutations(emails)}) == 1


def test_what_only_one_row_tells_is_taken_from_it():
    assert agreed(rows("", "a@yunling.example", "")).contact.email == "a@yunling.example"


def test_a_detail_that_differs_is_said_with_what_is_used():
    reading = read_ledger([rows("b@yunling.example", "a@yunling.example", "b@yunling.example")])
    (remark,) = [remark for remark in reading.remarks if remark.reason.code == "customer_details_differ"]
    assert (remark.row, dict(remark.reason.details)) == (
        3,
        {"customer": "C1", "field": "email", "used": "b@yunling.example"},
    )


def test_a_region_from_one_row_does_not_undo_a_zone_from_another():
    zoned = table(
        "customer_code,customer_name,contact,phone,timezone\nC1,云岭贸易有限公司,王,+86 1,Asia/Urumqi", name="a.csv"
    )
    placed = table("customer_code,customer_name,region\nC1,云岭贸易有限公司,新加坡", name="b.csv")
    customer = agreed(zoned, placed)
    assert (customer.region, customer.timezone) == ("SG", "Asia/Urumqi")


def test_customers_are_read_once_for_all_their_rows():
    reading = read_ledger([rows(*["a@yunling.example"] * 9)])
    assert len({id(row.customer) for row in reading.rows}) == 1
    assert [remark.reason.code for remark in reading.remarks] == []
