"""The card of a contract's terms: what waits, what was said, and the forms that say it."""

from dataclasses import replace
from itertools import count

import pytest

from assistant.domain.contract_terms import TermField, TermState
from assistant.domain.language import Language
from assistant.intake.given_entries import TermGiven
from assistant.web.contract_view import document
from assistant.web.labels import Labels
from assistant.web.terms_view import TermsView
from assistant.wording import Wording
from assistant.workflow.contract_terms import check_term
from assistant.workflow.import_contract import import_contract
from tests.unit.workflow.test_contract_terms import CONTRACT, a_desk_with, check, term, terms


def drawn(desk, language=Language.EN):
    keys = (f"key-{n}" for n in count())
    view = TermsView(say=Labels.of(language), words=Wording.of(language), new_key=keys.__next__)
    return view.terms(terms(desk))


def test_a_term_that_waits_is_shown_with_its_words_and_a_button():
    html = drawn(a_desk_with())
    assert '<input type="hidden" name="seen" value="waiting">' in html
    assert '<b>suspension</b> <span class="badge waiting">to confirm</span>' in html
    assert "<p>days of notice 10, days overdue 45, right to suspend deliveries</p>" in html
    assert 'data-json="/api/contracts/K-1/terms"' in html
    assert '<input type="hidden" name="state" value="confirmed">' in html


def test_claims_come_before_all_else():
    html = drawn(a_desk_with())
    names = ["<b>late interest</b>", "<b>suspension</b>", "<b>payment term</b>", "<b>deposit</b>"]
    assert sorted(names, key=html.index) == names


def test_a_blank_has_no_button_to_confirm_it_but_lines_to_fill_in():
    desk = a_desk_with("第七条 付款\n7.2 签约后买方支付____%作为预付款。\n")
    html = drawn(desk)
    assert "It is so" not in html
    assert '<input name="changes.percent" maxlength="200">' in html


def test_what_a_person_said_is_shown_with_who_and_when_and_a_rejected_term_is_folded():
    desk = a_desk_with()
    check(desk, TermField.PAYMENT_TERM, note="<b>ok</b>")
    check(desk, TermField.SUSPENSION, state=TermState.REJECTED)
    html = drawn(desk)
    assert '<span class="badge confirmed">confirmed</span>' in html
    assert "&lt;b&gt;ok&lt;/b&gt; <small>(lin, 16 June 2026)</small>" in html
    assert "<summary>Not a term (1)</summary>" in html


@pytest.mark.parametrize(
    ("language", "state"), [(Language.ZH_HANS, "待确认"), (Language.ZH_HANT, "待確認"), (Language.EN, "to confirm")]
)
def test_the_card_is_in_the_readers_language(language, state):
    assert f'<span class="badge waiting">{state}</span>' in drawn(a_desk_with(), language)


def test_words_that_are_gone_are_told():
    desk = a_desk_with()
    check(desk, TermField.SUSPENSION)
    import_contract(desk, "lin", CONTRACT.replace("45日", "60日"), number="K-1", customer_code="C1")
    assert "its words no longer stand in the contract" in drawn(desk)


def test_the_correction_offers_what_was_read():
    desk = a_desk_with()
    check_term(
        desk,
        "lin",
        "K-1",
        TermGiven(
            state=TermState.CONFIRMED,
            term=term(desk, TermField.PAYMENT_TERM),
            changes={"trigger": "invoice_receipt"},
        ),
    )
    html = drawn(desk)
    assert '<input name="changes.days" value="30" maxlength="200">' in html
    assert '<option value="invoice_receipt" selected>receipt of the invoice</option>' in html


def test_every_term_is_marked_in_the_document_where_the_list_leads():
    found = terms(a_desk_with())
    html = document(found.contract, (), found.lines)
    for line in found.lines:
        assert f'<mark id="{line.id}" class="term">{line.quote}</mark>' in html


def test_a_missed_term_has_a_form_of_its_own_with_the_keys_of_its_field():
    html = drawn(a_desk_with("第七条 付款\n7.1 货款面议。\n"))
    assert html.endswith(
        "<details><summary>currency</summary>"
        '<form data-json="/api/contracts/K-1/terms" data-key="key-15" class="entry">'
        '<input type="hidden" name="state" value="confirmed"><input type="hidden" name="field" value="currency">'
        '<label class="field"><span>The contract&#x27;s own words, letter for letter</span>'
        '<textarea name="quote" required maxlength="2000" rows="2"></textarea></label>'
        '<label class="field"><span>currency</span><input name="changes.currency" maxlength="200"></label>'
        '<label class="field"><span>Note</span><input name="note" maxlength="200"></label>'
        '<button type="submit" class="button">Keep</button></form></details></details></section>'
    )
    assert [field for field in TermField if f'name="field" value="{field}"' not in html] == [TermField.CONTRADICTION]


@pytest.mark.parametrize("language", Language)
def test_a_form_is_filled_with_what_may_be_sent_back_as_it_is(language):
    desk = a_desk_with("第七条 付款\n7.1 货款面议。\n")
    given = TermGiven(state=TermState.CONFIRMED, field=TermField.PAYMENT_TERM, quote="7.1 货款面议。")
    check_term(desk, "lin", "K-1", replace(given, changes={"day_of_month": "last", "trigger": "month_following"}))
    assert '<input name="changes.day_of_month" value="last" maxlength="200">' in drawn(desk, language)
