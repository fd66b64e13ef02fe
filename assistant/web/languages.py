"""The three languages of the screens in addresses and browser preferences."""

from assistant.domain.language import Language

TAGS: tuple[str, ...] = (Language.EN.value, Language.ZH_HANS.value, Language.ZH_HANT.value)
# Each language's name in itself, as language switches show it.
OWN_NAMES: dict[Language, str] = {Language.EN: "English", Language.ZH_HANS: "简体", Language.ZH_HANT: "繁體"}
_TRADITIONAL = ("zh-hant", "zh-tw", "zh-hk", "zh-mo")


def language_of_path(path: str) -> Language | None:
    """The language whose pages ``path`` belongs to, or None for everything else."""
    first = path.lstrip("/").partition("/")[0]
    return Language(first) if first in TAGS else None


def preferred_language(accept_language: str) -> Language:
    """The first of the browser's languages that the screens have; English when there is none."""
    for choice in accept_language.lower().split(","):
        wanted = choice.partition(";")[0].strip()
        if wanted.startswith(_TRADITIONAL):
            return Language.ZH_HANT
        if wanted.startswith("zh"):
            return Language.ZH_HANS
        if wanted.startswith("en"):
            return Language.EN
    return Language.EN


def given_language(tag: str | None, accept_language: str = "") -> Language:
    """The language named by ``tag``, else the browser's."""
    return Language(tag) if tag in TAGS else preferred_language(accept_language)
