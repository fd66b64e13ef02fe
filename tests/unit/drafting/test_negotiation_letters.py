"""Letters of a negotiation as they leave, whole: an answer, a proposal and a confirmation in each edition."""

from assistant.domain.arrangement import InterestTreatment
from assistant.domain.authority import OfferKind
from assistant.domain.kinds import Channel, MessageKind
from tests.negotiations import a_negotiation


def test_an_english_answer_takes_up_each_point_and_offers_only_what_the_arrangement_holds(composer):
    brief = a_negotiation(
        "EN",
        MessageKind.NEGOTIATION_REPLY,
        points=("cash_flow", "quality"),
        asked=(OfferKind.INSTALMENTS, OfferKind.DISCOUNT, OfferKind.WAIVE_INTEREST),
    )

    assert (
        composer.write(brief).text + "\n"
        == """\
Your message about invoice INV-2026-0311

Dear Ms Tan,

Thank you for your message of 15 June 2026; here is our answer. We are speaking of USD 9,100.00 on invoice INV-2026-0311, due 26 May 2026.

Goods: I am sorry about this. I am having it looked into separately; please send what you found, with photos if you have them. The part in question can wait until that is cleared.
Cash flow: I see the difficulty, and would rather agree on something realistic.
Paying in parts: we can take it as 3 payments.
Price: our proposal is without a reduction; if the date is the difficulty, tell me.
Late interest: we leave that as it was agreed; what we are speaking of is when it is paid.

These are the dates and amounts, USD 9,100.00 in all:
• 26 June 2026: USD 3,033.00
• 24 July 2026: USD 3,033.00
• 24 August 2026: USD 3,034.00
• Total: USD 9,100.00

Nothing else in our agreement changes. Please tell me by Monday 22 June whether you can agree to this.

Our bank details, to save you looking:
Account name: Qimingdao Precision Co., Ltd.
Bank: Qimingdao Commercial Bank
Account number: 6200 0000 0000 0004
SWIFT: QMDBCNSH
Reference: INV-2026-0311

For anything you'd like to check, I'm on +00 800 0021. With thanks in advance for your answer.

Kind regards,
Wei Li, Account Manager
Qimingdao Precision Co., Ltd.
+00 800 0021
li.wei@tools.example
"""
    )


def test_a_mainland_confirmation_keeps_the_late_payment_clause_alive_and_names_no_figure_of_interest(composer):
    brief = a_negotiation("CN", MessageKind.WRITTEN_CONFIRMATION)

    assert (
        composer.write(brief).text + "\n"
        == """\
确认函：INV-2026-0311 号发票付款安排

王经理，您好：

谢谢。2026年6月15日经与王敏沟通，云川折桂机电有限公司与启明岛精工有限公司商定如下。款项为发票 INV-2026-0311 项下未付的人民币 86,400.00 元（大写：人民币捌万陆仟肆佰元整），到期日2026年5月26日。

人民币 86,400.00 元按以下 3 期支付：
• 2026年6月26日：人民币 28,800.00 元
• 2026年7月24日：人民币 28,800.00 元
• 2026年8月24日：人民币 28,800.00 元
• 合计：人民币 86,400.00 元

如有一期未按时到账，余下款项仍按原合同执行，事先说明的可以再商量。本函不变更原合同的其他条款，其中逾期付款违约责任条款继续适用。

麻烦以“同意”二字回复以便留存；金额、日期有误的，请在6月22日（周一）前指出。

付款账户供核对：
户名：启明岛精工有限公司
开户行：启明岛商业银行
账号：6200 0000 0000 0001
汇款附言：INV-2026-0311

这笔账由我跟进，电话 000-8800 0021。谢谢促成这个安排。

顺颂商祺
李薇　客户经理
启明岛精工有限公司
电话：000-8800 0021
邮箱：li.wei@tools.example

回执（请于6月22日（周一）前填写并回传）
云川折桂机电有限公司　致　启明岛精工有限公司
事由：上述确认函所列付款安排（发票 INV-2026-0311，人民币 86,400.00 元）
□ 同意　□ 不同意　□ 有疑问：________________________
姓名：________________________　职务：________________________
日期：________________________　签字／盖章：________________________
"""
    )


