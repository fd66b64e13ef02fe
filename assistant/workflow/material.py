"""Chooses what a model is shown beside a brief: what the customer wrote and what happened, and examples of our tone.

All of it is covered here: no name, amount, date or number of anybody is left in it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from assistant.domain.brief import Brief
from assistant.domain.case import Account
from assistant.domain.commitments import INBOUND
from assistant.domain.finding import Verdict
from assistant.domain.kinds import Channel, MessageKind
from assistant.domain.language import Reason
from assistant.domain.message import Message, Status
from assistant.domain.order import Order, Passage
from assistant.intake.replies.folding import fold
from assistant.intake.replies.own_words import own_words
from assistant.intake.replies.patterns import shipped_patterns
from assistant.ports import Transaction
from assistant.prompting.pseudonyms import Cover
from assistant.workflow.desk import Desk, split_case_id
from assistant.workflow.exemplars import examples_for

# So many pieces of history are shown, and so many characters of each: a model needs the thread, not the file.
MOST_PASSAGES = 4
MOST_CHARACTERS = 600


@dataclass(frozen=True, kw_only=True, slots=True)
class _Piece:
    """Something of the history; ``theirs`` are the customer's own words, which may speak to a machine."""

    about: str
    day: date
    text: str
    theirs: bool


# In our words, what each piece is.
_ANSWERED = "their message, which we answer"
_REPLY = "an earlier message of theirs"
_PROMISE = "their promise"
_DISPUTE = "what they object to"
_CALL = "our note on a call or other contact"
_MESSAGE = "an earlier message of ours"
# What leaves in writing stands in our messages already.
_SENT = frozenset({Channel.EMAIL, Channel.SMS, Channel.LETTER})
# What is worth most beside a message of some kinds; for the others the usual order.
_USUAL = (_REPLY, _PROMISE, _DISPUTE, _MESSAGE, _CALL)
_BY_KIND: Mapping[MessageKind, tuple[str, ...]] = {
    MessageKind.PROMISE_FOLLOWUP: (_PROMISE, _REPLY, _CALL, _MESSAGE, _DISPUTE),
    MessageKind.DISPUTE_ACKNOWLEDGEMENT: (_DISPUTE, _REPLY, _CALL, _MESSAGE, _PROMISE),
    MessageKind.PAYMENT_REMINDER: (_REPLY, _MESSAGE, _PROMISE, _CALL, _DISPUTE),
}


def order_for(desk: Desk, tx: Transaction, brief: Brief, **rest: Any) -> Order:
    """What the writing of ``brief`` is given beside it, most valuable first; ``rest`` are the other fields of an order.

    What speaks to a machine in place of a person is left out, and the order's notes say so.
    """
    account = tx.account(*split_case_id(brief.case_id))
    sent = tx.messages(status=frozenset({Status.RELEASED}), case_ids=[brief.case_id])
    pieces, notes = [], []
    for piece in _by_value(_pieces(account, sent, desk.zone(tx)), brief.kind)[:MOST_PASSAGES]:
        if piece.theirs and desk.checker.check_inbound(piece.text).verdict is not Verdict.PASS:
            notes.append(Reason.of("passage_for_machines", day=piece.day))
        else:
            pieces.append(piece)
    cover = Cover(desk.names.ledger(tx), brief.grounds.facts, mails=(reply.text for reply in account.replies))
    return Order(
        passages=tuple(_covered(piece, cover) for piece in pieces),
        exemplars=examples_for(desk, tx, brief),
        notes=tuple(notes),
        **rest,
    )


def _covered(piece: _Piece, cover: Cover) -> Passage:
    return Passage(about=piece.about, day=piece.day, quote=_begun(cover.of(piece.text.strip()).text))


def _begun(text: str) -> str:
    """As much of ``text`` as is shown, no token cut in two."""
    if len(text) <= MOST_CHARACTERS:
        return text
    shown = text[:MOST_CHARACTERS]
    return f"{shown[: shown.rindex('‹')] if shown.rfind('‹') > shown.rfind('›') else shown} …"


def _by_value(pieces: Iterable[_Piece], kind: MessageKind) -> list[_Piece]:
    """What is answered first; then by what it is, the newest first."""
    order = (_ANSWERED, *_BY_KIND.get(kind, _USUAL))
    told = (piece for piece in pieces if piece.text.strip())
    return sorted(told, key=lambda piece: (order.index(piece.about), -piece.day.toordinal()))


def _pieces(account: Account, sent: Iterable[Message], zone: ZoneInfo) -> Iterator[_Piece]:
    answered = _answered(account)
    for reply in account.replies:
        about = _ANSWERED if reply.id == answered else _REPLY
        day = reply.received.astimezone(zone).date()
        yield _Piece(about=about, day=day, text=_own(f"{reply.subject}\n{reply.text}"), theirs=True)
    for promise in account.promises:
        yield _Piece(about=_PROMISE, day=promise.made_on, text=promise.quote, theirs=True)
    for dispute in account.disputes:
        yield _Piece(about=_DISPUTE, day=dispute.opened_on, text=dispute.quote, theirs=True)
    for contact in account.contacts:
        if contact.channel in _SENT and contact.kind != INBOUND:
            continue
        yield _Piece(about=_CALL, day=contact.at.astimezone(zone).date(), text=contact.note, theirs=True)
    for message in sent:
        yield _Piece(about=_MESSAGE, day=message.changed.astimezone(zone).date(), text=message.draft.text, theirs=False)


def _answered(account: Account) -> str:
    """The id of the reply that waits for an answer: one that asks something, else the newest that nobody has read."""
    if account.unanswered:
        return account.unanswered.reply_id
    return account.unread[-1].id if account.unread else ""


def _own(text: str) -> str:
    """The customer's own new words of a mail, without what it quotes."""
    kept = own_words(fold(text), shipped_patterns().own)
    own = "".join(char if same != " " or char.isspace() else " " for char, same in zip(text, kept, strict=True))
    return "\n".join(line for line in map(str.strip, own.splitlines()) if line)
