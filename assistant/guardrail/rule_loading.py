"""Loads the rule set from its folder: patterns compiled once, every word group, cue and part in place."""

import hashlib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.domain.finding import Stance
from assistant.errors import BadKnowledge
from assistant.guardrail.function_words import compile_languages
from assistant.guardrail.own_rules import NONE, OwnRules, require_sound
from assistant.guardrail.patterns import Slots, compile_pattern, index_of
from assistant.guardrail.rules import ModelUse, Pair, Part, Probe, Probes, Rule, RuleSet, Steering, heavier
from assistant.guardrail.shapes import (
    CueFile,
    LanguageFile,
    ModelFile,
    PartFile,
    PatternPair,
    RecordFile,
    RuleEntry,
    RuleFile,
    SetFile,
    SlotFile,
    SpellingFile,
    SteeringFile,
    Weight,
    severity_of,
)
from assistant.guardrail.spellings import compile_spellings
from assistant.guardrail.stance import StanceReader, compile_cues
from assistant.knowledge import read_yaml
from assistant.parts import PartTable, load_parts

_ENGLISH = re.compile(r"(?<!\\)[a-z]{3,}")


def load_rules(folder: Path, *, own: OwnRules | None = None, off: Collection[str] = ()) -> RuleSet:
    """The rule set in ``folder`` (``knowledge/guardrail``), with the table of parts that lies beside it.

    ``own`` rules count besides, rules that are ``off`` do not. Raises BadKnowledge when a file is missing or malformed.
    """
    table_path = folder.parent / "parts.yaml"
    named = read_yaml(folder / "ruleset.yaml", SetFile)
    slots, mine = read_yaml(folder / "slots.yaml", SlotFile), own or NONE
    words = _Words(zh=_word_groups(slots.zh | mine.words.zh), en=_word_groups(slots.en | mine.words.en))
    files = [read_yaml(folder / name, RuleFile) for name in named.files]
    record = read_yaml(folder / "record.yaml", RecordFile)
    model = read_yaml(folder / "model.yaml", ModelFile)
    parts = read_yaml(folder / "parts.yaml", PartFile)
    table = load_parts(table_path)
    _require_same_parts({part.name for part in parts.parts}, table)
    if own:
        shipped = {entry.id for file in files for entry in file.rules}
        taken = frozenset({*shipped, *record.findings, *model.findings})
        require_sound(own, taken, slots, words.zh, words.en)
    files += mine.files
    rules = tuple(_rule(entry, file, words) for file in files for entry in file.rules if entry.id not in off)
    _require_distinct([rule.id for rule in rules])
    stances = compile_cues(read_yaml(folder / "cues.yaml", CueFile))
    spelled = _ENGLISH.findall(" ".join((*slots.en.values(), *(p for f in files for e in f.rules for p in e.en))))
    return RuleSet(
        version="+".join((named.version, _digest(folder, table_path), *mine.digests, *(f"-{n}" for n in sorted(off)))),
        limits=named.limits,
        rules=rules,
        probes=_probes(rules, stances, signs=False),
        signs=_probes(rules, stances, signs=True),
        entries=tuple(entry for file in files for entry in file.rules if entry.id not in off),
        categories={entry.id: file.category for file in files for entry in file.rules}
        | {name: text.category for name, text in (record.findings | model.findings).items()},
        own=frozenset(entry.id for file in mine.files for entry in file.rules),
        spellings=compile_spellings(read_yaml(folder / "spellings.yaml", SpellingFile), vocabulary=spelled),
        stances=stances,
        parts={part.name: part for part in _parts(parts, table, words)},
        part_table=table,
        findings={**record.findings, **model.findings},
        cues={name: words.pair(pair) for name, pair in record.cues.items()},
        function_words=compile_languages(read_yaml(folder / "languages.yaml", LanguageFile)),
        model=_model_use(folder, model),
        steering=_steering(read_yaml(folder / "steering.yaml", SteeringFile), words),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Words:
    zh: Slots
    en: Slots

    def pair(self, pair: PatternPair) -> Pair:
        return Pair(
            zh=tuple(compile_pattern(p, self.zh, chinese=True) for p in pair.zh),
            en=tuple(compile_pattern(p, self.en, chinese=False) for p in pair.en),
        )


def _word_groups(written: Mapping[str, str]) -> Slots:
    return {name: tuple(words.split(", ")) for name, words in written.items()}


def _rule(entry: RuleEntry, file: RuleFile, words: _Words) -> Rule:
    return Rule(
        id=entry.id,
        category=file.category,
        severity=entry.severity,
        message=entry.message.local(),
        suggestion=entry.suggestion.local() if entry.suggestion else None,
        basis=entry.basis,
        patterns=words.pair(PatternPair(zh=entry.zh, en=entry.en)),
        unless=words.pair(PatternPair(zh=entry.unless_zh, en=entry.unless_en)),
        stances=_weights(entry, file),
        states=entry.states,
        reluctance=entry.reluctance,
        sign=entry.sign,
        inbound=file.direction == "both",
    )


def _probes(rules: tuple[Rule, ...], stances: StanceReader, *, signs: bool) -> Probes:
    every = tuple(
        Probe(
            rule=number,
            pattern=pattern,
            chinese=chinese,
            says_no=stances.says_no(pattern.source, chinese=chinese),
        )
        for number, rule in enumerate(rules)
        for chinese in (True, False)
        for pattern in (rule.patterns.in_script(chinese=chinese) if rule.sign is signs else ())
    )
    return Probes(every=every, index=index_of(probe.pattern for probe in every))


def _weights(entry: RuleEntry, file: RuleFile) -> dict[Stance, Weight]:
    """The file's weights, none of them above the rule's own severity, then what the rule itself says."""
    capped: dict[Stance, Weight] = {
        stance: weight if not heavier(severity_of(weight), entry.severity) else entry.severity.value
        for stance, weight in file.stances.items()
    }
    return {**capped, **entry.stances}


def _parts(file: PartFile, table: PartTable, words: _Words) -> list[Part]:
    return [
        Part(
            name=part.name,
            message=part.message.local(),
            roles=frozenset((*table.parts[part.name].roles, *part.roles)),
            words=words.pair(part.words),
        )
        for part in file.parts
    ]


def _model_use(folder: Path, file: ModelFile) -> ModelUse:
    return ModelUse(
        path=folder / "model.npz",
        sign=file.sign,
        review=file.review,
        injection=file.injection,
        named={text.category: name for name, text in file.findings.items()},
    )


def _steering(file: SteeringFile, words: _Words) -> Steering:
    return Steering(
        enough=file.enough,
        finding=file.finding,
        cues={cue.name: (cue.weight, words.pair(PatternPair(zh=cue.zh, en=cue.en))) for cue in file.cues},
    )


def _require_distinct(ids: list[str]) -> None:
    twice = sorted({name for name in ids if ids.count(name) > 1})
    if twice:
        raise BadKnowledge("knowledge_invalid", f"Rule ids must differ; given twice: {', '.join(twice)}.", ids=twice)


def _require_same_parts(given: set[str], table: PartTable) -> None:
    if odd := sorted(given ^ table.parts.keys()):
        raise BadKnowledge(
            "knowledge_invalid", f"guardrail/parts.yaml and parts.yaml differ on: {', '.join(odd)}.", ids=odd
        )


def _digest(folder: Path, table: Path) -> str:
    seen = hashlib.sha256()
    for path in (*sorted((*folder.rglob("*.yaml"), *folder.glob("*.npz"))), table):
        seen.update(path.relative_to(folder.parent).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return seen.hexdigest()[:12]
