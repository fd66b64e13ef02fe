from dataclasses import replace
from datetime import UTC, datetime, timedelta

from assistant.bootstrap import build_checker
from assistant.domain.ageing import Bucket
from assistant.domain.attention import attention_of, priority_of
from assistant.domain.brief import Channel, MessageKind, Refusal, Stage, Tone
from assistant.domain.commitments import Instalment, PaymentPlan, Promise, Reply
from assistant.domain.finding import Severity
from assistant.domain.language import Language, Reason
from assistant.domain.message import Endorsement, Status
from assistant.domain.money import Money
from assistant.domain.plan_following import follow_plans
from assistant.knowledge import read_yaml, shipped
from assistant.planning import Policy
from assistant.ports import OutboxEntry, QueueCounts
from assistant.web.finding_view import considered, findings
from assistant.web.labels import Labels
from assistant.web.letter_view import preview, why
from assistant.web.markup import NOTHING, tag
from assistant.web.review_view import changes, endorsements, queue, released
from assistant.web.worklist_view import ageing, rows, summary
from assistant.wording import Wording
from assistant.workflow.case_view import CaseView, NextStep
from tests.desk import LIN, ZHOU
from tests.unit.planning.accounts import NOW, TODAY, a_case, a_customer, an_invoice
from tests.unit.web.letters import a_finding, a_message

SAY, WORDS = Labels.of(Language.EN), Wording.of(Language.EN)
STEP = NextStep(
    kind=MessageKind.PAYMENT_REMINDER,
    stage=Stage.MIDDLE,
    tone=Tone.FIRM,
    channel=Channel.EMAIL,
    sentence=Reason.of(
        "next_step",
        kind=MessageKind.PAYMENT_REMINDER,
        which="2",
        tone=Tone.FIRM,
        due=Reason.of("late_by", days=20),
        since=8,
        late=2,
        settled=8,
        channel=Channel.EMAIL,
        because=None,
    ),
    reasons=(Reason.of("days_past_due", days=20), Reason.of("first_contact")),
    warnings=(Reason.of("unallocated", amount=Money(50000, "CNY")),),
)
WEIGHTS = read_yaml(shipped("knowledge") / "policies" / "dunning.yaml", Policy).priority.weights()
WAIT = Refusal(
    case_id="C1-CNY",
    reason=Reason.of("promised", amount=Money(100000, "CNY"), due=datetime(2026, 6, 26, tzinfo=UTC).date()),
    until=datetime(2026, 6, 26, 23, 59, tzinfo=UTC),
)


def a_view(step=STEP, *, message=None, currency="CNY", parts=None, **sums):
    buckets = {bucket: Money(sums.get(bucket.name, 0), currency) for bucket in Bucket}
    case = a_case(an_invoice(20), **(parts or {}))
    attention = attention_of(case, returned=message is not None and message.status is Status.RETURNED)
    return CaseView(
        case=case,
        ageing=buckets,
        stage=Stage.MIDDLE,
        next_step=step,
        message=message,
        attention=attention,
        priority=priority_of(attention, WEIGHTS),
    )


# worklist


def test_each_currency_is_aged_on_its_own_scale_and_never_added():
    yuan = replace(a_view(DAYS_1_30=100000, OVER_90=50000))
    case = replace(yuan.case, account=replace(yuan.case.account, currency="USD"))
    dollars = replace(a_view(currency="USD", CURRENT=900), case=case)
    html = ageing([yuan, yuan, dollars], SAY, WORDS)

    assert '<h3>CNY <span class="sum">3,000.00</span></h3>' in html
    assert '<h3>USD <span class="sum">9.00</span></h3>' in html
    assert html.count("width:100%") == 2
    assert html.count("width:50%") == 1


def test_a_row_says_what_comes_next_and_why():
    html = rows([a_view()], SAY, WORDS)

    sentence = "Second reminder, firm: 20 days late, last contact 8 days ago, 2 of 8 invoices paid late; email."
    why = "The oldest item is 20 days past due.\nHeld back: this is the first contact since the oldest item fell due."
    assert f'<p data-tip="{why}" tabindex="0" class="sentence">{sentence}</p>' in html
    assert '<small data-tip="4 points: CNY 10,000.00 due\n10 points: 20 days past due" tabindex="0"' in html
    assert ">Priority 14</small>" in html
    assert "▲ CNY 500.00 has come in or been credited without being matched to an invoice" in html
    assert 'href="/en/draft?case=C1-CNY" class="button" aria-label="Draft: 示例客户有限公司 CNY">Draft</a>' in html
    assert '<span class="stage middle">Middle</span>' in html


