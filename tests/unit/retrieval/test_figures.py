"""The same figure is met however it is written: in digits, in English words, in Chinese of either script."""

import pytest

from assistant.folding import fold
from assistant.retrieval.figures import figures_of


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("三十日内付清", ["30"]),
        ("within thirty (30) days", ["30"]),
        ("forty-five days", ["45"]),
        ("於三天內", ["3"]),
        ("新臺幣壹仟貳佰萬元", ["12000000"]),
        ("百分之五", ["5%"]),
        ("百分之十二點五", ["12.5%"]),
        ("5 %", ["5%"]),
        ("５％", ["5%"]),
        ("5 per cent", ["5%"]),
        ("one and one-half percent (1.5%) per month", ["1.5%"]),
        ("萬分之五", ["0.05%"]),
        ("按日万分之零点五", ["0.005%"]),
        ("千分之2", ["0.2%"]),
        ("3‰", ["0.3%"]),
    ],
)
def test_a_figure_is_read_however_it_is_written(text, figures):
    assert figures_of(fold(text)) == figures


@pytest.mark.parametrize("text", ["一方", "第十五条", "both parties", "one or two of them", "两者", "30 days"])
def test_what_is_no_figure_or_stands_in_digits_gives_none(text):
    assert figures_of(fold(text)) == []


def test_a_very_long_numeral_is_read_in_pieces():
    assert set(figures_of("九" * 40)) == {"9" * 16, "9" * 8}
