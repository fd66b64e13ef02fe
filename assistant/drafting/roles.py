"""Says what each role of a fact means, for templates that name it as a slot and models that see only its meaning."""

from collections.abc import Mapping
from enum import StrEnum

from assistant.domain.brief import Fact, FactKind


class Scope(StrEnum):
    """What a fact of a role belongs to: the whole case, or one invoice, instalment, excerpt … (its ``about``)."""

    CASE = "case"
    INVOICE = "invoice"
    INSTALMENT = "instalment"
    EXCERPT = "excerpt"
    REMINDER = "reminder"
    CALL = "call"


# Role -> what a value of it says, in the words of a prompt.
MEANINGS: Mapping[str, str] = {
    "customer_name": "the customer's company name",
    "contact_name": "the name of the person at the customer",
    "salutation": "how that person is addressed, without a greeting word",
    "creditor_name": "our own company name",
    "sender_name": "the name of the person who writes",
    "sender_title": "the writer's job title",
    "sender_phone": "the writer's telephone number",
    "sender_email": "the writer's e-mail address",
    "invoice_no": "the invoice number",
    "invoice_amount": "the amount that was invoiced",
    "open_balance": "the amount still open",
    "issue_date": "the date of issue",
    "due_date": "the due date",
    "days_late": "how long past due",
    "paid_so_far": "what has been received so far",
    "paid_on": "the day on which the last payment arrived",
    "credited": "what has been credited",
    "retained": "the part that the customer may hold back until a later day, which is not asked for",
    "retained_until": "the day up to which that part may be held back",
    "disputed_amount": "the disputed part, which must not be asked for",
    "undisputed": "the part that is not disputed",
    "total_open": "the whole amount asked for",
    "invoice_count": "how many invoices this is about",
    "invoices_not_listed": "how many invoices are left out of the list",
    "ask_by": "the day by which an answer or the payment is asked for",
    "contract_no": "the contract number",
    "clause": "the clause, cited by its number",
    "bank": "the name of our bank",
    "account_holder": "the holder of our account",
    "account_no": "our account number",
    "swift": "the SWIFT code of our bank",
    "payment_link": "the web address at which one can pay online",
    "ways_to_pay": "the other ways to pay",
    "last_contact": "the day of the last contact",
    "reminder_count": "how many reminders there have been, this one included",
    "promise_amount": "the amount that the customer promised",
    "promise_due": "the day for which the customer promised payment",
    "promise_made_on": "the day on which the customer made the promise",
    "promise_quote": "the customer's own words of the promise",
    "unallocated": "money received that belongs to no invoice yet",
    "instalment_amount": "the amount of one instalment on offer",
    "instalment_due": "the due date of one instalment on offer",
    "instalment_count": "the number of instalments on offer",
    "extension_until": "the day to which payment may be put off",
    "as_of": "the day of writing",
    "customer_address": "the customer's address",
    "creditor_address": "our own address",
    "reminder_sent": "the day of an earlier reminder",
    "call_on": "the day of a call",
    "interest": "the late interest up to now",
    "interest_words": "how the late interest is computed",
    "interest_rate": "the rate of late interest",
    "interest_from": "the day from which late interest runs",
    "interest_until": "the day up to which late interest is computed",
    "interest_days": "the number of days that bear interest",
    "interest_base": "the amount that bears interest",
    "total_with_interest": "the whole amount with late interest",
    "may_extend": "how many days we may put payment off",
    "may_instalments": "how many instalments we may agree",
    "plan_total": "the sum of all payments of the plan",
    "interest_fixed": "the late interest that the plan fixes and includes",
    "discount": "the discount for payment in full by the last day named",
    "fees": "the costs that the plan includes",
    "security": "the security that the customer puts up for the plan",
    "pay_method": "the other way to pay that was asked for",
    "next_count": "how many payments the caller may offer next",
    "next_first": "the first payment of that next offer",
    "next_until": "the last day of payment that the caller may offer next",
    "agreed_on": "the day on which it was agreed",
    "agreed_with": "with whom it was agreed",
    "if_missed": "what was agreed for a payment that is missed",
    "message_date": "the day of the customer's message",
    "contested_sum": "what the customer contests in all, which must not be asked for",
    "contested_on": "the invoices on which they contest it",
    "answer_by": "the day by which we answer",
    "undisputed_pay_by": "the day by which the undisputed part is asked for",
    "documents_needed": "the documents that we need from the customer",
    "received": "the payment that arrived",
    "received_on": "the day on which it arrived",
    "remaining": "what is still open after that payment",
    "visit_date": "the day of the visit",
    "attendees": "who takes part in the visit",
    "documents": "the documents to bring along or to attach",
    "old_terms": "the payment terms so far",
    "new_terms": "the payment terms for new orders",
    "effective": "the day from which the new terms apply",
    "existing_pay_by": "the day by which existing invoices are payable",
    "delivery": "the proof of delivery",
    "relation": "what the relation with the customer is like",
    "customer_message": "the customer's own message",
    "goal": "what the meeting is to reach",
    "situation": "the situation in our own people's words",
    "given_note": "something that our own people noted",
    "point": "a point that the customer's message raises",
}
# Told to nobody outside: for our own people, or the customer's own words.
INTERNAL = frozenset({"relation", "customer_message", "goal", "situation", "given_note", "point"})
# Words that a person gave, which stand in a letter only when they are of its language.
GIVEN_WORDS = frozenset(
    {"if_missed", "interest_words", "interest_rate", "documents_needed", "old_terms", "new_terms", "delivery"}
    | {"security", "pay_method"}
)

_OF_INVOICE = frozenset(
    {"invoice_no", "invoice_amount", "open_balance", "issue_date", "due_date", "days_late"}
    | {"paid_so_far", "paid_on", "credited", "retained", "retained_until", "disputed_amount", "undisputed"}
)
_OF_INSTALMENT = frozenset({"instalment_amount", "instalment_due"})
_OF_OTHERS = {"clause": Scope.EXCERPT, "reminder_sent": Scope.REMINDER, "call_on": Scope.CALL}
# Said between quotation marks, as somebody's own words.
QUOTED = frozenset({"promise_quote"})
DEADLINES = frozenset({"ask_by", "extension_until", "answer_by", "undisputed_pay_by", "existing_pay_by", "visit_date"})

# What the rendered value already contains, so that nobody writes it twice.
_INCLUDED: Mapping[FactKind, str] = {
    FactKind.MONEY: "with its currency",
    FactKind.DATE: "a full date",
    FactKind.DAYS: "with the word for days",
    FactKind.CLAUSE: "with the word for clause",
}


def scope_of(role: str) -> Scope:
    """What ``role`` belongs to."""
    if role in _OF_INVOICE:
        return Scope.INVOICE
    if role in _OF_INSTALMENT:
        return Scope.INSTALMENT
    return _OF_OTHERS.get(role, Scope.CASE)


def meaning_of(fact: Fact) -> str:
    """What ``fact`` says, without its value and without what it is about."""
    meaning = MEANINGS.get(fact.role, fact.role.replace("_", " "))
    included = _INCLUDED.get(fact.kind)
    return f"{meaning} ({included})" if included else meaning
