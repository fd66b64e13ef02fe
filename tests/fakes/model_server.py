"""An OpenAI-compatible endpoint on the loopback: it does what its script says, good and bad, and keeps what it got."""

import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any

from assistant.ports import ChatMessage

JSON = "application/json"
EVENTS = "text/event-stream"
# A key by which a caller may be known, and which is to be found nowhere else.
KEY = "sk-very-secret-0123456789"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One request as it arrived."""

    path: str
    headers: Mapping[str, str]
    body: Mapping[str, Any]
    raw: str

    @property
    def messages(self) -> tuple[ChatMessage, ...]:
        """The chat messages in it."""
        return tuple(ChatMessage(role=m["role"], content=m["content"]) for m in self.body["messages"])


Behaviour = Callable[["Exchange"], None]


class ModelServer:
    """Follows ``script``, one behaviour for each request, the last one again and again. Use it as a context manager."""

    def __init__(self, *script: Behaviour) -> None:
        self._script = list(script)
        self._lock = threading.Lock()
        self.asked: list[Asked] = []
        self.closing = threading.Event()
        self._http = _Http(("127.0.0.1", 0), Exchange)
        self._http.model = self
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)

    def __enter__(self) -> "ModelServer":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closing.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    @property
    def url(self) -> str:
        """The base URL to configure."""
        return f"http://127.0.0.1:{self._http.server_address[1]}/v1"

    def play(self, *script: Behaviour) -> None:
        """Begin another script, and forget what was asked before."""
        with self._lock:
            self._script, self.asked = list(script), []

    def next(self, asked: Asked) -> Behaviour:
        """Note the request, and say what to do with it."""
        with self._lock:
            self.asked.append(asked)
            return self._script.pop(0) if len(self._script) > 1 else self._script[0]


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    model: ModelServer

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that give up are part of the play."""


class Exchange(BaseHTTPRequestHandler):
    """One request and the ways to answer it."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Http
    asked: Asked

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode(errors="replace")
        body = json.loads(raw) if self.headers.get_content_type() == JSON else {}
        self.asked = Asked(path=self.path, headers=dict(self.headers.items()), body=body, raw=raw)
        self.server.model.next(self.asked)(self)

    def do_GET(self) -> None:
        self.do_POST()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def send(self, status: int, body: bytes, kind: str = JSON, **headers: str) -> None:
        self.send_response_only(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def begin_events(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", EVENTS)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()

    def event(self, data: str) -> None:
        self.piece(f"data: {data}\n\n".encode())

    def piece(self, data: bytes) -> None:
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        self.wfile.flush()

    def reset(self) -> None:
        """Drop the connection so that the other side is told of a reset."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.close_connection = True

    def pause(self, seconds: float) -> bool:
        """Wait, and say whether the test is still on."""
        return not self.server.model.closing.wait(seconds)


# --- what a good endpoint does ---


def says(
    text: str | Callable[[Sequence[ChatMessage]], str] | None,
    *,
    finish_reason: str | None = "stop",
    refusal: str | None = None,
    model: str = "small-1",
    usage: tuple[int, int] | None = (321, 123),
) -> Behaviour:
    """A completion with this text, or with what a function makes of the messages; in pieces where that is asked."""

    def behave(exchange: Exchange) -> None:
        content = text(exchange.asked.messages) if callable(text) else text
        if exchange.asked.body.get("stream"):
            streams(content or "", finish_reason=finish_reason, refusal=refusal, model=model, usage=usage)(exchange)
            return
        message = {"role": "assistant", "content": content} | ({"refusal": refusal} if refusal else {})
        body: dict[str, Any] = {
            "id": "chatcmpl-1",
            "object": "chat.completion",
            "created": 1,
            "model": model,
            "choices": [{"index": 0, "finish_reason": finish_reason, "message": message}],
        }
        if usage:
            body["usage"] = {"prompt_tokens": usage[0], "completion_tokens": usage[1], "total_tokens": sum(usage)}
        exchange.send(200, json.dumps(body, ensure_ascii=False).encode())

    return behave


