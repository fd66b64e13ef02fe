import re
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.domain.message import Status
from assistant.errors import PortInUse
from assistant.web.app import create_app
from assistant.web.login import Cookies
from assistant.web.server import listen
from assistant.workflow.prepare_draft import prepare_draft
from assistant.workflow.review import submit_draft
from tests.desk import AUDITOR, BOTH, LIN, ZHOU
from tests.integration.browser import HTML, Page, a_web_desk, sign_in

EVIL = "Evil <img src=x onerror=alert(1)> ${alert(2)}"
_hashes = (f"page{n}" for n in count())
_addresses = count(1)


@pytest.fixture(scope="module")
def desk():
    return a_web_desk()


@pytest.fixture(scope="module")
def app(desk):
    return create_app(desk, demo_people=(("lin", "password of lin"), ("gone", "x")))


@pytest.fixture(scope="module")
def running(app):
    with TestClient(app) as client:
        yield client


@pytest.fixture
def opened(app, running):
    """Opens fresh browsers, each at an address of its own, so that no test is throttled for another's failures."""

    def open_one() -> TestClient:
        client = TestClient(app, follow_redirects=False, client=(f"10.0.0.{next(_addresses)}", 5000))
        client.portal = running.portal  # one event loop for all, as in one server
        return client

    return open_one


@pytest.fixture
def browser(opened):
    return opened()


@pytest.fixture
def lin(browser):
    assert sign_in(browser, "lin").status_code == 303
    return browser


@pytest.fixture
def zhou(opened):
    other = opened()
    assert sign_in(other, "zhou").status_code == 303
    return other


# strangers


@pytest.mark.parametrize("path", ["/", "/en/", "/zh-Hans/draft?case=C1-CNY", "/zh-Hant/review", "/en/config"])
def test_a_stranger_who_wants_a_page_is_sent_to_sign_in(browser, path):
    answer = browser.get(path, headers=HTML)

    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/login?next=%2F")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/en/"),
        ("GET", "/en/config"),
        ("GET", "/en/gradio_api/info"),
        ("GET", "/en/gradio_api/openapi.json"),
        ("GET", "/en/gradio_api/startup-events"),
        ("GET", "/en/gradio_api/heartbeat/abc"),
        ("GET", "/en/gradio_api/queue/data?session_hash=abc"),
        ("GET", "/en/gradio_api/runs"),
        ("GET", "/en/theme.css"),
        ("GET", "/en/monitoring"),
        ("POST", "/zh-Hans/gradio_api/queue/join"),
        ("POST", "/zh-Hant/gradio_api/component_server"),
        ("POST", "/en/gradio_api/upload"),
        ("POST", "/en/gradio_api/run/predict"),
        ("GET", "/api/worklist"),
        ("POST", "/api/check"),
        ("POST", "/logout"),
        ("GET", "/openapi.json"),
        ("GET", "/docs"),
        ("GET", "/nothing/here"),
    ],
)
def test_a_stranger_gets_401_for_everything_else(browser, method, path):
    assert browser.request(method, path, json={} if method == "POST" else None).status_code == 401


def test_the_pages_are_closed_even_without_the_guard(desk):
    from assistant.web.mount import mount_pages

    bare = FastAPI()
    mount_pages(bare, desk, Cookies(secure=False))
    with TestClient(bare) as client:
        codes = [client.get(f"/en/{path}").status_code for path in ("", "config", "gradio_api/info", "draft")]
        codes.append(client.post("/en/gradio_api/queue/join", json={"data": [], "session_hash": "x"}).status_code)

    assert codes == [401] * 5


def test_sign_in_page_and_its_files_are_open(browser):
    paths = ("/login", "/static/tactful.css", "/static/tactful.js", "/favicon.ico")

    assert [browser.get(path).status_code for path in paths] == [200] * 4
    assert browser.get("/static/..%2Fapp.py").status_code == 401
    assert browser.get("/static/app.py").status_code == 404


# signing in and out


@pytest.mark.parametrize(("lang", "title"), [("en", "Sign in"), ("zh-Hans", "登录"), ("zh-Hant", "登入")])
def test_the_sign_in_page_speaks_three_languages(browser, lang, title):
    page = browser.get("/login", params={"lang": lang}).text

    assert f'<html lang="{lang}">' in page
    assert f"<h1>{title}</h1>" in page


