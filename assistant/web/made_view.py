"""What made a text, and what left this machine for it: every word that was sent to a model, and what came back."""

from collections.abc import Iterator, Sequence

from assistant.domain.brief import Brief
from assistant.domain.draft import Draft, Stamp
from assistant.domain.model_calls import ChatMessage, ModelCall, SentCall
from assistant.domain.model_prices import Cost, ModelPrices, cost_of
from assistant.web.frame import card, in_a_row
from assistant.web.labels import Labels
from assistant.web.markup import NOTHING, Markup, joined, tag
from assistant.wording import Wording


def what_made(draft: Draft, brief: Brief, costs: Sequence[Cost], say: Labels, words: Wording) -> Markup:
    """Who wrote the text and with what, what it ``costs``, why a model was asked again, and why it did not write."""
    stamp = draft.stamp
    author = tag("p", tag("span", say("draft.written_by"), class_="part-name"), " ", _writer(stamp, say))
    rows = [joined([tag("dt", title), tag("dd", line)]) for title, line in _rows(draft, brief, costs, say)]
    again = [tag("p", "↻ ", words.reason(why), class_="quiet") for why in stamp.redrafted]
    notes = [tag("p", words.reason(note)) for note in stamp.notes]
    fallback = tag("p", "▲ ", words.reason(stamp.fallback), class_="warning") if stamp.fallback else None
    return tag("div", author, tag("dl", *rows) if rows else None, *again, *notes, fallback, class_="stamp")


def what_left(sent: Sequence[SentCall], prices: ModelPrices, say: Labels, words: Wording) -> Markup:
    """Each call to a model as it left, to unfold, version by version; nothing where nothing left."""
    if not sent:
        return NOTHING
    hosts = words.value(tuple(dict.fromkeys(one.call.host for one in sent)))
    folded = tag(
        "details",
        tag("summary", say("draft.left_summary", count=len(sent), hosts=hosts)),
        tag("p", say("draft.left_note"), class_="quiet"),
        *(_call(number, one, prices, say, words) for number, one in enumerate(sent, start=1)),
    )
    return card(say("draft.left"), folded, id="left")


def _writer(stamp: Stamp, say: Labels) -> str:
    return in_a_row((say(f"draft.writer_{stamp.writer}"), stamp.model if stamp.writer == "model" else ""))


def _rows(draft: Draft, brief: Brief, costs: Sequence[Cost], say: Labels) -> Iterator[tuple[str, str]]:
    stamp = draft.stamp
    if stamp.model and stamp.writer != "model":
        yield say("draft.made_model"), stamp.model
    if stamp.prompt:
        yield say("draft.made_prompts"), stamp.prompt
    if stamp.tokens_in is not None or stamp.tokens_out is not None:
        yield say("draft.made_tokens"), _tokens(stamp.tokens_in, stamp.tokens_out, say)
    if costs:
        yield say("draft.made_cost"), " + ".join(cost.written() for cost in costs)
    if stamp.calls:
        yield say("draft.made_took"), say("draft.calls", count=stamp.calls, seconds=f"{stamp.ms / 1000:.1f}")
    stated = {mark.ref for mark in draft.marks}
    used = [f"{e.id} · {e.contract_no} {e.clause}".strip() for e in brief.grounds.excerpts if e.id in stated]
    if used:
        yield say("draft.made_excerpts"), ", ".join(used)


def _call(number: int, sent: SentCall, prices: ModelPrices, say: Labels, words: Wording) -> Markup:
    call = sent.call
    facts = (
        f"{number}. {words.name(call.role)}",
        say("draft.version", version=sent.version) if sent.version else "",
        call.model,
        call.host,
        words.value(call.began),
        f"{call.ms:,} ms",
        _tokens(call.tokens_in, call.tokens_out, say),
        cost.written() if (cost := cost_of(call, prices)) else "",
        say("draft.left_cached") if call.cached else "",
    )
    texts = [_message(message, say) for message in call.messages]
    return tag("details", tag("summary", in_a_row(facts)), *texts, _outcome(call, say, words), class_="call")


def _outcome(call: ModelCall, say: Labels, words: Wording) -> Markup:
    if call.failure:
        return tag("p", "▲ ", words.reason(call.failure), class_="warning")
    title = in_a_row((say("draft.left_answer"), call.finish_reason))
    return joined([tag("h3", title), _text(call.answer, title)])


def _message(message: ChatMessage, say: Labels) -> Markup:
    prompt = f"{message.prompt}@{message.version}" if message.prompt else ""
    heading = in_a_row((say(f"draft.left_{message.role}"), prompt))
    return joined([tag("h3", heading), _text(message.content, heading)])


def _text(content: str, title: str) -> Markup:
    """A text of any length, to be pushed by keyboard, too."""
    return tag("pre", content, tabindex="0", role="region", aria_label=title)


def _tokens(tokens_in: int | None, tokens_out: int | None, say: Labels) -> str:
    if tokens_in is None and tokens_out is None:
        return ""
    count_in, count_out = ("?" if count is None else f"{count:,}" for count in (tokens_in, tokens_out))
    return say("draft.tokens", tokens_in=count_in, tokens_out=count_out)
