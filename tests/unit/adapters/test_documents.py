"""Structured values come back from their text exactly as they were, type and all."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.adapters.store.documents import KEPT, from_text, to_text
from assistant.domain.brief import Brief, Fact, FactKind, Source, SourceKind
from assistant.domain.commitments import (
    CauseNote,
    ContactMade,
    Dispute,
    Hold,
    Instalment,
    PaymentPlan,
    Promise,
    Reply,
)
from assistant.domain.contract_terms import CheckedTerm
from assistant.domain.contracts import Clause, Contract
from assistant.domain.draft import Draft
from assistant.domain.finding import Report
from assistant.domain.kinds import Stage
from assistant.domain.language import LocalText, Reason
from assistant.domain.late_terms import LateTerms, ReferenceRate, ScopeAnswer
from assistant.domain.ledger import Allocation, CreditNote, Invoice, LedgerStamp, Payment, Proof
from assistant.domain.message import Endorsement
from assistant.domain.money import ISO_DIGITS, Money
from assistant.domain.negotiation import AcceptanceLink, Agreement, AuthorityRequest, OfferMade
from assistant.domain.parties import Contact, Creditor, Customer, Person
from assistant.errors import WorkspaceUnusable

MONEY = st.builds(Money, st.integers(-(2**62), 2**62), st.sampled_from(sorted(ISO_DIGITS)))
MOMENTS = st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=8))]))
DECIMALS = st.decimals(allow_nan=False, allow_infinity=False)
SINGLE = st.none() | st.booleans() | st.integers() | st.text() | st.dates() | MOMENTS
DETAILS = st.dictionaries(
    st.text(),
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.text()
        | st.dates()
        | MOMENTS
        | DECIMALS
        | MONEY
        | st.sampled_from(Stage),
        lambda inner: st.tuples(inner, inner) | st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=5,
    ),
)
REASONS = st.builds(Reason, st.text(), DETAILS)
BY_REGION = st.dictionaries(st.text(), st.from_type(LocalText))
CREDITORS = st.builds(Creditor, ways_to_pay=BY_REGION, billing_digits=st.dictionaries(st.text(), st.integers()))
st.register_type_strategy(CheckedTerm, st.builds(CheckedTerm, value=DETAILS))
st.register_type_strategy(Creditor, CREDITORS)
st.register_type_strategy(Money, MONEY)
st.register_type_strategy(Reason, REASONS)
st.register_type_strategy(datetime, MOMENTS)
st.register_type_strategy(Decimal, DECIMALS)
st.register_type_strategy(float, st.floats(allow_nan=False))


def both_ways(value: object) -> Any:
    return from_text(to_text(value))


def types_of(value: object) -> object:
    """The shape of ``value``: equality alone takes 1 for True, and an enumeration for its text."""
    if isinstance(value, tuple | list):
        return [type(value), *map(types_of, value)]
    if isinstance(value, dict):
        return {key: types_of(item) for key, item in value.items()}
    if type(value) in KEPT.values() and hasattr(value, "__dataclass_fields__"):
        return [type(value), *(types_of(getattr(value, name)) for name in value.__dataclass_fields__)]
    return type(value)


SHAPES = [
    *[Brief, Draft, Report, Creditor, Contact, LocalText, Instalment, Clause, Endorsement],
    *[Customer, Person, Invoice, Payment, CreditNote, Allocation, Proof, LedgerStamp, LateTerms, ReferenceRate],
    *[CheckedTerm, ScopeAnswer, Promise, Dispute, Hold, PaymentPlan, ContactMade, Reply, CauseNote, Contract],
    *[OfferMade, AuthorityRequest, Agreement, AcceptanceLink],
]


@pytest.mark.parametrize("shape", SHAPES)
def test_every_value_of_a_stored_class_comes_back(shape: type) -> None:
    @given(st.from_type(shape))
    @settings(max_examples=40, deadline=None)
    def check(value: object) -> None:
        assert both_ways(value) == value
        assert types_of(both_ways(value)) == types_of(value)

    check()


@given(DETAILS)
@settings(max_examples=200, deadline=None)
def test_details_of_any_sort_come_back(details: dict[str, object]) -> None:
    assert both_ways(details) == details
    assert types_of(both_ways(details)) == types_of(details)


@pytest.mark.parametrize("value", ["2026-06-16", date(2026, 6, 16), 16, Money(16, "CNY"), "16", "CNY 0.16"])
def test_a_fact_keeps_the_type_of_its_value(value: object) -> None:
    source = Source(kind=SourceKind.LEDGER, reference="row 14")
    fact = Fact(id="F1", kind=FactKind.TEXT, role="order_no", value=value, source=source)  # type: ignore[arg-type]
    assert both_ways(fact) == fact
    assert type(both_ways(fact).value) is type(value)
    assert both_ways(fact).kind is FactKind.TEXT


def test_a_decimal_keeps_its_trailing_zeros() -> None:
    assert str(both_ways(Decimal("50.00"))) == "50.00"


def test_text_that_looks_like_our_own_marks_stays_text() -> None:
    details = {"$date": "2026-06-16", "$Money": {"minor": 1}, "plain": {"$map": []}}
    assert both_ways(details) == details


def test_chinese_is_stored_as_it_reads() -> None:
    assert to_text(("催收", date(2026, 6, 16))) == '["催收",{"$date":"2026-06-16"}]'


def test_an_enumeration_that_no_class_of_ours_uses_becomes_its_text() -> None:
    class Colour(StrEnum):
        RED = "red"

    assert both_ways({"colour": Colour.RED}) == {"colour": "red"}


def test_what_no_document_may_hold_is_a_programming_error() -> None:
    with pytest.raises(TypeError, match="a document cannot hold a complex"):
        to_text({"z": 1j})


@pytest.mark.parametrize(
    "text",
    [
        "{",
        '{"$Unheard":{"a":1}}',
        '{"$Money":{"minor":1}}',
        '{"$Money":{"minor":1,"currency":"CNY","more":1}}',
        '{"$Stage":"sideways"}',
        '{"$date":"yesterday"}',
        '{"$date":16}',
        '{"$decimal":"much"}',
        '{"$Money":{"minor":1,"currency":"???"}}',
    ],
)
def test_a_damaged_document_is_named_as_such(text: str) -> None:
    with pytest.raises(WorkspaceUnusable, match="A stored document cannot be read") as damaged:
        from_text(text)
    assert damaged.value.code == "record_damaged"


def test_the_names_that_documents_are_stored_under_do_not_change() -> None:
    # A name may be added here; one that was released stays, or old records can no longer be read.
    released = (
        "AcceptanceLink Agreement AgreementState Allocation AllocationBasis AnswerSaid AnswerWay Arrangement"
        " Authority AuthorityRequest BankAccount Brief Bucket Cause CauseNote Channel ChatMessage CheckedTerm"
        " Clause Contact ContactMade Contract CreditNote Creditor Customer CustomerAnswer Dispute Draft"
        " Endorsement Engine Excerpt Fact FactKind Feed Finding Formality Grounds Hold HoldReason Instalment"
        " InterestTreatment Invoice Language LateTerms LedgerStamp LocalText Mark MessageKind ModelCall ModelRole"
        " Money Offer OfferKind OfferMade OfferStatus Override Party Payment PaymentPlan Per Person PlannedDebt Promise Proof"
        " ProofKind Rate ReadReply Reason ReferenceRate Reply Report RequestStatus Retention Return Role"
        " ScopeAnswer SenderRank Severity Signatory Source SourceKind Stage Stamp Stance Standing Status"
        " Suppressed Suppression TermField TermState Tone Topic Variant Verdict"
    )
    assert sorted(KEPT) == released.split()
    assert json.loads(to_text(Money(1, "CNY"))) == {"$Money": {"minor": 1, "currency": "CNY"}}
