"""Text-message segments, and what may stand as a quotation."""

import pytest

from assistant.domain.brief import Excerpt, Topic
from assistant.domain.language import Language
from assistant.drafting.quoting import may_be_quoted, reads_as
from assistant.drafting.segments import segments


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("’" + "a" * 69, 1),
        ("’" + "a" * 70, 2),
        ("款" * 70, 1),
        ("款" * 134, 2),
        ("款" * 135, 3),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
    ],
)
def test_segments_are_counted_as_operators_bill_them(text, count):
    assert segments(text) == count


@pytest.mark.parametrize(
    ("text", "hans", "hant", "english"),
    [
        ("甲方应在开票后付款", True, False, False),
        ("買方應於驗收後付款", False, True, False),
        ("The Buyer shall pay", False, False, True),
        ("see 附件", True, False, False),
    ],
)
def test_a_text_reads_as_one_language(text, hans, hant, english):
    assert reads_as(text, Language.ZH_HANS) is hans
    assert reads_as(text, Language.ZH_HANT) is hant
    assert reads_as(text, Language.EN) is english


def test_a_long_clause_is_not_quoted():
    short, long = (
        Excerpt(
            id="C1", topic=Topic.PAYMENT_TERM, contract_no="K", clause="8.2", heading="", quote=q, start=0, end=len(q)
        )
        for q in ("甲方应在开票后付款", "甲方应在开票后付款" * 5)
    )

    assert may_be_quoted(short, Language.ZH_HANS)
    assert not may_be_quoted(long, Language.ZH_HANS)
    assert not may_be_quoted(short, Language.EN)
