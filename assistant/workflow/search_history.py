"""Searches one customer's history: what they wrote, said, promised and paid, and what we wrote to them."""

from assistant.domain.case import case_id
from assistant.domain.commitments import CauseNote
from assistant.domain.history import HistoryHit, Piece
from assistant.domain.language import Language
from assistant.wording import Wording
from assistant.workflow.asking import require_question
from assistant.workflow.desk import Desk
from assistant.workflow.history_pieces import Telling
from assistant.workflow.negotiation_pieces import NegotiationTelling


def search_history(
    desk: Desk, query: str, *, customer_code: str, language: Language, k: int = 5
) -> tuple[HistoryHit, ...]:
    """The pieces of this customer's history that answer ``query``, best first, told in ``language``.

    Nothing of another customer is read. Raises NotFound for an unknown customer, BadInput for an empty question or one
    that is too long.
    """
    require_question(query)
    with desk.record.read() as tx:
        tx.customer(customer_code)
        keys = [(customer_code, currency) for currency in tx.case_currencies(customer_code)]
        cases = [case_id(*key) for key in keys]
        telling = Telling(words=Wording.of(language), zone=desk.zone(tx))
        negotiated = NegotiationTelling(words=telling.words, zone=telling.zone)

        def pieces() -> tuple[Piece, ...]:
            earlier_causes = [note for key in keys for _, note in tx.earlier(CauseNote, *key)]
            told = telling.pieces(tx.accounts(keys), earlier_causes, tx.messages(case_ids=cases))
            return (*told, *negotiated.pieces(tx, keys))

        stamp = tx.history_stamp(customer_code, cases)
        index = desk.history().index((customer_code, language, telling.zone.key), stamp, pieces)
    return index.search(query, k)