def test_a_mainland_confirmation_that_fixes_interest_says_so_with_its_security(composer):
    brief = a_negotiation("CN", MessageKind.WRITTEN_CONFIRMATION, interest=InterestTreatment.FROZEN, gift="security")

    assert (
        composer.write(brief).text + "\n"
        == """\
确认函：INV-2026-0311 号发票付款安排

王经理，您好：

谢谢。2026年6月15日经与王敏沟通，云川折桂机电有限公司与启明岛精工有限公司商定如下。款项为发票 INV-2026-0311 项下未付的人民币 86,400.00 元（大写：人民币捌万陆仟肆佰元整），到期日2026年5月26日。

人民币 87,264.00 元按以下 3 期支付：
• 2026年6月26日：人民币 29,088.00 元
• 2026年7月24日：人民币 29,088.00 元
• 2026年8月24日：人民币 29,088.00 元
• 合计：人民币 87,264.00 元

作为条件，请提供母公司保证函，具体手续另立文件。

如有一期未按时到账，余下款项仍按原合同执行，事先说明的可以再商量。上列款项含逾期付款违约金人民币 864.00 元，如约支付的不另计；其余仍按原合同执行。

麻烦以“同意”二字回复以便留存；金额、日期有误的，请在6月22日（周一）前指出。

付款账户供核对：
户名：启明岛精工有限公司
开户行：启明岛商业银行
账号：6200 0000 0000 0001
汇款附言：INV-2026-0311

这笔账由我跟进，电话 000-8800 0021。谢谢促成这个安排。

顺颂商祺
李薇　客户经理
启明岛精工有限公司
电话：000-8800 0021
邮箱：li.wei@tools.example

回执（请于6月22日（周一）前填写并回传）
云川折桂机电有限公司　致　启明岛精工有限公司
事由：上述确认函所列付款安排（发票 INV-2026-0311，人民币 87,264.00 元）
□ 同意　□ 不同意　□ 有疑问：________________________
姓名：________________________　职务：________________________
日期：________________________　签字／盖章：________________________
"""
    )


def test_a_taiwanese_proposal_ties_a_discount_to_its_day(composer):
    brief = a_negotiation("TW", MessageKind.PLAN_PROPOSAL, interest=InterestTreatment.WAIVED, gift="discount")

    assert (
        composer.write(brief).text + "\n"
        == """\
關於發票 INV-2026-0311 之付款方案

陳小姐 您好：

您2026年6月15日的來信已收到，現將可行的付款安排列明如下。方案涉及發票 INV-2026-0311（到期日2026年5月26日），未付 NT$164,000。

NT$160,720 依下列日期一次付清：
• 2026年6月26日：NT$160,720

上列款項若於2026年6月26日前付清，其餘 NT$3,280 作為折讓，無須再付；未能付清時，恢復原金額。

上列款項全部按時入帳後，此前的遲延利息不再收取；在此之前，逾期付款的約定繼續適用，其他約定不變。款項未能按時入帳且事先未說明時，恢復依原約定辦理；提前說一聲，還可以再討論。

6月22日（一）前以「同意」二字回覆即可；若有不合適之處，請直接告訴我，我們再討論。

匯款資訊如下：
戶名：啟明島精工有限公司
銀行：啟明島商業銀行禾埕分行
帳號：6200 0000 0000 0002
SWIFT：QMDBTWTP
匯款附註：INV-2026-0311

有疑問請來電 000-8800 0021，我會立即確認。感謝您的理解與配合。

敬祝　商祺
客戶經理　李薇　敬上
啟明島精工有限公司
電話：000-8800 0021
電子郵件：li.wei@tools.example
"""
    )


