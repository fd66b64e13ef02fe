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
    prompts: str = Field("", description="Folder of prompt files of one's own; empty: the shipped ones.")
    reply_model: str = Field("", description="Model that reads a customer's reply a second time when it is asked to.")
    terms_model: str = Field("", description="Model that reads a contract's terms a second time when it is asked to.")
    judge_model: str = Field("", description="Model that looks at a text a second time when it is asked to.")
    judge_deadline: float = Field(10.0, gt=0, description="Seconds for that, retries included.")
    embedding_model: str = Field("", description="Model that embeds clauses and questions; empty: hashed here.")
    embedding_base_url: str = Field("", description="Base URL of its endpoint; empty: the one of the model.")
    embedding_api_key: SecretStr = Field(SecretStr(""), description="Key of that endpoint.")
    embedding_deadline: float = Field(20.0, gt=0, description="Seconds for one batch of texts, retries included.")
    approval_hours: int = Field(48, gt=0, description="Hours after which an approval lapses.")
    one_person: bool = Field(False, description="Let one person write and approve (logged each time).")
    secure_cookies: bool = Field(False, description="Set Secure and the __Host- prefix: behind HTTPS.")
