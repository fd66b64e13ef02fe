"""Agreements as people of ours look at them: with their links, and whether they still fit the record."""

from dataclasses import dataclass

from assistant.domain.language import Reason
from assistant.domain.negotiation import AcceptanceLink, Agreement, AgreementState
from assistant.ports import Transaction
from assistant.workflow.acceptance.standing import what_changed
from assistant.workflow.desk import Desk, split_case_id


@dataclass(frozen=True, kw_only=True, slots=True)
class AgreementShown:
    """An agreement with its links; ``changed`` says why it no longer fits, or that its plan was undone."""

    agreement: Agreement
    links: tuple[AcceptanceLink, ...]
    changed: Reason | None


def agreements_of(desk: Desk, case_id: str) -> tuple[AgreementShown, ...]:
    """Those of one case, oldest first; raises NotFound for a case that nothing is recorded of."""
    code, currency = split_case_id(case_id)
    with desk.record.read() as tx:
        desk.case(tx, code, currency)
        return tuple(_shown(desk, tx, agreement) for agreement in tx.agreements(code, currency))


def agreement_shown(desk: Desk, agreement_id: str) -> AgreementShown:
    """The agreement of that id; raises NotFound."""
    with desk.record.read() as tx:
        return _shown(desk, tx, tx.agreement(agreement_id))


def _shown(desk: Desk, tx: Transaction, agreement: Agreement) -> AgreementShown:
    return AgreementShown(
        agreement=agreement,
        links=tx.acceptance_links(agreement.id),
        changed=_changed(desk, tx, agreement),
    )


def _changed(desk: Desk, tx: Transaction, agreement: Agreement) -> Reason | None:
    if agreement.is_taken_back:
        return Reason.of("agreement_plan_undone", plan=agreement.plan_id)
    return what_changed(desk, tx, agreement) if agreement.state is AgreementState.PROPOSED else None
