"""How a second reader looks in JSON, whatever it read."""

from typing import Any

from assistant.intake.second_reader import SecondReading
from assistant.wording import Wording


def second_reader_document(second: SecondReading[Any], words: Wording) -> dict[str, object]:
    """Who read, whether there is a reading, what it took in tokens, and what was left out and why."""
    return {
        "model": second.model,
        "prompt": second.prompt,
        "complete": second.complete,
        "tokens_in": second.tokens_in,
        "tokens_out": second.tokens_out,
        "notes": [{"code": note.code, "text": words.reason(note)} for note in second.notes],
    }
