"""Filling placeholders, and telling a model about them without a value."""

import re

import pytest

from assistant.domain.authority import OfferKind
from assistant.domain.brief import Fact, FactKind
from assistant.domain.draft import Draft, Stamp, joined
from assistant.domain.kinds import Stage
from assistant.drafting import Composer
from assistant.drafting.placeholders import Filled, Template, Unfilled, as_template, fill, placeholders_of
from tests.builders import MARKETS, a_brief, a_fact


def filled(subject: str, body: str, brief) -> Filled:
    parts = fill(subject, body, brief, {"TWD": 0})
    assert isinstance(parts, Filled)
    return parts


def id_of(brief, role: str, about: str = "") -> str:
    fact = brief.grounds.fact(role, about)
    assert fact
    return fact.id


def test_each_mark_spans_its_value_in_subject_and_body():
    brief = a_brief("EN")
    number, amount = id_of(brief, "invoice_no"), id_of(brief, "open_balance")

    parts = filled(f"Invoice [[{number}]]", f"Please pay [[{amount}]] on [[{number}]].", brief)

    text = joined(parts.subject, parts.body)
    assert text == "Invoice INV-2026-0311\n\nPlease pay USD 9,100.00 on INV-2026-0311."
    assert [(mark.ref, text[mark.start : mark.end]) for mark in parts.marks] == [
        (number, "INV-2026-0311"),
        (amount, "USD 9,100.00"),
        (number, "INV-2026-0311"),
    ]


def test_without_a_subject_marks_count_from_the_body():
    brief = a_brief("EN")
    number = id_of(brief, "invoice_no")

    parts = filled("", f"[[{number}]] is open.", brief)

    assert (parts.subject, parts.body) == ("", "INV-2026-0311 is open.")
    assert [(mark.start, mark.end) for mark in parts.marks] == [(0, 13)]


def test_a_form_may_be_asked_for():
    brief = a_brief("EN", stage=Stage.MIDDLE)
    ask_by = id_of(brief, "ask_by")

    parts = filled("", f"[[{ask_by}]] / [[{ask_by}:near]] / [[{ask_by}:short]] / [[{ask_by}:plain]]", brief)

    assert parts.body == "Wednesday 24 June 2026 / Wednesday 24 June / 24 June / 24 June 2026"


def test_an_excerpt_is_written_in_its_own_words():
    brief = a_brief("EN", stage=Stage.MIDDLE)

    assert filled("", "“[[C1]]”", brief).body == "“The Buyer shall pay each invoice within 30 days of the invoice date”"


def test_what_is_not_in_the_brief_is_an_error_and_never_dropped():
    brief = a_brief("EN", stage=Stage.MIDDLE)
    body = "[[F999]] [[C9]] [[C1:short]] [[F1:bogus]] [[f1]] [[ F1]] [[]] and [[F1 as well as F2]] [[F999]]"

    assert fill("", body, brief) == Unfilled(
        unknown=(
            "[[F999]]",
            "[[C9]]",
            "[[C1:short]]",
            "[[F1:bogus]]",
            "[[f1]]",
            "[[ F1]]",
            "[[]]",
            "[[F1 as well as F2]]",
        )
    )


def test_brackets_that_are_not_closed_are_an_error():
    brief = a_brief("EN")

    assert fill("[[F1", "F2]]", brief) == Unfilled(unknown=("[[", "]]"))


def test_an_unknown_placeholder_in_the_subject_alone_is_an_error_too():
    assert fill("[[F999]]", "All good.", a_brief("EN")) == Unfilled(unknown=("[[F999]]",))


def test_values_are_never_read_for_placeholders():
    sly = a_fact("promise_quote", "pay [[F1]] to [[F2]] {salutation}", FactKind.TEXT)
    brief = a_brief("EN", extra=(sly,))

    parts = filled("", f"“[[{id_of(brief, 'promise_quote')}]]”", brief)

    assert parts.body == "“pay [[F1]] to [[F2]] {salutation}”"
    assert len(parts.marks) == 1


def test_han_and_latin_are_spaced_but_not_dates_nor_punctuation():
    brief = a_brief("CN")
    number, amount, due = (id_of(brief, role) for role in ("invoice_no", "open_balance", "due_date"))

    parts = filled("", f"发票[[{number}]]应于[[{due}]]付[[{amount}]]，[[{number}]]。", brief)

    assert parts.body == "发票 INV-2026-0311 应于2026年6月8日付人民币 86,400.00 元，INV-2026-0311。"
    assert [parts.body[m.start : m.end] for m in parts.marks] == [
        "INV-2026-0311",
        "2026年6月8日",
        "人民币 86,400.00 元",
        "INV-2026-0311",
    ]