def test_the_sign_in_page_follows_the_page_that_was_asked_for_then_the_browser(browser):
    chinese = {"accept-language": "zh-TW,zh"}

    assert '<html lang="zh-Hans">' in browser.get("/login?next=/zh-Hans/review", headers=chinese).text
    assert '<html lang="zh-Hant">' in browser.get("/login", headers=chinese).text


def test_the_sample_companys_people_are_shown_when_they_are_given(browser, desk):
    assert "<code>password of lin</code>" in browser.get("/login").text
    assert "gone" not in browser.get("/login").text

    own = TestClient(create_app(desk))
    assert "password of" not in own.get("/login").text


def test_a_wrong_password_is_told_in_one_line_and_gives_no_session(browser):
    answer = sign_in(browser, "lin", "not the password", lang="zh-Hans")

    assert answer.status_code == 401
    assert 'role="alert"' in answer.text
    assert "用户名" in answer.text
    assert "tactful" not in browser.cookies
    assert browser.get("/api/worklist").status_code == 401


def test_an_unknown_name_is_answered_like_a_wrong_password(browser):
    def alert(answer):
        return re.search(r'role="alert">(.*?)</p>', answer.text)[1]

    assert alert(sign_in(browser, "nobody", "x")) == alert(sign_in(browser, "lin", "x"))


def test_what_was_typed_as_a_name_comes_back_as_text(browser):
    answer = sign_in(browser, '"><script>alert(1)</script>', "x")

    assert "<script>" not in answer.text
    assert 'value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"' in answer.text


def test_after_five_failures_even_the_right_password_waits(browser, desk):
    for _ in range(5):
        assert sign_in(browser, "both", "wrong").status_code == 401
    answer = sign_in(browser, "both")

    assert answer.status_code == 429
    assert "wait five minutes" in answer.text
    desk.clock.advance(timedelta(minutes=6))
    assert sign_in(browser, "both").status_code == 303


def test_a_right_sign_in_leads_to_the_worklist_with_a_cookie_that_scripts_cannot_read(browser):
    answer = sign_in(browser, "lin", lang="zh-Hant")

    assert (answer.status_code, answer.headers["location"]) == (303, "/zh-Hant/")
    cookie = next(c for c in answer.headers.get_list("set-cookie") if c.startswith("tactful="))
    assert re.fullmatch(r"tactful=token-\d{6}; HttpOnly; Path=/; SameSite=lax", cookie)


def test_behind_https_cookies_are_bound_to_the_host(desk):
    client = TestClient(create_app(desk, secure_cookies=True), base_url="https://testserver", follow_redirects=False)
    answer = sign_in(client, "lin")

    cookie = next(c for c in answer.headers.get_list("set-cookie") if c.startswith("__Host-tactful=token"))
    assert re.fullmatch(r"__Host-tactful=token-\d{6}; HttpOnly; Path=/; SameSite=lax; Secure", cookie)
    assert answer.headers["strict-transport-security"] == "max-age=31536000"
    assert client.get("/api/worklist").status_code == 200


@pytest.mark.parametrize(
    ("asked", "goes"),
    [
        ("/en/review?item=M-0001", "/en/review?item=M-0001"),
        ("/zh-Hans/draft?case=C1-CNY", "/zh-Hans/draft?case=C1-CNY"),
        ("https://evil.example/en/", "/en/"),
        ("//evil.example/en/", "/en/"),
        ("/\\evil.example/", "/en/"),
        ("/logout", "/en/"),
        ("/en/\r\nSet-Cookie: x=1", "/en/"),
    ],
)
def test_after_signing_in_a_person_stays_with_us(browser, asked, goes):
    assert sign_in(browser, "lin", next=asked, lang="en").headers["location"] == goes


def test_a_sign_in_form_that_is_not_ours_is_refused(browser):
    fields = {"login": "lin", "password": "password of lin"}

    assert browser.post("/login", data=fields).status_code == 403
    browser.get("/login")
    assert browser.post("/login", data=fields | {"form_token": "guessed"}).status_code == 403
    assert browser.get("/api/worklist").status_code == 401


def test_signing_in_again_ends_the_session_before(lin):
    before = lin.cookies["tactful"]
    sign_in(lin, "lin")

    assert lin.cookies["tactful"] != before
    stolen = {"cookie": f"tactful={before}"}
    lin.cookies.clear()
    assert lin.get("/api/worklist", headers=stolen).status_code == 401


