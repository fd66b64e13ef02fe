"""The guard of the prompts: a change is locked only with how it was tried, and what the lock notes of it."""

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import BadInput, TactfulError
from assistant.knowledge import shipped
from assistant.prompting import edited_prompts, fingerprint, relock
from assistant.prompting.lock import read_lock, read_trial
from tests.unit.prompting.test_prompts import GREETING, UNTRIED, write

SECOND = GREETING.replace("version: 1", "version: 2").replace("Greet {name}.", "Welcome {name}.")
THIRD = GREETING.replace("version: 1", "version: 3").replace("Greet {name}.", "Hello {name}.")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, GREETING)
    relock(tmp_path, UNTRIED)
    write(tmp_path, SECOND)
    return tmp_path


def a_run(folder: Path, **changes: Any) -> Path:
    """The summary of a run with the texts that stand in ``folder`` now."""
    (folder / "run").mkdir(exist_ok=True)
    summary = {
        "prompts": fingerprint(edited_prompts(folder).by_id.values()),
        "model": "small-1",
        "cases": 120,
        "done": 120,
        "failed": 3,
        "by_language": {},
        **changes,
    }
    (folder / "run" / "summary.json").write_text(json.dumps(summary), encoding="utf-8")
    return folder / "run"


def refusal(folder: Path, run: Path) -> TactfulError:
    before = (folder / "lock.json").read_bytes()
    with pytest.raises(TactfulError) as raised:
        relock(folder, read_trial(run))
    assert (folder / "lock.json").read_bytes() == before
    return raised.value


def test_a_change_is_not_locked_before_it_is_said_how_it_was_tried(folder: Path) -> None:
    with pytest.raises(BadInput) as raised:
        relock(folder, "  ")
    assert raised.value.code == "prompt_trial_needed"
    assert read_lock(folder)["greeting"].version == 1


def test_a_run_of_the_eval_is_noted(folder: Path) -> None:
    assert relock(folder, read_trial(a_run(folder))) == ("greeting@2",)
    assert json.loads((folder / "lock.json").read_text(encoding="utf-8")) == {
        "greeting": {
            "version": 2,
            "sha256": edited_prompts(folder).get("greeting").sha256,
            "tried": {"model": "small-1", "cases": 120, "failures": 3},
        }
    }


def test_a_reason_why_there_was_no_run_is_noted(folder: Path) -> None:
    relock(folder, "a comma;\nno model  was at hand")
    assert read_lock(folder)["greeting"].untried == "a comma; no model was at hand"


def test_a_run_of_other_texts_does_not_count(folder: Path) -> None:
    run = a_run(folder)
    write(folder, SECOND.replace("They wrote", "They said"))
    assert refusal(folder, run).code == "prompt_eval_of_others"


def test_a_run_of_the_composer_does_not_count(folder: Path) -> None:
    assert refusal(folder, a_run(folder, prompts="", model="")).code == "prompt_eval_of_others"


def test_a_run_of_a_part_of_the_suite_does_not_count(folder: Path) -> None:
    assert str(refusal(folder, a_run(folder, done=119))) == "That run scored 119 of 120 cases; run the whole suite."


def test_a_run_that_went_worse_than_the_one_before_is_refused(folder: Path) -> None:
    relock(folder, read_trial(a_run(folder)))
    write(folder, THIRD)
    assert str(refusal(folder, a_run(folder, failed=4))) == (
        "That run failed in 4 of 120 cases, the one before in 3 of 120; look at the cases that turned."
    )
    assert relock(folder, read_trial(a_run(folder, cases=160, done=160, failed=4))) == ("greeting@3",)


def test_an_entry_that_notes_nothing_wants_a_note(folder: Path) -> None:
    sha256 = edited_prompts(folder).get("greeting").sha256
    (folder / "lock.json").write_text(json.dumps({"greeting": {"version": 2, "sha256": sha256}}), encoding="utf-8")
    with pytest.raises(BadInput):
        relock(folder)
    relock(folder, UNTRIED)
    assert read_lock(folder)["greeting"].untried == UNTRIED


@pytest.mark.parametrize(
    "text", [None, "{", "[]", '{"prompts": "x", "model": "m", "cases": "9", "done": 9, "failed": 0}']
)
def test_what_is_no_summary_is_refused(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / "summary.json").write_text(text, encoding="utf-8")
    with pytest.raises(BadInput) as raised:
        read_trial(tmp_path)
    assert raised.value.code == "prompt_eval_unreadable"


def test_the_fingerprint_is_of_all_texts_and_of_no_order(folder: Path) -> None:
    write(folder, GREETING.replace("id: greeting", "id: parting"), "parting")
    prompts = list(edited_prompts(folder).by_id.values())
    assert fingerprint(prompts) == fingerprint(prompts[::-1])
    assert fingerprint(prompts) != fingerprint(prompts[:1])


def test_every_shipped_prompt_notes_how_it_was_tried() -> None:
    lock = read_lock(shipped("prompts"))
    assert [name for name, locked in lock.items() if not locked.tried and not locked.untried] == []
