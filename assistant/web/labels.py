"""The screens' own labels in three languages, from ``knowledge/wording/screens.<tag>.yaml``."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from assistant.domain.language import Language
from assistant.errors import BadKnowledge
from assistant.knowledge import Closed, read_yaml, shipped


@dataclass(frozen=True, kw_only=True, slots=True)
class ScreenWords(Closed):
    """One language's file: labels by the part of the screens that they stand in."""

    frame: Mapping[str, str]
    login: Mapping[str, str]
    worklist: Mapping[str, str]
    draft: Mapping[str, str]
    marks: Mapping[str, str]
    check: Mapping[str, str]
    review: Mapping[str, str]
    imports: Mapping[str, str]
    account: Mapping[str, str]
    late: Mapping[str, str]
    contract: Mapping[str, str]
    reply: Mapping[str, str]
    search: Mapping[str, str]
    accept: Mapping[str, str]
    negotiate: Mapping[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Labels:
    """The labels of one language."""

    language: Language
    words: ScreenWords

    @classmethod
    def of(cls, language: Language) -> "Labels":
        """The labels in ``language``, read once; raises BadKnowledge when the file breaks its schema."""
        return _read(language)

    def __call__(self, key: str, **values: object) -> str:
        """The label ``part.name`` with ``values`` in their places; raises BadKnowledge for one that is missing."""
        part, _, name = key.partition(".")
        try:
            label: str = getattr(self.words, part)[name]
            return label.format_map(values) if values else label
        except (AttributeError, KeyError) as error:
            raise BadKnowledge(
                "label_missing",
                f"screens.{self.language}.yaml: the label {key} is missing or asks for another value; add it.",
                key=key,
            ) from error


@cache
def _read(language: Language) -> Labels:
    path = shipped("knowledge") / "wording" / f"screens.{language.value}.yaml"
    return Labels(language=language, words=read_yaml(path, ScreenWords))
