"""What a customer contests is held back where it can be told, and all of it where nobody can tell."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.money import Money, total
from assistant.domain.reading import DisputeRead, DisputeReason, Evidence
from assistant.negotiation.contested import Contested, answered, contested_by, held_back, joined, without
from assistant.negotiation.situation import Debt

WORDS = Evidence(quote="broken", start=0, end=6, certainty=0.9)


def eur(amount):
    return Money.parse(str(amount), "EUR")


def debts(*amounts):
    return tuple(Debt(invoice_no=f"A-{n}", amount=eur(a), due=date(2026, 1, n)) for n, a in enumerate(amounts, start=1))


def dispute(invoice_no=None, *, whole=True, reason=DisputeReason.QUALITY):
    return DisputeRead(reason=reason, whole=whole, invoice_no=invoice_no, evidence=WORDS)


def test_of_one_invoice_among_several_the_sum_that_they_say_is_held_back_else_all_of_it():
    two = debts(500, 400)

    assert contested_by(dispute("A-2"), eur(80), None, two) == Contested(amount=eur(80), invoice_no="A-2", told=True)
    assert contested_by(dispute("A-2"), eur(900), None, two).amount == eur(400)
    assert contested_by(dispute("A-2"), None, None, two) == Contested(amount=eur(400), invoice_no="A-2", whole=True)


def test_where_they_name_nothing_all_is_held_back_but_what_they_pay_themselves():
    two = debts(500, 400)

    assert contested_by(dispute(), None, None, two).amount == eur(900)
    assert contested_by(dispute(), None, eur(300), two) == Contested(amount=eur(600))


def test_who_argues_about_terms_or_an_invoice_that_is_not_asked_for_holds_nothing_back():
    two = debts(500, 400)

    assert contested_by(dispute(reason=DisputeReason.TERMS), None, None, two) is None
    assert contested_by(dispute("A-9"), None, None, two) is None


def test_a_complaint_that_is_repeated_does_not_undo_the_sum_that_was_said():
    told = Contested(amount=eur(80), invoice_no="A-2", told=True)

    assert joined((told,), Contested(amount=eur(900))) == (told,)
    assert joined((Contested(amount=eur(900)),), told) == (told,)


def test_the_answer_how_much_takes_the_place_of_what_was_held_back():
    held = (Contested(amount=eur(900)),)

    assert answered(held, eur(80), "A-2", debts(500, 400)) == (Contested(amount=eur(80), invoice_no="A-2", told=True),)


@given(
    amounts=st.lists(st.integers(1, 10**6), min_size=1, max_size=4),
    held=st.lists(st.tuples(st.integers(1, 10**7), st.integers(0, 4)), max_size=4),
)
def test_what_is_held_back_and_what_is_asked_for_always_come_to_the_debt(amounts, held):
    owed = tuple(
        Debt(invoice_no=f"A-{n}", amount=Money(a, "EUR"), due=date(2026, 1, n)) for n, a in enumerate(amounts, start=1)
    )
    parts = [
        Contested(amount=Money(minor, "EUR"), invoice_no=f"A-{n}" if 0 < n <= len(owed) else "") for minor, n in held
    ]

    taken = held_back(parts, owed)

    left = total((debt.amount for debt in without(owed, taken)), "EUR")
    assert left + total(taken.values(), "EUR") == Money(sum(amounts), "EUR")
    assert left.minor == max(left.minor, 0)
