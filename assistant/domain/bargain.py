"""What a customer's words say at one turn of a negotiation: their reading, a yes to our offer, and what is in doubt."""

from dataclasses import dataclass

from assistant.domain.language import Reason
from assistant.domain.reading import Evidence, Reading


@dataclass(frozen=True, kw_only=True, slots=True)
class Bargain:
    """``reading`` holds the figures as they are said, also those that cannot be meant; ``doubts`` are of the words.

    ``accepts`` are the words that say yes to what we offered, None where there is no plain yes; ``undecided`` tells
    that they name two ways and choose neither, so that nothing is proposed yet; ``tentative`` that they only try or
    hope to pay as they say, or once money comes to them: to be asked, not confirmed.
    """

    reading: Reading
    accepts: Evidence | None = None
    undecided: bool = False
    tentative: bool = False
    doubts: tuple[Reason, ...] = ()
