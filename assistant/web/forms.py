"""Forms that our own script sends to the JSON routes: what is recorded by hand, each with a key that makes it once."""

from collections.abc import Iterable, Mapping
from urllib.parse import quote

from assistant.web.labels import Labels
from assistant.web.markup import Markup, tag


def case_route(case_id: str, *steps: str) -> str:
    """The address of a JSON route of a case, whatever signs its customer's code holds."""
    return "/".join(("/api/cases", *(quote(step, safe="") for step in (case_id, *steps))))


def customer_route(code: str, *steps: str) -> str:
    """The address of a JSON route of a customer."""
    return "/".join(("/api/customers", *(quote(step, safe="") for step in (code, *steps))))


def message_route(message_id: str, *steps: str) -> str:
    """The address of a JSON route of a message."""
    return "/".join(("/api/messages", *(quote(step, safe="") for step in (message_id, *steps))))


def entry_form(action: str, key: str, button: str, *fields: Markup | None, danger: bool = False) -> Markup:
    """A form that posts its fields as JSON to ``action``; ``key`` is sent as ``Idempotency-Key``."""
    send = tag("button", button, type="submit", class_="button plain" if danger else "button")
    return tag("form", *fields, send, data_json=action, data_key=key, class_="entry")


def folded(summary: str, *inside: Markup | None) -> Markup:
    """Something that opens when it is wanted."""
    return tag("details", tag("summary", summary), *inside)


def hidden(name: str, value: str) -> Markup:
    """A value that goes with the form unseen."""
    return tag("input", type="hidden", name=name, value=value)


def hidden_number(name: str, value: int) -> Markup:
    """A whole number that goes with the form unseen."""
    return tag("input", type="hidden", name=name, value=value, data_type="number")


def hidden_yes(name: str, *, yes: bool) -> Markup:
    """Yes or no, going with the form unseen."""
    return tag("input", type="hidden", name=name, value="true" if yes else "false", data_type="truth")


def line(
    label: str, name: str, value: str = "", *, needed: bool = True, note: str = "", clears: bool = False
) -> Markup:
    """A line of text, with ``value`` in it; with ``clears`` it is sent when it was emptied, too."""
    kind = "text" if clears else None
    box = tag("input", name=name, value=value or None, required=needed, maxlength=200, data_type=kind)
    return _field(label, box, note)


def words(label: str, name: str, value: str = "", *, needed: bool = True, most: int = 2000, rows: int = 2) -> Markup:
    """A few lines of text, with ``value`` in them."""
    return _field(label, tag("textarea", value, name=name, required=needed, maxlength=most, rows=rows))


def day(label: str, name: str, value: str = "", *, needed: bool = True) -> Markup:
    """A calendar day."""
    return _field(label, tag("input", type="date", name=name, value=value or None, required=needed))


def amount(label: str, name: str = "amount", value: str = "", *, needed: bool = True) -> Markup:
    """An amount, typed as a plain decimal."""
    field = tag("input", name=name, value=value or None, required=needed, inputmode="decimal", maxlength=40)
    return _field(label, field)


def count(label: str, name: str) -> Markup:
    """A whole number of zero or more."""
    return _field(label, tag("input", type="number", name=name, value=0, min=0, max=365, data_type="number"))


def choice(label: str, name: str, options: Mapping[str, str], *, chosen: str = "", empty: str | None = None) -> Markup:
    """One of ``options`` (value to name); ``empty`` names the choice of none, where there is one."""
    first = [tag("option", empty, value="")] if empty is not None else []
    listed = [tag("option", shown, value=value, selected=value == chosen) for value, shown in options.items()]
    return _field(label, tag("select", *first, *listed, name=name))


def tick(label: str, name: str, *, ticked: bool = False) -> Markup:
    """Yes or no."""
    box = tag("input", type="checkbox", name=name, data_type="yes", checked=ticked)
    return tag("label", box, " ", label, class_="tick")


def group(label: str, *fields: Markup | None, ticked: bool) -> Markup:
    """Fields that are sent together, and only while their tick is set."""
    box = tag("input", type="checkbox", data_opens=True, checked=ticked)
    inside = tag("fieldset", *fields, disabled=not ticked)
    return tag("div", tag("label", box, " ", tag("b", label), class_="tick"), inside, class_="group")


def undo_form(case_id: str, kind: str, entry: str, key: str, say: Labels) -> Markup:
    """Take an entry out of the account, with the reason."""
    form = entry_form(
        case_route(case_id, "undo"),
        key,
        say("account.undo"),
        hidden("kind", kind),
        hidden("key", entry),
        line(say("account.reason"), "reason"),
        danger=True,
    )
    return folded(say("account.undo"), form)


def options_of(names: Iterable[str], name_of: Mapping[str, str] | None = None) -> dict[str, str]:
    """Values as their own names, unless ``name_of`` has others."""
    return {name: (name_of or {}).get(name, name) for name in names}


def _field(label: str, control: Markup, note: str = "") -> Markup:
    return tag("label", tag("span", label), control, tag("small", note) if note else None, class_="field")
