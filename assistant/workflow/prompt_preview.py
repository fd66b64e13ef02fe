"""Shows what a model would be asked for a case now, to the letter, and what it would cost; nothing is sent."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from assistant.domain.brief import Brief, Refusal
from assistant.domain.language import Reason
from assistant.domain.order import PLAIN, Order
from assistant.domain.parties import Person
from assistant.drafting.lists import lists_of
from assistant.drafting.material import Shown
from assistant.drafting.model_writer import TOKENS_PER_MESSAGE
from assistant.drafting.placeholders import Filled, fill, placeholders_of
from assistant.drafting.scene import Scene
from assistant.planning import Wishes
from assistant.ports import ChatMessage, TokenCounter
from assistant.prompting import Prompts
from assistant.workflow.brief_case import brief_case
from assistant.workflow.desk import Desk, billing_digits_of
from assistant.workflow.material import order_for


class Asks(Protocol):
    """The writer's own way from a brief to a request."""

    def asks(self, brief: Brief, order: Order = PLAIN) -> tuple[ChatMessage, ...] | Reason:
        """The messages, or why a model is not asked."""
        ...

    def shows(self, brief: Brief, order: Order) -> Shown | Reason:
        """The same, with what there was no room for."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class RequestMaker:
    """What a preview is made with: the writer, the prompts that it asks by, and the most ``tokens`` of a request."""

    writer: Asks
    prompts: Prompts
    tokens: TokenCounter
    most_tokens: int


@dataclass(frozen=True, kw_only=True, slots=True)
class StandsFor:
    """A placeholder of the request: what the model is told that it means, and the value, which stays here."""

    id: str
    meaning: str
    value: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Preview:
    """A request as it would leave this machine now; ``refused`` says why it would not.

    ``prompts`` are the stamps of the files that are sent, ``tokens`` is the true number where ``exact``, else never
    less than it; both are empty where nothing would be asked. ``notes`` say what of the history would not be shown.
    """

    brief: Brief
    messages: tuple[ChatMessage, ...]
    prompts: tuple[str, ...]
    tokens: int
    exact: bool
    most_tokens: int
    stand_for: tuple[StandsFor, ...]
    notes: tuple[Reason, ...] = ()
    refused: Reason | None = None


def preview(
    desk: Desk, maker: RequestMaker, author: Person, case_id: str, wishes: Wishes | None = None
) -> Preview | Refusal:
    """What a model would be asked for ``case_id``, or why nothing may be written on it.

    Raises NotFound for an unknown case, and BadKnowledge when the prompt files do not hang together.
    """
    with desk.record.read() as tx:
        brief = brief_case(desk, tx, author, case_id, wishes or Wishes())
        if isinstance(brief, Refusal):
            return brief
        order, digits = order_for(desk, tx, brief), billing_digits_of(tx)
    return preview_of(maker, brief, digits, order)


def preview_of(maker: RequestMaker, brief: Brief, billing_digits: Mapping[str, int], order: Order = PLAIN) -> Preview:
    """What a model would be asked for ``brief``, with what ``order`` shows beside it."""
    shown = maker.writer.shows(brief, order)
    refused = shown if isinstance(shown, Reason) else None
    shown = Shown(messages=(), notes=()) if isinstance(shown, Reason) else shown
    messages = shown.messages
    text = "\n".join(message.content for message in messages)
    tokens = maker.tokens.count(text) + TOKENS_PER_MESSAGE * len(messages)
    if tokens > maker.most_tokens:
        refused = Reason.of("model_request_too_long", tokens=tokens, most=maker.most_tokens)
    stamps = dict.fromkeys(maker.prompts.get(message.prompt).stamp for message in messages if message.prompt)
    stamps |= {shown.prompt: None} if shown.prompt else {}
    return Preview(
        brief=brief,
        messages=messages,
        prompts=tuple(stamps),
        tokens=tokens,
        exact=maker.tokens.is_exact(),
        most_tokens=maker.most_tokens,
        stand_for=tuple(_stand_for(messages, brief, billing_digits)),
        notes=(*order.notes, *shown.notes),
        refused=refused,
    )


def _stand_for(
    messages: tuple[ChatMessage, ...], brief: Brief, billing_digits: Mapping[str, int]
) -> Iterator[StandsFor]:
    # The instructions before the facts mention placeholders as examples.
    told = "\n".join(message.content for message in messages if message.role == "user")
    used = set(re.findall(r"\[\[([FC][0-9]+)\]\]", told))
    for placeholder in placeholders_of(brief):
        if placeholder.id in used:
            filled = fill("", f"[[{placeholder.id}]]", brief, billing_digits)
            value = filled.body if isinstance(filled, Filled) else ""
            yield StandsFor(id=placeholder.id, meaning=placeholder.meaning, value=value)
    for a_list in lists_of(Scene.of(brief)):
        filled = fill("", "\n".join(a_list.rows), brief, billing_digits)
        yield StandsFor(id=a_list.id, meaning=a_list.meaning, value=filled.body if isinstance(filled, Filled) else "")
