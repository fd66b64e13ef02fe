"""Decides whether a model's answer can become a draft: parsed, filled with the facts, or refused with what is wrong."""

import re
from collections.abc import Iterator, Mapping

from assistant.domain.brief import Brief
from assistant.domain.kinds import Channel
from assistant.drafting.answer_checks import GAP, Problem, is_refusal, wording_problems
from assistant.drafting.composer import MOST_SEGMENTS
from assistant.drafting.model_request import Needed
from assistant.drafting.placeholders import Filled, fill
from assistant.drafting.segments import segments
from assistant.prompting import visible

LONGEST_SUBJECT = 120  # characters
_THINKING = re.compile(r"<think(?:ing)?>.*?</think(?:ing)?>", re.DOTALL | re.IGNORECASE)
_ELEMENT = r"<{0}>(.*?)</{0}>"
_OPEN, _CLOSE = r"(?:\\?\[\s?\\?\[|［［|【【)", r"(?:\\?\]\s?\\?\]|］］|】】)"
_NEARLY = re.compile(rf"{_OPEN}\s*([FCfc][0-9]{{1,4}})\s*(:[a-z]+)?\s*{_CLOSE}")
_PLACEHOLDER = re.compile(r"\[\[([FC][0-9]{1,4})(?::[a-z]+)?\]\]")
_SHOWN = re.compile(r"[FC][0-9]{1,4}")
# Channels whose messages have no subject.
_WITHOUT_SUBJECT = frozenset({Channel.SMS, Channel.PHONE})


def read_answer(
    text: str,
    *,
    whole: bool,
    brief: Brief,
    needs: tuple[Needed, ...],
    billing_digits: Mapping[str, int],
    max_bytes: int,
) -> Filled | tuple[Problem, ...]:
    """The filled message in ``text``, or everything that is wrong with it.

    ``whole`` says that the endpoint called the answer finished, ``needs`` what has to appear.
    An answer over ``max_bytes`` is not looked into.
    """
    if len(text.encode(errors="replace")) > max_bytes:
        return (Problem(code="too_long"),)
    if not whole:
        return (Problem(code="cut_off"),)
    parts = _parts(text)
    if parts is None:
        return (Problem(code="refused" if is_refusal(text) else "form"),)
    subject, body = ("" if brief.channel in _WITHOUT_SUBJECT else parts[0]), parts[1]
    problems = tuple(_problems(subject, body, brief, needs))
    if problems:
        return problems
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


def _problems(subject: str, body: str, brief: Brief, needs: tuple[Needed, ...]) -> Iterator[Problem]:
    if not body:
        yield Problem(code="empty")
        return
    if brief.channel not in _WITHOUT_SUBJECT and (not subject or "\n" in subject or len(subject) > LONGEST_SUBJECT):
        yield Problem(code="subject")
    text = f"{subject}\n\n{body}"
    if is_refusal(text):
        yield Problem(code="refused")
    yield from _placeholder_problems(text, body, brief, needs)
    yield from wording_problems(_PLACEHOLDER.sub(GAP, text), brief.language)


def _placeholder_problems(text: str, body: str, brief: Brief, needs: tuple[Needed, ...]) -> Iterator[Problem]:
    known = {fact.id for fact in brief.grounds.facts} | {excerpt.id for excerpt in brief.grounds.excerpts}
    used = set(_PLACEHOLDER.findall(text))
    if unknown := sorted(used - known):
        yield _unknown(unknown)
    missing = [group for group in needs if not set(group.ids) & set(_PLACEHOLDER.findall(body))]
    if missing:
        yield Problem(code="missing_placeholder", ids=tuple(_named(group) for group in missing))


def _unknown(found: tuple[str, ...] | list[str]) -> Problem:
    ids = [shown for text in found for shown in _SHOWN.findall(text)]
    return Problem(code="unknown_placeholder", ids=tuple(f"[[{one}]]" for one in ids))


def _named(group: Needed) -> str:
    return " or ".join(f"[[{one}]]" for one in group.ids)


def _too_long(filled: Filled, brief: Brief) -> bool:
    return brief.channel is Channel.SMS and segments(filled.body) > MOST_SEGMENTS
