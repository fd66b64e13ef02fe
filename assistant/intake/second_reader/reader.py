"""Lets a language model read a contract's terms a second time, once more when its answer cannot be read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.domain.contract_terms import ContractTerm
from assistant.domain.language import Reason
from assistant.errors import ModelUnavailable
from assistant.intake.second_reader.answer import Answer, read_answer
from assistant.intake.second_reader.schema import described
from assistant.intake.second_reader.sentences import Shown, choose
from assistant.ports import ChatMessage, ChatModel, Completion, TokenCounter
from assistant.prompting import Prompts, visible

PROMPT, AGAIN = "read_terms", "read_terms_again"
EXAMPLE = (
    '{"terms": [{"field": "payment_term", "value": {"days": 30, "trigger": "invoice_date"}, '
    '"quote": "Payment is due thirty (30) days after the date of the invoice."}]}'
)
# Words of the endpoint for "I will not": asking again would not change its mind.
_DECLINED = frozenset({"refusal", "content_filter"})
# What chat formats add to each message, at most, and what a sentence takes besides its words.
_TOKENS_PER_MESSAGE, _TOKENS_PER_SENTENCE = 8, 4
_SHOWN_AGAIN = 4000
_LONGEST_ANSWER = 200_000


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
    """Reads terms with ``model``; never raises for what a model does or fails to do."""

    def __init__(
        self,
        model: ChatModel,
        prompts: Prompts,
        tokens: TokenCounter,
        *,
        model_name: str,
        new_marker: Callable[[], str],
        is_for_machines: Callable[[str], bool],
        max_input_tokens: int = 32_000,
        max_output_tokens: int = 4_000,
    ) -> None:
        """``is_for_machines`` says of a sentence that it is meant to steer a machine; such a one is not shown.

        ``new_marker`` gives 8 to 64 random letters and digits.
        """
        self._model = model
        self._prompts = prompts
        self._tokens = tokens
        self._model_name = model_name
        self._new_marker = new_marker
        self._is_for_machines = is_for_machines
        self._max_input = max_input_tokens
        self._max_output = max_output_tokens

    def read(self, text: str, found: Sequence[ContractTerm]) -> SecondReading:
        """The model's reading of ``text``, in which the patterns ``found`` these terms."""
        shown = choose(text, found, room=self._size, most=self._room(), is_for_machines=self._is_for_machines)
        notes = _held_back(shown)
        if not shown.sentences:
            return self._reading((), (*notes, Reason.of("second_reader_nothing_to_read")), complete=True)
        first = self._request(shown.sentences)
        answers: list[Completion] = []
        outcome = self._ask(first, answers, text)
        if outcome is None:
            said = ChatMessage(role="assistant", content=visible(answers[-1].text)[:_SHOWN_AGAIN] or "(empty)")
            again = self._prompts.get(AGAIN).render({}, marker=self._new_marker())
            messages = (*first, said, *again)
            outcome = self._ask(messages, answers, text) if self._tokens_of(messages) <= self._max_input else None
        match outcome:
            case Answer():
                return self._reading(outcome.terms, (*notes, *_not_counted(outcome)), answers, complete=True)
            case Reason():
                why = outcome
            case _:
                why = Reason.of("second_reader_unreadable")
        return self._reading((), (*notes, Reason.of("second_reader_silent", why=why)), answers, complete=False)

    def _ask(self, messages: Sequence[ChatMessage], answers: list[Completion], text: str) -> Answer | Reason | None:
        """What the model read; why it did not; None when its answer cannot be read."""
        try:
            answer = self._model.complete(messages, max_tokens=self._max_output)
        except ModelUnavailable as error:
            return Reason(error.code, error.details)
        answers.append(answer)
        if answer.finish_reason in _DECLINED:
            return Reason.of("second_reader_declined", said=answer.finish_reason)
        if answer.finish_reason != "stop" or len(answer.text) > _LONGEST_ANSWER:
            return None
        return read_answer(answer.text, text)

    def _request(self, sentences: Sequence[str]) -> tuple[ChatMessage, ...]:
        values = {"values": described(), "example": EXAMPLE, "sentences": "\n\n".join(sentences)}
        return self._prompts.get(PROMPT).render(values, marker=self._new_marker())

    def _room(self) -> int:
        """Tokens that are left for sentences."""
        return self._max_input - self._tokens_of(self._request(()))

    def _tokens_of(self, messages: Sequence[ChatMessage]) -> int:
        return sum(self._tokens.count(message.content) + _TOKENS_PER_MESSAGE for message in messages)

    def _size(self, sentence: str) -> int:
        return self._tokens.count(sentence) + _TOKENS_PER_SENTENCE

    def _reading(
        self,
        terms: tuple[ContractTerm, ...],
        notes: tuple[Reason, ...],
        answers: Sequence[Completion] = (),
        *,
        complete: bool,
    ) -> SecondReading:
        return SecondReading(
            terms=terms,
            complete=complete,
            notes=notes,
            model=answers[-1].model if answers else self._model_name,
            prompt=self._prompts.get(PROMPT).stamp,
            tokens_in=_sum([answer.tokens_in for answer in answers]),
            tokens_out=_sum([answer.tokens_out for answer in answers]),
        )


def _held_back(shown: Shown) -> tuple[Reason, ...]:
    notes = []
    if shown.for_machines:
        notes.append(Reason.of("sentences_for_machines", count=shown.for_machines))
    if shown.left_out:
        notes.append(Reason.of("sentences_left_out", count=shown.left_out))
    return tuple(notes)


def _not_counted(answer: Answer) -> tuple[Reason, ...]:
    dropped = answer.dropped
    if not dropped:
        return ()
    shape, quote, figure = (dropped.get(why, 0) for why in ("shape", "quote", "figure"))
    return (Reason.of("second_reader_not_counted", shape=shape, quote=quote, figure=figure),)


def _sum(counts: Sequence[int | None]) -> int | None:
    told = [count for count in counts if count is not None]
    return sum(told) if told else None
