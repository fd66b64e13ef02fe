"""The guardrail under odd texts: TACTFUL_FUZZ_TEXTS says how many (`make fuzz`: 100,000)."""

import os
import random
import time
from functools import cache

import pytest

from assistant.domain.brief import Grounds
from assistant.domain.finding import Report
from assistant.domain.language import Language
from assistant.guardrail import Checker
from assistant.intake.given_record import grounds_from_record
from evals.guardrail.clauses import load_clauses
from tests.fuzz.mutations import mutated
from tests.unit.guardrail.test_rules import filled, our_own_sentences
from tests.unit.guardrail.wordings import shipped_rules

ROUNDS = 20
TEXTS = int(os.environ.get("TACTFUL_FUZZ_TEXTS", "400"))
# Milliseconds of the processor for 2,000 characters, which 999 texts in 1,000 may take at most; of some hundreds, where
# that would be all of them, 99 in 100.
SLOWEST = 100.0
MOST = 0.999 if TEXTS >= 10_000 else 0.99
RECORD = {
    "seller": "Kestrel Tools Ltd",
    "customer": "隼灣貿易有限公司",
    "contact": "何小姐",
    "contact_email": "ho@falconbay.example",
    "currency": "CNY",
    "as_of": "2025-03-14",
    "invoices": [
        {"no": "FP-1", "amount": "48200.00", "issued": "2025-01-10", "due": "2025-02-09", "paid": "0.00"},
        {"no": "FP-2", "amount": "9100.00", "issued": "2025-01-20", "due": "2025-02-19", "paid": "100.00"},
    ],
    "contract": "HT-77 第8条：逾期按日万分之五计收违约金",
    "promises": [{"date": "2025-03-05", "amount": "20000", "by": "2025-03-12"}],
    "authority": {"max_discount_pct": 5, "max_extension_days": 7, "may_offer_instalments": True, "max_instalments": 2},
    "bank": "20114400017755",
}


@cache
def seeds() -> tuple[str, ...]:
    """Everything that we have to say and to refuse."""
    phrasebook = [filled(line, edition) for edition, line in our_own_sentences()]
    rules = [text for entry in shipped_rules().entries for text in (*entry.fail.all(), *entry.passing.all())]
    clauses = [clause.text for language in Language for clause in load_clauses(language)]
    return (*phrasebook, *rules * 4, *clauses)


@cache
def checker() -> Checker:
    checker = Checker(shipped_rules(), timer=time.process_time)  # others use the machine as well
    # Patterns are compiled when first needed, which is no part of judging.
    for text in (*seeds()[::100], "お支払いがない場合は"):
        checker.check(text, grounds=grounds(), language=Language.ZH_HANT)
        checker.check_inbound(text)
    return checker


@cache
def grounds() -> Grounds:
    return grounds_from_record(RECORD)[0]


@cache
def times() -> list[float]:
    return []


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_no_text_breaks_the_checker_or_holds_it_up(round_: int) -> None:
    choose, took = random.Random(round_), []
    for number in range(TEXTS // ROUNDS):
        text = mutated(seeds(), choose)
        given = {"grounds": grounds()} if choose.random() < 0.5 else {}
        if choose.random() < 0.5:
            given["language"] = choose.choice(list(Language))
        check = checker().check if number % 10 else checker().check_inbound
        begun = time.process_time()
        report = check(text, **(given if number % 10 else {}))
        took.append((time.process_time() - begun) * 1000 / max(1.0, len(text) / 2000))
        holds(report, text)
    times().extend(took)


def test_nearly_every_text_is_judged_in_time() -> None:
    took = sorted(times())
    if not took:
        pytest.skip("nothing was judged: run the whole file")
    middle, nearly_all = took[len(took) // 2], took[int(len(took) * MOST)]
    print(
        f"{len(took):,} texts; CPU ms per 2,000 characters: p50 {middle:.1f}, p{100 * MOST:g} {nearly_all:.1f}, most {took[-1]:.1f}"
    )
    assert nearly_all <= SLOWEST


def holds(report: Report, text: str) -> None:
    assert report.errors == (), (report.errors, text)
    for finding in report.findings:
        assert 0 <= finding.start <= finding.end <= len(text), (finding, text)
        assert finding.excerpt == text[finding.start : finding.end], (finding, text)
        assert finding.excerpt or not finding.end, (finding, text)
    for start, end, _ in report.matched:
        assert 0 <= start < end <= len(text), (start, end, text)
