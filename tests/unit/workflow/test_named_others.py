"""A model's letter names nobody of the record but those whom its brief knows."""

import pytest

from assistant.domain.brief import FactKind
from assistant.domain.draft import Draft, Stamp
from assistant.prompting.ledger_names import Known, Ledger
from assistant.workflow.named_others import names_others
from tests.builders import a_brief

BRIEF = a_brief("EN")
LEDGER = Ledger(
    (
        Known(FactKind.COMPANY, "Copperwind Outdoor, Inc.", "EN04"),
        Known(FactKind.COMPANY, "鹿门远山商贸有限公司", "CN07"),
        Known(FactKind.PERSON, "Aoife Brannigan", "EN02"),
        Known(FactKind.PERSON, "闻溪", "CN07"),
        Known(FactKind.EMAIL, "pay@copperwind.example", "EN04"),
        Known(FactKind.COMPANY, str(BRIEF.grounds.value("customer_name")), "EN01"),
    )
)


def says(text: str) -> bool:
    return names_others(Draft(subject="", body=text, marks=(), stamp=Stamp(writer="model")), BRIEF, LEDGER)


@pytest.mark.parametrize(
    "text",
    [
        "COPPERWIND  Outdoor is on a plan with us.",
        "Write to pay@copperwind.example instead.",
        "鹿門遠山也在分期還款。",
        "Aoife Brannigan never keeps us waiting.",
        "闻溪女士从不让我们久等。",
    ],
)
def test_another_customer_is_found_however_it_is_written(text: str) -> None:
    assert says(text)


@pytest.mark.parametrize(
    "text",
    [
        f"Dear Ms Tan, this is about {BRIEF.grounds.value('customer_name')}.",
        "The wind was in the copper; outdoors it is cold.",
        "鹿群在门外的远山。",
        "",
    ],
)
def test_whom_the_brief_knows_and_mere_words_are_not(text: str) -> None:
    assert not says(text)
