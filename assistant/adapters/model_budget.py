"""Decides whether a call may still be paid for today: tokens and money of one workspace, whatever asks for them."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from assistant.adapters.private_file import opened
from assistant.adapters.tokens import most_tokens
from assistant.adapters.told_model import NOT_SENT
from assistant.domain.model_prices import Cost, ModelPrice
from assistant.errors import ModelUnavailable
from assistant.ports import UNWATCHED, ChatMessage, ChatModel, Clock, Completion, Watch

_MAKE = "CREATE TABLE IF NOT EXISTS used (day TEXT PRIMARY KEY, tokens INTEGER NOT NULL, money TEXT NOT NULL)"
_READ = "SELECT tokens, money FROM used WHERE day = ?"
_WRITE = "INSERT OR REPLACE INTO used VALUES (?, ?, ?)"
_BAD = (OSError, sqlite3.Error, ValueError, ArithmeticError)


@dataclass(frozen=True, kw_only=True, slots=True)
class Used:
    """Tokens, and money in the currency of the budget."""

    tokens: int = 0
    money: Decimal = Decimal(0)

    def __add__(self, other: "Used") -> "Used":
        return Used(tokens=self.tokens + other.tokens, money=self.money + other.money)

    def __sub__(self, other: "Used") -> "Used":
        return Used(tokens=self.tokens - other.tokens, money=self.money - other.money)


@dataclass(frozen=True, kw_only=True, slots=True)
class Allowance:
    """The most of one day (UTC): ``tokens`` in and out together, 0 for any number; ``money``, None for any amount."""

    tokens: int = 0
    money: Cost | None = None


class DayBudget:
    """What was used of an allowance, in one file for any number of threads and processes."""

    def __init__(self, path: Path, allowance: Allowance, clock: Clock) -> None:
        """``path`` is made, with its folder, at the first call."""
        self._path = path
        self._clock = clock
        self.allowance = allowance

    def take(self, most: Used) -> str:
        """The day from which ``most`` was taken; raises ModelUnavailable when it has not that much left."""
        day = self._clock.now().date().isoformat()
        try:
            with opened(self._path, _MAKE) as file:
                used = _read(file, day) + most
                if self._is_over(used):
                    raise ModelUnavailable("model_budget_used_up", "The day's budget for models is used up.", day=day)
                file.execute(_WRITE, (day, used.tokens, str(used.money)))
        except _BAD as error:
            raise ModelUnavailable(
                "model_budget_unusable",
                f"{self._path} cannot be read or written, so nobody knows what models may still cost; remove it.",
                path=str(self._path),
            ) from error
        return day

    def give_back(self, day: str, rest: Used) -> None:
        """Give back what was taken from ``day`` and not used; what cannot be given back stays taken."""
        try:
            with opened(self._path, _MAKE) as file:
                used = _read(file, day) - rest
                file.execute(_WRITE, (day, used.tokens, str(used.money)))
        except _BAD:
            return

    def _is_over(self, used: Used) -> bool:
        tokens, money = self.allowance.tokens, self.allowance.money
        return bool(tokens and used.tokens > tokens) or bool(money and used.money > money.amount)


class BudgetedModel:
    """A ports.ChatModel around another that is asked only while the day's budget reaches for the most it may cost.

    What a call took less is given back after it. What it took where nobody told, and of a call that was broken off, is
    the most: it may be billed.
    """

    def __init__(self, model: ChatModel, name: str, budget: DayBudget, price: ModelPrice | None) -> None:
        """``price`` is of the model ``name``, which must have one in the currency of a budget of money."""
        self._model = model
        self._name = name
        self._budget = budget
        self._price = price

    def complete(self, messages: Sequence[ChatMessage], *, max_tokens: int, watch: Watch = UNWATCHED) -> Completion:
        """The other's answer; raises ModelUnavailable at once when the budget is used up, and what the other raises."""
        most = self._used(most_tokens(messages, 0), max_tokens)
        day = self._budget.take(most)
        try:
            answer = self._model.complete(messages, max_tokens=max_tokens, watch=watch)
        except ModelUnavailable as error:
            if _is_free(error):
                self._budget.give_back(day, most)
            raise
        if answer.tokens_in is not None and answer.tokens_out is not None:
            self._budget.give_back(day, most - self._used(answer.tokens_in, answer.tokens_out))
        return answer

    def _used(self, tokens_in: int, tokens_out: int) -> Used:
        money = self._budget.allowance.money
        if not money:
            return Used(tokens=tokens_in + tokens_out)
        if not self._price or self._price.currency != money.currency:
            raise ModelUnavailable(
                "model_not_priced",
                f"Money for models is limited, but {self._name} has no price in {money.currency}; "
                "add it to prices.yaml.",
                model=self._name,
                currency=money.currency,
            )
        return Used(tokens=tokens_in + tokens_out, money=self._price.of(tokens_in, tokens_out).amount)


def _is_free(error: ModelUnavailable) -> bool:
    """Whether a provider surely bills nothing: it was not reached, or said no."""
    return error.code in NOT_SENT or error.code == "model_unreachable" or bool(error.details.get("status"))


def _read(file: sqlite3.Connection, day: str) -> Used:
    row = file.execute(_READ, (day,)).fetchone()
    return Used(tokens=row[0], money=Decimal(row[1])) if row else Used()
