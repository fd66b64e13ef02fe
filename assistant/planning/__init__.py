"""Works out what must be said, how and when, or why nothing may be sent; explains itself either way."""

from assistant.planning.brief import Sender, write_brief
from assistant.planning.decide import Decision, Wishes, decide, waits_for_step
from assistant.planning.policy import Policy
from assistant.planning.timing import opening, too_soon

__all__ = ["Decision", "Policy", "Sender", "Wishes", "decide", "opening", "too_soon", "waits_for_step", "write_brief"]
