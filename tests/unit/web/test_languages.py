import pytest

from assistant.domain.language import Language
from assistant.web.languages import given_language, language_of_path, preferred_language


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", Language.ZH_HANS),
        ("zh-TW,zh;q=0.9", Language.ZH_HANT),
        ("zh-Hant-HK", Language.ZH_HANT),
        ("zh-HK;q=0.9, en", Language.ZH_HANT),
        ("fr-FR,zh;q=0.5", Language.ZH_HANS),
        ("de,en-GB;q=0.7", Language.EN),
        ("", Language.EN),
    ],
)
def test_the_browsers_first_language_that_we_have_is_taken(header, language):
    assert preferred_language(header) is language


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("/en/", Language.EN),
        ("/zh-Hans/draft", Language.ZH_HANS),
        ("/zh-Hant", Language.ZH_HANT),
        ("/english/", None),
        ("/login", None),
        ("/", None),
    ],
)
def test_a_path_tells_its_language(path, language):
    assert language_of_path(path) is language


def test_a_language_that_was_asked_for_comes_before_the_browsers():
    assert given_language("zh-Hant", "en") is Language.ZH_HANT
    assert given_language("klingon", "zh-CN") is Language.ZH_HANS
