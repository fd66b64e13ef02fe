"""Who paid, and for which invoice: by name and number, never by a guess."""

from datetime import date

import pytest

from assistant.domain.money import Money
from assistant.errors import BadInput
from assistant.intake.bank_receipts import BankReceipt
from assistant.intake.bank_words import shipped_bank_words
from assistant.intake.payer_texts import said_by_reference
from assistant.intake.payers import Directory, Paid, who_paid

CUSTOMERS = [
    ("C1", "云岭贸易（上海）有限公司"),
    ("C2", "Acme (HK) Ltd."),
    ("C3", "Beta GmbH"),
    ("C4", "Twin Ltd"),
    ("C5", "TWIN LTD."),
    ("HK-0077", "Ceiba & Sons"),
]
INVOICES = [
    ("C1", "INV-1001"), ("C1", "INV-1002"), ("C1", "12"), ("C1", "45678"), ("C2", "1001"), ("C2", "2026/0012"),
    ("C2", "45679"), ("C3", "RE2026.77"), ("C3", "12345678"), ("C3", "20260531"), ("C4", "TW-5555"), ("C5", "TW-6666"),
    ("C4", "SAME-1"), ("C5", "SAME-1"),
]  # fmt: skip


@pytest.fixture(scope="module")
def directory():
    return Directory(CUSTOMERS, INVOICES, frozenset(shipped_bank_words().cues))


@pytest.fixture
def paid(directory):
    def ask(payer="", text="", *, reference="", behalf="", code="", customer=""):
        receipt = BankReceipt(
            file="s.xml", row=1, number="camt:B-1", amount=Money(10_000, "CNY"), received=date(2026, 6, 10),
            payer=payer, remittance=text, reference=reference, on_behalf_of=behalf, customer_code=code,
        )  # fmt: skip
        try:
            return who_paid(receipt, directory, customer)
        except BadInput as error:
            return error.code

    return ask


# names


@pytest.mark.parametrize(
    "name",
    ["云岭贸易（上海）有限公司", "云岭贸易(上海)有限公司", "雲嶺貿易 (上海) 有限公司", "云岭贸易 上海 有限公司"],
)
def test_a_name_is_known_whatever_its_width_script_blanks_and_brackets(paid, name):
    assert paid(name) == Paid(customer_code="C1")


@pytest.mark.parametrize("name", ["ACME (HK) LTD", "acme hk ltd.", "Ａｃｍｅ　(ＨＫ)　Ｌｔｄ．", "Acme (HK), Ltd"])
def test_a_latin_name_is_known_whatever_its_case_and_punctuation(paid, name):
    assert paid(name) == Paid(customer_code="C2")


@pytest.mark.parametrize("name", ["云岭贸易", "Acme (HK) Limited", "Acme Ltd", "Acme", "", "云岭贸易（北京）有限公司"])
def test_a_name_that_is_only_alike_is_nobody(paid, name):
    assert paid(name, "payment") == "unknown_payer"


def test_the_debtor_behind_the_payer_goes_before_the_payer(paid):
    assert paid("Acme HK Ltd", behalf="Beta GmbH") == Paid(customer_code="C3")
    assert paid("Acme HK Ltd", behalf="Some Agent") == Paid(customer_code="C2")


def test_of_two_customers_of_one_name_a_number_tells_which(paid):
    assert paid("Twin Ltd") == "payer_unclear"
    assert paid("Twin Ltd", "TW-5555") == Paid(customer_code="C4", invoice_no="TW-5555", named=("TW-5555",))
    assert paid("Twin Ltd", "SAME-1") == "payer_unclear"
    assert paid("Twin Ltd", "TW-5555 TW-6666") == "payer_unclear"


# numbers


@pytest.mark.parametrize(
    "text",
    [
        "INV-1001",
        "inv-1001",
        "货款发票INV-1001",
        "INV1001",
        "INV/1001",
        "INV–1001",
        "ＩＮＶ－１００１",
        "re: INV-1001, thanks",
        "(INV-1001)",
    ],
)
def test_an_invoice_number_is_found_as_a_whole_token(paid, text):
    found = Paid(customer_code="C1", invoice_no="INV-1001", named=("INV-1001",))
    assert (paid("someone", text), paid("云岭贸易(上海)有限公司", text)) == (found, found)


@pytest.mark.parametrize(
    "text", ["INV-10011", "XINV-1001", "INV-1001-A", "INV-1001B", "INV-100", "5INV-1001", "INV-1001.5"]
)
def test_a_part_of_a_longer_token_is_no_number(paid, text):
    assert paid("云岭贸易(上海)有限公司", text) == Paid(customer_code="C1")
    assert paid("someone", text) == "unknown_payer"


def test_several_numbers_are_all_named_and_none_is_chosen(paid):
    both = Paid(customer_code="C1", named=("INV-1001", "INV-1002"))
    assert paid("", "INV-1001/INV-1002") == both
    assert paid("", "INV-1001、INV-1002") == both


