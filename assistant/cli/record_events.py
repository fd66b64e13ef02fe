"""``tactful record``: promises, disputes, holds, contacts, proofs and causes."""

import typer

from assistant.cli.recording import CASE, JSON, carry_out, day, day_or_none
from assistant.domain.commitments import Cause, HoldReason
from assistant.domain.ledger import ProofKind

_INVOICE = typer.Option(..., help="The invoice.")
_QUOTE = typer.Option(..., help="The customer's own words.")


def register(record: typer.Typer) -> None:
    """Add the commands to ``tactful record``."""
    for command in (promise, dispute, resolve, hold, lift, contact, proof, cause):
        record.command()(command)


def promise(
    context: typer.Context,
    case: str = CASE,
    amount: str = typer.Option(..., help="What was promised, such as 48200.00."),
    due: str = typer.Option(..., help="By when, such as 2026-06-30."),
    quote: str = _QUOTE,
    source: str = typer.Option(..., help="Where they were said or written, such as a call or a mail."),
    made_on: str = typer.Option("", help="When it was given; today unless said."),
    invoice: list[str] = typer.Option([], help="For this invoice alone; may be given several times."),
    confirmed: bool = typer.Option(False, "--confirmed", help="More than is open is meant."),
    as_json: bool = JSON,
) -> None:
    """Record that the customer named a date and an amount.

    Example: tactful record promise CN02-CNY --amount 86400 --due 2026-06-26 --quote "26号前付清" --source call
    """
    from assistant.intake.given_entries import PromiseGiven
    from assistant.workflow.record import record_promise

    given = PromiseGiven(
        amount=amount,
        due=day(due, "due"),
        quote=quote,
        source=source,
        made_on=day_or_none(made_on, "made_on"),
        invoices=tuple(invoice),
        confirmed=confirmed,
    )
    carry_out(context, as_json, lambda desk, person: record_promise(desk, person, case, given))


def dispute(
    context: typer.Context,
    case: str = CASE,
    invoice: str = _INVOICE,
    reason: str = typer.Option(..., help="One of the list in knowledge/record/vocabulary.yaml, such as quality."),
    quote: str = _QUOTE,
    handler: str = typer.Option(..., help="Who looks at it on our side."),
    answer_by: str = typer.Option(..., help="Until when we answer, such as 2026-06-26."),
    amount: str = typer.Option("", help="The contested part; all that is open unless said."),
    opened_on: str = typer.Option("", help="When it was raised; today unless said."),
    as_json: bool = JSON,
) -> None:
    """Record that the customer contests an invoice or a part of it.

    Example: tactful record dispute CN01-CNY --invoice INV-2026-0301 --reason quality --quote "三件有划痕"
    --handler "quality department" --answer-by 2026-06-26
    """
    from assistant.intake.given_entries import DisputeGiven
    from assistant.workflow.record import record_dispute

    given = DisputeGiven(
        invoice=invoice,
        reason=reason,
        quote=quote,
        handler=handler,
        answer_by=day(answer_by, "answer_by"),
        amount=amount,
        opened_on=day_or_none(opened_on, "opened_on"),
    )
    carry_out(context, as_json, lambda desk, person: record_dispute(desk, person, case, given))


def resolve(
    context: typer.Context,
    case: str = CASE,
    dispute: str = typer.Argument(help="A dispute, such as DP-0001."),
    outcome: str = typer.Option(..., help="upheld, partly_upheld, unfounded, withdrawn or settled."),
    resolved_on: str = typer.Option("", help="When; today unless said."),
    as_json: bool = JSON,
) -> None:
    """Record how a dispute ended.

    Example: tactful record resolve CN04-CNY D-CN04-1 --outcome partly_upheld
    """
    from assistant.intake.given_entries import ResolutionGiven
    from assistant.workflow.record import resolve_dispute

    given = ResolutionGiven(outcome=outcome, resolved_on=day_or_none(resolved_on, "resolved_on"))
    carry_out(context, as_json, lambda desk, person: resolve_dispute(desk, person, case, dispute, given))


