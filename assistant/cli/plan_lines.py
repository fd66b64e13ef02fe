"""How a payment plan that is followed looks on a terminal and in JSON: each instalment with what came of it."""

from collections.abc import Iterator

from assistant.domain.entries import EntryKind
from assistant.domain.plan_following import Followed, FollowedPlan
from assistant.wording import Wording, in_columns

_FIGURES = frozenset({0, 2, 3})


def plan_lines(followed: FollowedPlan, words: Wording) -> Iterator[str]:
    """The plan and its state, and beneath it a row for each instalment."""
    plan = followed.plan
    what = words.label("plan_of").format(
        id=words.value(plan.id), agreed=words.value(plan.agreed_on), state=words.name(followed.state)
    )
    yield f"{words.name(EntryKind.PLAN)} {what}"
    heads = ["", *(words.role(name) for name in ("instalment_due", "instalment_amount", "paid_so_far")), ""]
    for line in in_columns([heads, *(_row(each, words) for each in followed.instalments)], _FIGURES):
        yield f"  {line}"


def plan_document(followed: FollowedPlan) -> dict[str, object]:
    """The same for programs: days, decimal amounts and states."""
    plan = followed.plan
    return {
        "id": plan.id,
        "agreed_on": plan.agreed_on,
        "invoices": plan.invoice_nos,
        "state": followed.state,
        "ended_on": plan.ended_on,
        "instalments": [
            {
                "due": each.due,
                "amount": str(each.amount.decimal),
                "paid": str(each.paid.decimal),
                "paid_on": each.paid_on,
                "state": each.state,
            }
            for each in followed.instalments
        ],
    }


def _row(each: Followed, words: Wording) -> list[str]:
    came = [words.value(each.paid_on)] if each.paid_on else []
    stands = " · ".join([words.name(each.state), *came])
    return [str(each.number), words.value(each.due), each.amount.number(), each.paid.number(), stands]
