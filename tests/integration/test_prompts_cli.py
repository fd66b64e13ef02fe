"""``tactful prompts``: the files are locked, listed, shown and checked."""

import json
import re
import shlex
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant.bootstrap import build_desk, build_given_desk
from assistant.bootstrap.models import build_request_maker
from assistant.cli.prompt_show import preview_lines
from assistant.domain.kinds import MessageKind
from assistant.domain.language import Language, Reason
from assistant.domain.money import BILLING_DIGITS
from assistant.domain.order import Order, Passage
from assistant.drafting import ModelWriter
from assistant.knowledge import read_yaml, shipped
from assistant.settings import Settings
from assistant.wording import Wording
from assistant.workflow.material import order_for
from assistant.workflow.prompt_check import BRIEFS, MadeUp, tried_briefs
from assistant.workflow.prompt_preview import preview, preview_of
from tests.builders import a_brief
from tests.fakes.model import FakeModel, sensible_answer
from tests.integration.conftest import sample_desk
from tests.integration.shell import run, tactful
from tests.integration.test_model_writer import writer_with


@pytest.fixture
def own(tmp_path, monkeypatch):
    """A folder of prompts of one's own, in use."""
    folder = tmp_path / "prompts"
    folder.mkdir()
    for path in shipped("prompts").iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    monkeypatch.setenv("TACTFUL_PROMPTS", str(folder))
    return folder


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    folder = tmp_path_factory.mktemp("workspace")
    sample_desk(folder)
    return folder


def edit(folder, name, old, new):
    path = folder / f"{name}.md"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def raise_version(folder, name="style_en"):
    path = folder / f"{name}.md"
    path.write_text(
        re.sub("^version: .*$", "version: 99", path.read_text(encoding="utf-8"), flags=re.M), encoding="utf-8"
    )


def test_nothing_changed_needs_no_trial(own):
    before = (own / "lock.json").read_bytes()
    assert run("prompts", "lock") == (0, "unchanged\n", "")
    assert (own / "lock.json").read_bytes() == before


def test_a_change_is_locked_with_the_reason_why_it_was_not_tried(own):
    raise_version(own)
    assert run("prompts", "lock") == (
        2,
        "",
        "Say how the change was tried: `tactful prompts lock --eval RUN`, or --untried REASON.",
    )
    assert run("prompts", "lock", "--untried", "a comma") == (0, "style_en@99\n", "")
    assert '"untried": "a comma"' in (own / "lock.json").read_text(encoding="utf-8")


def test_each_file_is_listed_with_its_size_and_how_it_stands_to_the_lock(own):
    raise_version(own)
    edit(own, "moves", "## greet", "## greet_them")
    path = own / "farewell.md"
    path.write_text("---\nid: farewell\nversion: 1\npurpose: Parts.\n---\nGoodbye.\n", encoding="utf-8")
    lines = {line.partition("@")[0]: line for line in run("prompts", "list")[1].splitlines()}
    assert lines["farewell"] == "farewell@1 · at most 8 tokens · not locked yet · Parts."
    assert " · changed since it was locked · " in lines["style_en"]
    assert " · changed since it was locked · " in lines["moves"]
    assert " · locked, not tried: no model was at hand · " in lines["judge_wording"]
    (row,) = (row for row in json.loads(run("prompts", "list", "--json")[1]) if row["id"] == "farewell")
    assert row == {
        "id": "farewell",
        "version": 1,
        "purpose": "Parts.",
        "tokens": 8,
        "tokens_exact": False,
        "state": "new",
        "tried": None,
        "untried": "",
    }


def test_without_a_case_the_file_is_shown_as_it_stands(own):
    raise_version(own)
    assert run("prompts", "show", "style_en")[1] == (own / "style_en.md").read_text(encoding="utf-8")


def test_an_unknown_prompt_is_named_with_those_there_are():
    code, _, error = run("prompts", "show", "sonnet")
    assert code == 2
    assert error.startswith("There is no prompt 'sonnet'; use one of: ")
    assert "draft_reminder" in error


