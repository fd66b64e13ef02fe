"""The eval of drafts with a model on the loopback: how each case ended, and what counts as tried."""

import pytest

from assistant.bootstrap.models import prompt_folder
from assistant.prompting import edited_prompts, fingerprint
from assistant.settings import Settings
from evals.drafting.cases import load_cases
from evals.drafting.running import desk_of, summary, written
from tests.fakes.model import sensible_answer
from tests.fakes.model_server import ModelServer, a_closed_port, says

pytestmark = pytest.mark.usefixtures("closed_models")
CASE = next(case for case in load_cases() if case.id == "en-GB-07-payment_reminder")


def desk_at(url, workspace):
    return desk_of(Settings(model="small", base_url=url, workspace=workspace, model_deadline=5, model_retries=0))


def test_a_models_letter_is_scored_and_says_how_it_ended(tmp_path):
    with ModelServer(says(sensible_answer)) as server:
        desk, prompts = desk_at(server.url, tmp_path)
        record = written(desk, CASE, "model")
        server.play(says("no"), says(sensible_answer))
        again = written(desk, CASE, "model")
        server.play(says("no"))
        never = written(desk, CASE, "model")
    assert (record.ended, record.model, record.tokens_in, record.tokens_out) == ("model", "small-1", 321, 123)
    assert record.scores["writer.model"] == ""
    assert prompts == fingerprint(edited_prompts(prompt_folder(Settings())).by_id.values())
    assert again.ended == "repaired"
    assert (never.ended, never.scores["writer.model"]) == ("composer", "model_answer_unusable")


def test_what_the_model_never_heard_is_not_scored(tmp_path):
    desk, _ = desk_at(a_closed_port(), tmp_path)
    told = summary([written(desk, CASE, "model")], cases=120, writer="model", model="small", prompts="x")
    assert (told["done"], told["failed"], told["not_scored"]) == (0, 0, {CASE.id: "model_unreachable"})
