"""Signing in and out: throttled; sessions are kept under the hash of their token, roles are read at each call."""

import hashlib
from dataclasses import dataclass, replace
from datetime import timedelta

from assistant.domain.parties import Person
from assistant.errors import BadInput, NotFound, SignInFailed
from assistant.ports import Session
from assistant.workflow.desk import Desk

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
# After so many failures of one login or from one address, further tries wait.
FAILURES = 5
WAIT = timedelta(minutes=5)
SHORTEST_PASSWORD = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class SignedIn:
    """Who signed in, and the token that the browser keeps; it is shown once and never stored."""

    person: Person
    token: str


def sign_in(desk: Desk, login: str, password: str, *, address: str) -> SignedIn:
    """A new session; raises SignInFailed without saying whether user or password was wrong."""
    now = desk.clock.now()
    with desk.record.read() as tx:
        failures = tx.failed_sign_ins(login, address, now - WAIT)
        stored = tx.password_hash(login)
    if failures >= FAILURES:
        raise SignInFailed("too_many_tries", "Too many failed tries; wait five minutes and try again.")
    right = desk.passwords.matches(stored, password)
    with desk.record.begin() as tx:
        person = tx.person(login) if right else None
        good = person is not None and person.active
        tx.note_sign_in(login, address, now, good)
        tx.audit(login, "signed_in" if good else "sign_in_failed", login)
        if person is not None and good:
            token = desk.new_token()
            tx.add_session(Session(token_hash=_hash(token), login=login, created=now, last_seen=now))
            return SignedIn(person=person, token=token)
    raise SignInFailed("wrong_sign_in", "This name and password do not match; try again.")


def who_is(desk: Desk, token: str | None) -> Person | None:
    """The active person of a live session, as the record has them now; None for anything else."""
    if not token:
        return None
    now = desk.clock.now()
    with desk.record.read() as tx:
        session = tx.session(_hash(token))
        if session is None or now - session.last_seen > IDLE or now - session.created > LONGEST:
            return None
        try:
            person = tx.person(session.login)
        except NotFound:
            return None
    # Written at most once a minute: a screen asks who is there many times a second.
    if now - session.last_seen > timedelta(minutes=1):
        with desk.record.begin() as tx:
            tx.add_session(replace(session, last_seen=now))
    return person if person.active else None


def sign_out(desk: Desk, token: str) -> None:
    """End the session; an unknown token is ignored."""
    with desk.record.begin() as tx:
        tx.end_session(_hash(token))


def save_person(desk: Desk, actor: str, person: Person, *, first_password: str = "", new_password: str = "") -> bool:
    """Store ``person``; whether anything changed.

    ``first_password`` counts only for someone new, ``new_password`` for everyone. Raises BadInput for one that is too
    short, or for someone new without any.
    """
    with desk.record.read() as tx:
        stored = tx.password_hash(person.login)
    password = new_password or ("" if stored else first_password)
    if (password or not stored) and len(password) < SHORTEST_PASSWORD:
        raise BadInput("short_password", f"The password needs at least {SHORTEST_PASSWORD} characters.")
    hashed = desk.passwords.hash(password) if password else str(stored)
    with desk.record.begin() as tx:
        changed = tx.save_person(person, hashed)
        if changed:
            tx.audit(actor, "person_saved", person.login, body={"roles": sorted(person.roles)})
    return changed


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
