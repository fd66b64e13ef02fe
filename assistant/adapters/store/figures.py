"""Keeps what is open on each case beside the ledger, so that the worklist need not read the whole of it.

The figures are computed from the rows, by the same rules as `assistant.domain.case.open_case`, before the unit of work
that changed them ends; they do not depend on the day.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import CursorResult, TextClause, text, update

from assistant.adapters.store import rows
from assistant.adapters.store.case_tables import contacts
from assistant.adapters.store.ledger_tables import allocations, case_figures, credit_notes, invoices, payments, undone
from assistant.adapters.store.unit import Unit
from assistant.domain.commitments import INBOUND
from assistant.domain.entries import EntryKind

# So many customers are computed at once; more than many came with an import.
_CUSTOMERS_AT_ONCE = 2_000
_MANY = 200
_READ = (invoices, payments, credit_notes, allocations)

# The customers' ledger; what was undone stands in it with nothing. ``taken`` is what an invoice carries of what lies on
# it: no more than its amount.
_LEDGER = """
WITH receipts AS (
  SELECT p.customer_code, p.currency, p.invoice_no, CASE WHEN u.key IS NULL THEN p.amount_minor ELSE 0 END AS minor
  FROM payments p LEFT JOIN undone u
    ON u.customer_code = p.customer_code AND u.kind = 'payment' AND u.key = p.number
  WHERE p.customer_code = ANY(:codes)
  UNION ALL
  SELECT c.customer_code, c.currency, c.invoice_no, CASE WHEN u.key IS NULL THEN c.amount_minor ELSE 0 END
  FROM credit_notes c LEFT JOIN undone u
    ON u.customer_code = c.customer_code AND u.kind = 'credit_note' AND u.key = c.number
  WHERE c.customer_code = ANY(:codes)
), shares AS (
  SELECT a.customer_code, a.currency, a.invoice_no, a.amount_minor AS minor, CASE WHEN a.is_credit
    THEN EXISTS (SELECT 1 FROM credit_notes c
      WHERE c.customer_code = a.customer_code AND c.number = a.receipt_no AND c.currency = a.currency)
    ELSE EXISTS (SELECT 1 FROM payments p
      WHERE p.customer_code = a.customer_code AND p.number = a.receipt_no AND p.currency = a.currency)
    END AS is_placed
  FROM allocations a WHERE a.customer_code = ANY(:codes) AND NOT EXISTS (SELECT 1 FROM undone u
    WHERE u.customer_code = a.customer_code AND (u.kind = 'allocation' AND u.key = a.id
      OR u.kind = CASE WHEN a.is_credit THEN 'credit_note' ELSE 'payment' END AND u.key = a.receipt_no))
), on_invoices AS (
  SELECT customer_code, currency, invoice_no, SUM(minor) AS minor FROM (
    SELECT customer_code, currency, invoice_no, minor FROM receipts WHERE invoice_no <> ''
    UNION ALL
    SELECT customer_code, currency, invoice_no, minor FROM shares WHERE is_placed
  ) AS entries GROUP BY customer_code, currency, invoice_no
), standing AS (
  SELECT i.customer_code, i.currency, i.due, i.retention_minor, i.retention_until,
    CASE WHEN u.key IS NULL THEN i.amount_minor - COALESCE(o.minor, 0) ELSE 0 END AS open_minor,
    CASE WHEN u.key IS NOT NULL THEN 0 WHEN COALESCE(o.minor, 0) > i.amount_minor THEN i.amount_minor
      ELSE COALESCE(o.minor, 0) END AS taken
  FROM invoices i
  LEFT JOIN on_invoices o ON o.customer_code = i.customer_code AND o.currency = i.currency AND o.invoice_no = i.number
  LEFT JOIN undone u ON u.customer_code = i.customer_code AND u.kind = 'invoice' AND u.key = i.number
  WHERE i.customer_code = ANY(:codes)
)"""

# Every receipt counts as unallocated, less what an invoice takes of it, less a share of money that is not there.
_FIGURES = f"""
INSERT INTO case_figures (customer_code, currency, open_minor, open_items, oldest_due, unallocated_minor, last_contact)
{_LEDGER}, sums AS (
  SELECT customer_code, currency, SUM(CASE WHEN open_minor > 0 THEN open_minor ELSE 0 END) AS open_minor,
    SUM(CASE WHEN open_minor > 0 THEN 1 ELSE 0 END) AS open_items,
    MIN(CASE WHEN open_minor > 0 THEN due END) AS oldest_due, -SUM(taken) AS loose
  FROM standing GROUP BY customer_code, currency
  UNION ALL
  SELECT customer_code, currency, 0, 0, NULL, SUM(minor) FROM receipts GROUP BY customer_code, currency
  UNION ALL
  SELECT customer_code, currency, 0, 0, NULL, -SUM(minor) FROM shares WHERE NOT is_placed
  GROUP BY customer_code, currency
)
SELECT s.customer_code, s.currency, SUM(s.open_minor), SUM(s.open_items), MIN(s.oldest_due), SUM(s.loose),
  (SELECT MAX(c.at) FROM contacts c
    WHERE c.customer_code = s.customer_code AND c.currency = s.currency AND c.kind <> '{INBOUND}')
