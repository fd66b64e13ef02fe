"""What use cases ask of the system of record about the worklist: which cases of many, in which order, and how many."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from assistant.domain.attention import Only, Sort, Weights
from assistant.domain.language import Language
from assistant.domain.message import Status


@dataclass(frozen=True, kw_only=True, slots=True)
class QueueWish:
    """Which page of the worklist is wanted, and what makes a case wait, as far as a database can tell.

    Sorted by priority, cases that can be worked or that call for attention come first, then those that wait; within
    each the most points by ``weights`` (see `assistant.domain.attention`). Sorted otherwise, the largest amount by the
    measure of its currency, the oldest, the first promise or the oldest unread reply comes first. Then the furthest
    past due, then the code.

    A case waits when its oldest due date lies before ``due_from`` (a person decides about outside help) or after
    ``due_until`` (not time yet), when a reply is unread, when a hold stands on ``today``, when a promise is due on
    ``promised_from`` or later, when we made contact after ``contacted_after`` (UTC), or since the last of the rising
    ``steps`` (days after the oldest due date) that is reached, or when its due balance is not above ``tolerance``
    (minor units of its currency; none: zero). What was said at a step is not all there is to say where a promise fell
    due before ``promised_from``, or a payment plan was agreed.

    ``shown`` are the states in which a message keeps its case on the list. With ``search``, only cases are listed whose
    customer's name and case id hold each of its words, whatever their case; with ``language``, ``currency``,
    ``due_between`` (the oldest due date, both days included) and ``only``, those of which that is true; ``login`` is
    who asks for what is their own.
    """

    today: date
    due_from: date
    due_until: date
    promised_from: date
    contacted_after: datetime
    steps: tuple[int, ...]
    tolerance: Mapping[str, int]
    shown: frozenset[Status]
    weights: Weights
    limit: int
    offset: int = 0
    sort: Sort = Sort.PRIORITY
    search: str = ""
    language: Language | None = None
    currency: str = ""
    due_between: tuple[date, date] | None = None
    only: Only | None = None
    login: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class QueueCounts:
    """How many cases there are in all that can be worked and have no open message, and that call for attention."""

    to_draft: int
    returned: int
    promises_due: int
    replies_unread: int


@dataclass(frozen=True, kw_only=True, slots=True)
class QueuePage:
    """(customer code, currency) of the cases of one page, and how many cases there are in all."""

    keys: tuple[tuple[str, str], ...]
    total: int
