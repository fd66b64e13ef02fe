"""One that fails all the time is left alone, one that fails now and then costs little more than its drafts."""

import random

import pytest

from tests.fakes.model_server import Exchange, a_closed_port, fails, says
from tests.integration.hostile_model.faults import FAULTS
from tests.integration.hostile_model.mischief import good
from tests.integration.hostile_model.run import DRAFTS, KEY, Stage, a_stage

# What answers at once, for good or ill.
QUICK = [fault for fault in FAULTS if not (fault.slow or fault.hole)]


@pytest.fixture(scope="module")
def stage(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch, a_stage(tmp_path_factory.mktemp("hostile"), patch.setattr) as made:
        yield made


def test_nobody_there_means_that_the_composer_writes(stage: Stage):
    played = stage.play(fails(500), stage.desk(url=a_closed_port()))

    assert {(end.how, end.why) for end in played.ended} <= {
        ("composer", "model_unreachable"),
        ("composer", "model_not_for_kind"),
    }
    assert played.asked == []


def test_after_ten_failures_the_endpoint_is_left_alone(stage: Stage):
    desk = stage.desk(failures=10)
    played = stage.play(fails(500), desk, drafts=20)
    later = stage.play(says(good), desk, drafts=8)

    # Those that were on their way when the tenth failed have left already.
    assert 10 <= len(played.asked) <= 13
    assert {end.how for end in [*played.ended, *later.ended]} == {"composer"}
    assert {end.why for end in later.ended} <= {"model_paused", "model_not_for_kind"}
    assert later.asked == []


def test_with_three_faults_in_ten_answers_drafts_take_few_more_requests(stage: Stage):
    chance = random.Random(3)

    def behave(exchange: Exchange) -> None:
        does = chance.choice(QUICK).does if chance.random() < 0.3 else says(good)
        does(exchange)

    played = stage.play(behave, stage.desk(), drafts=10 * DRAFTS)

    every = {phrase.casefold() for fault in QUICK for phrase in fault.known_by}
    texts = [
        end.message.draft.text.casefold() for end in played.ended if end.message.report.verdict in ("pass", "review")
    ]
    assert {end.how for end in played.ended} == {"model", "repaired", "composer"}
    assert [(phrase, text) for text in texts for phrase in every if phrase in text] == []
    assert len(played.asked) <= 1.6 * len(played.ended)
    assert KEY not in played.told
    assert KEY.encode() not in stage.stored()
