"""The system of record on SQLite or PostgreSQL."""

from assistant.adapters.store.record import SqlRecord, open_record

__all__ = ["SqlRecord", "open_record"]
