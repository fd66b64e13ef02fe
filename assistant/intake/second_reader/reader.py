"""Lets a language model read a contract's terms a second time."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from assistant.domain.contract_terms import ContractTerm
from assistant.domain.language import Reason
from assistant.intake.second_reader.answer import Answer, read_answer
from assistant.intake.second_reader.schema import described
from assistant.intake.second_reader.sentences import Shown, choose
from assistant.ports import ChatMessage
from assistant.prompting import Answered, Asker

PROMPT = "read_terms"
EXAMPLE = (
    '{"terms": [{"field": "payment_term", "value": {"days": 30, "trigger": "invoice_date"}, '
    '"quote": "Payment is due thirty (30) days after the date of the invoice."}]}'
)
# What a sentence takes besides its words.
_TOKENS_PER_SENTENCE = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class SecondReading:
    """What a model read: ``terms`` in the order of the text, whose ``confidence`` says nothing.

    ``notes`` say what was not shown to it, what it gave that did not count, and why there is no reading where
    ``complete`` is false. ``prompt`` is the stamp of the prompt file; tokens are None while the endpoint tells none.
    """

    terms: tuple[ContractTerm, ...]
    complete: bool
    notes: tuple[Reason, ...]
    model: str
    prompt: str
    tokens_in: int | None = None
    tokens_out: int | None = None


class SecondReader:
    """Reads terms by asking a model; never raises for what a model does or fails to do."""

    def __init__(self, asker: Asker, *, is_for_machines: Callable[[str], bool]) -> None:
        """``is_for_machines`` says of a sentence that it is meant to steer a machine; such a one is not shown."""
        self._asker = asker
        self._is_for_machines = is_for_machines

    def read(self, text: str, found: Sequence[ContractTerm]) -> SecondReading:
        """The model's reading of ``text``, in which the patterns ``found`` these terms."""
        room = self._asker.max_input - self._asker.size(self._request(()))
        shown = choose(text, found, room=self._size, most=room, is_for_machines=self._is_for_machines)
        notes = _held_back(shown)
        if not shown.sentences:
            nothing = Answered(read=Answer(terms=(), dropped={}), why=None, model=self._asker.model_name)
            return self._reading(nothing, (*notes, Reason.of("second_reader_nothing_to_read")))
        answered = self._asker.ask(self._request(shown.sentences), lambda answer: read_answer(answer, text))
        return self._reading(answered, notes)

    def _request(self, sentences: Sequence[str]) -> tuple[ChatMessage, ...]:
        values = {"values": described(), "example": EXAMPLE, "sentences": "\n\n".join(sentences)}
        return self._asker.messages(PROMPT, values)

    def _size(self, sentence: str) -> int:
        return self._asker.count(sentence) + _TOKENS_PER_SENTENCE

    def _reading(self, answered: Answered[Answer], notes: tuple[Reason, ...]) -> SecondReading:
        answer = answered.read
        if answer is None:
            notes = (*notes, Reason.of("second_reader_silent", why=answered.why))
        return SecondReading(
            terms=answer.terms if answer else (),
            complete=answer is not None,
            notes=(*notes, *(not_counted(answer.dropped) if answer else ())),
            model=answered.model,
            prompt=self._asker.stamp(PROMPT),
            tokens_in=answered.tokens_in,
            tokens_out=answered.tokens_out,
        )


def _held_back(shown: Shown) -> tuple[Reason, ...]:
    notes = []
    if shown.for_machines:
        notes.append(Reason.of("sentences_for_machines", count=shown.for_machines))
    if shown.left_out:
        notes.append(Reason.of("sentences_left_out", count=shown.left_out))
    return tuple(notes)


def not_counted(dropped: Mapping[str, int]) -> tuple[Reason, ...]:
    """That some of what a model gave does not count, and why; nothing where all of it does."""
    if not dropped:
        return ()
    shape, quote, figure = (dropped.get(why, 0) for why in ("shape", "quote", "figure"))
    return (Reason.of("second_reader_not_counted", shape=shape, quote=quote, figure=figure),)
