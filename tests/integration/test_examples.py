"""The page of example messages is what the product writes today."""

from pathlib import Path

from tests.integration.examples import LANGUAGES, page, situations

PAGE = Path(__file__).parents[2] / "docs" / "example-messages.md"


def test_the_page_of_example_messages_is_current():
    assert PAGE.read_text(encoding="utf-8") == page()


def test_it_shows_six_situations_in_three_languages_and_four_regions():
    assert page().count("\n### ") == len(situations("GB")) * len(LANGUAGES) == 24
