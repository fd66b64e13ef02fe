"""How rules of law, and what they ask about a customer, look on a terminal."""

from collections.abc import Iterator

from assistant.law.explain import rate_in_words, value_in_words
from assistant.law.shapes import Jurisdiction, Rule
from assistant.law.table import questions_of
from assistant.wording import Wording
from assistant.workflow.late_terms import Asked, OpenMatters


def law_lines(law: Jurisdiction, words: Wording) -> Iterator[str]:
    """Every rule of one law: what it gives, where it stands, since when, and what it asks."""
    yield f"{words.value(law.name.local())} ({', '.join(law.regions)})"
    for rule in law.rules:
        yield from _rule_lines(rule, words)
    yield from (f"  ! {words.value(thin.local())}" for thin in law.thin)


def _rule_lines(rule: Rule, words: Wording) -> Iterator[str]:
    source = rule.source
    until = f" – {rule.valid_to}" if rule.valid_to else " –"
    yield f"  {rule.id} · {words.value(rule.title.local())} · {rule.valid_from}{until}"
    yield f"    {words.reason(value_in_words(rule))}"
    read = words.listed("law_reading", source.read)
    yield f"    {words.value(source.work.local())}, {source.article} ({source.text_of}, {read})"
    yield from (f"    ? {question.id}: {words.value(question.text.local())}" for question in questions_of(rule))
    yield f"    {words.value(rule.counsel.local())}"


def matters_lines(customer: str, matters: OpenMatters, words: Wording) -> Iterator[str]:
    """What is known of a customer's contracts, and each question with its answer or how to give it."""
    for confirmed in matters.confirmed:
        said = words.reason(rate_in_words(confirmed.rate)) if confirmed.rate else words.label("no_rate_agreed")
        by = f"{confirmed.confirmed_by}, {words.value(confirmed.confirmed_on)}"
        yield f"{confirmed.contract_no} · {said} · {confirmed.law or '–'}  ({by})"
    for number in matters.unconfirmed:
        command = f"tactful law terms {number} --rate TEXT|none --law REGION"
        yield f"{number} · {words.label('terms_to_confirm').format(command=command)}"
    for asked in matters.asked:
        yield f"{asked.rule} {asked.question.id}: {words.value(asked.question.text.local())}"
        yield f"  {_answer(customer, asked, words)}"
    if not (matters.confirmed or matters.unconfirmed or matters.asked):
        yield words.label("nothing_asked")


def _answer(customer: str, asked: Asked, words: Wording) -> str:
    if asked.answer is None:
        return f"→ tactful law answer {customer} {asked.rule} {asked.question.id} yes|no"
    said = words.label("answered_yes") if asked.answer.answer else words.label("answered_no")
    evidence = f": {asked.answer.evidence}" if asked.answer.evidence else ""
    return f"= {said} ({asked.answer.by}, {words.value(asked.answer.on)}){evidence}"
