"""Loads, checks and renders prompt files: what a language model is asked lives in `prompts/`, never in code."""

from assistant.prompting.asking import Answered, Asker, one_object
from assistant.prompting.fence import visible
from assistant.prompting.library import Prompts, edited_prompts, load_prompts, relock
from assistant.prompting.lock import fingerprint
from assistant.prompting.prompt import Origin, Prompt, Section

__all__ = [
    "Answered",
    "Asker",
    "Origin",
    "Prompt",
    "Prompts",
    "Section",
    "edited_prompts",
    "fingerprint",
    "load_prompts",
    "one_object",
    "relock",
    "visible",
]
