"""Sentences of contracts with the terms that they state, and how what was read compares with them."""

import json
from collections.abc import Iterator
from pathlib import Path

from assistant.intake.terms import read_terms

FOLDER = Path(__file__).parent


def sentences(name: str) -> list[dict]:
    return [json.loads(line) for line in (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def values_in(text: str) -> dict[str, list[object]]:
    found: dict[str, list[object]] = {}
    for term in read_terms(text):
        line = json.loads(json.dumps(term.as_line()))
        assert text[term.start : term.end] == term.quote
        found.setdefault(line["field"], []).append(line["value"])
    return found


def fits(expected: object, found: object) -> bool:
    """Whether ``found`` says what is expected; it may say more."""
    if isinstance(expected, dict):
        return isinstance(found, dict) and all(k in found and fits(v, found[k]) for k, v in expected.items())
    if isinstance(expected, list):
        return isinstance(found, list) and len(expected) == len(found) and all(map(fits, expected, found))
    return expected == found


def misread(name: str) -> Iterator[str]:
    """Each expected value that was not read, and each field that was read where nothing was expected."""
    for case in sentences(name):
        found = values_in(case["text"])
        for field, expected in case["terms"].items():
            if not any(fits(expected, value) for value in found.get(field, [])):
                yield f"{case['text']}: {field} {expected}, found {found.get(field)}"
        if not case["terms"] and found:
            yield f"{case['text']}: nothing, found {found}"
