# ruff: noqa: E501  (the head of the page is prose)
"""Writes ``docs/reference/guardrail.md`` from the rule files: ``python docs/guardrail_reference.py``."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from assistant.domain.finding import Stance
from assistant.domain.kinds import Channel, Stage, Tone
from assistant.guardrail.rule_loading import load_rules
from assistant.guardrail.rules import Rule
from assistant.guardrail.shapes import (
    FindingText,
    PartEntry,
    PartFile,
    RuleEntry,
    RuleFile,
    SetFile,
    State,
    SteeringFile,
    Weight,
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
    "S": "Script, language and form of address",
}
_STATES: Mapping[State, str] = {
    "filed": "where a lawsuit is filed",
    "authorised": "where a legal notice is authorised",
    "unauthorised": "where none is authorised",
}
HEAD = """# Guardrail rules

Made from `knowledge/guardrail/` and `knowledge/parts.yaml` by `python docs/guardrail_reference.py`; a test keeps it current. The examples are run as tests.

## How a text is judged

**Verdict.** `pass`, `review` (a reviewer must give a reason), `block` (can never be approved) or `error`, whichever is the heaviest finding. `note` is shown and weighs nothing. A check that fails, or takes longer than `limits` in `ruleset.yaml` allows (10 seconds, measured by a clock that never goes back), makes an `error`, which stops the text as a block does; the other checks still run. The time is looked at after each check: none can run on without end, because patterns are kept from trying the same words in several ways (`tests/unit/guardrail/test_patterns.py`), sentences of more than 1,000 characters are judged in stretches, and a text of more than 60,000 characters is not read at all but stopped with `text.too-long`. `make fuzz` tries 100,000 odd texts.

**Places.** Every place points into the text as it was given, also where what stands there is a disguise.

**Normalisation.** Width, accents, invisible signs, direction marks, look-alike letters, signs between characters, spread-out letters, Traditional characters, and pinyin, homophones and figures for letters of the worst words (`spellings.yaml`) are folded to one spelling; encoded and hidden words are laid open.

**Stance.** Each hit is read in its sentence: *asserted*, *negated* ("we will not call your landlord"), *quoted* (the customer's words in quotation marks), *reported* ("you told us that …"), *conditional* or *asked*. The table of each rule says what each stance weighs; "–" weighs nothing. `cues.yaml` holds the words by which a stance is known.

**Signs and the clause model.** A small trained model (`model.npz`, offline) says of every sentence how likely it must not be said. A rule that is a *sign* says too little by itself and counts only in a sentence that the model finds wrong as well. What the model alone is all but sure of is shown for review (`model.…`), never blocked.

**Record.** Given a record or a brief, every amount, date, number of days, rate, clause, document number, account, link and contact that the text states is read in any usual writing (48,200.00 = ¥48,200 = 4.82万 = 肆万捌仟贰佰元整; 9 Feb 2025 = 2025年2月9日 = 民國114年2月9日) and matched with a fact, with a sum or difference of facts, or with what an offer or the contract's own words name; the role must fit, too (a due date called the date of issue is wrong). What is claimed to have happened must be in the record, and what is given away within authority (interest is given up by saying that none is charged, unless the record's contract has none and the law of its currency, HKD, gives none without a clause). Without a record only the wording is judged.

**Languages.** English and Chinese in both scripts are covered. A sentence in another language, told by its script or by its small words (`languages.yaml`), gets `language.not-covered`, for review; names, addresses, quotations and lists do not.

**Customers' texts** (`--inbound`) are looked at only for orders to a machine.

## `tactful check --format sarif`

One SARIF 2.1.0 run for editors and code-review tools. `results[].ruleId` is the name of a rule below; `level` is `error` for a block, `warning` for a review, `note` for a note. `region` gives the line and column from 1, `charOffset` and `charLength` in characters of the text as given, and the words as `snippet`. A finding that was let stand has `suppressions` with its reason. `invocations[0].executionSuccessful` is `false` when a check failed: then nothing may leave, even with no results.

## Rules of your own

A workspace may add rules, and switch one off for a reason: [Add guardrail rules of your own](../how-to/own-guardrail-rules.md). Why something was *not* stopped: `tactful check --explain`.
"""


def page() -> str:
    """The whole page."""
    folder = shipped("knowledge") / "guardrail"
    files = [read_yaml(folder / name, RuleFile) for name in read_yaml(folder / "ruleset.yaml", SetFile).files]
    steering = read_yaml(folder / "steering.yaml", SteeringFile)
    parts = read_yaml(folder / "parts.yaml", PartFile)
    loaded = load_rules(folder)
    ready = {rule.id: rule for rule in loaded.rules}
    lines = [HEAD]
    for letter, title in CATEGORIES.items():
        entries = [rule for file in files if file.category == letter for rule in file.rules]
        findings = {**loaded.findings, STEERING: steering.finding}
        checks = [(name, text) for name, text in findings.items() if text.category == letter]
        if entries or checks:
            lines.append(f"## {letter}. {title}\n")
            lines += [line for rule in entries for line in _rule(rule, ready[rule.id])]
            lines += [line for name, text in checks for line in _check(name, text)]
    lines.append("## M. Parts that a message must hold\n")
    lines += _rows(load_parts(shipped_parts()))
    lines += [line for part in parts.parts for line in _part(part)]
    return "\n".join(lines).rstrip() + "\n"


def _rule(rule: RuleEntry, ready: Rule) -> Iterator[str]:
    yield f"### `{rule.id}` · {'sign, ' if rule.sign else ''}{rule.severity.value}\n"
    yield f"{rule.message.en}<br>{rule.message.zh_hans}<br>{rule.message.zh_hant}\n"
    yield f"{_weights(ready.stances)}.\n"
    yield from (f"By the record, {_STATES[state]}: {_weights(given)}.\n" for state, given in rule.states.items())
    if rule.basis:
        yield f"Basis: {'; '.join(rule.basis)}.\n"
    yield from (f"- ✗ {example}" for example in rule.fail.all())
    yield from (f"- ✓ {example}" for example in rule.passing.all())
    yield ""


def _weights(weights: Mapping[Stance, Weight]) -> str:
    """What each stance weighs, in the order of the list of stances."""
    return ", ".join(f"{stance.value} {weights[stance].replace('none', '–')}" for stance in Stance if stance in weights)


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
