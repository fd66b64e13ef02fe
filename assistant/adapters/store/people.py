"""Keeps our own profile, the people who sign in, their sessions and their tries to sign in."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, func, insert, select, update

from assistant.adapters.store import rows
from assistant.adapters.store.desk_tables import creditors, people, sessions, sign_ins
from assistant.adapters.store.unit import Unit
from assistant.domain.parties import Creditor, Person
from assistant.errors import NotFound
from assistant.ports import Session

# The record belongs to one creditor.
_ONE = 1
_PROFILE = select(creditors.c.profile)


class People(Unit):
    """The part of a transaction that is about ourselves."""

    def save_creditor(self, creditor: Creditor) -> bool:
        """The one profile."""
        stored = self._profile()
        if stored == creditor:
            return False
        write = insert(creditors).values(id=_ONE) if stored is None else update(creditors)
        self._connection.execute(write.values(profile=creditor))
        self._creditor = creditor
        if stored is not None:
            self._keep_earlier(creditors, (), stored)
        return True

    def creditor(self) -> Creditor:
        """Our own profile; raises NotFound before one is stored."""
        profile = self._profile()
        if profile is None:
            raise NotFound("no_creditor", "Our own company profile is not stored yet; import it first.")
        return profile

    def save_person(self, person: Person, password_hash: str) -> bool:
        """By login; sessions end when roles or password change or the person is no longer active."""
        row = {field.name: getattr(person, field.name) for field in fields(person)} | {"password_hash": password_hash}
        stored = self._row(person.login)
        if stored is None:
            self._connection.execute(insert(people).values(row))
            return True
        before = _person(stored)
        if before == person and stored["password_hash"] == password_hash:
            return False
        new_password = stored["password_hash"] != password_hash
        if new_password or (before.roles, before.active) != (person.roles, person.active):
            self._connection.execute(delete(sessions).where(sessions.c.login == person.login))
        self._connection.execute(update(people).where(people.c.login == person.login).values(row))
        if before != person:  # a password hash that no longer counts is kept nowhere
            self._keep_earlier(people, (person.login,), before)
        return True

    def person(self, login: str) -> Person:
        """Raises NotFound."""
        row = self._row(login)
        if row is None:
            raise NotFound("unknown_person", f"There is no person {login!r} here.", login=login)
        return _person(row)

    def people(self) -> tuple[Person, ...]:
        """Everyone, by login."""
        found = self._connection.execute(select(people).order_by(people.c.login))
        return tuple(_person(row) for row in found.mappings())

    def password_hash(self, login: str) -> str | None:
        """What is stored for ``login``."""
        return self._connection.execute(
            select(people.c.password_hash).where(people.c.login == login)
        ).scalar_one_or_none()

    def add_session(self, session: Session) -> None:
        """Store it, or replace the one of the same token; raises NotFound for an unknown login."""
        self.person(session.login)
        rows.SESSIONS.save(self._connection, session)

    def session(self, token_hash: str) -> Session | None:
        """The session of this token."""
        return rows.SESSIONS.one(self._connection, token_hash)

    def end_session(self, token_hash: str) -> None:
        """Forget it; nothing happens when it is gone already."""
        self._connection.execute(delete(sessions).where(sessions.c.token_hash == token_hash))

    def note_sign_in(self, login: str, address: str, at: datetime, succeeded: bool) -> None:
        """Remember a try, whoever it was."""
        self._connection.execute(insert(sign_ins).values(login=login, address=address, at=at, succeeded=succeeded))

    def failed_sign_ins(self, login: str, address: str, since: datetime) -> int:
        """The higher of the login's and the address's count of failures that no later success forgives."""
        failed, later = sign_ins.alias("failed"), sign_ins.alias("later")
        # A success forgives the failures of its own login alone: else who has one account could try all others.
        forgiven = [later.c.login == failed.c.login, later.c.seq > failed.c.seq, later.c.succeeded.is_(True)]

        def count(mine: ColumnElement[bool], *also: ColumnElement[bool]) -> int:
            pardon = select(later.c.seq).where(*forgiven, *also).exists()
            tries = and_(mine, failed.c.at >= since, failed.c.succeeded.is_(False), ~pardon)
            return self._connection.execute(select(func.count()).select_from(failed).where(tries)).scalar_one()

        by_login = count(failed.c.login == login)
        by_address = count(failed.c.address == address, later.c.address == address)
        return max(by_login, by_address)

    def _profile(self) -> Creditor | None:
        if self._creditor is None:
            self._creditor = self._connection.execute(_PROFILE).scalar_one_or_none()
        return self._creditor

    def _row(self, login: str) -> Mapping[Any, Any] | None:
        return self._connection.execute(select(people).where(people.c.login == login)).mappings().one_or_none()


def _person(row: Mapping[Any, Any]) -> Person:
    return Person(**{field.name: row[field.name] for field in fields(Person)})
