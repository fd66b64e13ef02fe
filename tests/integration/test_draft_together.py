"""Records given by hand are worked on together where a model writes, and answered in their order."""

import json
import threading

from tests.fakes.model import sensible_answer
from tests.fakes.model_server import Exchange, ModelServer, says
from tests.integration.shell import run

LINE = {
    "record": {
        "seller": "Saltmarsh Supplies Ltd",
        "customer": "Copperwind Outdoor Ltd",
        "contact": "Ms Doe",
        "currency": "GBP",
        "as_of": "2026-06-16",
        "invoices": [{"no": "INV-7", "amount": "500.00", "issued": "2026-05-01", "due": "2026-05-31"}],
        "sender": "Ann Lee",
        "sender_phone": "+44 20 7946 0000",
        "bank": "Saltmarsh Supplies Ltd, 6200 0000 0000 0001",
    },
    "kind": "payment_reminder",
    "channel": "email",
    "tone": "neutral",
    "language": "en",
    "writer": "model",
}


def test_four_lines_are_asked_for_together_and_answered_in_their_order(tmp_path, monkeypatch):
    together = threading.Barrier(4)

    def when_all_are_there(exchange: Exchange) -> None:
        together.wait(20)
        says(sensible_answer)(exchange)

    with ModelServer(when_all_are_there) as server:
        monkeypatch.setenv("TACTFUL_MODEL", "small")
        monkeypatch.setenv("TACTFUL_BASE_URL", server.url)
        lines = "".join(json.dumps({"id": n, **LINE}) + "\n" for n in range(8))
        code, out, _ = run("--workspace", tmp_path, "draft", "--jsonl", text=lines)
    drafts = [json.loads(line) for line in out.splitlines()]
    assert (code, [draft["id"] for draft in drafts]) == (0, list(range(8)))
    assert {draft["writer"] for draft in drafts} == {"model"}
    assert len(server.asked) == 8