def test_with_a_case_it_is_what_the_writer_would_send_to_the_letter(workspace):
    """With the history that there is room for; the same words, whether a model is set up or not."""
    settings = Settings(workspace=workspace)
    desk = build_desk(settings)
    with desk.record.read() as tx:
        lin = tx.person("lin")
    composer = desk.writer("composer")[1]
    maker = build_request_maker(settings, BILLING_DIGITS, composer)
    model = FakeModel({"draft_reminder": sensible_answer})
    # Only the marker of a fence is new each time: here it is always the same.
    writer = writer_with(model, composer, maker.prompts)
    shown = preview(desk, replace(maker, writer=writer), lin, "HK01-HKD")
    with desk.record.read() as tx:
        order = order_for(desk, tx, shown.brief)
    writer.write(shown.brief, order)
    assert [(m.role, m.content) for m in model.asked[0]] == [(m.role, m.content) for m in shown.messages]
    assert order.passages
    assert shown.prompts[-1].startswith("material@")
    assert isinstance(maker.writer, ModelWriter)


def test_what_of_the_history_there_is_no_room_for_is_told():
    day = date(2026, 5, 4)
    order = Order(passages=tuple(Passage(about="their message", day=day, quote="please " * 300) for _ in range(3)))
    maker = build_request_maker(Settings(), BILLING_DIGITS, None)
    lines = list(preview_lines(preview_of(maker, a_brief("EN"), BILLING_DIGITS, order), Wording.of(Language.EN)))
    assert "! There was no room to show the model everything; left out: 3 pieces of the history." in lines


def test_the_preview_tells_size_and_placeholders_and_that_nothing_was_sent(workspace):
    code, printed = tactful(workspace, "--as", "lin", "prompts", "show", "draft_reminder", "--case", "HK01-HKD")
    assert code == 0
    lines = printed.splitlines()
    assert lines[0].startswith("── HK01-HKD · payment reminder · email · ")
    assert re.search(r" · Traditional Chinese · draft_reminder@\d+ · material@\d+$", lines[0])
    assert lines[1].startswith("at most ")
    assert lines[1].endswith(" tokens of 32000 allowed. Nothing was sent.")
    assert "- [[F3]] how that person is addressed, without a greeting word (must)" in lines
    assert "[[F3]] how that person is addressed, without a greeting word = 麥小姐" in lines
    sent = printed.partition("── Placeholders")[0]
    assert "麥小姐" not in sent
    assert "INV-2026-0329" not in sent


def test_the_preview_in_json(workspace):
    arguments = ("--as", "lin", "prompts", "show", "moves", "--case", "HK01-HKD", "--language", "en", "--json")
    code, printed = tactful(workspace, *arguments)
    shown = json.loads(printed)
    files = [stamp.partition("@")[0] for stamp in shown["prompts"]]
    assert (code, shown["language"], files, shown["refused"]) == (0, "en", ["draft_reminder", "material"], None)
    assert [message["role"] for message in shown["messages"]] == ["system", "user"]
    assert shown["placeholders"][0] == {
        "id": "F1",
        "meaning": "the customer's company name",
        "value": "隼灣貿易有限公司",
    }


def test_a_prompt_that_is_not_sent_for_the_case_names_the_one_that_is(workspace):
    code, error = tactful(workspace, "--as", "lin", "prompts", "show", "judge_wording", "--case", "HK01-HKD")
    assert (code, error) == (2, "This message is asked for with draft_reminder, material; show that.")


def test_a_case_on_which_nothing_may_be_sent_says_why(workspace):
    code, printed = tactful(workspace, "--as", "lin", "prompts", "show", "moves", "--case", "HK02-USD")
    assert (code, printed) == (
        1,
        "A promise of USD 11,200.00 by 26 June 2026 is still open; nothing is sent about what it covers until it is "
        "kept or missed.\n",
    )


def test_a_kind_that_no_model_writes_is_told_in_one_line():
    class Composers:
        def shows(self, brief, order):
            return Reason.of("model_not_for_kind", kind=MessageKind.COUNSEL_BRIEF)

    maker = replace(build_request_maker(Settings(), BILLING_DIGITS, None), writer=Composers())
    lines = list(preview_lines(preview_of(maker, a_brief("EN"), BILLING_DIGITS), Wording.of(Language.EN)))
    assert lines[1:] == [
        "This would not be sent: A brief for counsel is for our own people and has to be whole, so the built-in composer always writes it."
    ]


def test_a_changed_prompt_is_shown_before_it_is_locked(workspace, own):
    edit(own, "draft_reminder", "Write this message.", "Word this message.")
    printed = tactful(workspace, "--as", "lin", "prompts", "show", "draft_reminder", "--case", "HK01-HKD")[1]
    assert "Word this message." in printed.splitlines()


