"""Tells what left this machine for a language model, to the letter, and what came back."""

from collections.abc import Iterable, Mapping

from assistant.domain.message import Message
from assistant.domain.model_calls import ModelCall, SentCall
from assistant.domain.model_prices import Cost, ModelPrices, cost_of, costs_of
from assistant.domain.parties import Person, Role
from assistant.wording import Wording
from assistant.workflow.desk import Desk, require_role

# So many of the newest calls are told where nobody asks for those of one message.
NEWEST = 20


def sent_for(desk: Desk, person: Person, message_id: str) -> tuple[SentCall, ...]:
    """What was sent for every version of the message, oldest first; raises NotFound and NotAllowed."""
    _require_may_see(person)
    with desk.record.read() as tx:
        return tx.model_calls(tx.message(message_id).id)


def newest_sent(desk: Desk, person: Person) -> tuple[SentCall, ...]:
    """The newest calls of the workspace, whatever they were for, oldest first; raises NotAllowed."""
    _require_may_see(person)
    with desk.record.read() as tx:
        return tx.model_calls(newest=NEWEST)


def prompts_of(call: ModelCall) -> tuple[str, ...]:
    """The prompt files that the messages of the call were made from, each with its version: ``draft_reminder@1``."""
    return tuple(dict.fromkeys(f"{m.prompt}@{m.version}" for m in call.messages if m.prompt))


def costs_of_draft(desk: Desk, message: Message) -> tuple[Cost, ...]:
    """What the questions for this version have cost, one for each currency; empty where nothing is priced."""
    with desk.record.read() as tx:
        sent = tx.model_calls(message.id)
    return costs_of((one.call for one in sent if one.version == message.version), desk.prices)


def sent_document(sent: SentCall, prices: ModelPrices, words: Wording, *, full: bool = True) -> dict[str, object]:
    """A call in JSON; with ``full`` also exactly the messages that were sent, and the answer."""
    call = sent.call
    cost = cost_of(call, prices)
    document: dict[str, object] = {
        "about": sent.about,
        "version": sent.version or None,
        "role": call.role,
        "model": call.model,
        "host": call.host,
        "prompts": list(prompts_of(call)),
        "tokens": {"in": call.tokens_in, "out": call.tokens_out},
        "cost": {"amount": f"{cost.amount.normalize():f}", "currency": cost.currency} if cost else None,
        "began": call.began.isoformat(),
        "ms": call.ms,
        "cached": call.cached,
        "finish_reason": call.finish_reason or None,
        "failure": {"code": call.failure.code, "message": words.reason(call.failure)} if call.failure else None,
    }
    if full:
        document["messages"] = [{"role": m.role, "content": m.content} for m in call.messages]
        document["answer"] = call.answer
    return document


def sent_documents(sent: Iterable[SentCall], prices: ModelPrices, words: Wording) -> Mapping[str, object]:
    """All of them, as the JSON API answers."""
    return {"calls": [sent_document(one, prices, words) for one in sent]}


def _require_may_see(person: Person) -> None:
    require_role(person, Role.ACCOUNT_MANAGER, Role.REVIEWER)
