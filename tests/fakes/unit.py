"""The state that every part of a transaction in memory works on."""

from datetime import UTC

from assistant.domain.parties import Creditor, Customer
from assistant.errors import NotFound
from assistant.ports import Clock
from tests.fakes.state import State


class MemoryUnit:
    def __init__(self, state: State, clock: Clock) -> None:
        self._state = state
        self._clock = clock

    def customer(self, code: str) -> Customer:
        if code not in self._state.customers:
            raise NotFound("unknown_customer", f"There is no customer {code!r}; import it first.", customer=code)
        return self._state.customers[code]

    def _put(self, kept: dict, key: object, value: object) -> bool:  # type: ignore[type-arg]
        before = kept.get(key)
        kept[key] = value
        if before is not None and before != value:
            parts = key if isinstance(key, tuple) else (key,) if not isinstance(value, Creditor) else ()
            self._state.earlier.append((type(before), parts, self._clock.now().astimezone(UTC), before))
        return before != value
