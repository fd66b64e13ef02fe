"""Every rule finds its own failing examples and lets its passing ones through; so does everything that we say ourselves."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from assistant.domain.finding import Severity, Verdict
from assistant.guardrail.normalise import fold
from assistant.guardrail.shapes import RuleEntry
from assistant.knowledge import shipped
from tests.unit.guardrail.wordings import judged, names_of, shipped_rules, verdict_of

ENTRIES = shipped_rules().entries
PLAUSIBLE = {"invoice_no": "INV-2041", "as_of": "2026-06-16", "clause": "8.2", "rate": "0.05%"}
NAMES = {
    "en": {"contact_name": "Ms Sue Chen", "sender_name": "Ray Law", "customer_name": "Saltmarsh Lighting Pte. Ltd."},
    "zh": {"contact_name": "何小姐", "sender_name": "李薇", "customer_name": "隼灣貿易有限公司"},
}


def by_id(entry: RuleEntry) -> str:
    return entry.id


def failing() -> list[tuple[str, str]]:
    return [(entry.id, sentence) for entry in ENTRIES for sentence in entry.fail.all()]


def passing() -> list[str]:
    return [sentence for entry in ENTRIES for sentence in entry.passing.all()]


def say_lines(node: object) -> Iterator[str]:
    if isinstance(node, list):
        for each in node:
            yield from say_lines(each)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key == "say":
                yield from [value] if isinstance(value, str) else value
            else:
                yield from say_lines(value)


def filled(line: str, edition: str) -> str:
    day = "12 June 2026" if edition == "en" else "2026年6月12日"

    def value(match: re.Match[str]) -> str:
        name = match.group(1)
        names = NAMES[edition[:2]]
        if name in names or name == "salutation":
            return names.get(name, names["contact_name"])
        if name in PLAUSIBLE:
            return PLAUSIBLE[name]
        if name.endswith(("_by", "_date", "_due", "_on", "day")):
            return day
        return "3" if "count" in name or "days" in name else "86,400.00"

    return re.sub(r"\{(\w+)[^}]*\}", value, line)


def our_own_sentences() -> list[tuple[str, str]]:
    pages: list[Path] = sorted((shipped("knowledge") / "phrasebook").glob("*/*.yaml"))
    return [
        (page.parent.name, line)
        for page in pages
        for line in say_lines(yaml.load(page.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))
    ]


@pytest.mark.parametrize(("rule", "sentence"), failing())
def test_a_failing_example_is_found_by_its_own_rule(rule: str, sentence: str) -> None:
    assert rule in names_of(sentence)
    assert verdict_of(sentence) is not Verdict.PASS


@pytest.mark.parametrize("sentence", passing())
def test_a_passing_example_passes_every_rule(sentence: str) -> None:
    assert [(f.rule, f.excerpt) for f in judged(sentence).findings if f.severity is not Severity.NOTE] == []


@pytest.mark.parametrize("entry", ENTRIES, ids=by_id)
def test_a_rule_says_what_is_wrong_on_what_basis_and_what_to_write_instead(entry: RuleEntry) -> None:
    messages = (entry.message.en, entry.message.zh_hans, entry.message.zh_hant)
    assert all(len(message) > 8 for message in messages)
    assert entry.message.zh_hans != entry.message.en
    assert entry.suggestion is not None
    assert entry.basis
    assert entry.fail.all()


@pytest.mark.parametrize("entry", ENTRIES, ids=by_id)
def test_what_a_rule_suggests_passes_every_rule(entry: RuleEntry) -> None:
    assert entry.suggestion is not None
    for wording in (entry.suggestion.en, entry.suggestion.zh_hans, entry.suggestion.zh_hant):
        assert verdict_of(wording) is Verdict.PASS


def test_every_sentence_of_the_phrasebook_passes_in_all_four_editions() -> None:
    lines = our_own_sentences()
    assert {edition for edition, _ in lines} == {"en", "zh-Hans", "zh-Hant-HK", "zh-Hant-TW"}
    flagged = [
        (edition, line, finding.rule, finding.excerpt)
        for edition, line in lines
        for finding in judged(filled(line, edition)).findings
        if finding.severity is not Severity.NOTE
    ]
    assert flagged == []


def test_the_cheap_test_before_a_pattern_hides_no_match() -> None:
    rules = shipped_rules()
    hidden = [
        (probe.pattern.source, sentence)
        for sentence in (sentence for entry in ENTRIES for sentence in (*entry.fail.all(), *entry.passing.all()))
        for lower in (fold(sentence).lower,)
        for probes in (rules.probes, rules.signs)
        for worth in (set(probes.worth(lower)),)
        for probe in probes.every
        if probe not in worth and probe.pattern.regex.search(lower)
    ]
    assert hidden == []
