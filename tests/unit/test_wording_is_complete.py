"""Everything that the source says to its users has its words in three languages, and asks only for what it is given."""

import importlib
import pkgutil
import re
from dataclasses import fields
from enum import StrEnum
from string import Formatter

import pytest
from opencc import OpenCC

import assistant.domain
from assistant.domain.language import Language
from assistant.drafting.roles import MEANINGS
from assistant.intake.words import shipped_words
from assistant.wording import Wording, Words
from tests.unit.said import codes_given_by_name, constants_given_to, everything_said, labels_shown, roles_of_facts

EN, HANS, HANT = Wording.of(Language.EN), Wording.of(Language.ZH_HANS), Wording.of(Language.ZH_HANT)
ALL = [EN, HANS, HANT]
PART = re.compile(r"\[([^\[\]]*?)(?:\|\|([^\[\]]*))?\]")

in_each_language = pytest.mark.parametrize("words", ALL, ids=lambda words: words.language.value)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def lists_used(text: str) -> set[str]:
    return {how for _, _, how, _ in Formatter().parse(PART.sub(r"\1\2", text)) if how and "|" not in how}


def asked_for(sentence: str, given: frozenset[str]) -> set[str]:
    """The details that ``sentence`` cannot do without where ``given`` are the ones that it gets."""
    asked = placeholders(PART.sub("", sentence))
    for whole, otherwise in PART.findall(sentence):
        held = placeholders(whole) <= given
        asked |= placeholders(otherwise) | (placeholders(whole) if held else set())
    return asked


def sentences(words: Wording) -> dict[str, dict[str, str]]:
    return {"reason": dict(words.words.reasons), "error": dict(words.words.errors)}


def enumerations() -> set[type[StrEnum]]:
    modules = [
        importlib.import_module(f"assistant.domain.{m.name}") for m in pkgutil.iter_modules(assistant.domain.__path__)
    ]
    return {
        thing
        for module in modules
        for thing in vars(module).values()
        if isinstance(thing, type) and issubclass(thing, StrEnum) and thing is not StrEnum
    }


# what is said in the source


@in_each_language
def test_every_code_in_the_source_has_a_sentence(words):
    missing = [f"{s.code} at {s.where}" for s in everything_said() if s.code not in sentences(words)[s.kind]]
    assert missing == []


@in_each_language
def test_a_sentence_asks_only_for_details_that_are_given_with_its_code(words):
    wrong = [
        f"{said.code} at {said.where}: {sorted(lacking)}"
        for said in everything_said()
        if (lacking := asked_for(sentences(words)[said.kind].get(said.code, ""), said.details) - said.details)
    ]
    assert wrong == []


@in_each_language
def test_no_part_of_a_sentence_waits_for_a_detail_that_nobody_gives(words):
    given: dict[str, set[str]] = {}
    for said in everything_said():
        given.setdefault(said.code, set()).update(said.details)
    wrong = [
        f"{code}: {sorted(unknown)}"
        for catalogue in sentences(words).values()
        for code, sentence in catalogue.items()
        if (unknown := placeholders(PART.sub(r"\1\2", sentence)) - given.get(code, set()))
    ]
    assert wrong == []


@in_each_language
def test_no_sentence_is_left_over_from_a_code_that_is_gone(words):
    said = {(s.kind, s.code) for s in everything_said()}
    left = [code for kind, catalogue in sentences(words).items() for code in catalogue if (kind, code) not in said]
    assert left == []


@in_each_language
def test_every_label_that_is_shown_exists_and_takes_what_it_is_given(words):
    labels = words.words.labels
    assert labels.keys() == labels_shown().keys()
    assert {key: placeholders(text) for key, text in labels.items()} == labels_shown()


# names


@in_each_language
def test_every_member_of_every_enumeration_of_the_domain_has_a_name(words):
    unnamed = [
        repr(member)
        for kind in enumerations()
        for member in kind
        if member.value not in words.words.names.get(re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower(), {})
    ]
    assert unnamed == []


@in_each_language
def test_every_role_of_a_fact_every_import_column_and_every_fault_of_an_answer_has_a_name(words):
    names = words.words.names
    assert names["fact_role"].keys() == MEANINGS.keys() | roles_of_facts()
    assert names["column"].keys() == shipped_words().columns.keys()
    assert names["answer_problem"].keys() == codes_given_by_name("drafting") | constants_given_to("_places", 0)


@in_each_language
def test_sentences_name_things_only_from_lists_that_exist(words):
    used = {name for catalogue in sentences(words).values() for text in catalogue.values() for name in lists_used(text)}
    assert used <= words.words.names.keys()


def test_the_three_languages_have_the_same_entries():
    shape = [
        {**{f.name: set(getattr(w.words, f.name)) for f in fields(Words) if f.name != "formats"}, "lists": {
            name: set(entries) for name, entries in w.words.names.items()
        }}
        for w in ALL
    ]  # fmt: skip
    assert shape[0] == shape[1] == shape[2]


@pytest.mark.parametrize(("words", "direction"), [(HANS, "t2s"), (HANT, "s2tw")], ids=["simplified", "traditional"])
def test_each_chinese_file_is_in_its_own_script_throughout(words, direction):
    converter = OpenCC(direction)
    catalogues = [words.words.labels, words.words.reasons, words.words.errors, *words.words.names.values()]
    texts = [text for catalogue in catalogues for text in catalogue.values()]
    assert [text for text in texts if converter.convert(text) != text] == []
