"""What the rooms and use cases ask of the outside world; adapters answer, fakes stand in for them in tests."""

from assistant.domain.model_calls import ChatMessage, Completion
from assistant.ports.messages import OutboxEntry
from assistant.ports.models import UNWATCHED, ChatModel, PassedOn, TokenCounter, Unwatched, Watch, Writer
from assistant.ports.outside import Backups, Calendar, Clock, Dispatcher, Letters, Passwords, Table, Tables
from assistant.ports.people import KeptReply, Session
from assistant.ports.queue import QueueCounts, QueuePage, QueueWish
from assistant.ports.record import LedgerKey, Record, Transaction
from assistant.ports.search import Embeddings, Hit, VectorCache, VectorIndex

__all__ = [
    "UNWATCHED",
    "Backups",
    "Calendar",
    "ChatMessage",
    "ChatModel",
    "Clock",
    "Completion",
    "Dispatcher",
    "Embeddings",
    "Hit",
    "KeptReply",
    "LedgerKey",
    "Letters",
    "OutboxEntry",
    "PassedOn",
    "Passwords",
    "QueueCounts",
    "QueuePage",
    "QueueWish",
    "Record",
    "Session",
    "Table",
    "Tables",
    "TokenCounter",
    "Transaction",
    "Unwatched",
    "VectorCache",
    "VectorIndex",
    "Watch",
    "Writer",
]
