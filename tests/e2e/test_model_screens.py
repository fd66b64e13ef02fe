"""The drafting page in a real browser, with a model behind it that writes piece by piece."""

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from assistant.settings import Settings
from tests.e2e.conftest import Look, Site, sample_site
from tests.fakes.model import sensible_answer
from tests.fakes.model_server import Exchange, ModelServer, streams

pytestmark = pytest.mark.browser

THANKS = ("Thank you for your help.", "谢谢您的支持。", "謝謝您的協助。")
OTHERWISE = ("Thank you very much.", "非常感谢。", "非常感謝。")


@dataclass
class Endpoint:
    """A model that words letters, ``pause`` seconds after every third character."""

    server: ModelServer
    pause: float = 0.01

    def __post_init__(self) -> None:
        self.left = threading.Event()

    def write(self, exchange: Exchange) -> None:
        """A good letter; another one where one was there before."""
        asked = exchange.asked.messages
        text = sensible_answer(asked[:2])
        if len(asked) > 2:
            for usual, other in zip(THANKS, OTHERWISE, strict=True):
                text = text.replace(usual, other)
        try:
            streams(text, pause=lambda: self.pause)(exchange)
        except OSError:
            self.left.set()
            raise


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, Endpoint]]:
    server = ModelServer()
    endpoint = Endpoint(server)
    server.play(endpoint.write)
    settings = Settings(workspace=tmp_path_factory.mktemp("model"), model="small-1", base_url=server.url, api_key="k")
    with server, sample_site(settings) as site:
        yield site, endpoint


@pytest.fixture
def endpoint(served) -> Endpoint:
    _, endpoint = served
    endpoint.pause = 0.01
    endpoint.left.clear()
    endpoint.server.play(endpoint.write)
    return endpoint


@pytest.fixture
def site(served, endpoint) -> Site:
    return served[0]


def stored(site: Site, case: str):
    with site.desk.record.read() as tx:
        found = list(tx.messages(case_ids=[case]))
    return found[-1] if found else None


def composed(look: Look, case: str, lang: str = "en") -> Look:
    look.go(f"/{lang}/draft?case={case}", ".case-head")
    look.page.click("#compose")
    look.page.wait_for_selector("#preview .letter")
    return look


@pytest.mark.parametrize(
    ("lang", "case", "login", "writing", "unchecked", "done"),
    [
        ("en", "EN04-USD", "mei", "The model is writing.", "Not checked yet.", "is composed and checked."),
        ("zh-Hans", "CN01-CNY", "lin", "模型正在写", "尚未检查", "已生成并完成检查"),
        ("zh-Hant", "TW01-TWD", "lin", "模型撰寫中", "尚未檢查", "已產生並完成檢查"),
    ],
)
def test_a_models_words_are_shown_as_they_come_and_stored_when_it_has_ended(
    look, site, endpoint, lang, case, login, writing, unchecked, done
):
    endpoint.pause = 0.3
    author = look().sign_in(login)
    author.go(f"/{lang}/draft?case={case}", ".case-head")
    author.page.click("#compose")
    author.page.wait_for_selector("#live .letter")
    assert writing in author.page.inner_text("#notice")
    assert unchecked in author.page.inner_text("#live")
    assert (author.body(), stored(site, case)) == ("", None)
    seen = []
    while author.page.locator("#live .body-text").count():
        seen.append(author.page.evaluate("document.querySelector('#live .body-text')?.textContent.length || 0"))
        if len(set(seen) - {0}) >= 2:
            endpoint.pause = 0.01
        author.page.wait_for_timeout(100)
    growing = sorted(set(seen) - {0})

    assert len(growing) >= 2
    assert growing == [length for length in dict.fromkeys(seen) if length]
    author.page.wait_for_selector("#preview .letter")
    assert done in author.page.inner_text("#notice")
    assert author.body() == stored(site, case).draft.body
    assert stored(site, case).draft.stamp.writer == "model"


