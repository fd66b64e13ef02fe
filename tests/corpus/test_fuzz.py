"""Files, amounts and dates changed at random: an answer or a refusal always comes, never a guess and never a crash.

TACTFUL_FUZZ is how many texts and, divided by 40, how many files are tried; 10,000 unless it says otherwise.
"""

import os
import random
import re
import unicodedata
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.adapters.tables import FileTables
from assistant.errors import BadAmount, BadInput, TactfulError
from assistant.intake import read_ledger
from assistant.intake.amounts import settle_mark, take_apart, to_decimal
from assistant.intake.cleaning import clean, narrow
from assistant.intake.dates import read_date, settle_order
from assistant.intake.reading import DateOrder, DecimalMark
from tests.corpus import amounts, dates
from tests.corpus.all_files import corpus
from tests.corpus.running import run_here, stored, words

TEXTS = int(os.environ.get("TACTFUL_FUZZ", "10000"))
TABLES = [
    entry.content
    for entry in corpus()
    if entry.command == "ledger" and isinstance(entry.content, bytes) and entry.name.endswith((".csv", ".txt", ".tsv"))
]
PACKED = [
    entry
    for entry in corpus()
    if isinstance(entry.content, bytes) and entry.name.endswith((".xlsx", ".docx", ".pdf", ".eml", ".xml"))
]
PIECES = [
    b"\0",
    b'"',
    b",",
    b"\n",
    b"\r",
    b"\xff",
    b"\xef\xbb\xbf",
    b"\xef\xbf\xbd",
    b"\x84\x31",
    b"\xa4",
    b";",
    b"\t",
    b"9" * 40,
]
EDIT = st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 3), st.sampled_from(PIECES) | st.binary(max_size=3))
HARD = settings(deadline=None, suppress_health_check=list(HealthCheck))


def edited(raw: bytes, edits) -> bytes:
    """``raw`` with, at each place, some bytes taken out and others put in."""
    for where, lost, put in edits:
        at = int(where * len(raw))
        raw = raw[:at] + put + raw[at + lost :]
    return raw


def read_or_refusal(path):
    """What is read, or the line that says why not."""
    try:
        return read_ledger(FileTables().read(path))
    except TactfulError as error:
        return str(error)


