"""How two readings of one thing concur: never averaged, and neither takes the other's place."""

from enum import StrEnum


class Concurrence(StrEnum):
    """Whether two readings, one by patterns and one by a model, say the same."""

    AGREE = "agree"
    DIFFER = "differ"
    ONLY_PATTERNS = "only_patterns"
    ONLY_MODEL = "only_model"
