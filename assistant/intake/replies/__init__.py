"""What a customer's reply says, read from its own words: nothing rather than a guess."""

from assistant.intake.replies.reading import read_reply

__all__ = ["read_reply"]
