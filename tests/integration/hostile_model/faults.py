"""The table: everything that the endpoint does, what must come of it, and by which words its fault is known."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tests.fakes.model_server import (
    Behaviour,
    breaks_off,
    drips,
    echoes_the_key,
    ends_early,
    fails,
    floods,
    floods_on,
    hangs,
    resets,
    says,
    says_nonsense,
    sends,
    talks_on,
    tells_an_error,
)
from tests.integration.hostile_model import phrases as said
from tests.integration.hostile_model.mischief import (
    LONG,
    at_first,
    completion,
    fails_in,
    good,
    in_the_stream,
    plants,
    raw,
    sends_elsewhere,
    spoils,
    tells_the_key,
    trickles,
    without_placeholders,
)

MODEL, REPAIRED, COMPOSER = "model", "repaired", "composer"


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One thing that an endpoint does to every request.

    ``ends`` are the endings that its drafts may have, and ``why`` the reasons of those that the composer wrote. Nothing
    in ``known_by`` may stand in a text that can be approved. Requests on the wire are at most ``asked`` per draft.
    ``slow`` faults meet a short deadline. A ``hole`` says what is known to get through so far.
    """

    name: str
    does: Behaviour
    ends: frozenset[str] = frozenset({COMPOSER})
    why: frozenset[str] = frozenset()
    known_by: Sequence[str] = ()
    asked: float = 4.0
    slow: bool = False
    hole: str = ""


def _fails(name: str, does: Behaviour, code: str, *, asked: float = 1.0, slow: bool = False) -> Fault:
    """No answer that could be read: the composer writes, and the draft names the code."""
    why = {code, "model_out_of_time"} if slow else {code}
    return Fault(name=name, does=does, why=frozenset(why), asked=asked, slow=slow)


def _planted(name: str, phrases: said.Phrases) -> Fault:
    """Words that may not stand there: asked once more, and then the composer."""
    every = tuple(phrase for those in phrases.values() for phrase in those)
    return Fault(name=name, does=plants(phrases), known_by=every, why=UNUSABLE | {"blocked_by_guardrail"}, asked=3.0)


def _unusable(name: str, does: Behaviour, *known_by: str) -> Fault:
    """An answer that is none: asked once more, and then the composer."""
    return Fault(name=name, does=does, known_by=known_by, why=UNUSABLE, asked=2.0)


UNUSABLE = frozenset({"model_answer_unusable"})
# What has another shape than was asked for is not read: who looks on asks for a stream.
UNREAD = frozenset({"model_answer_unreadable"})
EVENTS = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
TALK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"

