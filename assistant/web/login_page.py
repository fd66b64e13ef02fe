"""The sign-in page: a plain form in three languages that needs no script."""

from dataclasses import dataclass
from urllib.parse import urlencode

from assistant.domain.language import Language
from assistant.domain.parties import Person
from assistant.web.labels import Labels
from assistant.web.languages import OWN_NAMES
from assistant.web.markup import Markup, joined, tag


@dataclass(frozen=True, kw_only=True, slots=True)
class DemoPerson:
    """Someone of the sample company, shown with their password so that a visitor can look around."""

    person: Person
    password: str


@dataclass(frozen=True, kw_only=True, slots=True)
class LoginForm:
    """What the page shows: ``error`` a whole line or empty, ``back`` the path to go to after signing in."""

    language: Language
    form_token: str
    back: str
    login: str = ""
    error: str = ""


def login_page(form: LoginForm, demo_people: tuple[DemoPerson, ...]) -> str:
    """The whole page as HTML."""
    say = Labels.of(form.language)
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", f"{say('login.title')} · {say('frame.product')}"),
        tag("link", rel="stylesheet", href="/static/tactful.css"),
        tag("link", rel="icon", href="/favicon.ico", type="image/svg+xml"),
    )
    card = tag("main", _brand(say), _form(form, say), _demo(demo_people, say), class_="login-card")
    body = tag("body", tag("div", _languages(form), card, class_="login-page"), class_="login")
    return "<!doctype html>" + tag("html", head, body, lang=form.language.value)


def _brand(say: Labels) -> Markup:
    return tag(
        "header",
        tag("p", say("frame.product"), class_="brand"),
        tag("h1", say("login.title")),
        tag("p", say("login.promise"), class_="quiet"),
    )


def _form(form: LoginForm, say: Labels) -> Markup:
    error = tag("p", tag("span", "✕ ", aria_hidden="true"), form.error, class_="error-line", role="alert")
    return tag(
        "form",
        tag("input", type="hidden", name="form_token", value=form.form_token),
        tag("input", type="hidden", name="lang", value=form.language.value),
        tag("input", type="hidden", name="next", value=form.back),
        error if form.error else None,
        tag("label", say("login.name"), for_="login"),
        tag(
            "input",
            id="login",
            name="login",
            value=form.login,
            autocomplete="username",
            required=True,
            maxlength=80,
            autofocus=True,
            spellcheck="false",
            autocapitalize="none",
        ),
        tag("label", say("login.password"), for_="password"),
        tag(
            "input",
            id="password",
            name="password",
            type="password",
            autocomplete="current-password",
            required=True,
            maxlength=200,
        ),
        tag("button", say("login.submit"), type="submit"),
        method="post",
        action="/login",
    )


def _languages(form: LoginForm) -> Markup:
    links = []
    for language, name in OWN_NAMES.items():
        current = "true" if language is form.language else None
        query = urlencode({"lang": language.value, "next": form.back})
        links.append(tag("a", name, href=f"/login?{query}", lang=language.value, aria_current=current))
    return tag("nav", *links, class_="languages", aria_label=Labels.of(form.language)("frame.languages"))


def _demo(people: tuple[DemoPerson, ...], say: Labels) -> Markup | None:
    if not people:
        return None
    rows = [tag("tr", *(tag("td", cell) for cell in _demo_cells(shown, say.language))) for shown in people]
    columns = [tag("th", say(f"login.{key}"), scope="col") for key in ("who", "role", "name", "password")]
    table = tag("table", tag("thead", tag("tr", *columns)), tag("tbody", joined(rows)))
    return tag(
        "section",
        tag("h2", say("login.demo")),
        tag("p", say("login.demo_note"), class_="quiet"),
        table,
        class_="demo-people",
    )


def _demo_cells(shown: DemoPerson, language: Language) -> tuple[object, ...]:
    person = shown.person
    codes = (tag("code", person.login), tag("code", shown.password))
    return person.name.in_language(language), person.title.in_language(language), *codes
