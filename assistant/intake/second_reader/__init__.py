"""A model as second reader of a contract's terms: what it gives counts only where the contract's own words bear it."""

from assistant.intake.second_reader.answer import Terms
from assistant.intake.second_reader.reader import SecondReader
from assistant.intake.second_reader.told import SecondReading

__all__ = ["SecondReader", "SecondReading", "Terms"]