def test_signing_out_ends_the_session_for_good(lin):
    token = lin.cookies["tactful"]
    page = Page(lin, "/en/", next(_hashes)).load()
    form_token = re.search(r'name="form_token" value="(\w+)"', page.shown["head"])[1]

    assert lin.post("/logout").status_code == 403
    assert lin.post("/logout", data={"form_token": "x"}).status_code == 403
    answer = lin.post("/logout", data={"form_token": form_token, "lang": "zh-Hans"})

    assert (answer.status_code, answer.headers["location"]) == (303, "/login?lang=zh-Hans")
    assert lin.get("/api/worklist", headers={"cookie": f"tactful={token}"}).status_code == 401


def test_an_idle_session_ends(lin, desk):
    desk.clock.advance(timedelta(minutes=31))

    assert lin.get("/api/worklist").status_code == 401


def test_someone_who_left_is_out_at_once(lin, desk):
    page = Page(lin, "/en/", next(_hashes)).load()
    _save(desk, replace(LIN, active=False))
    try:
        assert lin.get("/api/worklist").status_code == 401
        assert lin.post("/en/gradio_api/queue/join", json={"session_hash": page.hash}).status_code == 401
    finally:
        _save(desk, LIN)


def test_a_cookie_header_that_cannot_be_read_is_no_session(browser):
    assert browser.get("/api/worklist", headers={"cookie": 'tactful="; =;;\x01'}).status_code == 401


# other sites, other people


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site", "origin": "http://other.testserver"}, 403),
        ({"sec-fetch-site": "cross-site", "origin": "http://testserver"}, 403),
        ({"origin": "http://testserver"}, 200),
        ({"sec-fetch-site": "same-origin", "origin": "https://testserver"}, 200),
        ({}, 200),
    ],
)
def test_only_our_own_pages_may_change_anything(lin, headers, code):
    assert lin.post("/api/check", json={"text": "Hello"}, headers=headers).status_code == code


def test_another_sites_page_cannot_sign_in_or_join_the_queue(lin):
    foreign = {"origin": "https://evil.example"}

    assert lin.post("/login", data={}, headers=foreign).status_code == 403
    assert lin.post("/en/gradio_api/queue/join", json={"session_hash": "p"}, headers=foreign).status_code == 403


def test_no_answer_lets_another_site_read_it(lin):
    answers = [lin.get(p, headers={"origin": "https://evil.example"}) for p in ("/en/", "/api/worklist", "/en/config")]

    assert [name for answer in answers for name in answer.headers if name.startswith("access-control")] == []


def test_every_answer_carries_the_security_headers(lin):
    for path in ("/en/", "/api/worklist", "/login", "/static/tactful.css", "/en/theme.css"):
        headers = lin.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["referrer-policy"] == "same-origin"
        assert "strict-transport-security" not in headers
    assert "script-src" not in lin.get("/login").headers["content-security-policy"]
    assert lin.get("/en/").headers["cache-control"] == "no-store"


def test_a_page_belongs_to_the_person_who_opened_it(lin, zhou):
    page = Page(lin, "/en/", next(_hashes)).load()
    api = "/en/gradio_api"
    tried = [
        zhou.get(f"{api}/queue/data", params={"session_hash": page.hash}),
        zhou.get(f"{api}/heartbeat/{page.hash}"),
        zhou.post(f"{api}/queue/join", json={"session_hash": page.hash, "fn_index": 0, "data": []}),
        zhou.post(f"{api}/cancel", json={"session_hash": page.hash, "fn_index": 0, "event_id": "e"}),
        zhou.post(f"{api}/reset", json={"session_hash": page.hash, "event_id": "e"}),
    ]

    assert [answer.status_code for answer in tried] == [403] * 5


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"session_hash": null}', b'{"session_hash": 7}', b"\xff"])
def test_a_request_without_a_page_is_refused(lin, body):
    assert lin.post("/en/gradio_api/queue/join", content=body).status_code == 403


def test_a_body_beyond_any_letter_is_refused(lin):
    assert lin.post("/en/gradio_api/queue/join", content=b"x" * 600_000).status_code == 413


