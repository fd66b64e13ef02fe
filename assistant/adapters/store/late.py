"""Keeps what people said of contracts and law: checked terms, terms of late payment, rates that move, answers."""

from assistant.adapters.store import rows
from assistant.adapters.store.unit import Unit
from assistant.domain.contract_terms import CheckedTerm
from assistant.domain.late_terms import LateTerms, ReferenceRate, ScopeAnswer


class Late(Unit):
    """The part of a transaction that interest is computed by."""

    def save_late_terms(self, terms: LateTerms) -> bool:
        """By contract."""
        return self._save_theirs(rows.LATE_TERMS, terms)

    def late_terms(self, customer_code: str) -> tuple[LateTerms, ...]:
        """By contract number."""
        return rows.LATE_TERMS.of(self._connection, [customer_code])

    def save_checked_term(self, term: CheckedTerm) -> bool:
        """By contract and the term's id."""
        return self._save_theirs(rows.CHECKED_TERMS, term)

    def checked_terms(self, customer_code: str) -> tuple[CheckedTerm, ...]:
        """By contract number and id."""
        return rows.CHECKED_TERMS.of(self._connection, [customer_code])

    def save_reference_rate(self, rate: ReferenceRate) -> bool:
        """By series and day."""
        return self._save(rows.REFERENCE_RATES, rate)

    def reference_rates(self) -> tuple[ReferenceRate, ...]:
        """By series and day."""
        return rows.REFERENCE_RATES.all(self._connection)

    def save_scope_answer(self, answer: ScopeAnswer) -> bool:
        """By customer, rule and question."""
        return self._save_theirs(rows.SCOPE_ANSWERS, answer)

    def scope_answers(self, customer_code: str) -> tuple[ScopeAnswer, ...]:
        """By rule and question."""
        return rows.SCOPE_ANSWERS.of(self._connection, [customer_code])
