"""Payments at the end of each month, and on the number of its last day."""

from datetime import date

import pytest

from assistant.intake.replies.bargain import read_bargain
from assistant.intake.replies.given import ledger_from

LEDGER = ledger_from({"currency": "CNY", "invoices": [{"no": "FP-1", "amount": "90000.00"}]})


@pytest.mark.parametrize(
    ("text", "starts", "until", "month_ends"),
    [
        ("分四期，每月底付。", "2025-04-30", "2025-07-31", True),
        ("分四期，每月30号付。", "2025-04-30", "2025-07-30", False),
        ("分四期，每月三十號付。", "2025-04-30", "2025-07-30", False),
        ("分四期，4月底开始付。", "2025-04-30", "2025-07-31", True),
        ("Four monthly payments starting 30 April.", "2025-04-30", "2025-07-30", False),
        ("分四期，每月31号付。", "2025-05-31", "2025-08-31", False),
    ],
)
def test_the_end_of_each_month_is_not_the_number_of_its_last_day(text, starts, until, month_ends):
    found = read_bargain(text, date(2025, 4, 3), LEDGER).reading.proposal
    assert (str(found.starts), str(found.until), found.month_ends) == (starts, until, month_ends)


def test_payments_after_a_first_at_the_end_of_january_keep_its_number_after_a_short_february():
    text = "We pay 30,000 on 30 January and then the rest in three equal monthly payments."
    listed = read_bargain(text, date(2026, 1, 5), LEDGER).reading.proposal.payments
    assert [str(each.day) for each in listed] == ["2026-01-30", "2026-02-28", "2026-03-30", "2026-04-30"]