def test_a_number_with_strokes_in_it_is_one_number(paid):
    assert paid("", "for 2026/0012") == Paid(customer_code="C2", invoice_no="2026/0012", named=("2026/0012",))
    assert paid("", "RE2026.77") == Paid(customer_code="C3", invoice_no="RE2026.77", named=("RE2026.77",))


def test_name_and_number_of_two_customers_contradict(paid):
    assert paid("Acme HK Ltd", "INV-1001") == "payer_contradicts"
    assert paid("Acme HK Ltd", "2026/0012 and INV-1001") == "payer_contradicts"


def test_numbers_of_two_customers_without_a_name_leave_it_open(paid):
    assert paid("someone", "INV-1001 TW-5555") == "payer_unclear"


# short numbers, dates and amounts


@pytest.mark.parametrize("text", ["12 pieces", "paid on 12 June", "1001 units", "45678 delivered", "on 20260531 at 9"])
def test_digits_that_may_be_anything_tell_nobody(paid, text):
    assert paid("someone", text) == "unknown_payer"


@pytest.mark.parametrize("text", ["invoice 12", "Inv. 12", "发票：12", "货款，发票号12", "No.12", "12"])
def test_a_word_before_them_or_nothing_beside_them_makes_them_a_number(paid, text):
    assert paid("云岭贸易（上海）有限公司", text) == Paid(customer_code="C1", invoice_no="12", named=("12",))


def test_digits_of_a_known_customer_count_when_there_are_enough_of_them(paid):
    assert paid("云岭贸易（上海）有限公司", "45678 done") == Paid(
        customer_code="C1", invoice_no="45678", named=("45678",)
    )
    assert paid("云岭贸易（上海）有限公司", "12 done") == Paid(customer_code="C1")


def test_digits_of_another_customer_say_nothing_unless_a_word_leads_to_them(paid):
    assert paid("云岭贸易（上海）有限公司", "45679 done") == Paid(customer_code="C1")
    assert paid("云岭贸易（上海）有限公司", "invoice 45679") == "payer_contradicts"


def test_eight_digits_are_a_number_unless_they_are_a_day(paid):
    assert paid("someone", "12345678 thanks") == Paid(customer_code="C3", invoice_no="12345678", named=("12345678",))


def test_letters_before_digits_that_mean_two_invoices_leave_it_open(paid):
    assert paid("someone", "INV 1001") == "payer_unclear"  # C1's INV-1001, or C2's 1001
    assert paid("Acme HK Ltd", "INV 1001") == "payer_contradicts"


# structured references, codes, the user's word


def test_a_creditor_reference_holds_our_number_when_its_check_digits_fit(paid):
    assert said_by_reference("RF18 5390 0754 7034") == "539007547034"
    assert said_by_reference("RF19539007547034") == ""
    assert paid("someone", reference="RF06 INV1001") == Paid(
        customer_code="C1", invoice_no="INV-1001", named=("INV-1001",)
    )
    assert paid("someone", reference="RF07 INV1001") == "unknown_payer"


def test_a_plain_reference_is_a_number_by_itself(paid):
    assert paid("someone", reference="1001") == Paid(customer_code="C2", invoice_no="1001", named=("1001",))


def test_a_customers_code_tells_who_but_not_what_for(paid):
    assert paid("someone", "your customer HK-0077") == Paid(customer_code="HK-0077")
    assert paid("Beta GmbH", "HK-0077") == "payer_contradicts"


def test_the_users_word_is_taken_unless_something_speaks_against_it(paid):
    assert paid("someone", "payment", customer="C3") == Paid(customer_code="C3")
    assert paid("someone", "12345678", customer="C3") == Paid(
        customer_code="C3", invoice_no="12345678", named=("12345678",)
    )
    assert paid("Acme HK Ltd", customer="C3") == "payer_contradicts"
    assert paid("someone", "INV-1001", customer="C3") == "payer_contradicts"
    assert paid("someone", customer="C9") == "unknown_customer"


def test_a_code_in_the_table_itself_goes_before_the_users_word(paid):
    assert paid("someone", code="C1", customer="C3") == Paid(customer_code="C1")


def test_a_refusal_says_who_paid_how_much_and_under_which_number_to_book_it(directory):
    receipt = BankReceipt(
        file="s.xml",
        row=1,
        number="camt:B-1",
        amount=Money(10_000, "CNY"),
        received=date(2026, 6, 10),
        payer="Nobody Ltd",
    )
    with pytest.raises(BadInput) as caught:
        who_paid(receipt, directory)
    assert str(caught.value) == (
        "Nobody Ltd paid CNY 100.00: no customer of that name, no number of an invoice; book it by hand."
    )
    assert caught.value.details == {"payer": "Nobody Ltd", "amount": Money(10_000, "CNY"), "number": "camt:B-1"}
