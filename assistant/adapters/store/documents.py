"""Writes structured values of the domain as JSON text and reads them back exactly: every value carries its own type."""

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from assistant.domain import (
    ageing,
    arrangement,
    authority,
    brief,
    commitments,
    contract_terms,
    contracts,
    draft,
    finding,
    kinds,
    language,
    late_terms,
    ledger,
    message,
    model_calls,
    negotiation,
    parties,
    read_replies,
)
from assistant.domain.money import Money
from assistant.errors import BadAmount, WorkspaceUnusable

# What may stand in a document, by the name it is stored under: a class that is renamed keeps its old name here.
KEPT: Mapping[str, type] = {
    "Money": Money,
    "LocalText": language.LocalText,
    "Reason": language.Reason,
    "Contact": parties.Contact,
    "BankAccount": parties.BankAccount,
    "Creditor": parties.Creditor,
    "Signatory": parties.Signatory,
    "SenderRank": parties.SenderRank,
    "Customer": parties.Customer,
    "Person": parties.Person,
    "Invoice": ledger.Invoice,
    "Retention": ledger.Retention,
    "Payment": ledger.Payment,
    "CreditNote": ledger.CreditNote,
    "Allocation": ledger.Allocation,
    "AllocationBasis": ledger.AllocationBasis,
    "Proof": ledger.Proof,
    "ProofKind": ledger.ProofKind,
    "LedgerStamp": ledger.LedgerStamp,
    "Feed": ledger.Feed,
    "LateTerms": late_terms.LateTerms,
    "ReferenceRate": late_terms.ReferenceRate,
    "ScopeAnswer": late_terms.ScopeAnswer,
    "CheckedTerm": contract_terms.CheckedTerm,
    "Promise": commitments.Promise,
    "Dispute": commitments.Dispute,
    "Hold": commitments.Hold,
    "PaymentPlan": commitments.PaymentPlan,
    "PlannedDebt": commitments.PlannedDebt,
    "ContactMade": commitments.ContactMade,
    "Reply": commitments.Reply,
    "ReadReply": read_replies.ReadReply,
    "CauseNote": commitments.CauseNote,
    "Contract": contracts.Contract,
    "Rate": late_terms.Rate,
    "Per": late_terms.Per,
    "Instalment": commitments.Instalment,
    "Clause": contracts.Clause,
    "Authority": authority.Authority,
    "Offer": authority.Offer,
    "Arrangement": arrangement.Arrangement,
    "OfferMade": negotiation.OfferMade,
    "AuthorityRequest": negotiation.AuthorityRequest,
    "Agreement": negotiation.Agreement,
    "CustomerAnswer": negotiation.CustomerAnswer,
    "AcceptanceLink": negotiation.AcceptanceLink,
    "Source": brief.Source,
    "Fact": brief.Fact,
    "Excerpt": brief.Excerpt,
    "Grounds": brief.Grounds,
    "Override": brief.Override,
    "Brief": brief.Brief,
    "Mark": draft.Mark,
    "Stamp": draft.Stamp,
    "Draft": draft.Draft,
    "Finding": finding.Finding,
    "Report": finding.Report,
    "Suppression": finding.Suppression,
    "Suppressed": finding.Suppressed,
    "Endorsement": message.Endorsement,
    "Variant": message.Variant,
    "ModelCall": model_calls.ModelCall,
    "ChatMessage": model_calls.ChatMessage,
    "Language": language.Language,
    "Standing": parties.Standing,
    "Formality": parties.Formality,
    "Role": parties.Role,
    "Cause": commitments.Cause,
    "HoldReason": commitments.HoldReason,
    "OfferKind": authority.OfferKind,
    "InterestTreatment": commitments.InterestTreatment,
    "Return": arrangement.Return,
    "Party": negotiation.Party,
    "OfferStatus": negotiation.OfferStatus,
    "RequestStatus": negotiation.RequestStatus,
    "AgreementState": negotiation.AgreementState,
    "AnswerWay": negotiation.AnswerWay,
    "AnswerSaid": negotiation.AnswerSaid,
    "Bucket": ageing.Bucket,
    "MessageKind": kinds.MessageKind,
    "Channel": kinds.Channel,
    "Tone": kinds.Tone,
    "Stage": kinds.Stage,
    "FactKind": brief.FactKind,
    "SourceKind": brief.SourceKind,
    "Topic": brief.Topic,
    "TermField": contract_terms.TermField,
    "TermState": contract_terms.TermState,
    "Severity": finding.Severity,
    "Verdict": finding.Verdict,
    "Stance": finding.Stance,
    "Engine": finding.Engine,
    "Status": message.Status,
    "ModelRole": model_calls.ModelRole,
}
_NAMES = {kept: name for name, kept in KEPT.items()}


