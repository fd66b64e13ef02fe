# ruff: noqa: E501  (the head of the page is prose)
"""Writes ``docs/reference/law.md`` from the law tables: ``python docs/law_reference.py``."""

from collections.abc import Iterator
from pathlib import Path

from assistant.domain.language import Language
from assistant.law import shipped_law
from assistant.law.explain import value_in_words
from assistant.law.shapes import FixedSumRule, InterestRule, Jurisdiction, LimitationRule, Question, Rule
from assistant.law.table import NO_CONTRACT, LawTable, questions_of
from assistant.wording import Wording

PAGE = Path(__file__).parent / "reference" / "law.md"
HEAD = """# Law of late payment

Made from `knowledge/law/` by `python docs/law_reference.py`; a test keeps it current.

**This is a table of rules with their sources and dates, not legal advice.** A rule applies to a customer only when a person answered each of its questions with yes (`tactful law ask`, `tactful law answer`); nothing is claimed on an assumption. What a contract says goes first, once a person confirmed it (`tactful law terms`).

Rates that move are not shipped. You keep them with their dates (`tactful law rates set`); a day whose rate is missing is not computed, and the result says so.

How days are counted and sums rounded: [decision 6](../decisions/0006-interest-by-days.md).
"""


def page() -> str:
    """The whole page."""
    table, words = shipped_law(), Wording.of(Language.EN)
    lines = [HEAD, "## Rates that move\n", "| series | what | published by |", "|---|---|---|"]
    lines += [f"| `{series.id}` | {series.name.en} | {series.published.en} |" for series in table.series]
    lines.append("")
    for law in table.jurisdictions:
        lines += _law(law, words)
    return "\n".join([*lines, *_arrival(table)]).rstrip() + "\n"


def _law(law: Jurisdiction, words: Wording) -> Iterator[str]:
    yield f"## {law.name.en} · {law.name.zh_hans} · {law.name.zh_hant}\n"
    yield f"Regions: {', '.join(law.regions)}. Rules are asked in this order; the first that applies is taken.\n"
    yield from (f"- Not covered, or thin: {thin.en}" for thin in law.thin)
    yield ""
    if law.of_kind(InterestRule):
        yield f"Where an invoice names no contract, `{law.id}.{NO_CONTRACT}` asks first:\n"
        yield from _questions(law.no_contract)
    for rule in law.rules:
        yield from _rule(rule, words)


def _rule(rule: Rule, words: Wording) -> Iterator[str]:
    yield f"### `{rule.id}`\n"
    yield f"{rule.title.en}<br>{rule.title.zh_hans}<br>{rule.title.zh_hant}\n"
    yield f"- Gives: {words.reason(value_in_words(rule))}"
    yield from (f"- {line}" for line in _particulars(rule, words))
    until = f" to {rule.valid_to}" if rule.valid_to else " on"
    yield f"- On record from {rule.valid_from}{until}"
    source = rule.source
    yield f"- Source: {source.work.en}, {source.article} ({source.text_of}; {words.listed('law_reading', source.read)})"
    yield f"- Ask counsel: {rule.counsel.en}\n"
    yield from _questions(questions_of(rule))


def _particulars(rule: Rule, words: Wording) -> Iterator[str]:
    """What a rule says besides its value."""
    match rule:
        case InterestRule(value=value, holds_for=holds_for):
            if value.reference:
                yield f"Which value counts: {words.name(rule.fixing)}"
            if len(value.factors) > 1:
                yield "A range: both ends are shown, and a person chooses"
            yield "In force when the delay begins" if holds_for == "breach" else "For each day on which it is in force"
        case FixedSumRule(goes_with=other):
            yield f"Together with `{other}`, never with an agreed rate; never converted into another currency"
        case LimitationRule(restarted_by=signs):
            kinds = ", ".join(words.name(kind) for kind in sorted(signs))
            yield f"Restarted by: {kinds}" if kinds else "Nothing that is on record restarts it"
            if rule.suit_within_months:
                yield f"A demand counts only if suit follows within {rule.suit_within_months} months"


def _questions(questions: tuple[Question, ...]) -> Iterator[str]:
    for question in questions:
        text = question.text
        yield f"- `{question.id}`: {text.en}<br>{text.zh_hans}<br>{text.zh_hant}"
    if questions:
        yield ""


def _arrival(table: LawTable) -> Iterator[str]:
    known = table.arrival
    yield "## What counts as a demand that arrived\n"
    yield f"Kinds of message: {', '.join(sorted(known.kinds))}. Channels: {', '.join(sorted(known.channels))}."
    yield f"Outcomes: {', '.join(sorted(known.arrived))}.\n"
    yield "It must name the invoice: in the message that was released, or by its number in the note of the contact. It counts from the day on which it left."
    yield "A part payment counts when it names the invoice, or was put there by its reference or the customer's word; a promise and a plan when they name the invoice."
    yield "The last day is counted from the due date, or from the day of the interruption, itself: never later than the law would give. Suit is not in the record."


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