def test_a_hong_kong_letter_confirms_a_waiver_on_completion_with_a_form_at_its_end(composer):
    brief = a_negotiation(
        "HK", MessageKind.WRITTEN_CONFIRMATION, interest=InterestTreatment.WAIVED, channel=Channel.LETTER
    )

    assert (
        composer.write(brief).text + "\n"
        == """\
有關發票 INV-2026-0311 付款約定的書面確認

2026年6月16日
隼灣貿易有限公司
何嘉敏

何小姐：

感謝您的支持。啟明島精工有限公司與隼灣貿易有限公司（何嘉敏）於2026年6月15日就付款達成下列約定，謹以書面確認。涉及發票 INV-2026-0311（到期日2026年5月26日），未付金額 HK$50,880.00。

HK$50,880.00 按下列 3 期支付：
• 2026年6月26日：HK$16,960.00
• 2026年7月24日：HK$16,960.00
• 2026年8月24日：HK$16,960.00
• 合計：HK$50,880.00

未按期支付時，本約定對餘數不再適用；趕不及的話，請先與我聯絡。上列款項如期付清時，此前的逾期利息我方不再追收；若有款項未按時支付，逾期付款的原有約定仍然適用。其餘約定不變。

敬請核對以上內容，並以「同意」二字回覆確認；如有出入，請於2026年6月22日（星期一）前提出，由我更正。

過數資料如下：
戶口名稱：啟明島精工有限公司
銀行：啟明島商業銀行香港分行
戶口號碼：6200 0000 0000 0003
SWIFT：QMDBHKHH
付款備註：INV-2026-0311

如需核對賬目，請致電 000-8800 0021 與我聯絡。感謝您的支持。

順頌　商祺
客戶經理　李薇　謹啟
啟明島精工有限公司
電話：000-8800 0021
電郵：li.wei@tools.example

回條（請於2026年6月22日（星期一）前填寫並交回）
隼灣貿易有限公司　致　啟明島精工有限公司
事由：上述確認函所列付款安排（發票 INV-2026-0311，HK$50,880.00）
□ 同意　□ 不同意　□ 有疑問：________________________
姓名：________________________　職銜：________________________
日期：________________________　簽署／公司印章：________________________
"""
    )


def test_an_american_proposal_shows_fixed_interest_and_costs_inside_its_sum(composer):
    brief = a_negotiation("US", MessageKind.PLAN_PROPOSAL, interest=InterestTreatment.FROZEN, gift="fees")

    assert (
        composer.write(brief).text + "\n"
        == """\
Invoice INV-2026-0311: proposed dates of payment

Dear Ms. Whitlock,

You wrote to us on June 15, 2026; this is what we suggest, so that it can be paid step by step. Invoice INV-2026-0311, due May 26, 2026, stands at USD 6,360.00.

3 installments, USD 6,486.00 in all:
• June 26, 2026: USD 2,162.00
• July 24, 2026: USD 2,162.00
• August 24, 2026: USD 2,162.00
• Total: USD 6,486.00

A further USD 63.00 for costs is part of the schedule.

Late interest is fixed at USD 63.00 and included above; it grows no further while you pay in time. Everything else in our agreement stays as it is. A payment that is missed without a word ends the plan, and the original terms apply again; a call beforehand is all it takes to talk about it.

A reply with the word “agreed” by Monday, June 22 is enough. If something in it does not fit, say so and we will look at it together.

You can pay by bank transfer:
Account name: Qimingdao Precision Co., Ltd.
Bank: Qimingdao Commercial Bank
Account number: 6200 0000 0000 0004
SWIFT: QMDBCNSH
Reference: INV-2026-0311

If a call is quicker, my number is +00 800 0021. With thanks in advance for your answer.

Kind regards,
Wei Li, Account Manager
Qimingdao Precision Co., Ltd.
+00 800 0021
li.wei@tools.example
"""
    )
