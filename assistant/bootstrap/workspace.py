"""The workspace folder: where its record, policies and own settings are, and the clock that counts in it."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import yaml

from assistant.adapters.clock import StandingClock, SystemClock
from assistant.bootstrap.files import write_new
from assistant.errors import WorkspaceUnusable
from assistant.knowledge import Closed, read_yaml, shipped
from assistant.ports import Backups, Clock
from assistant.settings import Settings

WORKSPACE_FILE = "workspace.yaml"
RECORD_FILE = "record.sqlite"
POLICIES = "policies"


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkspaceFile(Closed):
    """What a workspace says of itself: whether it holds the sample, and the moment at which its clock stands."""

    sample: bool = False
    clock: datetime | None = None


def policy_file(settings: Settings, name: str) -> Path:
    """The file of the policy ``name`` that counts: the workspace's own, else the one that is shipped."""
    own = settings.workspace / POLICIES / f"{name}.yaml"
    return own if own.exists() else shipped("knowledge") / "policies" / f"{name}.yaml"


def keep_policy(settings: Settings, name: str, path: Path) -> str:
    """Make the file at ``path`` the workspace's own policy; the SHA-256 of its bytes. Raises as `write_new` does."""
    data = path.read_bytes()
    (settings.workspace / POLICIES).mkdir(exist_ok=True)
    write_new(settings.workspace / POLICIES / f"{name}.yaml", data, replace=True)
    return hashlib.sha256(data).hexdigest()


def record_url(settings: Settings) -> str:
    """Where the record is, as a database URL."""
    return settings.database_url or f"sqlite:///{(settings.workspace / RECORD_FILE).resolve()}"


def build_backups(settings: Settings) -> Backups:
    """What copies the record and the workspace to a file and back."""
    from assistant.adapters.backup_file import BackupFile

    return BackupFile(record_url(settings), settings.workspace, workspace_clock(settings))


def is_sample(settings: Settings) -> bool:
    """Whether the workspace was filled with the sample company."""
    return _workspace(settings.workspace).sample


def demo_people(settings: Settings) -> tuple[tuple[str, str], ...]:
    """Login and password of the sample's people, to be shown at its sign-in page; empty in a workspace of one's own."""
    if not is_sample(settings):
        return ()
    from assistant.intake.company import CompanyFile

    company = read_yaml(shipped("knowledge") / "sample" / "company.yaml", CompanyFile)
    return tuple((entry.login, entry.password) for entry in company.people)


def make_sample_workspace(settings: Settings, as_of: datetime) -> None:
    """Mark the workspace as the sample's and stop its clock at ``as_of``; leaves a workspace that has one as it is."""
    make_folder(settings.workspace)
    path = settings.workspace / WORKSPACE_FILE
    if not path.exists() and not (settings.workspace / RECORD_FILE).exists():
        path.write_text(yaml.safe_dump({"sample": True, "clock": as_of.isoformat()}), encoding="utf-8")


def make_folder(folder: Path) -> None:
    """Make the folder of a workspace; raises WorkspaceUnusable when it cannot be made or written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".writable"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise WorkspaceUnusable(
            "workspace_unusable",
            f"The workspace {folder} cannot be made or written: {error.strerror}; choose another with --workspace.",
            path=str(folder),
            problem=error.strerror,
        ) from error


def workspace_clock(settings: Settings) -> Clock:
    """The system's clock, or one that stands at the moment which the workspace names; raises BadKnowledge."""
    moment = _workspace(settings.workspace).clock
    return StandingClock(moment.astimezone(UTC)) if moment else SystemClock()


def _workspace(folder: Path) -> WorkspaceFile:
    path = folder / WORKSPACE_FILE
    return read_yaml(path, WorkspaceFile) if path.exists() else WorkspaceFile()
