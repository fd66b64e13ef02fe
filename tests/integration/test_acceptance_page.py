"""The page on which a customer accepts: what it shows, what it never does, and what a stranger learns from it."""

import re
from datetime import date
from html import unescape
from itertools import count

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.domain.language import Language
from assistant.domain.negotiation import AgreementState
from assistant.web.acceptance_routes import acceptance_routes
from assistant.web.guard import Guard
from assistant.workflow.acceptance import make_link, void_agreement
from tests.desk import LIN, later, pay
from tests.integration.browser import HTML
from tests.unit.planning.accounts import NOW
from tests.unit.workflow.agreed import (
    BODY,
    SUBJECT,
    a_confirmation,
    an_agreed_desk,
    an_agreement,
    an_arrangement,
    the_agreement,
)

HANS, HANT = {"accept-language": "zh-CN"}, {"accept-language": "zh-TW"}
NOWHERE = "/accept/" + "x" * 43


@pytest.fixture
def desk():
    tokens = (f"token-{n}" for n in count())
    return an_agreed_desk(new_token=tokens.__next__)


def an_app(desk):
    app = FastAPI()
    app.add_middleware(Guard, desk=desk, cookie="tactful", secure=False)
    app.include_router(acceptance_routes(desk))
    return app


def browser(desk, address="198.51.100.7"):
    return TestClient(an_app(desk), follow_redirects=False, client=(address, 5000))


@pytest.fixture
def path(desk):
    return make_link(desk, LIN, "AG-0001").address


def text_of(answer):
    body = re.sub(r"<head>.*?</head>", "", answer.text)
    return [line.strip() for line in unescape(re.sub(r"<[^>]+>", "\n", body)).splitlines() if line.strip()]


def a_form(desk, said="accepted", **changes):
    form = {"said": said, "name": "Wang Xiaoming", "words": "", "content_hash": the_agreement(desk).content_hash}
    return form | changes


@pytest.mark.parametrize(
    ("language", "line"),
    [
        (Language.EN, "You can answer here until the end of 20 June 2026."),
        (Language.ZH_HANS, "可在此页面答复，2026年6月20日当日截止。"),
        (Language.ZH_HANT, "可於此頁面答覆，2026年6月20日當日截止。"),
    ],
)
def test_an_offer_that_ends_with_a_day_is_open_until_the_end_of_that_day_and_not_the_midnight_of_the_next(
    language, line
):
    arrangement = an_arrangement(lapses_on=date(2026, 6, 20))
    desk = an_agreed_desk(language=language, arrangement=arrangement)
    assert line in text_of(browser(desk).get(make_link(desk, LIN, "AG-0001").address, headers=HTML))


def test_the_page_shows_the_released_text_the_schedule_and_the_form(desk, path):
    answer = browser(desk).get(path, headers=HTML)

    assert answer.status_code == 200
    assert text_of(answer) == [
        "Payment arrangement",
        "Sample Precision Co., Ltd. and 示例客户有限公司",
        "Our letter",
        SUBJECT,
        *[line for line in BODY.splitlines() if line],
        "Payments",
        *("No.", "Due on", "Amount"),
        *("1", "30 June 2026", "CNY 4,000.00"),
        *("2", "31 July 2026", "CNY 6,000.00"),
        *("Total", "CNY 10,000.00"),
        "Late interest continues as agreed",
        "Your answer",
        "You can answer here until 30 June 2026, 16:30 (UTC+08:00).",
        "Your name and position",
        "Anything you would like to tell us (needed for a question)",
        "We record your answer with this name, the time and the fingerprint of this text. If you want to change anything,"
        " please ask a question instead of agreeing.",
        *("We agree", "We do not agree", "We have a question"),
        "You can reach us at ar@creditor.example, +86 0000-0000-1000.",
        "Fingerprint (SHA-256)",
        the_agreement(desk).content_hash,
    ]
    assert "&lt;INV-1&gt;" in answer.text
    assert "payments &amp; nothing else." in answer.text


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        (Language.ZH_HANS, ["付款安排", "2026年6月30日", "人民币 4,000.00 元", "同意", "不同意", "有疑问"]),
        (Language.ZH_HANT, ["付款安排", "2026年6月30日", "同意", "不同意", "有疑問"]),
    ],
)
def test_the_page_speaks_the_customers_language_whatever_the_browsers(language, shown):
    desk = an_agreed_desk(language=language)
    answer = browser(desk).get(make_link(desk, LIN, "AG-0001").address, headers=HTML | {"accept-language": "en"})

    assert f'<html lang="{language.value}">' in answer.text
    assert [line for line in shown if line not in text_of(answer)] == []


