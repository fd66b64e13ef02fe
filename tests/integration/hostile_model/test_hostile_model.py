"""Whatever an endpoint does: every draft ends well, nothing faulty can be approved, nothing private gets out."""

import pytest

from tests.integration.hostile_model.faults import FAULTS, Fault
from tests.integration.hostile_model.ledger_values import found_in
from tests.integration.hostile_model.run import DEADLINE, KEY, SHORT, Played, Stage, a_stage


@pytest.fixture(scope="module")
def stage(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch, a_stage(tmp_path_factory.mktemp("hostile"), patch.setattr) as made:
        yield made


@pytest.fixture(scope="module", params=FAULTS, ids=lambda fault: fault.name)
def fault(request):
    return request.param


@pytest.fixture(scope="module")
def played(stage: Stage, fault: Fault) -> Played:
    return stage.play(fault.does, stage.desk(seconds=SHORT if fault.slow else DEADLINE))


def asked_of_the_model(played):
    """The drafts that a model was to write: what it is never asked for is no matter of its endpoint."""
    return [end for end in played.ended if end.why != "model_not_for_kind"]


@pytest.fixture
def known_hole(request, fault):
    if fault.hole:
        request.applymarker(pytest.mark.xfail(reason=fault.hole, strict=False))


@pytest.mark.usefixtures("known_hole")
def test_every_draft_ends_as_it_may(fault, played):
    ends = {(end.how, end.why, repr(end.error)) for end in asked_of_the_model(played)}

    assert {how for how, _, _ in ends} <= fault.ends, ends
    assert {why for _, why, _ in ends if why} <= fault.why, ends
    assert asked_of_the_model(played)


@pytest.mark.usefixtures("known_hole")
def test_nothing_faulty_can_be_approved(fault, played):
    approvable = [end.message for end in played.ended if end.message.report.verdict in ("pass", "review")]
    faulty = [
        (phrase, message.report.verdict, message.draft.text)
        for message in approvable
        for phrase in fault.known_by
        if phrase.casefold() in message.draft.text.casefold()
    ]

    assert faulty == []
    assert len(approvable) == len(played.ended)


def test_no_draft_outlives_its_deadline(fault, played):
    assert max(end.seconds for end in played.ended) <= (SHORT if fault.slow else DEADLINE) + 5


def test_the_endpoint_is_asked_no_more_than_it_may(fault, played):
    assert {asked.path for asked in played.asked} == {"/v1/chat/completions"}
    assert len(played.asked) <= fault.asked * len(asked_of_the_model(played))
    assert max(end.message.draft.stamp.calls for end in played.ended) <= 3


def test_the_key_is_nowhere(stage, played):
    assert KEY not in played.told
    assert KEY not in repr(played.ended)
    assert KEY.encode() not in stage.stored()


def test_nothing_of_the_ledger_leaves(fault, played):
    its_own = set(found_in(" ".join(fault.known_by)))  # what it said itself comes back to it
    told = {line for asked in played.asked for line in (asked.raw.replace("\\n", "\n") + asked.path).splitlines()}

    assert {line: left for line in told if (left := set(found_in(line)) - its_own)} == {}
