"""Holds what came of a file against what was expected of it."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.corpus.entry import Entry, Outcome
from tests.corpus.running import Came, names, stored, texts


def faults(entry: Entry, came: Came, workspace: Path) -> list[str]:
    """What is not as expected, in words; nothing when all is."""
    return [*_answer(entry, came), *_record(entry, workspace)]


def faults_of_the_second_run(entry: Entry, came: Came) -> list[str]:
    """The same file again: what was accepted is unchanged, everything else comes out as before."""
    found = [] if came.outcome is entry.outcome else [f"second run: {came.outcome.value}"]
    return found if came.is_unchanged else [*found, f"second run changed something: {came.document}"]


def _answer(entry: Entry, came: Came) -> Iterator[str]:
    if came.outcome is not entry.outcome:
        yield f"outcome {came.outcome.value}, expected {entry.outcome.value} {came.error_code} {came.error}"
    yield from _different("error", came.error_code or None, entry.error) if came.error_code else ()
    if came.error and ("Traceback" in came.error or "\n" in came.error):
        yield f"not one plain line: {came.error}"
    if entry.outcome is Outcome.REFUSED and not came.error and not came.document.get("rejected"):
        yield "refused without a word"
    said = came.document
    yield from _different("read", said.get("read"), entry.read)
    yield from _different("accepted", said.get("accepted"), entry.accepted)
    yield from _different("rejected", _codes(said.get("rejected", [])), entry.rejected)
    yield from _different("warnings", _codes(came.warnings), entry.warnings)
    asked = {question["option"]: tuple(question["choices"]) for question in said.get("questions", [])}
    for option, choices in (entry.asks or {}).items():
        if option not in asked or (choices and asked[option] != choices):
            yield f"asked {asked}, expected {option} {choices}"


def _codes(rows: list[Mapping[str, Any]]) -> dict[int, str]:
    return {row.get("row", 0): row.get("code", "?") for row in rows}


def _different(what: str, found: object, expected: object) -> Iterator[str]:
    if expected is not None and found != expected:
        yield f"{what} {found!r}, expected {expected!r}"


def _record(entry: Entry, workspace: Path) -> Iterator[str]:
    found = stored(workspace)
    if entry.stored is not None and found != tuple(sorted(entry.stored)):
        yield f"stored {found[:9]}, expected {tuple(sorted(entry.stored))[:9]}"
    known = names(workspace)
    for code, name in entry.names.items():
        if known.get(code) != name:
            yield f"customer {code} is {known.get(code)!r}, expected {name!r}"
    text = texts(workspace) if entry.texts or entry.not_texts else ""
    yield from (f"{piece!r} is not in {text[:300]!r}" for piece in entry.texts if piece not in text)
    yield from (f"{piece!r} is in {text[:300]!r}" for piece in entry.not_texts if piece in text)
