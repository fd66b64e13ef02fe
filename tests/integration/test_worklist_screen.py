"""The worklist page with more cases than one page holds, pressed as a browser presses it."""

import re
from dataclasses import replace
from itertools import count

import pytest
from fastapi.testclient import TestClient

from assistant.web.app import create_app
from assistant.workflow import read_worklist as reading
from tests.integration.browser import Page, a_web_desk, sign_in
from tests.unit.planning.accounts import a_customer, an_invoice

# Nothing chosen: search, show, stage, language, currency; sorted by age.
ALL = ("", "", "", "", "", "age")
_hashes = (f"page{n}" for n in count())


@pytest.fixture(scope="module")
def desk():
    made = a_web_desk()
    with made.record.begin() as tx:
        for n in range(60):
            customer = replace(a_customer(), code=f"D{n:02d}", name=f"Harbour {n}")
            tx.save_customer(customer)
            tx.save_invoice(replace(an_invoice(30), customer_code=customer.code))
    return made


@pytest.fixture(scope="module")
def lin(desk):
    app = create_app(desk)
    with TestClient(app) as running:
        client = TestClient(app, follow_redirects=False, client=("10.0.0.1", 5000))
        client.portal = running.portal
        assert sign_in(client, "lin").status_code == 303
        yield client


def test_a_long_worklist_is_turned_page_by_page(lin):
    page = Page(lin, "/en/", next(_hashes)).load()
    assert "Page 1 of 2" in page.html("cases")
    assert "Harbour 49" in page.html("cases")
    assert "Harbour 50" not in page.html("cases")
    page.press("cases", *ALL, data={"do": "turn", "page": "2"})
    assert "Page 2 of 2" in page.html("cases")
    assert "Harbour 50" in page.html("cases")
    assert "C1-CNY" in page.shown["cases"]


@pytest.mark.parametrize("page_no", ["0", "-1", "x", "", "9" * 80, "9" * 81])
def test_a_page_that_is_not_there_is_one_that_is(lin, page_no):
    page = Page(lin, "/zh-Hant/", next(_hashes)).load()
    page.press("cases", *ALL, data={"do": "turn", "page": page_no})
    assert re.search("第 [12] 頁，共 2 頁", page.html("cases"))


def test_a_search_begins_at_its_first_page(lin):
    page = Page(lin, "/en/", next(_hashes)).load()
    page.press("cases", *ALL, data={"do": "turn", "page": "2"})
    page.press("search", "harbour", *ALL[1:], event="change")
    assert "Page 1 of 2" in page.html("cases")


def test_with_very_many_cases_their_number_stands_above_the_first_page(lin, monkeypatch):
    monkeypatch.setattr(reading, "FEW", 20)
    page = Page(lin, "/en/", next(_hashes)).load()
    assert "61 open cases, the most urgent first" in page.html("overview")
    assert "Page 1 of 2" in page.html("cases")
    page.press("search", "Harbour 59", *ALL[1:], event="change")
    assert "Harbour 59" in page.html("cases")
    assert "Page" not in page.html("cases")


def test_a_choice_against_the_policy_wants_its_reason_on_the_page_and_shows_it(lin):
    page = Page(lin, "/en/draft?case=D07-CNY", next(_hashes)).load()

    page.press("compose", "D07-CNY", "", "", "firm", "", "", "", "", "")
    assert "Chosen tone: firm; the policy would write neutral." in page.html("notice")
    assert "say why" in page.html("notice")
    page.press("compose", "D07-CNY", "", "", "firm", "", "", "", "soon", "agreed with them")
    assert "“soon” is not a day" in page.html("notice")
    page.press("compose", "D07-CNY", "", "", "firm", "", "", "", "", "agreed <b>with</b> them")
    assert "is composed and checked" in page.html("notice")
    assert "<q>agreed &lt;b&gt;with&lt;/b&gt; them</q>" in page.shown["why-panel"]
