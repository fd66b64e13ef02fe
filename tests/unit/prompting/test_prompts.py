"""Prompt files: what is refused, how the lock holds, and what the shipped ones are."""

import json
from pathlib import Path

import pytest

from assistant.errors import BadKnowledge
from assistant.knowledge import shipped
from assistant.ports import ChatMessage
from assistant.prompting import load_prompts, relock

GREETING = """---
id: greeting
version: 1
purpose: Greets.
inputs:
  name: ours
  letter: theirs
---
# System

Greet {name}.

# User

They wrote:

{letter}
"""
MARKER = "k3v9x2m7"
UNTRIED = "no model was at hand"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, GREETING)
    relock(tmp_path, UNTRIED)
    return tmp_path


def write(folder: Path, text: str, name: str = "greeting") -> None:
    (folder / f"{name}.md").write_text(text, encoding="utf-8")


def refusal(folder: Path) -> BadKnowledge:
    with pytest.raises(BadKnowledge) as raised:
        load_prompts(folder)
    return raised.value


def test_a_prompt_renders_into_messages_with_their_text_fenced(folder: Path) -> None:
    prompt = load_prompts(folder).get("greeting")

    assert prompt.render({"name": "Ann", "letter": "Hi"}, marker=MARKER) == (
        ChatMessage(role="system", content="Greet Ann.", prompt="greeting", version=1),
        ChatMessage(
            role="user",
            content="They wrote:\n\n<<<letter k3v9x2m7\nHi\nletter k3v9x2m7>>>",
            prompt="greeting",
            version=1,
        ),
    )
    assert prompt.stamp == "greeting@1"


def test_what_is_put_in_is_not_read_for_inputs_again(folder: Path) -> None:
    prompt = load_prompts(folder).get("greeting")

    assert prompt.render({"name": "{letter}", "letter": "x"}, marker=MARKER)[0].content == "Greet {letter}."


@pytest.mark.parametrize("values", [{"name": "Ann"}, {"name": "Ann", "letter": "Hi", "date": "today"}])
def test_values_must_be_exactly_the_declared_inputs(folder: Path, values: dict[str, str]) -> None:
    with pytest.raises(BadKnowledge) as raised:
        load_prompts(folder).get("greeting").render(values, marker=MARKER)

    assert raised.value.code == "prompt_inputs"


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("purpose: Greets.", "purpose: Greets.\nmood: good", "greeting.md: at line 5, mood: "),
        ("version: 1", "version: one", "greeting.md: at line 3, version: "),
        ("version: 1", "version: 0", "greeting.md:3: its version is below 1"),
        ("purpose: Greets.\n", "", "at purpose: "),
        ("name: ours", "name: mine", "greeting.md: at line 6, inputs.name: "),
        ("Greet {name}.", "Greet {nmae}.", "greeting.md:11: it uses undeclared inputs: nmae"),
        ("Greet {name}.", "Greet.", "greeting.md:6: it declares inputs that it does not use: name"),
        ("Greet {name}.", "Greet {name} {0}.", "greeting.md:11: it has a brace that is not part of an input"),
        ("Greet {name}.", "Greet {name} {name.__class__}.", "a brace that is not part of an input"),
        ("id: greeting", "id: greetings", "its id 'greetings' is not its file name"),
        ("# System\n", "Dear model,\n\n# System\n", "text before its first heading"),
        ("# User\n", "# System\n", "a heading twice"),
        ("---\nid", "id", "does not begin with front matter"),
        ("purpose: Greets.", "purpose: [", "not valid YAML"),
    ],
)
def test_a_malformed_prompt_is_refused_with_what_is_wrong(folder: Path, old: str, new: str, problem: str) -> None:
    assert old in GREETING
    write(folder, GREETING.replace(old, new, 1))

    assert problem in str(refusal(folder))


