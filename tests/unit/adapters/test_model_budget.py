"""A day's budget holds whoever spends it, and a call that nobody answered costs nothing."""

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.adapters.clock import StandingClock
from assistant.adapters.model_budget import Allowance, BudgetedModel, DayBudget, Used
from assistant.domain.model_prices import Cost, ModelPrice
from assistant.errors import ModelUnavailable, Stopped
from assistant.ports import ChatMessage, Completion
from tests.fakes.standing_model import StandingModel

CLOCK = StandingClock(datetime(2026, 6, 16, 8, 30, tzinfo=UTC))
# 10 bytes and 8 for the frame: a question of at most 18 tokens.
ASKED = (ChatMessage(role="user", content="0123456789"),)
PRICE = ModelPrice(tokens_in=Decimal(1), tokens_out=Decimal(10), currency="USD")
DOLLAR = Cost(amount=Decimal("0.001"), currency="USD")


def an_answer(tokens_in: int | None = 5, tokens_out: int | None = 7) -> Completion:
    return Completion(text="Hi", finish_reason="stop", model="m", tokens_in=tokens_in, tokens_out=tokens_out)


def calls_until_used_up(model: BudgetedModel, most: int = 50) -> int:
    for done in range(most):
        try:
            model.complete(ASKED, max_tokens=32)
        except ModelUnavailable as error:
            return done if error.code == "model_budget_used_up" else -1
    return most


@pytest.fixture
def tokens_of(tmp_path: Path) -> Callable[[int], DayBudget]:
    return lambda tokens: DayBudget(tmp_path / "budget.sqlite", Allowance(tokens=tokens), CLOCK)


def test_a_call_is_made_while_the_most_it_may_take_is_there(tokens_of: Callable[[int], DayBudget]) -> None:
    model = StandingModel(an_answer())

    # Each takes 12 in the end, but needs 50 beforehand: 12 + 12 + 12 + 12 + 50 ≤ 98 < 12 · 5 + 50.
    assert calls_until_used_up(BudgetedModel(model, "m", tokens_of(98), None)) == 5
    assert model.asked == 5


def test_an_answer_that_tells_no_tokens_took_the_most(tokens_of: Callable[[int], DayBudget]) -> None:
    assert calls_until_used_up(BudgetedModel(StandingModel(an_answer(None)), "m", tokens_of(98), None)) == 1


@pytest.mark.parametrize(
    ("error", "calls"),
    [
        (ModelUnavailable("model_unreachable", "Gone.", status=0), 50),
        (ModelUnavailable("model_rate_limited", "Slower.", status=429), 50),
        (ModelUnavailable("model_paused", "Paused.", status=0), 50),
        (ModelUnavailable("model_too_slow", "Too slow.", status=0), 1),
        (Stopped("model_stopped", "Stopped."), 1),
    ],
)
def test_only_what_may_be_billed_counts(
    tokens_of: Callable[[int], DayBudget], error: ModelUnavailable | Stopped, calls: int
) -> None:
    model = StandingModel(error)
    for _ in range(50):
        with pytest.raises((ModelUnavailable, Stopped)):
            BudgetedModel(model, "m", tokens_of(98), None).complete(ASKED, max_tokens=32)

    assert model.asked == calls


def test_money_is_counted_exactly_by_the_price(tmp_path: Path) -> None:
    budget = DayBudget(tmp_path / "budget.sqlite", Allowance(money=DOLLAR), CLOCK)

    # Beforehand 18 + 320 millionths of a dollar, in the end 5 + 70: 75 · 8 + 338 ≤ 1000 < 75 · 9 + 338.
    assert calls_until_used_up(BudgetedModel(StandingModel(an_answer()), "m", budget, PRICE)) == 9


@pytest.mark.parametrize("price", [None, ModelPrice(tokens_in=Decimal(1), tokens_out=Decimal(1), currency="CNY")])
def test_a_model_without_a_price_is_not_asked_where_money_is_limited(tmp_path: Path, price: ModelPrice | None) -> None:
    model = StandingModel(an_answer())
    budget = DayBudget(tmp_path / "budget.sqlite", Allowance(money=DOLLAR), CLOCK)
    with pytest.raises(ModelUnavailable) as error:
        BudgetedModel(model, "m", budget, price).complete(ASKED, max_tokens=32)

    assert (error.value.code, model.asked) == ("model_not_priced", 0)


def test_the_next_day_has_a_budget_of_its_own(tmp_path: Path) -> None:
    path, allowance = tmp_path / "budget.sqlite", Allowance(tokens=50)
    today = DayBudget(path, allowance, CLOCK)
    tomorrow = DayBudget(path, allowance, StandingClock(datetime(2026, 6, 17, tzinfo=UTC)))

    assert today.take(Used(tokens=50)) == "2026-06-16"
    with pytest.raises(ModelUnavailable):
        today.take(Used(tokens=1))
    assert tomorrow.take(Used(tokens=50)) == "2026-06-17"


def test_many_threads_never_take_more_than_there_is(tokens_of: Callable[[int], DayBudget]) -> None:
    def take(_: int) -> bool:
        try:
            tokens_of(100).take(Used(tokens=10))
        except ModelUnavailable:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(take, range(40))) == 10


def test_other_processes_share_it(tmp_path: Path) -> None:
    program = f"""
from datetime import UTC, datetime
from pathlib import Path
from assistant.adapters.clock import StandingClock
from assistant.adapters.model_budget import Allowance, DayBudget, Used
clock = StandingClock(datetime(2026, 6, 16, tzinfo=UTC))
for _ in range(10):
    try:
        DayBudget(Path({str(tmp_path / "budget.sqlite")!r}), Allowance(tokens=100), clock).take(Used(tokens=7))
        print("taken")
    except Exception:
        pass
"""
    running = [subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) for _ in range(3)]
    said = [process.communicate(timeout=60)[0] for process in running]

    assert "".join(said).count("taken") == 14


def test_a_file_that_is_none_stops_calls_and_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "budget.sqlite"
    path.write_bytes(b"this is no database" * 100)
    with pytest.raises(ModelUnavailable) as error:
        DayBudget(path, Allowance(tokens=100), CLOCK).take(Used(tokens=1))

    assert (error.value.code, error.value.details["path"]) == ("model_budget_unusable", str(path))


def test_only_its_owner_may_read_the_file(tokens_of: Callable[[int], DayBudget], tmp_path: Path) -> None:
    tokens_of(100).take(Used(tokens=1))

    assert (tmp_path / "budget.sqlite").stat().st_mode & 0o777 == 0o600
