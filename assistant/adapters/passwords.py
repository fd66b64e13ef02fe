"""Hashes and checks passwords with Argon2id; an unknown user costs the same time as a wrong password."""

import unicodedata
from functools import cached_property
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argon2 import PasswordHasher

# RFC 9106, second recommended option: 3 passes over 64 MiB in 4 lanes. Named here, so that `_NOBODY` below
# keeps costing the same when the library changes its defaults.
PASSES, MEMORY_KIB, LANES = 3, 64 * 1024, 4
# The hash of a random password that nobody knows, made with the parameters above.
_NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$PO/IRmu2S/RjLDCBl+nWLA$cG3Jq0QoJlXhv5zaU9xqNsds9Vamx6F3N03GewhuMtY"


class Argon2Passwords:
    """A `assistant.ports.Passwords`; at most ``at_once`` hashes are made at a time, each takes 64 MiB."""

    def __init__(self, *, at_once: int = 2) -> None:
        self._places = BoundedSemaphore(at_once)

    def hash(self, password: str) -> str:
        """A new salted hash, in the PHC string format."""
        with self._places:
            return self._hasher.hash(_bytes(password))

    def matches(self, stored: str | None, password: str) -> bool:
        """Whether ``password`` is the one that ``stored`` was made of; False for an unknown user or a damaged hash."""
        fits = self._verify(stored or _NOBODY, _bytes(password))
        return fits and bool(stored)

    def _verify(self, stored: str, password: bytes) -> bool:
        from argon2.exceptions import InvalidHashError, VerificationError

        with self._places:
            try:
                return self._hasher.verify(stored, password)
            except (VerificationError, InvalidHashError):
                return False

    @cached_property
    def _hasher(self) -> "PasswordHasher":
        from argon2 import PasswordHasher

        return PasswordHasher(time_cost=PASSES, memory_cost=MEMORY_KIB, parallelism=LANES)


def _bytes(password: str) -> bytes:
    """The same bytes however a keyboard composes its characters (NIST SP 800-63B)."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
