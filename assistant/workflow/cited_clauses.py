"""Decides which clauses a message may cite; one that carries a claim only once a person confirmed what it says."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from assistant.domain.brief import Excerpt, Topic
from assistant.domain.case import Case
from assistant.domain.contract_terms import CheckedTerm, TermField
from assistant.domain.contracts import Contract
from assistant.domain.language import Reason
from assistant.domain.ledger import OpenItem
from assistant.errors import NotFound
from assistant.planning import Decision
from assistant.ports import Transaction
from assistant.retrieval.cite import Citation
from assistant.workflow.desk import Desk

# What a cited clause claims, and the term that a person must have confirmed for it.
_CLAIMS: Mapping[Topic, TermField] = {
    Topic.LATE_INTEREST: TermField.LATE_INTEREST,
    Topic.SUSPENSION: TermField.SUSPENSION,
}


def clauses_to_cite(desk: Desk, tx: Transaction, decision: Decision) -> tuple[tuple[Excerpt, ...], tuple[Reason, ...]]:
    """The clauses that this step rests on, as `clauses_on` finds them."""
    return clauses_on(desk, tx, decision.case, decision.items, decision.step.cite)


def clauses_on(
    desk: Desk, tx: Transaction, case: Case, items: Iterable[OpenItem], topics: Collection[Topic]
) -> tuple[tuple[Excerpt, ...], tuple[Reason, ...]]:
    """The clauses on ``topics`` of the one contract that all ``items`` belong to.

    With them, which of the contract's terms are not cited because nobody has confirmed them.
    """
    contract = _only_contract(tx, case, {item.invoice.contract_no for item in items}) if topics else None
    if contract is None:
        return (), ()
    said = [term for term in tx.checked_terms(contract.customer_code) if term.contract_no == contract.number]
    citations, unconfirmed = [], []
    for topic in topics:
        found = desk.search().cite(contract, topic)
        if topic in _CLAIMS:
            allowed = _confirmed(contract, topic, found, _confirmed_words(tx, contract, topic, said))
            if found and not allowed:
                unconfirmed.append(Reason.of("term_unconfirmed", term=_CLAIMS[topic], contract=contract.number))
        else:
            allowed = None if _is_rejected(found, said) else found
        citations += [allowed] if allowed else []
    return tuple(_excerpt(n, contract, one) for n, one in enumerate(citations, start=1)), tuple(unconfirmed)


def _only_contract(tx: Transaction, case: Case, numbers: set[str]) -> Contract | None:
    if len(numbers) != 1:
        return None
    try:
        contract = tx.contract(numbers.pop())
    except NotFound:
        return None
    return contract if contract.customer_code == case.customer.code else None


def _confirmed_words(tx: Transaction, contract: Contract, topic: Topic, said: Sequence[CheckedTerm]) -> tuple[str, ...]:
    """The words that a person confirmed; those on late interest count while interest is computed by them."""
    if topic is Topic.LATE_INTEREST:
        terms = tx.late_terms(contract.customer_code)
        quotes = [each.quote for each in terms if each.contract_no == contract.number and each.rate]
    else:
        quotes = [term.quote for term in said if term.field is _CLAIMS[topic] and term.holds]
    return tuple(quote for quote in quotes if quote and quote in contract.text)


def _confirmed(contract: Contract, topic: Topic, found: Citation | None, quotes: Sequence[str]) -> Citation | None:
    """``found`` where it stands within confirmed words, else the first of those words themselves."""
    for quote in quotes:
        start = contract.text.index(quote)
        if found and found.start < start + len(quote) and start < found.end:
            return found
    for quote in quotes:
        start = contract.text.index(quote)
        clause = contract.clause_at(start)
        if clause and clause.number:
            return Citation(topic=topic, clause=clause, quote=quote, start=start, end=start + len(quote))
    return None


def _is_rejected(found: Citation | None, said: Sequence[CheckedTerm]) -> bool:
    """Whether a person said that these words are no term of payment."""
    rejected = [term.quote for term in said if term.field is TermField.PAYMENT_TERM and not term.holds]
    return found is not None and any(found.quote in quote or quote in found.quote for quote in rejected)


def _excerpt(number: int, contract: Contract, citation: Citation) -> Excerpt:
    return Excerpt(
        id=f"C{number}",
        topic=citation.topic,
        contract_no=contract.number,
        clause=citation.clause.number,
        heading=" › ".join(citation.clause.headings),
        quote=citation.quote,
        start=citation.start,
        end=citation.end,
    )
