from dataclasses import replace

from assistant.domain.authority import OfferKind
from assistant.domain.brief import Refusal
from assistant.domain.kinds import Channel, Tone
from assistant.workflow.policy import try_policy
from tests.desk import a_desk, pay

# The desk's one case is 20 days late: the step of day 14, neutral, by e-mail, asking for an answer in five days.


def with_step(desk, day, **changes):
    steps = tuple(replace(step, **changes) if step.day == day else step for step in desk.policy.steps)
    return replace(desk.policy, steps=steps)


def test_an_unchanged_policy_turns_no_case():
    desk = a_desk()
    trial = try_policy(desk, desk.policy, desk.authority)
    assert (trial.looked_at, trial.turns) == (1, ())


def test_another_channel_is_shown_before_and_after():
    desk = a_desk()
    (turn,) = try_policy(desk, with_step(desk, 14, channels=(Channel.LETTER,))).turns
    assert (turn.case.id, turn.before.step.channel, turn.after.step.channel) == (
        "C1-CNY",
        Channel.EMAIL,
        Channel.LETTER,
    )


def test_a_case_that_would_be_left_alone_is_shown_with_the_reason():
    desk = a_desk()
    (turn,) = try_policy(desk, replace(desk.policy, external_from_day=10)).turns
    assert isinstance(turn.after.step, Refusal)
    assert turn.after.step.reason.code == "external"


def test_other_limits_of_authority_change_what_is_offered():
    desk = a_desk()
    offering = replace(desk, policy=with_step(desk, 14, offer=OfferKind.EXTENSION))
    limits = {role: replace(limit, max_extension_days=30) for role, limit in desk.authority.roles.items()}
    (turn,) = try_policy(offering, authority=replace(desk.authority, roles=limits)).turns
    assert turn.before.offers[0].schedule[0].due < turn.after.offers[0].schedule[0].due


def test_a_step_that_is_not_reached_turns_nothing():
    desk = a_desk()
    assert try_policy(desk, with_step(desk, 60, tone=Tone.FORMAL)).turns == ()


def test_a_case_without_anything_open_is_not_looked_at():
    desk = a_desk()
    pay(desk, "10000.00")
    assert try_policy(desk).looked_at == 0


def test_trying_stores_nothing():
    desk = a_desk()
    with desk.record.read() as tx:
        before = len(list(tx.audit_entries()))
    try_policy(desk, with_step(desk, 14, channels=(Channel.LETTER,)))
    with desk.record.read() as tx:
        assert len(list(tx.audit_entries())) == before