def to_text(value: object) -> str:
    """``value`` as JSON; raises TypeError for a value that no document may hold."""
    return json.dumps(_tagged(value), ensure_ascii=False, separators=(",", ":"))


def from_text(text: str) -> object:
    """The value that was written; raises WorkspaceUnusable when the text is damaged or of a newer program."""
    try:
        return _value(json.loads(text))
    except (ValueError, TypeError, KeyError, ArithmeticError, BadAmount) as error:
        raise WorkspaceUnusable(
            "record_damaged",
            "A stored document cannot be read: it is damaged, or a newer version of the program wrote it;"
            " restore a backup or update the program.",
        ) from error


def _tagged(value: object) -> object:  # noqa: PLR0911  (one line for each kind of value)
    name = _NAMES.get(type(value))
    if name and isinstance(value, Enum):
        return {f"${name}": value.value}
    if name and is_dataclass(value):
        return {f"${name}": {field.name: _tagged(getattr(value, field.name)) for field in fields(value)}}
    if isinstance(value, str):  # an enumeration that is not kept by name equals its own text
        return str(value)
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, tuple):
        return [_tagged(item) for item in value]
    if isinstance(value, Mapping):
        return _tagged_mapping(value)
    return _tagged_other(value)


def _tagged_mapping(value: Mapping[object, object]) -> object:
    if all(isinstance(key, str) and not key.startswith("$") for key in value):
        return {key: _tagged(item) for key, item in value.items()}
    return {"$map": [[_tagged(key), _tagged(item)] for key, item in value.items()]}


def _tagged_other(value: object) -> object:
    # A datetime is a date too, so it is asked first.
    if isinstance(value, datetime):
        return {"$datetime": value.isoformat()}
    if isinstance(value, date):
        return {"$date": value.isoformat()}
    if isinstance(value, Decimal):
        return {"$decimal": str(value)}
    if isinstance(value, list):
        return {"$list": [_tagged(item) for item in value]}
    if isinstance(value, set | frozenset):
        return {"$set": sorted((_tagged(item) for item in value), key=json.dumps)}
    raise TypeError(f"a document cannot hold a {type(value).__name__}; name its class in KEPT")


def _value(read: object) -> object:
    """What was written; a bare JSON array was a tuple."""
    if isinstance(read, list):
        return tuple(_value(item) for item in read)
    if not isinstance(read, dict):
        return read
    if len(read) == 1 and (tag := next(iter(read))).startswith("$"):
        return _PLAIN[tag](read[tag]) if tag in _PLAIN else _kept(KEPT[tag[1:]], read[tag])
    return {key: _value(item) for key, item in read.items()}


def _kept(shape: type, content: object) -> object:
    if isinstance(content, dict):
        return shape(**{name: _value(item) for name, item in content.items()})
    return shape(content)


_PLAIN: Mapping[str, Callable[[Any], object]] = {
    "$datetime": datetime.fromisoformat,
    "$date": date.fromisoformat,
    "$decimal": Decimal,
    "$list": lambda items: [_value(item) for item in items],
    "$set": lambda items: frozenset(_value(item) for item in items),
    "$map": lambda pairs: {_value(key): _value(item) for key, item in pairs},
}
