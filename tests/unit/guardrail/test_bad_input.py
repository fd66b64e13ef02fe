"""Whatever is given instead of a letter: the checker answers in bounded time, never breaks, and never lets it by unread."""

import time
from functools import cache

import pytest

from assistant.domain.finding import Verdict
from assistant.guardrail import Checker
from tests.unit.guardrail.wordings import shipped_rules

THREAT, DROHUNG = "We will break your legs.", "Wir wissen, wo Sie wohnen."
MOST = 60_000
PIECES = [
    "x-",
    "1,",
    "1.",
    "a.",
    "a@a.",
    "www.",
    "http://",
    "1 ",
    "'ab",
    '"',
    "“",
    "(",
    "[",
    "<div>",
    "1月1日",
    "1 jan ",
]
PIECES += [
    "我们会",
    "we will ",
    "we will, ",
    "付款付款，",
    "not ",
    "if ",
    "一",
    "元1",
    "\ud800",
    "\0",
    "\u202e",
    "🔪",
    "zuo ",
]


@cache
def checker() -> Checker:
    return Checker(shipped_rules(), timer=time.process_time)  # others use the machine as well


def test_a_text_that_says_nothing_passes_quietly() -> None:
    for text in ("", "   ", "\n" * 5000, "\u3000\t \r\n", "\u200b" * 1000):
        report = checker().check(text)
        assert (report.verdict, report.findings, report.errors) == (Verdict.PASS, (), ())


@pytest.mark.parametrize("text", ["a" * 100_000, "款" * 1_000_000, f"{THREAT} " * 50_000, "\u0301" * 100_000])
def test_a_text_that_is_no_letter_is_stopped_unread_and_said_so(text: str) -> None:
    begun = time.process_time()
    report = checker().check(text)
    assert time.process_time() - begun < 1
    assert (report.verdict, report.errors) == (Verdict.ERROR, ("length",))
    (finding,) = report.findings
    assert (finding.rule, finding.start, finding.end) == ("text.too-long", 0, 0)
    assert finding.message.en == (
        "This is longer than 60,000 characters, so none of it was checked. Check the parts of it that are to be sent."
    )
    assert checker().check_inbound(text).verdict is Verdict.ERROR


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (f"\ud800{THREAT}", Verdict.BLOCK),
        ("We will br\ud800eak your le\udfffgs.", Verdict.BLOCK),
        ("\ud83d" * 1000, Verdict.PASS),
        (f"\0{THREAT}\0", Verdict.BLOCK),
        ("我们\0会打断你的腿", Verdict.BLOCK),
        (f"您好，{THREAT}谢谢。", Verdict.BLOCK),
        ("我们会 break your legs", Verdict.BLOCK),
        ("We will \u202ebreak\u202c your \u200flegs.", Verdict.BLOCK),
        ("<p>We will <b>break</b> your legs.</p>", Verdict.BLOCK),
        ('<div title="x">Please pay invoice INV-2041.</div>', Verdict.PASS),
        ('{"say": "We will break your legs."}', Verdict.BLOCK),
        ('{"invoice": "INV-2041", "amount": 48200.00, "note": null}', Verdict.PASS),
        ("```python\nprint('We will break your legs')\n```", Verdict.BLOCK),
        ("W\u0301e\u0301 will break\u0338 your legs\u20dd", Verdict.BLOCK),
        ("e" + "\u0301" * 50_000 + THREAT, Verdict.BLOCK),
        ("“" * 500 + THREAT + "”" * 500, Verdict.BLOCK),
        ("「" * 20_000 + "我们会打断你的腿" + "」" * 20_000, Verdict.BLOCK),
        ("·".join("我们会打断你的腿") + "·" * 50_000, Verdict.BLOCK),
        ("/" * 59_000, Verdict.PASS),
        ("SGVsbG8gd29ybGQsIHdlIHdpbGwgY29tZSB0byB5b3VyIGhvdXNlIHRvbmlnaHQ=", Verdict.BLOCK),
        ("kQmZ0xWq7RtYp3LsVbNcXj9HgFdAeUiOoPzTyKwMn" * 20, Verdict.REVIEW),
        (f"{DROHUNG}\n" * 2000, Verdict.REVIEW),
    ],
)
def test_odd_texts_are_judged_by_what_they_say(text: str, verdict: Verdict) -> None:
    report = checker().check(text)
    assert (report.verdict, report.errors) == (verdict, ())
    assert all(text[finding.start : finding.end] == finding.excerpt for finding in report.findings)


@pytest.mark.parametrize("piece", PIECES)
def test_long_runs_of_anything_take_bounded_time(piece: str) -> None:
    text = (piece * MOST)[:20_000]
    begun = time.process_time()
    report = checker().check(text)
    assert time.process_time() - begun < 5
    assert report.errors == ()
