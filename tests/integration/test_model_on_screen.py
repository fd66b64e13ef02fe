"""The drafting page with a model behind it: its words as they come, the way to stop it, and what is kept."""

import threading
from dataclasses import dataclass, field, replace
from itertools import count

import pytest
from fastapi.testclient import TestClient

from assistant.domain.draft import Draft, Stamp
from assistant.domain.order import PLAIN
from assistant.errors import Stopped
from assistant.web.app import create_app
from tests.integration.browser import Page, a_web_desk, sign_in

LETTER = "<subject>Invoice [[F9]]</subject><body>Good day, the sum of [[F11]] is still open. Thank you.</body>"
_hashes = (f"model{n}" for n in count())


@dataclass
class Writer:
    """A model's writer that waits after its first words until a test lets it go on, or nobody wants it any more."""

    go_on: threading.Event = field(default_factory=threading.Event)
    begun: threading.Event = field(default_factory=threading.Event)
    stopped: threading.Event = field(default_factory=threading.Event)

    def write(self, brief, order=PLAIN, watch=None):
        watch.begins()
        watch.came(LETTER[:60])
        self.begun.set()
        while not self.go_on.wait(0.01):
            if watch.is_stopped():
                self.stopped.set()
                raise Stopped("model_stopped", "You stopped the model; nothing was changed.")
        return Draft(
            subject="Invoice",
            body="Good day. Thank you very much." if order.before else "Good day. Thank you.",
            marks=(),
            stamp=Stamp(writer="model", model="small-1", calls=1, ms=1200, tokens_in=700, tokens_out=90),
        )


@pytest.fixture
def writer():
    return Writer()


@pytest.fixture
def page(writer):
    desk = a_web_desk()
    desk = replace(desk, writers={**desk.writers, "model": lambda: writer}, default_writer="model")
    with TestClient(create_app(desk), follow_redirects=False) as client:
        assert sign_in(client, "lin").status_code == 303
        yield Page(client, "/en/draft?case=C1-CNY", next(_hashes)).load()


def compose(page: Page) -> None:
    page.press("compose", None, "", "", "", "", "", "", "", "")


def test_the_words_of_a_model_are_shown_and_kept_only_when_it_has_ended(page, writer):
    done = threading.Thread(target=compose, args=(page,))
    done.start()
    assert writer.begun.wait(10)
    assert page.shown["body-box"] == ""
    writer.go_on.set()
    done.join(20)

    assert "M-0001 is composed and checked." in page.html("notice")
    assert page.shown["body-box"] == "Good day. Thank you."
    assert "Written by: Language model · small-1Tokens700 tokens in, 90 outCalls1, 1.2 s in all" in page.html(
        "why-panel"
    )


def test_a_press_on_stop_ends_the_call_and_stores_nothing(page, writer):
    done = threading.Thread(target=compose, args=(page,))
    done.start()
    assert writer.begun.wait(10)

    page.send("notice", data={"do": "stop"})
    done.join(20)

    assert writer.stopped.is_set()
    assert "You stopped the model; nothing was changed." in page.html("notice")
    assert "Nothing composed yet" in page.html("preview-panel")


def test_another_wording_stands_beside_the_text_until_it_is_taken(page, writer):
    writer.go_on.set()
    compose(page)
    text = [page.shown["subject-box"], page.shown["body-box"]]

    page.press("chip-another", None, None, *text)
    assert "Another wording stands beside this one" in page.html("notice")
    assert page.shown["body-box"] == "Good day. Thank you."
    assert "Good day. Thank you very much." in page.html("variants")

    page.press("variants", None, None, *text, data={"do": "use"})
    assert "Saved and checked as version 2." in page.html("notice")
    assert page.shown["body-box"] == "Good day. Thank you very much."


def test_a_text_that_only_stands_in_the_boxes_is_never_lost_by_a_chip(page, writer):
    writer.go_on.set()
    compose(page)
    writer.begun.clear()
    typed = ["Invoice", "Good day. I am still typing."]
    page.press("body-box", None, *typed, event="change")
    assert page.html("chips-line") == "✎ Save the text first; then it can be worded otherwise."

    for chip in ("softer", "firmer", "shorter", "mention-offer", "another", "composers"):
        page.press(f"chip-{chip}", None, None, *typed)
        assert page.html("notice") == "✕ The text was changed and not saved yet. Save it first."
    page.press("variants", None, None, *typed, data={"do": "use"})
    assert page.html("notice") == "✕ The text was changed and not saved yet. Save it first."
    assert not writer.begun.is_set()


def test_a_wish_that_cannot_be_met_is_refused_in_one_line(page, writer):
    writer.go_on.set()
    compose(page)

    page.press("chip-mention-offer", None, None, page.shown["subject-box"], page.shown["body-box"])

    assert page.html("notice").startswith("✕ The wording stays as it is.")
    assert page.shown["body-box"] == "Good day. Thank you."