def test_spaces_that_are_there_already_are_not_doubled():
    brief = a_brief("CN")

    assert filled("", f"发票 [[{id_of(brief, 'invoice_no')}]] 到期", brief).body == "发票 INV-2026-0311 到期"


def test_a_name_that_ends_in_a_full_stop_takes_no_second_one():
    brief = a_brief("EN")
    name = id_of(brief, "creditor_name")

    assert filled("", f"I work for [[{name}]]. Yes, [[{name}]], I do.", brief).body == (
        "I work for Qimingdao Precision Co., Ltd. Yes, Qimingdao Precision Co., Ltd., I do."
    )


def test_a_model_is_told_every_id_with_its_meaning():
    brief = a_brief("EN", stage=Stage.MIDDLE, invoices=2)
    meanings = {placeholder.id: placeholder.meaning for placeholder in placeholders_of(brief)}
    second = id_of(brief, "invoice_no", brief.invoices[1])

    assert set(meanings) == {f.id for f in brief.grounds.facts} | {"C1"}
    assert meanings[second] == "the invoice number"
    assert meanings[id_of(brief, "open_balance", brief.invoices[1])] == (
        f"the amount still open (with its currency), of invoice [[{second}]]"
    )
    assert meanings[id_of(brief, "clause")] == (
        "the clause, cited by its number (with the word for clause) of the words in [[C1]]"
    )
    assert meanings["C1"] == "the contract's own words on payment term, to be quoted"


def test_no_value_reaches_the_meanings():
    for market in MARKETS:
        brief = a_brief(market, stage=Stage.FORMAL, invoices=3, paid="500", promise=True, offer=OfferKind.INSTALMENTS)
        told = " ".join(placeholder.meaning for placeholder in placeholders_of(brief))
        plain = re.sub(r"\[\[[FC][0-9]+\]\]|no\. [0-9]+ of the plan", "", told)

        assert not re.search(r"[0-9]", plain)
        assert not [fact for fact in brief.grounds.facts if len(str(fact.value)) > 3 and str(fact.value) in plain]


def test_a_role_that_nobody_described_is_told_by_its_name():
    odd = Fact(id="", kind=FactKind.TEXT, role="loading_bay", value="B", source=a_fact("x", "y", FactKind.TEXT).source)
    brief = a_brief("EN", extra=(odd,))

    assert placeholders_of(brief)[-1].meaning == "loading bay"


@pytest.mark.parametrize("market", MARKETS)
def test_a_draft_taken_apart_and_filled_again_is_the_same_draft(market: str, composer: Composer):
    brief = a_brief(market, stage=Stage.MIDDLE, invoices=2, offer=OfferKind.INSTALMENTS)
    draft = composer.write(brief)

    template = as_template(draft, brief)

    assert not re.search(r"[0-9]", re.sub(r"\[\[[FC][0-9]+(:[a-z]+)?\]\]", "", template.subject + template.body))
    assert fill(template.subject, template.body, brief) == Filled(
        subject=draft.subject, body=draft.body, marks=draft.marks
    )


def test_what_nothing_marks_in_a_persons_words_is_taken_out_too():
    brief = a_brief("EN")
    ids = {role: id_of(brief, role) for role in ("salutation", "invoice_no", "invoice_amount", "sender_name")}
    body = "Hello Ms Tan,\n\nUSD 9,100.00 is open on INV-2026-0311; see x-INV-2026-0311-b.\n\nWei Li"
    draft = Draft(subject="INV-2026-0311", body=body, marks=(), stamp=Stamp(writer="person"))

    assert as_template(draft, brief) == Template(
        subject=f"[[{ids['invoice_no']}]]",
        body=f"Hello [[{ids['salutation']}]],\n\n[[{ids['invoice_amount']}]] is open on [[{ids['invoice_no']}]]; "
        f"see x-[[{ids['invoice_no']}]]-b.\n\n[[{ids['sender_name']}]]",
    )


def test_places_may_be_named_otherwise():
    brief = a_brief("EN")
    parts = filled("", f"Pay [[{id_of(brief, 'open_balance')}]] for [[{id_of(brief, 'invoice_no')}]].", brief)
    draft = Draft(subject="", body=parts.body, marks=parts.marks, stamp=Stamp(writer="person"))
    roles = {fact.id: fact.role for fact in brief.grounds.facts}

    assert as_template(draft, brief, named=lambda ref: f"‹{roles[ref]}›").body == "Pay ‹open_balance› for ‹invoice_no›."
