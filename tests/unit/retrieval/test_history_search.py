"""Questions about a customer's history find what they are after, the newest first, in three languages."""

from datetime import date

import pytest

from assistant.domain.history import Piece, PieceKind
from assistant.errors import BadKnowledge
from assistant.retrieval import HistorySearch
from assistant.retrieval.intents import load_history_words, shipped_history_words


def a_piece(kind: PieceKind, piece_id: str, day: int, text: str, **changes) -> Piece:
    values = {
        "id": piece_id,
        "kind": kind,
        "customer_code": "C1",
        "case_id": "C1-CNY",
        "day": date(2026, 5, day),
        "text": text,
    }
    return Piece(**(values | changes))


PIECES = (
    a_piece(PieceKind.PROMISE, "PR-1", 3, "CNY 31,200.00 promised for 15 May 2026 on INV-2026-0266: “15号之前一定打过去”", about=("INV-2026-0266",)),
    a_piece(PieceKind.PROMISE, "PR-2", 21, "CNY 45,650.00 promised for 29 May 2026: “两笔一起结清”"),
    a_piece(PieceKind.PAYMENT, "RC-1", 9, "CNY 5,000.00 received on 9 May 2026 on INV-2026-0101", about=("INV-2026-0101",)),
    a_piece(PieceKind.PAYMENT, "RC-2", 11, "CNY 7,000.00 received on 11 May 2026 on INV-2026-0266", about=("INV-2026-0266",)),
    a_piece(PieceKind.CALL, "call-1", 6, "call by phone: promised to pay (高总答应月中前付第一笔)"),
    a_piece(PieceKind.CALL, "call-2", 8, "call by phone: not reached (拨打两个号码均无人接听)"),
    a_piece(PieceKind.CALL, "call-3", 10, "call by phone: reached (要等集团审批)"),
    a_piece(PieceKind.REPLY, "R-1", 7, "the customer wrote “回复”", quote="林经理，近期资金紧张，这笔已付一部分，余款月底前安排。"),
    a_piece(PieceKind.REPLY, "R-2", 12, "the customer wrote “Re: reminder”", quote="The goods were scratched, we object to the quality."),
    a_piece(PieceKind.DISPUTE, "D-1", 13, "CNY 120.00 of INV-2026-0101 disputed (quality)", about=("INV-2026-0101",)),
    a_piece(PieceKind.PLAN, "PP-1", 14, "CNY 40,000.00 to be paid in 4 instalments, the last on 31 July 2026"),
    a_piece(PieceKind.CAUSE, "C1-CNY", 18, "cause: cash flow trouble (“近期资金紧张”)"),
    a_piece(PieceKind.HOLD, "HD-1", 16, "on hold (a person decided) until lifted"),
    a_piece(PieceKind.MESSAGE, "M-1", 17, "payment reminder by email, sent", quote="Could you confirm the payment date for INV-2026-0266?"),
)  # fmt: skip


def found(query: str, k: int = 5, pieces=PIECES) -> list[str]:
    return [hit.piece.id for hit in HistorySearch().index("here", pieces, lambda: pieces).search(query, k)]


@pytest.mark.parametrize(
    "query",
    [
        "what did they promise?",
        "他们承诺什么时候付款",
        "客戶答應過什麼",
        "When will they pay?",
        "對方幾時付錢？應承過未",
    ],
)
def test_a_question_about_promises_brings_promises_first_the_newest_before_the_older(query):
    assert found(query)[:2] == ["PR-2", "PR-1"]


@pytest.mark.parametrize(
    "query", ["what have they paid so far", "之前付过哪些", "還欠多少，之前付過哪些", "which payments came in"]
)
def test_a_question_about_payments_brings_payments_first_the_newest_before_the_older(query):
    assert found(query)[:2] == ["RC-2", "RC-1"]


@pytest.mark.parametrize("query", ["上次电话怎么说", "what did they say on the phone last time", "上一次通話說了什麼"])
def test_a_question_about_the_last_call_brings_the_last_call(query):
    assert found(query)[0] == "call-3"


