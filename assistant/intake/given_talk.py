"""Turns one line of ``tactful negotiate --jsonl`` into a talk: record, newest words, and what was said before."""

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.domain.language import Language
from assistant.domain.negotiation import Party
from assistant.errors import BadInput
from assistant.intake.given_record import checked_record
from assistant.intake.given_shapes import GivenRecord
from assistant.intake.given_task import given_region
from assistant.intake.script import language_of, tells_no_script

# Fewer letters than these tell no language: "OK" is said everywhere.
_TELLING = 12
# Where these are paid in, Chinese words that tell no script are Traditional.
_TRADITIONAL = frozenset({"TWD", "HKD", "MOP"})


@dataclass(frozen=True, kw_only=True, slots=True)
class GivenTurn:
    """One turn of the talk so far: ``offer`` is the JSON of an option, None where only words were said."""

    who: Party
    text: str = ""
    offer: Mapping[str, object] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class GivenTalk:
    """A negotiation given by hand: ``raw`` is the record as it came, ``proposal`` what the customer says now."""

    id: str
    record: GivenRecord
    raw: Mapping[str, object]
    proposal: str
    history: tuple[GivenTurn, ...]
    language: Language
    region: str
    writer: str = "composer"


def talk_from_line(line: Mapping[str, object]) -> GivenTalk:
    """The talk in ``line``; raises BadInput that names what is missing or malformed. Keys beside ours are left alone.

    Without a language of its own the customer is answered in that of their words, of the record where these are too
    few to tell.
    """
    raw, proposal = line.get("record"), line.get("proposal")
    if not isinstance(raw, Mapping):
        raise _bad("record", "an object, as for tactful draft --jsonl")
    if not isinstance(proposal, str):
        raise _bad("proposal", "the customer's words")
    record = checked_record(raw)
    history = _history(line.get("history"))
    if history and history[-1].who is Party.CUSTOMER and history[-1].text.strip() == proposal.strip() != "":
        history = history[:-1]
    language = record.language or _language(proposal, history, record)
    region = str(line.get("region") or "") or given_region(language, record.currency)
    return GivenTalk(
        id=str(line.get("id", "")),
        record=record,
        raw=raw,
        proposal=proposal,
        history=history,
        language=language,
        region=region,
        writer=str(line.get("writer") or "composer"),
    )


def _history(raw: object) -> tuple[GivenTurn, ...]:
    if raw is None:
        return ()
    if not isinstance(raw, list):
        raise _bad("history", "a list of turns")
    return tuple(_turn(each) for each in raw)


def _turn(raw: object) -> GivenTurn:
    given = raw if isinstance(raw, Mapping) else {}
    who = next((party for party in Party if party.value == given.get("who")), None)
    text, offer = given.get("text") or "", given.get("offer")
    if who is None or not isinstance(text, str) or not (offer is None or isinstance(offer, Mapping)):
        raise _bad("history", 'turns such as {"who": "us", "text": "…", "offer": {…}}')
    return GivenTurn(who=who, text=text, offer=offer or None)


def _language(proposal: str, history: tuple[GivenTurn, ...], record: GivenRecord) -> Language:
    """That of the customer's words, newest first, as far as they tell; else that of the record, or of its money."""
    said = [proposal, *(turn.text for turn in reversed(history) if turn.who is Party.CUSTOMER)]
    known = f"{record.customer}{record.contact}{record.contract}"
    by_record = language_of(known)
    open_script = not by_record.is_chinese or tells_no_script(known)
    chinese = Language.ZH_HANT if record.currency in _TRADITIONAL and open_script else by_record
    for text in said:
        found = language_of(text)
        short = by_record is Language.ZH_HANT and len(text) < _TELLING
        if found is Language.ZH_HANS and chinese is Language.ZH_HANT and (short or tells_no_script(text)):
            continue
        if found.is_chinese or sum(letter.isalpha() for letter in text) >= _TELLING:
            return found
    return chinese if any(language_of(text).is_chinese for text in said) else by_record


def _bad(key: str, wanted: str) -> BadInput:
    message = f"The line is wrong at {key!r}; give {wanted}."
    return BadInput("bad_negotiation_line", message, key=key, wanted=wanted)
