"""What nobody can see is left out of a cell, what was lost or turned round is refused, everything else is kept."""

import pytest

from assistant.errors import BadInput
from assistant.intake.cleaning import clean, name_key, narrow


def why_not(text: str) -> str:
    with pytest.raises(BadInput) as caught:
        clean(text)
    return caught.value.code


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  INV-1 ", "INV-1"),
        ("\u3000云岭\u00a0", "云岭"),
        ("C\u200b1\ufeff", "C1"),
        ("云\U000e0041岭\ufe0f\u00ad", "云岭"),
        ("\u202e云岭\u202c", "云岭"),
        ("云岭\r\n贸易\t有限公司", "云岭 贸易 有限公司"),
        ("Cafe\u0301", "Café"),
        ("CAFÉ® Ltd", "CAFÉ® Ltd"),
        ("\ue81e", "\u9fb4"),
        ("\U00031350", "\U00031350"),
        ("𠮷野 =1+1 <b>", "𠮷野 =1+1 <b>"),
    ],
)
def test_a_cell_keeps_what_a_person_sees(text, kept):
    assert clean(text) == kept


@pytest.mark.parametrize(
    "text",
    [
        "云岭\ufffd",
        "x\ay",
        "Caf\x85",
        "\ue123",
        "\ufdd0",
        "云岭锟斤拷",
        "MÃ¼ller",
        "äº‘å²­",
        "云岭贸易有限公司".encode().decode("gb18030"),
    ],
)
def test_what_was_lost_or_misread_before_is_refused(text):
    assert why_not(text) == "damaged_text"


def test_figures_that_a_hidden_mark_turns_round_are_refused():
    assert why_not("\u202e00.28") == "hidden_direction"


def test_names_of_columns_compare_without_what_does_not_count():
    assert name_key("\ufeffInvoice No. *") == name_key("ｉｎｖｏｉｃｅ＿no") == "invoiceno"


def test_widths_are_evened_out_and_other_scripts_stay():
    assert narrow("ＡＢ１￥＄　٣²") == "AB1¥$ ٣²"
