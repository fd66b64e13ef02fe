"""A draft: the words of one message, with every rendered fact marked at its place, and what wrote it."""

from dataclasses import dataclass, replace

from assistant.domain.language import Reason


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """Where a fact (``F3``) or an excerpt (``C1``) stands in the draft's text."""

    ref: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Stamp:
    """What made the draft: writer ``composer``, ``model`` or ``person``, and for a model what it was asked with.

    ``tokens_in`` and ``tokens_out`` are the endpoint's own counts, None when it gave none. ``calls`` counts the
    questions to the model, which took ``ms`` milliseconds in all; ``redrafted`` says why each further one was asked.
    ``fallback`` says why the composer wrote although a model was asked; ``notes`` say what a model was not shown.
    """

    writer: str
    model: str = ""
    prompt: str = ""
    tokens_in: int | None = None
    tokens_out: int | None = None
    fallback: Reason | None = None
    redrafted: tuple[Reason, ...] = ()
    calls: int = 0
    ms: int = 0
    notes: tuple[Reason, ...] = ()

    def instead_of(self, models: "Stamp", why: Reason) -> "Stamp":
        """This stamp, of the composer, for a draft that a model was asked for in vain: what that cost, and ``why``."""
        return replace(
            self,
            model=models.model,
            tokens_in=models.tokens_in,
            tokens_out=models.tokens_out,
            redrafted=models.redrafted,
            calls=models.calls,
            ms=models.ms,
            fallback=why,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """Subject (empty where the channel has none) and body; marks are offsets into ``text``."""

    subject: str
    body: str
    marks: tuple[Mark, ...]
    stamp: Stamp

    @property
    def text(self) -> str:
        """What is checked, marked and shown as one piece: subject, an empty line, body."""
        return joined(self.subject, self.body)


def joined(subject: str, body: str) -> str:
    """Subject and body as one text; the body alone where there is no subject."""
    return f"{subject}\n\n{body}" if subject else body
