"""Decides how a model is told of an earlier wording: its words without the facts, and what is wanted of it now."""

import re
from collections.abc import Iterable, Iterator, Mapping

from assistant.domain.brief import Brief
from assistant.domain.draft import Draft, Stamp
from assistant.domain.finding import Finding
from assistant.domain.money import BILLING_DIGITS
from assistant.domain.order import Order
from assistant.drafting.model_request import values_in
from assistant.drafting.placeholders import Filled, as_template, fill
from assistant.ports import ChatMessage
from assistant.prompting import Prompt, Prompts

REWORD = "reword"
REDRAFT = "redraft_after_check"
_PLACEHOLDER = re.compile(r"\[\[[FC][0-9]+(?::[a-z]+)?\]\]")
# So many places are named: more would only repeat the point.
_MOST_PLACES = 8


def later_messages(
    brief: Brief,
    order: Order,
    prompts: Prompts,
    *,
    marker: str,
    billing_digits: Mapping[str, int] = BILLING_DIGITS,
) -> tuple[ChatMessage, ...]:
    """What follows the first messages when ``order`` starts from a wording; nothing for a first one."""
    wanted = tuple(_wanted(brief, order, prompts, marker))
    if order.before is None or not wanted:
        return ()
    template = as_template(order.before, brief, billing_digits=billing_digits)
    shown = f"<subject>{template.subject}</subject>\n<body>{template.body}</body>"
    return (ChatMessage(role="assistant", content=shown), *wanted)


def under_brief(
    draft: Draft, old: Brief, new: Brief, billing_digits: Mapping[str, int] = BILLING_DIGITS
) -> Draft | None:
    """``draft``, which was written for ``old``, as a draft for ``new``; None when it states what ``new`` does not."""
    same = {(fact.role, fact.about, fact.value): fact.id for fact in new.grounds.facts}
    quoted = {(excerpt.contract_no, excerpt.clause, excerpt.quote): excerpt.id for excerpt in new.grounds.excerpts}
    renamed = {fact.id: same.get((fact.role, fact.about, fact.value), "") for fact in old.grounds.facts}
    renamed |= {e.id: quoted.get((e.contract_no, e.clause, e.quote), "") for e in old.grounds.excerpts}
    template = as_template(draft, old, named=lambda ref: f"[[{renamed.get(ref, '')}]]", billing_digits=billing_digits)
    filled = fill(template.subject, template.body, new, billing_digits)
    if not isinstance(filled, Filled):
        return None
    return Draft(subject=filled.subject, body=filled.body, marks=filled.marks, stamp=draft.stamp)


def _wanted(brief: Brief, order: Order, prompts: Prompts, marker: str) -> Iterator[ChatMessage]:
    if order.findings:
        notes = prompts.get("findings")
        categories = dict.fromkeys(finding.category for finding in order.findings)
        lines = dict.fromkeys(" ".join(_note(notes, category).split()) for category in categories)
        quotes = tuple(_quotes(brief, order.findings))[:_MOST_PLACES]
        values = {"findings": "\n".join(f"- {line}" for line in lines), "quotes": "\n".join(quotes) or "(none)"}
        yield from prompts.get(REDRAFT).render(values, marker=marker)
    elif order.change or order.another:
        note = prompts.get("change").note(order.change or "another")
        yield from prompts.get(REWORD).render({"change": note}, marker=marker)


def _note(notes: Prompt, category: str) -> str:
    name = f"category_{category.lower()}"
    return notes.note(name if any(section.role == name for section in notes.sections) else "other")


def _quotes(brief: Brief, findings: Iterable[Finding]) -> Iterator[str]:
    """The words that were found, without facts; none that would give a value away."""
    for excerpt in dict.fromkeys(finding.excerpt for finding in findings):
        words = as_template(Draft(subject="", body=excerpt, marks=(), stamp=Stamp(writer="model")), brief).body
        figures = any(char.isdigit() for char in _PLACEHOLDER.sub("", words))
        if words.strip() and not figures and not values_in(words, brief):
            yield " ".join(words.split())
