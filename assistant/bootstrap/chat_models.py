"""Puts the model of each role together: its endpoint, its bounds, the day's budget, kept answers, and who is told."""

from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from assistant.adapters.clock import SystemClock
from assistant.adapters.model_endpoint import Endpoint, Limits
from assistant.adapters.price_file import read_prices
from assistant.domain.model_calls import ModelRole
from assistant.domain.model_prices import Cost
from assistant.ports import ChatModel
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.adapters.chat_model import ChatCalls

BUDGET_FILE = "model-budget.sqlite"
CACHE_FILE = "model-answers.sqlite"


def build_chat_model(settings: Settings, role: ModelRole) -> ChatModel:
    """The model of ``role``: every call is told to whoever looks on, and nothing is connected before the first.

    Raises BadKnowledge when money is limited and ``prices.yaml`` breaks its schema.
    """
    from assistant.adapters import chat_model
    from assistant.adapters.answer_cache import AnswerCache, CachedModel
    from assistant.adapters.told_model import ToldModel

    endpoint = endpoint_of(settings, role)
    shared = _shared_limits(settings)
    limits = _limits_of(settings, role, shared)
    calls = _calls_to(endpoint.url, endpoint.api_key, shared)
    model: ChatModel = chat_model.OpenAIChatModel(endpoint, limits, calls)
    # Money and tokens are spent in real days, also where the workspace's clock stands still.
    clock = SystemClock()
    if settings.model_daily_tokens or settings.model_daily_money:
        model = _budgeted(settings, endpoint.model, model, clock)
    if settings.model_cache != "off":
        kept = AnswerCache(settings.workspace / CACHE_FILE)
        model = CachedModel(model, endpoint.model, kept, only=settings.model_cache == "only")
    return ToldModel(model, endpoint, role, clock)


def endpoint_of(settings: Settings, role: ModelRole) -> Endpoint:
    """Where the model of ``role`` is: the writer's address and key unless it has its own.

    The writer's key goes to the writer's address alone.
    """
    names = {
        ModelRole.WRITER: (settings.model, "", ""),
        ModelRole.REPLY_READER: (
            settings.reply_model,
            settings.reply_base_url,
            settings.reply_api_key.get_secret_value(),
        ),
        ModelRole.TERMS_READER: (
            settings.terms_model,
            settings.terms_base_url,
            settings.terms_api_key.get_secret_value(),
        ),
        ModelRole.JUDGE: (settings.judge_model, settings.judge_base_url, settings.judge_api_key.get_secret_value()),
        ModelRole.EVAL_JUDGE: (settings.eval_model, settings.eval_base_url, settings.eval_api_key.get_secret_value()),
    }
    model, url, key = names[role]
    is_elsewhere = url not in ("", settings.base_url)
    return Endpoint(
        model=model,
        base_url=url or settings.base_url,
        api_key=key or ("" if is_elsewhere else settings.api_key.get_secret_value()),
        bound_field=settings.model_bound_field,
    )


def _shared_limits(settings: Settings) -> Limits:
    return Limits(
        deadline=settings.model_deadline,
        connect=settings.model_connect_timeout,
        read=settings.model_read_timeout,
        write=settings.model_write_timeout,
        max_bytes=settings.model_max_bytes,
        retries=settings.model_retries,
        longest_wait=settings.model_longest_wait,
        at_once=settings.model_at_once,
        failures=settings.model_failures,
        window=settings.model_failure_window,
        rest=settings.model_rest,
        requests_per_minute=settings.model_requests_per_minute,
        tokens_per_minute=settings.model_tokens_per_minute,
    )


def _limits_of(settings: Settings, role: ModelRole, shared: Limits) -> Limits:
    """Readers and judges answer in one piece, so that their endpoint may be silent as long as they may take."""
    match role:
        case ModelRole.WRITER:
            return shared
        case ModelRole.JUDGE:
            return replace(shared, deadline=settings.judge_deadline, read=settings.judge_deadline)
        case _:
            return replace(shared, read=settings.model_deadline)


@cache
def _calls_to(url: str, key: str, limits: Limits) -> "ChatCalls":  # noqa: ARG001  (they tell one from another)
    """What all models at one address with one key share in this process: turns, pace, and how often it failed."""
    from assistant.adapters.chat_model import chat_calls

    return chat_calls(limits)


def _budgeted(settings: Settings, name: str, model: ChatModel, clock: SystemClock) -> ChatModel:
    from assistant.adapters.model_budget import Allowance, BudgetedModel, DayBudget

    currency, _, amount = settings.model_daily_money.partition(" ")
    money = Cost(amount=Decimal(amount), currency=currency) if amount else None
    budget = DayBudget(
        settings.workspace / BUDGET_FILE, Allowance(tokens=settings.model_daily_tokens, money=money), clock
    )
    return BudgetedModel(model, name, budget, read_prices(settings.workspace).by_model.get(name) if money else None)
