"""The shape of a file of confirmed terms: which terms of which contracts a person says are read rightly."""

from dataclasses import dataclass

from assistant.domain.contract_terms import TermField
from assistant.knowledge import Closed


@dataclass(frozen=True, kw_only=True, slots=True)
class ConfirmedEntry(Closed):
    """Every term of ``field`` that is read in a contract, confirmed by a login; ``law`` is a country code."""

    contract: str
    field: TermField
    by: str
    law: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ConfirmedTermsFile(Closed):
    """The content of the file."""

    confirmed: tuple[ConfirmedEntry, ...]