def test_a_request_beyond_the_budget_would_not_be_sent():
    maker = build_request_maker(Settings(model_input_tokens=100), BILLING_DIGITS, None)
    shown = preview_of(maker, a_brief("EN"), BILLING_DIGITS)
    assert shown.refused == Reason.of("model_request_too_long", tokens=shown.tokens, most=100)
    assert len(shown.messages) == 2


def test_the_shipped_prompts_are_copied_with_their_lock_to_begin_with(tmp_path):
    folder = tmp_path / "ours"
    assert run("prompts", "copy", folder) == (0, f"export TACTFUL_PROMPTS={folder}\n", "")
    there = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert there == {path.name: path.read_bytes() for path in shipped("prompts").iterdir()}
    code, _, error = run("prompts", "copy", folder)
    assert (code, "is there already" in error) == (2, True)


def test_the_shipped_prompts_are_sound():
    code, printed, _ = run("prompts", "check")
    assert code == 0
    assert printed.endswith(" prompt files, tried on 448 made-up cases: 0 wrong\n")


def test_every_made_up_case_can_be_written():
    made_up = read_yaml(shipped("knowledge") / BRIEFS, MadeUp)
    combinations = sum(len(how.channels) * len(how.tones) for how in made_up.kinds.values()) * len(made_up.markets)
    assert len(list(tried_briefs(build_given_desk(Settings())))) == combinations == 448
    assert set(MessageKind) - made_up.kinds.keys() == {MessageKind.VISIT_BRIEF, MessageKind.COUNSEL_BRIEF}


def test_everything_that_is_wrong_is_told_at_once_with_its_place(own):
    """In one run: what cannot be read, what is not locked, what is gone, and what the program would miss."""
    edit(own, "draft_reminder", "{task}", "{taks}")
    edit(own, "problems", "version: ", "mood: good\nversion: ")
    edit(own, "moves", "## sign\n", "## signing\n")
    (own / "style_en.md").unlink()
    code, printed, _ = run("prompts", "check")
    lines = printed.splitlines()
    line = next(
        number
        for number, text in enumerate((own / "draft_reminder.md").read_text(encoding="utf-8").splitlines(), 1)
        if "{taks}" in text
    )
    assert code == 2
    assert f"✕ {own}/draft_reminder.md:{line}: it uses undeclared inputs: taks; correct the file." in lines
    assert any(text.startswith(f"✕ {own}/problems.md: at line ") and ", mood: " in text for text in lines)
    assert any(text.startswith("✕ prompts/moves.md is no longer the text locked as version ") for text in lines)
    assert "✕ prompts/style_en.md is missing; restore it." in lines
    assert "✕ prompts/moves.md has no section “sign”; add it." in lines
    assert lines[-1].endswith("tried on 0 made-up cases: " + f"{len(lines) - 1} wrong")


def test_a_real_value_in_a_prompt_is_found_by_the_cases(own):
    raise_version(own)
    with (own / "style_en.md").open("a", encoding="utf-8") as file:
        file.write("\n- Say: invoice FP-101.\n")
    assert run("prompts", "lock", "--untried", "to see it found")[0] == 0
    code, printed, _ = run("prompts", "check")
    assert code == 2
    assert "✕ A payment reminder would show a model a name or figure of the case; take it out of the prompts." in (
        printed.splitlines()
    )


def test_an_unlocked_prompt_writes_no_letter(own, tmp_path, monkeypatch):
    raise_version(own)
    monkeypatch.setenv("TACTFUL_MODEL", "small")
    sample_desk(tmp_path / "w")
    code, error = tactful(tmp_path / "w", "--as", "lin", "draft", "HK01-HKD", "--writer", "model")
    assert (code, error) == (2, "prompts/style_en.md, version 99, is not in lock.json; run `tactful prompts lock`.")


def test_what_the_page_on_changing_a_prompt_says_to_look_at_can_be_looked_at(workspace):
    page = Path("docs/how-to/change-a-prompt.md").read_text(encoding="utf-8")
    shown = re.findall(r"^tactful (prompts show .*)$", page, re.MULTILINE)

    assert len(shown) == 2
    for line in shown:
        assert "Nothing was sent." in tactful(workspace, *shlex.split(line))[1], line
