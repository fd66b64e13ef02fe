"""What was looked at to see whether the program can do its work, and what was found."""

from dataclasses import dataclass
from enum import StrEnum

from assistant.domain.language import Reason
from assistant.domain.model_calls import ModelRole
from assistant.errors import TactfulError


class Part(StrEnum):
    """What is looked at."""

    PYTHON = "python"
    WORKSPACE = "workspace"
    RECORD = "record"
    INDEX = "index"
    OUTBOX = "outbox"
    SETTINGS = "settings"
    PROMPTS = "prompts"
    MODEL = "model"
    TOKENS = "tokens"
    CLOCK = "clock"


@dataclass(frozen=True, kw_only=True, slots=True)
class Checked:
    """One thing that was looked at: ``found`` says how it stands and, where it is not ``well``, what to do.

    ``role`` is what the model is asked for that it is about, None for everything else.
    """

    part: Part
    well: bool
    found: Reason | TactfulError
    role: ModelRole | None = None
