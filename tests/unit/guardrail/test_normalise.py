"""Folding undoes disguises, and every folded place can be found again in the original text."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from assistant.guardrail.normalise import Edit, Folded, apply_edits, fold
from assistant.guardrail.spellings import restore
from tests.unit.guardrail.wordings import judged, shipped_rules

PIECES = st.one_of(
    st.text(max_size=40),
    st.text(alphabet="起訴诉坐牢,。 \n.*-·qisu\u200b\u00ad🔪ＡＢ①ﬁ㎏½é", max_size=40),
    st.text(alphabet="我们报警bj4ㄐㄧㄥˇ🔥【】<>!-&#;%3d\n '\U000e0061", max_size=60),
)


def is_sound(folded: Folded, text: str) -> bool:
    spans = list(zip(folded.starts, folded.ends, strict=True))
    in_order = all(a[0] <= b[0] and a[1] <= b[1] for a, b in pairwise(spans))
    inside = all(0 <= start < end <= len(text) for start, end in spans)
    return in_order and inside and len(spans) == len(folded.text) == len(folded.lower)


@given(PIECES)
def test_every_folded_character_stands_for_a_place_in_the_original(text: str) -> None:
    assert is_sound(fold(text), text)


@given(PIECES)
def test_undoing_disguised_spellings_keeps_the_places(text: str) -> None:
    assert is_sound(restore(fold(text), shipped_rules().spellings), text)


@given(PIECES)
def test_a_finding_quotes_the_original_text_at_its_place(before: str) -> None:
    text = f"{before}\n我们会把你们打死。"
    report = judged(text)
    assert not report.errors
    assert all(text[finding.start : finding.end] == finding.excerpt for finding in report.findings)
    assert any(finding.rule == "violence.bodily-harm" for finding in report.findings)


def test_a_plain_text_is_its_own_folding() -> None:
    folded = fold("Invoice 12 is open.")
    assert folded.text == "Invoice 12 is open."
    assert folded.original(0, 7) == (0, 7)


def test_traditional_full_width_and_invisible_signs_fold_to_one_form() -> None:
    assert fold("起\u200b訴").text == "起诉"
    assert fold("ＰＡＹ").text == "PAY"
    assert fold("帳款、賬款、帐款").text == "账款、账款、账款"


def test_letters_spread_out_are_joined_and_the_span_covers_all_of_them() -> None:
    folded = fold("我们要起 - 诉你")
    assert folded.text == "我们要起诉你"
    assert folded.original(3, 5) == (3, 8)


def test_a_line_broken_to_fit_a_screen_is_one_sentence() -> None:
    assert fold("we will take you\nto court").text == "we will take you to court"


def test_an_edit_stands_for_all_that_it_replaces() -> None:
    folded = apply_edits(fold("ab zuo lao cd"), [Edit(3, 10, "坐牢")])
    assert folded.text == "ab 坐牢 cd"
    assert folded.original(3, 5) == (3, 10)
    assert folded.original(6, 8) == (11, 13)
