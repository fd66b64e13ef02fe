"""The three languages that letters and screens are written in."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """A written language, by its BCP 47 tag."""

    ZH_HANS = "zh-Hans"
    ZH_HANT = "zh-Hant"
    EN = "en"

    @property
    def is_chinese(self) -> bool:
        """Whether the text is written in Han characters."""
        return self is not Language.EN


@dataclass(frozen=True, kw_only=True, slots=True)
class LocalText:
    """One text in each of the three languages."""

    en: str
    zh_hans: str
    zh_hant: str

    def in_language(self, language: Language) -> str:
        """The text in ``language``."""
        match language:
            case Language.ZH_HANS:
                return self.zh_hans
            case Language.ZH_HANT:
                return self.zh_hant
            case Language.EN:
                return self.en

    @classmethod
    def same(cls, text: str) -> "LocalText":
        """A text that reads alike in every language, such as a number."""
        return cls(en=text, zh_hans=text, zh_hant=text)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something was decided: a code of the wording catalogue and the values that fill its sentence."""

    code: str
    details: Mapping[str, object]

    @classmethod
    def of(cls, code: str, **details: object) -> "Reason":
        """A reason with its values given by name."""
        return cls(code, details)
