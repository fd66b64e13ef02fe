"""How a customer kept their word so far, counted."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class TrackRecord:
    """Promises and instalments that were kept or broken, and invoices settled, of these late.

    What is not due yet, grace included, counts as neither kept nor broken.
    """

    kept: int = 0
    broken: int = 0
    settled: int = 0
    late: int = 0


NOTHING_KNOWN = TrackRecord()
