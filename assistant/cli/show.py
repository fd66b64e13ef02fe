"""How drafts, cases and findings look on a terminal and in JSON."""

from collections.abc import Iterable, Iterator

from assistant.domain.brief import Brief, Fact, Refusal
from assistant.domain.draft import Draft
from assistant.domain.finding import Finding, Suppressed
from assistant.domain.message import Message
from assistant.domain.model_prices import Cost
from assistant.wording import Wording
from assistant.workflow.worklist import CaseView


def draft_lines(message: Message, words: Wording, costs: Iterable[Cost] = ()) -> Iterator[str]:
    """A message as its author wants to see it: text, where each figure comes from, what was found, and why.

    ``costs`` are what a model's questions for it have cost.
    """
    draft = message.draft
    title = (message.id, message.brief.case_id, _kind_line(message.brief, words), words.name(message.status))
    yield "── " + " · ".join(title)
    if draft.subject:
        yield f"{words.label('subject')}: {draft.subject}"
        yield ""
    yield draft.body
    yield ""
    yield f"{words.label('facts')}:"
    yield from (f"  {line}" for line in fact_lines(message.brief, draft, words))
    yield f"{words.label('findings')}: {words.name(message.report.verdict)}"
    yield from (f"  {finding_line(finding, words)}" for finding in message.report.findings)
    yield from (f"  {line}" for one in message.report.suppressed for line in suppressed_lines(one, words))
    yield f"{words.label('why')}:"
    yield from (f"  {words.reason(reason)}" for reason in message.brief.explanation)
    yield from (f"  * {line}" for line in override_lines(message.brief, words))
    yield from (f"  ! {words.reason(reason)}" for reason in message.brief.warnings)
    yield from stamp_lines(draft, words, costs)
    if message.other:
        yield f"{words.label('other_wording')} ({words.name(message.other.report.verdict)}):"
        yield from (f"  {line}" for line in message.other.draft.text.splitlines())


def override_lines(brief: Brief, words: Wording) -> Iterator[str]:
    """What a person chose against the policy, and why; nothing where the policy was followed."""
    if brief.override is None:
        return
    yield from (words.reason(reason) for reason in brief.override.reasons)
    if brief.override.because:
        yield words.label("because").format(because=words.value(brief.override.because))


def fact_lines(brief: Brief, draft: Draft, words: Wording) -> Iterator[str]:
    """Every fact that the text states, once: what it is, how it reads there, where it comes from."""
    facts = {fact.id: fact for fact in brief.grounds.facts}
    excerpts = {excerpt.id: excerpt for excerpt in brief.grounds.excerpts}
    seen: set[str] = set()
    for mark in draft.marks:
        if mark.ref in seen:
            continue
        seen.add(mark.ref)
        rendered = draft.text[mark.start : mark.end]
        if mark.ref in facts:
            fact = facts[mark.ref]
            yield f"{mark.ref:<4}{words.role(fact.role)}: {rendered}  [{source_line(fact, words)}]"
        elif mark.ref in excerpts:
            excerpt = excerpts[mark.ref]
            place = f"{excerpt.contract_no} {excerpt.clause}, {excerpt.start}–{excerpt.end}"
            yield f"{mark.ref:<4}{words.name(excerpt.topic)}: {rendered}  [{place}]"


def source_line(fact: Fact, words: Wording) -> str:
    """Where a fact can be checked."""
    return words.source(fact.source.kind, fact.source.reference)


def finding_line(finding: Finding, words: Wording) -> str:
    """One finding on one line, with its place."""
    message = finding.message.in_language(words.language)
    return (
        f"[{words.name(finding.severity)}] {finding.start}–{finding.end} «{finding.excerpt}» {message} ({finding.rule})"
    )


def suppressed_lines(one: Suppressed, words: Wording) -> Iterator[str]:
    """A finding that somebody lets stand, and who, since when and why."""
    made = one.suppression
    yield finding_line(one.finding, words)
    day = words.value(made.at.date())
    yield f"   {words.label('let_stand').format(by=made.by, day=day, why=made.reason)}"


def stamp_lines(draft: Draft, words: Wording, costs: Iterable[Cost] = ()) -> Iterator[str]:
    """What wrote the draft and what that took; why a model was asked again, what it was not shown, why it failed."""
    stamp = draft.stamp
    parts = [stamp.writer, stamp.model, stamp.prompt, tokens_line(stamp.tokens_in, stamp.tokens_out, words)]
    parts += [cost.written() for cost in costs]
    if stamp.calls:
        parts.append(words.label("model_asked").format(count=stamp.calls, seconds=f"{stamp.ms / 1000:.1f}"))
    yield f"{words.label('written_by')}: {' · '.join(filter(None, parts))}"
    yield from (f"  ↻ {words.reason(why)}" for why in stamp.redrafted)
    yield from (f"  {words.reason(note)}" for note in stamp.notes)
    if stamp.fallback:
        yield f"  ▲ {words.reason(stamp.fallback)}"


def tokens_line(tokens_in: int | None, tokens_out: int | None, words: Wording) -> str:
    """How many tokens went in and came out, as the endpoint counts them; empty when it told nothing."""
    if tokens_in is None and tokens_out is None:
        return ""
    went, came = ("?" if count is None else f"{count:,}" for count in (tokens_in, tokens_out))
    return words.label("tokens_in_out").format(tokens_in=went, tokens_out=came)


def case_line(view: CaseView, words: Wording) -> str:
    """A case on one line of the worklist."""
    case = view.case
    days = f"{case.days_past_due:+d}" if case.items else "–"
    status = f" · {view.message.id} {words.name(view.message.status)}" if view.message else ""
    return (
        f"{case.id:<10} {case.open_balance!s:>18} {days:>5} {view.priority.points:>4}  {step_line(view, words)}{status}"
        f"  ({case.customer.name})"
    )


def step_line(view: CaseView, words: Wording) -> str:
    """The next step in a sentence, or why there is none; before it, what waits for one of us."""
    step, attention = view.next_step, view.attention
    calls = {"✉": attention.unread, "◷": attention.promise_due, "↩": attention.returned}
    signs = "".join(sign for sign, true in calls.items() if true)
    line = f"— {words.reason(step.reason)}" if isinstance(step, Refusal) else f"→ {words.reason(step.sentence)}"
    return f"{signs} {line}" if signs else line


def _kind_line(brief: Brief, words: Wording) -> str:
    return " · ".join(words.name(part) for part in (brief.kind, brief.stage, brief.tone, brief.channel))
