"""``tactful law``: rules of law and what they ask, rates that move, confirmed terms of contracts, and the clock."""

from datetime import datetime

import typer

from assistant.cli.session import open_desk, operator, print_json, wording
from assistant.domain.late_terms import YesOrNo

law = typer.Typer(
    help="Late payment in law and contract: rules, questions, rates, terms, the clock.", no_args_is_help=True
)
rates = typer.Typer(help="Published rates that move, as you keep them; alone, lists them.")
law.add_typer(rates, name="rates")


_JSON = typer.Option(False, "--json", help="One JSON document.")


def register(app: typer.Typer) -> None:
    """Add the noun to the command line."""
    app.add_typer(law, name="law")


@rates.callback(invoke_without_command=True)
def rates_alone(context: typer.Context) -> None:
    """List what is kept when no verb is given."""
    if context.invoked_subcommand is None:
        list_rates(context)


@rates.command("list")
def list_rates(context: typer.Context, as_json: bool = _JSON) -> None:
    """List the published rates that are kept, the newest first.

    Example: tactful law rates list
    """
    from assistant.workflow.reference_rates import kept_rates

    kept, words = kept_rates(open_desk(context)), wording(context)
    if as_json is True:
        print_json(
            [
                {
                    "series": series.id,
                    "name": words.value(series.name.local()),
                    "rates": [
                        {"valid_from": r.valid_from, "percent": str(r.percent), "source": r.source} for r in found
                    ],
                }
                for series, found in kept
            ]
        )
        return
    for series, found in kept:
        print(f"{series.id} · {words.value(series.name.local())} · {words.value(series.published.local())}")
        for rate in found:
            print(f"  {rate.valid_from}  {rate.percent}%  {rate.source}")
        if not found:
            print(f"  {words.label('no_rate_kept')}")


@rates.command("set")
def set_rate(
    context: typer.Context,
    series: str = typer.Argument(help="LPR_1Y, ECB_REFERENCE or BOE_BASE."),
    day: datetime = typer.Argument(formats=["%Y-%m-%d"], help="The first day on which it holds."),
    percent: str = typer.Argument(help="Per cent a year, such as 3.45."),
    source: str = typer.Option(..., help="Where you read it."),
) -> None:
    """Keep a published rate from a day on; a day that is kept already is corrected.

    Example: tactful law rates set LPR_1Y 2026-06-20 3.10 --source "National Interbank Funding Center, 20 June 2026"
    """
    from assistant.workflow import reference_rates

    desk = open_desk(context)
    rate, changed = reference_rates.set_rate(desk, operator(context, desk), series, day.date(), percent, source)
    words = wording(context)
    state = words.label("now_stored") if changed else words.label("no_change")
    print(f"{rate.series} {rate.valid_from} {rate.percent}%  {state}")


@law.command()
def terms(
    context: typer.Context,
    contract: str = typer.Argument(help="The contract's number."),
    rate: str = typer.Option(..., help="The rate as the contract writes it, or none."),
    region: str = typer.Option("", "--law", help="Whose law governs: CN, TW, HK, GB, DE …"),
    clause: str = typer.Option("", help="The clause that says so, such as 8.2."),
    quote: str = typer.Option("", help="Its own words; else those of the clause in the imported contract."),
    grace: int = typer.Option(0, help="Days of grace after the due date."),
    customer: str = typer.Option("", help="Whose contract it is, when its text is not imported."),
) -> None:
    """Confirm what a contract says about late payment; it is dated, and carries your name.

    Example: tactful law terms QMD-2024-011 --rate 日万分之五 --law CN --clause 9.3
    """
    from assistant.law.explain import rate_in_words
    from assistant.workflow.late_terms import GivenTerms, confirm_terms

    desk, words = open_desk(context), wording(context)
    given = GivenTerms(
        contract=contract, rate=rate, law=region, clause=clause, quote=quote, grace_days=grace, customer=customer
    )
    confirmed, notes, changed = confirm_terms(desk, operator(context, desk), given)
    said = words.reason(rate_in_words(confirmed.rate)) if confirmed.rate else words.label("no_rate_agreed")
    state = words.label("now_stored") if changed else words.label("no_change")
    print(f"{contract} · {confirmed.customer_code} · {said} · {confirmed.law or '–'}  {state}")
    for note in notes:
        print(f"  ! {words.reason(note)}")
    if not confirmed.law:
        print(f"  ! {words.label('law_not_given')}")


@law.command()
def ask(
    context: typer.Context, customer: str = typer.Argument(help="The customer's code."), as_json: bool = _JSON
) -> None:
    """List what must be said before the law can be applied: contracts to confirm, and questions with their answers.

    Example: tactful law ask CN01
    """
    from assistant.cli.law_show import matters_lines
    from assistant.workflow.late_documents import matters_document
    from assistant.workflow.late_terms import open_matters

    matters, words = open_matters(open_desk(context), customer), wording(context)
    if as_json:
        print_json(matters_document(matters, words))
    else:
        print("\n".join(matters_lines(customer, matters, words)))


@law.command()
def answer(
    context: typer.Context,
    customer: str = typer.Argument(help="The customer's code."),
    rule: str = typer.Argument(help="The rule that asks, such as cn.sme-late-interest."),
    question: str = typer.Argument(help="The question's id, such as creditor_sme."),
    said: YesOrNo = typer.Argument(help="yes or no."),
    evidence: str = typer.Option("", help="What shows it."),
) -> None:
    """Answer a question on which a rule of law depends; the answer is dated, and carries your name.

    Example: tactful law answer CN01 cn.sales-late-interest sale yes --evidence "framework contract, clause 1"
    """
    from assistant.workflow.late_terms import answer_question

    desk, words = open_desk(context), wording(context)
    actor = operator(context, desk)
    _, changed = answer_question(desk, actor, customer, rule, question, answer=said is YesOrNo.YES, evidence=evidence)
    print(f"{customer} {rule} {question}: {said}  {words.label('stored') if changed else words.label('unchanged')}")


@law.command()
def clock(
    context: typer.Context, case: str = typer.Argument(help="A case, such as CN01-CNY."), as_json: bool = _JSON
) -> None:
    """Show until when each open invoice can be claimed, what restarted the clock, and under which conditions.

    Example: tactful law clock CN05-CNY
    """
    from assistant.cli.late_show import clock_lines
    from assistant.workflow.late_documents import clock_document
    from assistant.workflow.limitation import clocks_on

    found, words = clocks_on(open_desk(context), case), wording(context)
    if as_json:
        print_json(clock_document(found, words))
    else:
        print("\n".join(clock_lines(found, words)))


@law.command()
def show(
    context: typer.Context, region: str = typer.Argument("", help="Only the law of this region, such as CN.")
) -> None:
    """Show the rules of law that the program knows, each with its source, its dates and what it asks.

    Example: tactful law show TW
    """
    from assistant.cli.law_show import law_lines
    from assistant.law import shipped_law

    table, words = shipped_law(), wording(context)
    for each in (table.require_region(region),) if region else table.jurisdictions:
        print("\n".join(law_lines(each, words)))
