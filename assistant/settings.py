"""What can be set from outside: environment variables ``TACTFUL_…``, one workspace folder, nothing read at import."""

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Every setting with its default; ``docs/reference/settings.md`` has an entry for each.

    Times are seconds, hours where the name says so. The key never shows in ``repr`` or logs.
    """

    model_config = SettingsConfigDict(env_prefix="TACTFUL_", extra="ignore", frozen=True)

    workspace: Path = Field(Path("tactful-data"), description="Folder of all state: record, index, outbox.")
    database_url: str = Field("", description="Record elsewhere than in the workspace (a database URL).")
    user: str = Field("", description="Login to act as on the command line when --as is not given.")
    language: Literal["", "en", "zh-Hans", "zh-Hant"] = Field(
        "", description="Language of messages on the command line."
    )
    model: str = Field("", description="Model name; empty: the built-in composer writes.")
    base_url: str = Field(
        "", description="Base URL of an OpenAI-compatible endpoint, for example http://127.0.0.1:11434/v1."
    )
    api_key: SecretStr = Field(SecretStr(""), description="Key of the endpoint.")
    model_deadline: float = Field(90.0, gt=0, description="Seconds for one answer of the model, retries included.")
    model_max_tokens: int = Field(1200, gt=0, description="Most tokens that one answer may have.")
    model_input_tokens: int = Field(32_000, gt=0, description="Most tokens that one prompt may have.")
    model_connect_timeout: float = Field(5.0, gt=0, description="Seconds for a connection to a model's endpoint.")
    model_read_timeout: float = Field(30.0, gt=0, description="Seconds of silence after which a call is given up.")
    model_write_timeout: float = Field(10.0, gt=0, description="Seconds for sending a piece of a request.")
    model_retries: int = Field(3, ge=0, description="Further tries after a passing failure.")
    model_longest_wait: float = Field(120.0, ge=0, description="Longest wait (seconds) that an endpoint may ask for.")
    model_at_once: int = Field(4, gt=0, description="Calls to one endpoint that run together.")
    model_failures: int = Field(10, gt=0, description="Failures within the window that give an endpoint a rest.")
    model_failure_window: float = Field(60.0, gt=0, description="That window in seconds.")
    model_rest: float = Field(30.0, gt=0, description="That rest in seconds.")
    model_max_bytes: int = Field(256 * 1024, gt=0, description="Most bytes of one answer.")
    model_requests_per_minute: int = Field(0, ge=0, description="Most calls to one endpoint in any minute; 0: any.")
    model_tokens_per_minute: int = Field(0, ge=0, description="Most tokens, in and out, in any minute; 0: any.")
    model_daily_tokens: int = Field(0, ge=0, description="Most tokens, in and out, of the workspace in a day; 0: any.")
    model_daily_money: str = Field(
        "", pattern=r"^([A-Z]{3} [0-9]{1,9}(\.[0-9]{1,6})?)?$", description="Most money in a day, such as USD 5.00."
    )
    model_bound_field: Literal["", "max_tokens", "max_completion_tokens"] = Field(
        "", description="Field of a request that bounds the answer; empty: what the address is known to heed."
    )
    model_cache: Literal["off", "use", "only"] = Field("off", description="Whether answers are kept and used again.")
    prompts: str = Field("", description="Folder of prompt files of one's own; empty: the shipped ones.")
    reply_model: str = Field("", description="Model that reads a customer's reply a second time when it is asked to.")
    reply_base_url: str = Field("", description="Base URL of its endpoint; empty: the one of the model.")
    reply_api_key: SecretStr = Field(SecretStr(""), description="Key of that endpoint.")
    terms_model: str = Field("", description="Model that reads a contract's terms a second time when it is asked to.")
    terms_base_url: str = Field("", description="Base URL of its endpoint; empty: the one of the model.")
    terms_api_key: SecretStr = Field(SecretStr(""), description="Key of that endpoint.")
    judge_model: str = Field("", description="Model that looks at a text a second time when it is asked to.")
    judge_base_url: str = Field("", description="Base URL of its endpoint; empty: the one of the model.")
    judge_api_key: SecretStr = Field(SecretStr(""), description="Key of that endpoint.")
    judge_deadline: float = Field(10.0, gt=0, description="Seconds for that, retries included.")
    eval_model: str = Field("", description="Model that grades the tone of drafts in evals.")
    eval_base_url: str = Field("", description="Base URL of its endpoint; empty: the one of the model.")
    eval_api_key: SecretStr = Field(SecretStr(""), description="Key of that endpoint.")
    embedding_model: str = Field("", description="Model that embeds clauses and questions; empty: hashed here.")
    embedding_base_url: str = Field("", description="Base URL of its endpoint; empty: the one of the model.")
    embedding_api_key: SecretStr = Field(SecretStr(""), description="Key of that endpoint.")
    embedding_deadline: float = Field(20.0, gt=0, description="Seconds for one batch of texts, retries included.")
    approval_hours: int = Field(48, gt=0, description="Hours after which an approval lapses.")
    one_person: bool = Field(False, description="Let one person write and approve (logged each time).")
    acceptance_days: int = Field(14, gt=0, le=90, description="Days for which an acceptance link opens its page.")
    public_url: str = Field(
        "", pattern=r"^(https?://[^\s?#]+)?$", description="Address under which customers reach the web application."
    )
    secure_cookies: bool = Field(False, description="Set Secure and the __Host- prefix: behind HTTPS.")
