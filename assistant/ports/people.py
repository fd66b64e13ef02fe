"""What use cases ask of the system of record about who works here: people, sessions, and requests that carry a key."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from assistant.domain.parties import Person


@dataclass(frozen=True, kw_only=True, slots=True)
class Session:
    """A signed-in browser; only the SHA-256 of its token is stored. Times are UTC."""

    token_hash: str
    login: str
    created: datetime
    last_seen: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptReply:
    """The answer to a request that carried a key: ``digest`` is of what was asked, ``at`` in UTC."""

    login: str
    key: str
    digest: str
    status: int
    body: str
    at: datetime


class People(Protocol):
    """The part of a unit of work that knows who works here."""

    def save_person(self, person: Person, password_hash: str) -> bool:
        """Ends the person's sessions when their roles change or they are no longer active."""
        ...

    def person(self, login: str) -> Person:
        """Raises NotFound."""
        ...

    def people(self) -> tuple[Person, ...]: ...
    def password_hash(self, login: str) -> str | None: ...
    def add_session(self, session: Session) -> None:
        """Store it, or replace the one of the same token; raises NotFound for an unknown login."""
        ...

    def session(self, token_hash: str) -> Session | None: ...
    def end_session(self, token_hash: str) -> None: ...
    def note_sign_in(self, login: str, address: str, at: datetime, succeeded: bool) -> None: ...
    def failed_sign_ins(self, login: str, address: str, since: datetime) -> int:
        """The higher count of failures since ``since``, of this login or from this address.

        A success forgives the earlier failures of its own login alone, else one account would open the way to others.
        """
        ...

    # requests that carry a key
    def kept_reply(self, login: str, key: str) -> KeptReply | None:
        """What this person's request under ``key`` was answered; None for a new one."""
        ...

    def keep_reply(self, reply: KeptReply, *, forget_before: datetime) -> None:
        """Store the reply beside its effect and forget those of before; a key twice is an error."""
        ...
