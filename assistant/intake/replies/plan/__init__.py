"""The figures of a proposal, each read in a room of its own.

| what is read | for example | where |
|---|---|---|
| payments with their days | "50,000 on 20 March" | `dated` |
| days in one breath with their sums | "on 5 and 20 May, 30k each" | `runs` |
| what comes first | "30% now" | `first` |
| what is paid each time | "5,000 a month" | `each_time` |
| how many payments | "in four instalments" | `number` |
| what is left to pay | "and the rest" | `rest` |
| when payments begin, and end | "starting 1 June", "until the end of August" | `starts`, `ends` |
| how much more time | "another 20 days" | `longer` |
| how much less | "5% off" | `less` |
| which days are no days of payment | "we lost it in March" | `days_of_payment` |
| which kind all that makes | three days, three sums: a plan | `form` |
"""

from assistant.intake.replies.plan.dated import Payment, payments, several
from assistant.intake.replies.plan.days_of_payment import has_passed, is_denied, is_start
from assistant.intake.replies.plan.each_time import is_each, per_instalment
from assistant.intake.replies.plan.ends import is_at_month_end, rest_until, until
from assistant.intake.replies.plan.first import first_payment, is_held_back
from assistant.intake.replies.plan.form import fits, shape
from assistant.intake.replies.plan.less import discount, is_let_go, lump_sum, percent_off
from assistant.intake.replies.plan.longer import extension
from assistant.intake.replies.plan.number import instalments, is_refused
from assistant.intake.replies.plan.rest import has_rest, is_of_the_rest, is_rest, names_rest
from assistant.intake.replies.plan.runs import runs
from assistant.intake.replies.plan.starts import begins, from_month

__all__ = [
    "Payment",
    "begins",
    "discount",
    "extension",
    "first_payment",
    "fits",
    "from_month",
    "has_passed",
    "has_rest",
    "instalments",
    "is_at_month_end",
    "is_denied",
    "is_each",
    "is_held_back",
    "is_let_go",
    "is_of_the_rest",
    "is_refused",
    "is_rest",
    "is_start",
    "lump_sum",
    "names_rest",
    "payments",
    "per_instalment",
    "percent_off",
    "rest_until",
    "runs",
    "several",
    "shape",
    "until",
]
