"""The part of a transaction in memory that is about negotiations."""

from datetime import datetime

from assistant.domain.negotiation import AcceptanceLink, Agreement, AuthorityRequest, OfferMade
from assistant.errors import NotFound
from tests.fakes.state import AcceptanceTry
from tests.fakes.unit import MemoryUnit


class Negotiations(MemoryUnit):
    def save_offer(self, offer: OfferMade) -> bool:
        self.customer(offer.customer_code)
        return self._put(self._state.offers, offer.id, offer)

    def offers(self, customer_code: str, currency: str) -> tuple[OfferMade, ...]:
        found = (o for o in self._state.offers.values() if (o.customer_code, o.currency) == (customer_code, currency))
        return tuple(sorted(found, key=lambda o: (o.at, o.id)))

    def save_authority_request(self, request: AuthorityRequest) -> bool:
        self.customer(request.customer_code)
        return self._put(self._state.authority_requests, request.id, request)

    def authority_requests(
        self, customer_code: str | None = None, currency: str | None = None
    ) -> tuple[AuthorityRequest, ...]:
        found = (
            r
            for r in self._state.authority_requests.values()
            if customer_code in (None, r.customer_code) and currency in (None, r.currency)
        )
        return tuple(sorted(found, key=lambda r: (r.asked_at, r.id)))

    def save_agreement(self, agreement: Agreement) -> bool:
        self.customer(agreement.customer_code)
        return self._put(self._state.agreements, agreement.id, agreement)

    def agreement(self, agreement_id: str) -> Agreement:
        if agreement_id not in self._state.agreements:
            raise NotFound("unknown_agreement", f"There is no agreement {agreement_id!r}.", agreement=agreement_id)
        return self._state.agreements[agreement_id]

    def agreements(self, customer_code: str, currency: str) -> tuple[Agreement, ...]:
        return tuple(a for a in self._agreed() if (a.customer_code, a.currency) == (customer_code, currency))

    def save_acceptance_link(self, link: AcceptanceLink) -> bool:
        self.agreement(link.agreement_id)
        return self._put(self._state.acceptance_links, link.token_hash, link)

    def acceptance_link(self, token_hash: str) -> AcceptanceLink | None:
        return self._state.acceptance_links.get(token_hash)

    def acceptance_links(self, agreement_id: str) -> tuple[AcceptanceLink, ...]:
        found = (link for link in self._state.acceptance_links.values() if link.agreement_id == agreement_id)
        return tuple(sorted(found, key=lambda link: (link.created, link.token_hash)))

    def note_acceptance_try(self, address: str, at: datetime, succeeded: bool) -> None:
        self._state.acceptance_tries.append(AcceptanceTry(address, at, succeeded))

    def failed_acceptance_tries(self, address: str, since: datetime) -> int:
        failed = (t for t in self._state.acceptance_tries if not t.succeeded and t.at >= since)
        return sum(address in ("", t.address) for t in failed)

    def forget_acceptance_tries(self, before: datetime) -> None:
        self._state.acceptance_tries[:] = [t for t in self._state.acceptance_tries if t.at >= before]

    def _agreed(self) -> list[Agreement]:
        return sorted(self._state.agreements.values(), key=lambda a: (a.made_at, a.id))
