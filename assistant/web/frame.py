"""What every page has in common: the head with its links, notices, and how values are written."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from urllib.parse import urlencode

from assistant.domain.language import Language
from assistant.domain.message import Status
from assistant.domain.parties import Person
from assistant.web.labels import Labels
from assistant.web.languages import OWN_NAMES
from assistant.web.markup import NOTHING, Markup, tag
from assistant.wording import Wording


class Page(StrEnum):
    """The pages that the head links to, by the last part of their address."""

    WORKLIST = ""
    DRAFT = "draft"
    REVIEW = "review"
    IMPORT = "import"
    CHECK = "check"
    ACCOUNT = "account"
    CONTRACT = "contract"
    REPLY = "reply"
    NEGOTIATE = "negotiate"


# Pages that show one case or contract: the head links to them only from one another.
_OF_A_CASE = frozenset({Page.DRAFT, Page.ACCOUNT, Page.CONTRACT, Page.REPLY, Page.NEGOTIATE})
# A sign beside each status word, so that no status is told by colour alone.
STATUS_SIGNS: dict[Status, str] = {
    Status.COMPOSING: "✎",
    Status.IN_REVIEW: "◔",
    Status.AWAITING_AUTHOR: "↺",
    Status.RETURNED: "↩",
    Status.APPROVED: "✓",
    Status.RELEASED: "➤",
    Status.REJECTED: "✕",
    Status.STALE: "△",
    Status.EXPIRED: "△",
    Status.SUPERSEDED: "–",
    Status.WITHDRAWN: "–",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Head:
    """Who looks at which page; ``query`` keeps the place when the language is switched."""

    page: Page
    person: Person
    sign_out_token: str
    as_of: datetime | None = None
    query: dict[str, str] | None = None
    one_person: bool = False


def page_address(language: Language, page: Page, **query: str) -> str:
    """The address of a page, with its query."""
    return f"/{language.value}/{page.value}" + (f"?{urlencode(query)}" if query else "")


def page_head(head: Head, say: Labels, words: Wording) -> Markup:
    """Product name, page links, freshness of the facts, language, person, and the way out."""
    as_of = None
    if head.as_of:
        as_of = tag("span", say("frame.as_of", moment=words.value(head.as_of)), class_="as-of")
    banner = tag("p", "▲ ", say("frame.one_person"), class_="banner", role="status") if head.one_person else None
    bar = tag(
        "div",
        tag("a", say("frame.product"), class_="brand", href=page_address(say.language, Page.WORKLIST)),
        _page_links(head, say),
        tag("div", as_of, _language_links(head, say), _person(head, say, words), class_="head-right"),
        class_="head-bar",
    )
    title = " · ".join([*(head.query or {}).values(), say(f"frame.{head.page.name.lower()}"), say("frame.product")])
    # For the script that notices that the session has ended.
    ended = json.dumps({"line": say("frame.signed_out"), "again": say("frame.sign_in_again")}, ensure_ascii=False)
    return tag(
        "header",
        bar,
        banner,
        class_="page-head",
        data_signed_out=ended,
        data_title=title,
        data_person=head.person.login,
    )


def notice(line: str, *, good: bool) -> Markup:
    """One line that says what happened; an empty one takes no room."""
    if not line:
        return NOTHING
    sign = tag("span", "✓" if good else "✕", aria_hidden="true")
    kind, role = ("good", "status") if good else ("problem", "alert")
    return tag("p", sign, " ", line, class_=f"notice {kind}", role=role)


def status_chip(status: Status, words: Wording) -> Markup:
    """A status as sign and word."""
    sign = tag("span", STATUS_SIGNS[status], aria_hidden="true")
    return tag("span", sign, " ", words.name(status), class_=f"status {status.value}")


def upper_first(sentence: str) -> str:
    """``sentence`` as it stands at the beginning of a line."""
    return sentence[:1].upper() + sentence[1:]


def in_a_row(parts: Iterable[str]) -> str:
    """``parts`` as one line, divided by middle dots; empty ones are left out."""
    return upper_first(" · ".join(part for part in parts if part))


def card(title: str, *children: object, **attributes: object) -> Markup:
    """A titled part of a page."""
    return tag("section", tag("h2", title), *children, class_="card", aria_label=title, **attributes)


def _page_links(head: Head, say: Labels) -> Markup:
    links = [
        tag(
            "a",
            say(f"frame.{page.name.lower()}"),
            href=page_address(say.language, page),
            aria_current="page" if page is head.page else None,
        )
        for page in Page
        if page not in _OF_A_CASE or page is head.page
    ]
    return tag("nav", *links, class_="pages", aria_label=say("frame.pages"))


def _language_links(head: Head, say: Labels) -> Markup:
    links = [
        tag(
            "a",
            name,
            href=page_address(language, head.page, **(head.query or {})),
            lang=language.value,
            aria_current="true" if language is say.language else None,
        )
        for language, name in OWN_NAMES.items()
    ]
    return tag("nav", *links, class_="languages", aria_label=say("frame.languages"))


def _person(head: Head, say: Labels, words: Wording) -> Markup:
    roles = words.value(sorted(head.person.roles))
    leave = tag(
        "form",
        tag("input", type="hidden", name="form_token", value=head.sign_out_token),
        tag("input", type="hidden", name="lang", value=say.language.value),
        tag("button", say("frame.sign_out"), type="submit"),
        method="post",
        action="/logout",
    )
    who = tag("span", tag("b", head.person.name.in_language(say.language)), tag("small", roles), class_="who")
    return tag("div", who, leave, class_="person")
