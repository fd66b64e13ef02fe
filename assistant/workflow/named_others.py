"""Finds in a model's letter the names and addresses of customers whom it is not about."""

import re

from assistant.domain.brief import Brief, FactKind
from assistant.domain.draft import Draft
from assistant.folding import fold
from assistant.prompting.ledger_names import Known, Ledger

_TELLING = frozenset({FactKind.COMPANY, FactKind.PERSON, FactKind.EMAIL, FactKind.PHONE, FactKind.ACCOUNT})
# Shorter pieces of a name are words as well; a person's whole name counts however short it is.
_FEWEST_HAN, _FEWEST_OTHERS = 4, 8
_HAN = re.compile(r"[\u3400-\u9fff]")
_OTHER = re.compile(r"[^\W_]")


def names_others(draft: Draft, brief: Brief, ledger: Ledger) -> bool:
    """Whether a company, person or address of the record stands in ``draft`` that no fact of ``brief`` holds."""
    text, own = draft.text, "\n".join(fold(str(fact.value)) for fact in brief.grounds.facts)
    folded = fold(text)
    return any(
        known.kind in _TELLING and _says_enough(folded[start:end], known) and folded[start:end] not in own
        for start, end, known in ledger.places(text, folded)
    )


def _says_enough(name: str, known: Known) -> bool:
    if known.kind is FactKind.PERSON and name == fold(known.text):
        return True
    han = len(_HAN.findall(name))
    return han >= _FEWEST_HAN or len(_OTHER.findall(name)) - han >= _FEWEST_OTHERS