def test_a_row_that_waits_says_why_and_until_when():
    html = rows([a_view(WAIT)], SAY, WORDS)

    assert '<span class="wait"><span aria-hidden="true">‖ </span>Wait</span><small>until 26 June 2026</small>' in html
    assert "<p>A promise of CNY 1,000.00 by 26 June 2026 is still open" in html
    assert ">Look</a>" in html


def test_a_message_is_shown_by_sign_word_and_version_and_led_to_where_it_waits():
    waiting = rows([a_view(message=a_message(status=Status.IN_REVIEW))], SAY, WORDS)
    returned = rows([a_view(message=a_message(status=Status.RETURNED))], SAY, WORDS)

    assert '<span class="status in_review"><span aria-hidden="true">◔</span> in review</span>' in waiting
    assert "<small>M-0001 v1</small>" in waiting
    assert 'href="/en/review?item=M-0001"' in waiting
    assert 'href="/en/draft?case=C1-CNY"' in returned


def test_what_waits_for_one_of_us_stands_first_and_keeps_the_row_awake():
    reply = Reply(id="R", customer_code="C1", currency="CNY", received=NOW, subject="", text="<b>hello</b>")
    promise = Promise(
        id="P",
        customer_code="C1",
        amount=Money(1_000_00, "CNY"),
        made_on=TODAY - timedelta(days=9),
        due=TODAY - timedelta(days=1),
        quote="",
        source="",
    )
    returned = a_message(status=Status.RETURNED)
    html = rows([a_view(WAIT, message=returned, parts={"replies": (reply,), "promises": (promise,)})], SAY, WORDS)

    assert '<p class="calls">✉ <a href="/en/reply?case=C1-CNY">Reply of 16 June 2026, not taken up yet</a></p>' in html
    assert '<p class="calls">◷ CNY 1,000.00 promised for 15 June 2026 has not come</p>' in html
    assert '<p class="calls">↩ The draft came back from review</p>' in html
    assert 'class="waits"' not in html

    unread = rows([a_view(WAIT, parts={"replies": (reply,)})], SAY, WORDS)
    assert (
        '<p class="calls">✉ <a href="/en/reply?case=C1-CNY">Reply of 16 June 2026, not taken up yet</a></p>' in unread
    )
    assert "hello" not in unread
    assert 'class="waits"' in rows([a_view(WAIT)], SAY, WORDS)


def test_a_broken_plan_says_what_of_it_has_not_come_and_a_kept_one_says_nothing():
    plan = PaymentPlan(
        id="PP-1",
        invoice_nos=("INV-1",),
        customer_code="C1",
        agreed_on=TODAY - timedelta(days=9),
        instalments=(
            Instalment(due=TODAY - timedelta(days=4), amount=Money(4_000_00, "CNY")),
            Instalment(due=TODAY + timedelta(days=30), amount=Money(6_000_00, "CNY")),
        ),
    )
    case = a_case(an_invoice(20), plans=(plan,))
    broken, kept = (rows([replace(a_view(), plans=follow_plans(case, grace))], SAY, WORDS) for grace in (2, 5))
    line = "CNY 4,000.00 due since 12 June 2026 under plan PP-1 has not come"
    assert f'<p class="calls">◷ {line}</p>' in broken
    assert "PP-1" not in kept


def test_what_there_is_to_do_is_counted():
    html = summary(QueueCounts(to_draft=1400, returned=0, promises_due=3, replies_unread=2), SAY)

    assert "<b>1,400</b> to draft" in html
    assert '<li class="none"><b>0</b> returned</li>' in html
    assert "<b>3</b> promises due" in html
    assert "<b>2</b> replies unread" in html


# a message


def test_a_finding_is_listed_with_rule_basis_and_a_button_for_its_suggestion():
    message = a_message(a_finding("or else", suggestion="instead of it", severity=Severity.REVIEW))
    at = message.report.findings[0].start
    html = findings(message.report, SAY, WORDS, may_apply=True)

    assert "<b>Pressure</b><code>j.vague_threat</code>" in html
    assert "<q>or else</q><p>A vague threat.</p>" in html
    assert "Basis: house rule 4" in html
    assert "By wording rules; asserted." in html
    place = f'data-rule="j.vague_threat" data-start="{at}" data-end="{at + 7}"'
    assert f'data-do="apply" {place} aria-label="Apply (1)">Apply</button>' in html
    assert "<button" not in findings(message.report, SAY, WORDS, may_apply=False)
    assert 'class="blocked"' not in html


