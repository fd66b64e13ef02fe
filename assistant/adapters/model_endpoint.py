"""What is known of a model's endpoint: its address, the bounds on its use, and the ways in which it fails."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from assistant.errors import ModelUnavailable

# Where a model is asked when no address is set: then there must be a key.
OPENAI = "https://api.openai.com/v1"
# Whose newer models refuse ``max_tokens``. Everybody else knows it, and some ignore the newer field without a word
# (docs/decisions/0013-bound-of-an-answer.md).
_NEWER_FIELD = ("openai.com", "azure.com")
_HINTS = {
    "model_key_missing": "set TACTFUL_API_KEY, or TACTFUL_BASE_URL for an endpoint that wants none",
    "model_address_bad": "write it like http://127.0.0.1:11434/v1",
    "model_key_refused": "check the API key in the settings",
    "model_unknown": "check the model's name and the endpoint's address in the settings",
    "model_unreachable": "check the endpoint's address and the network",
    "model_quota_used_up": "raise the quota with the provider",
    "model_request_refused": "check that the endpoint is OpenAI-compatible and knows this model",
    "model_answer_unreadable": "check that the endpoint is OpenAI-compatible",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """Bounds on the use of one endpoint; times in seconds.

    ``deadline`` bounds a whole call, waiting for a turn (``at_once`` calls run together) and repeated tries included;
    ``connect``, ``read``, ``write`` and ``pool`` bound one step each, and ``max_bytes`` one answer.
    The wait before the n-th of ``retries`` is random, up to ``backoff`` · 2ⁿ⁻¹, on top of what the endpoint asks for;
    when that is over ``longest_wait``, or would end after the deadline, there is no further try.
    After ``failures`` failures within ``window`` the endpoint is left alone for ``rest``.
    Of any 60 seconds none sees more than ``requests_per_minute`` tries or ``tokens_per_minute`` tokens; 0 is no bound.
    """

    deadline: float = 90.0
    connect: float = 5.0
    read: float = 30.0
    write: float = 10.0
    pool: float = 5.0
    max_bytes: int = 256 * 1024
    retries: int = 3
    backoff: float = 0.5
    longest_wait: float = 120.0
    at_once: int = 4
    failures: int = 10
    window: float = 60.0
    rest: float = 30.0
    requests_per_minute: int = 0
    tokens_per_minute: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Endpoint:
    """Where a model is, and the key for it; the key does not show when this is printed.

    ``bound_field`` is the field of a request that bounds the answer, empty for what the address is known to take.
    """

    base_url: str
    model: str
    api_key: str = field(default="", repr=False)
    bound_field: str = ""

    @property
    def url(self) -> str:
        """The base URL to use: OpenAI's own where none is set."""
        return self.base_url or OPENAI

    @property
    def host(self) -> str:
        """Host and port, which is all that errors say of the address."""
        try:
            parts = urlsplit(self.url)
            port = f":{parts.port}" if parts.port else ""
        except ValueError:
            return "an address that cannot be read"
        return f"{parts.hostname}{port}" if parts.hostname else "an address without a host"

    @property
    def bound(self) -> str:
        """The field that bounds the answer, thoughts included where the model has some."""
        host = urlsplit(self.url).hostname or ""
        newer = any(host == domain or host.endswith(f".{domain}") for domain in _NEWER_FIELD)
        return self.bound_field or ("max_completion_tokens" if newer else "max_tokens")

    def fault(self) -> "Failure | None":
        """What is wrong with the settings, so that nobody can be asked; None when nothing is."""
        if not self.base_url and not self.api_key:
            return Failure(code="model_key_missing", what="wants a key, and none is set", counts=False)
        try:
            parts = urlsplit(self.url)
            good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        except ValueError:
            good = False
        return None if good else Failure(code="model_address_bad", what="is no address", counts=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Failure:
    """One call that failed: ``code`` and ``what`` (English, none of the endpoint's own words) for the person.

    ``retry`` says that another try may help, ``retry_after`` in how many seconds at the earliest, ``counts`` that it
    speaks against the endpoint's health. ``status`` is the HTTP status, 0 when there was none.
    """

    code: str
    what: str
    retry: bool = False
    counts: bool = True
    retry_after: float | None = None
    status: int = 0

    def as_error(self, endpoint: Endpoint) -> ModelUnavailable:
        """The error to raise; it holds neither the key nor anything that the endpoint sent."""
        hint = _HINTS.get(self.code, "try again later")
        return ModelUnavailable(
            self.code,
            f"The model endpoint at {endpoint.host} {self.what}; {hint}.",
            endpoint=endpoint.host,
            model=endpoint.model,
            status=self.status,
            retry_after=self.retry_after,
        )
