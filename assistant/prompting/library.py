"""Reads the prompts of a folder; those that letters are written with are held against the lock."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import BadKnowledge
from assistant.prompting.lock import Trial, lock_anew, read_lock, require_locked
from assistant.prompting.prompt import Prompt, parse_prompt


@dataclass(frozen=True, kw_only=True, slots=True)
class Prompts:
    """Every prompt of one folder, by id."""

    by_id: Mapping[str, Prompt]

    def get(self, prompt_id: str) -> Prompt:
        """The prompt of this id; raises BadKnowledge when the folder has none."""
        if prompt_id not in self.by_id:
            raise missing_from(prompt_id)
        return self.by_id[prompt_id]


def load_prompts(folder: Path) -> Prompts:
    """The prompts of ``folder``, each held against the lock.

    Raises BadKnowledge when a file is malformed, is not locked, or is no longer the text that was locked.
    """
    prompts, lock = edited_prompts(folder), read_lock(folder)
    if gone := lock.keys() - prompts.by_id.keys():
        raise missing_from(min(gone))
    for prompt in prompts.by_id.values():
        require_locked(prompt, lock.get(prompt.id))
    return prompts


def edited_prompts(folder: Path) -> Prompts:
    """The prompts of ``folder`` as they stand, locked or not: to be looked at and tried, not to write letters with.

    Raises BadKnowledge when a file is malformed.
    """
    paths = sorted(folder.glob("*.md"))
    return Prompts(by_id={path.stem: parse_prompt(prompt_text(path), path) for path in paths})


def missing_from(prompt_id: str) -> BadKnowledge:
    """That the folder lacks a prompt which the program or the lock asks for."""
    return BadKnowledge(
        "prompt_missing", f"There is no prompt {prompt_id!r}; restore prompts/{prompt_id}.md.", prompt=prompt_id
    )


def prompt_text(path: Path) -> str:
    """The text of a prompt file; raises BadKnowledge when it cannot be read."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadKnowledge("knowledge_missing", f"{path} cannot be read as UTF-8 text.", path=str(path)) from error


def relock(folder: Path, how: Trial | str = "") -> tuple[str, ...]:
    """Write ``lock.json`` anew from the files, and return the stamps of those that are new or changed.

    ``how`` they were tried, and what is raised, is as in `lock_anew`.
    """
    return lock_anew(folder, edited_prompts(folder).by_id, how)
