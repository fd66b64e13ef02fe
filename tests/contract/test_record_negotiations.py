"""The promises of every record on negotiations: what was offered, asked for, agreed, and how it was accepted."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from assistant.domain.commitments import InterestTreatment, PaymentPlan, PlannedDebt
from assistant.domain.money import Money
from assistant.domain.negotiation import AcceptanceLink, Agreement, AgreementState, OfferMade, OfferStatus, Party
from assistant.errors import NotFound
from assistant.ports import Record
from tests.contract.negotiated_things import (
    NEGOTIATED,
    a_granted_request,
    an_acceptance_link,
    an_agreement,
    an_answer,
    an_authority_request,
    an_offer,
)
from tests.contract.things import HKD, NOON, a_customer, a_plan, an_invoice, with_customer

LATER = NOON + timedelta(minutes=1)
OFFICE, ELSEWHERE = "198.51.100.7", "2001:db8::/56"


@pytest.mark.parametrize(("save", "thing"), NEGOTIATED, ids=[save for save, _ in NEGOTIATED])
def test_saving_tells_whether_anything_changed(record: Record, save: str, thing: Any) -> None:
    with with_customer(record).begin() as tx:
        assert getattr(tx, save)(thing) is True
        assert getattr(tx, save)(thing) is False
        assert getattr(tx, save)(replace(thing, currency="USD")) is True


@pytest.mark.parametrize(("save", "thing"), NEGOTIATED, ids=[save for save, _ in NEGOTIATED])
def test_nothing_is_negotiated_with_an_unknown_customer(record: Record, save: str, thing: Any) -> None:
    with pytest.raises(NotFound, match="There is no customer 'HK02'"), record.begin() as tx:
        getattr(tx, save)(thing)


# --- offers ------------------------------------------------------------------
def test_offers_of_one_case_come_back_whole_and_oldest_first(record: Record) -> None:
    ours = an_offer("OF-0001", by=Party.US, at=LATER, quote="", source="M-0001", status=OfferStatus.COUNTERED)
    theirs, same_moment = an_offer("OF-0003"), an_offer("OF-0002")
    with with_customer(record).begin() as tx:
        tx.save_customer(a_customer("HK03"))
        for offer in (ours, theirs, same_moment, an_offer("OF-4", currency="USD")):
            tx.save_offer(offer)
        tx.save_offer(an_offer("OF-5", customer_code="HK03"))
    with record.read() as tx:
        assert tx.offers(*HKD) == (same_moment, theirs, ours)
        assert tx.offers("HK02", "EUR") == ()


def test_an_offer_that_is_answered_keeps_what_it_was(record: Record) -> None:
    answered = an_offer(status=OfferStatus.DECLINED)
    with with_customer(record).begin() as tx:
        tx.save_offer(an_offer())
        tx.save_offer(answered)
    with record.read() as tx:
        assert tx.offers(*HKD) == (answered,)
        assert [offer for _, offer in tx.earlier(OfferMade, "OF-0001")] == [an_offer()]


# --- authority ---------------------------------------------------------------
def test_requests_for_authority_are_read_by_case_and_all_together(record: Record) -> None:
    granted, waiting = a_granted_request(), an_authority_request("AR-0002", asked_at=LATER)
    other = an_authority_request("AR-0003", currency="USD", asked_at=NOON - timedelta(days=1))
    with with_customer(record).begin() as tx:
        tx.save_customer(a_customer("HK03"))
        foreign = an_authority_request("AR-0004", customer_code="HK03", asked_at=LATER + timedelta(days=1))
        for request in (granted, waiting, other, foreign):
            tx.save_authority_request(request)
    with record.read() as tx:
        assert tx.authority_requests(*HKD) == (granted, waiting)
        assert tx.authority_requests("HK02") == (other, granted, waiting)
        assert tx.authority_requests(currency="HKD") == (granted, waiting, foreign)
        assert tx.authority_requests() == (other, granted, waiting, foreign)


# --- agreements --------------------------------------------------------------
def test_agreements_are_read_by_id_and_by_case_with_every_answer(record: Record) -> None:
    accepted = an_agreement(state=AgreementState.ACCEPTED, answers=(an_answer(), an_answer(name="陳")), plan_id="PP-1")
    other = an_agreement("AG-0002", made_at=NOON - timedelta(days=1), message_id="M-0002")
    with with_customer(record).begin() as tx:
        for agreement in (accepted, other, an_agreement("AG-0003", currency="USD", message_id="M-0003")):
            tx.save_agreement(agreement)
    with record.read() as tx:
        assert tx.agreement("AG-0001") == accepted
        assert tx.agreements(*HKD) == (other, accepted)
        assert tx.agreements("HK03", "HKD") == ()
        with pytest.raises(NotFound, match="There is no agreement 'AG-9'") as unknown:
            tx.agreement("AG-9")
    assert unknown.value.code == "unknown_agreement"


def test_an_agreement_that_is_answered_keeps_what_it_was(record: Record) -> None:
    with with_customer(record).begin() as tx:
        tx.save_agreement(an_agreement())
        tx.save_agreement(an_agreement(state=AgreementState.DECLINED, answers=(an_answer(),)))
    with record.read() as tx:
        assert [before for _, before in tx.earlier(Agreement, "AG-0001")] == [an_agreement()]


# --- links -------------------------------------------------------------------
def test_a_link_is_found_by_the_hash_of_its_token_and_by_its_agreement(record: Record) -> None:
    first = an_acceptance_link(revoked=True)
    second = an_acceptance_link("b" * 64, created=LATER, used_at=LATER + timedelta(days=1))
    with with_customer(record).begin() as tx:
        for number in ("AG-0001", "AG-0002"):
            tx.save_agreement(an_agreement(number))
        for link in (second, first, an_acceptance_link("c" * 64, agreement_id="AG-0002")):
            assert tx.save_acceptance_link(link) is True
        assert tx.save_acceptance_link(first) is False
    with record.read() as tx:
        assert tx.acceptance_link("a" * 64) == first
        assert tx.acceptance_link("d" * 64) is None
        assert tx.acceptance_links("AG-0001") == (first, second)
        assert tx.acceptance_links("AG-0009") == ()


def test_a_link_that_is_revoked_keeps_what_it_was(record: Record) -> None:
    with with_customer(record).begin() as tx:
        tx.save_agreement(an_agreement())
        tx.save_acceptance_link(an_acceptance_link())
        tx.save_acceptance_link(an_acceptance_link(revoked=True))
    with record.read() as tx:
        assert [link for _, link in tx.earlier(AcceptanceLink, "a" * 64)] == [an_acceptance_link()]


def test_a_link_needs_an_agreement(record: Record) -> None:
    with pytest.raises(NotFound, match="There is no agreement 'AG-0001'"), with_customer(record).begin() as tx:
        tx.save_acceptance_link(an_acceptance_link())


# --- tries -------------------------------------------------------------------
def test_failed_tries_are_counted_by_address_and_of_all_together(record: Record) -> None:
    with record.begin() as tx:
        assert tx.failed_acceptance_tries(OFFICE, NOON) == 0
        tx.note_acceptance_try(OFFICE, NOON, succeeded=False)
        tx.note_acceptance_try(OFFICE, LATER, succeeded=False)
        tx.note_acceptance_try(ELSEWHERE, LATER, succeeded=False)
    with record.read() as tx:
        assert tx.failed_acceptance_tries(OFFICE, NOON) == 2
        assert tx.failed_acceptance_tries(OFFICE, LATER) == 1
        assert tx.failed_acceptance_tries(ELSEWHERE, NOON) == 1
        assert tx.failed_acceptance_tries("", NOON) == 3
        assert tx.failed_acceptance_tries("", LATER + timedelta(seconds=1)) == 0


def test_a_token_that_opens_something_is_no_failure_and_forgives_none(record: Record) -> None:
    with record.begin() as tx:
        tx.note_acceptance_try(OFFICE, NOON, succeeded=False)
        tx.note_acceptance_try(OFFICE, LATER, succeeded=True)
        assert tx.failed_acceptance_tries(OFFICE, NOON) == 1


def test_tries_are_forgotten_up_to_a_moment(record: Record) -> None:
    with record.begin() as tx:
        tx.note_acceptance_try(OFFICE, NOON, succeeded=False)
        tx.note_acceptance_try(ELSEWHERE, LATER, succeeded=False)
        tx.forget_acceptance_tries(LATER)
    with record.read() as tx:
        assert tx.failed_acceptance_tries("", NOON) == 1
        assert tx.failed_acceptance_tries(ELSEWHERE, NOON) == 1


# --- what an agreement becomes -----------------------------------------------
def test_a_payment_plan_names_its_agreement_what_becomes_of_interest_and_when_it_ended(record: Record) -> None:
    debt = PlannedDebt(principal=Money.parse("86400.00", "HKD"), discount=Money.parse("100.00", "HKD"))
    plan = a_plan(agreement_id="AG-0001", interest=InterestTreatment.FROZEN, ended_on=date(2026, 6, 15), debt=debt)
    with with_customer(record).begin() as tx:
        tx.save_invoice(an_invoice())
        tx.save_plan(a_plan())
        tx.save_plan(plan)
    with record.read() as tx:
        assert tx.account(*HKD).plans == (plan,)
        assert [before for _, before in tx.earlier(PaymentPlan, "PL-1")] == [a_plan()]
