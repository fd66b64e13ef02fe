"""Decides which prompts may be used: those whose text is the one that the lock file names for their version."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import BadKnowledge
from assistant.knowledge import Closed, check
from assistant.prompting.prompt import Prompt, parse_prompt

LOCK = "lock.json"
COMMAND = "tactful prompts lock"


@dataclass(frozen=True, kw_only=True, slots=True)
class Locked(Closed):
    """What the lock says of one prompt: its version, and the SHA-256 of its text with Unix line ends."""

    version: int
    sha256: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Prompts:
    """Every prompt of one folder, by id."""

    by_id: Mapping[str, Prompt]

    def get(self, prompt_id: str) -> Prompt:
        """The prompt of this id; raises BadKnowledge when the folder has none."""
        if prompt_id not in self.by_id:
            raise BadKnowledge(
                "prompt_missing", f"There is no prompt {prompt_id!r}; restore prompts/{prompt_id}.md.", prompt=prompt_id
            )
        return self.by_id[prompt_id]


def load_prompts(folder: Path) -> Prompts:
    """The prompts of ``folder``, each held against the lock.

    Raises BadKnowledge when a file is malformed, is not locked, or is no longer the text that was locked.
    """
    prompts, lock = _read_prompts(folder), _read_lock(folder)
    if gone := lock.keys() - prompts.keys():
        name = min(gone)
        raise BadKnowledge(
            "prompt_missing",
            f"prompts/{name}.md is in {LOCK} but not in the folder; restore it, or run `{COMMAND}`.",
            prompt=name,
        )
    for prompt in prompts.values():
        _require_locked(prompt, lock.get(prompt.id))
    return Prompts(by_id=prompts)


def relock(folder: Path) -> tuple[str, ...]:
    """Write ``lock.json`` anew from the files, and return the stamps of those that are new or changed.

    Raises BadKnowledge, and writes nothing, when a file is malformed or has changed without a higher version.
    """
    prompts = _read_prompts(folder)
    lock = _read_lock(folder) if (folder / LOCK).is_file() else {}
    changed = [p for p in prompts.values() if p.id not in lock or lock[p.id] != _locked(p)]
    for prompt in changed:
        if prompt.id in lock and prompt.version <= lock[prompt.id].version:
            raise _changed(prompt)
    body = {name: {"version": p.version, "sha256": p.sha256} for name, p in sorted(prompts.items())}
    (folder / LOCK).write_text(json.dumps(body, indent=2) + "\n", encoding="utf-8", newline="\n")
    return tuple(prompt.stamp for prompt in changed)


def _require_locked(prompt: Prompt, locked: Locked | None) -> None:
    if locked == _locked(prompt):
        return
    if locked and prompt.version <= locked.version:
        raise _changed(prompt)
    raise BadKnowledge(
        "prompt_not_locked",
        f"prompts/{prompt.id}.md, version {prompt.version}, is not in {LOCK}; run `{COMMAND}`.",
        prompt=prompt.id,
        version=prompt.version,
        command=COMMAND,
    )


def _changed(prompt: Prompt) -> BadKnowledge:
    return BadKnowledge(
        "prompt_changed",
        f"prompts/{prompt.id}.md differs from version {prompt.version} that was locked; "
        f"give it a higher version, then run `{COMMAND}`.",
        prompt=prompt.id,
        version=prompt.version,
        command=COMMAND,
    )


def _locked(prompt: Prompt) -> Locked:
    return Locked(version=prompt.version, sha256=prompt.sha256)


def _read_prompts(folder: Path) -> dict[str, Prompt]:
    try:
        texts = {path: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.md"))}
    except (OSError, UnicodeDecodeError) as error:
        raise BadKnowledge(
            "knowledge_missing", f"A file in {folder} cannot be read as UTF-8 text.", path=str(folder)
        ) from error
    return {path.stem: parse_prompt(text, path) for path, text in texts.items()}


def _read_lock(folder: Path) -> dict[str, Locked]:
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
