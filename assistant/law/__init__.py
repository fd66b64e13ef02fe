"""The law of late payment as dated tables: loads, checks and explains them, and reads rates as people write them."""

from assistant.law.basis import Basis, Known, NoBasis, basis_of, law_of, within_range
from assistant.law.rate_text import ReadRate, read_rate
from assistant.law.table import LawTable, load_law, shipped_law

__all__ = [
    "Basis",
    "Known",
    "LawTable",
    "NoBasis",
    "ReadRate",
    "basis_of",
    "law_of",
    "load_law",
    "read_rate",
    "shipped_law",
    "within_range",
]