@settings(HARD, max_examples=max(50, TEXTS // 40))
@given(st.sampled_from(TABLES), st.lists(EDIT, min_size=1, max_size=6))
def test_a_table_changed_at_random_is_read_or_refused(tmp_path_factory, raw, edits):
    path = tmp_path_factory.getbasetemp() / "changed.csv"
    path.write_bytes(edited(raw, edits))
    reading = read_or_refusal(path)
    if isinstance(reading, str):
        assert "\n" not in reading
        return
    assert reading.read == len(reading.rows) + len(reading.rejected)
    assert all(row.message and row.reason.code for row in reading.rejected)
    assert "\ufffd" not in str(reading.rows)


@settings(HARD, max_examples=max(10, TEXTS // 400))
@given(st.sampled_from(PACKED), st.lists(EDIT, min_size=1, max_size=4))
def test_a_packed_file_changed_at_random_is_read_or_refused(tmp_path_factory, entry, edits):
    folder = tmp_path_factory.mktemp("changed")
    for number, (command, name, content, options) in enumerate(entry.before):
        path = folder / f"{number}-{name}"
        path.write_bytes(content)
        run_here(words(command, path, options), folder / "workspace")
    before = stored(folder / "workspace")
    path = folder / entry.name
    path.write_bytes(edited(entry.content, edits))
    came = run_here(words(entry.command, path, entry.options), folder / "workspace")
    if came.error:
        assert "\n" not in came.error
        assert stored(folder / "workspace") == before


# texts

WRITTEN = [written for _, written, _ in (*amounts.READ, *amounts.REFUSED)] + [w for _, _, w, _ in amounts.IN_CURRENCIES]
DATED = [written for _, written in dates.READ] + [written for _, written, _ in dates.REFUSED]
SIGNS = "0123456789.,'’ -+()¥$€元万％%eExX٣๓①²\u200b\u202e\u00a0/年月日TZ:"


def changed_texts(seeds, count):
    """``count`` texts, each a seed with a few characters taken out, put in or doubled; the same at every run."""
    chance = random.Random(20260616)
    for _ in range(count):
        text = list(chance.choice(seeds)[:60])
        for _ in range(chance.randrange(4)):
            at = chance.randrange(len(text) + 1)
            text[at : at + chance.randrange(3)] = chance.choices(SIGNS, k=chance.randrange(3))
        yield "".join(text)


def digits_of(text: str) -> str:
    """Its figures in a row, without the zeros that say nothing at either end."""
    return "".join(re.findall("[0-9]", narrow(text))).strip("0")


def test_an_amount_is_refused_or_holds_every_figure_that_was_written():
    read = 0
    for text in changed_texts(WRITTEN, TEXTS):
        for mark in (None, DecimalMark.POINT, DecimalMark.COMMA):
            try:
                plain = clean(text)
                value = to_decimal(take_apart(plain), mark)
            except BadInput:
                continue
            read += 1
            assert value.is_finite()
            assert digits_of(str(value)) == digits_of(plain), text
            assert not any(unicodedata.category(c) in ("Nd", "No", "Nl") and not c.isascii() for c in narrow(plain)), (
                text
            )
    assert read > TEXTS // 10


def test_an_amount_written_in_any_usual_way_is_never_read_as_another():
    chance = random.Random(5)
    for _ in range(TEXTS):
        cents = chance.randrange(1, 10 ** chance.randrange(3, 14))
        value = Decimal(cents) / 100
        english = f"{value:,.2f}"
        german = english.translate({ord(","): ".", ord("."): ","})
        for written in (english, german, english.replace(",", " "), english.replace(",", "'"), f"{value:.2f}"):
            amount = take_apart(written)
            assert to_decimal(amount, settle_mark([amount.number])) == value


FORMS = (
    "{d:%Y-%m-%d}", "{d:%Y/%m/%d}", "{d.year}.{d.month}.{d.day}", "{d:%Y%m%d}", "{d.year}年{d.month}月{d.day}日",
    "{d.day} {d:%B} {d.year}", "{d:%b} {d.day}, {d.year}", "{d:%d-%b-%Y}", "民國{roc}年{d.month}月{d.day}日",
    "{roc}/{d:%m}/{d:%d}", "{d:%Y-%m-%d} 09:30:00", "{d:%Y-%m-%d}T00:00:00Z",
)  # fmt: skip
DOUBTFUL = {
    "{d:%d/%m/%Y}": DateOrder.DMY, "{d:%m/%d/%Y}": DateOrder.MDY, "{d.day}.{d.month}.{d.year}": DateOrder.DMY,
    "{d:%m/%d/%Y} 1:05 PM": DateOrder.MDY, "{d:%d-%b-%y}": DateOrder.DMY, "{d:%y/%m/%d}": DateOrder.YMD,
}  # fmt: skip


def day_or_doubt(written):
    """The day, or the code of the error."""
    try:
        return read_date(written, None)
    except BadInput as error:
        return error.code


def test_a_date_written_in_any_usual_way_is_never_read_as_another():
    chance = random.Random(7)
    for _ in range(TEXTS):
        day = date(2011, 1, 1) + timedelta(days=chance.randrange(20_000))
        for form in FORMS:
            assert read_date(form.format(d=day, roc=day.year - 1911), None) == day
        for form, order in DOUBTFUL.items():
            written = form.format(d=day)
            assert read_date(written, order) == day
            assert day_or_doubt(written) in (day, "unclear_date"), written


def test_a_date_changed_at_random_is_refused_or_names_a_day_of_its_figures():
    read = 0
    for text in changed_texts(DATED, TEXTS):
        try:
            plain = clean(text)
            found = read_date(plain, settle_order([plain]))
        except BadInput:
            continue
        read += 1
        numbers = {int(figures) for figures in re.findall("[0-9]+", narrow(plain))}
        joined = "".join(map(str, re.findall("[0-9]", narrow(plain))))
        years = {found.year, found.year - 1911, found.year - 2000}
        assert "二" in plain or years & numbers or any(str(year) in joined for year in years), text
    assert read > TEXTS // 10


def test_the_gate_lets_nothing_through_that_python_alone_would_read():
    for text in ("NaN", "Infinity", "1E+400", "１２３e5", "٣", "0x1F", "1_000", "1e5", "−٣"):
        with pytest.raises(BadAmount):
            take_apart(text)
