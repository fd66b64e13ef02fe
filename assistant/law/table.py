"""Loads the law tables of knowledge/law, checks that they agree with themselves, and finds rules in them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.errors import BadKnowledge, NotFound
from assistant.knowledge import read_yaml, shipped
from assistant.law.shapes import (
    ArrivalFile,
    FixedSumRule,
    InterestRule,
    Jurisdiction,
    LimitationRule,
    Question,
    RateValue,
    Rule,
    Series,
    SeriesFile,
    WarningRule,
)

# The files of the folder that are not a jurisdiction.
_SERIES, _ARRIVAL = "series.yaml", "arrival.yaml"
# Under this name, after the jurisdiction's own, the answers are kept for invoices that name no contract.
NO_CONTRACT = "no-contract"


@dataclass(frozen=True, kw_only=True, slots=True)
class LawTable:
    """Every jurisdiction that has a file, the rates that move, and what counts as a demand that arrived."""

    jurisdictions: tuple[Jurisdiction, ...]
    series: tuple[Series, ...]
    arrival: ArrivalFile

    def of_region(self, region: str) -> Jurisdiction | None:
        """The law of a region (ISO 3166); None when there is no file for it."""
        return next((law for law in self.jurisdictions if region.upper() in law.regions), None)

    def require_region(self, region: str) -> Jurisdiction:
        """The same; raises NotFound when there is no file for it."""
        law = self.of_region(region)
        if law is None:
            known = ", ".join(code for each in self.jurisdictions for code in each.regions)
            raise NotFound(
                "no_such_law",
                f"There is no law table for {region!r}; there is one for: {known}.",
                region=region,
                known=known,
            )
        return law

    def questions(self) -> Iterator[tuple[str, Question]]:
        """(rule, question) of everything that can be answered."""
        for law in self.jurisdictions:
            yield from ((f"{law.id}.{NO_CONTRACT}", question) for question in law.no_contract)
            yield from ((rule.id, question) for rule in law.rules for question in questions_of(rule))

    def question(self, rule: str, question: str) -> Question:
        """Raises NotFound for a rule or question that no file has."""
        for rule_id, asked in self.questions():
            if (rule_id, asked.id) == (rule, question):
                return asked
        raise NotFound(
            "unknown_question",
            f"No rule of law {rule!r} asks a question {question!r}; see `tactful law ask CUSTOMER`.",
            rule=rule,
            question=question,
        )

    def require_series(self, name: str) -> Series:
        """The moving rate called ``name``, in any case; raises NotFound."""
        found = next((series for series in self.series if series.id == name.upper()), None)
        if found is None:
            known = ", ".join(series.id for series in self.series)
            raise NotFound(
                "unknown_series", f"There is no rate {name!r} in the law tables; use one of: {known}.", known=known
            )
        return found


def questions_of(rule: Rule) -> tuple[Question, ...]:
    """Everything that a person must answer before ``rule`` can be applied."""
    return rule.asked() if isinstance(rule, InterestRule) else rule.questions


@cache
def shipped_law() -> LawTable:
    """The tables as shipped; raises BadKnowledge."""
    return load_law(shipped("knowledge") / "law")


def load_law(folder: Path) -> LawTable:
    """The tables in ``folder``; raises BadKnowledge for unknown keys, and where they contradict themselves."""
    files = sorted(path for path in folder.glob("*.yaml") if path.name not in (_SERIES, _ARRIVAL))
    read = {path: read_yaml(path, Jurisdiction) for path in files}
    table = LawTable(
        jurisdictions=tuple(read.values()),
        series=read_yaml(folder / _SERIES, SeriesFile).series,
        arrival=read_yaml(folder / _ARRIVAL, ArrivalFile),
    )
    _check_alone(read, {series.id for series in table.series})
    _check_together(table, folder)
    return table


def _check_alone(read: Mapping[Path, Jurisdiction], series: set[str]) -> None:
    for path, law in read.items():
        for rule in law.rules:
            for problem in (*_problems(law, rule), *_problems_of_kind(law, rule, series)):
                raise _broken(path, f"{rule.id}: {problem}")


def _problems(law: Jurisdiction, rule: Rule) -> Iterator[str]:
    """What is wrong with any rule, as far as types cannot tell."""
    if not rule.id.startswith(f"{law.id}."):
        yield f"its id must begin with {law.id}."
    if rule.valid_to and rule.valid_to < rule.valid_from:
        yield "valid_to lies before valid_from"
    if _twice(question.id for question in questions_of(rule)):
        yield "a question is there twice"


def _problems_of_kind(law: Jurisdiction, rule: Rule, series: set[str]) -> Iterator[str]:
    ids = {other.id for other in law.rules} | {""}
    match rule:
        case InterestRule(value=value):
            yield from _problems_of_value(value, series)
        case FixedSumRule(goes_with=other, bands=bands):
            if other not in ids:
                yield f"there is no rule {other}"
            if [band.below is None for band in bands] != [False] * (len(bands) - 1) + [True]:
                yield "the last band, and no other, has no upper end"
        case WarningRule(of_rule=other) if other not in ids:
            yield f"there is no rule {other}"
        case LimitationRule(unless=name) if name and name not in _asked_by_siblings(law):
            yield f"there is no question {name}"


def _problems_of_value(value: RateValue, series: set[str]) -> Iterator[str]:
    if bool(value.reference) == bool(value.percent):
        yield "give either a percentage or a reference"
    if value.reference and value.reference not in series:
        yield f"there is no series {value.reference}"
    if not 1 <= len(value.factors) <= 2 or sorted(value.factors) != list(value.factors):
        yield "give one factor, or the low and the high end of a range"


def _asked_by_siblings(law: Jurisdiction) -> set[str]:
    return {question.id for rule in law.of_kind(LimitationRule) for question in rule.questions}


def _check_together(table: LawTable, folder: Path) -> None:
    ids = [rule.id for law in table.jurisdictions for rule in law.rules]
    regions = [region for law in table.jurisdictions for region in law.regions]
    for double in [*_twice(ids), *_twice(regions), *_twice(law.id for law in table.jurisdictions)]:
        raise _broken(folder, f"{double} is there twice")


def _twice(names: Iterator[str] | list[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]


def _broken(path: Path, problem: str) -> BadKnowledge:
    return BadKnowledge("law_invalid", f"{path}: {problem}; correct the file.", path=str(path), problem=problem)
