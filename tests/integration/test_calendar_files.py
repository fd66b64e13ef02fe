"""Calendars as files, as users of the command line and of the JSON API take them."""

import json

import pytest
from fastapi.testclient import TestClient
from icalendar import Calendar

from tests.integration.browser import sign_in
from tests.integration.conftest import sample_desk
from tests.integration.test_api import PAGE, an_app, code
from tests.integration.test_cli import tactful


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    folder = tmp_path_factory.mktemp("calendars")
    sample_desk(folder).record.close()
    return folder


@pytest.fixture(scope="module")
def lin(workspace) -> TestClient:
    desk = sample_desk(workspace)
    client = TestClient(an_app(desk), follow_redirects=False)
    assert sign_in(client, "lin", "demo-only-lin").status_code == 303
    yield client
    desk.record.close()


def titles(data):
    return [str(event["summary"]) for event in Calendar.from_ical(data).walk("VEVENT")]


EVERYBODY = [
    "Answer to a dispute due: 海晏临风电器有限公司 (品质部)",
    "Payment promised: 藍棠工程（香港）有限公司",
    "Payment promised: 藍棠工程（香港）有限公司",
    "Instalment 3 of 4 due: 鹿门远山商贸有限公司",
    "Instalment 4 of 4 due: 鹿门远山商贸有限公司",
]


def test_the_calendar_is_printed_or_written(workspace, tmp_path):
    code_, out, _ = tactful(workspace, "calendar")
    assert (code_, titles(out)) == (0, EVERYBODY)
    file = tmp_path / "CN03.ics"
    assert tactful(workspace, "calendar", "--customer", "CN03", "--out", str(file))[:2] == (0, f"{file}  2\n")
    assert titles(file.read_bytes()) == EVERYBODY[3:]


def test_a_visit_is_an_entry_of_its_own(workspace):
    visit = ("visit", "CN01-CNY", "--at", "2026-06-22T10:00", "--place", "望舒路8号", "--purpose", "对账")
    code_, out, _ = tactful(workspace, *visit)
    assert (code_, titles(out)) == (0, ["Visit: 澜州望舒照明有限公司"])
    assert "DTSTART;TZID=Asia/Shanghai:20260622T100000" in out
    code_, _, said = tactful(workspace, "visit", "CN01-CNY", "--at", "2026-06-01T10:00")
    assert (code_, said) == (2, "2026-06-01 10:00 is over; give a moment to come.")


def test_the_routes_hand_out_the_same(lin):
    answer = lin.get("/api/calendar?lang=en")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''calendar.ics"
    assert titles(answer.content) == EVERYBODY
    assert titles(lin.get("/api/customers/CN03/calendar?lang=zh-Hans").content) == [
        "第 3/4 期款到期：鹿门远山商贸有限公司",
        "第 4/4 期款到期：鹿门远山商贸有限公司",
    ]
    visit = lin.get("/api/cases/CN01-CNY/visit", params={"at": "2026-06-22T10:00", "lang": "en", "place": "3F"})
    assert titles(visit.content) == ["Visit: 澜州望舒照明有限公司"]


def test_the_examples_on_the_page_are_what_the_routes_answer(lin):
    page = PAGE.read_text(encoding="utf-8").split("### `GET /api/calendar`")[1].split("\n## ")[0]
    shown = [json.loads(part.split("```")[0]) for part in page.split("```json\n")[1:]]
    asked = ("calendar?lang=fr", "customers/C9/calendar?lang=en", "cases/CN01-CNY/visit?at=2026-06-01T10:00&lang=en")
    assert [lin.get(f"/api/{path}").json() for path in asked] == shown


def test_what_the_routes_refuse_they_name(lin):
    assert code(lin.get("/api/customers/C9/calendar")) == (404, "unknown_customer")
    assert code(lin.get("/api/cases/CN01-CNY/visit")) == (422, "body_key_missing")
    assert code(lin.get("/api/cases/CN01-CNY/visit?at=2026-06-01T10:00")) == (422, "visit_over")
    assert code(lin.get("/api/cases/CN01-CNY/visit?at=2026-06-22T10:00&minutes=0")) == (422, "visit_length")
