"""Says what a backup file is made of: its members, what the manifest tells of each, and the seal over all of it."""

import hashlib
import json
import re
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import IO

from assistant.domain.backup import AuditHead, Backup
from assistant.errors import BadKnowledge
from assistant.knowledge import Closed, check

FORMAT = 1
MANIFEST = "manifest.json"
_TABLES, _FILES = "tables/", "files/"
# What of a workspace belongs to the record: what left, what the workspace says of itself, the policies and rules that
# decide there, and the prices without which nobody knows what a draft has cost. The index is a cache.
OWN_FILES = (
    "workspace.yaml",
    "prices.yaml",
    "policies/authority.yaml",
    "policies/dunning.yaml",
    "policies/guardrail.yaml",
    "policies/negotiation.yaml",
)
KEPT_FOLDERS = ("guardrail", "outbox")
_TABLE = re.compile(r"tables/[a-z][a-z0-9_]{0,62}\.jsonl")
_KEPT = re.compile(
    r"files/(?:outbox/[^/\\\x00-\x1f\x7f:]{1,200}\.(?:eml|txt)|guardrail/[^/\\\x00-\x1f\x7f:]{1,200}\.yaml)"
)
# The comment at the end of the zip: these bytes, then the SHA-256 of everything before it.
_SEAL_HEAD, _SEAL = b"sha256:", 64
_PIECE = 1 << 20


@dataclass(frozen=True, kw_only=True, slots=True)
class Member(Closed):
    """A member of the zip: its bytes unpacked, their SHA-256, and how many rows it has when it is a table."""

    name: str
    size: int
    sha256: str
    rows: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Head(Closed):
    """The last entry of the audit log; zero and zeros before the first."""

    seq: int
    hash: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Manifest(Closed):
    """Everything that a backup says of itself."""

    format: int
    program: str
    revision: str
    made: datetime
    audit: Head
    members: tuple[Member, ...]

    @property
    def tables(self) -> dict[str, Member]:
        """The members that are tables, by the table's name."""
        return {m.name.removeprefix(_TABLES).removesuffix(".jsonl"): m for m in self.members if m.rows is not None}

    @property
    def files(self) -> dict[str, Member]:
        """The members that are files of the workspace, by their path in it."""
        return {m.name.removeprefix(_FILES): m for m in self.members if m.rows is None}

    def summary(self, digest: str) -> Backup:
        """What people are told of it."""
        return Backup(
            digest=digest,
            made=self.made,
            revision=self.revision,
            rows={name: member.rows or 0 for name, member in self.tables.items()},
            files=len(self.files),
            head=AuditHead(seq=self.audit.seq, hash=self.audit.hash),
        )


def table_member(table: str) -> str:
    """The name of the member that holds ``table``."""
    return f"{_TABLES}{table}.jsonl"


def file_member(path: PurePosixPath) -> str:
    """The name of the member that holds the workspace's file at ``path``."""
    return f"{_FILES}{path}"


def is_member_name(name: str) -> bool:
    """Whether a backup may have a member of that name; no name leads out of the workspace."""
    own = name in {f"{_FILES}{each}" for each in OWN_FILES}
    plain = own or _TABLE.fullmatch(name) or _KEPT.fullmatch(name)
    return bool(plain) and PurePosixPath(name).name not in {".", ".."}


def manifest_bytes(manifest: Manifest) -> bytes:
    """The manifest as it stands in the file."""
    document = asdict(manifest) | {"made": manifest.made.isoformat()}
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def read_manifest(data: bytes) -> Manifest | None:
    """The manifest, or None when it is not one of ours; its format may be newer than FORMAT."""
    try:
        document = json.loads(data)
        if isinstance(document, dict) and isinstance(document.get("format"), int) and document["format"] > FORMAT:
            document = {"format": document["format"], "program": str(document.get("program", "")), **_NEWER}
        return check(document, Manifest, MANIFEST)
    except (ValueError, RecursionError, BadKnowledge):
        return None


# Of a newer format nothing is read but that it is newer.
_NEWER = {"revision": "", "made": "1970-01-01T00:00:00Z", "audit": {"seq": 0, "hash": ""}, "members": []}


def seal_comment() -> bytes:
    """What the zip's comment is before `seal` fills it in."""
    return _SEAL_HEAD + b"0" * _SEAL


def seal(file: IO[bytes]) -> str:
    """Write the sum of everything before it at the end of ``file``; the SHA-256 of the whole."""
    size = file.seek(0, 2)
    sealed = _summed(file, size - _SEAL)
    file.seek(size - _SEAL)
    file.write(sealed.hexdigest().encode())
    whole = sealed.copy()
    whole.update(sealed.hexdigest().encode())
    return whole.hexdigest()


def whole_digest(file: IO[bytes]) -> str | None:
    """The SHA-256 of a file whose seal holds; None when a byte was changed, lost or added."""
    size = file.seek(0, 2)
    if size < _SEAL + len(_SEAL_HEAD):
        return None
    sealed = _summed(file, size - _SEAL)
    file.seek(size - _SEAL - len(_SEAL_HEAD))
    if file.read() != _SEAL_HEAD + sealed.hexdigest().encode():
        return None
    sealed.update(sealed.hexdigest().encode())
    return sealed.hexdigest()


def _summed(file: IO[bytes], size: int) -> "hashlib._Hash":
    sums = hashlib.sha256()
    file.seek(0)
    while size > 0:
        piece = file.read(min(_PIECE, size))
        if not piece:
            break
        sums.update(piece)
        size -= len(piece)
    return sums
