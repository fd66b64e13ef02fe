"""Loads the sample company into a workspace; a second run changes nothing."""

from pathlib import Path

from assistant.domain.contract_terms import TermState
from assistant.domain.parties import Person
from assistant.errors import NotFound, Refused
from assistant.intake.company import CompanyFile
from assistant.intake.confirmed_terms import ConfirmedTermsFile
from assistant.intake.events import EventsFile
from assistant.intake.given_entries import TermGiven
from assistant.knowledge import read_yaml
from assistant.workflow.contract_terms import check_term, terms_of
from assistant.workflow.desk import Desk
from assistant.workflow.import_company import import_company, import_events
from assistant.workflow.import_contract import contract_number_of, import_contract
from assistant.workflow.import_ledger import import_ledger

ACTOR = "sample"


def load_sample(desk: Desk, folder: Path) -> tuple[Person, ...]:
    """Profile, people, ledger, contracts and events of ``folder``; the sample's people.

    Raises Refused when the record already belongs to another company: a sample never mixes with real data.
    """
    company = read_yaml(folder / "company.yaml", CompanyFile)
    _require_own_workspace(desk, company)
    import_company(desk, ACTOR, company)
    import_ledger(desk, ACTOR, [folder / "customers.csv", folder / "invoices.csv"], as_of=company.as_of)
    with desk.record.read() as tx:
        accounts = [tx.account(*key) for key in tx.account_keys()]
    owners = {invoice.contract_no: account.customer.code for account in accounts for invoice in account.invoices}
    for path in sorted((folder / "contracts").glob("*.txt")):
        number = contract_number_of(path)
        text = path.read_text(encoding="utf-8")
        import_contract(desk, ACTOR, text, number=number, customer_code=owners[number])
    events = read_yaml(folder / "events.yaml", EventsFile)
    import_events(desk, ACTOR, events, lambda name: (folder / "replies" / name).read_text(encoding="utf-8"))
    _confirm_terms(desk, read_yaml(folder / "terms.yaml", ConfirmedTermsFile))
    return tuple(entry.person() for entry in company.people)


def _confirm_terms(desk: Desk, said: ConfirmedTermsFile) -> None:
    for entry in said.confirmed:
        with desk.record.read() as tx:
            lines = [line for line in terms_of(tx, entry.contract).lines if line.field is entry.field]
        for line in lines:
            given = TermGiven(state=TermState.CONFIRMED, term=line.id, law=entry.law)
            check_term(desk, entry.by, entry.contract, given)


def _require_own_workspace(desk: Desk, company: CompanyFile) -> None:
    with desk.record.read() as tx:
        try:
            fits = tx.creditor().name == company.creditor.name
        except NotFound:
            fits = not tx.customers()
    if not fits:
        raise Refused(
            "not_the_sample",
            "This workspace holds a company of its own; name another folder with --workspace for the sample.",
        )
