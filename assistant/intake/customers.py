"""Decides what a row says about the customer, and what may be assumed where it says nothing."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from assistant.domain.kinds import Channel
from assistant.domain.language import Language
from assistant.domain.parties import Contact, Customer, Formality, Standing
from assistant.errors import BadInput
from assistant.intake.cleaning import look_alikes, narrow
from assistant.intake.reading import AcceptedRow, CustomerRead, Remark
from assistant.intake.rows import Row, is_lost, is_unknown
from assistant.intake.script import language_of
from assistant.intake.words import ImportWords

FIELDS = (
    "customer_name", "contact", "salutation", "position", "email", "phone", "address",
    "preferred_channel", "formality", "language", "region", "timezone", "customer_since", "standing",
)  # fmt: skip
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_REGION_OF_CURRENCY = {"CNY": "CN", "TWD": "TW", "HKD": "HK", "SGD": "SG", "MOP": "MO", "GBP": "GB"}


_FIELDS = frozenset(FIELDS)
# What a row says about its customer depends on these cells alone; the currency may tell the region.
CUSTOMER_CELLS = ("customer_code", "currency", *FIELDS)


class CustomerReader:
    """Reads each customer once: rows whose cells about the customer are the same share one `CustomerRead`."""

    def __init__(self) -> None:
        self._known: dict[tuple[str | None, ...], CustomerRead | None] = {}
        self._given: dict[frozenset[str], frozenset[str]] = {}
        self._remarks: dict[int, tuple[Remark, ...]] = {}

    def read(self, row: Row) -> CustomerRead | None:
        """The customer of ``row``, or None when it names only a code; raises BadInput for values that make no sense.

        What is odd about the customer is kept for `remarks`, not put on the row.
        """
        key = tuple(map(row.cells.get, CUSTOMER_CELLS))
        if key not in self._known:
            self._known[key] = self._read(row)
        return self._known[key]

    def remarks(self, rows: Iterable[AcceptedRow]) -> Iterator[Remark]:
        """What is odd about the customers of ``rows``, each once, on the first row that names the customer so."""
        waiting = dict(self._remarks)
        for row in rows if waiting else ():
            for remark in waiting.pop(id(row.customer), ()):
                yield replace(remark, file=row.file, row=row.row)

    def _read(self, row: Row) -> CustomerRead | None:
        before = len(row.remarks)
        customer = read_customer(row)
        if customer is None:
            return None
        given = frozenset(field for field, text in row.cells.items() if text and field in _FIELDS and not is_lost(text))
        read = CustomerRead(customer=customer, given=self._given.setdefault(given, given))
        if len(row.remarks) > before:
            self._remarks[id(read)] = tuple(row.remarks[before:])
            del row.remarks[before:]
        return read


def read_customer(row: Row) -> Customer | None:
    """What ``row`` says of its customer, with what may be assumed besides; None when it names only a code."""
    code, name = row.code("customer_code"), row.text("customer_name")
    if not name or is_unknown(narrow(name)):
        return None
    row.require_result("customer_name")
    if letters := look_alikes(code):
        message = f"{code} is written with letters that look like Latin ones but are not ({letters}); check the code."
        row.remark("looks_alike", message, text=code, letters=letters)
    region = _region(row, name)
    return Customer(
        code=code,
        name=name,
        contact=Contact(
            name=row.aside("contact"),
            salutation=row.aside("salutation"),
            email=email_address(row.text("email")),
            phone=narrow(row.aside("phone")),
            position=row.aside("position"),
            address=row.aside("address"),
            channel=channel_named(row.text("preferred_channel"), row.terms.words),
            formality=formality_named(row.text("formality"), row.terms.words),
        ),
        language=_language(row, name, region),
        region=region,
        timezone=_timezone(row, region),
        standing=_standing(row),
        since=_since(row),
    )


def email_address(text: str) -> str:
    """Exactly one address, or none; raises BadInput."""
    email = narrow(text)
    if email and not _EMAIL.fullmatch(email):
        raise BadInput("bad_email", f"{email!r} is not one e-mail address; give exactly one.", text=email)
    return email


def _language(row: Row, name: str, region: str) -> Language:
    text = row.text("language")
    if not text:
        guess = language_of(name)
        if guess.is_chinese and guess is Language.ZH_HANS and region in ("TW", "HK", "MO"):
            return Language.ZH_HANT  # a name may hold no character in which the scripts differ
        return guess
    return language_named(text, row.terms.words)


def language_named(text: str, words: ImportWords) -> Language:
    """The language that ``text`` names in any of the three; raises BadInput."""
    found = words.language(text)
    if found is None:
        message = f"{text!r} is not a language that letters are written in; use zh-Hans, zh-Hant or en."
        raise BadInput("unknown_language", message, text=text)
    return Language(found)


def channel_named(text: str, words: ImportWords) -> Channel | None:
    """The way that ``text`` names by which a customer prefers to hear from us, None for no text; raises BadInput."""
    found = words.channel(text) if text else ""
    if found is None:
        message = f"{text!r} is not a way to reach a customer; use email, sms, phone or letter."
        raise BadInput("unknown_channel", message, text=text)
    return Channel(found) if found else None


def formality_named(text: str, words: ImportWords) -> Formality | None:
    """How ``text`` wants the customer greeted, None for no text; raises BadInput."""
    found = words.formality(text) if text else ""
    if found is None:
        raise BadInput("unknown_formality", f"{text!r} is not a way to write; use formal or plain.", text=text)
    return Formality(found) if found else None


def region_named(text: str, words: ImportWords) -> str:
    """The ISO country that ``text`` names; raises BadInput."""
    found = words.region(text) or (text.upper() if re.fullmatch("[A-Za-z]{2}", text) else None)
    if found is None:
        raise BadInput("unknown_region", f"{text!r} is not a region; use a country code such as CN.", text=text)
    return found


_NO_PLACE = frozenset({"localtime", "posixrules", "Factory"})


def zone_named(text: str) -> str:
    """``text``, which has to be an IANA time zone; raises BadInput.

    A folder of zones, such as ``Asia``, is none, nor is the name by which a machine knows its own.
    """
    try:
        if text in _NO_PLACE:
            raise ValueError(text)
        ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        message = f"{text!r} is not an IANA time zone; use one such as Asia/Shanghai."
        raise BadInput("unknown_timezone", message, text=text) from error
    return text


def _region(row: Row, name: str) -> str:
    words, text = row.terms.words, row.text("region")
    if text:
        return region_named(text, words)
    phone = narrow(row.text("phone"))
    told = (words.region_of_phone(phone) if phone else None) or _region_of_currency(row)
    if told:
        return told
    home = row.terms.options.home_region
    message = f"nothing tells the region of {name}; {home} is assumed for holidays and office hours."
    row.remark("region_assumed", message, customer=row.text("customer_code"), region=home)
    return home


def _region_of_currency(row: Row) -> str | None:
    code = row.terms.words.currency(row.text("currency"))
    return _REGION_OF_CURRENCY.get(code or "")


def _timezone(row: Row, region: str) -> str:
    text = row.text("timezone")
    if text:
        return zone_named(text)
    known = row.terms.words.regions.get(region)
    if known is None:
        message = f"the time zone of region {region} is not known here; give it in a column timezone."
        raise BadInput("missing_timezone", message, region=region)
    if known.several_zones:
        message = f"{region} has several time zones; {known.timezone} is assumed for office hours."
        row.remark("timezone_assumed", message, region=region, timezone=known.timezone)
    return known.timezone


def _standing(row: Row) -> Standing:
    text = row.text("standing")
    if not text:
        return Standing.STANDARD
    found = row.terms.words.standing(text)
    if found is None:
        raise BadInput("unknown_standing", f"{text!r} is not a standing; use key, standard or small.", text=text)
    return Standing(found)


def _since(row: Row) -> int | None:
    text = narrow(row.text("customer_since"))
    if not text:
        return None
    found = re.fullmatch(r"((?:19|20)[0-9]{2})(?:年|[-/.年].*)?", text, re.ASCII)
    if found is None:
        raise BadInput("not_a_year", f"{text!r} is not a year; write it like 2016.", text=text)
    return int(found[1])
