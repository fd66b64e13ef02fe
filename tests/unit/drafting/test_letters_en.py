"""Whole messages in English, as they are sent."""

from assistant.domain.authority import OfferKind
from assistant.domain.kinds import Channel, MessageKind, Stage, Tone
from tests.builders import a_brief


def test_a_first_reminder_is_short_and_warm(composer):
    draft = composer.write(a_brief("EN"))

    assert (
        draft.text
        == """\
Invoice INV-2026-0311: has it reached you?

Dear Ms Tan,

Just a quick note from me, in case a payment has got stuck somewhere along the way. I can't see a payment yet for invoice INV-2026-0311, USD 9,100.00, which was due on 8 June 2026.

Did the invoice reach the right desk, and is everything on it in order? If a copy or some help with the paperwork would do it, just ask.

Could you let me know when we might expect it? If your payment has crossed with this message, please disregard it.

Our bank details, to save you looking:
Account name: Qimingdao Precision Co., Ltd.
Bank: Qimingdao Commercial Bank
Account number: 6200 0000 0000 0004
SWIFT: QMDBCNSH
Reference: INV-2026-0311
Pay online: https://pay.qimingdao.example/inv
Also accepted: card, cheque

If a call is easier, I'm on +00 800 0021. Many thanks for your help.

Kind regards,
Wei Li, Account Manager
Qimingdao Precision Co., Ltd.
+00 800 0021
wei.li@qimingdao.example"""
    )


def test_a_reminder_before_the_due_date_asks_for_nothing(composer):
    draft = composer.write(a_brief("EN", stage=Stage.UPCOMING))

    assert (
        draft.text
        == """\
Invoice INV-2026-0311 for USD 9,100.00, due 19 June 2026

Dear Ms Tan,

A payment is coming up, and this note saves you looking for the details later. Invoice INV-2026-0311 comes to USD 9,100.00 and is payable by 19 June 2026.

Is everything on the invoice in order, and does it name the right PO number and address? If not, tell me now and I'll have it corrected in good time. Otherwise there is nothing you need to do before the due date.

Our bank details, to save you looking:
Account name: Qimingdao Precision Co., Ltd.
Bank: Qimingdao Commercial Bank
Account number: 6200 0000 0000 0004
SWIFT: QMDBCNSH
Reference: INV-2026-0311
Pay online: https://pay.qimingdao.example/inv
Also accepted: card, cheque

If a call is easier, I'm on +00 800 0021. Many thanks for your help.

Kind regards,
Wei Li, Account Manager
Qimingdao Precision Co., Ltd.
+00 800 0021
wei.li@qimingdao.example"""
    )


def test_on_the_due_date_it_asks_for_the_day_and_no_more(composer):
    draft = composer.write(a_brief("EN", stage=Stage.DUE))

    assert (
        draft.text
        == """\
Invoice INV-2026-0311: today's due date

Dear Ms Tan,

I hope you're well. One for today's payment run, if it isn't in it already. It's USD 9,100.00 for invoice INV-2026-0311, due today, 16 June 2026.

Is it all set on your side, or is a document missing, such as a delivery note or a PO number? If one is, a line to me is enough and I'll send it over. If it's scheduled, a quick word on the date would help me keep our books straight.

Our bank details, to save you looking:
Account name: Qimingdao Precision Co., Ltd.
Bank: Qimingdao Commercial Bank
Account number: 6200 0000 0000 0004
SWIFT: QMDBCNSH
Reference: INV-2026-0311
Pay online: https://pay.qimingdao.example/inv
Also accepted: card, cheque

If the payment is already on its way, please disregard this note. If a call is easier, I'm on +00 800 0021. Many thanks for your help.

Kind regards,
Wei Li, Account Manager
Qimingdao Precision Co., Ltd.
+00 800 0021
wei.li@qimingdao.example"""
    )


