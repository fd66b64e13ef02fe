"""The part of a transaction in memory that is about our own side: messages, outbox, people, requests and the log."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from assistant.domain.audit import AuditEntry, chained
from assistant.domain.message import Message, Status
from assistant.domain.model_calls import ModelCall, SentCall
from assistant.domain.parties import Person
from assistant.errors import NotFound, OutOfDate
from assistant.ports import KeptReply, OutboxEntry, Session
from tests.fakes.state import SignIn
from tests.fakes.unit import MemoryUnit


class DeskSide(MemoryUnit):
    # messages
    def next_id(self, prefix: str) -> str:
        self._state.counted[prefix] = self._state.counted.get(prefix, 0) + 1
        return f"{prefix}-{self._state.counted[prefix]:04d}"

    def add_message(self, message: Message) -> None:
        if message.id in self._state.messages:
            raise ValueError(f"{message.id} is stored already")
        self._state.messages[message.id] = {message.version: message}

    def message(self, message_id: str) -> Message:
        versions = self.versions(message_id)
        if not versions:
            raise NotFound("unknown_message", f"There is no message {message_id!r} in the record.", message=message_id)
        return versions[-1]

    def messages(
        self, *, status: frozenset[Status] | None = None, case_ids: Collection[str] | None = None
    ) -> tuple[Message, ...]:
        newest = (self.message(message_id) for message_id in self._state.messages)
        found = (m for m in newest if status is None or m.status in status)
        wanted = (m for m in found if case_ids is None or m.brief.case_id in case_ids)
        return tuple(sorted(wanted, key=lambda m: m.created))

    def newest_messages(self, status: frozenset[Status], most: int) -> tuple[tuple[str, int], ...]:
        return tuple((m.id, m.version) for m in reversed(self.messages(status=status)))[:most]

    def cases_with_messages(self, status: frozenset[Status]) -> tuple[str, ...]:
        return tuple(sorted({m.brief.case_id for m in self.messages(status=status)}))

    def replace_message(self, old: Message, new: Message) -> None:
        if new.id != old.id or new.version not in (old.version, old.version + 1):
            raise ValueError(f"{new.id} version {new.version} cannot follow {old.id} version {old.version}")
        if new.version == old.version and new.content_hash != old.content_hash:
            raise ValueError(f"{new.id}: another text needs another version than {old.version}")
        versions = self.versions(old.id)
        if not versions or _lock(versions[-1]) != _lock(old):
            raise OutOfDate(
                "changed_meanwhile",
                f"{old.id} was changed by someone else meanwhile; look at it again.",
                message=old.id,
            )
        self._state.messages[new.id][new.version] = new

    def versions(self, message_id: str) -> tuple[Message, ...]:
        return tuple(message for _, message in sorted(self._state.messages.get(message_id, {}).items()))

    # what left this machine
    def add_model_calls(self, about: str, calls: Sequence[ModelCall], *, version: int = 0) -> None:
        self._state.model_calls += (SentCall(about=about, version=version, call=call) for call in calls)

    def model_calls(self, about: str | None = None, *, newest: int | None = None) -> tuple[SentCall, ...]:
        found = [sent for sent in self._state.model_calls if about in (None, sent.about)]
        return tuple(found[-newest:] if newest else found)

    # outbox
    def add_to_outbox(self, entry: OutboxEntry) -> bool:
        key = (entry.message_id, entry.version)
        if key in self._state.outbox:
            return False
        if entry.version not in self._state.messages.get(entry.message_id, {}):
            raise NotFound(
                "unknown_message",
                f"There is no message {entry.message_id!r} with version {entry.version} in the record.",
                message=entry.message_id,
            )
        return self._put(self._state.outbox, key, entry)

    def outbox(self) -> tuple[OutboxEntry, ...]:
        return tuple(self._state.outbox.values())

    def mark_outbox(self, message_id: str, version: int, state: str, place: str = "") -> None:
        entry = self._state.outbox.get((message_id, version))
        if entry is None:
            raise NotFound(
                "not_in_outbox", f"Version {version} of {message_id} is not in the outbox.", message=message_id
            )
        self._state.outbox[message_id, version] = replace(entry, state=state, place=place or entry.place)

    # people
    def save_person(self, person: Person, password_hash: str) -> bool:
        before = self._state.people.get(person.login)
        new_password = self._state.hashes.get(person.login) != password_hash
        if before and (new_password or (before.roles, before.active) != (person.roles, person.active)):
            kept = {token: s for token, s in self._state.sessions.items() if s.login != person.login}
            self._state.sessions = kept
        self._state.hashes[person.login] = password_hash
        return self._put(self._state.people, person.login, person) or new_password

    def person(self, login: str) -> Person:
        if login not in self._state.people:
            raise NotFound("unknown_person", f"There is no person {login!r} here.", login=login)
        return self._state.people[login]

    def people(self) -> tuple[Person, ...]:
        return tuple(sorted(self._state.people.values(), key=lambda p: p.login))

    def password_hash(self, login: str) -> str | None:
        return self._state.hashes.get(login)

    def add_session(self, session: Session) -> None:
        self.person(session.login)
        self._state.sessions[session.token_hash] = session

    def session(self, token_hash: str) -> Session | None:
        return self._state.sessions.get(token_hash)

    def end_session(self, token_hash: str) -> None:
        self._state.sessions.pop(token_hash, None)

    def note_sign_in(self, login: str, address: str, at: datetime, succeeded: bool) -> None:
        self._state.sign_ins.append(SignIn(login, address, at, succeeded))

    def failed_sign_ins(self, login: str, address: str, since: datetime) -> int:
        tries = self._state.sign_ins
        unforgiven = by_login = 0
        for n, one in enumerate(tries):
            if one.succeeded or one.at < since:
                continue
            successes = [later for later in tries[n + 1 :] if later.succeeded and later.login == one.login]
            by_login += one.login == login and not successes
            unforgiven += one.address == address and not any(later.address == address for later in successes)
        return max(by_login, unforgiven)

    # requests that carry a key
    def kept_reply(self, login: str, key: str) -> KeptReply | None:
        return self._state.replies_kept.get((login, key))

    def keep_reply(self, reply: KeptReply, *, forget_before: datetime) -> None:
        kept = {key: r for key, r in self._state.replies_kept.items() if r.at >= forget_before}
        if (reply.login, reply.key) in kept:
            raise ValueError(f"{reply.key} was answered already")
        self._state.replies_kept = kept | {(reply.login, reply.key): reply}

    # audit
    def audit(
        self, actor: str, event: str, subject: str, *, version: int = 0, body: Mapping[str, object] | None = None
    ) -> None:
        previous = self._state.audit[-1] if self._state.audit else None
        at = self._clock.now().astimezone(UTC)
        plain = json.loads(json.dumps(body or {}, default=str))
        entry = chained(
            previous=previous, at=at, actor=actor, event=event, subject=subject, version=version, body=plain
        )
        self._state.audit.append(entry)

    def audit_about(self, subjects: Collection[str]) -> Iterator[AuditEntry]:
        yield from (entry for entry in self.audit_entries() if entry.subject in subjects)

    def audit_entries(self) -> Iterator[AuditEntry]:
        return iter(tuple(self._state.audit))


def _lock(message: Message) -> tuple[int, Status, str]:
    return message.version, message.status, message.facts_fingerprint
