"""Ordinary letters that agree with their record pass whole, whatever else of daily business stands in them."""

import pytest

from assistant.intake.given_record import grounds_from_record
from evals.guardrail.record_pairs import load_records
from tests.unit.guardrail.given import checker, found

LETTERS = [
    (
        "packaging",
        "王经理，您好！\n\n先祝您周末愉快。FP-1 号发票（48,200.00元）已过付款日一个月，我们理解贵司月底事务较多。如果发票还没收到，我可以马上重发；如果是对账上有疑问，也请告诉我。若方便，请在3月21日（星期五）17:00前回复一个大概的付款日期。\n\n青禾包装有限公司 财务部",
    ),
    ("packaging", "您好，麻烦问一下FP-1的付款走到哪一步了？需要我们补什么材料吗？"),
    ("packaging", "若三天内无法付清，请您先告诉我们可行的时间，我们再一起商量分两次付的办法。"),
    ("packaging", "如果贵司已于近日付款，请忽略本邮件并将水单发给我们核对。"),
    ("packaging", "为方便您入账，附件有：发票、送货单、合同HT-77复印件各一份。"),
    ("packaging", "本周三您承诺的两万元还没有到账，方便的话请查一下银行回单。"),
    (
        "bearings",
        "陈总好，贵司第一张发票7月20日到期，8月11日付过5万，还差7.6万；第二张8月14日到期，38,650.40元。第三张9月21日才到期，供您提前安排。刘思远 0571-88001234",
    ),
    ("bearings", "下周一（9月22日）我会到贵司附近办事，方便的话当面对一下账？"),
    ("bearings", "请在国庆节前安排已到期的114,650.40元，谢谢。"),
    ("bearings", "逾期最久的一张已经两个月了，希望9月底前能够结清。"),
    (
        "bearings",
        "您可以通过 https://pay.jianghai.example/b/118 在线支付，也可以转账到江海银行杭州分行 1202 0210 0990 0088 771。",
    ),
    ("software", "周总，发票昨天到期，金额6000元。我们下周三、周四都在公司，您有空的话可以打何静的电话聊聊。"),
    ("software", "顺便说一下，12月我们有新版本上线，欢迎试用。"),
    (
        "components",
        "林小姐您好：附上5月份對帳單，AB-12345678 餘額20萬元、CD-23456789 84,500元，共284,500元。若有任何疑問，請撥02-2700-1234找張雅婷。",
    ),
    ("components", "若貴公司內部流程需要採購單號，請告訴我，我補在發票上。"),
    ("components", "請於6月30日（一）前匯入玉嶺銀行(808) 0123-4567-89012，匯款手續費由本公司負擔。"),
    ("components", "端午節後再麻煩您確認，謝謝。"),
    (
        "stationery",
        "陳小姐，INV-7731已過期24日，INV-7750過期7日，合共HK$56,800。聖誕假期將至，未知能否於12月19日前安排？如有查詢請覆此電郵。",
    ),
    ("stationery", "陳小姐你好，想跟進一下兩張發票嘅付款安排，麻煩晒。"),
    ("printing", "黃老闆，快過年了，HF-0210 的26,000元方便在農曆年前處理嗎？"),
    ("printing", "HF-0210原金額27,300元，已扣退貨折讓1,300元，應付26,000元。"),
    (
        "outfitters",
        "Hi Rachel,\n\nHope you had a great weekend. I'm following up on INV-0042 and INV-0057. Could you check whether they're in this week's payment run? If you need a W-9 or a copy of PO 4471, just say so.\n\nBest,\nTom",
    ),
    (
        "outfitters",
        "Good morning Rachel, the balance is $10,480.75 as of today, June 16. Half an hour on the phone this week might sort it out - would Thursday at 10 am work?",
    ),
    (
        "outfitters",
        "We appreciate your business over the last 5 years and would like to find a solution that works for both of us.",
    ),
    ("outfitters", "If you've already mailed a check, please send me the tracking number so I can look out for it."),
    ("outfitters", "Your $3,500 promised for June 10 has not reached us. Could you resend it by Friday?"),
    ("outfitters", "Payment options: ACH, card, or online at https://pay.harborlane.example/inv."),
    (
        "printer",
        "Dear Oliver,\n\nI'm writing about invoice NP/2025/118 dated 12 August for £1,248.60. Our terms are 30 days, so it fell due on 11 September; it's now four weeks late. If there's a problem with the leaflets, please tell me.\n\nKind regards\nAccounts Team\nNorthgate Print Ltd",
    ),
    ("printer", "I'd be grateful for a payment date by the end of next week."),
    ("printer", "You can reach us Monday to Friday, 9 to 5."),
    ("printer", "Please quote NP/2025/118 when you pay."),
    (
        "filters",
        "Dear Claire, RE-2025-901 is 48 days past due and RE-2026-014 six days; RE-2026-022 is not due until 28 February. The overdue total is EUR 11,100.00.",
    ),
    ("filters", "Under clause 9.3 late interest of 0.05% per day may be charged; so far we have not charged any."),
    ("filters", "Your promise of 3 February (EUR 9,100 by 13 February) has not been kept, so may I ask what happened?"),
    ("filters", "We'd be happy to agree two instalments: €5,550 now and €5,550 on 27 February."),
    (
        "tools",
        "Hi Priya, as you know we filed a claim. We'd still rather settle: AUD 50,000 now, and the disputed $11,250 once the review is done.",
    ),
    ("tools", "Interest at 8% per annum continues to run under clause 8."),
    ("hardware", "李总，HX-0415还剩6万，HX-0428是12,750元，一共72,750元。上次您说6月3日前先付3万，是不是卡在审批了？"),
    ("hardware", "李经理您好，附件是对账单，请核对后盖章回传。"),
    ("design", "吳小姐，設計費126,000元9/30到期，請問送簽大概什麼時候會下來？"),
    ("studio", "Hi Dana, quick reminder that 2291 has $4,000 left and 2304 ($2,150) was due Aug 31. Thanks! Leo"),
    ("studio", "Happy to hop on a call Tuesday or Wednesday."),
    (
        "paint",
        "赵经理，您好。按4.3条验收后30日内付款，发票6月19日到期，已付10万，余13.5万。7月18日的承诺已过三天，想问问进展。",
    ),
    ("freight", "何先生，SD-60118 已逾期26日，SD-60131 逾期11日，合共港幣27,840元，煩請盡快安排過數。"),
    (
        "cafe",
        "Hi Samira, BC-1187 has £2,000 outstanding and is 25 days late. BC-1203 (£660) falls due this Sunday. Could you send the £1,000 we spoke about on the 7th?\nHelen",
    ),
    (
        "cafe",
        "You mentioned that cash is tight until the Christmas trade picks up; four payments of £500 would be fine with us.",
    ),
]


@pytest.mark.parametrize(("record", "text"), LETTERS)
def test_a_letter_that_agrees_with_its_record_passes(record, text):
    grounds, language = grounds_from_record(load_records()[record])
    assert found(checker().check(text, grounds=grounds, language=language)) == []
