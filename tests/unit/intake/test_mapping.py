"""Exports of accounting programs become ledgers: who owes, what it was over, and what is still open."""

import re
from contextlib import suppress
from dataclasses import fields
from pathlib import Path

import pytest

from assistant.errors import BadInput, BadKnowledge, MissingColumns
from assistant.intake.layouts import Layout, TableMapping
from assistant.intake.mapping import apply_mapping, load_mapping, shipped_mappings
from assistant.intake.reading import DateOrder
from tests.unit.intake import exports
from tests.unit.intake.exports import export
from tests.unit.intake.mapped import balances, notes, read


def fitting(table):
    """The shipped mappings that read ``table``, by name."""
    found = []
    for name in shipped_mappings():
        with suppress(MissingColumns):
            apply_mapping(table, load_mapping(name))
            found.append(name)
    return tuple(found)


# what comes with the program


def test_the_shipped_mappings_are_those_of_five_programs():
    assert shipped_mappings() == ("erpnext", "kingdee", "quickbooks", "xero", "yonyou")


@pytest.mark.parametrize(
    ("name", "programs"),
    [
        ("XERO_INVOICES", ("xero",)),
        ("XERO_AGED", ("xero",)),
        ("QUICKBOOKS_AGING", ("quickbooks",)),
        ("QUICKBOOKS_OPEN", ("quickbooks",)),
        ("ERPNEXT", ("erpnext",)),
        ("YONYOU_U8", ("yonyou",)),
        ("YONYOU_LOCAL", ("yonyou",)),
        ("YONYOU_SMALL", ("yonyou",)),
        ("KINGDEE_CLOUD", ("kingdee",)),
        ("KINGDEE_K3", ("kingdee",)),
    ],
)
def test_each_export_fits_the_mapping_of_its_program_alone(name, programs):
    assert fitting(getattr(exports, name)) == programs


def test_our_own_columns_and_those_of_nobody_fit_no_mapping():
    assert fitting(export("customer_code|invoice_no|issue_date|due_date|currency|amount|paid")) == ()
    assert fitting(export("客户编号|客户名称|发票号码|开票日期|到期日|币种|金额")) == ()
    assert fitting(export("a|b|c", "1|2|3")) == ()


def test_invoices_of_xero_come_once_for_all_their_lines_less_drafts_and_bills():
    reading = read(exports.XERO_INVOICES, "xero")
    assert balances(reading) == {
        "Harbour Lane Ltd": {"INV-0212": "GBP 3,600.00 / 3600.00"},
        "Orchard Press": {"INV-0219": "GBP 2,150.00 / 1150.00", "CreditNote CN-0003": "GBP 80.00"},
    }
    assert reading.rejected == ()
    assert notes(reading) == [
        "SalesInvoices.csv: left out as 'Draft': 1 row (6).",
        "SalesInvoices.csv: left out as 'Bill': 1 row (7).",
    ]


def test_aged_receivables_of_xero_belong_to_the_contact_above_them():
    reading = read(exports.XERO_AGED, "xero", currency="GBP")
    assert balances(reading) == {
        "Harbour Lane Ltd": {
            "INV-0212": "GBP 3,600.00 / 3600.00",
            "CreditNote credit note 20 Aug 2026 100": "GBP 100.00",
        },
        "Total Energy Supplies Ltd": {"INV-0150": "GBP 250.00 / 250.00"},
    }
    assert notes(reading) == [
        "Aged_Receivables_Detail.xlsx: for 2 invoices the export tells only what is outstanding; that stands as the amount.",
        "Aged_Receivables_Detail.xlsx: 1 payment or credit note without a number; day and amount serve as one.",
    ]


def test_ageing_of_quickbooks_is_read_whatever_heading_it_stands_under():
    reading = read(exports.QUICKBOOKS_AGING, "quickbooks", currency="USD", date_order=DateOrder.MDY)
    assert balances(reading) == {
        "Tandem Works": {"SI-1": "USD 1,000.00 / 800.00"},
        "Sports Cellar": {"SI-2": "USD 500.00 / 500.00"},
        "Zephyr Boards": {"CreditNote SC-1": "USD 60.00", "Payment payment 02/02/2026 70": "USD 70.00"},
    }
    assert "AR Aging Detail.csv: left out as 'Journal Entry': 1 row (13)." in notes(reading)


def test_open_invoices_of_quickbooks_belong_to_the_customer_above_them():
    reading = read(exports.QUICKBOOKS_OPEN, "quickbooks", currency="USD", date_order=DateOrder.MDY)
    assert balances(reading) == {
        "Acorn Corp": {"5004": "USD 1,000.00 / 1000.00", "5005": "USD 250.50 / 250.50"},
        "Beta LLC": {"CreditNote CM-9": "USD 20.00"},
    }
    assert [invoice.terms for invoice in reading.invoices] == ["Net 30", "Net 30"]


def test_receivables_of_erpnext_count_credit_notes_as_settled_and_payments_below_zero_as_loose():
    reading = read(exports.ERPNEXT, "erpnext")
    assert balances(reading) == {
        "CUST-0001": {
            "ACC-SINV-2026-00011": "SGD 12,000.00 / 6000.00",
            "Payment ACC-PAY-2026-00007": "SGD 300.00",
        },
        "CUST-0002": {"CreditNote ACC-SINV-2026-00012": "SGD 150.00"},
    }
    assert [row.customer.customer.name for row in reading.rows] == ["Lotus Retail", "Lotus Retail", "Ivory Tea"]


