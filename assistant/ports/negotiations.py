"""What use cases ask of the system of record about negotiations: offers, authority, agreements and their acceptance."""

from datetime import datetime
from typing import Protocol

from assistant.domain.negotiation import AcceptanceLink, Agreement, AuthorityRequest, OfferMade


class Negotiations(Protocol):
    """The part of a unit of work that keeps negotiations; ``save_*`` as everywhere in it."""

    def save_offer(self, offer: OfferMade) -> bool: ...
    def offers(self, customer_code: str, currency: str) -> tuple[OfferMade, ...]:
        """Both sides' offers on one case, oldest first."""
        ...

    def save_authority_request(self, request: AuthorityRequest) -> bool: ...
    def authority_requests(
        self, customer_code: str | None = None, currency: str | None = None
    ) -> tuple[AuthorityRequest, ...]:
        """Oldest first; None for those of any customer, in any currency."""
        ...

    def save_agreement(self, agreement: Agreement) -> bool: ...
    def agreement(self, agreement_id: str) -> Agreement:
        """Raises NotFound."""
        ...

    def agreements(self, customer_code: str, currency: str) -> tuple[Agreement, ...]:
        """Those of one case, oldest first."""
        ...

    def save_acceptance_link(self, link: AcceptanceLink) -> bool:
        """Raises NotFound when there is no such agreement."""
        ...

    def acceptance_link(self, token_hash: str) -> AcceptanceLink | None: ...
    def acceptance_links(self, agreement_id: str) -> tuple[AcceptanceLink, ...]:
        """Every link that was made for it, oldest first."""
        ...

    def note_acceptance_try(self, address: str, at: datetime, succeeded: bool) -> None:
        """Remember that somebody at ``address`` came with a token, and whether it opened anything."""
        ...

    def failed_acceptance_tries(self, address: str, since: datetime) -> int:
        """How many tokens from this address have opened nothing since ``since``; an empty address means all of them."""
        ...

    def forget_acceptance_tries(self, before: datetime) -> None:
        """Drop the tries of before ``before``: nobody waits for them any more."""
        ...
