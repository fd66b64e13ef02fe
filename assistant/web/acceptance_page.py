"""The page on which a customer answers a confirmation: plain HTML that needs no script, no cookie and no login."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time, timedelta
from zoneinfo import ZoneInfo

from assistant.domain.language import Language
from assistant.domain.money import Money
from assistant.domain.negotiation import AnswerSaid, CustomerAnswer
from assistant.drafting.rendering import written_date, written_money
from assistant.web.frame import upper_first
from assistant.web.labels import Labels
from assistant.web.markup import Markup, joined, tag
from assistant.web.office_words import OfficeWords
from assistant.wording import Wording
from assistant.workflow.acceptance import Visit, VisitState
from assistant.workflow.acceptance.visiting import MOST_NAME, Told
from assistant.workflow.record.typed import MOST_WORDS


@dataclass(frozen=True, kw_only=True, slots=True)
class Typed:
    """What was typed into a form that could not be taken, and the line that says why."""

    name: str = ""
    words: str = ""
    problem: str = ""


NOTHING_TYPED = Typed()


def acceptance_page(visit: Visit, language: Language, typed: Typed = NOTHING_TYPED) -> str:
    """The whole page as HTML; ``language`` is the visitor's, and gives way to the customer's where there is one."""
    if visit.told is None:
        return notice_page(visit.state.value, language)
    if visit.state in (VisitState.EXPIRED, VisitState.CHANGED):
        say = Labels.of(visit.told.message.brief.language)
        return _page(say, *_notice(visit.state.value, say), _contact(visit.told, say))
    return _page_of_agreement(visit.state, visit.told, typed)


def notice_page(name: str, language: Language) -> str:
    """A page that says one thing alone, and tells of nobody."""
    say = Labels.of(language)
    return _page(say, *_notice(name, say))


def _page_of_agreement(state: VisitState, told: Told, typed: Typed) -> str:
    language = told.message.brief.language
    say = Labels.of(language)
    zone = ZoneInfo(told.customer.timezone)
    words = OfficeWords(language=language, words=Wording.of(language).words, zone=zone)
    parties = say("accept.between", creditor=told.creditor.name.in_language(language), customer=told.customer.name)
    decided = state is VisitState.ANSWERED
    answer = told.decision if decided else _question(told) if state is VisitState.ASKED else None
    return _page(
        say,
        tag("header", tag("h1", say("accept.title")), tag("p", parties, class_="quiet")),
        _recorded(answer, say, words) if answer else None,
        _letter(told, say),
        _schedule(told, say, words),
        None if decided else _form(told, typed, say, words),
        _contact(told, say),
        tag("p", say("accept.fingerprint"), " ", tag("code", told.agreement.content_hash), class_="fingerprint quiet"),
    )


def _page(say: Labels, *parts: Markup | None) -> str:
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="robots", content="noindex, nofollow"),
        tag("title", say("accept.title")),
        tag("link", rel="stylesheet", href="/static/tactful.css"),
        tag("link", rel="icon", href="/favicon.ico", type="image/svg+xml"),
    )
    body = tag("body", tag("main", *parts, class_="accept-card"), class_="login")
    return "<!doctype html>" + tag("html", head, body, lang=say.language.value)


def _notice(name: str, say: Labels) -> tuple[Markup, Markup]:
    return tag("h1", say(f"accept.{name}_title")), tag("p", say(f"accept.{name}"))


def _recorded(answer: CustomerAnswer, say: Labels, words: OfficeWords) -> Markup:
    who = say("accept.said_by", name=answer.name, moment=words.value(answer.at))
    lines = [tag("p", say(f"accept.said_{answer.said.value}")), tag("p", tag("small", who))]
    quote = tag("blockquote", answer.words, class_="as-written") if answer.words else None
    return tag("section", *lines, quote, class_="recorded", role="status")


def _question(told: Told) -> CustomerAnswer | None:
    asked = [answer for answer in told.agreement.answers if answer.said is AnswerSaid.QUESTION]
    return asked[-1] if asked else None


def _letter(told: Told, say: Labels) -> Markup:
    draft = told.message.draft
    subject = tag("h3", draft.subject) if draft.subject else None
    return tag("section", tag("h2", say("accept.letter")), subject, tag("div", draft.body, class_="as-written"))


def _schedule(told: Told, say: Labels, words: OfficeWords) -> Markup | None:
    arrangement = told.agreement.arrangement
    if not arrangement.schedule:
        return None
    heads = [tag("th", say(f"accept.{name}"), scope="col") for name in ("number", "due")]
    heads.append(tag("th", say("accept.amount"), scope="col", class_="figure"))
    last = tag(
        "tr",
        tag("th", say("accept.total"), scope="row", colspan=2),
        tag("td", tag("b", _amount(told, arrangement.scheduled)), class_="figure"),
    )
    table = tag("table", tag("thead", tag("tr", joined(heads))), tag("tbody", joined(_rows(told)), last))
    interest = tag("p", upper_first(words.name(arrangement.interest)), class_="quiet")
    return tag("section", tag("h2", say("accept.schedule")), table, interest)


def _rows(told: Told) -> Iterator[Markup]:
    """Days and amounts as the letter writes them."""
    brief = told.message.brief
    for number, part in enumerate(told.agreement.arrangement.schedule, start=1):
        due = written_date(part.due, brief.language, brief.region)
        yield tag("tr", tag("td", number), tag("td", due), tag("td", _amount(told, part.amount), class_="figure"))


def _amount(told: Told, amount: Money) -> str:
    return written_money(amount, told.message.brief.language, told.billing_digits)


def _form(told: Told, typed: Typed, say: Labels, words: OfficeWords) -> Markup:
    problem = tag("p", tag("span", "✕ ", aria_hidden="true"), typed.problem, class_="error-line", role="alert")
    name = tag(
        "input", id="name", name="name", value=typed.name, required=True, maxlength=MOST_NAME, autocomplete="name"
    )
    buttons = [
        tag("button", say(f"accept.{said.value}"), type="submit", name="said", value=said.value, class_=said.value)
        for said in AnswerSaid
    ]
    return tag(
        "form",
        tag("h2", say("accept.answer")),
        # The first button is the one that Enter presses: nobody agrees by a slip of a finger.
        tag("button", type="submit", disabled=True, hidden=True),
        problem if typed.problem else None,
        tag("p", _until(told, say, words)),
        tag("input", type="hidden", name="content_hash", value=told.agreement.content_hash),
        tag("label", say("accept.name"), for_="name"),
        name,
        tag("label", say("accept.words"), for_="words"),
        tag("textarea", typed.words, id="words", name="words", rows=4, maxlength=MOST_WORDS),
        tag("p", say("accept.recorded_with"), class_="quiet"),
        tag("div", *buttons, class_="answers"),
        method="post",
    )


def _until(told: Told, say: Labels, words: OfficeWords) -> str:
    """Until when; the midnight that ends an offer's last day is that day's end, and not the beginning of the next."""
    moment = told.link.expires.astimezone(words.zone)
    if moment.time() == time():
        return say("accept.until_end_of", day=words.value(moment.date() - timedelta(days=1)))
    return say("accept.until", moment=words.value(moment))


def _contact(told: Told, say: Labels) -> Markup:
    creditor = told.creditor
    return tag("p", say("accept.contact", email=creditor.email, phone=creditor.phone), class_="quiet")
