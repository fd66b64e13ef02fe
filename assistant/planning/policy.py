"""The shape of ``knowledge/policies/dunning.yaml``: the ladder of steps and the rules of contact."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from assistant.domain.attention import Ingredient, Weights
from assistant.domain.authority import OfferKind
from assistant.domain.brief import Topic
from assistant.domain.commitments import Cause
from assistant.domain.kinds import Channel, Stage, Tone
from assistant.domain.ledger import Feed
from assistant.domain.money import ISO_DIGITS, Money
from assistant.domain.parties import SenderRank, Standing
from assistant.errors import BadKnowledge
from assistant.knowledge import Closed


@dataclass(frozen=True, kw_only=True, slots=True)
class Step(Closed):
    """One rung: reached ``day`` days after the due date (negative before it).

    ``channels`` are in order of preference; ``offer`` is what the message may offer; ``reply_days`` are the business
    days given for an answer, None where no deadline is set; ``cite`` names the clauses that the message rests on.
    """

    day: int
    stage: Stage
    tone: Tone
    channels: tuple[Channel, ...]
    offer: OfferKind | None
    reply_days: int | None
    cite: tuple[Topic, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ContactLimits(Closed):
    """What no reason of a person goes beyond: hours of the customer's own zone, contacts in a day and in seven days.

    Never laxer than what the law says of collecting from consumers, which is kept towards companies, too: 12 CFR
    1006.6(b)(1)(i) and 1006.14(b)(2)(i)(A), and for the calls of a day the mainland's GB/T 45251-2025.
    """

    from_hour: int
    to_hour: int
    most_in_a_day: int
    most_in_seven_days: int

    def __post_init__(self) -> None:
        """Refuse limits that the law does not leave."""
        kept = 8 <= self.from_hour < self.to_hour <= 21
        if not (kept and 1 <= self.most_in_a_day <= 3 and 1 <= self.most_in_seven_days <= 7):
            raise BadKnowledge(
                "policy_limits",
                "dunning policy: the limits of contact are 8 to 21 o'clock, 3 a day and 7 in seven days at the most;"
                " make them stricter.",
            )


@dataclass(frozen=True, kw_only=True, slots=True)
class ContactRules(Closed):
    """How often and at which hours (of the customer's own zone, on its business days) contact may be made."""

    days_between: int
    most_in_seven_days: int
    from_hour: int
    to_hour: int
    limits: ContactLimits


@dataclass(frozen=True, kw_only=True, slots=True)
class CauseRule(Closed):
    """How firm a message may be at most for this cause, and whether it may set a deadline."""

    firmest: Tone
    deadline: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class PriorityRules(Closed):
    """In which order a worklist is worked: points for each ingredient in full; ``large`` in major units by currency."""

    points: Mapping[Ingredient, int]
    old_days: int
    large: Mapping[str, Decimal]

    def __post_init__(self) -> None:
        """Refuse an ingredient without points, and measures that nothing can be measured by."""
        complete = set(self.points) == set(Ingredient) and min(self.points.values()) >= 0
        if not complete or self.old_days < 1 or min(self.large.values(), default=Decimal(1)) <= 0:
            raise BadKnowledge(
                "policy_priority",
                "dunning policy: priority wants points of zero or more for each ingredient, and old_days and large"
                " amounts above zero.",
            )

    def weights(self) -> Weights:
        """The same in minor units; a currency that is not known has no measure."""
        large = {c: int(most.scaleb(ISO_DIGITS[c])) for c, most in self.large.items() if c in ISO_DIGITS}
        return Weights(points=self.points, old_days=self.old_days, large=large)


@dataclass(frozen=True, kw_only=True, slots=True)
class Policy(Closed):
    """Everything that planning decides by; ``tolerance`` is in major units of each currency.

    ``stale_after_hours`` says for each feed how old its last import may be before nothing may be sent any more; at
    ``senior_stages`` the senior sender signs.
    """

    version: str
    steps: tuple[Step, ...]
    external_from_day: int
    tolerance: Mapping[str, Decimal]
    contact: ContactRules
    promise_grace_days: int
    stale_after_hours: Mapping[Feed, int]
    first_contact_tone: Tone
    softer_for_clean_record: bool
    softer_for_standing: tuple[Standing, ...]
    causes: Mapping[Cause, CauseRule]
    priority: PriorityRules
    senior_stages: tuple[Stage, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a ladder that is out of order, or a cause without a rule."""
        days = [step.day for step in self.steps]
        if days != sorted(set(days)):
            raise BadKnowledge("policy_order", "dunning policy: the steps' days must rise; put them in order.")
        unlimited = sorted(set(Feed) - set(self.stale_after_hours))
        if unlimited:
            raise BadKnowledge(
                "policy_feeds",
                f"dunning policy: stale_after_hours lacks {', '.join(unlimited)}; add them.",
                missing=unlimited,
            )
        missing = sorted(set(Cause) - set(self.causes))
        if missing:
            raise BadKnowledge(
                "policy_causes",
                f"dunning policy: no rule for the causes {', '.join(missing)}; add them.",
                missing=missing,
            )

    def signing_at(self, stage: Stage) -> SenderRank:
        """Who signs what is written at ``stage``."""
        return SenderRank.SENIOR if stage in self.senior_stages else SenderRank.NORMAL

    def worth_asking(self, amount: Money) -> bool:
        """Whether ``amount`` is above the tolerance of its currency."""
        return amount.decimal > self.tolerance.get(amount.currency, Decimal(0))

    def stage_at(self, days_past_due: int) -> Stage | None:
        """How far a case has gone by its oldest item alone, or None before the first step."""
        if days_past_due >= self.external_from_day:
            return Stage.EXTERNAL
        step = self.step_at(days_past_due)
        return step.stage if step else None

    def days_of(self, stage: Stage) -> tuple[int, int | None] | None:
        """The first and the last day past due at which a case is at ``stage`` (None: no end); None when it never is."""
        if stage is Stage.EXTERNAL:
            return self.external_from_day, None
        days = [step.day for step in self.steps if step.stage is stage]
        if not days:
            return None
        following = self.next_step_after(days[-1])
        return days[0], (following.day if following else self.external_from_day) - 1

    def step_at(self, days_past_due: int) -> Step | None:
        """The last step reached, or None before the first."""
        return next((step for step in reversed(self.steps) if step.day <= days_past_due), None)

    def next_step_after(self, days_past_due: int) -> Step | None:
        """The first step not yet reached, or None after the last."""
        return next((step for step in self.steps if step.day > days_past_due), None)
