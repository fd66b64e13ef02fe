"""The findings of a stored message with all that a person may do about them, and what was not stopped."""

from functools import partial

from assistant.domain.message import Message
from assistant.domain.parties import Person
from assistant.web.finding_view import Answerable, considered, findings
from assistant.web.labels import Labels
from assistant.web.markup import Markup, joined
from assistant.wording import Wording
from assistant.workflow.desk import Desk
from assistant.workflow.suppress_finding import answers_for, may_let_stand


def found(desk: Desk, person: Person, message: Message, say: Labels, words: Wording, *, may_apply: bool) -> Markup:
    """The panel for ``person``, who may put in suggestions where they ``may_apply`` them."""
    answers = None
    if answers_for(message, person):
        may = partial(may_let_stand, desk, person, message)
        answers = Answerable(message=message, may=may, new_key=desk.new_token)
    passed = desk.checker.considered(message.draft.text, brief=message.brief)
    shown = findings(message.report, say, words, may_apply=may_apply, answers=answers)
    return joined([shown, considered(passed, say, words)])