def test_neutral_after_a_part_payment_says_thanks_for_it(composer):
    draft = composer.write(a_brief("EN", stage=Stage.MIDDLE, tone=Tone.NEUTRAL, number=2, paid="4000.00"))

    assert (
        draft.text
        == """\
Invoice INV-2026-0311: could you confirm a payment date?

Dear Ms Tan,

Could you help me bring our records up to date? Of invoice INV-2026-0311 for USD 9,100.00, which was due on 26 May 2026, USD 5,100.00 is still open.

Up to 12 June 2026 we received USD 4,000.00, with thanks, and booked it to this invoice. By clause 6.2 of the contract, the date for payment has passed. At what point is it with you, and is something holding it up? Please confirm the payment date by Wednesday 24 June.

If the timing is a problem, tell me what would work for you and I'll see how we can help.

Details for the transfer:
Account name: Qimingdao Precision Co., Ltd.
Bank: Qimingdao Commercial Bank
Account number: 6200 0000 0000 0004
SWIFT: QMDBCNSH
Reference: INV-2026-0311
Pay online: https://pay.qimingdao.example/inv
Also accepted: card, cheque

If you've paid already, please ignore this reminder. If a call is quicker, my number is +00 800 0021. Thank you in advance for your answer.

Kind regards,
Wei Li, Account Manager
Qimingdao Precision Co., Ltd.
+00 800 0021
wei.li@qimingdao.example"""
    )


def test_firm_cites_the_clause_and_sets_a_date(composer):
    draft = composer.write(a_brief("EN", stage=Stage.LATE, tone=Tone.FIRM, number=3))

    assert (
        draft.text
        == """\
Overdue invoice INV-2026-0311: please reply by Friday 26 June

Dear Ms Tan,

Since our contact on 8 June 2026 the payment below has not reached us. It concerns invoice INV-2026-0311 for USD 9,100.00, which is 48 days past its due date of 29 April 2026.

In the words of clause 6.2 of contract QMD-SG-2025-003: “The Buyer shall pay each invoice within 30 days of the invoice date”.

Please see that the payment goes out by Friday 26 June, or give me a firm date before then. If there is a query on the invoice, please tell me now.

If the balance stayed open, clause 6.5 would provide for late-payment interest; we hope not to need it. If you cannot pay it all, say what you can do and I will help.

You can pay by bank transfer:
Account name: Qimingdao Precision Co., Ltd.
Bank: Qimingdao Commercial Bank
Account number: 6200 0000 0000 0004
SWIFT: QMDBCNSH
Reference: INV-2026-0311
Pay online: https://pay.qimingdao.example/inv
Also accepted: card, cheque

If you paid in the last few days, please disregard this. I can be reached directly on +00 800 0021. I look forward to your answer, with thanks.

Kind regards,
Wei Li, Account Manager
Qimingdao Precision Co., Ltd.
+00 800 0021
wei.li@qimingdao.example"""
    )


def test_american_firm_writes_dates_and_installments_the_american_way(composer):
    draft = composer.write(a_brief("US", stage=Stage.LATE, tone=Tone.FIRM, number=3, offer=OfferKind.INSTALMENTS))

    assert (
        draft.text
        == """\
Invoice INV-2026-0311, due April 29, 2026: your payment date, please

Dear Ms. Whitlock,

The balance below has not changed since our contact on June 8, 2026. Invoice INV-2026-0311 for USD 6,360.00 fell due on April 29, 2026 and is now 48 days overdue.

In the words of clause 5.1 of contract QMD-US-2023-005: “Buyer shall pay within 45 days of the invoice date”.

Please arrange payment by Friday, June 26, or let me know the date on which it will be made. If the reason is a problem on our side, please say so.

Without payment or a date, interest under clause 5.4 could become payable; we would rather settle this first. As an alternative to one payment, we are able to offer 2 installments:
• USD 3,180.00 on June 26, 2026
• USD 3,180.00 on July 24, 2026

Details for the transfer:
Account name: Qimingdao Precision Co., Ltd.
Bank: Qimingdao Commercial Bank
Account number: 6200 0000 0000 0004
SWIFT: QMDBCNSH
Reference: INV-2026-0311
Pay online: https://pay.qimingdao.example/inv
Also accepted: card, check

If you have already arranged payment, please disregard this request. I am your contact for this, on +00 800 0021. Thank you for dealing with this.

Kind regards,
Wei Li, Account Manager
Qimingdao Precision Co., Ltd.
+00 800 0021
wei.li@qimingdao.example"""
    )


