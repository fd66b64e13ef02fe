"""Reads the replies of this folder; a key that nobody knows is refused."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from assistant.domain.commitments import Cause
from assistant.domain.reading import DisputeReason, ProposalKind
from assistant.knowledge import Closed
from evals.lines import read_lines

HERE = Path(__file__).parent
SPLITS = ("dev", "test", "fresh", "written", "held")


@dataclass(frozen=True, kw_only=True)
class ExpectedPromise(Closed):
    """What is promised; None where the words give nothing."""

    amount: Decimal | None
    date: dt.date | None
    conditional: bool


@dataclass(frozen=True, kw_only=True)
class ExpectedDispute(Closed):
    """What is contested."""

    part: str
    invoice_no: str | None
    reason: DisputeReason | None = None


@dataclass(frozen=True, kw_only=True)
class ExpectedProposal(Closed):
    """What is proposed, with its numbers."""

    kind: ProposalKind
    instalments: int | None
    first_payment: Decimal | None
    per_instalment: Decimal | None
    until: dt.date | None
    extension_days: int | None
    discount_pct: Decimal | None
    waive_interest: bool


@dataclass(frozen=True, kw_only=True)
class ExpectedAbsence(Closed):
    """The last day away."""

    until: dt.date | None


@dataclass(frozen=True, kw_only=True)
class Labels(Closed):
    """Everything that a person reads in a reply."""

    causes: tuple[Cause, ...]
    primary_cause: Cause
    promise: ExpectedPromise | None
    dispute: ExpectedDispute | None
    proposal: ExpectedProposal | None
    out_of_office: ExpectedAbsence | None
    document_request: bool
    already_paid: bool
    wrong_contact: bool
    insolvency: bool
    hostile: bool
    do_not_contact: bool
    injection: bool


@dataclass(frozen=True, kw_only=True)
class EvalReply(Closed):
    """One line: replies of one ``template`` are all in one split; without one it was written singly."""

    id: str
    text: str
    received: str
    labels: Labels
    group: str = ""
    record: Mapping[str, object] | None = None

    @property
    def language(self) -> str:
        """``en``, ``hans`` or ``hant``, as the id begins."""
        head = self.id.split("-")[0]
        return {"we": "en", "ws": "hans", "wt": "hant"}.get(head, head)

    @property
    def template(self) -> str:
        """What must not be torn apart."""
        return self.group or self.id


def load_replies(split: str, folder: Path = HERE) -> tuple[EvalReply, ...]:
    """The replies of a split in order; raises BadKnowledge that names the line."""
    return read_lines(folder / f"{split}.jsonl", EvalReply)