@pytest.mark.parametrize(
    "path",
    [
        "/en/gradio_api/upload",
        "/en/gradio_api/component_server",
        "/en/gradio_api/run/show",
        "/en/gradio_api/call/show",
        "/en/gradio_api/call/v2/show",
        "/en/gradio_api/process_recording",
        "/en/gradio_api/vibe-edit",
        "/en/login",
    ],
)
def test_gradios_other_doors_are_closed_to_everyone(lin, path):
    assert lin.post(path, json={}).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/en/gradio_api/file=/etc/passwd",
        "/en/gradio_api/file/etc/passwd",
        "/en/gradio_api/proxy=http://127.0.0.1/",
        "/en/gradio_api/stream/a/b/1/playlist.m3u8",
        "/en/gradio_api/deep_link",
        "/en/gradio_api/runs",
        "/en/gradio_api/upload_progress",
        "/en/monitoring",
        "/en/monitoring/summary",
        "/en/logout",
        "/en/docs",
        "/docs",
        "/redoc",
        "/openapi.json",
        "/en/../api/worklist/..",
        "/en/assets/..%2f..%2f..%2f__init__.py",
    ],
)
def test_gradios_files_and_reports_are_closed_to_everyone(lin, path):
    assert lin.get(path).status_code in (403, 404)


# the pages


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ("Today", "reminder", "20 days", "Sign out")),
        ("zh-Hans", ("今日工作", "提醒，", "下一步", "退出登录")),
        ("zh-Hant", ("今日工作", "提醒，", "帳齡", "登出")),
    ],
)
def test_the_worklist_speaks_three_languages(lin, lang, words):
    page = Page(lin, f"/{lang}/", next(_hashes)).load()
    everything = page.html("head") + page.html("overview") + page.html("cases") + str(page.shown["cases"])

    assert [word for word in words if word not in everything] == []
    assert "示例客户有限公司" in page.html("cases")
    assert "CNY 10,000.00" in page.html("cases")


# Nothing of what is shown, stage, language and currency; by priority.
CHOSEN = ("", "", "", "", "priority")


def test_the_worklist_is_searched_and_filtered(lin):
    page = Page(lin, "/en/", next(_hashes)).load()

    page.press("search", "示例", *CHOSEN, event="change")
    assert "C1" in page.html("cases")
    page.press("search", "no such customer", *CHOSEN, event="change")
    assert page.html("cases") == "No case here."
    page.press("choose-only", "", "wait", *CHOSEN[1:], event="change")
    assert page.html("cases") == "No case here."
    page.press("choose-stage", "", "", "middle", *CHOSEN[2:], event="change")
    assert "C1" in page.html("cases")
    page.press("choose-currency", "", "", "", "", "USD", "amount", event="change")
    assert page.html("cases") == "No case here."


def test_an_account_is_asked_and_what_people_wrote_is_shown_as_text(lin):
    said = {"channel": "email", "direction": "in", "outcome": "answered", "at": "2026-06-16T10:00", "note": EVIL}
    assert lin.post("/api/cases/C1-CNY/contacts", json=said).status_code == 201
    page = Page(lin, "/zh-Hant/account?case=C1-CNY&q=最近一次聯絡", next(_hashes)).load()

    assert f"2026年6月16日聯絡紀錄客戶透過電子郵件聯絡我方：已回覆（{EVIL}）" in page.html("ask")
    assert "<img" not in page.shown["ask"]
    assert "合約中沒有相關條款。" in page.html("ask")
    assert "付款提醒" not in Page(lin, "/zh-Hant/account?case=C1-CNY", next(_hashes)).load().html("ask")


def test_a_question_that_cannot_be_asked_is_told_beside_the_account(lin):
    page = Page(lin, f"/en/account?case=C1-CNY&q={'x' * 2_001}", next(_hashes)).load()

    assert "The question has 2001 characters; ask in 2000 at most." in page.html("ask")
    assert "INV-1" in page.html("items")


