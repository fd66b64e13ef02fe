"""Drafts of the composer with one figure or name changed: what is wrong is found at its place, another form passes."""

from random import Random

import pytest

from assistant.bootstrap import build_checker
from assistant.domain.finding import Engine, Severity
from assistant.workflow.draft_given import Written
from tests.integration.given_lines import CHANNELS, MARKETS, a_line, tones
from tests.integration.test_every_kind import RECORDS, written
from tests.unit.guardrail.rewriting import another_form, slightly_wrong

CHECKER = build_checker()
OF_EACH = 3


def drafts(market, random):
    for kind in CHANNELS:
        for name in ("usual", random.choice(list(RECORDS)[1:])):
            result = written(a_line(market, kind, tone=random.choice(tones(kind)), **RECORDS[name]))
            if isinstance(result, Written):
                yield result


def changed(market, random, rewrite):
    """Each change with the findings of the record that overlap it, and all of them."""
    for result in drafts(market, random):
        facts = {fact.id: fact for fact in result.brief.grounds.facts}
        marks = [mark for mark in result.draft.marks if mark.ref in facts]
        for mark in random.sample(marks, min(OF_EACH, len(marks))):
            text = result.draft.text
            before = text[mark.start : mark.end]
            after = rewrite(facts[mark.ref], before, result.brief, random)
            if not after or after == before:
                continue
            report = CHECKER.check(text[: mark.start] + after + text[mark.end :], brief=result.brief)
            found = [f for f in report.findings if f.engine is Engine.RECORD and f.severity is not Severity.NOTE]
            place = mark.start, mark.start + len(after)
            there = [f for f in found if f.start < place[1] and place[0] < f.end]
            yield f"{market}: {before} → {after} in {text[max(0, mark.start - 20) : mark.end + 20]!r}", there, found


@pytest.mark.parametrize("market", MARKETS)
def test_of_the_figures_and_names_made_wrong_hardly_one_is_missed(market):
    results = list(changed(market, Random(f"wrong {market}"), slightly_wrong))
    missed = [what for what, there, _ in results if not there]
    assert len(results) >= 45
    assert len(missed) <= len(results) * 0.02, missed


@pytest.mark.parametrize("market", MARKETS)
def test_a_figure_in_another_usual_form_passes(market):
    results = list(changed(market, Random(f"form {market}"), another_form))
    assert len(results) >= 25
    assert [what for what, _, found in results if any(f.end > f.start for f in found)] == []
