"""Shows the terms that a contract's words state, and keeps what a person says of each: right, corrected, or no term."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.domain.contract_terms import CheckedTerm, ContractTerm, TermField, TermState, term_id
from assistant.domain.contracts import Clause, Contract
from assistant.domain.language import Reason
from assistant.domain.late_terms import LateTerms
from assistant.errors import BadInput, NotFound, Refused
from assistant.intake.given_entries import TermGiven
from assistant.intake.terms import read_terms
from assistant.intake.terms.given import UNREAD, corrected
from assistant.law import shipped_law
from assistant.law.term_rate import rate_of_term
from assistant.ports import Transaction
from assistant.workflow.desk import Desk
from assistant.workflow.freshness import mark_stale
from assistant.workflow.late_terms import keep_late_terms, region_code
from assistant.workflow.record import typed


@dataclass(frozen=True, kw_only=True, slots=True)
class TermLine:
    """One term of a contract: ``value`` is what holds, ``read`` what the patterns read, ``checked`` what a person said.

    ``start`` and ``end`` are the place of ``quote`` in the contract's text. ``read`` is None for a term that only a
    person found, or that is no longer read like this.
    """

    id: str
    field: TermField
    value: Mapping[str, object]
    quote: str
    start: int
    end: int
    clause: Clause | None
    read: ContractTerm | None
    checked: CheckedTerm | None

    @property
    def seen(self) -> str:
        """The mark of what was said of it so far: a form that was drawn before that changed has another."""
        return term_id(self.field, self.checked.value, self.checked.state) if self.checked else "waiting"


@dataclass(frozen=True, kw_only=True, slots=True)
class TermsOfContract:
    """A contract's terms in the order of its text; ``lost`` are those whose words it no longer holds."""

    contract: Contract
    lines: tuple[TermLine, ...]
    lost: tuple[CheckedTerm, ...]

    def line(self, term: str) -> TermLine:
        """The term of this id; raises NotFound."""
        found = next((line for line in self.lines if line.id == term), None)
        if found is None:
            raise NotFound(
                "unknown_term",
                f"Contract {self.contract.number} has no term {term!r}; list them with `tactful contract terms`.",
                contract=self.contract.number,
                term=term,
            )
        return found


def terms_of(tx: Transaction, contract_no: str) -> TermsOfContract:
    """Every term of a contract, read and checked; raises NotFound for an unknown contract."""
    contract = tx.contract(contract_no)
    checked = [each for each in tx.checked_terms(contract.customer_code) if each.contract_no == contract_no]
    standing = [each for each in checked if each.quote in contract.text]
    read = list(_read(contract, standing))
    said = _only_said(contract, standing, {line.id for line in read})
    return TermsOfContract(
        contract=contract,
        lines=tuple(sorted((*read, *said), key=lambda line: (line.start, line.end, line.field))),
        lost=tuple(each for each in checked if each not in standing),
    )


def check_term(
    desk: Desk, actor: str, contract_no: str, given: TermGiven
) -> tuple[CheckedTerm, tuple[Reason, ...], bool]:
    """Keep what a person says of a term; with it, what to know about it, and whether anything changed.

    A confirmed rate of late interest is from then on what interest on the contract's invoices is computed by. Drafts
    that this changes become stale. Raises NotFound for an unknown contract or term, BadInput for a value or quote that
    cannot be, and Refused for a blank that is confirmed, for a term on which interest is computed when it is rejected
    or loses its rate, and for one of which something else was said since it was looked at.
    """
    with desk.record.begin() as tx:
        found = terms_of(tx, contract_no)
        line = found.line(given.term) if given.term else _missed(found.contract, given)
        value = _value(line, given)
        term = CheckedTerm(
            contract_no=contract_no,
            customer_code=found.contract.customer_code,
            id=line.id,
            field=line.field,
            value=value,
            quote=line.quote,
            state=_state(line, given, value),
            note=typed.words(given.note, "note", needed=False),
            checked_by=actor,
            checked_on=desk.today(tx),
        )
        before = line.checked
        if before and replace(term, checked_by=before.checked_by, checked_on=before.checked_on) == before:
            return before, (), False
        if given.seen not in ("", line.seen):
            raise Refused(
                "term_said_since",
                f"Something else was said of {line.id} since you looked; look at it again.",
                term=line.id,
            )
        tx.save_checked_term(term)
        body = {"field": term.field, "value": term.value, "was": before and before.value}
        tx.audit(actor, f"term_{term.state}", contract_no, body=body)
        notes = _with_interest(tx, term, line, region_code(given.law))
        mark_stale(desk, tx, {term.customer_code})
    return term, notes, True


def _read(contract: Contract, standing: Sequence[CheckedTerm]) -> Iterator[TermLine]:
    """What the patterns read, each with what was said of it under its own id, else of the same words."""
    by_id = {each.id: each for each in standing}
    read = [(term_id(term.field, term.value, term.quote), term) for term in read_terms(contract.text)]
    # What was said of a term that is read otherwise since: a newer program may read further, or another value.
    loose = [each for each in standing if each.id not in dict(read)]
    for own, term in read:
        checked = by_id.get(own) or _of_same_words(term, loose)
        if checked in loose:
            loose.remove(checked)
        value = checked.value if checked and checked.holds else term.value
        yield TermLine(
            id=checked.id if checked else own,
            field=term.field,
            value=value,
            quote=term.quote,
            start=term.start,
            end=term.end,
            clause=contract.clause_at(term.start),
            read=term,
            checked=checked,
        )


