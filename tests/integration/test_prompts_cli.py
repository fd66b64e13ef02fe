"""``tactful prompts``: the files are locked, listed, shown and checked."""

import pytest

from assistant.knowledge import shipped
from tests.integration.shell import run


@pytest.fixture
def own(tmp_path, monkeypatch):
    """A folder of prompts of one's own, in use."""
    folder = tmp_path / "prompts"
    folder.mkdir()
    for path in shipped("prompts").iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    monkeypatch.setenv("TACTFUL_PROMPTS", str(folder))
    return folder


def edit(folder, name="style_en", old="version: 1", new="version: 2"):
    path = folder / f"{name}.md"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_nothing_changed_needs_no_trial(own):
    before = (own / "lock.json").read_bytes()
    assert run("prompts", "lock") == (0, "unchanged\n", "")
    assert (own / "lock.json").read_bytes() == before


def test_a_change_is_locked_with_the_reason_why_it_was_not_tried(own):
    edit(own)
    assert run("prompts", "lock") == (
        2,
        "",
        "Say how the change was tried: `tactful prompts lock --eval RUN`, or --untried REASON.",
    )
    assert run("prompts", "lock", "--untried", "a comma") == (0, "style_en@2\n", "")
    assert '"untried": "a comma"' in (own / "lock.json").read_text(encoding="utf-8")
