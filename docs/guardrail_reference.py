# ruff: noqa: E501  (the head of the page is prose)
"""Writes ``docs/reference/guardrail.md`` from the rule files: ``python docs/guardrail_reference.py``."""

from collections.abc import Iterator
from pathlib import Path

from assistant.domain.kinds import Channel, Stage, Tone
from assistant.guardrail.shapes import (
    FindingText,
    PartEntry,
    PartFile,
    RecordFile,
    RuleEntry,
    RuleFile,
    SetFile,
    SteeringFile,
)
from assistant.guardrail.steering import RULE as STEERING
from assistant.knowledge import read_yaml, shipped
from assistant.parts import PartTable, load_parts, shipped_parts

PAGE = Path(__file__).parent / "reference" / "guardrail.md"
CATEGORIES = {
    "A": "Violence, damage to property",
    "B": "Visits, stalking, relatives",
    "C": "Disclosure to third parties",
    "D": "Shaming, publication, blacklists",
    "E": "Retaliation against business, employment, credit",
    "F": "Legal threats",
    "G": "Deceptive status, authority, facts",
    "H": "Accusation of bad faith",
    "I": "Insult, discrimination, contempt for hardship",
    "J": "Pressure and frequency",
    "K": "Legally wrong, beyond contract or authority",
    "L": "Facts, data, hidden instructions",
    "S": "Script and form of address",
}
HEAD = """# Guardrail rules

Made from `knowledge/guardrail/` and `knowledge/parts.yaml` by `python docs/guardrail_reference.py`; a test keeps it current. The examples are run as tests.

A text is normalised (width, hidden characters, script, disguised spellings), cut into sentences, and every hit gets a *stance*: asserted, negated, quoted, conditional, reported or asked.
The stance decides what a hit weighs: `block` can never be approved, `review` wants a reviewer's reason, `note` is shown. A check that fails counts as an error, and stops the text too.
Places always point into the original text. What a customer wrote is looked at only for hidden instructions.
"""


def page() -> str:
    """The whole page."""
    folder = shipped("knowledge") / "guardrail"
    files = [read_yaml(folder / name, RuleFile) for name in read_yaml(folder / "ruleset.yaml", SetFile).files]
    record = read_yaml(folder / "record.yaml", RecordFile)
    steering = read_yaml(folder / "steering.yaml", SteeringFile)
    parts = read_yaml(folder / "parts.yaml", PartFile)
    lines = [HEAD]
    for letter, title in CATEGORIES.items():
        entries = [rule for file in files if file.category == letter for rule in file.rules]
        findings = {**record.findings, STEERING: steering.finding}
        checks = [(name, text) for name, text in findings.items() if text.category == letter]
        if entries or checks:
            lines.append(f"## {letter}. {title}\n")
            lines += [line for rule in entries for line in _rule(rule)]
            lines += [line for name, text in checks for line in _check(name, text)]
    lines.append("## M. Parts that a message must hold\n")
    lines += _rows(load_parts(shipped_parts()))
    lines += [line for part in parts.parts for line in _part(part)]
    return "\n".join(lines).rstrip() + "\n"


def _rule(rule: RuleEntry) -> Iterator[str]:
    yield f"### `{rule.id}` · {rule.severity.value}\n"
    yield f"{rule.message.en}<br>{rule.message.zh_hans}<br>{rule.message.zh_hant}\n"
    if rule.basis:
        yield f"Basis: {'; '.join(rule.basis)}.\n"
    yield from (f"- ✗ {example}" for example in rule.fail.all())
    yield from (f"- ✓ {example}" for example in rule.passing.all())
    yield ""


def _check(name: str, text: FindingText) -> Iterator[str]:
    yield f"### `{name}` · {text.severity.value}\n"
    yield f"{text.message.en}<br>{text.message.zh_hans}<br>{text.message.zh_hant}\n"


def _part(part: PartEntry) -> Iterator[str]:
    yield f"### `parts.{part.name.replace('_', '-')}` · review\n"
    yield f"{part.message.en}<br>{part.message.zh_hans}<br>{part.message.zh_hant}\n"


def _rows(table: PartTable) -> Iterator[str]:
    """What each kind must hold, as the composer, a model and the guardrail are all told it."""
    yield "| kind | channels | stages | tones | must hold | must not hold |"
    yield "|---|---|---|---|---|---|"
    for row in table.rows:
        cells = (
            row.kind,
            _listed(Channel, row.channels),
            _listed(Stage, row.stages),
            _listed(Tone, row.tones),
            ", ".join(row.required),
            ", ".join(row.forbidden),
        )
        yield f"| {' | '.join(cells)} |"
    yield ""


def _listed(
    order: type[Channel] | type[Stage] | type[Tone], chosen: frozenset[Channel] | frozenset[Stage] | frozenset[Tone]
) -> str:
    return ", ".join(one.value for one in order if one in chosen) or "all"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