def _of_same_words(term: ContractTerm, loose: Sequence[CheckedTerm]) -> CheckedTerm | None:
    alike = (each for each in loose if each.field is term.field)
    return next((each for each in alike if each.quote in term.quote or term.quote in each.quote), None)


def _only_said(contract: Contract, standing: Sequence[CheckedTerm], read: Collection[str]) -> Iterator[TermLine]:
    """What a person found or confirmed and the patterns do not read (any more): not among the ids in ``read``."""
    for each in standing:
        if each.id not in read and each.holds:
            start = contract.text.index(each.quote)
            yield TermLine(
                id=each.id,
                field=each.field,
                value=each.value,
                quote=each.quote,
                start=start,
                end=start + len(each.quote),
                clause=contract.clause_at(start),
                read=None,
                checked=each,
            )


def _missed(contract: Contract, given: TermGiven) -> TermLine:
    """The line of a term that the patterns missed, where the contract says it."""
    field, (start, end) = given.field, _place_of(given.quote, contract)
    if field is None or end == start:
        raise BadInput(
            "term_not_quoted",
            "Name a term that is listed, or give its field and the contract's own words, letter for letter.",
        )
    quote = contract.text[start:end]
    return TermLine(
        id=term_id(field, {}, quote),
        field=field,
        value={},
        quote=quote,
        start=start,
        end=end,
        clause=contract.clause_at(start),
        read=None,
        checked=None,
    )


def _place_of(quote: str, contract: Contract) -> tuple[int, int]:
    """Where the contract says ``quote``, whatever blanks and line breaks stand in it; nowhere is (0, 0).

    Raises BadInput when it says so more than once: the place decides which clause is cited.
    """
    words = quote.split()
    found = list(re.finditer(r"\s+".join(map(re.escape, words)), contract.text)) if words else []
    if len(found) > 1:
        said = f"These words stand {len(found)} times in the contract; give more of them, until they stand once."
        raise BadInput("term_quote_repeated", said, count=len(found))
    return found[0].span() if found else (0, 0)


def _state(line: TermLine, given: TermGiven, value: Mapping[str, object]) -> TermState:
    if given.state is TermState.REJECTED:
        return given.state
    as_read = line.read is not None and line.read.value == value
    return TermState.CONFIRMED if as_read else TermState.CORRECTED


def _value(line: TermLine, given: TermGiven) -> Mapping[str, object]:
    if given.state is TermState.REJECTED:
        return line.value
    value = corrected(line.field, line.value, given.changes or {})
    if UNREAD & value.keys() and line.field is not TermField.CONTRADICTION:
        said = f"The words of {line.id} leave a blank, contradict themselves or can be read in two ways; correct it."
        raise Refused("term_unread", said, term=line.id)
    return value


def _with_interest(tx: Transaction, term: CheckedTerm, line: TermLine, law: str) -> tuple[Reason, ...]:
    """Compute interest by a confirmed rate from now on; what to know about it. ``line`` is the term as it was."""
    if term.field is not TermField.LATE_INTEREST:
        return ()
    before = next((t for t in tx.late_terms(term.customer_code) if t.contract_no == term.contract_no), None)
    rate = rate_of_term(term.value, shipped_law()) if term.holds else None
    if rate is None and not (term.holds and term.value.get("statutory")):
        if before and _rests_on(before, term, line):
            raise Refused(
                "interest_rests_on_term",
                f"Interest is computed by {term.id}; say first, with `tactful law terms`, what holds instead.",
                term=term.id,
                contract=term.contract_no,
            )
        return (Reason.of("rate_not_computable", contract=term.contract_no),) if term.holds else ()
    grace = term.value.get("grace_days", 0)
    terms = LateTerms(
        contract_no=term.contract_no,
        customer_code=term.customer_code,
        law=law or (before.law if before else ""),
        rate=rate,
        clause=line.clause.number if line.clause else "",
        quote=term.quote,
        grace_days=int(str(grace)),
        confirmed_by=term.checked_by,
        confirmed_on=term.checked_on,
    )
    keep_late_terms(tx, term.checked_by, terms)
    told = [Reason.of("interest_cap", contract=term.contract_no)] if "cap" in term.value else []
    return (*told, *([] if terms.law else [Reason.of("law_of_terms_open", contract=term.contract_no)]))


def _rests_on(kept: LateTerms, term: CheckedTerm, line: TermLine) -> bool:
    """Whether interest is computed by the words of ``term``, or by its rate and more or less of its clause."""
    if not kept.rate or not kept.quote:
        return False
    nested = kept.quote in term.quote or term.quote in kept.quote
    its_rate = kept.rate == rate_of_term(line.value, shipped_law())
    return (nested and its_rate) or (kept.quote == term.quote and not term.holds)
