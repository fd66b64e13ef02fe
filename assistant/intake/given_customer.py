"""The shape of what a person says of a customer's contact and preferences."""

from dataclasses import dataclass

from assistant.knowledge import Closed


@dataclass(frozen=True, kw_only=True, slots=True)
class CustomerGiven(Closed):
    """What is to change, by the names of an import's columns; None leaves it, an empty text takes it away.

    ``language``, ``region`` and ``timezone`` cannot be taken away; ``none`` says that there is no preference.
    """

    contact: str | None = None
    salutation: str | None = None
    position: str | None = None
    email: str | None = None
    phone: str | None = None
    address: str | None = None
    preferred_channel: str | None = None
    formality: str | None = None
    language: str | None = None
    region: str | None = None
    timezone: str | None = None
