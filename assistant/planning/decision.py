"""What a person wishes for, and what planning decided: the next step of a case, ready to be briefed."""

from dataclasses import dataclass
from datetime import date

from assistant.domain.brief import Override
from assistant.domain.case import Case
from assistant.domain.kinds import Channel, MessageKind, Tone
from assistant.domain.language import Language, Reason
from assistant.domain.ledger import OpenItem
from assistant.domain.money import Money, total
from assistant.domain.parties import SenderRank
from assistant.planning.collectable import Missed
from assistant.planning.policy import Step


@dataclass(frozen=True, kw_only=True, slots=True)
class Wishes:
    """What a person asked for; None leaves it to the policy.

    ``on`` is the day on which the message is to leave. ``because`` is why, wanted where the policy would do less.
    """

    kind: MessageKind | None = None
    channel: Channel | None = None
    tone: Tone | None = None
    language: Language | None = None
    on: date | None = None
    because: str = ""
    sender: SenderRank | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """The next step of a case, ready to be briefed; ``ask_by`` is a business day of the customer's region.

    ``sentence`` and ``explanation`` are the policy's; what a person chose instead, and why, is in ``override``.
    ``sender`` says in whose name it is written.
    """

    case: Case
    kind: MessageKind
    step: Step
    channel: Channel
    tone: Tone
    language: Language
    items: tuple[OpenItem, ...]
    missed: Missed | None
    ask_by: date | None
    number: int
    sentence: Reason
    explanation: tuple[Reason, ...]
    warnings: tuple[Reason, ...]
    override: Override | None = None
    sender: SenderRank = SenderRank.NORMAL

    @property
    def asked(self) -> Money:
        """What the message asks for: the open balances of its items, less disputed parts but in a statement."""
        whole = self.kind is MessageKind.STATEMENT_OF_ACCOUNT
        return total((item.due_balance if whole else item.collectable for item in self.items), self.case.currency)
