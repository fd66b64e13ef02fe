"""Lets a language model read a customer's reply a second time, under pseudonyms."""

from collections.abc import Callable
from datetime import date

from assistant.domain.language import Reason
from assistant.domain.reading import Reading
from assistant.intake.replies.given import LedgerNow
from assistant.intake.reply_reader.answer import described, read_answer
from assistant.intake.reply_reader.proof import Proof
from assistant.intake.reply_reader.shown import show_reply
from assistant.intake.second_reader.told import SecondReading, held_back
from assistant.ports import UNWATCHED, ChatMessage, Watch
from assistant.prompting import Asker
from assistant.prompting.ledger_names import Ledger
from assistant.prompting.pseudonyms import Cover

PROMPT = "read_reply"
EXAMPLE = (
    '{"causes": [{"cause": "cash_flow", "quote": "cash is tight this month"}], '
    '"promise": {"amount": "‹amount 1›", "date": "by Friday", "conditional": false, '
    '"quote": "we will pay ‹amount 1› by Friday"}, "dispute": null, "proposal": {"kind": "extension", '
    '"extension": "two more weeks", "quote": "could you give us two more weeks for the rest?"}, '
    '"out_of_office": null, "signs": [{"sign": "document_request", "quote": "please send a statement"}]}'
)
# What a sentence takes besides its words, and what tokens may take more than the figures in their place.
_TOKENS_PER_SENTENCE = 16


class ReplyReader:
    """Reads replies by asking a model; never raises for what a model does or fails to do."""

    def __init__(self, asker: Asker, *, is_for_machines: Callable[[str], bool]) -> None:
        """``is_for_machines`` says of a text that it is meant to steer a machine; such a one is not shown."""
        self._asker = asker
        self._is_for_machines = is_for_machines

    def read(
        self,
        text: str,
        received: date | None,
        ledger: LedgerNow | None = None,
        *,
        names: Ledger,
        watch: Watch = UNWATCHED,
    ) -> SecondReading[Reading]:
        """The model's reading of ``text``, which leaves this machine without any of ``names`` and without a digit.

        Days count from ``received``; ``ledger`` gives the sums that "in full" and "half" stand for. Raises Stopped.
        """
        room = self._asker.max_input - self._asker.size(self._request(""))
        cover = Cover(names, mails=[text])
        shown = show_reply(text, cover, room=self._size, most=room, is_for_machines=self._is_for_machines)
        notes = held_back(
            Reason.of("reply_for_machines", count=shown.for_machines),
            Reason.of("sentences_left_out", count=shown.left_out),
        )
        stamp = self._asker.stamp(PROMPT)
        if not shown.text:
            notes = (*notes, Reason.of("reply_nothing_to_read"))
            return SecondReading.unasked(self._asker, prompt=stamp, nothing=Reading(), notes=notes)
        proof = Proof(text, shown, received, ledger or LedgerNow())
        answered = self._asker.ask(self._request(shown.text), lambda answer: read_answer(answer, proof), watch)
        return SecondReading.of(answered, prompt=stamp, nothing=Reading(), notes=notes)

    def _request(self, reply: str) -> tuple[ChatMessage, ...]:
        return self._asker.messages(PROMPT, {"words": described(), "example": EXAMPLE, "reply": reply})

    def _size(self, sentence: str) -> int:
        return self._asker.count(sentence) + _TOKENS_PER_SENTENCE
