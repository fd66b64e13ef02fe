from decimal import Decimal

import pytest

from assistant.domain.late_terms import Per, Rate
from assistant.law import shipped_law
from assistant.law.term_rate import rate_of_term


@pytest.mark.parametrize(
    ("value", "rate"),
    [
        ({"rate": Decimal(5), "unit": "per_ten_thousand_per_day"}, Rate(percent=Decimal("0.05"), per=Per.DAY)),
        ({"rate": Decimal(5), "unit": "per_mille_per_day"}, Rate(percent=Decimal("0.5"), per=Per.DAY)),
        ({"rate": Decimal("0.05"), "unit": "percent_per_day"}, Rate(percent=Decimal("0.05"), per=Per.DAY)),
        ({"rate": Decimal("1.5"), "unit": "percent_per_month"}, Rate(percent=Decimal("1.5"), per=Per.MONTH)),
        ({"rate": Decimal(12), "unit": "percent_per_annum"}, Rate(percent=Decimal(12), per=Per.YEAR)),
        (
            {"rate": Decimal(12), "unit": "percent_per_annum", "days_in_year": Decimal(360)},
            Rate(percent=Decimal(12), per=Per.YEAR, days_in_year=360),
        ),
        ({"benchmark": "ECB_REFERENCE", "margin": Decimal(8)}, Rate(reference="ECB_REFERENCE", margin=Decimal(8))),
        ({"benchmark": "LPR_1Y", "factor": Decimal("1.5")}, Rate(reference="LPR_1Y", factor=Decimal("1.5"))),
    ],
)
def test_a_term_gives_the_rate_that_interest_is_computed_by(value, rate):
    assert rate_of_term(value, shipped_law()) == rate


@pytest.mark.parametrize(
    "value",
    [
        {"benchmark": "HIBOR", "margin": Decimal(2)},
        {"unit": "percent_per_month", "placeholder": True},
        {"unit": "percent_per_month", "contradiction": {"words": "1", "figures": "2"}},
        {"statutory": True},
        {"rate": Decimal(1)},
        {"rate": Decimal(1), "unit": "percent_per_week"},
    ],
)
def test_a_term_without_a_rate_that_we_keep_gives_none(value):
    assert rate_of_term(value, shipped_law()) is None