SILENT = [
    _fails("says nothing", hangs(), "model_too_slow", slow=True),
    _fails("begins and says nothing", trickles(TALK, b""), "model_too_slow", slow=True),
    _fails("drips its answer", drips(), "model_too_slow", slow=True),
    _fails("drips its headers", drips(in_headers=True), "model_too_slow", slow=True),
    _fails("drips chunks", trickles(TALK, b"1\r\n \r\n"), "model_too_slow", slow=True),
    _fails("keeps the line open with comments", trickles(EVENTS, b"6\r\n: ok\n\n\r\n"), "model_too_slow", slow=True),
]
BROKEN = [
    _fails("breaks off", breaks_off(), "model_unreachable", asked=2.0),
    _fails("resets", breaks_off(reset=True), "model_unreachable", asked=2.0),
    _fails("talks no HTTP", raw(b"220 mail.example ESMTP\r\n"), "model_unreachable", asked=2.0),
    _fails("counts its chunks wrong", raw(TALK + b"zz\r\nhello\r\n0\r\n\r\n"), "model_unreachable", asked=2.0),
    _fails("a header without end", raw(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 500_000), "model_unreachable", asked=2.0),
]
REFUSING = [
    _fails("429", fails(429), "model_rate_limited", asked=2.0),
    _fails("429, come back at once", fails(429, Retry_After="0"), "model_rate_limited", asked=2.0),
    _fails("429, come back in 300 s", fails(429, Retry_After="300"), "model_rate_limited"),
    _fails("429, come back at nonsense", fails(429, Retry_After="-5 never"), "model_rate_limited", asked=2.0),
    _fails("429, no quota", fails(429, body='{"error": {"code": "insufficient_quota"}}'), "model_quota_used_up"),
    _fails("500", fails(500), "model_failing", asked=2.0),
    _fails("500 with a page", fails_in("Internal <b>error</b>", 500), "model_failing", asked=2.0),
    _fails("400", fails(400), "model_request_refused"),
    _fails("401 that repeats the key", echoes_the_key(401), "model_key_refused"),
    _fails("500 that repeats the key", echoes_the_key(500), "model_failing", asked=2.0),
    _fails("404", fails(404), "model_unknown"),
    _fails("a redirection", sends_elsewhere(307), "model_request_refused"),
    _fails("a redirection for good", sends_elsewhere(308), "model_request_refused"),
    Fault(name="503 at first, then well", does=at_first(fails(503), says(good)), ends=frozenset({MODEL}), asked=2.0),
]
UNREADABLE = [
    _fails("no JSON", sends(b"{this is no JSON"), "model_answer_unreadable"),
    _fails(
        "a page",
        sends(b"<!DOCTYPE html><html><body>Sign in</body></html>", kind="text/html"),
        "model_answer_unreadable",
    ),
    _fails("an empty body", sends(b""), "model_answer_unreadable"),
    _fails("JSON of another shape", sends(b'{"answer": "Dear friend"}'), "model_answer_unreadable"),
    _fails("a JSON list", sends(b"[1, 2, 3]"), "model_answer_unreadable"),
    _fails("a JSON text", sends(b'"Dear friend"'), "model_answer_unreadable"),
    _fails("null", sends(b"null"), "model_answer_unreadable"),
    _fails("no choices", sends(b'{"choices": []}'), "model_answer_unreadable"),
    _fails("a choice of null", sends(b'{"choices": [null]}'), "model_answer_unreadable"),
    _fails("an error with status 200", tells_the_key("an error with status 200"), "model_answer_unreadable"),
    _fails("JSON that nests without end", sends(b"[" * 100_000), "model_answer_unreadable"),
    _fails("no text at all of UTF-8", sends(b'{"choices": "\xff\xfe\x80"}'), "model_answer_unreadable"),
    _fails("20 MB", floods(20_000_000), "model_answer_too_large"),
    _fails("20 MB without saying so", floods(20_000_000, told=False), "model_answer_too_large"),
    _fails("a packed answer", sends(b"\x1f\x8b\x08\x00", packing="gzip"), "model_answer_too_large"),
]
STREAMS = [
    Fault(name=f"a stream that {name}", does=in_the_stream(breaks), ends=frozenset({MODEL, COMPOSER}),
          why=frozenset({code, "model_out_of_time"}), asked=2.0,
          slow=code == "model_too_slow")
    for name, breaks, code in (
        ("is reset", resets, "model_unreachable"),
        ("ends early and clean", ends_early, "model_answer_unusable"),
        ("tells an error with the key", tells_an_error, "model_failing"),
        ("talks on for ever", talks_on, "model_too_slow"),
        ("has 20 MB", floods_on, "model_answer_too_large"),
        ("turns to nonsense", says_nonsense, "model_answer_unreadable"),
    )
]  # fmt: skip
DECLINING = [
    _fails("a refusal in its field", says(None, refusal="I will not."), "model_declined"),
    _fails("stopped by a content filter", says(good, finish_reason="content_filter"), "model_declined"),
]
CUT = [
    _unusable("null content", says(None)),
    _unusable("no words", says("")),
    _unusable("a refusal in words", says("I'm sorry, but I can't help with that."), "I can't help"),
    _unusable(
        "a refusal in the form of a letter",
        spoils(lambda letter: letter.replace("<body>", "<body>很抱歉，我无法协助撰写这样的信。作為一個人工智慧，I cannot help with it.\n")),
        "无法协助", "人工智慧", "cannot help",
    ),
    _unusable("cut by its length", says(good, finish_reason="length")),
    _unusable("no finish reason", says(good, finish_reason=None)),
    _unusable("a finish reason of its own", says(good, finish_reason="done")),
    Fault(name="tool calls", does=completion({"content": None, "tool_calls": [
        {"id": "t1", "type": "function", "function": {"name": "send_mail", "arguments": '{"to": "all"}'}}
    ]}, finish_reason="tool_calls"), known_by=("send_mail",), why=UNUSABLE | UNREAD, asked=2.0),
    _unusable("two letters", says(lambda messages: good(messages) * 2)),
    _unusable("a letter without form", says(lambda _: "Dear friend, please pay."), "Dear friend, please pay."),
    _unusable("a letter without facts", spoils(without_placeholders)),
    _unusable("a sentence for ever", spoils(lambda letter: letter.replace("</body>", "\n\nplease pay" * 150 + "</body>")),
              "please pay\n\nplease pay"),
    _unusable("a word for ever", spoils(lambda letter: letter.replace("</body>", " 谢谢" * 400 + "</body>")), "谢谢 谢谢 谢谢"),
    _unusable("letters without end", spoils(lambda letter: letter.replace("</body>", "谢" * LONG + "</body>")), "谢谢谢谢"),
]  # fmt: skip
WORDS = [
    _planted("threats", said.THREATS),
    _planted("shame", said.SHAMING),
    _planted("false authority", said.FALSE_AUTHORITY),
    _planted("a discount that nobody allowed", said.GIFTS),
    _planted("an injection obeyed", said.OBEYED),
    _planted("figures of its own", said.FIGURES),
    _planted("links and addresses of its own", said.CONTACTS),
    _planted("markup", said.MARKUP),
    _planted("placeholders of its own", said.INVENTED),
    _planted("the facts of others", said.OTHERS),
    _planted("its instructions", said.LEAKED),
    replace(
        _planted("the names of others", said.NAMES_OF_OTHERS),
        why=UNUSABLE | {"blocked_by_guardrail", "model_named_others"},
    ),
    replace(_planted("words that are not stopped", said.NOT_STOPPED), hole="no check knows these words"),
    _planted("another language", said.FOREIGN),
]
ODD = [
    Fault(name="a good letter", does=says(good), ends=frozenset({MODEL}), asked=1.0),
    Fault(
        name="a good letter with hidden characters",
        does=spoils(lambda letter: letter.replace("\n\n", "\n\n\u202e\u200b\U000e0041\u0000", 1)),
        ends=frozenset({MODEL, REPAIRED, COMPOSER}),
        known_by=("\u202e", "\u200b", "\U000e0041", "\u0000"),
    ),
    Fault(
        name="half of a character",
        does=completion({"content": "<subject>x</subject><body>\ud83d</body>"}),
        why=UNUSABLE | UNREAD,
        known_by=("\ud83d",),
    ),
    Fault(name="counts of tokens that are none", does=completion(usage={"prompt_tokens": -1, "completion_tokens": 10**30,
          "total_tokens": "many"}), ends=frozenset({MODEL, COMPOSER}), why=UNREAD),
    Fault(name="the key as its name", does=tells_the_key("model"), ends=frozenset({MODEL})),
    Fault(name="the key as finish reason", does=tells_the_key("finish_reason"), why=UNUSABLE),
    Fault(name="the key in its letter", does=tells_the_key("content"), why=UNUSABLE),
]  # fmt: skip

FAULTS = [*SILENT, *BROKEN, *REFUSING, *UNREADABLE, *STREAMS, *DECLINING, *CUT, *WORDS, *ODD]
