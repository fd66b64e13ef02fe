"""``tactful sent``: what left this machine for a language model."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer

from assistant.cli.session import acting, open_desk, print_line, wording
from assistant.domain.parties import Role

if TYPE_CHECKING:
    from assistant.domain.model_calls import ModelCall, SentCall
    from assistant.domain.model_prices import ModelPrices
    from assistant.wording import Wording


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("sent")(sent)


def sent(
    context: typer.Context,
    message: str = typer.Argument("", help="A message, such as M-0001; else the newest calls of the workspace."),
    full: bool = typer.Option(False, "--full", help="Every word that was sent, and the answer."),
    jsonl: bool = typer.Option(False, "--jsonl", help="One JSON object per call."),
) -> None:
    """Show what was sent to a language model for a message, and what came back.

    Example: tactful sent M-0001 --full
    """
    from assistant.workflow.sent import newest_sent, sent_document, sent_for

    desk, words = open_desk(context), wording(context)
    person = acting(context, desk, Role.ACCOUNT_MANAGER)
    calls = sent_for(desk, person, message) if message else newest_sent(desk, person)
    if jsonl:
        for one in calls:
            print_line(sent_document(one, desk.prices, words, full=full))
        return
    if not calls:
        print(words.label("nothing_sent"))
    for one in calls:
        print("\n".join(_lines(one, desk.prices, words, full=full)))


def _lines(one: "SentCall", prices: "ModelPrices", words: "Wording", *, full: bool) -> Iterator[str]:
    call = one.call
    about = f"{one.about} v{one.version}" if one.version else one.about
    yield "── " + " · ".join((about, words.name(call.role), call.model, call.host, words.value(call.began)))
    yield f"   {' · '.join(_facts(call, prices, words))}"
    if not full:
        return
    for message in call.messages:
        prompt = f" {message.prompt}@{message.version}" if message.prompt else ""
        yield from ("", f"[{message.role}{prompt}]", message.content)
    if not call.failure:
        yield from ("", f"[{words.label('answer')}]", call.answer)
    yield ""


def _facts(call: "ModelCall", prices: "ModelPrices", words: "Wording") -> Iterator[str]:
    from assistant.cli.show import tokens_line
    from assistant.domain.model_prices import cost_of
    from assistant.workflow.sent import prompts_of

    yield from prompts_of(call)
    if tokens := tokens_line(call.tokens_in, call.tokens_out, words):
        yield tokens
    if cost := cost_of(call, prices):
        yield cost.written()
    yield f"{call.ms:,} ms"
    if call.cached:
        yield words.label("kept_answer")
    yield words.reason(call.failure) if call.failure else call.finish_reason