def test_what_was_looked_at_and_not_stopped_is_told_with_its_reason():
    every = build_checker().considered("Thank you. We will not tell your suppliers about this.")
    html = considered([one for one in every if one.rule == "disclosure.third-party"], SAY, WORDS)

    assert "<summary>Looked at and not stopped (1)</summary>" in html
    assert "<b>Disclosure to third parties</b><code>disclosure.third-party</code>" in html
    assert "<p>denied: its sentence says that it is not so; weighs nothing</p>" in html
    assert '<p class="basis">We will not tell your suppliers about this.</p>' in html
    assert considered((), SAY, WORDS) == NOTHING


def test_a_check_that_failed_stops_the_text_and_is_named():
    message = a_message()
    html = findings(replace(message.report, errors=("figures",)), SAY, WORDS, may_apply=True)

    assert "This text cannot be submitted." in html
    assert "The check “figures” failed, so the text may not leave." in html


def test_the_checked_text_carries_version_and_content_hash():
    message = a_message()
    html = preview(message, SAY, WORDS)

    assert '<span class="version">Version 1</span>' in html
    assert f'<code title="{message.content_hash}"' in html
    assert '<p class="unsaved" hidden data-unsaved>' in html


def test_what_made_the_text_stands_below_why_it_is_sent():
    html = why(a_message().brief, tag("div", "Written by"), SAY, WORDS)

    assert html.endswith("<div>Written by</div></section>")
    assert not why(a_message().brief, None, SAY, WORDS).endswith("</div></section>")


# review


def test_the_queue_groups_by_status_and_marks_the_chosen_one():
    messages = (a_message(id="M-0002", status=Status.APPROVED), a_message(status=Status.IN_REVIEW))
    html = queue(messages, {"EN01": "A & B"}, "M-0001", SAY, WORDS)

    assert html.index("In review") < html.index("M-0001") < html.index("Approved") < html.index("M-0002")
    assert 'data-item="M-0001" aria-current="true"' in html
    assert html.count("aria-current") == 1
    assert "<b>A &amp; B</b>" in html
    assert "Nothing waits for review." in queue((), {}, "", SAY, WORDS)


def test_changes_name_both_versions_and_who_made_them():
    first = a_message()
    body = first.draft.body.replace(" or else", "")
    second = replace(first, version=2, editor="zhou", draft=replace(first.draft, body=body))
    html = changes(second, first, {"zhou": ZHOU}, SAY)

    assert "<h2>Changes from version 1 to 2, by Zhou</h2>" in html
    assert "Pay today<del> or else</del>." in html
    assert changes(first, None, {}, SAY) == NOTHING


def test_approvals_name_person_capacity_and_reasons():
    yes = Endorsement(
        login="zhou",
        as_reviewer=True,
        content_hash="h",
        facts_fingerprint="f",
        at=datetime(2026, 6, 16, 9, tzinfo=UTC),
        reasons="agreed <by phone>",
    )
    html = endorsements(
        a_message(endorsements=(yes, replace(yes, login="gone", reasons=""))), {"zhou": ZHOU}, SAY, WORDS
    )

    assert "✓ <b>Zhou</b> · as reviewer · 16 June 2026, 09:00 (UTC+00:00)<q>agreed &lt;by phone&gt;</q>" in html
    assert "✓ <b>gone</b>" in html
    assert "Nobody yet." in endorsements(a_message(), {"lin": LIN}, SAY, WORDS)


def test_where_a_message_went_is_shown():
    entry = OutboxEntry(
        message_id="M-0001",
        version=2,
        content_hash="h",
        header_id="<m-0001@x.example>",
        queued=datetime(2026, 6, 16, 9, tzinfo=UTC),
        state="uncertain",
        place="/outbox/M-0001.v2.eml",
    )

    assert "➤ <b>uncertain: check before sending again</b>" in released(entry, SAY, WORDS)
    assert '<code class="place">/outbox/M-0001.v2.eml</code>' in released(entry, SAY, WORDS)
    assert "&lt;m-0001@x.example&gt;" in released(entry, SAY, WORDS)


def test_customers_of_another_region_keep_their_own_script():
    case = replace(a_case(an_invoice(20)), account=replace(a_case(an_invoice(20)).account, customer=a_customer()))
    view = replace(a_view(), case=case)

    assert '<a href="/zh-Hant/draft?case=C1-CNY" lang="zh-Hans">示例客户有限公司</a>' in rows(
        [view], Labels.of(Language.ZH_HANT), Wording.of(Language.ZH_HANT)
    )


def test_a_message_on_paper_can_be_taken_as_a_file():
    message = a_message()
    shown = preview(message, SAY, WORDS)
    assert "/api/messages/M-0001/letter?lang=en&amp;format=docx" in shown
    assert "Letter (PDF)" in shown
    by_text = replace(message, brief=replace(message.brief, channel=Channel.SMS))
    assert "/api/messages/" not in preview(by_text, SAY, WORDS)
