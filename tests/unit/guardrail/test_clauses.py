"""Sentences and quotations are found in time that grows with the text alone."""

import time

from assistant.guardrail.clauses import Span, quotations_of, sentences_of


def pieces(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences_of(text).spans]


def test_a_sentence_ends_at_its_stop_and_not_at_an_abbreviation() -> None:
    assert pieces("see clause 8.2, mr. chen. thank you!") == ["see clause 8.2, mr. chen.", " thank you!"]


def test_what_goes_on_for_too_long_is_cut_at_a_comma_or_a_gap() -> None:
    assert [len(piece) for piece in pieces("付款," * 500)] == [999, 501]
    assert [len(piece) for piece in pieces("pay now " * 200)] == [1000, 600]
    assert [len(piece) for piece in pieces("款" * 2500)] == [1000, 1000, 500]
    assert "".join(pieces("付款," * 500)) == "付款," * 500


def test_an_apostrophe_inside_a_quotation_does_not_end_it() -> None:
    assert quotations_of("she said 'we can't pay' today") == (Span(10, 22),)


def test_apostrophes_without_an_end_cost_no_time() -> None:
    begun = time.process_time()
    assert quotations_of(" 'ab" + "'abcdefgh" * 5000) == ()
    assert time.process_time() - begun < 1