FROM sums s GROUP BY s.customer_code, s.currency
"""  # noqa: S608  (constants)

_RETENTIONS = f"""
INSERT INTO case_retentions (customer_code, currency, until, minor)
{_LEDGER}
SELECT customer_code, currency, retention_until,
  SUM(CASE WHEN retention_minor < open_minor THEN retention_minor ELSE open_minor END)
FROM standing WHERE retention_minor IS NOT NULL AND open_minor > 0
GROUP BY customer_code, currency, retention_until
"""  # noqa: S608  (constants)

_ANY_RETAINED = "SELECT 1 FROM invoices WHERE customer_code = ANY(:codes) AND retention_minor IS NOT NULL LIMIT 1"
_CONTACTS_UNDONE = "SELECT DISTINCT customer_code FROM undone WHERE customer_code = ANY(:codes) AND kind = 'contact'"
_CLEARED = tuple(
    f"DELETE FROM {table} WHERE customer_code = ANY(:codes)"  # noqa: S608  (constants)
    for table in ("case_figures", "case_retentions")
)


class Figures(Unit):
    """The part of a transaction that keeps the figures true."""

    def settle(self) -> None:
        """Compute anew the cases of every customer whose ledger or contacts changed in this unit of work."""
        codes = sorted(self._touched)
        self._touched.clear()
        if len(codes) > _MANY and self._connection.dialect.name == "postgresql":
            # It knows nothing yet of what came in this very unit of work, and would plan for empty tables.
            self._connection.exec_driver_sql(f"ANALYZE {', '.join(table.name for table in _READ)}")
        for start in range(0, len(codes), _CUSTOMERS_AT_ONCE):
            self._compute(codes[start : start + _CUSTOMERS_AT_ONCE])

    def _compute(self, codes: Sequence[str]) -> None:
        for statement in _CLEARED:
            self._run(statement, codes)
        self._run(_FIGURES, codes)
        if self._run(_ANY_RETAINED, codes).first():
            self._run(_RETENTIONS, codes)
        gone = self._run(_CONTACTS_UNDONE, codes).scalars().all()
        for (code, currency), at in self._contacts_that_count(gone).items():
            mine = (case_figures.c.customer_code == code, case_figures.c.currency == currency)
            self._connection.execute(update(case_figures).where(*mine).values(last_contact=at))

    def _run(self, statement: str, codes: Sequence[str]) -> CursorResult[Any]:
        if self._connection.dialect.name == "sqlite":
            among = statement.replace("= ANY(:codes)", "IN (SELECT value FROM json_each(:codes))")
            return self._connection.execute(_plain(among), {"codes": json.dumps(codes)})
        return self._connection.execute(_plain(statement), {"codes": list(codes)})

    def _contacts_that_count(self, codes: Sequence[str]) -> Mapping[tuple[str, str], datetime | None]:
        """The last contact of each case of customers who had one undone: no database can write a contact's key."""
        if not codes:
            return {}
        theirs = (undone.c.customer_code.in_(codes), undone.c.kind == EntryKind.CONTACT)
        gone = {(one.customer_code, one.key) for one in rows.UNDONE.all(self._connection, *theirs)}
        last: dict[tuple[str, str], datetime | None] = {}
        ours = (contacts.c.customer_code.in_(codes), contacts.c.kind != INBOUND)
        for contact in rows.CONTACTS.all(self._connection, *ours):
            case = (contact.customer_code, contact.currency)
            counts = (contact.customer_code, contact.key) not in gone
            last[case] = contact.at if counts else last.get(case)
        return last


@cache
def _plain(statement: str) -> TextClause:
    return text(statement)
