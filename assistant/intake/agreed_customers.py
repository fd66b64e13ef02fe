"""Decides what the rows of a ledger say about each customer together, whatever order they stand in."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter

from assistant.domain.language import Reason
from assistant.domain.parties import Customer
from assistant.intake.reading import CONTACT_PARTS, AcceptedRow, CustomerRead, Remark

_VALUES: Mapping[str, Callable[[Customer], object]] = {
    **{column: attrgetter(f"contact.{part}") for column, part in CONTACT_PARTS.items()},
    "language": lambda customer: customer.language.value,
    "region": lambda customer: customer.region,
    "timezone": lambda customer: customer.timezone,
    "standing": lambda customer: customer.standing.value,
    "customer_since": lambda customer: customer.since,
}


def agreed_customers(rows: Sequence[AcceptedRow]) -> Mapping[str, CustomerRead]:
    """Each customer once, by code, with every value that any of its rows gives.

    Where rows differ, the one that says most counts, then what most rows say, then the lower text: the same rows in
    another order agree on the same customer.
    """
    first = _first_reads(rows)
    agreed = {code: read for code, read in first.items() if read}
    agreed.update((code, _merged(reads)) for code, reads in _several(rows, first).items())
    return agreed


def differences(rows: Sequence[AcceptedRow]) -> Iterator[Remark]:
    """A remark for each detail of a customer that rows give in different ways, saying which one counts."""
    first = _first_reads(rows)
    several = _several(rows, first)
    agreed = {code: _merged(reads) for code, reads in several.items()}
    told: set[tuple[str, str]] = set()
    for row in rows if several else ():
        chosen = agreed.get(row.customer_code)
        for field in _differing(row.customer, chosen) if row.customer and chosen else ():
            if (row.customer_code, field) not in told:
                told.add((row.customer_code, field))
                yield _remark(row, field, chosen)


def _first_reads(rows: Iterable[AcceptedRow]) -> dict[str, CustomerRead | None]:
    """What the first row of each customer says, None for those of whom a later row says something else."""
    first: dict[str, CustomerRead | None] = {}
    for row in rows:
        read = row.customer
        if read is not None and first.setdefault(row.customer_code, read) is not read:
            first[row.customer_code] = None
    return first


def _several(rows: Iterable[AcceptedRow], first: Mapping[str, CustomerRead | None]) -> dict[str, Counter[CustomerRead]]:
    """What is said of each customer of whom rows say different things, with how many rows say so."""
    ids: dict[str, Counter[int]] = {code: Counter() for code, read in first.items() if read is None}
    reads: dict[int, CustomerRead] = {}
    for row in rows if ids else ():
        if row.customer is not None and row.customer_code in ids:
            reads[id(row.customer)] = row.customer
            ids[row.customer_code][id(row.customer)] += 1
    return {code: _by_content(counts, reads) for code, counts in ids.items()}


def _by_content(counts: Counter[int], reads: Mapping[int, CustomerRead]) -> Counter[CustomerRead]:
    found: Counter[CustomerRead] = Counter()
    for place, count in counts.items():
        found[reads[place]] += count
    return found


def _merged(reads: Counter[CustomerRead]) -> CustomerRead:
    best, *others = sorted(reads, key=lambda read: (-len(read.given), -reads[read], repr(read.customer)))
    for other in others:
        more = other.given - best.given
        if more:
            best = CustomerRead(customer=_with(best, replace(other, given=more)), given=best.given | more)
    return best


def _with(best: CustomerRead, other: CustomerRead) -> Customer:
    """``best`` with what only ``other`` gives; a zone that was given is not undone by a region."""
    customer = replace(other.onto(best.customer), name=best.customer.name)
    return replace(customer, timezone=best.customer.timezone) if "timezone" in best.given else customer


def _differing(read: CustomerRead | None, chosen: CustomerRead | None) -> Iterator[str]:
    if read and chosen:
        for field, value in _VALUES.items():
            if field in read.given and value(read.customer) != value(chosen.customer):
                yield field


def _remark(row: AcceptedRow, field: str, chosen: CustomerRead | None) -> Remark:
    used = _VALUES[field](chosen.customer) if chosen else ""
    code = row.customer_code
    message = f"customer {code} is given with different values of {field}; {used!r} is used."
    details = {"customer": code, "field": field, "used": used}
    return Remark(file=row.file, row=row.row, reason=Reason("customer_details_differ", details), message=message)
