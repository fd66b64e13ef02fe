"""What a user says about files on the command line, so that nothing in them has to be guessed."""

from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from assistant.errors import BadInput

if TYPE_CHECKING:
    from assistant.intake.reading import Options

T = TypeVar("T", bound=StrEnum)


def reading_options(
    *, date_order: str | None, decimal_mark: str | None, currency: str, sign: list[str], encoding: str
) -> "Options":
    """The options as an import takes them; raises BadInput for a value that no option has."""
    from assistant.intake.reading import DateOrder, DecimalMark, Options

    return Options(
        date_order=_choice(DateOrder, date_order, "--date-order"),
        decimal_mark=_choice(DecimalMark, decimal_mark, "--decimal-mark"),
        currency=_currency(currency),
        signs=dict(_sign(pair) for pair in sign),
        encoding=encoding,
    )


def _choice(kind: type[T], value: str | None, option: str) -> T | None:
    if value is None:
        return None
    try:
        return kind(value)
    except ValueError as error:
        allowed = ", ".join(member.value for member in kind)
        message = f"{option} takes one of {allowed}, not {value!r}."
        raise BadInput("bad_choice", message, option=option, allowed=allowed) from error


def _sign(pair: str) -> tuple[str, str]:
    sign, equals, currency = pair.partition("=")
    if not (sign and equals and currency):
        raise BadInput("bad_sign", f"--sign takes a sign and a currency such as '$=HKD', not {pair!r}.", text=pair)
    return sign, _currency(currency)


def _currency(code: str) -> str:
    """An ISO 4217 code in capitals, or nothing; raises BadAmount for one that is not known."""
    from assistant.domain.money import Money

    return Money.zero(code.upper()).currency if code else ""
