"""A model as second reader of customers' replies: what it gives counts only where the reply's own words bear it."""

from assistant.intake.reply_reader.reader import ReplyReader

__all__ = ["ReplyReader"]
