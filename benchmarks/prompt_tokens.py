"""The tokens of our questions to a model beside a LangChain prompt with the contract and the whole history stuffed in.

Of each case that has a contract, and each kind of message that a model may word. Target: at most 40 %, at no less
coverage of the facts that a message has to hold: in ours as placeholders, in theirs as values.
"""

import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from assistant.adapters.tokens import TiktokenCounter
from assistant.bootstrap import build_desk, make_sample_workspace
from assistant.domain.brief import Brief, Fact
from assistant.domain.case import case_id
from assistant.domain.kinds import Channel, MessageKind
from assistant.domain.language import Language
from assistant.domain.money import Money
from assistant.domain.parties import Person
from assistant.drafting import Composer, load_phrasebooks
from assistant.drafting.model_writer import ModelWriter
from assistant.drafting.outline import Outline
from assistant.knowledge import shipped
from assistant.parts import PartTable, load_parts, shipped_parts
from assistant.planning import Wishes
from assistant.ports import Transaction
from assistant.prompting import load_prompts
from assistant.settings import Settings
from assistant.wording import Wording
from assistant.workflow.brief_case import brief_case
from assistant.workflow.desk import Desk
from assistant.workflow.history_pieces import Telling
from assistant.workflow.load_sample import load_sample
from assistant.workflow.material import order_for

SYSTEM = (
    "You are a helpful assistant in an accounts receivable department. Write a message to the customer about the open "
    "invoices, in the customer's language. Use only the contract, the history and the figures below."
)
HUMAN = (
    "Contract:\n{contract}\n\nHistory with this customer:\n{history}\n\nFigures:\n{figures}\n\n"
    "Write a {kind} in a {tone} tone for {channel}, in {language}."
)


@dataclass(frozen=True, kw_only=True)
class Measured:
    """One message: tokens of ours and of the stuffed prompt, and the facts it needs that each of them holds."""

    case: str
    ours: int
    theirs: int
    needs: int
    held_by_ours: int
    held_by_theirs: int


def run() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(workspace=Path(folder))
        make_sample_workspace(settings, datetime.fromisoformat("2026-06-16T16:30:00+08:00"))
        desk = build_desk(settings)
        load_sample(desk, shipped("knowledge") / "sample")
        counter = TiktokenCounter("gpt-4o")
        measured = list(_all(desk, counter))
    ours, theirs = (sum(getattr(one, side) for one in measured) for side in ("ours", "theirs"))
    worst = max(measured, key=lambda one: one.ours / one.theirs)
    needs = sum(one.needs for one in measured)
    held = [sum(getattr(one, f"held_by_{side}") for one in measured) for side in ("ours", "theirs")]
    unit = "tiktoken" if counter.is_exact() else "bytes, the bound for both"
    yield (
        f"prompt tokens ({unit}) of {len(measured)} messages: {ours} beside {theirs} of a stuffed prompt, "
        f"{ours / theirs:.0%} (limit 40%); worst {worst.case} {worst.ours / worst.theirs:.0%}; "
        f"needed facts held {held[0]} and {held[1]} of {needs}"
    )


def _all(desk: Desk, counter: TiktokenCounter) -> Iterator[Measured]:
    parts = load_parts(shipped_parts())
    composer = Composer(load_phrasebooks(shipped("knowledge") / "phrasebook", parts))
    prompts = load_prompts(shipped("prompts"))
    writer = ModelWriter(_Nobody(), prompts, composer, counter, parts, model_name="", new_marker=lambda: "k3v9x2m7")
    with desk.record.read() as tx:
        lin = tx.person("lin")
        for key in (key for key in tx.account_keys() if tx.contracts(key[0])):
            for brief in _briefs(desk, tx, lin, case_id(*key)):
                asked = writer.asks(brief, order_for(desk, tx, brief))
                if isinstance(asked, tuple):
                    ours = "\n".join(message.content for message in asked)
                    yield _measured(brief, ours, _stuffed(desk, tx, brief, key), counter, parts)


def _briefs(desk: Desk, tx: Transaction, person: Person, case: str) -> Iterator[Brief]:
    """Whatever may be written on the case by mail, of every kind."""
    seen = set()
    for kind in (None, *MessageKind):
        brief = brief_case(desk, tx, person, case, Wishes(kind=kind, channel=Channel.EMAIL, because="benchmark"))
        if isinstance(brief, Brief) and brief.kind not in seen:
            seen.add(brief.kind)
            yield brief


def _measured(brief: Brief, ours: str, theirs: str, counter: TiktokenCounter, parts: PartTable) -> Measured:
    by_id = {fact.id: fact for fact in brief.grounds.facts}
    outline = Outline.of(brief, parts)
    groups = [[by_id[one] for one in group.ids] for group in outline.needs]
    told = {f"[[{one}]]" for a_list in outline.lists if f"[[{a_list.id}]]" in ours for one in a_list.facts}
    told |= set(re.findall(r"\[\[F\d+\]\]", ours))
    return Measured(
        case=f"{brief.case_id} {brief.kind}",
        ours=counter.count(ours),
        theirs=counter.count(theirs),
        needs=len(groups),
        held_by_ours=sum(any(f"[[{fact.id}]]" in told for fact in group) for group in groups),
        held_by_theirs=sum(any(_stands_in(fact, theirs) for fact in group) for group in groups),
    )


def _stands_in(fact: Fact, text: str) -> bool:
    value = fact.value
    if isinstance(value, Money):
        return value.number() in text or str(value.decimal) in text
    return (value.isoformat() if isinstance(value, date) else str(value)) in text


def _stuffed(desk: Desk, tx: Transaction, brief: Brief, key: tuple[str, str]) -> str:
    from langchain_core.prompts import ChatPromptTemplate

    account = tx.account(*key)
    telling = Telling(words=Wording.of(Language.EN), zone=desk.zone(tx))
    history = telling.pieces([account], (), tx.messages(case_ids=[brief.case_id]))
    prompt = ChatPromptTemplate.from_messages([("system", SYSTEM), ("human", HUMAN)]).invoke(
        {
            "contract": "\n\n".join(contract.text for contract in tx.contracts(key[0])),
            "history": "\n".join(f"{piece.day}: {piece.text}\n{piece.quote}" for piece in history),
            "figures": "\n".join(_figures(brief.grounds.facts)),
            "kind": brief.kind.replace("_", " "),
            "tone": brief.tone,
            "channel": brief.channel,
            "language": brief.language,
        }
    )
    return "\n".join(str(message.content) for message in prompt.to_messages())


def _figures(facts: Sequence[Fact]) -> Iterator[str]:
    for fact in facts:
        yield f"{fact.role.replace('_', ' ')} {fact.about}: {fact.value}"


class _Nobody:
    """A model that is never asked."""

    def complete(self, *_messages: object, **_options: object) -> object:
        raise AssertionError("nothing is sent here")


if __name__ == "__main__":
    print(*run(), sep="\n")
