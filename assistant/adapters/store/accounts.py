"""Reads whole accounts, many of them together, in one query for each table that holds anything of them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, Table, bindparam, exists, select, union

from assistant.adapters.store import rows
from assistant.adapters.store.ledger_tables import credit_notes, invoices, payments
from assistant.adapters.store.rows import CaseKey, Kept, T
from assistant.adapters.store.unit import Unit, unknown_customer
from assistant.domain.case import Account, without_undone
from assistant.errors import NotFound

# So many accounts are read by one set of queries.
_AT_ONCE = 300


class Accounts(Unit):
    """The part of a transaction that reads what cases are seen from."""

    def account(self, customer_code: str, currency: str) -> Account:
        """Everything of one case, oldest first; raises NotFound when nothing is recorded in ``currency``."""
        return self.accounts([(customer_code, currency)])[0]

    def accounts(self, keys: Sequence[CaseKey]) -> tuple[Account, ...]:
        """In the order of ``keys``; raises NotFound."""
        asked = list(dict.fromkeys(keys))
        found: dict[CaseKey, Account] = {}
        for start in range(0, len(asked), _AT_ONCE):
            found |= self._read(asked[start : start + _AT_ONCE])
        return tuple(found[key] for key in keys)

    def currencies_of(self, customer_code: str) -> tuple[str, ...]:
        """In which the customer has invoices, payments or credit notes, in order."""
        found = union(
            *(
                select(t.c.currency).where(t.c.customer_code == customer_code)
                for t in (invoices, payments, credit_notes)
            )
        )
        return tuple(sorted(self._connection.execute(found).scalars()))

    def case_currencies(self, customer_code: str) -> tuple[str, ...]:
        """In which anything is recorded of the customer, in order; a hold of every currency names none."""
        tables = [kept.table for kept in (*_HELD.values(), rows.CAUSES)]
        found = union(*(select(t.c.currency).where(t.c.customer_code == customer_code) for t in tables))
        return tuple(sorted(currency for currency in self._connection.execute(found).scalars() if currency))

    def account_keys(self) -> tuple[CaseKey, ...]:
        """Customer code and currency of every account that has an invoice, in order."""
        pair = (invoices.c.customer_code, invoices.c.currency)
        found = self._connection.execute(select(*pair).distinct().order_by(*pair))
        return tuple((code, currency) for code, currency in found)

    def _read(self, keys: Sequence[CaseKey]) -> Mapping[CaseKey, Account]:
        codes = sorted({code for code, _ in keys})
        customers = {one.code: one for one in rows.CUSTOMERS.of(self._connection, codes, by="code")}
        if unknown := [code for code in codes if code not in customers]:
            raise unknown_customer(unknown[0])
        filled = self._filled(codes)
        held = {name: kept.by_case(self._connection, keys) for name, kept in _HELD.items() if kept.table in filled}
        causes = rows.CAUSES.by_case(self._connection, keys) if rows.CAUSES.table in filled else {}
        proofs, undone = (self._by_customer(kept, codes, filled) for kept in (rows.PROOFS, rows.UNDONE))
        stamps = rows.STAMPS.all(self._connection)
        accounts: dict[CaseKey, Account] = {}
        for key in keys:
            theirs: dict[str, Any] = {name: tuple(held.get(name, {}).get(key, ())) for name in _HELD}
            numbers = {invoice.number for invoice in theirs["invoices"]}
            account = Account(
                customer=customers[key[0]],
                currency=key[1],
                proofs=tuple(proof for proof in proofs.get(key[0], ()) if proof.invoice_no in numbers),
                cause=next(iter(causes.get(key, ())), None),
                stamps=stamps,
                **theirs,
            )
            accounts[key] = without_undone(_recorded(account), undone.get(key[0], ()))
        return accounts

    def _filled(self, codes: Sequence[str]) -> frozenset[Table]:
        """The tables that hold anything of these customers: most have no plan, promise or reply at all."""
        row = self._connection.execute(_whether_filled(), {"owners": codes}).one()
        return frozenset(table for table, is_filled in zip(_TABLES, row, strict=True) if is_filled)

    def _by_customer(self, kept: Kept[T], codes: Sequence[str], filled: Collection[Table]) -> Mapping[str, list[T]]:
        found: dict[str, list[T]] = {}
        for one in kept.of(self._connection, codes) if kept.table in filled else ():
            found.setdefault(one.customer_code, []).append(one)  # type: ignore[attr-defined]
        return found


def _recorded(account: Account) -> Account:
    """The account, if anything is known in this very currency; a hold on every currency opens none by itself."""
    own_holds = [hold for hold in account.holds if hold.currency]
    ledger = account.invoices or account.payments or account.credit_notes
    talk = account.promises or account.disputes or account.plans or account.contacts or account.replies
    if ledger or talk or own_holds or account.cause:
        return account
    code, currency = account.customer.code, account.currency
    raise NotFound(
        "unknown_account",
        f"Nothing is recorded for customer {code} in {currency}; import its ledger first.",
        customer=code,
        currency=currency,
    )


# What an account holds of each table that belongs to one currency.
_HELD: Mapping[str, Kept[Any]] = {
    "invoices": rows.INVOICES,
    "payments": rows.PAYMENTS,
    "credit_notes": rows.CREDIT_NOTES,
    "allocations": rows.ALLOCATIONS,
    "promises": rows.PROMISES,
    "disputes": rows.DISPUTES,
    "holds": rows.HOLDS,
    "plans": rows.PLANS,
    "contacts": rows.CONTACTS,
    "replies": rows.REPLIES,
    "read_replies": rows.READ_REPLIES,
}
# All that an account is read from, by customer.
_TABLES = tuple(kept.table for kept in (*_HELD.values(), rows.CAUSES, rows.PROOFS, rows.UNDONE))


@cache
def _whether_filled() -> Select[Any]:
    owners: BindParameter[Any] = bindparam("owners", expanding=True)
    held: Iterable[ColumnElement[Any]] = (exists().where(table.c.customer_code.in_(owners)) for table in _TABLES)
    return select(*held)
