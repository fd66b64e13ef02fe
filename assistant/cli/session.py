"""What every command shares: options, the desk, who acts, and how errors are worded."""

import json
import locale
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING

import typer

from assistant.domain.language import Language
from assistant.errors import BadInput, NotFound, TactfulError

if TYPE_CHECKING:
    from assistant.domain.parties import Person, Role
    from assistant.settings import Settings
    from assistant.wording import Wording
    from assistant.workflow.desk import Desk


@dataclass(slots=True)
class Options:
    """The options before the command; empty means: ask the environment."""

    workspace: str = ""
    login: str = ""
    lang: str = ""


def settings(context: typer.Context) -> "Settings":
    """The settings, with what the command line says on top; raises BadInput for a value that cannot be read."""
    return _settings(context.obj)


def _settings(given: Options) -> "Settings":
    from pydantic import ValidationError

    from assistant.settings import Settings

    named = {"workspace": given.workspace, "user": given.login, "language": given.lang}
    try:
        return Settings(**{key: value for key, value in named.items() if value})  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = "TACTFUL_" + "_".join(str(step) for step in first["loc"]).upper()
        raise BadInput(
            "bad_setting", f"{name}: {first['msg']}; correct it.", name=name, problem=first["msg"]
        ) from error


def open_desk(context: typer.Context) -> "Desk":
    """The desk of this workspace; its record is closed when the command ends, however it ends."""
    from assistant.bootstrap import build_desk

    desk = build_desk(settings(context))
    context.call_on_close(desk.record.close)
    return desk


def acting(context: typer.Context, desk: "Desk", role: "Role", *, besides: str = "") -> "Person":
    """Who acts: ``--as`` or TACTFUL_USER; in the sample workspace else the first person of ``role`` but ``besides``.

    Raises NotFound for an unknown login, and BadInput when nobody is named in a workspace of one's own.
    """
    from assistant.bootstrap import is_sample

    chosen = settings(context)
    with desk.record.read() as tx:
        people = tx.people()
    if chosen.user:
        person = next((p for p in people if p.login == chosen.user), None)
        if person is None:
            raise NotFound("unknown_person", f"There is no person {chosen.user!r} here.", login=chosen.user)
        return person
    fitting = [p for p in people if p.may(role) and p.login != besides]
    if is_sample(chosen) and fitting:
        print(f"(acting as {fitting[0].login}, {role.value.replace('_', ' ')} of the sample company)", file=sys.stderr)
        return fitting[0]
    names = ", ".join(p.login for p in fitting) or "nobody yet: add one with `tactful user add`"
    raise BadInput("who_acts", f"Say who acts with --as LOGIN or TACTFUL_USER ({names}).", names=names)


def operator(context: typer.Context, desk: "Desk") -> str:
    """Who is named in the audit log for work that needs no role; raises NotFound for a login that nobody has."""
    login = settings(context).user
    if login:
        with desk.record.read() as tx:
            tx.person(login)
    return login or "operator"


def wording(context: typer.Context | None = None, lang: str = "") -> "Wording":
    """The wording in the language of the command line: option, setting, else the system's."""
    from assistant.wording import Wording

    chosen = lang or (settings(context).language if context else "")
    return Wording.of(Language(chosen) if chosen in set(Language) else _system_language())


def spoken(error: TactfulError, options: Options) -> str:
    """The error as one line in the reader's language; its English line when settings or catalogue are broken."""
    try:
        return wording(lang=options.lang or _settings(options).language).error(error)
    except TactfulError:
        return str(error)


def print_json(document: object) -> None:
    """One JSON document on standard output."""
    print(json.dumps(document, ensure_ascii=False, indent=2, default=str))


def print_json_list(documents: Iterable[object]) -> None:
    """One JSON document too, a list that is written as it comes: it may be longer than memory."""
    mark = "["
    for document in documents:
        print(f"{mark}\n{indent(json.dumps(document, ensure_ascii=False, indent=2, default=str), '  ')}", end="")
        mark = ","
    print("[]" if mark == "[" else "\n]")


# Characters that end a line for some readers of text; JSON leaves them as they are.
_LINE_ENDS = {code: f"\\u{code:04x}" for code in (0x85, 0x2028, 0x2029)}


def print_line(document: object) -> None:
    """One JSON object on one line, at once: the other side may be waiting for it."""
    print(json.dumps(document, ensure_ascii=False, default=str).translate(_LINE_ENDS), flush=True)


def json_lines(lines: Iterable[str]) -> Iterator[tuple[int, Mapping[str, object] | BadInput]]:
    """Each non-empty line with its number: an object, or what is wrong with it, so that the others still count."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield number, _object(number, line)


def _object(number: int, line: str) -> Mapping[str, object] | BadInput:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        problem = getattr(error, "msg", error)
        return BadInput("bad_json_line", f"line {number} is not JSON: {problem}; correct it.", line=number)
    if not isinstance(value, dict):
        return BadInput("bad_json_line", f"line {number} is not a JSON object; correct it.", line=number)
    return value


def read_text(path: Path | None) -> str:
    """The text of a file, or of standard input when there is none or it is ``-``; raises UnreadableFile."""
    from assistant.bootstrap import decode_text, read_text_file

    if path is None or str(path) == "-":
        return decode_text(sys.stdin.buffer.read(), name="<stdin>")

    return read_text_file(path)


def _system_language() -> Language:
    name = (locale.getlocale()[0] or "").replace("-", "_")
    if not name.startswith("zh"):
        return Language.EN
    return Language.ZH_HANT if any(part in name for part in ("TW", "HK", "MO", "Hant")) else Language.ZH_HANS
