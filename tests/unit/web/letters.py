"""A checked message for the tests of the screens, with one fact stated and whatever findings a test wants."""

from dataclasses import replace
from datetime import UTC, datetime

from assistant.domain.draft import Draft, Mark, Stamp
from assistant.domain.finding import Engine, Finding, Report, Severity, Stance
from assistant.domain.language import LocalText
from assistant.domain.message import Message, Status
from tests.builders import a_brief

SUBJECT = "Invoice INV-2026-0311"
BODY = "Dear Ms Tan,\n\nUSD 9,100.00 is open. Pay today or else.\n\nWei Li"


def a_finding(
    excerpt: str, *, severity: Severity = Severity.BLOCK, suggestion: str | None = None, **changes
) -> Finding:
    """A finding on the first place of the message's text that reads ``excerpt``."""
    start = f"{SUBJECT}\n\n{BODY}".index(excerpt)
    finding = Finding(
        rule="j.vague_threat",
        category="J",
        severity=severity,
        start=start,
        end=start + len(excerpt),
        excerpt=excerpt,
        message=LocalText(en="A vague threat.", zh_hans="含糊的威胁。", zh_hant="含糊的威脅。"),
        suggestion=suggestion,
        stance=Stance.ASSERTED,
        engine=Engine.RULES,
        basis=("house rule 4",),
    )
    return replace(finding, **changes)


def a_message(*findings: Finding, **changes) -> Message:
    """A composed message to a customer in Singapore; the amount in its body is the brief's total."""
    brief = a_brief("EN")
    total = next(fact.id for fact in brief.grounds.facts if fact.role == "total_open")
    at = f"{SUBJECT}\n\n{BODY}".index("USD 9,100.00")
    mark = Mark(ref=total, start=at, end=at + len("USD 9,100.00"))
    message = Message(
        id="M-0001",
        brief=brief,
        status=Status.COMPOSING,
        author="mei",
        editor="mei",
        version=1,
        draft=Draft(subject=SUBJECT, body=BODY, marks=(mark,), stamp=Stamp(writer="composer", prompt="p@1")),
        report=Report(findings=findings, errors=(), matched=(), fingerprint="f", ms=1.0),
        sender="ar@qimingdao.example",
        recipients=("grace@saltmarsh.example",),
        facts_fingerprint="facts",
        created=datetime(2026, 6, 16, 8, 0, tzinfo=UTC),
        changed=datetime(2026, 6, 16, 8, 30, tzinfo=UTC),
    )
    return replace(message, **changes)
