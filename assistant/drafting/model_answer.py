"""Decides whether a model's answer can become a draft: parsed, filled with the facts, or refused with what is wrong."""

import re
from collections.abc import Iterator, Mapping

from assistant.domain.brief import Brief, FactKind
from assistant.domain.kinds import Channel
from assistant.drafting.answer_checks import GAP, Problem, is_refusal, wording_problems
from assistant.drafting.composer import MOST_SEGMENTS
from assistant.drafting.lists import List, with_rows
from assistant.drafting.needs import Needed
from assistant.drafting.offered import may_be_said
from assistant.drafting.outline import Outline
from assistant.drafting.placeholders import Filled, fill
from assistant.drafting.reply_form import with_form
from assistant.drafting.segments import segments
from assistant.prompting import visible

LONGEST_SUBJECT = 120  # characters
_THINKING = re.compile(r"<think(?:ing)?>.*?</think(?:ing)?>", re.DOTALL | re.IGNORECASE)
_ELEMENT = r"<{0}>(.*?)</{0}>"
_OPEN, _CLOSE = r"(?:\\?\[\s?\\?\[|［［|【【)", r"(?:\\?\]\s?\\?\]|］］|】】)"
_NEARLY = re.compile(rf"{_OPEN}\s*([FCTfct][0-9]{{1,4}})\s*(:[a-z]+)?\s*{_CLOSE}")
_PLACEHOLDER = re.compile(r"\[\[([FCT][0-9]{1,4})(?::[a-z]+)?\]\]")
_SHOWN = re.compile(r"[FCT][0-9]{1,4}")
# What nobody may hear before they have said who they are.
_PRIVATE = frozenset({FactKind.MONEY, FactKind.DATE, FactKind.DAYS, FactKind.INVOICE_NO, FactKind.CLAUSE})
# Channels whose messages have no subject.
_WITHOUT_SUBJECT = frozenset({Channel.SMS, Channel.PHONE})


def read_answer(
    text: str,
    *,
    whole: bool,
    outline: Outline,
    billing_digits: Mapping[str, int],
    max_bytes: int,
) -> Filled | tuple[Problem, ...]:
    """The filled message in ``text``, or everything that is wrong with it.

    ``whole`` says that the endpoint called the answer finished, ``outline`` what has to appear.
    An answer over ``max_bytes`` is not looked into.
    """
    if len(text.encode(errors="replace")) > max_bytes:
        return (Problem(code="too_long"),)
    if not whole:
        return (Problem(code="cut_off"),)
    parts = _parts(text)
    if parts is None:
        return (Problem(code="refused" if is_refusal(text) else "form"),)
    brief = outline.brief
    subject, body = ("" if brief.channel in _WITHOUT_SUBJECT else parts[0]), parts[1]
    problems = tuple(_problems(subject, body, outline))
    if problems:
        return problems
    body = with_form(with_rows(body, outline.lists), outline.scene)
    filled = fill(subject, body, brief, billing_digits)
    if not isinstance(filled, Filled):
        return (_unknown(filled.unknown),)
    return (Problem(code="too_long"),) if _too_long(filled, brief) else filled


def _parts(text: str) -> tuple[str, str] | None:
    """Subject and body, made visible and with placeholders in their exact form; None unless there is one of each."""
    plain = _THINKING.sub("", visible(text))
    subjects, bodies = (
        re.findall(_ELEMENT.format(name), plain, re.DOTALL | re.IGNORECASE) for name in ("subject", "body")
    )
    if len(subjects) != 1 or len(bodies) != 1:
        return None
    return _exact(subjects[0]), _exact(bodies[0])


def _exact(text: str) -> str:
    exact = _NEARLY.sub(lambda match: f"[[{match[1].upper()}{match[2] or ''}]]", text)
    return "\n".join(line.rstrip() for line in exact.strip().splitlines())


def _problems(subject: str, body: str, outline: Outline) -> Iterator[Problem]:
    brief = outline.brief
    if not body:
        yield Problem(code="empty")
        return
    if brief.channel not in _WITHOUT_SUBJECT and (not subject or "\n" in subject or len(subject) > LONGEST_SUBJECT):
        yield Problem(code="subject")
    text = f"{subject}\n\n{body}"
    if is_refusal(text):
        yield Problem(code="refused")
    yield from _placeholder_problems(subject, body, outline)
    spoken = brief.channel is Channel.PHONE
    yield from wording_problems(_PLACEHOLDER.sub(GAP, text), brief.language, spoken=spoken)
    if _says_twice(body, outline):
        yield Problem(code="repeated")
    if spoken and _tells_too_early(body, outline):
        yield Problem(code="figure_too_early")


def _placeholder_problems(subject: str, body: str, outline: Outline) -> Iterator[Problem]:
    brief, lists = outline.brief, {a_list.id: a_list for a_list in outline.lists}
    known = {fact.id for fact in brief.grounds.facts if may_be_said(fact, brief)}
    known |= {excerpt.id for excerpt in brief.grounds.excerpts}
    in_subject, in_body = set(_PLACEHOLDER.findall(subject)), set(_PLACEHOLDER.findall(body))
    if unknown := sorted((in_subject - known) | (in_body - known - lists.keys())):
        yield _unknown(unknown)
    stated = in_body.union(*(lists[one].facts for one in in_body & lists.keys()))
    missing = [group for group in outline.needs if stated.isdisjoint(group.ids)]
    if missing:
        named = dict.fromkeys(_named(group, outline.lists) for group in missing)
        yield Problem(code="missing_placeholder", ids=tuple(named))


def _says_twice(body: str, outline: Outline) -> bool:
    """Whether a list stands twice, or the message is signed twice."""
    used = _PLACEHOLDER.findall(body)
    if any(used.count(a_list.id) > 1 for a_list in outline.lists):
        return True
    brief = outline.brief
    signer = next((fact.id for fact in brief.grounds.facts_of("sender_name")), "")
    signed = [line for line in body.splitlines() if signer in _PLACEHOLDER.findall(line) and _is_short(line)]
    return brief.channel is not Channel.PHONE and len(signed) > 1


def _is_short(line: str) -> bool:
    return len(_PLACEHOLDER.sub("", line).strip()) < 12


def _tells_too_early(body: str, outline: Outline) -> bool:
    """Whether a call names a figure before a question has shown who is on the line."""
    private = {fact.id for fact in outline.brief.grounds.facts if fact.kind in _PRIVATE}
    private |= {a_list.id for a_list in outline.lists}
    asked = re.search(r"[?？]", body)
    first = next((match.start() for match in _PLACEHOLDER.finditer(body) if match[1] in private), len(body))
    return asked is None or first < asked.start()


def _unknown(found: tuple[str, ...] | list[str]) -> Problem:
    ids = [shown for text in found for shown in _SHOWN.findall(text)]
    return Problem(code="unknown_placeholder", ids=tuple(f"[[{one}]]" for one in ids))


def _named(group: Needed, lists: tuple[List, ...]) -> str:
    holder = next((a_list.id for a_list in lists if a_list.facts.issuperset(group.ids)), "")
    return " or ".join(f"[[{one}]]" for one in ((holder,) if holder else group.ids))


def _too_long(filled: Filled, brief: Brief) -> bool:
    over = brief.max_chars is not None and len(filled.body) > brief.max_chars
    return over or (brief.channel is Channel.SMS and segments(filled.body) > MOST_SEGMENTS)
