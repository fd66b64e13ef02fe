"""A model endpoint in a process of its own that answers every question well, exactly so many milliseconds later.

``python -m benchmarks.slow_endpoint 400`` prints its port and serves until its input ends.
"""

import asyncio
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from assistant.ports import ChatMessage
from tests.fakes.model import sensible_answer

_MARKED = re.compile(r"^<<<\w+ ([A-Za-z0-9]{8,64})$", re.MULTILINE)


@contextmanager
def slow_endpoint(milliseconds: int) -> Iterator[str]:
    """The base URL of one that runs."""
    command = [sys.executable, "-m", "benchmarks.slow_endpoint", str(milliseconds)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield f"http://127.0.0.1:{process.stdout.readline().strip()}/v1"
        finally:
            process.terminate()


class _Answers:
    """Each answer is thought up once, however often it is asked for."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._known: dict[str, bytes] = {}

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one connection's questions, one after the other."""
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                length = int(re.search(rb"content-length: (\d+)", head.lower())[1])  # type: ignore[index]
                body = await reader.readexactly(length)
                due = asyncio.get_running_loop().time() + self._seconds
                answer = self._answer(body)
                await asyncio.sleep(due - asyncio.get_running_loop().time())
                writer.write(answer)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    def _answer(self, body: bytes) -> bytes:
        messages = [ChatMessage(role=m["role"], content=m["content"]) for m in json.loads(body)["messages"]]
        text = "\n".join(message.content for message in messages)
        for marker in _MARKED.findall(text):
            text = text.replace(marker, "")
        if text not in self._known:
            self._known[text] = _response(sensible_answer(messages))
        return self._known[text]


def _response(text: str) -> bytes:
    body = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": "slow-1",
        "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}],
        "usage": {"prompt_tokens": 900, "completion_tokens": 150, "total_tokens": 1050},
    }
    raw = json.dumps(body, ensure_ascii=False).encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(raw)}\r\n\r\n"
    return head.encode() + raw


async def _main(seconds: float) -> None:
    server = await asyncio.start_server(_Answers(seconds).serve, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_main(int(sys.argv[1]) / 1000))
