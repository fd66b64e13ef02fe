"""Decides which texts of prompts may be used: those that the lock names, each with how its last change was tried."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from assistant.errors import BadInput, BadKnowledge
from assistant.knowledge import Closed, check
from assistant.prompting.prompt import Prompt

LOCK = "lock.json"
COMMAND = "tactful prompts lock"


@dataclass(frozen=True, kw_only=True, slots=True)
class Tried(Closed):
    """A run of the eval of drafts: with which model, over how many cases, and how many of them failed."""

    model: str
    cases: int
    failures: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Locked(Closed):
    """What the lock says of one prompt: its version, the SHA-256 of its text with Unix line ends, and how it was tried.

    ``untried`` says why there was no run of the eval; it is empty where ``tried`` tells of one.
    """

    version: int
    sha256: str
    tried: Tried | None = None
    untried: str = ""

    def is_of(self, prompt: Prompt) -> bool:
        """Whether this is the text that was locked."""
        return (self.version, self.sha256) == (prompt.version, prompt.sha256)


@dataclass(frozen=True, kw_only=True, slots=True)
class Trial:
    """A run of the eval of drafts as its summary tells of it.

    ``prompts`` is the fingerprint of the texts that were tried, ``cases`` the size of the whole suite, ``done`` how
    many of them were scored, ``failures`` how many of those failed.
    """

    prompts: str
    model: str
    cases: int
    done: int
    failures: int


class LockState(StrEnum):
    """How a prompt file stands to the lock."""

    LOCKED = "locked"
    CHANGED = "changed"
    NEW = "new"


def standing(prompt: Prompt, locked: Locked | None) -> LockState:
    """How the file stands to what the lock says of it."""
    if locked is None:
        return LockState.NEW
    return LockState.LOCKED if locked.is_of(prompt) else LockState.CHANGED


def fingerprint(prompts: Iterable[Prompt]) -> str:
    """The SHA-256 over all texts, in any order: two runs with the same one were asked in the same words."""
    lines = sorted(f"{prompt.id} {prompt.sha256}\n" for prompt in prompts)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def read_trial(path: Path) -> Trial:
    """The run whose folder, or summary, is at ``path``; raises BadInput when there is no summary of a run."""
    file = path / "summary.json" if path.is_dir() else path
    try:
        raw = json.loads(file.read_text(encoding="utf-8"))
        return Trial(
            prompts=_text(raw["prompts"]),
            model=_text(raw["model"]),
            cases=_count(raw["cases"]),
            done=_count(raw["done"]),
            failures=_count(raw["failed"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadInput(
            "prompt_eval_unreadable", f"{file} is no summary of a run of the eval of drafts.", path=str(file)
        ) from error


def read_lock(folder: Path) -> dict[str, Locked]:
    """The lock of ``folder`` by id; raises BadKnowledge when it is missing or malformed."""
    path = folder / LOCK
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadKnowledge(
            "prompt_lock_unreadable",
            f"{path} is missing or no valid JSON; run `{COMMAND}`.",
            path=str(path),
            command=COMMAND,
        ) from error
    return check(raw, dict[str, Locked], str(path))


def require_locked(prompt: Prompt, locked: Locked | None) -> None:
    """Raise BadKnowledge unless ``locked`` names this very text."""
    if locked and locked.is_of(prompt):
        return
    if locked:
        require_raised(prompt, locked)
    raise BadKnowledge(
        "prompt_not_locked",
        f"prompts/{prompt.id}.md, version {prompt.version}, is not in {LOCK}; run `{COMMAND}`.",
        prompt=prompt.id,
        version=prompt.version,
        command=COMMAND,
    )


def lock_anew(folder: Path, prompts: Mapping[str, Prompt], how: Trial | str = "") -> tuple[str, ...]:
    """Write the lock of ``folder`` from ``prompts``, and return the stamps of those that are new or changed.

    ``how`` they were tried is noted: a run of the eval made with exactly these texts, or why there was none. Raises,
    and writes nothing, BadKnowledge when a text changed without a higher version, and BadInput when nothing says how a
    change was tried, or the run was of other texts, not of the whole suite, or went worse than the one before.
    """
    lock = read_lock(folder) if (folder / LOCK).is_file() else {}
    changed = [prompt for prompt in prompts.values() if not _is_settled(prompt, lock.get(prompt.id))]
    for prompt in changed:
        if standing(prompt, lock.get(prompt.id)) is LockState.CHANGED:
            require_raised(prompt, lock[prompt.id])
    if changed:
        _require_tried(how, prompts, [lock[prompt.id] for prompt in changed if prompt.id in lock])
    made = {prompt.id: _noted(prompt, how) for prompt in changed}
    body = {name: _document(made.get(name) or lock[name]) for name in sorted(prompts)}
    (folder / LOCK).write_text(json.dumps(body, indent=2, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")
    return tuple(prompt.stamp for prompt in changed)


def require_raised(prompt: Prompt, locked: Locked) -> None:
    """Raise BadKnowledge unless a text that differs from ``locked`` has a higher version."""
    if prompt.version > locked.version:
        return
    raise BadKnowledge(
        "prompt_changed",
        f"prompts/{prompt.id}.md differs from version {prompt.version} that was locked; "
        f"give it a higher version, then run `{COMMAND}`.",
        prompt=prompt.id,
        version=prompt.version,
        command=COMMAND,
    )


def _is_settled(prompt: Prompt, locked: Locked | None) -> bool:
    return locked is not None and locked.is_of(prompt) and bool(locked.tried or locked.untried)


def _require_tried(how: Trial | str, prompts: Mapping[str, Prompt], before: Iterable[Locked]) -> None:
    if isinstance(how, str):
        if not how.strip():
            raise BadInput(
                "prompt_trial_needed",
                f"Say how the change was tried: `{COMMAND} --eval RUN`, or --untried REASON.",
                command=COMMAND,
            )
        return
    if how.prompts != fingerprint(prompts.values()):
        raise BadInput("prompt_eval_of_others", "That run was made with other texts of the prompts; run it again.")
    if how.done < how.cases:
        raise BadInput(
            "prompt_eval_incomplete",
            f"That run scored {how.done} of {how.cases} cases; run the whole suite.",
            done=how.done,
            cases=how.cases,
        )
    for tried in (locked.tried for locked in before if locked.tried):
        # As shares: the suite may have grown since.
        if how.failures * tried.cases > tried.failures * how.cases:
            raise BadInput(
                "prompt_eval_worse",
                f"That run failed in {how.failures} of {how.cases} cases, the one before in {tried.failures} of "
                f"{tried.cases}; look at the cases that turned.",
                failures=how.failures,
                cases=how.cases,
                before=tried.failures,
                of=tried.cases,
            )


def _noted(prompt: Prompt, how: Trial | str) -> Locked:
    if isinstance(how, str):
        return Locked(version=prompt.version, sha256=prompt.sha256, untried=" ".join(how.split()))
    tried = Tried(model=how.model, cases=how.cases, failures=how.failures)
    return Locked(version=prompt.version, sha256=prompt.sha256, tried=tried)


def _document(locked: Locked) -> dict[str, object]:
    document: dict[str, object] = {"version": locked.version, "sha256": locked.sha256}
    if locked.tried:
        run = locked.tried
        return document | {"tried": {"model": run.model, "cases": run.cases, "failures": run.failures}}
    return document | {"untried": locked.untried}


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _count(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise TypeError
    return value
