"""What a request for another wording of a message gives: the version that was looked at, and the change."""

from dataclasses import dataclass

from assistant.domain.order import Change
from assistant.knowledge import Closed


@dataclass(frozen=True, kw_only=True, slots=True)
class VersionGiven(Closed):
    """The version of the message that the person saw."""

    version: int


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangeGiven(Closed):
    """What is to be made of the ``version`` of the message that the person saw."""

    version: int
    change: Change