def streams(
    text: str,
    *,
    finish_reason: str | None = "stop",
    refusal: str | None = None,
    model: str = "small-1",
    usage: tuple[int, int] | None = (321, 123),
    pause: Callable[[], float] = float,
    done: bool = True,
    breaks: Callable[[Exchange], None] | None = None,
) -> Behaviour:
    """A completion piece by piece, three characters in each, with the odd frames that real endpoints mix in.

    ``pause`` says after each piece for how many seconds to wait. Usage comes in a last frame of its own. Without ``done`` the stream ends cleanly, but does not say so; ``breaks``
    happens after the text, and then nothing more comes.
    """

    def frame(delta: dict[str, Any] | None, reason: str | None = None) -> str:
        body = {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": model, "usage": None}
        choices = [{"index": 0, "delta": delta, "finish_reason": reason}]
        return json.dumps(body | {"choices": choices}, ensure_ascii=False)

    def behave(exchange: Exchange) -> None:
        exchange.begin_events()
        exchange.piece(b": a comment to keep the line open\n\n")
        exchange.event(frame({"role": "assistant", "content": None}))
        exchange.event(frame({"content": ""}))
        field, words = ("refusal", refusal) if refusal else ("content", text)
        for at in range(0, len(words), 3):
            exchange.event(frame({field: words[at : at + 3]}))
            exchange.pause(pause())
        if breaks:
            breaks(exchange)
            return
        if finish_reason:
            exchange.event(frame({}, finish_reason))
        if usage:
            body = {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": model, "choices": []}
            counts = {"prompt_tokens": usage[0], "completion_tokens": usage[1], "total_tokens": sum(usage)}
            exchange.event(json.dumps(body | {"usage": counts}))
        if done:
            exchange.event("[DONE]")
        exchange.piece(b"")

    return behave


def embeds(vector_of: Callable[[str], Sequence[float]], *, backwards: bool = False) -> Behaviour:
    """A vector for each text, last text first when ``backwards``: only their ``index`` says which is which."""

    def behave(exchange: Exchange) -> None:
        texts = exchange.asked.body["input"]
        data = [{"object": "embedding", "index": n, "embedding": list(vector_of(text))} for n, text in enumerate(texts)]
        body = {"object": "list", "model": "embed-1", "data": data[::-1] if backwards else data}
        exchange.send(200, json.dumps(body | {"usage": {"prompt_tokens": 1, "total_tokens": 1}}).encode())

    return behave


# --- and what else endpoints do ---


def fails(
    status: int, *, body: str = '{"error": {"message": "no", "type": "x", "code": null}}', **headers: str
) -> Behaviour:
    """An HTTP error; headers by name with underscores, such as ``Retry_After="1"``."""
    return lambda exchange: exchange.send(status, body.encode(), **headers)


def echoes_the_key(status: int) -> Behaviour:
    """An HTTP error whose body and headers repeat the key, as some providers do."""

    def behave(exchange: Exchange) -> None:
        key = exchange.asked.headers.get("Authorization") or exchange.asked.headers.get("authorization") or ""
        body = json.dumps({"error": {"message": f"Incorrect API key provided: {key}", "code": "invalid_api_key"}})
        exchange.send(status, body.encode(), X_Debug=key)

    return behave


def sends(body: bytes, *, kind: str = JSON, packing: str = "identity") -> Behaviour:
    """Exactly these bytes, with status 200."""
    return lambda exchange: exchange.send(200, body, kind, Content_Encoding=packing)


def hangs(seconds: float = 30.0) -> Behaviour:
    """No answer at all."""

    def behave(exchange: Exchange) -> None:
        exchange.pause(seconds)
        exchange.close_connection = True

    return behave


def drips(pause: float = 0.05, *, in_headers: bool = False) -> Behaviour:
    """One byte now and then, for ever: each read succeeds, and the answer never ends."""

    def behave(exchange: Exchange) -> None:
        if in_headers:
            exchange.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
        else:
            exchange.send_response(200)
            exchange.send_header("Content-Type", JSON)
            exchange.send_header("Content-Length", "100000")
            exchange.end_headers()
        while exchange.pause(pause):
            exchange.wfile.write(b" " if not in_headers else b"x")
            exchange.wfile.flush()
        exchange.close_connection = True

    return behave


def breaks_off(*, reset: bool = False) -> Behaviour:
    """A body that ends before its length, by a plain close or by a reset."""

    def behave(exchange: Exchange) -> None:
        exchange.send_response(200)
        exchange.send_header("Content-Type", JSON)
        exchange.send_header("Content-Length", "5000")
        exchange.end_headers()
        exchange.wfile.write(b'{"id": "chatcmpl-1", "choices": [')
        exchange.wfile.flush()
        if reset:
            exchange.reset()
            return
        exchange.connection.shutdown(socket.SHUT_RDWR)
        exchange.close_connection = True

    return behave


def floods(size: int, *, told: bool = True) -> Behaviour:
    """A good answer that is ``size`` bytes long; without ``told`` it comes in chunks that do not say so."""

    def behave(exchange: Exchange) -> None:
        head = b'{"choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": "'
        body = head + b"a" * size + b'"}}]}'
        if told:
            exchange.send(200, body)
            return
        exchange.send_response(200)
        exchange.send_header("Content-Type", JSON)
        exchange.send_header("Transfer-Encoding", "chunked")
        exchange.end_headers()
        for at in range(0, len(body), 65_536):
            piece = body[at : at + 65_536]
            exchange.wfile.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
        exchange.wfile.write(b"0\r\n\r\n")

    return behave


def resets(exchange: Exchange) -> None:
    """In the middle of a stream: the connection is reset."""
    exchange.reset()


def ends_early(exchange: Exchange) -> None:
    """In the middle of a stream: it ends as if all had been said."""
    exchange.piece(b"")


def tells_an_error(exchange: Exchange) -> None:
    """In the middle of a stream: an error with the key in it, as some gateways send it."""
    key = exchange.asked.headers.get("authorization", "")
    exchange.event(json.dumps({"error": {"message": f"overloaded, key {key}", "code": "overloaded"}}))
    exchange.piece(b"")


def talks_on(exchange: Exchange) -> None:
    """In the middle of a stream: more and more of it, for ever."""
    body = {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "small-1"}
    while exchange.pause(0.02):
        choices = [{"index": 0, "delta": {"content": " again"}, "finish_reason": None}]
        exchange.event(json.dumps(body | {"choices": choices}))


def floods_on(exchange: Exchange) -> None:
    """In the middle of a stream: 20 MB without a pause."""
    body = {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "small-1"}
    choices = [{"index": 0, "delta": {"content": "a" * 10_000}, "finish_reason": None}]
    for _ in range(2_000):
        exchange.event(json.dumps(body | {"choices": choices}))


def says_nonsense(exchange: Exchange) -> None:
    """In the middle of a stream: no JSON."""
    exchange.event("{this is no JSON")
    exchange.piece(b"")


def after(seconds: float, then: Behaviour) -> Behaviour:
    """``then``, but late."""

    def behave(exchange: Exchange) -> None:
        time.sleep(seconds)
        then(exchange)

    return behave


def a_closed_port() -> str:
    """A base URL on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}/v1"
