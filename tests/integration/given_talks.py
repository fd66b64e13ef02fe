"""Talks on records given by hand, as lines of ``tactful negotiate --jsonl``, in this process."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from assistant.domain.brief import Refusal
from assistant.domain.language import Language
from assistant.intake.given_talk import talk_from_line
from assistant.wording import Wording
from assistant.workflow.given_talk.answering import negotiate_given
from assistant.workflow.given_talk.documents import answer_document
from assistant.workflow.given_talk.replying import NegotiatingDesk

Answer = dict[str, Any]


def a_debt_of_90_000(max_extension_days: int) -> Answer:
    """The record of one invoice in CNY, two months and a half late, of which three instalments may be offered."""
    return {
        "seller": "Sample Harbour Packing",
        "customer": "Sample Willow Heating",
        "contact": "Jo Smith",
        "currency": "CNY",
        "as_of": "2026-11-23",
        "invoices": [{"no": "QC-8", "amount": "90000.00", "issued": "2026-08-08", "due": "2026-09-08"}],
        "authority": {"max_extension_days": max_extension_days, "may_offer_instalments": True, "max_instalments": 3},
    }


def answer_to(
    desk: NegotiatingDesk, record: Mapping[str, Any], proposal: str, history: Sequence[Any] = (), *, said: Language
) -> Answer:
    """Our answer to one line, its doubts in the language ``said``."""
    line = {"id": "1", "record": dict(record), "proposal": proposal, "history": list(history)}
    answered = negotiate_given(desk, talk_from_line(line))
    if isinstance(answered, Refusal):
        return {"refused": answered.reason.code}
    document: Answer = json.loads(json.dumps(answer_document(answered, Wording.of(said)), default=str))
    return document


def answers_to(desk: NegotiatingDesk, record: Mapping[str, Any], *texts: str, said: Language) -> list[Answer]:
    """Our answer to each of ``texts``, our moves before it being known."""
    history: list[Any] = []
    found = []
    for text in texts:
        found.append(answer_to(desk, record, text, history, said=said))
        offer = next(each for each in found[-1]["options"] if each["within_authority"])
        history += [{"who": "customer", "text": text}, {"who": "us", "text": "", "offer": offer}]
    return found
