"""Has a model read a customer's reply a second time; the record keeps what left this machine, and no reading."""

from dataclasses import dataclass

from assistant.domain.parties import Person
from assistant.domain.reading import Reading
from assistant.errors import ModelUnavailable
from assistant.intake.second_reader import SecondReading
from assistant.ports import UNWATCHED, Watch
from assistant.workflow.desk import Desk, require_role, split_case_id
from assistant.workflow.record.entering import RECORDERS
from assistant.workflow.replies.shown import ReplyShown, ledger_now, reply_of, shown
from assistant.workflow.writing import noting


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadTwice:
    """A reply on its case, and beside its reading that of a model."""

    it: ReplyShown
    second: SecondReading[Reading]


def read_again(desk: Desk, person: Person, case_id: str, reply_id: str, watch: Watch = UNWATCHED) -> ReadTwice:
    """Both readings of a reply; what a model did or failed to do is told in the second one's notes.

    Raises NotAllowed, NotFound, ModelUnavailable when no model is set up for it, and Stopped.
    """
    require_role(person, *RECORDERS)
    if desk.reply_reader is None:
        raise ModelUnavailable(
            "reply_model_not_set_up", "No model is set up as second reader; name one with TACTFUL_REPLY_MODEL."
        )
    with desk.record.read() as tx:
        case = desk.case(tx, *split_case_id(case_id))
        names = desk.names.ledger(tx)
    it = shown(desk, case, reply_of(case, reply_id))
    with noting(desk, reply_id, watch) as noted:
        reader = desk.reply_reader()
        second = reader.read(it.reply.text, it.received_on, ledger_now(case), names=names, watch=noted)
    if noted.calls:
        with desk.record.begin() as tx:
            tx.add_model_calls(reply_id, noted.calls)
    return ReadTwice(it=it, second=second)
