"""Every draft on the sample company states only what the sample's own files say."""

import re

import pytest

from assistant.domain.brief import Refusal
from assistant.domain.finding import Verdict
from assistant.domain.kinds import Channel, Tone
from assistant.domain.language import Language
from assistant.planning import Wishes
from assistant.workflow.brief_case import brief_case
from assistant.workflow.worklist import worklist
from assistant.workflow.writing import write_and_check
from tests.integration.figures import AS_OF, book, contract_text, events, read

DRAFTABLE = ["CN01-CNY", "CN02-CNY", "CN04-CNY", "CN05-CNY", "TW01-TWD", "HK01-HKD", "EN01-USD", "EN04-USD"]
REFUSED = {
    "CN03-CNY": "on_plan",
    "TW02-TWD": "contacted_recently",
    "HK02-HKD": "promised",
    "HK02-USD": "promised",
    "EN02-EUR": "on_hold",
    "EN03-USD": "external",
}
WHY = "the customer asked for it"
WISHES = [
    pytest.param(Wishes(), id="as the policy says"),
    *(pytest.param(Wishes(channel=Channel.EMAIL, tone=tone, because=WHY), id=f"mail {tone}") for tone in Tone),
    pytest.param(Wishes(channel=Channel.SMS, because=WHY), id="sms"),
    pytest.param(Wishes(channel=Channel.LETTER, tone=Tone.FORMAL, because=WHY), id="letter"),
    pytest.param(Wishes(channel=Channel.PHONE, because=WHY), id="phone"),
    *(
        pytest.param(Wishes(channel=Channel.EMAIL, language=language, because=WHY), id=f"in {language}")
        for language in Language
    ),
]
# Where a dispute is open or a commitment is kept, nothing firm is written for whatever reason.
HELD = frozenset({"CN04-CNY"})
each_draft = pytest.mark.parametrize(
    ("case_id", "wishes"),
    [
        pytest.param(case_id, *wish.values, id=f"{case_id} {wish.id}")
        for case_id in DRAFTABLE
        for wish in WISHES
        if case_id not in HELD or wish.values[0].tone not in (Tone.FIRM, Tone.FORMAL)
    ],
)


def drafted(sample, lin, case_id, wishes):
    with sample.record.read() as tx:
        brief = brief_case(sample, tx, lin, case_id, wishes)
    assert not isinstance(brief, Refusal), brief
    composer = sample.writer("composer")[1]
    return brief, *write_and_check(composer, composer, sample.checker, brief)


@each_draft
def test_a_draft_states_only_figures_of_the_record(sample, lin, case_id, wishes):
    brief, draft, _ = drafted(sample, lin, case_id, wishes)
    customer, currency = case_id.split("-")
    ledger, letter = book(customer, currency), read(draft.text)
    promises = [p for p in events()["promises"] if p["customer"] == customer]
    disputes = [d for d in events()["disputes"] if d["customer"] == customer]
    offered = {i.amount.decimal for offer in brief.grounds.offers for i in offer.schedule}
    if offered:
        asked = brief.grounds.value("total_open").decimal
        assert all(sum(i.amount.decimal for i in offer.schedule) == asked for offer in brief.grounds.offers)
    known = ledger.amounts() | offered | {type(a)(p["amount"]) for p in promises for a in ledger.invoiced.values()}
    for dispute in disputes:
        less = type(next(iter(known)))(dispute["amount"])
        known |= {amount - less for amount in ledger.amounts()} | {less}
    assert letter.amounts <= known
    days = {*ledger.due.values(), *ledger.issued.values(), *ledger.received, AS_OF}
    days |= {p[key] for p in promises for key in ("made_on", "due")}
    days |= {c["at"].date() for c in events()["contacts"] if c["customer"] == customer}
    planned = letter.dates - days
    assert all(day > AS_OF and (day - AS_OF).days <= 60 for day in planned)
    assert planned <= {f.value for f in brief.grounds.facts if f.kind == "date"}
    assert letter.invoices <= set(ledger.open)
    text = "".join(contract_text(number) for number in ledger.contracts)
    quoted = {int(days) for days in re.findall(r"(\d+)\s*(?:日|days)", text)}
    assert letter.days <= ledger.days_late() | quoted
    assert all(stated in text for stated in letter.clauses | letter.rates)
    assert letter.counts <= {len(brief.invoices), *(len(offer.schedule) for offer in brief.grounds.offers)}
    assert letter.left == ""


@pytest.mark.parametrize("case_id", DRAFTABLE)
def test_a_reminder_names_every_invoice_it_asks_for_and_the_sum(sample, lin, case_id):
    brief, draft, _ = drafted(sample, lin, case_id, Wishes(channel=Channel.EMAIL, because=WHY))
    letter = read(draft.text)
    assert letter.invoices == set(brief.invoices)
    assert brief.grounds.value("total_open").decimal in letter.amounts or len(brief.invoices) == 1


@each_draft
def test_the_guardrail_has_nothing_against_the_composer(sample, lin, case_id, wishes):
    _, draft, report = drafted(sample, lin, case_id, wishes)
    found = [(finding.rule, finding.excerpt) for finding in report.findings]
    assert (report.verdict, found, report.errors) == (Verdict.PASS, [], ()), draft.text


def test_cases_that_must_be_left_in_peace_are_refused_with_their_reason(sample):
    refused = {v.case.id: v.next_step.reason.code for v in worklist(sample) if isinstance(v.next_step, Refusal)}
    assert refused == REFUSED


def test_every_open_case_is_on_the_worklist_once(sample):
    assert sorted(v.case.id for v in worklist(sample)) == sorted([*DRAFTABLE, *REFUSED])


def test_letters_to_mainland_customers_are_simplified_and_others_are_not(sample, lin):
    _, mainland, _ = drafted(sample, lin, "CN01-CNY", Wishes(channel=Channel.EMAIL))
    _, taiwan, _ = drafted(sample, lin, "TW01-TWD", Wishes(channel=Channel.EMAIL))
    assert "您好" in mainland.text
    assert re.search("發票|帳款|匯款", taiwan.text)
    assert not re.search("發|匯|帳", mainland.text)
