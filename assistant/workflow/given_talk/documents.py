"""How an answer to a customer's words looks in JSON: the line of ``tactful negotiate --jsonl``."""

from collections.abc import Mapping
from datetime import date

from assistant.domain.arrangement import Arrangement
from assistant.domain.authority import OfferKind
from assistant.domain.brief import Refusal
from assistant.domain.commitments import Cause
from assistant.domain.money import Money, total
from assistant.domain.reading import PromiseRead
from assistant.negotiation.option import Option, Price
from assistant.wording import Wording
from assistant.workflow.draft_document import draft_document
from assistant.workflow.draft_given import Written
from assistant.workflow.given_talk.answering import Answered


def answer_document(answered: Answered, words: Wording) -> dict[str, object]:
    """The reading, the options best first, the letter of our move, and what has to be asked."""
    today = answered.situation.today
    where = answered.position
    held = answered.contested
    options = [option_document(option, today, words, held) for option in _best_first(where.options, where.move)]
    options += [{**option_document(each, today, words), "once_settled": True} for each in answered.once_settled]
    return {
        "reading": _reading(answered),
        "options": options,
        "agreed": answered.agreed,
        "proposed": where.proposed.id if where.proposed else None,
        "limit": where.limit.id,
        "next_rung": where.next_rung,
        "why": [words.reason(reason) for reason in where.why],
        "reply": _reply(answered.reply, words),
        "doubts": [{"code": reason.code, "message": words.reason(reason)} for reason in answered.doubts],
    }


def option_document(
    option: Option, today: date, words: Wording, contested: Mapping[str, Money] | None = None
) -> dict[str, object]:
    """One option; amounts are decimal texts in major units, ``terms`` names what applies.

    What is ``contested`` of each invoice is owed besides: it stays in ``remaining``.
    """
    made, ruling = option.arrangement, option.ruling
    return {
        "id": option.id,
        "by": option.by,
        "kind": made.kind,
        "terms": terms_document(made, today, contested or {}),
        "schedule": [{"date": part.due.isoformat(), "amount": _major(part.amount)} for part in made.schedule],
        "present_value": _major(option.price.present_value),
        "within_authority": ruling.within,
        "needs_approval_by": None if ruling.within else ruling.approver,
        "beyond": [words.reason(reason) for reason in ruling.beyond],
        "price": _price(option.price),
        "fit": option.fit,
        "why_fit": [words.reason(reason) for reason in option.why_fit],
        "gives": [words.reason(reason) for reason in option.gives],
        "asks": [words.reason(reason) for reason in option.asks],
    }


def terms_document(made: Arrangement, today: date, contested: Mapping[str, Money]) -> dict[str, object]:
    """What an arrangement is made of; schedule and ``remaining`` come to the sums above them, less what is given up."""
    apart = total(contested.values(), made.currency)
    several = len(made.schedule) > 1
    given = {
        "interest_waived": _major(made.interest_waived) if made.interest_waived else None,
        "discount_pct": f"{made.discount_pct.normalize():f}" if made.discount else None,
        "discount_amount": _major(made.discount) if made.discount else None,
        "fees": _major(made.fees) if made.fees else None,
        "instalments": len(made.schedule) if several else None,
        "first_payment": _major(made.schedule[0].amount) if several else None,
        "extension_days": _days(made, today),
        "method": made.method or None,
        "security": made.security or None,
        "lapses_on": made.lapses_on.isoformat() if made.lapses_on else None,
    }
    return {
        "outstanding": _major(made.outstanding + apart),
        "late_interest": _major(made.late_interest),
        **{key: value for key, value in given.items() if value is not None},
        "remaining": _major(made.remaining + apart),
        **({"contested": [{"invoice": no, "amount": _major(sum_)} for no, sum_ in contested.items()]} if apart else {}),
        "interest": made.interest,
        "invoices": list(made.invoice_nos),
        "returns": list(made.returns),
    }


def _days(made: Arrangement, today: date) -> int | None:
    timed = made.kind in (OfferKind.EXTENSION, OfferKind.PART_NOW)
    return (made.last_day - today).days if timed and made.last_day else None


def _best_first(options: tuple[Option, ...], move: Option) -> list[Option]:
    return [move, *(option for option in options if option is not move)]


def _price(price: Price) -> dict[str, object]:
    return {"cost": _major(price.cost), "days": price.days, "exposure": _major(price.exposure)}


def _reading(answered: Answered) -> dict[str, object]:
    reading, asked = answered.bargain.reading, answered.asked
    found: dict[str, object] = {
        "cause": answered.cause if answered.cause is not Cause.UNKNOWN else "unknown",
        "asks": _asks(answered),
        "accepts": answered.accepts,
        "language": answered.language,
    }
    if reading.promise:
        found["promise"] = _promise(reading.promise)
    if asked and asked.instalments is not None:
        found["instalments"] = asked.instalments
    named = {
        "first_payment": asked and asked.first_payment and _named(asked.first_payment),
        "per_instalment": asked and asked.per_instalment and _named(asked.per_instalment),
        "until": asked and asked.until and asked.until.isoformat(),
        "extension_days": asked and asked.extension_days,
        "discount_pct": asked and asked.discount_pct is not None and f"{asked.discount_pct.normalize():f}",
        "waive_interest": asked and asked.waive_interest,
        "quote": asked and asked.quote,
    }
    signs = [sign.value for sign in reading.signs]
    return {**found, **{key: value for key, value in named.items() if value}, **({"signs": signs} if signs else {})}


def _asks(answered: Answered) -> list[str]:
    """What they ask for; of two ways that exclude each other, what is read of them."""
    proposal = answered.bargain.reading.proposal
    if answered.bargain.undecided and proposal:
        return [kind.value for kind in proposal.kinds]
    return [kind.value for kind in answered.asked.kinds] if answered.asked else []


def _promise(promise: PromiseRead) -> dict[str, object]:
    return {
        "amount": None if promise.amount is None else f"{promise.amount:f}",
        "currency": promise.currency or None,
        "date": promise.day.isoformat() if promise.day else None,
        "conditional": promise.conditional,
        "quote": promise.evidence.quote,
    }


def _named(amount: Money) -> dict[str, str]:
    return {"amount": _major(amount), "currency": amount.currency}


def _reply(reply: Written | Refusal, words: Wording) -> dict[str, object]:
    if isinstance(reply, Refusal):
        return {"refused": words.reason(reply.reason), "code": reply.reason.code}
    document = draft_document(reply.brief, reply.draft, reply.report, words)
    return {"kind": reply.brief.kind, **document}


def _major(amount: Money) -> str:
    return f"{amount.decimal:f}"
