"""Decides what a prompt file must look like, and how it becomes the messages of one call."""

import hashlib
import re
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import NoReturn

import yaml

from assistant.errors import BadKnowledge
from assistant.knowledge import Closed, check
from assistant.ports import ChatMessage
from assistant.prompting.fence import fenced

_FRONT_MATTER = re.compile(r"---\n(?P<head>.*?)\n---\n(?P<body>.*)", re.DOTALL)
_ROLE_HEADING = re.compile(r"^# (System|User)[ ]*$", re.MULTILINE)
_SECTION_HEADING = re.compile(r"^## ([a-z][a-z0-9_]*)[ ]*$", re.MULTILINE)
_INPUT = re.compile(r"\{([a-z][a-z0-9_]*)\}")


class Origin(StrEnum):
    """Who wrote what goes into an input: this program, or somebody outside whose text is never an instruction."""

    OURS = "ours"
    THEIRS = "theirs"


@dataclass(frozen=True, kw_only=True, slots=True)
class Head(Closed):
    """The front matter of a prompt file; ``version`` counts from 1 and rises with every change of the file."""

    id: str
    version: int
    purpose: str
    inputs: Mapping[str, Origin] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A piece of a prompt: ``role`` is system or user where it is sent, the section's name in a file of notes."""

    role: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Prompt:
    """One prompt file; ``sha256`` is of its text with Unix line ends, front matter included.

    A file with the headings ``# System`` and ``# User`` is sent as messages; one without them holds notes that others
    take in, named by their ``##`` headings.
    """

    id: str
    version: int
    purpose: str
    inputs: Mapping[str, Origin]
    sections: tuple[Section, ...]
    sha256: str

    @property
    def stamp(self) -> str:
        """The id with its version, as a draft's stamp names it: ``draft_reminder@1``."""
        return f"{self.id}@{self.version}"

    def note(self, name: str = "") -> str:
        """The text of one section, or of the whole file of notes; raises BadKnowledge when there is no such section."""
        text = next((section.text for section in self.sections if section.role == name), None)
        if text is None:
            raise BadKnowledge(
                "prompt_section_missing",
                f"prompts/{self.id}.md has no section '## {name}'; add it.",
                prompt=self.id,
                section=name,
            )
        return text

    def render(self, values: Mapping[str, str], *, marker: str) -> tuple[ChatMessage, ...]:
        """The messages with every input filled in, theirs fenced with ``marker`` (new for each call).

        Raises BadKnowledge when ``values`` are not exactly the inputs that the file declares.
        """
        self.require_inputs(values.keys())
        ready = {name: self._ready(name, value, marker) for name, value in values.items()}
        return tuple(
            ChatMessage(
                role=s.role, content=_INPUT.sub(lambda m: ready[m[1]], s.text), prompt=self.id, version=self.version
            )
            for s in self.sections
        )

    def require_inputs(self, names: Set[str]) -> None:
        """Raise BadKnowledge unless the file declares exactly these inputs."""
        if names != self.inputs.keys():
            odd = ", ".join(sorted(names ^ self.inputs.keys()))
            raise BadKnowledge(
                "prompt_inputs",
                f"prompts/{self.id}.md and the program disagree about these inputs: {odd}; correct the file.",
                prompt=self.id,
                inputs=odd,
            )

    def _ready(self, name: str, value: str, marker: str) -> str:
        return fenced(name, value, marker) if self.inputs[name] is Origin.THEIRS else value


def parse_prompt(text: str, path: Path) -> Prompt:
    """The prompt in ``text``, which stands in ``path``; raises BadKnowledge that says what is wrong, and where."""
    plain = text.replace("\r\n", "\n")
    match = _FRONT_MATTER.fullmatch(plain)
    if not match:
        _refuse(path, "it does not begin with front matter between two lines of ---")
    head = _head(match["head"], plain, path)
    body = match["body"].strip()
    if head.id != path.stem:
        _refuse(path, f"its id {head.id!r} is not its file name", _line_of(r"^id:", plain))
    if head.version < 1:
        _refuse(path, "its version is below 1", _line_of(r"^version:", plain))
    _check_inputs(body, head, plain, path)
    return Prompt(
        id=head.id,
        version=head.version,
        purpose=head.purpose,
        inputs=head.inputs,
        sections=_sections(body, path),
        sha256=hashlib.sha256(plain.encode()).hexdigest(),
    )


def _head(text: str, plain: str, path: Path) -> Head:
    try:
        raw = yaml.safe_load(text)
    except yaml.YAMLError:
        _refuse(path, "its front matter is not valid YAML")
    return check(raw, Head, str(path), lambda place: _line_of(rf"^ *{re.escape(str(place[-1]))}:", plain))


def _check_inputs(body: str, head: Head, plain: str, path: Path) -> None:
    used = dict.fromkeys(_INPUT.findall(body))
    if unknown := [name for name in used if name not in head.inputs]:
        line = _line_of(rf"\{{{unknown[0]}\}}", plain)
        _refuse(path, f"it uses undeclared inputs: {', '.join(sorted(unknown))}", line)
    if unused := [name for name in head.inputs if name not in used]:
        line = _line_of(rf"^ +{unused[0]}:", plain)
        _refuse(path, f"it declares inputs that it does not use: {', '.join(sorted(unused))}", line)
    if line := _line_of(r"[{}]", _INPUT.sub("", plain)):
        _refuse(path, "it has a brace that is not part of an input such as {language}", line)


def _line_of(pattern: str, text: str) -> int | None:
    """The line, from 1, on which ``pattern`` is first found."""
    match = re.search(pattern, text, re.MULTILINE)
    return text.count("\n", 0, match.start()) + 1 if match else None


def _sections(body: str, path: Path) -> tuple[Section, ...]:
    for heading in (_ROLE_HEADING, _SECTION_HEADING):
        before, *pieces = heading.split(body)
        if not pieces:
            continue
        if before.strip():
            _refuse(path, "it has text before its first heading")
        found = tuple(
            Section(role=name.lower(), text=text.strip()) for name, text in zip(pieces[::2], pieces[1::2], strict=True)
        )
        if len({section.role for section in found}) < len(found):
            _refuse(path, "it has a heading twice")
        return found
    return (Section(role="", text=body),)


def _refuse(path: Path, problem: str, line: int | None = None) -> NoReturn:
    where = f"{path}:{line}" if line else str(path)
    raise BadKnowledge("prompt_malformed", f"{where}: {problem}; correct the file.", path=where, problem=problem)
