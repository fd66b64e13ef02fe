"""Decides which terms of a second reader's answer count: those that the contract's own words bear, figure by figure."""

from collections import Counter

from assistant.domain.contract_terms import ContractTerm, TermField
from assistant.intake.second_reader.proof import Figures, body_of
from assistant.intake.second_reader.schema import checked
from assistant.intake.second_reader.told import Counted
from assistant.intake.second_reader.words import Words, plainly
from assistant.prompting import one_object

_ENTRY = frozenset({"field", "value", "quote"})
_MOST_TERMS = 200
# Shorter quotes stand in every contract; Chinese needs fewer characters to say something.
_SHORTEST, _SHORTEST_HAN = 6, 4
# In the order of the text.
Terms = tuple[ContractTerm, ...]


def read_answer(text: str, contract: str) -> Counted[Terms] | None:
    """What ``text`` says of ``contract``; None when it is not the one JSON object that was asked for."""
    entries = _entries(text)
    if entries is None:
        return None
    words = Words(plainly(contract), shortest=_SHORTEST, shortest_han=_SHORTEST_HAN)
    outcomes = [_term(entry, words, contract) for entry in entries]
    terms = {(t.field, t.start, t.end, str(t.value)): t for t in outcomes if isinstance(t, ContractTerm)}
    return Counted(
        read=tuple(sorted(terms.values(), key=lambda term: (term.start, term.end))),
        dropped=Counter(outcome for outcome in outcomes if isinstance(outcome, str)),
    )


def _entries(text: str) -> list[object] | None:
    raw = one_object(text)
    if raw is None or raw.keys() != {"terms"} or not isinstance(raw["terms"], list):
        return None
    return raw["terms"] if len(raw["terms"]) <= _MOST_TERMS else None


def _term(entry: object, words: Words, contract: str) -> ContractTerm | str:
    if not isinstance(entry, dict) or entry.keys() != _ENTRY or not isinstance(entry["quote"], str):
        return "shape"
    field = next((field for field in TermField if field == entry["field"]), None)
    value = checked(field, entry["value"]) if field else None
    if field is None or value is None:
        return "shape"
    place = words.find(entry["quote"])
    if place is None:
        return "quote"
    quote = contract[place[0] : place[1]]
    if not Figures.of(quote).bear(value):
        return "figure"
    if isinstance(body := value.get("body"), str):
        value["body"] = body_of(body)
    return ContractTerm(field=field, value=value, quote=quote, start=place[0], end=place[1], confidence=0.0)
