"""Every error a user can meet, one class per cause.

The tree::

    TactfulError                     says what happened, why, and what to do next
    ├── BadInput            exit 2   a file, value or option cannot be read as it stands
    │   ├── UnreadableFile           not text, wrong encoding, empty, damaged
    │   ├── MissingColumns           a table lacks columns that the import needs
    │   ├── BadAmount                not an amount of this currency
    │   └── BadKnowledge             a file in knowledge/ or prompts/ breaks its own schema
    ├── NotFound            exit 1   no such customer, case, contract or draft
    ├── Refused             exit 1   the rules of the trade or of review say no
    │   ├── Blocked                  the guardrail found wording that may never leave
    │   ├── NotAllowed               this person may not do this
    │   ├── OutOfDate                someone was faster, or the facts changed
    │   └── SignInFailed             unknown user, wrong password, or too many tries
    └── NotReady            exit 4   something outside is missing or does not answer
        ├── WorkspaceUnusable        the workspace folder cannot be made or written
        ├── PortInUse                another program listens on this port
        ├── ModelUnavailable         the model endpoint refuses, hangs or talks nonsense
        ├── RanksUnavailable         tiktoken's ranks cannot be fetched
        └── Stopped                  the person who asked a model no longer wants its answer

Each carries a stable ``code`` and its ``details``; screens word it in the reader's language from ``knowledge/wording``
under ``errors.<code>``, and ``str(error)`` is the English line.
"""

from collections.abc import Mapping


class TactfulError(Exception):
    """The root: one clear English line, a code for the wording catalogue, and the values that fill it."""

    exit_code = 2

    def __init__(self, code: str, message: str, /, **details: object) -> None:
        """Keep ``message`` (English, complete sentence) with its ``code`` and ``details`` for other languages."""
        super().__init__(message)
        self.code = code
        self.details: Mapping[str, object] = details


class BadInput(TactfulError):
    """A file, value or option cannot be read as it stands."""


class UnreadableFile(BadInput):
    """The file is not text or a table in any form that is read here."""


class MissingColumns(BadInput):
    """The table lacks columns that the import needs."""


class BadAmount(BadInput):
    """The text is not an amount of this currency."""


class BadKnowledge(BadInput):
    """A file of knowledge or prompts breaks its own schema."""


class NotFound(TactfulError):
    """What was named is not in the record."""

    exit_code = 1


class Refused(TactfulError):
    """The rules of the trade or of review say no."""

    exit_code = 1


class Blocked(Refused):
    """The guardrail found wording that may never leave."""


class NotAllowed(Refused):
    """This person may not do this."""


class OutOfDate(Refused):
    """The state moved on: someone was faster, or the facts changed."""


class SignInFailed(Refused):
    """Unknown user, wrong password, or too many tries; which of them is not told."""


class NotReady(TactfulError):
    """Something outside the program is missing or does not answer."""

    exit_code = 4


class WorkspaceUnusable(NotReady):
    """The workspace folder cannot be made or written."""


class PortInUse(NotReady):
    """Another program listens on this port."""


class ModelUnavailable(NotReady):
    """The model endpoint refuses, hangs or talks nonsense."""


class RanksUnavailable(NotReady):
    """The ranks of an encoding cannot be fetched, or are not the ones that were asked for."""


class Stopped(NotReady):
    """The person who asked a model no longer wants its answer; nothing was stored."""
