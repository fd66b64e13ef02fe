"""The words of a statement: complete in each language, in its own script, with the words of its region."""

from dataclasses import fields
from string import Formatter

import pytest
from opencc import OpenCC

from assistant.adapters.statement_words import StatementWords
from assistant.domain.ageing import Bucket
from assistant.domain.ledger import Feed, ProofKind
from assistant.domain.statement import ReceiptKind
from assistant.knowledge import read_yaml, shipped

FOLDER = shipped("knowledge") / "statement"
TAGS = ["en", "zh-Hans", "zh-Hant-TW", "zh-Hant-HK"]
WORDS = {tag: read_yaml(FOLDER / f"{tag}.yaml", StatementWords) for tag in TAGS}


def texts(words):
    for field in fields(words):
        value = getattr(words, field.name)
        if isinstance(value, str):
            yield field.name, value
        else:
            yield from ((f"{field.name}.{key}", text) for key, text in value.items())


def slots(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_every_language_has_the_same_words_with_the_same_places_to_fill():
    shapes = [{name: slots(text) for name, text in texts(words) if name != "capitals"} for words in WORDS.values()]
    assert shapes[1:] == shapes[:-1]
    assert {path.stem for path in FOLDER.iterdir()} == set(TAGS)


@pytest.mark.parametrize("tag", TAGS)
def test_every_kind_bucket_feed_and_proof_has_its_word(tag):
    words = WORDS[tag]
    assert words.kinds.keys() == {kind.value for kind in ReceiptKind}
    assert words.buckets.keys() == {bucket.value for bucket in Bucket}
    assert words.feeds.keys() == {feed.value for feed in Feed}
    assert {kind.value for kind in ProofKind} < words.columns.keys()


@pytest.mark.parametrize(("tag", "direction"), [("zh-Hans", "t2s"), ("zh-Hant-TW", "s2tw"), ("zh-Hant-HK", "s2t")])
def test_each_chinese_file_is_in_its_own_script_throughout(tag, direction):
    converter = OpenCC(direction)
    assert [text for _, text in texts(WORDS[tag]) if converter.convert(text) != text] == []


@pytest.mark.parametrize(
    ("tag", "own", "foreign"),
    [
        ("zh-Hans", ["贵司", "开户行", "账"], ["贵公司", "汇款帐户"]),
        ("zh-Hant-TW", ["貴公司", "匯款", "折讓", "煩請", "帳"], ["賬", "過數", "戶口", "毋須"]),
        ("zh-Hant-HK", ["貴公司", "過數", "戶口", "毋須", "賬"], ["帳", "匯款", "折讓", "煩請"]),
    ],
)
def test_each_region_keeps_to_its_own_words(tag, own, foreign):
    whole = "".join(text for _, text in texts(WORDS[tag]))
    assert [word for word in own if word not in whole] == []
    assert [word for word in foreign if word in whole] == []
