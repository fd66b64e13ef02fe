"""What is known of a contract's terms as JSON documents: the same for the command line and the JSON routes."""

from collections.abc import Sequence

from assistant.domain.contract_terms import CheckedTerm, plain
from assistant.domain.language import Reason
from assistant.wording import Wording
from assistant.workflow.contract_terms import TermLine, TermsOfContract
from assistant.workflow.term_words import value_in_words


def terms_document(found: TermsOfContract, words: Wording) -> dict[str, object]:
    """Every term of a contract, and what was said of words that it no longer holds."""
    return {
        "contract": found.contract.number,
        "customer": found.contract.customer_code,
        "terms": [_line(line, words) for line in found.lines],
        "lost": [_checked(term) | {"id": term.id, "quote": term.quote} for term in found.lost],
    }


def checked_document(term: CheckedTerm, notes: Sequence[Reason], words: Wording, *, new: bool) -> dict[str, object]:
    """What was kept, and what to know about it."""
    told = [words.reason(note) for note in notes]
    return {
        "contract": term.contract_no,
        "id": term.id,
        "field": term.field,
        **_checked(term),
        "new": new,
        "notes": told,
    }


def _line(line: TermLine, words: Wording) -> dict[str, object]:
    return {
        "id": line.id,
        "field": line.field,
        "value": plain(line.value),
        "said": f"{words.name(line.field)}: {value_in_words(line.value, words)}",
        "quote": line.quote,
        "start": line.start,
        "end": line.end,
        "clause": line.clause.number if line.clause else "",
        "confidence": line.read.confidence if line.read else None,
        "read": plain(line.read.value) if line.read else None,
        "checked": _checked(line.checked) if line.checked else None,
        "seen": line.seen,
    }


def _checked(term: CheckedTerm) -> dict[str, object]:
    return {
        "state": term.state,
        "value": plain(term.value),
        "note": term.note,
        "by": term.checked_by,
        "on": term.checked_on.isoformat(),
    }
