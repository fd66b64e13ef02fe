"""Decides whether a database has the tables that this program needs, and has them made or changed when it has not."""

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from assistant.adapters.store.engine import claim_file, open_engine, place_of, plain_errors, writing
from assistant.errors import WorkspaceUnusable

# The newest revision in migrations/versions: known here, so that a usual start need not load Alembic.
HEAD = "0008"
_STORED = "alembic_version"


def bring_up_to_date(engine: Engine) -> None:
    """Bring the database to HEAD in one transaction, so that a kill at any moment leaves the state before or after it.

    Raises WorkspaceUnusable when the database cannot be written, is not a record, or was made by a newer program.
    """
    claim_file(engine.url)
    with plain_errors(engine.url):
        with engine.connect() as connection, connection.begin():
            stored = _revision(connection)
        if stored == HEAD:
            return
        # Whoever migrates at the same time waits here, and then finds the work done.
        with writing(engine.connect()) as connection, connection.begin():
            _require_ours(connection)
            upgrade_to(connection, "head")


def revision_at(url: str) -> str | None:
    """The revision of the record at ``url``, which is only looked at; None when it has no tables of ours.

    Raises WorkspaceUnusable when it cannot be opened.
    """
    engine = open_engine(url)
    try:
        with plain_errors(engine.url), engine.connect() as connection:
            return _revision(connection)
    finally:
        engine.dispose()


def known_revisions() -> frozenset[str]:
    """Every revision that this program can read, HEAD among them."""
    from alembic.script import ScriptDirectory

    return frozenset(script.revision for script in ScriptDirectory(str(_migrations())).walk_revisions())


def upgrade_to(connection: Connection, revision: str) -> None:
    """Run the migrations up to ``revision``, in the transaction that is open."""
    from alembic.command import upgrade
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(_migrations()).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    upgrade(config, revision)


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table(_STORED):
        return None
    return connection.execute(text(f"SELECT version_num FROM {_STORED}")).scalar_one_or_none()  # noqa: S608  (a constant)


def _require_ours(connection: Connection) -> None:
    """Refuse a database that another program, or a newer version of this one, has filled."""
    stored = _revision(connection)
    place = place_of(connection.engine.url)
    if stored is None and connection.dialect.name == "sqlite" and inspect(connection).get_table_names():
        raise WorkspaceUnusable(
            "not_a_record", f"{place} is a database of another program; name another file for the record.", path=place
        )
    if stored is not None and stored not in known_revisions():
        raise WorkspaceUnusable(
            "record_newer",
            f"{place} was made by a newer version of the program (revision {stored}); update the program.",
            path=place,
            revision=stored,
        )


def _migrations() -> Path:
    return Path(__file__).parent / "migrations"
