"""Import: tables and documents from outside become values of the domain, or are refused with a reason."""

from assistant.intake.contract_text import decode_text, read_contract
from assistant.intake.ledger import read_ledger

__all__ = ["decode_text", "read_contract", "read_ledger"]
