"""``tactful lessons`` shows what people changed before approval, to read or as lines for an eval."""

import json
import re

import pytest

from assistant.bootstrap import build_desk
from assistant.domain.message import Message
from assistant.planning import Wishes
from assistant.settings import Settings
from assistant.workflow.edit_draft import edit_draft
from assistant.workflow.prepare_draft import prepare_draft
from assistant.workflow.review import accept_draft, submit_draft
from tests.integration.conftest import sample_desk
from tests.integration.shell import tactful


@pytest.fixture
def workspace(tmp_path):
    sample_desk(tmp_path)
    return tmp_path


def test_nothing_is_shown_where_nobody_changed_anything(workspace):
    assert tactful(workspace, "lessons") == (0, "Nobody changed a draft before it was approved.\n")
    assert tactful(workspace, "lessons", "--jsonl") == (0, "")


def test_a_changed_and_approved_message_is_shown_before_and_after(workspace):
    desk = build_desk(Settings(workspace=workspace))
    with desk.record.read() as tx:
        lin, zhou = tx.person("lin"), tx.person("zhou")
    made = prepare_draft(desk, lin, "EN01-USD", Wishes(), writer="composer")
    assert isinstance(made, Message)
    body = made.draft.body.replace("Thank", "Many thanks. Thank")
    new = edit_draft(desk, lin, made.id, version=1, subject=made.draft.subject, body=body)
    submit_draft(desk, lin, new.id, content_hash=new.content_hash)
    accept_draft(desk, zhou, new.id, content_hash=new.content_hash, reasons="Warmer.")

    code, printed = tactful(workspace, "lessons")
    assert code == 0
    assert re.match(r"── [0-9a-f]{16} · payment reminder · \w+ · English · email · composer\b", printed)
    assert "Changed: the wording\n" in printed
    assert "\n· Before\n" in printed
    assert "Many thanks." in printed.partition("\n· Approved\n")[2]
    line = json.loads(tactful(workspace, "lessons", "--jsonl")[1])
    assert line["provenance"].startswith("from_review:")
    assert "Tan" not in json.dumps(line)
