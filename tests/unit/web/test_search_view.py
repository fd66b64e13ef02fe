"""What a search of an account finds, on its page: marked where it answers, and nothing in it runs."""

from datetime import date

from assistant.domain.history import HistoryHit, Piece, PieceKind
from assistant.domain.language import Language
from assistant.domain.message import Status
from assistant.intake import read_contract
from assistant.ports import Hit
from assistant.web.frame import STATUS_SIGNS
from assistant.web.labels import Labels
from assistant.web.search_view import SearchView
from assistant.wording import Wording
from tests.unit.planning.accounts import a_case, an_invoice

CONTRACT = read_contract(
    "购销合同\n\n第一条 付款期限\n买方应于三十日内付款<script>alert(1)</script>。\n", "HT/1 &", "C1"
)


def a_view(question: str, language: Language = Language.EN) -> SearchView:
    return SearchView(
        case=a_case(an_invoice(20)), question=question, say=Labels.of(language), words=Wording.of(language)
    )


def a_hit(excerpt: str, *marks: tuple[int, int], **changes) -> HistoryHit:
    values = {
        "id": "PR-1",
        "kind": PieceKind.PROMISE,
        "customer_code": "C1",
        "case_id": "C1-CNY",
        "day": date(2026, 5, 21),
        "text": excerpt,
    }
    return HistoryHit(piece=Piece(**(values | changes)), score=1.0, excerpt=excerpt, marks=marks)


def test_a_piece_shows_its_day_kind_number_invoices_and_source_with_the_words_that_answer_marked():
    hit = a_hit("promised for 29 May", (0, 8), about=("INV-1", "INV-2"), source="call 21 May")
    assert (
        '<li><div class="hit-head"><time datetime="2026-05-21">21 May 2026</time><b>Promise</b>'
        "<span>PR-1 · INV-1 · INV-2</span></div>"
        "<p><mark>promised</mark> for 29 May</p><small>from: call 21 May</small></li>"
    ) in a_view("promise").answers((), (hit,))


def test_a_contact_has_no_number_to_show():
    hit = a_hit("对方称已付款", id="2026-06-08T02:00:00+00:00 phone call_script", kind=PieceKind.CALL)
    html = a_view("电话", Language.ZH_HANS).answers((), (hit,))
    assert '<time datetime="2026-05-21">2026年5月21日</time><b>电话</b></div><p>对方称已付款</p></li>' in html


def test_a_message_says_by_sign_and_word_whether_it_left():
    for status in Status:
        html = a_view("letter").answers((), (a_hit("x", kind=PieceKind.MESSAGE, id="M-1", status=status),))
        assert f'<span class="status {status.value}"><span aria-hidden="true">{STATUS_SIGNS[status]}</span>' in html


def test_html_in_a_reply_is_text_marked_or_not():
    html = a_view("pay").answers((), (a_hit("<b>pay</b> ${alert(1)}", (0, 6), source="<i>.eml", about=("<u>",)),))
    assert "<p><mark>&lt;b&gt;pay</mark>&lt;/b&gt; ${alert(1)}</p>" in html
    assert "from: &lt;i&gt;.eml" in html
    assert "&lt;u&gt;" in html


def test_a_clause_leads_to_its_place_in_its_contract():
    clause = next(c for c in CONTRACT.clauses if c.number)
    html = a_view("付款期限").answers((Hit(clause=clause, start=clause.start, end=clause.end, score=1.0),), ())
    address = f"/en/contract?contract=HT%2F1+%26&amp;q=%E4%BB%98%E6%AC%BE%E6%9C%9F%E9%99%90&amp;at={clause.start}#hit-0"
    assert f'<a href="{address}">HT/1 &amp; · 第一条 › 付款期限</a>' in html
    assert "付款&lt;script&gt;" in html


def test_what_is_not_found_is_said_on_both_sides():
    html = a_view("zebra").answers((), ())
    assert "Nothing in the history speaks of that." in html
    assert "No clause speaks of that." in html


def test_the_question_stays_in_the_line_and_cannot_leave_it():
    html = a_view('"><b>x', Language.ZH_HANT).line()
    assert 'name="q" value="&quot;&gt;&lt;b&gt;x"' in html
    assert 'name="case" value="C1-CNY"' in html
    assert 'action="/zh-Hant/account"' in html