def test_stop_ends_the_call_and_keeps_everything_as_it_was(look, site, endpoint):
    endpoint.pause = 0.2
    author = look().sign_in("mei")
    author.go("/en/draft?case=EN01-USD", ".case-head")
    author.page.click("#compose")
    author.page.wait_for_selector("#live .letter")
    before = time.monotonic()
    author.page.focus("#notice button")
    author.page.keyboard.press("Enter")

    author.page.wait_for_selector("#notice .notice.good")
    assert author.page.inner_text("#notice") == "✓ You stopped the model; nothing was changed."
    assert time.monotonic() - before < 10
    assert "Nothing composed yet" in author.page.inner_text("#preview-panel")
    assert stored(site, "EN01-USD") is None
    assert endpoint.left.wait(5)
    endpoint.pause = 0
    author.press("#compose", "is composed and checked")


def test_leaving_the_page_ends_the_call(look, site, endpoint):
    endpoint.pause = 0.2
    author = look().sign_in("mei")
    author.go("/en/draft?case=EN01-USD", ".case-head")
    composed_before = stored(site, "EN01-USD")
    author.page.click("#compose")
    author.page.wait_for_selector("#live .letter")
    author.go("/en/", "table.cases")

    assert endpoint.left.wait(10)
    assert stored(site, "EN01-USD") == composed_before


def test_a_chip_makes_the_next_version_and_waits_for_what_is_typed(look, site, endpoint):
    author = composed(look().sign_in("lin"), "CN05-CNY", "zh-Hans")
    assert stored(site, "CN05-CNY").version == 1
    author.write(author.body() + "。")
    author.page.wait_for_selector("#chip-shorter[disabled]")
    assert author.page.inner_text("#chips-line") == "✎ 请先保存正文，再调整写法。"
    author.press("#save", "第 2 版")
    author.page.wait_for_selector("#chip-shorter:not([disabled])")

    author.press("#chip-softer", "第 3 版")

    now = stored(site, "CN05-CNY")
    assert now.version == 3
    assert author.body() == now.draft.body
    assert "非常感谢。" in now.draft.body
    assert len(endpoint.server.asked[-1].messages) > 2


def test_two_wordings_stand_side_by_side_and_one_is_chosen(look, site):
    author = composed(look().sign_in("lin"), "HK01-HKD")
    first = author.body()
    author.press("#chip-another", "Another wording stands beside this one")
    assert author.body() == first
    pair = author.page.locator("#two-wordings .wording")
    boxes = [pair.nth(n).bounding_box() for n in range(2)]
    assert boxes[0]["y"] == boxes[1]["y"]
    assert boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"]

    author.press("#two-wordings button[data-do=use]", "version 2")

    assert "非常感謝。" in author.body()
    assert author.body() == stored(site, "HK01-HKD").draft.body
    author.press("#chip-composers", "version 3")
    assert stored(site, "HK01-HKD").draft.stamp.writer == "composer"


def test_on_a_telephone_everything_is_reached_by_keyboard_and_nothing_sticks_out(look_at, site):
    author = composed(look_at(site, 390, 844).sign_in("lin"), "CN02-CNY", "zh-Hant")
    author.page.focus("#chip-another")
    author.page.keyboard.press("Enter")
    author.page.wait_for_selector("#two-wordings")

    assert author.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    widths = author.page.eval_on_selector_all("#chips button", "all => all.map(b => b.getBoundingClientRect().right)")
    assert max(widths) <= 390
    left, right = (author.page.locator("#two-wordings .wording").nth(n).bounding_box() for n in range(2))
    assert left["y"] + left["height"] <= right["y"]


def test_what_left_is_shown_as_it_arrived_and_holds_no_name(look, site, endpoint):
    author = composed(look().sign_in("lin"), "CN04-CNY")
    asked = endpoint.server.asked[-1].messages
    for place in ("#left summary", "#left .call summary"):
        author.page.locator(place).first.click()
    shown = author.page.locator("#left .call").first.locator("pre").all_text_contents()

    assert shown[: len(asked)] == [message.content for message in asked]
    assert "<subject>" in shown[-1]
    for name in ("海晏临风", "启明岛", "林知夏"):
        assert name not in "".join(shown)
    assert endpoint.server.url.split("/")[2] in author.page.inner_text("#left .call summary")
    author.press("#submit", "in review")

    reviewer = look().sign_in("zhou").go(f"/en/review?item={stored(site, 'CN04-CNY').id}", "#left")
    assert "Language model · small-1" in reviewer.page.inner_text("#why-panel")
    assert reviewer.page.locator("#left details[open]").count() == 0
