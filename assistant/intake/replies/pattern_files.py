"""Says what a file of ``knowledge/replies`` holds about one language: how causes, promises, proposals are written."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.domain.commitments import Cause
from assistant.domain.language import Language
from assistant.domain.reading import DisputeReason, ProposalKind, Sign
from assistant.intake.replies.spelling import Texts
from assistant.knowledge import Closed


@dataclass(frozen=True, kw_only=True)
class Cue(Closed):
    """How one thing is said: ``says`` for sure, ``hints`` less so; what stands near it and speaks against it."""

    says: Texts = ()
    hints: Texts = ()
    never: Texts = ()


@dataclass(frozen=True, kw_only=True)
class OwnFile(Closed):
    """What is not the customer's own new word: heads of quoted mail, signatures, disclaimers, banners."""

    divider: Texts
    passes_on: Texts
    wrote: Texts
    header: Texts
    sign_off: Texts
    device: Texts
    disclaimer: Texts
    banner: Texts


@dataclass(frozen=True, kw_only=True)
class StanceFile(Closed):
    """How a sentence takes back, asks, reports or makes depend what stands in it."""

    negated: Texts = ()
    question: Texts = ()
    past: Texts = ()
    consent: Texts = ()
    condition: Texts = ()
    event: Texts = ()


@dataclass(frozen=True, kw_only=True)
class PromiseFile(Closed):
    """What commits to a payment, by itself or only with a day; what is none; which days are those of something else."""

    acts: Texts = ()
    weak: Texts = ()
    never: Texts = ()
    other_day: Texts = ()
    other_day_after: Texts = ()
    fragment: Texts = ()


@dataclass(frozen=True, kw_only=True)
class KindFile(Closed):
    """How one kind of proposal is made: ``says`` is enough, ``asks`` needs words that ask for consent."""

    says: Texts = ()
    asks: Texts = ()


@dataclass(frozen=True, kw_only=True)
class ProposalFile(Closed):
    """What asks for consent, the kinds, and where their figures stand."""

    ask: Texts = ()
    kinds: Mapping[ProposalKind, KindFile] = field(default_factory=dict)
    never: Texts = ()
    count: Texts = ()
    first: Texts = ()
    each: Texts = ()
    each_before: Texts = ()
    duration: Texts = ()
    discount: Texts = ()
    discount_fold: Texts = ()


@dataclass(frozen=True, kw_only=True)
class DisputeFile(Closed):
    """What contests a debt, on which grounds, and how much of it."""

    says: Texts
    reasons: Mapping[DisputeReason, Texts]
    never: Texts
    part: Texts
    whole: Texts
    interest: Texts


@dataclass(frozen=True, kw_only=True)
class AwayFile(Closed):
    """How an absence is told, its last day, and the day of return."""

    says: Texts
    back: Texts
    until: Texts


@dataclass(frozen=True, kw_only=True)
class InjectionFile(Closed):
    """Text for a machine: in the open, in what is hidden, and what only looks like it."""

    says: Texts
    hidden: Texts
    never: Texts
    of_themselves: Texts = ()
    goes_on: Texts


@dataclass(frozen=True, kw_only=True)
class RepliesFile(Closed):
    """The content of one file of ``knowledge/replies``; ``adds_to`` names the language whose file it completes."""

    version: int
    language: Language
    adds_to: Language | None = None
    words: Mapping[str, str]
    own: OwnFile | None = None
    stance: StanceFile | None = None
    causes: Mapping[Cause, Cue]
    signs: Mapping[Sign, Cue]
    away: AwayFile | None = None
    promise: PromiseFile | None = None
    proposal: ProposalFile | None = None
    dispute: DisputeFile | None = None
    injection: InjectionFile | None = None
