"""How prompt files and previews of requests look on a terminal and in JSON."""

from collections.abc import Iterator

from assistant.ports import TokenCounter
from assistant.prompting import Prompt
from assistant.prompting.lock import Locked, LockState, standing
from assistant.wording import Wording
from assistant.workflow.prompt_preview import Preview


def prompt_line(prompt: Prompt, locked: Locked | None, counter: TokenCounter, words: Wording) -> str:
    """A prompt file on one line."""
    size = _size(_tokens(prompt, counter), words, exact=counter.is_exact())
    return " · ".join((prompt.stamp, size, _state(prompt, locked, words), prompt.purpose))


def prompt_document(prompt: Prompt, locked: Locked | None, counter: TokenCounter) -> dict[str, object]:
    """A prompt file in JSON."""
    tried = locked.tried if locked else None
    return {
        "id": prompt.id,
        "version": prompt.version,
        "purpose": prompt.purpose,
        "tokens": _tokens(prompt, counter),
        "tokens_exact": counter.is_exact(),
        "state": standing(prompt, locked).value,
        "tried": {"model": tried.model, "cases": tried.cases, "failures": tried.failures} if tried else None,
        "untried": locked.untried if locked else "",
    }


def preview_lines(found: Preview, words: Wording) -> Iterator[str]:
    """A request as it would leave: what it is for, its size, each message whole, and what the placeholders mean."""
    brief = found.brief
    parts = (words.name(part) for part in (brief.kind, brief.channel, brief.tone, brief.language))
    yield "── " + " · ".join((brief.case_id, *parts, *found.prompts))
    if found.refused:
        yield words.label("would_not_be_sent").format(why=words.reason(found.refused))
    if not found.messages:
        return
    size = _size(found.tokens, words, exact=found.exact)
    yield words.label("nothing_was_sent").format(size=size, most=found.most_tokens)
    yield from (f"! {words.reason(note)}" for note in found.notes)
    for message in found.messages:
        yield ""
        yield f"── {message.role}"
        yield message.content
    yield ""
    yield f"── {words.label('placeholders')}"
    for one in found.stand_for:
        yield f"[[{one.id}]] {one.meaning} = {words.value(one.value)}"


def preview_document(found: Preview, words: Wording) -> dict[str, object]:
    """The same in JSON."""
    brief, refused = found.brief, found.refused
    return {
        "case": brief.case_id,
        "kind": brief.kind,
        "channel": brief.channel,
        "tone": brief.tone,
        "language": brief.language,
        "prompts": list(found.prompts),
        "tokens": found.tokens,
        "tokens_exact": found.exact,
        "most_tokens": found.most_tokens,
        "refused": {"code": refused.code, "text": words.reason(refused)} if refused else None,
        "notes": [words.reason(note) for note in found.notes],
        "messages": [{"role": m.role, "prompt": m.prompt, "content": m.content} for m in found.messages],
        "placeholders": [{"id": one.id, "meaning": one.meaning, "value": one.value} for one in found.stand_for],
    }


def _tokens(prompt: Prompt, counter: TokenCounter) -> int:
    return counter.count("\n".join(section.text for section in prompt.sections))


def _size(tokens: int, words: Wording, *, exact: bool) -> str:
    if exact:
        return words.label("tokens_exact").format(tokens=tokens)
    return words.label("tokens_at_most").format(tokens=tokens)


def _state(prompt: Prompt, locked: Locked | None, words: Wording) -> str:
    match standing(prompt, locked):
        case LockState.NEW:
            return words.label("prompt_not_locked_yet")
        case LockState.CHANGED:
            return words.label("prompt_changed_since")
        case LockState.LOCKED:
            return f"{words.label('prompt_locked')}, {_tried(locked, words)}"


def _tried(locked: Locked | None, words: Wording) -> str:
    if locked and locked.tried:
        run = locked.tried
        return words.label("prompt_tried").format(model=run.model, failures=run.failures, cases=run.cases)
    return words.label("prompt_untried").format(why=locked.untried if locked else "")