def test_a_draft_is_composed_edited_blocked_mended_and_submitted(lin, desk):
    page = Page(lin, "/en/draft?case=C1-CNY", next(_hashes)).load()
    assert "Nothing composed yet" in page.html("preview-panel")

    page.press("compose", None, "", "", "", "", "", "", "", "")
    good = page.shown["body-box"]
    assert re.search(r"M-\d{4} is composed and checked", page.html("notice"))
    assert 'class="fact"' in page.shown["preview-panel"]

    bad = good + "\n再不付款，后果自负。"
    page.press("save", None, None, page.shown["subject-box"], bad)
    assert "the check stops this text" in page.html("notice")
    assert "cannot be submitted" in page.html("findings-panel")
    assert 'class="found sev-block"' in page.shown["preview-panel"]
    page.press("submit", None, None, page.shown["subject-box"], bad)
    assert "The guardrail blocks this text" in page.html("notice")

    page.press("save", None, None, page.shown["subject-box"], good)
    page.press("submit", None, None, page.shown["subject-box"], good + "!")
    assert "Save it first" in page.html("notice")
    page.press("submit", None, None, page.shown["subject-box"], good)
    assert "is in review" in page.html("notice")
    assert _newest(desk).status is Status.IN_REVIEW


def test_a_case_that_is_not_there_is_told_in_words(lin):
    page = Page(lin, "/zh-Hans/draft?case=C9-CNY", next(_hashes)).load()

    assert page.html("notice").startswith("✕ ")
    assert "C9" in page.html("notice")


def test_the_author_is_told_that_they_cannot_approve_their_own(desk, opened):
    message = _submitted(desk, BOTH)
    author = opened()
    sign_in(author, "both")
    page = Page(author, f"/en/review?item={message.id}", next(_hashes)).load()
    page.press("approve", None, "")

    assert page.html("notice") == "✕ Nobody approves their own draft; ask another reviewer."
    assert _newest(desk).status is Status.IN_REVIEW


def test_a_handler_called_past_the_page_still_asks_for_the_role(desk, opened):
    message = _submitted(desk, LIN)
    outsider = opened()
    sign_in(outsider, "audit")
    page = Page(outsider, f"/en/review?item={message.id}", next(_hashes)).load()
    for button in ("approve", "return", "reject"):
        page.press(button, None, "because")
        assert "audit may not do this" in page.html("notice")
    page.press("release", None)

    assert _newest(desk).status is Status.IN_REVIEW


def test_what_a_browser_says_it_was_shown_is_not_believed(zhou, desk):
    message = _submitted(desk, LIN)
    page = Page(zhou, "/en/review?item=M-none", next(_hashes)).load()
    forged = {"message_id": message.id, "version": 1, "content_hash": message.content_hash}
    page.press("approve", forged, "")

    assert page.html("notice").startswith("✕")
    assert _newest(desk).status is Status.IN_REVIEW


def test_a_person_whose_role_changed_has_to_sign_in_again(zhou, desk):
    message = _submitted(desk, LIN)
    page = Page(zhou, f"/en/review?item={message.id}", next(_hashes)).load()
    _save(desk, replace(ZHOU, roles=AUDITOR.roles))
    try:
        answer = zhou.post("/en/gradio_api/queue/join", json={"session_hash": page.hash, "fn_index": 0, "data": []})
        assert answer.status_code == 401
        sign_in(zhou, "zhou")
        page.press("approve", None, "")
        assert "zhou may not do this" in page.html("notice")
        assert _newest(desk).status is Status.IN_REVIEW
    finally:
        _save(desk, ZHOU)


def test_a_text_that_changed_after_it_was_shown_is_not_approved(zhou, desk):
    from assistant.workflow.edit_draft import edit_draft
    from assistant.workflow.review import return_draft

    message = _submitted(desk, LIN)
    page = Page(zhou, f"/en/review?item={message.id}", next(_hashes)).load()
    return_draft(desk, ZHOU, message.id, reason="softer")
    draft = message.draft
    new = edit_draft(desk, LIN, message.id, version=1, subject=draft.subject, body=draft.body + "\n谢谢！")
    submit_draft(desk, LIN, message.id, content_hash=new.content_hash)
    page.press("approve", None, "")

    assert "is not the one that was shown" in page.html("notice")
    assert _newest(desk).status is Status.IN_REVIEW


def test_a_reviewer_approves_and_releases_and_sees_where_it_went(zhou, desk):
    message = _submitted(desk, LIN)
    page = Page(zhou, f"/zh-Hant/review?item={message.id}", next(_hashes)).load()
    page.press("approve", None, "")
    assert "已核准" in page.html("notice")
    page.press("release", None)

    assert f"{message.id}.eml" in page.html("yes-panel")
    assert _newest(desk).status is Status.RELEASED


