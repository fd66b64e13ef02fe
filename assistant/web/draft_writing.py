"""The handlers of the drafting page that have a text written, and show a model's words while they come."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

import gradio as gr

from assistant.domain.brief import Refusal
from assistant.domain.kinds import Channel, MessageKind, Tone
from assistant.domain.language import Language
from assistant.domain.parties import Person, SenderRank
from assistant.errors import Stopped, TactfulError
from assistant.planning import Wishes
from assistant.web.draft_screen import DraftScreen
from assistant.web.live_view import being_written, writing
from assistant.web.looking_on import Onlooker, Onlookers, Progress, seen_by
from assistant.web.screen import Told
from assistant.workflow.desk import Desk, billing_digits_of
from assistant.workflow.prepare_draft import prepare_draft
from assistant.workflow.record.typed import day

Choice = TypeVar("Choice", bound=StrEnum)
T = TypeVar("T")
# What a use case does at a desk for a person while somebody looks on, and the line about it.
Write = Callable[[Desk, Person, Onlooker], Told]


@dataclass(frozen=True, kw_only=True, slots=True)
class DraftWriting:
    """The handlers; ``onlookers`` are the pages on which a model writes just now."""

    here: DraftScreen
    onlookers: Onlookers = field(default_factory=Onlookers)

    def compose(  # noqa: PLR0917  (Gradio gives each box by its position)
        self,
        case_id: str,
        kind: str,
        channel: str,
        tone: str,
        language: str,
        sender: str,
        writer: str,
        on: str,
        because: str,
        request: gr.Request,
    ) -> Iterator[dict[Any, Any]]:
        """A new draft, or the reason why there is none."""
        screen = self.here.screen

        def write(desk: Desk, person: Person, watch: Onlooker) -> Told:
            wishes = Wishes(
                kind=choice(MessageKind, kind),
                channel=choice(Channel, channel),
                tone=choice(Tone, tone),
                language=choice(Language, language),
                sender=choice(SenderRank, sender),
                on=day(on, "on") if on else None,
                because=because or "",
            )
            made = prepare_draft(desk, person, case_id, wishes, writer=writer or None, watch=watch)
            if isinstance(made, Refusal):
                return Told(line=screen.words().reason(made.reason), good=False)
            return self.here.say("draft.composed", made)

        yield from self.written(request, case_id, write)

    def stop(self, request: gr.Request) -> dict[Any, Any]:
        """End what the model writes for this page; the handler that waits for it tells what became of it."""
        self.onlookers.stop(_page_id(request))
        return {self.here.parts.notice: gr.skip()}

    def written(
        self, request: gr.Request, case_id: str, write: Write, *, when: Callable[[], Told | None] = lambda: None
    ) -> Iterator[dict[Any, Any]]:
        """The page while ``write`` goes on, and after it: a handler yields from this.

        Nothing is written where ``when`` has something to say.
        """
        try:
            asker = self.here.screen.asker(request)
        except TactfulError as error:
            yield self.here.problem(error)
            return
        if told := self._attempt(when):
            yield self.here.after(asker, case_id, told)
            return

        def work(onlooker: Onlooker) -> Told:
            return self._attempt(lambda: write(seen_by(onlooker, self.here.desk), asker.person, onlooker))

        digits, last = self._billing_digits(), Progress()
        for seen in self.onlookers.look_on(_page_id(request), work):
            if isinstance(seen, Told):
                ready = {chip: gr.update(interactive=True) for chip in self.here.parts.rewording}
                yield ready | self.here.after(asker, case_id, seen)
            else:
                yield self._live(seen, last, digits)
                last = seen

    def _attempt(self, action: Callable[[], T]) -> T | Told:
        try:
            return action()
        except Stopped as stopped:
            return Told(line=self.here.screen.words().error(stopped), stored=False)
        except TactfulError as error:
            return Told(line=self.here.screen.words().error(error), good=False)

    def _live(self, seen: Progress, last: Progress, digits: Mapping[str, int]) -> dict[Any, Any]:
        """What changed on the page since ``last``; nothing at all while no model is asked."""
        parts, say, words = self.here.parts, self.here.screen.say, self.here.screen.words()
        values: dict[Any, Any] = {parts.notice: gr.skip()}
        if seen.brief is None or seen == last:
            return values
        if last.brief is None:
            still = (parts.compose, parts.save, parts.submit, *parts.rewording)
            values |= {part: gr.update(interactive=False) for part in still}
        if last.brief is None or seen.begun != last.begun:
            values[parts.notice] = writing(seen.begun, say)
        if seen.begun:
            values[parts.preview] = being_written(seen, digits, say, words)
        return values

    def _billing_digits(self) -> Mapping[str, int]:
        with self.here.desk.record.read() as tx:
            return billing_digits_of(tx)


def choice(members: type[Choice], value: str | None) -> Choice | None:
    """The member that a box names; None for none, or for what a browser made up."""
    return members(value) if value in set(members) else None


def _page_id(request: gr.Request) -> str:
    """One page that is open in one person's browser; the guard binds its id to them."""
    return f"{request.username}\n{request.session_hash}"
