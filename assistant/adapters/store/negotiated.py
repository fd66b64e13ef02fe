"""Keeps what was offered, asked for and agreed, and who came with a link to accept it."""

from datetime import datetime

from sqlalchemy import delete, func, insert, select

from assistant.adapters.store import rows
from assistant.adapters.store.negotiation_tables import acceptance_tries, agreements, authority_requests, offers_made
from assistant.adapters.store.unit import Unit
from assistant.domain.negotiation import AcceptanceLink, Agreement, AuthorityRequest, OfferMade
from assistant.errors import NotFound


class NegotiatedRows(Unit):
    """The part of a transaction that is about negotiations."""

    def save_offer(self, offer: OfferMade) -> bool:
        """By id."""
        return self._save_theirs(rows.OFFERS, offer)

    def offers(self, customer_code: str, currency: str) -> tuple[OfferMade, ...]:
        """Oldest first."""
        theirs = (offers_made.c.customer_code == customer_code, offers_made.c.currency == currency)
        return rows.OFFERS.all(self._connection, *theirs)

    def save_authority_request(self, request: AuthorityRequest) -> bool:
        """By id."""
        return self._save_theirs(rows.AUTHORITY_REQUESTS, request)

    def authority_requests(
        self, customer_code: str | None = None, currency: str | None = None
    ) -> tuple[AuthorityRequest, ...]:
        """Oldest first."""
        columns = authority_requests.c
        asked = ((columns.customer_code, customer_code), (columns.currency, currency))
        return rows.AUTHORITY_REQUESTS.all(self._connection, *(c == value for c, value in asked if value is not None))

    def save_agreement(self, agreement: Agreement) -> bool:
        """By id."""
        return self._save_theirs(rows.AGREEMENTS, agreement)

    def agreement(self, agreement_id: str) -> Agreement:
        """The agreement of that id; raises NotFound."""
        agreement = rows.AGREEMENTS.one(self._connection, agreement_id)
        if agreement is None:
            raise unknown_agreement(agreement_id)
        return agreement

    def agreements(self, customer_code: str, currency: str) -> tuple[Agreement, ...]:
        """Oldest first."""
        theirs = (agreements.c.customer_code == customer_code, agreements.c.currency == currency)
        return rows.AGREEMENTS.all(self._connection, *theirs)

    def save_acceptance_link(self, link: AcceptanceLink) -> bool:
        """By the hash of its token; raises NotFound for an unknown agreement."""
        self.agreement(link.agreement_id)
        return self._save(rows.ACCEPTANCE_LINKS, link)

    def acceptance_link(self, token_hash: str) -> AcceptanceLink | None:
        """The link of this token."""
        return rows.ACCEPTANCE_LINKS.one(self._connection, token_hash)

    def acceptance_links(self, agreement_id: str) -> tuple[AcceptanceLink, ...]:
        """Oldest first."""
        return rows.ACCEPTANCE_LINKS.of(self._connection, [agreement_id], by="agreement_id")

    def note_acceptance_try(self, address: str, at: datetime, succeeded: bool) -> None:
        """Remember a try, whoever it was."""
        self._connection.execute(insert(acceptance_tries).values(address=address, at=at, succeeded=succeeded))

    def failed_acceptance_tries(self, address: str, since: datetime) -> int:
        """Of one address, or of all when it is empty."""
        columns = acceptance_tries.c
        failed = select(func.count()).where(columns.at >= since, columns.succeeded.is_(False))
        mine = failed.where(columns.address == address) if address else failed
        return self._connection.execute(mine).scalar_one()

    def forget_acceptance_tries(self, before: datetime) -> None:
        """Drop what is older."""
        self._connection.execute(delete(acceptance_tries).where(acceptance_tries.c.at < before))


def unknown_agreement(agreement_id: str) -> NotFound:
    """The error for an id that no agreement has."""
    return NotFound("unknown_agreement", f"There is no agreement {agreement_id!r}.", agreement=agreement_id)