def test_the_page_sets_no_cookie_sends_no_referrer_away_and_asks_nothing_of_others(desk, path):
    answer = browser(desk).get(path, headers=HTML)

    assert "set-cookie" not in answer.headers
    assert answer.headers["referrer-policy"] == "same-origin"
    assert answer.headers["x-robots-tag"] == "noindex, nofollow"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; style-src 'self'")
    assert "<script" not in answer.text
    assert re.findall(r'(?:href|src|action)="([^"]*)"', answer.text) == ["/static/tactful.css", "/favicon.ico"]


def test_enter_in_the_name_field_presses_no_answer(desk, path):
    buttons = re.findall(r"<button[^>]*>", browser(desk).get(path).text)
    assert buttons[0] == '<button type="submit" disabled hidden>'
    assert len(buttons) == 4


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_mail_scanner_that_opens_the_link_changes_nothing(desk, path, method):
    client, before = browser(desk), the_agreement(desk)
    for _ in range(30):
        assert client.request(method, path).status_code == 200
    assert the_agreement(desk) == before
    assert client.post(path, data=a_form(desk)).status_code == 200


def test_an_acceptance_is_recorded_and_shown_again_to_who_comes_back(desk, path):
    client = browser(desk)
    first = client.post(path, data=a_form(desk), headers={"origin": "http://testserver"})

    recorded = ["Thank you. Your agreement has been recorded.", "Wang Xiaoming, 16 June 2026, 16:30 (UTC+08:00)"]
    assert the_agreement(desk).state is AgreementState.ACCEPTED
    for answer in (first, client.post(path, data=a_form(desk, "declined", name="Other")), client.get(path)):
        assert answer.status_code == 200
        assert text_of(answer)[2:4] == recorded
        assert "<form" not in answer.text
    assert len(the_agreement(desk).answers) == 1


def test_a_question_is_taken_and_the_form_stays(desk, path):
    answer = browser(desk).post(path, data=a_form(desk, "question", words="Which account? <b>"))

    assert (
        text_of(answer)[2]
        == "Thank you. Your question has reached us, and we will answer it. You can still agree here."
    )
    assert "Which account? &lt;b&gt;" in answer.text
    assert "<form" in answer.text


@pytest.mark.parametrize(
    ("changes", "line", "status"),
    [
        ({"name": ""}, "Please give your name.", 422),
        ({"name": "x" * 121}, "Please check the name: one line of at most 120 characters.", 422),
        ({"said": "question"}, "Please write your question.", 422),
        ({"words": "x" * 2001}, "Please check what you wrote: at most 2,000 characters.", 422),
        ({"content_hash": "0" * 64}, "The text on the page was not the one that stands. Please read it again.", 409),
    ],
)
def test_what_cannot_be_taken_is_said_beside_the_form_with_what_was_typed(desk, path, changes, line, status):
    typed = a_form(desk) | {"words": "kept <words>"} | changes
    answer = browser(desk).post(path, data=typed | ({"words": ""} if changes.get("said") else {}))

    assert answer.status_code == status
    assert line in text_of(answer)
    assert the_agreement(desk).answers == ()
    if "words" not in changes and "said" not in changes:
        assert "kept &lt;words&gt;</textarea>" in answer.text


