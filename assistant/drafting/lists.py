"""Writes lists of invoices and of payments row by row: a model puts ``[[T1]]`` where one belongs, and types no row."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from assistant.domain.brief import Brief
from assistant.domain.kinds import Channel, MessageKind
from assistant.domain.language import Language
from assistant.drafting.circumstances import Circumstance
from assistant.drafting.phrases import SLOT
from assistant.drafting.roles import Scope, scope_of
from assistant.drafting.scene import Scene

INVOICES, PAYMENTS = "T1", "T2"
# Kinds that list the invoices when there are several; a statement lists a single one as well.
_LISTING = frozenset(
    {
        MessageKind.PAYMENT_REMINDER,
        MessageKind.PROMISE_FOLLOWUP,
        MessageKind.CALL_SCRIPT,
        MessageKind.PLAN_PROPOSAL,
        MessageKind.WRITTEN_CONFIRMATION,
        MessageKind.STATEMENT_OF_ACCOUNT,
        MessageKind.FORMAL_DEMAND,
        MessageKind.SERVICE_SUSPENSION_NOTICE,
    }
)
# What a row says, piece by piece; a piece is left out where one of its facts is missing.
_INVOICE_ROW: Mapping[Language, tuple[str, ...]] = {
    Language.EN: (
        "• {invoice_no}: {open_balance}",
        ", due {due_date}",
        ", {days_late} late",
        ", {paid_so_far} received",
        ", less {disputed_amount} under query",
    ),
    Language.ZH_HANS: (
        "• {invoice_no}：{open_balance}",
        "，{due_date}到期",
        "，逾期{days_late}",
        "，已付{paid_so_far}",
        "，其中{disputed_amount}有异议、暂不计入",
    ),
    Language.ZH_HANT: (
        "• {invoice_no}：{open_balance}",
        "，{due_date}到期",
        "，逾期{days_late}",
        "，已收{paid_so_far}",
        "，其中{disputed_amount}有爭議、暫不計入",
    ),
}
_PAYMENT_ROW: Mapping[Language, str] = {
    Language.EN: "• {instalment_due}: {instalment_amount}",
    Language.ZH_HANS: "• {instalment_due}：{instalment_amount}",
    Language.ZH_HANT: "• {instalment_due}：{instalment_amount}",
}
_SUM_ROW: Mapping[Language, str] = {
    Language.EN: "• Total: [[{}]]",
    Language.ZH_HANS: "• 合计：[[{}]]",
    Language.ZH_HANT: "• 合計：[[{}]]",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class List:
    """A list that is written as ``[[id]]``: what it holds, its rows with placeholders, and the ids of their facts."""

    id: str
    meaning: str
    rows: tuple[str, ...]
    facts: frozenset[str]


def lists_of(scene: Scene) -> tuple[List, ...]:
    """The lists that the message is to hold; none in a text message, which has no room for rows."""
    return () if scene.brief.channel is Channel.SMS else tuple(_lists(scene))


def with_rows(body: str, lists: Iterable[List]) -> str:
    """``body`` with the rows of each list where it stands, on lines of their own; their placeholders are not filled."""
    for a_list in lists:
        rows = "\n".join(("", *a_list.rows, ""))
        body = re.sub(rf"\n?[ \t]*(?:[-*•·][ \t]*)?\[\[{a_list.id}\]\][ \t]*\n?", rows, body)
    return body.strip()


def _lists(scene: Scene) -> Iterator[List]:
    brief = scene.brief
    several = Circumstance.MANY in scene.circumstances or brief.kind is MessageKind.STATEMENT_OF_ACCOUNT
    if several and brief.kind in _LISTING:
        rows = [_row(_INVOICE_ROW[brief.language], brief, invoice) for invoice in scene.invoices]
        yield _list(INVOICES, "invoices, a row for each with its number, open amount and due date", rows)
    payments = scene.items("instalment")
    if payments:
        rows = [_row((_PAYMENT_ROW[brief.language],), brief, payment) for payment in payments]
        summed = _sum(brief, len(payments))
        meaning = "payments, a row for each with its day and amount" + (", and their sum" if summed else "")
        yield _list(PAYMENTS, meaning, [*rows, *summed])


def _row(pieces: tuple[str, ...], brief: Brief, item: str) -> str:
    own = {f.role: f"[[{f.id}]]" for f in brief.grounds.facts if f.about == item and f.value != "" and _in_rows(f.role)}
    said = (piece for piece in pieces if own.keys() >= set(SLOT.findall(piece)))
    return "".join(SLOT.sub(lambda slot: own[slot[1]], piece) for piece in said)


def _sum(brief: Brief, payments: int) -> list[str]:
    fact = brief.grounds.fact("plan_total")
    return [_SUM_ROW[brief.language].format(fact.id)] if fact and payments > 1 else []


def _list(name: str, meaning: str, rows: list[str]) -> List:
    facts = frozenset(re.findall(r"\[\[(F\d+)\]\]", "".join(rows)))
    return List(id=name, meaning=f"the list of {meaning}", rows=tuple(rows), facts=facts)


def _in_rows(role: str) -> bool:
    return scope_of(role) in (Scope.INVOICE, Scope.INSTALMENT)
