from dataclasses import replace

from assistant.workflow.desk import billing_digits_of
from tests.desk import CREDITOR, a_desk


def test_the_profile_goes_over_the_usual_billing_decimals():
    desk = a_desk()
    with desk.record.begin() as tx:
        tx.save_creditor(replace(CREDITOR, billing_digits={"HKD": 0}))
        assert billing_digits_of(tx) == {"TWD": 0, "HKD": 0}
