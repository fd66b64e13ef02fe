"""A reply at hand, a reader for it, and the names that the ledger knows."""

import json
from datetime import date

from assistant.bootstrap import build_checker
from assistant.domain.brief import FactKind
from assistant.intake.reply_reader import ReplyReader
from assistant.knowledge import shipped
from assistant.prompting import Asker, load_prompts
from assistant.prompting.ledger_names import Known, Ledger
from tests.fakes.counters import Bytes
from tests.fakes.model import FakeModel

MARKER = "k3v9x2m7"
RECEIVED = date(2026, 6, 16)
REPLY = (
    "Dear Ms Tan,\n\nSorry, cash is tight this month. We will pay GBP 5,000 on 26 June.\n"
    "Could you give our bank 14 days for the rest of INV-77?\n\nBest regards\nJoe\n\n"
    "On Monday, Ms Tan wrote:\n> You owe us GBP 9,999.\n"
)
NOTHING = {
    "causes": [],
    "promise": None,
    "dispute": None,
    "proposal": None,
    "out_of_office": None,
    "signs": [],
}
CAUSE = {"cause": "cash_flow", "quote": "cash is tight this month"}
PROMISE = {
    "amount": "‹amount 1›",
    "date": "‹date 1›",
    "conditional": False,
    "quote": "We will pay ‹amount 1› on ‹date 1›.",
}
NAMES = Ledger([Known(FactKind.PERSON, "Tan Shu Wen"), Known(FactKind.INVOICE_NO, "INV-77")])


def answer(**labels):
    return json.dumps(NOTHING | labels, ensure_ascii=False)


def read(*replies, text=REPLY, received=RECEIVED, ledger=None, **bounds):
    """The reading of ``text`` by a model that gives ``replies``, and the model."""
    model = FakeModel({"read_reply": replies[:1], "answer_again": replies[1:] or ["nothing of the kind"]})
    prompts = load_prompts(shipped("prompts"))
    asker = Asker(model, prompts, Bytes(), model_name="small-1", new_marker=lambda: MARKER, **bounds)
    checker = build_checker()
    reader = ReplyReader(asker, is_for_machines=lambda words: bool(checker.check_inbound(words).findings))
    return reader.read(text, received, ledger, names=NAMES), model


def shown(model):
    """What stands between the fences of the first question."""
    return model.asked[0][1].content.split(f"<<<reply {MARKER}\n")[1].split(f"\nreply {MARKER}>>>")[0]
