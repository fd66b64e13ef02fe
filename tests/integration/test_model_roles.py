"""Each role asks the model, the address and with the key that the settings give it, and no key goes anywhere else."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.bootstrap.chat_models import build_chat_model, endpoint_of
from assistant.domain.model_calls import ModelRole
from assistant.errors import ModelUnavailable
from assistant.ports import ChatMessage
from assistant.settings import Settings
from tests.fakes.model_server import Exchange, ModelServer, after, fails, says
from tests.fakes.watch import NotedWatch

ASKED = (ChatMessage(role="user", content="你好"),)
WRITER, JUDGE, TERMS, REPLIES = ModelRole.WRITER, ModelRole.JUDGE, ModelRole.TERMS_READER, ModelRole.REPLY_READER
Make = Callable[..., Settings]


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Make:
    for name in ("MODEL", "BASE_URL", "API_KEY"):
        monkeypatch.delenv(f"TACTFUL_{name}", raising=False)
    return lambda **given: Settings(workspace=tmp_path, **given)


@pytest.fixture
def servers(closed_models: None) -> Iterator[tuple[ModelServer, ModelServer]]:
    with ModelServer(says("Hi")) as one, ModelServer(says("Hi")) as other:
        yield one, other


def keys_at(server: ModelServer) -> list[str]:
    return [asked.headers["authorization"].removeprefix("Bearer ") for asked in server.asked]


def test_each_role_has_its_own_model_address_and_key(settings: Make, servers: tuple[ModelServer, ModelServer]) -> None:
    ours, elsewhere = servers
    given = settings(
        model="writer-1",
        base_url=ours.url,
        api_key="ours",
        terms_model="terms-1",
        judge_model="judge-1",
        judge_base_url=elsewhere.url,
        judge_api_key="theirs",
        reply_model="replies-1",
        reply_api_key="ours-too",
    )
    for role in (WRITER, TERMS, REPLIES, JUDGE):
        build_chat_model(given, role).complete(ASKED, max_tokens=5)

    assert [asked.body["model"] for asked in ours.asked] == ["writer-1", "terms-1", "replies-1"]
    assert keys_at(ours) == ["ours", "ours", "ours-too"]
    assert [asked.body["model"] for asked in elsewhere.asked] == ["judge-1"]
    assert keys_at(elsewhere) == ["theirs"]


def test_the_writers_key_is_sent_to_no_other_address(settings: Make, servers: tuple[ModelServer, ModelServer]) -> None:
    ours, elsewhere = servers
    given = settings(model="m", base_url=ours.url, api_key="ours", judge_model="judge-1", judge_base_url=elsewhere.url)
    build_chat_model(given, JUDGE).complete(ASKED, max_tokens=5)

    assert "ours" not in elsewhere.asked[0].raw + str(elsewhere.asked[0].headers)


def test_openais_own_address_is_not_the_writers_of_another_provider(settings: Make) -> None:
    given = settings(model="m", api_key="openai-key", judge_model="j", judge_base_url="http://127.0.0.1:9/v1")

    assert endpoint_of(given, WRITER).url == "https://api.openai.com/v1"
    assert endpoint_of(given, JUDGE).api_key == ""


def test_a_model_without_address_and_key_says_what_to_set(settings: Make) -> None:
    with pytest.raises(ModelUnavailable) as error:
        build_chat_model(settings(model="gpt-9"), WRITER).complete(ASKED, max_tokens=5)

    assert error.value.code == "model_key_missing"
    assert "\n" not in str(error.value)


def test_every_call_is_told_with_its_role(settings: Make, servers: tuple[ModelServer, ModelServer]) -> None:
    watch = NotedWatch()
    given = settings(
        model="m", base_url=servers[0].url, terms_model="t", judge_model="j", reply_model="r", eval_model="e"
    )
    for role in ModelRole:
        build_chat_model(given, role).complete(ASKED, max_tokens=5, watch=watch)

    assert [call.role for call in watch.calls] == list(ModelRole)
    assert {call.host for call in watch.calls} == {servers[0].url.removeprefix("http://").removesuffix("/v1")}


def test_two_roles_at_one_address_take_turns_together(settings: Make, servers: tuple[ModelServer, ModelServer]) -> None:
    running, most, lock = [0], [0], threading.Lock()

    def counting(exchange: Exchange) -> None:
        with lock:
            running[0] += 1
            most[0] = max(most[0], running[0])
        after(0.05, lambda _: None)(exchange)
        with lock:
            running[0] -= 1
        says("Hi")(exchange)

    servers[0].play(counting)
    given = settings(model="m", base_url=servers[0].url, judge_model="j", model_at_once=2, judge_deadline=30)
    models = [build_chat_model(given, WRITER), build_chat_model(given, JUDGE)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: models[n % 2].complete(ASKED, max_tokens=5), range(12)))

    assert (most[0], len(servers[0].asked)) == (2, 12)


def test_two_roles_at_one_address_give_it_a_rest_together(
    settings: Make, servers: tuple[ModelServer, ModelServer]
) -> None:
    servers[0].play(fails(500))
    given = settings(model="m", base_url=servers[0].url, judge_model="j", model_failures=2, model_retries=0)
    codes = []
    for role in (WRITER, WRITER, JUDGE):
        with pytest.raises(ModelUnavailable) as error:
            build_chat_model(given, role).complete(ASKED, max_tokens=5)
        codes.append(error.value.code)

    assert codes == ["model_failing", "model_failing", "model_paused"]


def test_all_roles_spend_one_budget(settings: Make, servers: tuple[ModelServer, ModelServer]) -> None:
    given = settings(model="m", base_url=servers[0].url, judge_model="j", model_daily_tokens=500)
    build_chat_model(given, WRITER).complete(ASKED, max_tokens=5)
    with pytest.raises(ModelUnavailable) as error:
        build_chat_model(given, JUDGE).complete(ASKED, max_tokens=50)

    assert (error.value.code, len(servers[0].asked)) == ("model_budget_used_up", 1)


def test_money_is_limited_by_the_workspaces_prices(
    settings: Make, servers: tuple[ModelServer, ModelServer], tmp_path: Path
) -> None:
    (tmp_path / "prices.yaml").write_text("models: {m: {currency: USD, tokens_in: 1000, tokens_out: 10000}}")
    given = settings(model="m", base_url=servers[0].url, model_daily_money="USD 2.00")
    model = build_chat_model(given, WRITER)
    # 321 tokens in and 123 out cost 1.551 dollars.
    model.complete(ASKED, max_tokens=150)
    with pytest.raises(ModelUnavailable) as error:
        model.complete(ASKED, max_tokens=150)

    assert (error.value.code, len(servers[0].asked)) == ("model_budget_used_up", 1)


def test_a_kept_answer_is_told_as_such_and_costs_no_budget(
    settings: Make, servers: tuple[ModelServer, ModelServer]
) -> None:
    watch = NotedWatch()
    given = settings(model="m", base_url=servers[0].url, model_cache="use", model_daily_tokens=600)
    for _ in range(5):
        build_chat_model(given, WRITER).complete(ASKED, max_tokens=5, watch=watch)

    assert [call.cached for call in watch.calls] == [False, True, True, True, True]
    assert len(servers[0].asked) == 1


@pytest.mark.parametrize("money", ["5", "USD", "USD -1", "dollars 5", "USD 1e9", "USD 5 or so"])
def test_a_budget_that_is_no_sum_of_money_is_refused(settings: Make, money: str) -> None:
    with pytest.raises(ValueError, match="model_daily_money"):
        settings(model_daily_money=money)
