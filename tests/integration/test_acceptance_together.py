"""A customer who presses the button in many tabs at once agrees once, on either database."""

from concurrent.futures import ThreadPoolExecutor
from itertools import count
from threading import Barrier

import pytest

from assistant.adapters.store import open_record
from assistant.domain.negotiation import AgreementState, AnswerSaid
from assistant.intake.given_acceptance import LinkAnswer
from assistant.workflow.acceptance import VisitState, answer_by_link, make_link
from tests.contract.conftest import DATABASES, empty_database
from tests.desk import LIN, a_desk
from tests.fakes.clock import FixedClock
from tests.unit.planning.accounts import NOW
from tests.unit.workflow.agreed import put_in_writing, the_agreement

TABS = 8


@pytest.mark.parametrize("kind", DATABASES)
def test_answers_that_come_together_have_one_effect(kind, tmp_path):
    with empty_database(kind, tmp_path) as url:
        clock = FixedClock(NOW)
        tokens = (f"token-{n}" for n in count())
        desk = a_desk(clock=clock, record=open_record(url, clock), new_token=tokens.__next__)
        put_in_writing(desk)
        token = make_link(desk, LIN, "AG-0001").address.removeprefix("/accept/")
        together = Barrier(TABS)

        def press(tab):
            said = AnswerSaid.ACCEPTED if tab % 2 else AnswerSaid.DECLINED
            given = LinkAnswer(said=said, content_hash=the_agreement(desk).content_hash, name=f"tab {tab}", words="ok")
            together.wait()
            return answer_by_link(desk, token, f"198.51.100.{tab}", given)

        with ThreadPoolExecutor(TABS) as tabs:
            visits = list(tabs.map(press, range(TABS)))

        agreement = the_agreement(desk)
        with desk.record.read() as tx:
            account = tx.account("C1", "CNY")
            events = [entry.event for entry in tx.audit_about(["AG-0001"])]
        desk.record.close()
    assert {visit.state for visit in visits} == {VisitState.ANSWERED}
    assert {visit.told.decision for visit in visits} == set(agreement.answers)
    assert (len(agreement.answers), len(account.replies), len(events)) == (1, 1, 2)
    assert len(account.plans) == (agreement.state is AgreementState.ACCEPTED)