def test_a_customers_name_stays_text_on_every_page(desk, lin):
    evil = replace(_customer(desk), name=EVIL)
    _save_customer(desk, evil)
    try:
        seen = []
        for path in ("/en/", "/en/draft?case=C1-CNY", "/en/review"):
            seen += [str(html) for html in Page(lin, path, next(_hashes)).load().shown.values()]
        whole = "".join(seen)
        assert "<img" not in whole
        assert "Evil &lt;img src=x onerror=alert(1)&gt; ${alert(2)}" in whole
    finally:
        _save_customer(desk, replace(evil, name="示例客户有限公司"))


# the JSON API


def test_the_worklist_as_json(lin):
    rows = lin.get("/api/worklist", params={"lang": "en"}).json()["cases"]

    assert [row["case"] for row in rows] == ["C1-CNY"]
    assert (rows[0]["overdue"], rows[0]["open"], rows[0]["currency"]) == ("10000.00", "10000.00", "CNY")
    assert rows[0]["ageing"] == {"current": "0.00", "1-30": "10000.00", "31-60": "0.00", "61-90": "0.00", "90+": "0.00"}
    assert (rows[0]["next_step"] is None) != (rows[0]["refused"] is None)
    assert lin.get("/api/worklist", params={"lang": "fr"}).status_code == 422


def test_the_worklist_as_json_is_chosen_sorted_and_counted(lin):
    whole = lin.get("/api/worklist", params={"lang": "en", "sort": "amount", "stage": "middle"}).json()

    assert list(whole["to_do"]) == ["to_draft", "returned", "promises_due", "replies_unread"]
    assert (whole["cases"][0]["stage"], whole["cases"][0]["returned"]) == ("middle", False)
    assert whole["cases"][0]["priority"] == {
        "points": 14,
        "why": ["4 points: CNY 10,000.00 due", "10 points: 20 days past due"],
    }
    chosen = ({"currency": "USD"}, {"only": "mine"}, {"only": "reply_unread"}, {"language": "en"}, {"search": "nobody"})
    assert [lin.get("/api/worklist", params=each).json()["total"] for each in chosen] == [0] * 5
    for wrong in ({"sort": "size"}, {"only": "all"}, {"stage": "1"}, {"currency": "EURO"}):
        assert lin.get("/api/worklist", params=wrong).status_code == 422


def test_any_text_is_checked(lin):
    threat = lin.post("/api/check", json={"text": "再不付款，后果自负。", "language": "zh-Hans"}).json()
    calm = lin.post("/api/check", json={"text": "Thank you for your help with this."}).json()

    assert threat["verdict"] == "block"
    assert threat["findings"][0]["severity"] == "block"
    assert calm["verdict"] == "pass"


@pytest.mark.parametrize(
    "body",
    [{"text": "x" * 20_001}, {"text": 5}, {}, {"text": "x", "language": "fr"}, {"text": "x", "more": 1}],
)
def test_a_body_that_is_not_a_text_to_check_is_refused(lin, body):
    assert lin.post("/api/check", json=body).status_code == 422


# the server


def test_a_port_that_is_taken_is_told_in_one_line():
    with listen("127.0.0.1", 0) as first:
        first.listen()
        port = first.getsockname()[1]
        with pytest.raises(
            PortInUse, match=rf"^127\.0\.0\.1:{port} cannot be had \(Address already in use\);.*--port\.$"
        ):
            listen("127.0.0.1", port)


def _save(desk, person):
    with desk.record.begin() as tx:
        tx.save_person(person, tx.password_hash(person.login))


def _customer(desk):
    with desk.record.read() as tx:
        return tx.customer("C1")


def _save_customer(desk, customer):
    with desk.record.begin() as tx:
        tx.save_customer(customer)


def _newest(desk):
    with desk.record.read() as tx:
        return tx.messages()[-1]


def _submitted(desk, author):
    """A message of ``author``'s in review, whatever was there before."""
    from assistant.workflow.review import reject_draft

    with desk.record.read() as tx:
        waiting = tx.messages(status=frozenset({Status.IN_REVIEW}))
    for message in waiting:
        reviewer = ZHOU if message.author != "zhou" else BOTH
        reject_draft(desk, reviewer, message.id, reason="next test")
    message = prepare_draft(desk, author, "C1-CNY")
    return submit_draft(desk, author, message.id, content_hash=message.content_hash)