@pytest.mark.parametrize("query", ["call not answered", "电话没接", "電話無人接聽"])
def test_what_is_said_besides_goes_before_the_newest(query):
    assert found(query)[0] == "call-2"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("dispute", "D-1"),
        ("争议", "D-1"),
        ("分期方案", "PP-1"),
        ("why are they late", "C1-CNY"),
        ("是什麼原因", "C1-CNY"),
        ("is the case on hold", "HD-1"),
        ("what did we write to them", "M-1"),
        ("催款函写过什么", "M-1"),
    ],
)
def test_each_kind_is_asked_for_in_its_own_words(query, expected):
    assert found(query)[0] == expected


@pytest.mark.parametrize("query", ["cash flow trouble", "资金紧张", "周轉困難", "short of money and tight liquidity"])
def test_words_of_one_language_find_those_of_another(query):
    assert set(found(query, 2)) == {"R-1", "C1-CNY"}


@pytest.mark.parametrize("query", ["31,200.00", "31200", "¥31,200", "3.12万", "15 May 2026", "2026-05-15"])
def test_a_figure_finds_what_holds_it_however_it_is_written(query):
    assert found(query)[0] == "PR-1"


def test_an_invoice_number_finds_all_about_that_invoice_and_a_kind_with_it_prefers_that_kind():
    assert set(found("INV-2026-0266")) == {"PR-1", "RC-2", "M-1"}
    assert set(found("0266")) == {"PR-1", "RC-2", "M-1"}
    assert found("promises on INV-2026-0266")[0] == "PR-1"
    assert found("what was paid on inv-2026-0266")[0] == "RC-2"


@pytest.mark.parametrize(
    "query", ["", "   ", "?!…", "the of and", "zebra xylophone", "天气", "\x00\x1b[31m", "'; DROP TABLE xyz; --"]
)
def test_what_has_nothing_to_do_with_the_history_finds_nothing(query):
    assert found(query) == []


@pytest.mark.parametrize("query", ["what happened lately? the latest, please", "最近有什么记录", "之前的紀錄"])
def test_a_question_that_names_nothing_brings_the_newest_of_everything(query):
    assert found(query, 3) == ["PR-2", "C1-CNY", "M-1"]


def test_a_very_long_question_is_answered_too():
    assert found("承诺 " * 2_000)[0] == "PR-2"


def test_nothing_is_found_where_nothing_happened():
    assert found("what did they promise", pieces=()) == []


def test_a_hit_shows_the_part_that_answers_with_its_words_marked():
    long = a_piece(
        PieceKind.REPLY,
        "R-9",
        20,
        "the customer wrote “News”",
        quote="Dear all, " + "the weather is fine. " * 40 + "We will <b>wire</b> CNY 9,100.00 soon.",
    )
    (hit,) = HistorySearch().index("here", (long,), lambda: (long,)).search("9100")
    assert hit.excerpt.startswith("…")
    assert hit.excerpt.endswith("We will <b>wire</b> CNY 9,100.00 soon.")
    assert len(hit.excerpt) <= 302
    assert [hit.excerpt[start:end] for start, end in hit.marks] == ["CNY 9,100.00"]


def test_words_figures_and_concepts_are_marked_once_each_and_in_order():
    (hit,) = HistorySearch().index("here", PIECES, lambda: PIECES).search("call not answered", 1)
    assert [hit.excerpt[start:end] for start, end in hit.marks] == ["call", "phone", "not reached", "拨打", "无人接听"]


def test_a_history_is_indexed_again_only_when_it_has_changed():
    search, made = HistorySearch(), []

    def pieces():
        made.append(1)
        return PIECES

    for state in ("one", "one", "two"):
        assert search.index("here", state, pieces).search("promise")
    assert len(made) == 2


def test_a_broad_intent_gives_way_to_a_narrow_one():
    words = shipped_history_words()
    assert words.aim("did they promise to pay").kinds == {PieceKind.PROMISE}
    assert words.aim("did they pay").kinds == {PieceKind.PAYMENT}


def test_a_shared_concept_that_contracts_lack_is_an_error(tmp_path):
    words = "{zh_hans: [问], zh_hant: [問], en: [ask]}"
    path = tmp_path / "history.yaml"
    path.write_text(f"intents: {{}}\nasking: {words}\nshared: [no_such]\nconcepts: {{}}\n", encoding="utf-8")
    with pytest.raises(BadKnowledge, match="no_such"):
        load_history_words(path)
