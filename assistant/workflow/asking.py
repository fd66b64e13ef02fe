"""Decides what may be asked of contracts and histories: something, and no more than a person would read out."""

from assistant.errors import BadInput

MOST_CHARACTERS = 2_000


def require_question(query: str) -> None:
    """Raise BadInput for an empty question and for one that is longer than any question."""
    if not query.strip():
        raise BadInput("empty_query", 'Ask a question, such as "how long do they have to pay?".')
    if len(query) > MOST_CHARACTERS:
        message = f"The question has {len(query)} characters; ask in {MOST_CHARACTERS} at most."
        raise BadInput("question_too_long", message, length=len(query), most=MOST_CHARACTERS)
