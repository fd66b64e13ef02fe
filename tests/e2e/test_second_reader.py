"""The second reader on the page of a reply, in a real browser with a model that is made to answer."""

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from assistant.bootstrap import build_desk, demo_people, make_sample_workspace
from assistant.intake.company import CompanyFile
from assistant.intake.reply_reader import ReplyReader
from assistant.knowledge import read_yaml, shipped
from assistant.prompting import Asker, load_prompts
from assistant.settings import Settings
from assistant.workflow.load_sample import load_sample
from tests.e2e.conftest import Site, _served
from tests.fakes.model import FakeModel

REPLY = "/en/reply?case=CN05-CNY"
ANSWER = {
    "causes": [],
    "promise": {"amount": "‹amount 1›", "quote": "那笔‹amount 1›"},
    "dispute": None,
    "proposal": None,
    "out_of_office": None,
    "signs": [{"sign": "hostile", "quote": "到时候再说"}],
}


class Nothing:
    """Counts nothing."""

    def count(self, text: str) -> int:
        return 0

    def is_exact(self) -> bool:
        return False


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    workspace = tmp_path_factory.mktemp("workspace")
    settings = Settings(workspace=workspace)
    folder = shipped("knowledge") / "sample"
    make_sample_workspace(settings, read_yaml(folder / "company.yaml", CompanyFile).as_of)
    model = FakeModel({"read_reply": json.dumps(ANSWER, ensure_ascii=False), "answer_again": "no"})
    asker = Asker(model, load_prompts(shipped("prompts")), Nothing(), model_name="m", new_marker=lambda: "k3v9x2m7")
    reader = ReplyReader(asker, is_for_machines=lambda words: False)
    desk = replace(build_desk(settings), reply_reader=lambda: reader)
    load_sample(desk, folder)
    with _served(desk, demo_people(settings)) as url:
        yield Site(url=url, desk=desk, outbox=workspace / "outbox")


def test_both_readings_stand_beside_each_other_and_what_left_is_kept(look, site):
    seen = look().sign_in("lin").go(REPLY, "#second [data-do]")
    assert "A language model gets the customer's own words" in seen.page.inner_text("#second")

    seen.page.click("#second [data-do]")
    seen.page.wait_for_selector("#second li")
    told = seen.page.inner_text("#second")
    assert "Second reader (fake-1)" in told
    assert "the two differ\n\npromise to pay: CNY 31,200.00, 15 May 2026 那笔31,200元15号之前一定打过去" in told
    assert "\n\npromise to pay: CNY 31,200.00, no day named 那笔31,200元\n" in told
    assert "only read by the second reader\n\nhostile 到时候再说" in told
    with site.desk.record.read() as tx:
        (sent,) = tx.model_calls()
    assert "那笔‹amount 1›‹date 1›之前一定打过去" in sent.call.messages[1].content
