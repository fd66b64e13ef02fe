"""On the command line: what a model wrote and what that took, other wordings of it, and exactly what was sent."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.model import sensible_answer
from tests.fakes.model_server import ModelServer, hangs, says
from tests.integration.shell import tactful
from tests.model_desk import THREAT, saying, stamps

ROOT = Path(__file__).parents[2]
PRICES = "models:\n  small: {currency: USD, tokens_in: 0.15, tokens_out: 0.60}\n"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelServer]:
    with ModelServer(says(sensible_answer)) as made:
        monkeypatch.setenv("TACTFUL_MODEL", "small")
        monkeypatch.setenv("TACTFUL_BASE_URL", made.url)
        yield made


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("sample") / "w"
    code, _ = tactful(made, "demo", "--no-serve")
    assert code == 0
    (made / "prices.yaml").write_text(PRICES, encoding="utf-8")
    return made


@pytest.fixture
def folder(sample: Path, tmp_path: Path) -> Path:
    """The sample company, with what its model costs."""
    return Path(shutil.copytree(sample, tmp_path / "w"))


def drafted(folder: Path) -> str:
    """The id of a draft by the model."""
    code, printed = tactful(folder, "draft", "CN02-CNY", "--channel", "email", "--writer", "model", "--json")
    assert code == 0, printed
    return json.loads(printed[printed.index("{") :])["id"]


def test_a_draft_tells_in_words_how_it_came_about(folder: Path, server: ModelServer) -> None:
    server.play(says(saying(THREAT)), says(sensible_answer))

    code, printed = tactful(folder, "draft", "CN02-CNY", "--channel", "email", "--writer", "model")

    assert code == 0
    *_, made, again = printed.splitlines()
    prompts = stamps("material", "draft_reminder", "redraft_after_check")
    assert made.startswith(
        f"Written by: model · small-1 · {prompts} · 642 tokens in, 246 out · USD 0.000244 · asked 2×, "
    )
    assert again == (
        "  ↻ The guardrail stopped a wording of the model's (retaliation.business-sign, violence.hint-sign, "
        "violence.vague-consequence), so it was asked once more."
    )


def test_what_left_is_shown_and_with_full_to_the_letter(folder: Path, server: ModelServer) -> None:
    server.play(says(sensible_answer))
    message = drafted(folder)

    code, short = tactful(folder, "sent", message)
    _, full = tactful(folder, "sent", message, "--full")
    _, lines = tactful(folder, "sent", message, "--full", "--jsonl")
    _, newest = tactful(folder, "sent")

    (asked,) = server.asked
    assert code == 0
    heading, facts = short.splitlines()
    host = server.url.removeprefix("http://").removesuffix("/v1")
    assert heading.startswith(f"── {message} v1 · writer of drafts · small · {host} · ")
    assert facts.startswith(f"   {stamps('draft_reminder')} · 321 tokens in, 123 out · USD 0.000122 · ")
    assert facts.endswith(" ms · stop")
    for sent in asked.messages:
        assert sent.content in full
    document = json.loads(lines)
    assert [(m["role"], m["content"]) for m in document["messages"]] == [(m.role, m.content) for m in asked.messages]
    assert (document["about"], document["version"], document["cost"]) == (
        message,
        1,
        {"amount": "0.00012195", "currency": "USD"},
    )
    assert newest == short


def test_a_draft_is_reworded_and_given_another_wording(folder: Path, server: ModelServer) -> None:
    server.play(says(saying("另外，附上对账单供您核对")), says(sensible_answer), says(saying("期待您的回复")))
    message = drafted(folder)

    code, shorter = tactful(folder, "reword", message, "--shorter", "--json")
    assert (code, json.loads(shorter)["version"]) == (0, 2)

    code, beside = tactful(folder, "another", message)
    assert code == 0
    assert "\nAnother wording (" in beside
    assert "期待您的回复" in beside

    code, used = tactful(folder, "reword", message, "--other", "--json")
    assert (code, json.loads(used)["version"]) == (0, 3)
    assert "期待您的回复" in json.loads(used)["body"]
    code, composed = tactful(folder, "reword", message, "--composer", "--json")
    assert (code, json.loads(composed)["writer"]) == (0, "composer")


def test_one_change_at_a_time(folder: Path, server: ModelServer) -> None:
    message = drafted(folder)
    expected = "Give one of --softer, --firmer, --shorter, --mention-offer, --composer, --other."

    assert tactful(folder, "reword", message) == (2, expected)
    assert tactful(folder, "reword", message, "--softer", "--shorter") == (2, expected)
    assert len(server.asked) == 1


def test_nothing_was_sent_where_the_composer_wrote(folder: Path) -> None:
    assert tactful(folder, "sent") == (0, "Nothing was sent to a language model.\n")


# A program that is started in the background ignores the key, and so does all that it starts.
HEARING = (
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from assistant.cli import run; run()"
)


def test_an_interrupt_while_a_model_is_asked_ends_cleanly_and_stores_nothing(folder: Path, server: ModelServer) -> None:
    server.play(hangs())
    before = tactful(folder, "review", "list")
    command = [sys.executable, "-c", HEARING, "--workspace", str(folder), "draft", "CN02-CNY", "--channel", "email"]
    with subprocess.Popen(
        command, cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ}
    ) as process:
        while not server.asked:
            time.sleep(0.05)
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        _, error = process.communicate(timeout=30)

    assert process.returncode == 130
    assert b"Traceback" not in error
    assert tactful(folder, "review", "list") == before
