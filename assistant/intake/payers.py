"""Decides who paid, and for which invoice: by name and by number, and only where both leave no doubt.

A name counts when it is the same letter for letter, whatever its width, case, script, blanks and punctuation; forms of
company are part of it. An invoice's number counts as a whole token alone: ``INV-12`` is not in ``INV-123``. A short
number says nothing unless a word such as ``invoice`` leads to it or it is all that was written.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.errors import BadInput
from assistant.intake.bank_receipts import BankReceipt
from assistant.intake.cleaning import narrow
from assistant.intake.payer_texts import Mention, mentions, said_by_reference, shape
from assistant.intake.script import simplified
from assistant.ports import LedgerKey


@dataclass(frozen=True, kw_only=True, slots=True)
class Paid:
    """Whose money it is, and the invoice that it is for; ``named`` are the customer's invoices that the payer names.

    ``invoice_no`` is empty unless exactly one is named.
    """

    customer_code: str
    invoice_no: str = ""
    named: tuple[str, ...] = ()


class Directory:
    """Customers by their names and codes, and invoices by their numbers, as a payer may write them."""

    def __init__(
        self, customers: Iterable[tuple[str, str]], invoices: Iterable[LedgerKey], cues: frozenset[str] = frozenset()
    ) -> None:
        """Take in (code, name) of all customers and (code, number) of all invoices; ``cues`` lead to a number."""
        self._names: dict[str, list[str]] = {}
        self._numbers: dict[str, list[LedgerKey]] = {}
        self._codes: set[str] = set()
        self._cues = frozenset(map(folded, cues))
        for code, name in customers:
            self._names.setdefault(folded(name), []).append(code)
            self._codes.add(code)
            if any(map(str.isdigit, code)):  # a code that is a mere word would be met in any text
                self._numbers.setdefault(shape(code), []).append((code, ""))
        for key in invoices:
            self._numbers.setdefault(shape(key[1]), []).append(key)

    def named(self, name: str) -> frozenset[str]:
        """The codes of the customers of that name."""
        return frozenset(self._names.get(folded(name), ())) if name else frozenset()

    def coded(self, code: str) -> bool:
        """Whether there is a customer of that code."""
        return code in self._codes

    def mentioned(self, receipt: BankReceipt) -> list[tuple[Mention, frozenset[LedgerKey]]]:
        """What of the receipt's texts may be a number of ours, with whose it is; a customer's code has no invoice."""
        found: dict[str, tuple[Mention, frozenset[LedgerKey]]] = {}
        texts = [said_by_reference(receipt.reference), receipt.remittance]
        for mention in (m for text in texts for m in mentions(text, self._numbers.keys(), self._cues)):
            known = found.get(mention.shape)
            if known is None or mention.strength > known[0].strength:
                found[mention.shape] = mention, frozenset(self._numbers[mention.shape])
        return list(found.values())


def who_paid(receipt: BankReceipt, directory: Directory, customer: str = "") -> Paid:
    """Who paid, ``customer`` by the user's word if it is given; raises BadInput where that stays open.

    ``unknown_payer`` when neither name nor number is known, ``payer_unclear`` when several customers fit, and
    ``payer_contradicts`` when name, number or the user's word speak of different customers.
    """
    told = receipt.customer_code or customer
    if told and not directory.coded(told):
        message = f"There is no customer {told!r} in the record; check the code, or import the customer first."
        raise BadInput("unknown_customer", message, customer=told)
    named = directory.named(receipt.on_behalf_of) or directory.named(receipt.payer)
    if told and named and told not in named:
        raise _contradicts(receipt, {told}, named)
    candidates = frozenset({told}) if told else named
    mentioned = directory.mentioned(receipt)
    foreign = {code for m, keys in mentioned if m.is_certain for code, _ in keys if not _of(keys, candidates)}
    if candidates and foreign:
        raise _contradicts(receipt, candidates, foreign)
    owners = [keys for m, keys in mentioned if m.is_certain or (m.is_likely and _of(keys, candidates))]
    code = _one(receipt, candidates, owners)
    numbers = dict.fromkeys(
        number for m, keys in mentioned if m.is_likely for owner, number in sorted(keys) if owner == code and number
    )
    return Paid(customer_code=code, invoice_no=next(iter(numbers)) if len(numbers) == 1 else "", named=tuple(numbers))


def folded(name: str) -> str:
    """A name as it is compared: width, case, script, blanks and punctuation do not count."""
    plain = simplified(narrow(name).casefold())
    return "".join(character for character in plain if character.isalnum())


def _one(receipt: BankReceipt, candidates: frozenset[str], owners: Iterable[frozenset[LedgerKey]]) -> str:
    """The one customer that fits everything that was said; raises BadInput."""
    fitting = candidates
    for keys in owners:
        codes = frozenset(code for code, _ in keys)
        narrowed = fitting & codes if fitting else codes
        if not narrowed:
            raise _unclear(receipt, fitting | codes)
        fitting = narrowed
    if not fitting:
        said = _said(receipt)
        message = f"{said} paid {receipt.amount}: no customer of that name, no number of an invoice; book it by hand."
        raise BadInput("unknown_payer", message, payer=said, amount=receipt.amount, number=receipt.number)
    if len(fitting) > 1:
        raise _unclear(receipt, fitting)
    return min(fitting)


def _unclear(receipt: BankReceipt, customers: frozenset[str]) -> BadInput:
    said, codes = _said(receipt), sorted(customers)
    message = f"{said} paid {receipt.amount}: that may be any of {', '.join(codes)}; book it by hand."
    details = {"payer": said, "amount": receipt.amount, "customers": codes, "number": receipt.number}
    return BadInput("payer_unclear", message, **details)


def _of(keys: Iterable[LedgerKey], customers: frozenset[str]) -> bool:
    return any(code in customers for code, _ in keys)


def _contradicts(receipt: BankReceipt, one: Iterable[str], others: Iterable[str]) -> BadInput:
    said, ones, other = _said(receipt), sorted(one), sorted(others)
    message = (
        f"{said} paid {receipt.amount}: one thing says {', '.join(ones)}, another {', '.join(other)}; book it by hand."
    )
    details = {"payer": said, "amount": receipt.amount, "customers": ones, "others": other, "number": receipt.number}
    return BadInput("payer_contradicts", message, **details)


def _said(receipt: BankReceipt) -> str:
    return receipt.on_behalf_of or receipt.payer or receipt.remittance or receipt.reference or receipt.number
