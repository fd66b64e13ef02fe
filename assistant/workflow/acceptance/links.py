"""Makes the link by which a customer accepts an agreement: its token is shown once, and only its hash is kept."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from assistant.domain.negotiation import AcceptanceLink, Agreement
from assistant.domain.parties import Person, Role
from assistant.errors import BadInput, Refused
from assistant.ports import Transaction
from assistant.workflow.acceptance.standing import last_day, require_unchanged, require_waiting
from assistant.workflow.desk import Desk, require_role

MOST_DAYS = 90


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkMade:
    """A new link: ``address`` is what the customer opens, a path alone (``whole`` is false) while no address is set."""

    agreement: Agreement
    link: AcceptanceLink
    address: str
    whole: bool


def make_link(desk: Desk, person: Person, agreement_id: str, *, days: int | None = None) -> LinkMade:
    """A link that opens for ``days``, but not after the day on which the arrangement lapses; earlier ones are revoked.

    Raises NotAllowed, NotFound, BadInput for a number of days that no link may live, and Refused when the agreement no
    longer waits for an answer or no longer fits the record.
    """
    require_role(person, Role.ACCOUNT_MANAGER)
    lives = _lives(desk.acceptance.days if days is None else days)
    token = desk.new_token()
    with desk.record.begin() as tx:
        agreement = tx.agreement(agreement_id)
        require_waiting(agreement)
        require_unchanged(desk, tx, agreement)
        now = desk.clock.now()
        revoked = revoke_links(tx, agreement_id)
        link = AcceptanceLink(
            token_hash=hash_of(token),
            agreement_id=agreement_id,
            created=now,
            created_by=person.login,
            expires=_expires(desk, tx, agreement, now, lives),
        )
        tx.save_acceptance_link(link)
        body = {"expires": link.expires.isoformat(), "revoked": revoked, "content": agreement.content_hash}
        tx.audit(person.login, "acceptance_link_made", agreement_id, version=agreement.version, body=body)
    base = desk.acceptance.public_url
    return LinkMade(agreement=agreement, link=link, address=f"{base}/accept/{token}", whole=bool(base))


def revoke_links(tx: Transaction, agreement_id: str) -> int:
    """Let no link of this agreement open anything any more; how many did until now."""
    alive = [link for link in tx.acceptance_links(agreement_id) if not link.revoked and link.used_at is None]
    for link in alive:
        tx.save_acceptance_link(replace(link, revoked=True))
    return len(alive)


def hash_of(token: str) -> str:
    """What is kept of a token."""
    return sha256(token.encode(errors="surrogatepass")).hexdigest()


def _lives(days: int) -> timedelta:
    if not 1 <= days <= MOST_DAYS:
        raise BadInput("link_days", f"A link opens for 1 to {MOST_DAYS} days, not {days}.", days=days, most=MOST_DAYS)
    return timedelta(days=days)


def _expires(desk: Desk, tx: Transaction, agreement: Agreement, now: datetime, lives: timedelta) -> datetime:
    """The last day of an offer ends at midnight where the customer is."""
    last = last_day(desk, tx, agreement)
    if last is None:
        return now + lives
    zone = ZoneInfo(tx.customer(agreement.customer_code).timezone)
    lapses = datetime.combine(last + timedelta(days=1), time(), tzinfo=zone)
    if lapses <= now:
        raise Refused(
            "agreement_lapsed", f"{agreement.id} stood until {last}; confirm the arrangement anew.",
            agreement=agreement.id, day=last,
        )  # fmt: skip
    return min(now + lives, lapses.astimezone(now.tzinfo))
