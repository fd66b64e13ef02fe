"""Collects what people changed of a writer's words before they approved them; nothing follows from it by itself."""

import re
from collections.abc import Iterator, Mapping, Sequence

from assistant.domain.brief import Brief, digest
from assistant.domain.lessons import Edited, Lesson, Words
from assistant.domain.message import Message
from assistant.drafting.placeholders import as_template
from assistant.prompting.pseudonyms import Cover
from assistant.workflow.desk import Desk, billing_digits_of
from assistant.workflow.learned import APPROVED, roles_in

# A body that grew or shrank by more than this share is another length.
_LONGER = 0.2
_ROLE = re.compile("‹[^‹›]*›")


def lessons(desk: Desk, most: int = 1_000) -> tuple[Lesson, ...]:
    """One for each of the newest ``most`` approved messages that a person had changed, the newest first."""
    found = []
    with desk.record.read() as tx:
        digits, ledger = billing_digits_of(tx), desk.names.ledger(tx)
        for message_id, version in tx.newest_messages(APPROVED, most):
            versions = tx.versions(message_id) if version > 1 else ()
            lesson = _lesson(versions, Cover(ledger), digits)
            if lesson:
                found.append(lesson)
    return tuple(found)


def lesson_document(lesson: Lesson) -> dict[str, object]:
    """The lesson as a candidate for an eval of drafts; a person decides whether it becomes one."""
    return {
        "id": f"review-{lesson.source}",
        "kind": lesson.kind,
        "lang": f"{lesson.language}-{lesson.region}",
        "channel": lesson.channel,
        "stage": lesson.stage,
        "tone": lesson.tone,
        "before": {"subject": lesson.before.subject, "body": lesson.before.body},
        "reference": {"subject": lesson.after.subject, "body": lesson.after.body},
        "edited": list(lesson.edited),
        "reasons": list(lesson.reasons),
        "writer": lesson.writer,
        "model": lesson.model or None,
        "prompts": lesson.prompts.split(),
        "provenance": f"from_review:{lesson.source}",
    }


def _lesson(versions: Sequence[Message], cover: Cover, digits: Mapping[str, int]) -> Lesson | None:
    """None where the approved words are a writer's own."""
    written = [version for version in versions if version.draft.stamp.writer != "person"]
    if not written or versions[-1].draft.stamp.writer != "person":
        return None
    first, last = written[-1], versions[-1]
    before, after = _words(first, cover, digits), _words(last, cover, digits)
    brief, stamp = last.brief, first.draft.stamp
    return Lesson(
        kind=brief.kind,
        channel=brief.channel,
        stage=brief.stage,
        tone=brief.tone,
        language=brief.language,
        region=brief.region,
        before=before,
        after=after,
        edited=tuple(_edited(before, after, first.brief, brief)),
        reasons=tuple(dict.fromkeys(cover.of(reason).text for reason in _reasons(versions))),
        writer=stamp.writer,
        model=stamp.model,
        prompts=stamp.prompt,
        source=digest({"message": last.id, "version": last.version, "content": last.content_hash})[:16],
    )


def _words(message: Message, cover: Cover, digits: Mapping[str, int]) -> Words:
    named = _same_roles(message.brief).__getitem__
    template = as_template(message.draft, message.brief, named=named, billing_digits=digits)
    return Words(subject=_covered(template.subject, cover), body=_covered(template.body, cover))


def _same_roles(brief: Brief) -> dict[str, str]:
    """The role of each fact, or of the first that is equal: in a person's words nobody can tell them apart."""
    roles, first = roles_in(brief), dict[object, str]()
    for fact in brief.grounds.facts:
        roles[fact.id] = first.setdefault((fact.kind, fact.value), roles[fact.id])
    return roles


def _covered(text: str, cover: Cover) -> str:
    """``text`` with whatever tells of anybody covered; the roles in it stay."""
    pieces, at = [], 0
    for role in _ROLE.finditer(text):
        pieces += [cover.of(text[at : role.start()]).text, role[0]]
        at = role.end()
    return "".join((*pieces, cover.of(text[at:]).text))


def _edited(before: Words, after: Words, first: Brief, last: Brief) -> Iterator[Edited]:
    if sorted(_ROLE.findall(f"{before.subject}{before.body}")) != sorted(_ROLE.findall(f"{after.subject}{after.body}")):
        yield Edited.FACTS
    if first.tone is not last.tone:
        yield Edited.TONE
    if before.subject != after.subject:
        yield Edited.SUBJECT
    if _opening(before) != _opening(after):
        yield Edited.SALUTATION
    if abs(len(after.body) - len(before.body)) > _LONGER * len(before.body):
        yield Edited.LENGTH
    if _wording(before) != _wording(after):
        yield Edited.WORDING


def _opening(words: Words) -> str:
    return next((line.strip() for line in words.body.splitlines() if line.strip()), "")


def _wording(words: Words) -> str:
    """The words between the facts, after the salutation."""
    return " ".join(_ROLE.sub(" ", words.body.strip().removeprefix(_opening(words))).split())


def _reasons(versions: Sequence[Message]) -> Iterator[str]:
    """What reviewers said when they gave a version back, and why they accepted what the guardrail asked about."""
    for version in versions:
        if version.note and version.note.code == "by_person":
            yield str(version.note.details.get("text", ""))
        yield from (endorsement.reasons for endorsement in version.endorsements if endorsement.reasons)
