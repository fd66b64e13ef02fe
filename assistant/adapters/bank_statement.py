"""Decides what a camt.053 bank statement says, entry by entry; a process of its own reads the XML.

Of every version (001.02 to 001.14) the elements are known by their names alone: they moved and grew, but never changed
their meaning. What an entry means for customers is decided by `assistant.intake.bank_camt`.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import UnreadableFile

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from assistant.adapters.apart import Kept
    from assistant.ports import Table

_MOST_BYTES = 20_000_000
_BANK_TO_CUSTOMER = ("BkToCstmrStmt",)
# Banks write this where the payer gave none.
_NO_REFERENCE = frozenset({"NOTPROVIDED", "NONREF", "NOT PROVIDED"})

Emit = Callable[[object], None]


def read_statement(path: Path) -> "Table":
    """The entries of the statements in ``path`` as a table of `assistant.intake.bank_camt.COLUMNS`.

    A batch gives a row for each of its parts; the row number is that of the entry in the file. Raises UnreadableFile.
    """
    from assistant.adapters.apart import Kept
    from assistant.intake.bank_camt import COLUMNS
    from assistant.ports import Table

    return Table(name=path.name, columns=COLUMNS, rows=_Rows(kept=Kept("camt", path), columns=COLUMNS))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Rows:
    kept: "Kept"
    columns: tuple[str, ...]

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        for line in self.kept.lines():
            said = json.loads(line)
            yield int(said["entry"]), [said.get(column, "") for column in self.columns]


def parse(path: Path, emit: Emit) -> None:
    """In the child process: an object for each statement, and one for each part of an entry. Raises UnreadableFile."""
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException

    if path.stat().st_size > _MOST_BYTES:
        raise UnreadableFile("too_large", f"{path.name} is larger than 20 MB; ask for shorter periods.", name=path.name)
    try:
        found = _parse(path, emit)
    except (ParseError, DefusedXmlException, ValueError) as error:
        message = f"{path.name} is damaged and cannot be read; open it in its own program, save it again, and retry."
        raise UnreadableFile("damaged_file", message, name=path.name) from error
    if not found:
        message = f"{path.name} is no bank statement in the form camt.053; ask the bank for that, or for a table."
        raise UnreadableFile("not_a_statement", message, name=path.name)


def _parse(path: Path, emit: Emit) -> bool:
    """Whether there was a statement."""
    from defusedxml.ElementTree import iterparse

    statement: Element | None = None
    told: dict[str, str] = {}
    count, is_statement = 0, False
    for event, element in iterparse(path, events=("start", "end"), forbid_dtd=True):
        tag = _local(element)
        if event == "start":
            is_statement |= tag in _BANK_TO_CUSTOMER
            if tag == "Stmt" and is_statement:
                statement, told = element, {}
        elif statement is None:
            continue
        elif tag == "Ntry":
            count += 1
            told = told or _told(statement)
            for said in _entry(element):
                emit({"entry": count} | told | said)
            statement.remove(element)
        elif element is statement:
            # The statement itself: also one without a single entry says how far it reaches.
            emit({"entry": count, "status": "END"} | (told or _told(element)))
            statement = None
            element.clear()
    return is_statement


def _told(statement: "Element") -> dict[str, str]:
    """What a statement says before its entries: the account's currency, and until when it is complete."""
    _bare(statement)
    until = _text(statement, "FrToDt/ToDtTm") or _text(statement, "CreDtTm")
    return {"until": until, "account_currency": _text(statement, "Acct/Ccy")}


def _entry(element: "Element") -> Iterator[dict[str, str]]:
    _bare(element)
    amount, currency = _amount(element, "Amt")
    parts = element.findall("NtryDtls/TxDtls")
    entry = {
        "status": _text(element, "Sts/Cd") or _text(element, "Sts/Prtry") or _text(element, "Sts"),
        "side": _text(element, "CdtDbtInd"),
        "reversal": _text(element, "RvslInd"),
        "booked": _day(element, "BookgDt") or _day(element, "ValDt"),
        "entry_amount": amount,
        "entry_currency": currency,
        "servicer_reference": _given(_text(element, "AcctSvcrRef")),
        "entry_reference": _given(_text(element, "NtryRef")),
        "parts": str(len(parts)),
        "info": _text(element, "AddtlNtryInf"),
    }
    if not parts:
        yield entry
    for place, part in enumerate(parts, start=1):
        yield entry | {"part": str(place)} | _part(part)


def _part(part: "Element") -> dict[str, str]:
    amount, currency = _amount(part, "Amt")
    if not amount:
        amount, currency = _amount(part, "AmtDtls/TxAmt/Amt")
    instructed, instructed_currency = _amount(part, "AmtDtls/InstdAmt/Amt")
    return {
        "amount": amount,
        "currency": currency,
        "part_side": _text(part, "CdtDbtInd"),
        "instructed": instructed,
        "instructed_currency": instructed_currency,
        "bank_reference": _given(_text(part, "Refs/AcctSvcrRef")),
        "end_to_end": _given(_text(part, "Refs/EndToEndId")),
        "payer": _name(part, "Dbtr"),
        "payee": _name(part, "Cdtr"),
        "on_behalf_of": _name(part, "UltmtDbtr"),
        "reference": _texts(part, "RmtInf/Strd/CdtrRefInf/Ref", "RmtInf/Strd/RfrdDocInf/Nb"),
        "remittance": _texts(part, "RmtInf/Ustrd", "RmtInf/Strd/AddtlRmtInf", "AddtlTxInf"),
        "return_reason": _text(part, "RtrInf/Rsn/Cd") or _text(part, "RtrInf/Rsn/Prtry"),
    }


def _name(part: "Element", party: str) -> str:
    """Newer versions say whether a party is a company or an agent, older ones name it at once."""
    ways = ("Pty/Nm", "Nm", "Agt/FinInstnId/Nm")
    return next(filter(None, (_text(part, f"RltdPties/{party}/{way}") for way in ways)), "")


def _amount(element: "Element", path: str) -> tuple[str, str]:
    """The figure as it stands and its currency; empty where either is not there."""
    found = element.find(path)
    return (_clean(found.text), found.get("Ccy", "")) if found is not None else ("", "")


def _day(element: "Element", path: str) -> str:
    return _text(element, f"{path}/Dt") or _text(element, f"{path}/DtTm")[:10]


def _given(reference: str) -> str:
    return "" if reference.upper() in _NO_REFERENCE else reference


def _texts(element: "Element", *paths: str) -> str:
    return " ".join(filter(None, (_clean(found.text) for path in paths for found in element.findall(path))))


def _text(element: "Element", path: str) -> str:
    return _clean(element.findtext(path))


def _bare(element: "Element") -> None:
    """Leave the names of the elements without that of the version."""
    for each in element.iter():
        each.tag = _local(each)


def _local(element: "Element") -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _clean(text: str | None) -> str:
    return " ".join(text.split()) if text else ""