def test_formal_by_letter_states_basis_sum_and_date_and_leaves_the_door_open(composer):
    draft = composer.write(a_brief("EN", stage=Stage.FORMAL, tone=Tone.FORMAL, channel=Channel.LETTER, number=4))

    assert (
        draft.text
        == """\
Request for payment of USD 9,100.00: invoice INV-2026-0311

16 June 2026
Grace Tan
Saltmarsh Lighting Pte. Ltd.

Dear Ms Tan,

This letter from Qimingdao Precision Co., Ltd. is a formal request for payment. The sum is USD 9,100.00, owed on invoice INV-2026-0311; it fell due on 1 April 2026 and, as of 16 June 2026, is 76 days late.

The amount has remained unpaid since our last contact on 8 June 2026. The basis is clause 6.2 of contract QMD-SG-2025-003: “The Buyer shall pay each invoice within 30 days of the invoice date”.

We request payment of USD 9,100.00 by close of business on Wednesday 1 July 2026.

Unless we receive payment or hear from you by then, clause 6.5 entitles us to interest: “Late amounts bear interest at 1% per month”. In addition, clause 6.7 allows us to hold back further deliveries in that case.

Any objection to the amount or to its basis can be sent to us in writing by then, and we will look into it first. Our door stays open: a settlement that suits both sides is what we would prefer.

Our account for the payment is:
Account name: Qimingdao Precision Co., Ltd.
Bank: Qimingdao Commercial Bank
Account number: 6200 0000 0000 0004
SWIFT: QMDBCNSH
Reference: INV-2026-0311
Pay online: https://pay.qimingdao.example/inv
Also accepted: card, cheque

If you have paid in the meantime, please disregard this letter. Please direct any question to me, on +00 800 0021 or at wei.li@qimingdao.example. We thank you for your attention to this letter.

Yours sincerely,
Wei Li, Account Manager
Qimingdao Precision Co., Ltd.
+00 800 0021
wei.li@qimingdao.example"""
    )


def test_a_broken_promise_is_quoted_without_reproach(composer):
    draft = composer.write(
        a_brief("EN", kind=MessageKind.PROMISE_FOLLOWUP, stage=Stage.MIDDLE, tone=Tone.NEUTRAL, number=2)
    )

    assert (
        draft.text
        == """\
Invoice INV-2026-0311: a new date for the payment of 10 June 2026?

Dear Ms Tan,

Our note of 2 June 2026 has your words: “We'll wire half of it on the tenth”. We took down USD 4,550.00 for 10 June 2026. As of 16 June 2026 I can't see it on our account: USD 9,100.00 is still open on invoice INV-2026-0311, due 26 May 2026.

Has something come up, or is the transfer stuck somewhere? Please let me have a new date by Wednesday 24 June, or tell me what is holding it up.

If the timing is a problem, tell me what would work for you and I'll see how we can help.

Details for the transfer:
Account name: Qimingdao Precision Co., Ltd.
Bank: Qimingdao Commercial Bank
Account number: 6200 0000 0000 0004
SWIFT: QMDBCNSH
Reference: INV-2026-0311
Pay online: https://pay.qimingdao.example/inv
Also accepted: card, cheque

If you've paid already, please ignore this reminder. If a call is quicker, my number is +00 800 0021. Thank you in advance for your answer.

Kind regards,
Wei Li, Account Manager
Qimingdao Precision Co., Ltd.
+00 800 0021
wei.li@qimingdao.example"""
    )


def test_a_text_message_holds_all_of_it_in_two_segments(composer):
    draft = composer.write(a_brief("EN", stage=Stage.MIDDLE, tone=Tone.NEUTRAL, channel=Channel.SMS, number=2))

    assert (
        draft.text
        == """\
Qimingdao Precision Co., Ltd.: Invoice INV-2026-0311 for USD 9,100.00, due 26 May, is unpaid. Could you give me a date by Wednesday 24 June? If there is a problem, I can help. Please ignore this if paid. Wei Li, +00 800 0021. Our account is on the invoice. Thanks for your help."""
    )
