"""Lets a language model read a contract's terms a second time."""

from collections.abc import Callable, Sequence

from assistant.domain.contract_terms import ContractTerm
from assistant.domain.language import Reason
from assistant.intake.second_reader.answer import Terms, read_answer
from assistant.intake.second_reader.schema import described
from assistant.intake.second_reader.sentences import choose
from assistant.intake.second_reader.told import SecondReading, held_back
from assistant.ports import ChatMessage
from assistant.prompting import Asker

PROMPT = "read_terms"
EXAMPLE = (
    '{"terms": [{"field": "payment_term", "value": {"days": 30, "trigger": "invoice_date"}, '
    '"quote": "Payment is due thirty (30) days after the date of the invoice."}]}'
)
# What a sentence takes besides its words.
_TOKENS_PER_SENTENCE = 4


class SecondReader:
    """Reads terms by asking a model; never raises for what a model does or fails to do."""

    def __init__(self, asker: Asker, *, is_for_machines: Callable[[str], bool]) -> None:
        """``is_for_machines`` says of a sentence that it is meant to steer a machine; such a one is not shown."""
        self._asker = asker
        self._is_for_machines = is_for_machines

    def read(self, text: str, found: Sequence[ContractTerm]) -> SecondReading[Terms]:
        """The model's reading of ``text``, in which the patterns ``found`` these terms."""
        room = self._asker.max_input - self._asker.size(self._request(()))
        shown = choose(text, found, room=self._size, most=room, is_for_machines=self._is_for_machines)
        notes = held_back(
            Reason.of("sentences_for_machines", count=shown.for_machines),
            Reason.of("sentences_left_out", count=shown.left_out),
        )
        stamp = self._asker.stamp(PROMPT)
        if not shown.sentences:
            notes = (*notes, Reason.of("second_reader_nothing_to_read"))
            return SecondReading.unasked(self._asker, prompt=stamp, nothing=(), notes=notes)
        answered = self._asker.ask(self._request(shown.sentences), lambda answer: read_answer(answer, text))
        return SecondReading.of(answered, prompt=stamp, nothing=(), notes=notes)

    def _request(self, sentences: Sequence[str]) -> tuple[ChatMessage, ...]:
        values = {"values": described(), "example": EXAMPLE, "sentences": "\n\n".join(sentences)}
        return self._asker.messages(PROMPT, values)

    def _size(self, sentence: str) -> int:
        return self._asker.count(sentence) + _TOKENS_PER_SENTENCE