@pytest.mark.parametrize("form", [{"said": "maybe"}, {}, {"said": "accepted"}])
def test_a_form_that_is_none_of_ours_changes_nothing(desk, path, form):
    assert browser(desk).post(path, data=form).status_code in (409, 422)
    assert the_agreement(desk).answers == ()


def test_a_body_that_is_too_large_is_not_read(desk, path):
    answer = browser(desk).post(path, content=b"said=accepted&words=" + b"x" * 40_000)
    assert (answer.status_code, text_of(answer)[0]) == (413, "That could not be taken")
    assert the_agreement(desk).answers == ()


def test_another_sites_page_cannot_answer(desk, path):
    answer = browser(desk).post(path, data=a_form(desk), headers={"origin": "https://evil.example"})
    assert answer.status_code == 403
    assert the_agreement(desk).answers == ()


# strangers
def test_unknown_forged_and_revoked_tokens_look_the_same(desk, path):
    make_link(desk, LIN, "AG-0001")
    client = browser(desk)
    pages = [client.get(each) for each in (path, NOWHERE, f"{path}x", "/accept/%00%ff")]

    assert [page.status_code for page in pages] == [404] * 4
    assert len({page.text for page in pages}) == 1
    assert text_of(pages[0]) == [
        "This link does not open anything",
        "Please use the newest link that we sent you, or simply answer our letter.",
    ]
    assert client.post(path, data=a_form(desk)).text == pages[0].text


@pytest.mark.parametrize(
    ("headers", "title"),
    [({}, "This link does not open anything"), (HANS, "该链接无法打开任何内容"), (HANT, "此連結無法開啟任何內容")],
)
def test_a_stranger_is_answered_in_the_browsers_language(desk, headers, title):
    assert text_of(browser(desk).get(NOWHERE, headers=headers))[0] == title


def test_an_expired_link_says_so_and_shows_nothing_of_the_agreement(desk, path):
    answer = browser(later(desk, NOW.replace(month=7))).get(path)
    assert answer.status_code == 410
    assert text_of(answer) == [
        "This link has expired",
        "It can no longer be used. Please answer our letter, and we will help you from there.",
        "You can reach us at ar@creditor.example, +86 0000-0000-1000.",
    ]


def pay_everything(desk):
    pay(desk, "10000.00")


def confirm_anew(desk):
    with desk.record.begin() as tx:
        newer = a_confirmation("M-0002", created=NOW.replace(hour=9))
        tx.add_message(newer)
        tx.save_agreement(an_agreement(desk, newer, "AG-0002", made_at=NOW.replace(hour=9)))


@pytest.mark.parametrize("change", [pay_everything, confirm_anew])
def test_figures_that_have_changed_are_not_accepted(desk, path, change):
    form = a_form(desk)
    change(desk)
    client = browser(desk)
    for answer in (client.get(path), client.post(path, data=form)):
        assert answer.status_code == 409
        assert text_of(answer)[0] == "The figures have changed"
        assert "INV-1" not in answer.text
    assert the_agreement(desk).answers == ()


def test_what_was_taken_back_looks_like_any_unknown_link(desk, path):
    void_agreement(desk, LIN, "AG-0001", "mistake")
    assert browser(desk).get(path).status_code == 404


def test_after_ten_wrong_tokens_an_address_waits_and_another_does_not(desk, path):
    client = browser(desk)
    seen = [client.get(f"/accept/guess-{n}").status_code for n in range(12)]
    assert seen == [404] * 10 + [429] * 2

    waits = client.get(path)
    assert (waits.status_code, waits.headers["retry-after"]) == (429, "900")
    assert text_of(waits)[0] == "Too many tries"
    assert browser(desk, "203.0.113.9").get(path).status_code == 200


def test_the_application_lets_strangers_see_this_page_alone(desk, path):
    from assistant.web.app import create_app

    client = TestClient(create_app(desk), follow_redirects=False)
    assert client.get(path, headers=HTML).status_code == 200
    assert client.get("/accept/", headers=HTML).headers["location"] == "/login?next=%2Faccept%2F"
    assert client.get(f"{path}/more", headers=HTML).status_code == 303
