"""What every Gradio page shares: who asks, panels of our own HTML, and errors told in one line."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

import gradio as gr

from assistant.domain.language import Language
from assistant.domain.parties import Person
from assistant.errors import BadInput, NotAllowed, NotFound, TactfulError
from assistant.web.frame import Head, Page, notice, page_head
from assistant.web.labels import Labels
from assistant.web.login import Cookies, logout_token
from assistant.web.markup import NOTHING, Markup
from assistant.web.office_words import OfficeWords, office_words
from assistant.workflow.desk import Desk

# The template is empty on purpose: Gradio evaluates a filled-in template as JavaScript, so that `${…}` or a backslash
# in a customer's name would run as code even where HTML is escaped. Our HTML, escaped by `markup`, is put in as it is.
_TEMPLATE = "<div></div>"
_SHOW = """
const show = () => {
  element.innerHTML = props.value || '';
  const titled = element.querySelector('[data-title]');
  if (titled) document.title = titled.dataset.title;
  const place = location.hash && element.querySelector('#' + CSS.escape(location.hash.slice(1)));
  if (place) place.scrollIntoView({block: 'center'});
};
show();
watch('value', show);
element.addEventListener('click', event => {
  const pressed = event.target.closest('[data-do]');
  if (!pressed || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  trigger('click', {...pressed.dataset});
});
"""
# Quick reads and writes of the record: they never wait for each other.
QUICK: dict[str, Any] = {"concurrency_limit": None, "show_progress": "hidden", "api_visibility": "private"}
# A language model takes its time, and shows itself how far it is: so many at once, whoever asks.
WRITING: dict[str, Any] = {
    "concurrency_limit": 16,
    "concurrency_id": "model",
    "show_progress": "hidden",
    "api_visibility": "private",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Outputs:
    """Base of a page's parts, which are Gradio components."""

    @property
    def outputs(self) -> list[Any]:
        """All of them; a handler gives values for those that change."""
        return [getattr(self, field.name) for field in fields(self)]


@dataclass(frozen=True, kw_only=True, slots=True)
class Titled(Outputs):
    """The parts that every page has."""

    head: gr.HTML
    notice: gr.HTML


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """A line about what happened, and whether it went well; an empty line says nothing.

    ``stored`` says whether what was typed is in the record now, where that is not the same as going well.
    """

    line: str = ""
    good: bool = True
    stored: bool | None = None

    @property
    def gives_text(self) -> bool:
        """Whether the boxes are to show what is stored; else what a person typed stays in them."""
        return self.good if self.stored is None else self.stored


@dataclass(frozen=True, kw_only=True, slots=True)
class Asker:
    """Who asks, read from the record for this very call, and their session's sign-out token."""

    person: Person
    sign_out_token: str
    query: dict[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Screen:
    """The desk behind a page, in one language."""

    desk: Desk
    language: Language
    cookies: Cookies

    @property
    def say(self) -> Labels:
        """Our own labels."""
        return Labels.of(self.language)

    def words(self) -> OfficeWords:
        """The wording of decisions and errors, in the office's time zone."""
        return office_words(self.desk, self.language)

    def asker(self, request: gr.Request) -> Asker:
        """Who asks; raises NotAllowed unless they are active now, whatever the page was opened with."""
        login = request.username
        try:
            with self.desk.record.read() as tx:
                person = tx.person(login or "")
        except NotFound as error:
            raise NotAllowed("signed_out", "You are not signed in; sign in again.") from error
        if not person.active:
            raise NotAllowed("signed_out", "You are not signed in; sign in again.")
        token = request.request.cookies.get(self.cookies.session, "")
        query = {key: str(value) for key, value in request.request.query_params.items()}
        return Asker(person=person, sign_out_token=logout_token(token), query=query)

    def head(self, asker: Asker, page: Page, **query: str) -> Markup:
        """The head of ``page`` for ``asker``."""
        head = Head(
            page=page,
            person=asker.person,
            sign_out_token=asker.sign_out_token,
            as_of=self._as_of(),
            query=query,
            one_person=self.desk.review.one_person,
        )
        return page_head(head, self.say, self.words())

    def shown(
        self,
        request: gr.Request,
        page: Page,
        parts: "Titled",
        keys: tuple[str, ...],
        fill: Callable[[Mapping[str, str]], dict[Any, Any]],
    ) -> dict[Any, Any]:
        """``page`` with what ``fill`` puts into its parts, given the address's query; an error of ours is its notice.

        ``keys`` of the query keep the place when the language is switched.
        """
        try:
            asker = self.asker(request)
        except TactfulError as error:
            return {parts.notice: self._problem(error)}
        query = {key: asker.query[key].strip() for key in keys if asker.query.get(key, "").strip()}
        head = self.head(asker, page, **query)
        try:
            return {parts.head: head, parts.notice: NOTHING, **fill(asker.query)}
        except TactfulError as error:
            return {parts.head: head, parts.notice: self._problem(error)}

    def _problem(self, error: TactfulError) -> Markup:
        return told(Told(line=self.words().error(error), good=False))

    def attempt(self, action: Callable[[], Told]) -> Told:
        """``action``'s line, or that of the error that it met."""
        try:
            return action()
        except TactfulError as error:
            return Told(line=self.words().error(error), good=False)

    def _as_of(self) -> datetime | None:
        with self.desk.record.read() as tx:
            return min((stamp.as_of for stamp in tx.stamps()), default=None)


def panel(name: str, **settings: Any) -> gr.HTML:
    """A place for our own HTML; presses of what carries ``data-do`` reach its ``click`` listener."""
    return gr.HTML(
        html_template=_TEMPLATE, js_on_load=_SHOW, apply_default_css=False, elem_id=name, padding=False, **settings
    )


def told(outcome: Told) -> Markup:
    """The notice for ``outcome``."""
    return notice(outcome.line, good=outcome.good)


def case_asked_for(query: Mapping[str, str]) -> str:
    """The case that an address names; raises BadInput when it names none."""
    case = query.get("case", "").strip()
    if not case:
        raise BadInput("no_case_chosen", "Choose a case on the worklist.")
    return case