def test_the_original_currency_of_u8_goes_before_the_local_one():
    assert balances(read(exports.YONYOU_U8, "yonyou")) == {
        "0101": {
            "XS20260001": "CNY 48,200.00 / 40000.00",
            "Payment SK20260003": "CNY 5,000.00",
            "CreditNote XS20260009": "CNY 1,200.00",
        },
        "0202": {"YS20260002": "USD 1,000.00 / 1000.00"},
    }


def test_an_amount_in_local_currency_is_one_whatever_the_column_of_currencies_says():
    assert balances(read(exports.YONYOU_LOCAL, "yonyou")) == {"0202": {"XS20260020": "CNY 7,150.00 / 7150.00"}}


def test_a_row_whose_figures_contradict_each_other_is_refused_with_them():
    reading = read(exports.YONYOU_SMALL, "yonyou")
    assert balances(reading) == {"青禾工程有限公司": {"XS-2026-04-0001": "CNY 30,000.00 / 18000.00"}}
    assert [(row.row, row.message) for row in reading.rejected] == [
        (3, "'9000 - 9000 <> 1000' is not an amount; write it like 48200.00.")
    ]


def test_receivables_of_kingdee_are_read_in_both_layouts():
    assert balances(read(exports.KINGDEE_CLOUD, "kingdee")) == {
        "CUST0045": {"AR00000123": "CNY 86,400.00 / 66400.00", "CreditNote AR00000130": "CNY 400.00"},
        "CUST0046": {"QTYS000007": "USD 1,500.50 / 1500.50"},
    }
    assert balances(read(exports.KINGDEE_K3, "kingdee")) == {
        "01.002": {"ZSEFP000012": "CNY 11,300.00 / 11300.00", "Payment XSKD000003": "CNY 300.00"},
        "01.003": {"ZSEFP000015": "CNY 565.00 / 0.00"},
    }


# one's own


OWN = """
name: Our old program
layouts:
  - title: Debtors
    needs: [customer_name, invoice_no, open]
    columns:
      customer_name: [Debtor]
      invoice_no: [Doc]
      issue_date: [Raised]
      due_date: [Payable by]
      open: [Left]
    constants: {currency: GBP}
    totals: ["Sum*"]
"""


def written(folder: Path, text: str) -> str:
    path = folder / "ours.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_mapping_of_ones_own_is_read_by_its_path(tmp_path):
    table = export("Debtor|Doc|Raised|Payable by|Left", "Acorn|1|2026-04-13|2026-04-30|10.50", "Sum of all||||10.50")
    assert balances(read(table, written(tmp_path, OWN))) == {"Acorn": {"1": "GBP 10.50 / 10.50"}}


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (("title: Debtors", "titel: Debtors"), "line 4, layouts.0.title: Field required"),
        (("constants: {currency: GBP}", "currency: GBP"), "line 12, layouts.0.currency: Unexpected keyword argument"),
        (("invoice_no: [Doc]", "invoice: [Doc]"), "columns.invoice: there is no such field"),
        (("{currency: GBP}", "{money: GBP}"), "constants.money: there is no such field"),
        (("needs: [customer_name", "needs: [kind"), "needs.kind: the columns do not say where it stands"),
        (
            ("customer_name: [Debtor]", "customer_name: Debtor"),
            "line 7, layouts.0.columns.customer_name: Input should be a valid tuple",
        ),
    ],
)
def test_a_mapping_that_is_none_is_refused_with_the_place_and_the_reason(tmp_path, change, line):
    path = written(tmp_path, OWN.replace(*change))
    with pytest.raises(BadKnowledge) as caught:
        load_mapping(path)
    assert str(caught.value) == f"{path}: at {line}; correct the file."


def test_a_name_that_is_not_shipped_says_which_are():
    with pytest.raises(BadInput) as caught:
        load_mapping("sage")
    assert str(caught.value) == (
        "There is no mapping 'sage'; use one of erpnext, kingdee, quickbooks, xero, yonyou, or the path of a file of "
        "your own."
    )


def test_a_table_that_the_mapping_does_not_know_is_refused_with_what_it_needs(tmp_path):
    with pytest.raises(MissingColumns) as caught:
        apply_mapping(export("Debtor|Left"), load_mapping(written(tmp_path, OWN)))
    assert str(caught.value) == (
        "export.csv is no export of Our old program that is known here (Debtors: customer_name, invoice_no, open); use "
        "another mapping."
    )


# the reference page


PAGE = Path(__file__).parents[3] / "docs" / "reference" / "mappings.md"


def test_the_example_of_the_reference_reads_as_the_page_says(tmp_path):
    blocks = re.findall(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    lines = re.findall(r"^    (.*;.*)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    table = export(*(line.replace(";", "|") for line in lines))
    assert balances(read(table, written(tmp_path, blocks[0]))) == {
        "Acorn Ltd": {"1001": "GBP 1,200.00 / 700.00", "Payment 77": "GBP 50.00"}
    }


def test_every_key_is_on_the_reference_page():
    page = PAGE.read_text(encoding="utf-8")
    keys = [field.name for shape in (TableMapping, Layout) for field in fields(shape)]
    assert [key for key in keys if f"| `{key}` |" not in page] == []
