"""The whole program with the sample company, served on this machine, and a real Chromium to look at it."""

import re
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest

from assistant.bootstrap import build_desk, demo_people, make_sample_workspace
from assistant.domain.language import LocalText
from assistant.domain.parties import Person, Role
from assistant.intake.company import CompanyFile
from assistant.knowledge import read_yaml, shipped
from assistant.settings import Settings
from assistant.workflow.desk import Desk
from assistant.workflow.load_sample import load_sample
from assistant.workflow.sign_in import save_person

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
# What Gradio says of its open stream when a person leaves the page.
_LEFT = re.compile(r"AbortError|signal is aborted|connection errored out|net::ERR_ABORTED", re.IGNORECASE)
# Writes and reviews: the one person who could be tempted to approve their own draft.
ADA = Person(
    login="ada",
    name=LocalText.same("Ada Quill"),
    title=LocalText.same("Deputy"),
    email="ada@qimingdao.example",
    phone="+86 0000-0000-1009",
    roles=frozenset({Role.ACCOUNT_MANAGER, Role.REVIEWER}),
)


@dataclass(frozen=True)
class Site:
    """The served application: its address, and the desk and outbox behind it."""

    url: str
    desk: Desk
    outbox: Path


@dataclass
class Look:
    """One person's browser: what it asked for elsewhere, and what it complained about."""

    site: Site
    page: object
    elsewhere: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def go(self, path: str, wait_for: str) -> "Look":
        """Open one of our pages and wait until ``wait_for`` is there."""
        self.page.goto(self.site.url + path)
        self.page.wait_for_selector(wait_for)
        return self

    def sign_in(self, login: str, password: str | None = None) -> "Look":
        self.page.goto(f"{self.site.url}/login?lang=en")
        self.page.fill("#login", login)
        self.page.fill("#password", password or f"demo-only-{login}")
        self.page.click("button[type=submit]")
        self.page.wait_for_selector("table.cases")
        return self

    def press(self, button: str, then: str) -> str:
        """Press a button, wait for ``then`` in the notice, and return the notice."""
        self.page.click(button)
        notice = self.page.locator("#notice .notice")
        deadline = time.monotonic() + 60
        while then not in (said := "".join(notice.all_inner_texts())):
            assert time.monotonic() < deadline, f"waited for {then!r}; the notice says {said!r}"
            self.page.wait_for_timeout(50)
        return said

    def body(self) -> str:
        return self.page.input_value("#body-box textarea")

    def write(self, text: str) -> None:
        self.page.fill("#body-box textarea", text)


@contextmanager
def sample_site(settings: Settings) -> Iterator[Site]:
    """The sample company, served with these settings."""
    folder = shipped("knowledge") / "sample"
    make_sample_workspace(settings, read_yaml(folder / "company.yaml", CompanyFile).as_of)
    desk = build_desk(settings)
    load_sample(desk, folder)
    save_person(desk, "test", ADA, first_password="demo-only-ada")
    with _served(desk, demo_people(settings)) as url:
        yield Site(url=url, desk=desk, outbox=settings.workspace / "outbox")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with sample_site(Settings(workspace=tmp_path_factory.mktemp("workspace"))) as served:
        yield served


@pytest.fixture(scope="session")
def chromium():
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not CHROMIUM.exists():
        pytest.skip(f"there is no {CHROMIUM}")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def windows():
    """Windows that nobody looks at, by their size: one that was used before need not read our pages' scripts anew."""
    return defaultdict(list)


@pytest.fixture
def look_at(chromium, windows):
    """Opens a browser for one person; afterwards, nothing was asked of another host and nothing went wrong in it."""
    opened = []

    def open_one(site: Site, width: int = 1440, height: int = 900) -> Look:
        free, view = windows[width, height], {"width": width, "height": height}
        window = free.pop() if free else chromium.new_context(viewport=view, locale="en-US")
        seen = Look(site=site, page=window.new_page())
        seen.page.on(
            "request", lambda r: r.url.startswith((site.url, "data:", "blob:")) or seen.elsewhere.append(r.url)
        )
        seen.page.on(
            "console", lambda m: m.type == "error" and not _LEFT.search(m.text) and seen.complaints.append(m.text)
        )
        seen.page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        seen.page.set_default_timeout(60_000)
        opened.append((seen, window, free))
        return seen

    yield open_one
    for _, window, free in opened:
        window.clear_cookies()
        for page in window.pages:
            page.close()
        free.append(window)
    assert [url for seen, *_ in opened for url in seen.elsewhere] == []
    assert [line for seen, *_ in opened for line in seen.complaints] == []


@pytest.fixture
def look(look_at, site):
    """Opens a browser on the site without a model."""
    return partial(look_at, site)


class _served:  # noqa: N801  (reads as a verb where it is used)
    def __init__(self, desk: Desk, people: tuple[tuple[str, str], ...]) -> None:
        import uvicorn

        from assistant.web.app import create_app
        from assistant.web.server import listen

        self._socket = listen("127.0.0.1", 0)
        config = uvicorn.Config(
            create_app(desk, demo_people=people), log_level="error", ws="none", timeout_graceful_shutdown=1
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._socket]}, daemon=True)

    def __enter__(self) -> str:
        self._thread.start()
        while not self._server.started:
            time.sleep(0.05)
        return f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join(timeout=15)
        self._socket.close()
