"""What is read from an endpoint's address: whom errors name, and which field bounds an answer there."""

import pytest

from assistant.adapters.model_endpoint import Endpoint


@pytest.mark.parametrize(
    ("base_url", "field"),
    [
        ("", "max_completion_tokens"),
        ("https://api.openai.com/v1", "max_completion_tokens"),
        ("https://acme.openai.azure.com/openai/v1", "max_completion_tokens"),
        ("https://api.deepseek.com", "max_tokens"),
        ("https://dashscope.aliyuncs.com/compatible-mode/v1", "max_tokens"),
        ("http://127.0.0.1:11434/v1", "max_tokens"),
        ("https://openai.com.example/v1", "max_tokens"),
        ("https://notopenai.com/v1", "max_tokens"),
    ],
)
def test_an_answer_is_bounded_by_the_field_that_the_address_is_known_to_heed(base_url: str, field: str) -> None:
    assert Endpoint(base_url=base_url, model="m", api_key="k").bound == field


def test_the_field_can_be_set_for_a_gateway_that_nobody_knows() -> None:
    endpoint = Endpoint(base_url="https://gateway.example/v1", model="m", bound_field="max_completion_tokens")

    assert endpoint.bound == "max_completion_tokens"


def test_without_an_address_openai_is_meant() -> None:
    endpoint = Endpoint(base_url="", model="m", api_key="k")

    assert (endpoint.url, endpoint.host) == ("https://api.openai.com/v1", "api.openai.com")
    assert endpoint.fault() is None


def test_the_key_does_not_show() -> None:
    assert "secret" not in repr(Endpoint(base_url="", model="m", api_key="secret"))
