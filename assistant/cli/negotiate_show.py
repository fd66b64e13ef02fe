"""How a negotiation looks on a terminal: what they ask, the options side by side, and what comes next."""

from collections.abc import Iterator

from assistant.negotiation.option import NegotiatingPosition, Option
from assistant.wording import Wording
from assistant.workflow.negotiation.at_the_table import NegotiatingTable
from assistant.workflow.negotiation.unrecorded import Unrecorded
from assistant.workflow.replies.rules import reply_rules


def table_lines(table: NegotiatingTable, words: Wording, *, every: bool) -> Iterator[str]:
    """Their words and what they ask, then the options with their schedule, price and who may agree to them.

    Without ``every`` these are their proposal, our move and our limit.
    """
    situation, found = table.situation, table.position
    yield f"{table.case.id} · {table.case.customer.name} · {situation.outstanding} (+ {situation.late_interest})"
    if table.heard and table.heard.text.strip():
        asked = table.heard.asked
        kinds = words.value(asked.kinds) if asked and asked.kinds else words.words.formats.nothing
        yield f"{words.label('they_ask')}: {kinds}  “{' '.join((asked.quote if asked else table.heard.text).split())}”"
    doubts = (*(table.heard.doubts if table.heard else ()), *found.doubts)
    yield from (f"? {words.reason(doubt)}" for doubt in doubts)
    yield from (f"! {words.reason(note)}" for note in table.gathered.notes)
    if table.contested:
        yield f"! {words.reason(table.contested.reason)}"
        yield from (f"  {command}" for command in _recording(table.case.id, table.contested))
    beside = [option for option in found.options if every or option in (found.move, found.proposed, found.limit)]
    for option in beside:
        yield from _option_lines(option, found, words)
    if len(beside) < len(found.options):
        yield words.label("more_options").format(count=len(found.options) - len(beside))
    yield from (f"· {words.reason(reason)}" for reason in found.why)
    if found.next_rung:
        yield f"{words.label('next_concession')}: {words.name(found.next_rung)}"


def _recording(case_id: str, contested: Unrecorded) -> Iterator[str]:
    """The commands that put what is contested on record."""
    reply = contested.heard.reply
    if reply:
        yield f"tactful replies confirm {case_id} {reply.id}"
        return
    reason = reply_rules().dispute_reasons[contested.dispute.reason]
    for number, amount in contested.of_each.items():
        yield (
            f"tactful record dispute {case_id} --invoice {number} --amount {amount.typed()} --reason {reason} "
            f'--quote "…" --handler "…" --answer-by …'
        )


def _option_lines(option: Option, found: NegotiatingPosition, words: Wording) -> Iterator[str]:
    made, price, ruling = option.arrangement, option.price, option.ruling
    marked = (
        (words.label("our_counter"), found.move),
        (words.label("their_proposal"), found.proposed),
        (words.label("our_limit"), found.limit),
    )
    marks = [mark for mark, whose in marked if whose is option]
    yield f"{option.id}  {words.name(made.kind)}{'  [' + ' · '.join(marks) + ']' if marks else ''}"
    payments = words.value([f"{words.value(part.due)} {part.amount}" for part in made.schedule])
    yield f"    {payments}"
    worth = words.label("worth_today").format(value=price.present_value, cost=price.cost, days=price.days)
    approver = words.name(ruling.approver) if ruling.approver else ""
    may = words.label("within_yours") if ruling.within else words.label("approved_by").format(role=approver)
    yield f"    {worth} · {may}"
    yield from (f"    ! {words.reason(reason)}" for reason in ruling.beyond)
    yield from (f"    + {words.reason(reason)}" for reason in option.gives)
    yield from (f"    = {words.reason(reason)}" for reason in option.asks)