def hold(
    context: typer.Context,
    case: str = CASE,
    reason: HoldReason = typer.Option(..., help="Why nothing may be sent."),
    until: str = typer.Option("", help="The last day of it; until lifted unless said."),
    note: str = typer.Option("", help="What the next reader should know."),
    every_currency: bool = typer.Option(False, "--every-currency", help="Stop every case of the customer."),
    as_json: bool = JSON,
) -> None:
    """Stop a case from today on.

    Example: tactful record hold CN01-CNY --reason manual --until 2026-06-30 --note "new contact person from July"
    """
    from assistant.intake.given_entries import HoldGiven
    from assistant.workflow.record import record_hold

    given = HoldGiven(reason=reason, until=day_or_none(until, "until"), note=note, every_currency=every_currency)
    carry_out(context, as_json, lambda desk, person: record_hold(desk, person, case, given))


def lift(
    context: typer.Context,
    case: str = CASE,
    hold: str = typer.Argument(help="A hold, such as HD-0001."),
    as_json: bool = JSON,
) -> None:
    """End a hold now; it stays in the record.

    Example: tactful record lift CN01-CNY HD-0001
    """
    from assistant.workflow.record import lift_hold

    carry_out(context, as_json, lambda desk, person: lift_hold(desk, person, case, hold))


def contact(
    context: typer.Context,
    case: str = CASE,
    outcome: str = typer.Option(
        ..., help="One of the list in knowledge/record/vocabulary.yaml, such as voicemail_left."
    ),
    channel: str = typer.Option("", help="email, phone, sms, letter, chat or visit."),
    at: str = typer.Option("", help="When, such as 2026-06-16T15:30 in our own zone; now unless said."),
    inbound: bool = typer.Option(False, "--inbound", help="The customer got in touch with us."),
    kind: str = typer.Option("", help="What it was about, such as formal_demand; taken from the channel unless said."),
    note: str = typer.Option("", help="What was said, for our own side."),
    of: str = typer.Option("", help="The key of a contact recorded before: say what became of it."),
    as_json: bool = JSON,
) -> None:
    """Record a contact that was made, or what became of one, such as the proof that a letter arrived.

    Example: tactful record contact CN01-CNY --channel phone --outcome voicemail_left --note "name and number only"
    """
    from assistant.intake.given_entries import ContactGiven, Direction
    from assistant.workflow.record import record_contact

    given = ContactGiven(
        channel=channel,
        outcome=outcome,
        at=at,
        direction=Direction.IN if inbound else Direction.OUT,
        kind=kind,
        note=note,
        of=of,
    )
    carry_out(context, as_json, lambda desk, person: record_contact(desk, person, case, given))


def proof(
    context: typer.Context,
    case: str = CASE,
    invoice: str = _INVOICE,
    kind: ProofKind = typer.Option(..., help="What is proved."),
    on: str = typer.Option(..., help="The day, such as 2026-06-15."),
    status: str = typer.Option(..., help="What the paper says, such as signed by the warehouse."),
    document: str = typer.Option("", help="The paper that shows it."),
    as_json: bool = JSON,
) -> None:
    """Record the proof of a delivery or acceptance, or how far a project is.

    Example: tactful record proof CN01-CNY --invoice INV-2026-0301 --kind delivery --on 2026-05-02 --status signed
    --document DN-7781.pdf
    """
    from assistant.intake.given_entries import ProofGiven
    from assistant.workflow.record import record_proof

    given = ProofGiven(invoice=invoice, kind=kind, on=day(on, "on"), status=status, document=document)
    carry_out(context, as_json, lambda desk, person: record_proof(desk, person, case, given))


def cause(
    context: typer.Context,
    case: str = CASE,
    why: Cause = typer.Option(..., "--cause", help="Why the case is late."),
    evidence: str = typer.Option(..., help="The words that show it."),
    as_json: bool = JSON,
) -> None:
    """Record why a case is late.

    Example: tactful record cause CN02-CNY --cause approval_delay --evidence "卡在集团资金计划"
    """
    from assistant.intake.given_entries import CauseGiven
    from assistant.workflow.record import record_cause

    given = CauseGiven(cause=why, evidence=evidence)
    carry_out(context, as_json, lambda desk, person: record_cause(desk, person, case, given))
