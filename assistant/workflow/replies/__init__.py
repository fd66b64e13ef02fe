"""Customers' replies: what each is read to say, what a person confirms or corrects of it, and what follows."""

from assistant.workflow.replies.confirm import Confirmed, confirm_reading
from assistant.workflow.replies.second_reading import ReadTwice, read_again
from assistant.workflow.replies.shown import ReplyShown, replies_of, reply_shown

__all__ = ["Confirmed", "ReadTwice", "ReplyShown", "confirm_reading", "read_again", "replies_of", "reply_shown"]
