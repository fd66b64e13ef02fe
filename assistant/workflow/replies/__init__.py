"""Customers' replies: what each is read to say, what a person confirms or corrects of it, and what follows."""

from assistant.workflow.replies.confirm import Confirmed, confirm_reading
from assistant.workflow.replies.shown import ReplyShown, replies_of, reply_shown

__all__ = ["Confirmed", "ReplyShown", "confirm_reading", "replies_of", "reply_shown"]
