"""Answers such as a good model gives, and the whole message that each becomes; ``{role}`` stands for a placeholder."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What is asked for, what the model writes, and the text that the customer or the caller reads."""

    market: str
    kind: str
    channel: str
    tone: str
    invoices: int = 1
    subject: str = ""
    body: str
    text: str


ANSWERS = (
    Answer(
        market="EN",
        kind="written_confirmation",
        channel="email",
        tone="neutral",
        subject="Invoice {invoice_no}: what we agreed",
        body="""\
Dear {contact_name},

Thank you. This confirms what {creditor_name} and {customer_name} agreed on {agreed_on} (on your side: {agreed_with}). It concerns invoice {invoice_no}, due {due_date}, on which {open_balance} is open.

{plan_total} will be paid as follows:
[[T2]]

If a payment is missed, this was agreed: {if_missed}. All other terms, those on late payment included, stay as they are.

Please reply with the word “agreed”, and tell me by {ask_by} if anything is not as we said.

The account for the transfers is {account_no} at {bank}. Thank you for finding this way with us; I'm on {sender_phone}.

Kind regards,
{sender_name}
{creditor_name}""",
        text="""\
Invoice FP-101: what we agreed

Dear Ms Okafor,

Thank you. This confirms what Kestrel Tools Ltd and Marlow Fittings Ltd agreed on 13 March 2025 (on your side: Ms Okafor). It concerns invoice FP-101, due 9 February 2025, on which GBP 9,100.00 is open.

GBP 9,100.00 will be paid as follows:
• 28 March 2025: GBP 4,550.00
• 28 April 2025: GBP 4,550.00
• Total: GBP 9,100.00

If a payment is missed, this was agreed: the balance is payable with the next instalment. All other terms, those on late payment included, stay as they are.

Please reply with the word “agreed”, and tell me by Thursday 20 March 2025 if anything is not as we said.

The account for the transfers is 20114400017755 at Harbour Bank. Thank you for finding this way with us; I'm on 000-8800 0021.

Kind regards,
Ruth Hale
Kestrel Tools Ltd""",
    ),
    Answer(
        market="CN",
        kind="plan_proposal",
        channel="email",
        tone="neutral",
        invoices=3,
        subject="关于未结款项的付款方案，请确认",
        body="""\
{contact_name}，您好：

谢谢{message_date}来信。结合您说的情况，我们拟了一个付款方案，供商议。

涉及以下{invoice_count}张发票，合计{total_open}：
[[T1]]

分{instalment_count}期支付，合计{plan_total}：
[[T2]]

本方案只调整付款日期，原合同逾期付款违约责任条款继续适用。如有一期未按时支付又未沟通，余款恢复按原约定办理；提前联系我，都可以商量。

如同意，请在{ask_by}前以“同意”二字回复；收到回复之前，本方案仅供商议。

收款账户：{bank}，{account_no}。有疑问请打{sender_phone}，谢谢。

顺颂商祺
{creditor_name}
{sender_name}""",
        text="""\
关于未结款项的付款方案，请确认

王经理，您好：

谢谢2025年3月12日来信。结合您说的情况，我们拟了一个付款方案，供商议。

涉及以下 3 张发票，合计人民币 144,600.00 元：
• FP-101：人民币 48,200.00 元，2025年2月9日到期，逾期 33 天
• FP-102：人民币 48,200.00 元，2025年2月9日到期，逾期 33 天
• FP-103：人民币 48,200.00 元，2025年2月9日到期，逾期 33 天

分 2 期支付，合计人民币 144,600.00 元：
• 2025年3月28日：人民币 72,300.00 元
• 2025年4月28日：人民币 72,300.00 元
• 合计：人民币 144,600.00 元

本方案只调整付款日期，原合同逾期付款违约责任条款继续适用。如有一期未按时支付又未沟通，余款恢复按原约定办理；提前联系我，都可以商量。

如同意，请在2025年3月20日（周四）前以“同意”二字回复；收到回复之前，本方案仅供商议。

收款账户：中国银行杭州分行，1234 5678 9012 3456。有疑问请打 000-8800 0021，谢谢。

顺颂商祺
杭州明远机械有限公司
李薇""",
    ),
    Answer(
        market="TW",
        kind="dispute_acknowledgement",
        channel="email",
        tone="friendly",
        subject="發票 {invoice_no}：您反映的問題，我們正在確認",
        body="""\
{contact_name} 您好：

{message_date}來信敬悉，謝謝您告訴我們。發票 {invoice_no} 之中，有疑義的部分為{disputed_amount}；造成困擾，謹致歉意，查核期間請先不要支付這部分。

此事由我負責，最遲於{answer_by}回覆您。為了加快處理，煩請提供：{documents_needed}。

沒有疑義的{undisputed}，是否方便於{undisputed_pay_by}前匯款？帳號為 {account_no}。

如有任何疑問，歡迎來電 {sender_phone}，謝謝您的耐心。

敬祝 商祺
{creditor_name}
{sender_title} {sender_name} 敬上""",
        text="""\
發票 FP-101：您反映的問題，我們正在確認

陳小姐 您好：

2025年3月12日來信敬悉，謝謝您告訴我們。發票 FP-101 之中，有疑義的部分為 NT$3,000；造成困擾，謹致歉意，查核期間請先不要支付這部分。

此事由我負責，最遲於2025年3月20日（四）回覆您。為了加快處理，煩請提供：檢驗報告、照片。

沒有疑義的 NT$161,000，是否方便於2025年3月25日（二）前匯款？帳號為 6200 0000 0002。

如有任何疑問，歡迎來電 000-8800 0021，謝謝您的耐心。

敬祝 商祺
啟明島精工有限公司
客戶經理 李薇 敬上""",
    ),
    Answer(
        market="HK",
        kind="call_script",
        channel="phone",
        tone="firm",
        body="""\
開場
「您好，我是{creditor_name}的{sender_name}，請問{contact_name}在嗎？」

確認對方
「請問{customer_name}與我們往來的款項是否由您負責？」

留言或別人接聽
只報公司、姓名和電話 {sender_phone}，請對方回電，其餘不說。

說明
「是關於發票 {invoice_no}，{open_balance}，到期日是{due_date}，至今尚未收妥。」

提問
「如果要在{ask_by}或之前處理，您那邊還需要甚麼？」然後等對方回答。

「已經付了」
「多謝，方便告訴我日期和編號嗎？我即時查核。」

「發票有錯，或者沒收到」
「我先處理好，請問寄到哪裡合適？」

「貨有問題」
「很抱歉，請問情況如何？」只談沒有爭議的部分。

「資金緊，想要時間」
「明白，您覺得怎樣安排合適？」可延後{may_extend}，最多分{may_instalments}期，其餘記下再回覆。

「現在不會付」
「我記下了，方便說說原因嗎？」不談後果，稍後去信。

收尾
「即是……，……付，對嗎？多謝，我今天會以電郵書面確認。」

通話後記下：與誰通話、對方原話、提到的金額和日期、下一步。""",
        text="""\
開場
「您好，我是啟明島精工有限公司的李薇，請問何小姐在嗎？」

確認對方
「請問隼灣貿易有限公司與我們往來的款項是否由您負責？」

留言或別人接聽
只報公司、姓名和電話 000-8800 0021，請對方回電，其餘不說。

說明
「是關於發票 FP-101，HK$50,880.00，到期日是2025年2月9日，至今尚未收妥。」

提問
「如果要在2025年3月21日（星期五）或之前處理，您那邊還需要甚麼？」然後等對方回答。

「已經付了」
「多謝，方便告訴我日期和編號嗎？我即時查核。」

「發票有錯，或者沒收到」
「我先處理好，請問寄到哪裡合適？」

「貨有問題」
「很抱歉，請問情況如何？」只談沒有爭議的部分。

「資金緊，想要時間」
「明白，您覺得怎樣安排合適？」可延後 7 天，最多分 2 期，其餘記下再回覆。

「現在不會付」
「我記下了，方便說說原因嗎？」不談後果，稍後去信。

收尾
「即是……，……付，對嗎？多謝，我今天會以電郵書面確認。」

通話後記下：與誰通話、對方原話、提到的金額和日期、下一步。""",
    ),
    Answer(
        market="EN",
        kind="receipt_thanks",
        channel="sms",
        tone="friendly",
        body="""\
{creditor_name}: thank you, {received} for invoice {invoice_no} arrived on {received_on}. Still open: {remaining}.""",
        text="""\
Kestrel Tools Ltd: thank you, GBP 5,000.00 for invoice FP-101 arrived on 13 March 2025. Still open: GBP 4,100.00.""",
    ),
    Answer(
        market="CN",
        kind="negotiation_reply",
        channel="chat",
        tone="friendly",
        subject="回复：付款安排",
        body="""\
{contact_name}，您好！{message_date}的消息收到，谢谢您直说。

单据：请告诉我抬头怎么改、发到哪里，我先办好。

资金：理解现在紧，能守住的日期比早的日期更要紧。我们可以这样安排，合计{plan_total}：
[[T2]]

违约金：这个我定不了，会报公司，有结果马上告诉您。

其余约定不变。您看行吗？请在{ask_by}前回我，电话{sender_phone}。谢谢！

{sender_name}，{creditor_name}""",
        text="""\
回复：付款安排

王经理，您好！2025年3月12日的消息收到，谢谢您直说。

单据：请告诉我抬头怎么改、发到哪里，我先办好。

资金：理解现在紧，能守住的日期比早的日期更要紧。我们可以这样安排，合计人民币 48,200.00 元：
• 2025年3月28日：人民币 24,100.00 元
• 2025年4月28日：人民币 24,100.00 元
• 合计：人民币 48,200.00 元

违约金：这个我定不了，会报公司，有结果马上告诉您。

其余约定不变。您看行吗？请在2025年3月20日（周四）前回我，电话 000-8800 0021。谢谢！

李薇，杭州明远机械有限公司""",
    ),
)
