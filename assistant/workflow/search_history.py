"""Searches one customer's history: what they wrote, said, promised and paid, and what we wrote to them."""

from dataclasses import dataclass, replace

from assistant.domain.case import Account, case_id
from assistant.domain.commitments import CauseNote
from assistant.domain.history import HistoryHit, Piece
from assistant.domain.language import Language
from assistant.domain.message import Status
from assistant.ports import Transaction
from assistant.wording import Wording
from assistant.workflow.asking import require_question
from assistant.workflow.desk import Desk
from assistant.workflow.history_pieces import Telling


def search_history(
    desk: Desk, query: str, *, customer_code: str, language: Language, k: int = 5
) -> tuple[HistoryHit, ...]:
    """The pieces of this customer's history that answer ``query``, best first, told in ``language``.

    Nothing of another customer is read. Raises NotFound for an unknown customer, BadInput for an empty question or one
    that is too long.
    """
    require_question(query)
    with desk.record.read() as tx:
        state = _state(tx, customer_code)
        telling = Telling(words=Wording.of(language), zone=desk.zone(tx))

        def pieces() -> tuple[Piece, ...]:
            return telling.pieces(state.accounts, state.earlier_causes, tx.messages(case_ids=state.case_ids))

        index = desk.history().index((customer_code, language, telling.zone.key), state, pieces)
    return index.search(query, k)


@dataclass(frozen=True, kw_only=True, slots=True)
class _State:
    """All that a history is told from; of messages only what tells one version from another."""

    accounts: tuple[Account, ...]
    earlier_causes: tuple[CauseNote, ...]
    case_ids: tuple[str, ...]
    messages: tuple[tuple[str, int, Status], ...]


def _state(tx: Transaction, customer_code: str) -> _State:
    tx.customer(customer_code)
    keys = [(customer_code, currency) for currency in tx.case_currencies(customer_code)]
    # How fresh the ledger is changes with everybody's imports, and nothing in a history.
    accounts = tuple(replace(account, stamps=()) for account in tx.accounts(keys))
    case_ids = tuple(case_id(*key) for key in keys)
    return _State(
        accounts=accounts,
        earlier_causes=tuple(note for key in keys for _, note in tx.earlier(CauseNote, *key)),
        case_ids=case_ids,
        messages=tx.message_states(case_ids),
    )