def test_a_changed_text_without_a_new_version_is_refused_and_says_how_to_go_on(folder: Path) -> None:
    write(folder, GREETING.replace("Greet {name}.", "Welcome {name}."))

    error = refusal(folder)

    assert error.code == "prompt_changed"
    assert str(error) == (
        "prompts/greeting.md differs from version 1 that was locked; give it a higher version, "
        "then run `tactful prompts lock`."
    )
    with pytest.raises(BadKnowledge, match="give it a higher version"):
        relock(folder, UNTRIED)


def test_a_new_version_is_refused_until_it_is_locked(folder: Path) -> None:
    write(folder, GREETING.replace("version: 1", "version: 2").replace("Greet", "Welcome"))

    error = refusal(folder)

    assert str(error) == "prompts/greeting.md, version 2, is not in lock.json; run `tactful prompts lock`."
    assert relock(folder, UNTRIED) == ("greeting@2",)
    assert load_prompts(folder).get("greeting").version == 2


def test_a_version_never_goes_back(folder: Path) -> None:
    write(folder, GREETING.replace("version: 1", "version: 2"))
    relock(folder, UNTRIED)
    write(folder, GREETING)

    assert refusal(folder).code == "prompt_changed"


def test_locking_again_changes_nothing(folder: Path) -> None:
    before = (folder / "lock.json").read_bytes()

    assert relock(folder) == ()
    assert (folder / "lock.json").read_bytes() == before


def test_line_ends_of_another_system_do_not_break_the_lock(folder: Path) -> None:
    (folder / "greeting.md").write_bytes(GREETING.replace("\n", "\r\n").encode())

    assert (
        load_prompts(folder).get("greeting").render({"name": "A", "letter": "B"}, marker=MARKER)[0].content
        == "Greet A."
    )


def test_a_prompt_without_a_lock_entry_is_refused(folder: Path) -> None:
    write(folder, GREETING.replace("id: greeting", "id: parting"), "parting")

    assert refusal(folder).code == "prompt_not_locked"


def test_a_locked_prompt_that_is_gone_is_missed(folder: Path) -> None:
    (folder / "greeting.md").unlink()

    assert refusal(folder).code == "prompt_missing"


@pytest.mark.parametrize(
    "content", [None, "{", '{"greeting": {"version": 1}}', '{"greeting": {"version": 1, "sha256": "0", "by": "x"}}']
)
def test_a_lock_that_cannot_be_read_is_refused(folder: Path, content: str | None) -> None:
    (folder / "lock.json").unlink()
    if content:
        (folder / "lock.json").write_text(content)

    assert refusal(folder).code in {"prompt_lock_unreadable", "knowledge_invalid"}


def test_notes_are_read_by_their_heading_and_a_missing_one_is_named(folder: Path) -> None:
    write(
        folder,
        "---\nid: moves\nversion: 1\npurpose: Moves.\n---\n## thanks\n\nThank them.\n\n## sign\n\nSign.\n",
        "moves",
    )
    relock(folder, UNTRIED)
    notes = load_prompts(folder).get("moves")

    assert (notes.note("thanks"), notes.note("sign")) == ("Thank them.", "Sign.")
    with pytest.raises(BadKnowledge, match=r"prompts/moves.md has no section '## apology'; add it."):
        notes.note("apology")


def test_an_unknown_prompt_is_named(folder: Path) -> None:
    with pytest.raises(BadKnowledge, match="There is no prompt 'farewell'"):
        load_prompts(folder).get("farewell")


def test_the_shipped_prompts_are_the_locked_ones() -> None:
    prompts = load_prompts(shipped("prompts"))

    assert set(prompts.by_id) == set(json.loads((shipped("prompts") / "lock.json").read_text()))
    asked = {p.id for p in prompts.by_id.values() if p.sections[0].role == "system"}
    drafts = {"draft_reminder", "draft_notice", "draft_reply", "draft_agreement", "draft_call"}
    assert asked == drafts | {"judge_firmer", "judge_tone", "judge_wording", "read_reply", "read_terms"}
