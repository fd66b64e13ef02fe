"""The statement of account on the terminal, whole, as each language and region writes it."""

import pytest

from assistant.adapters.statement_text import text_of
from assistant.domain.language import Language, LocalText
from assistant.domain.statement import InterestMemo
from tests.statements import a_customer, a_statement, an_account, money, spoken

ENGLISH = """\
Sample Precision Co., Ltd.
1 Sample Road
+86 0000-0000-1000 · ar@creditor.example

Statement of account

Example Customer Ltd
Attn. 王小明
As of 16 June 2026
Customer no. C1
Invoices entered up to 16 June 2026 09:30 (UTC+08:00).
Payments entered up to 16 June 2026 16:00 (UTC+08:00).

── Account in US Dollar (USD)

Open invoices
  Invoice  Issued       Due              Amount       Paid  Credited       Open  Days past due
  INV-1    1 Mar 2026   31 Mar 2026  100,000.00  42,000.00  1,200.00  56,800.00             77
    Contract: HT-2026-01 | Delivery: delivered in full · 3 Mar 2026 · DN-118 | Acceptance: accepted · 3 Mar 2026 · AC-7
  INV-2    20 Apr 2026  20 May 2026   20,000.00                       20,000.00             27
    Under dispute: 5,000.00
  INV-3    1 Jun 2026   1 Jul 2026    50,000.00                       50,000.00
    May be held back: 2,500.00 until 1 Jun 2027 | Project: phase 2 of 3 · 3 Mar 2026

Total open                           USD 126,800.00
of which past its due date            USD 76,800.00
of which under dispute                 USD 5,000.00
of which you may still hold back       USD 2,500.00
less: not yet matched to an invoice    USD 1,300.00
Balance after that                   USD 125,500.00

By age
  Not past due  1–30 days  31–60 days  61–90 days  Over 90 days
     50,000.00  20,000.00        0.00   56,800.00          0.00

Received or credited, not yet matched to an invoice
  Date        Number  What                     On invoices    Amount
  2 Feb 2026  INV-0   paid beyond the invoice  INV-0          100.00
  4 May 2026  RC-2    payment                               1,000.00
  5 May 2026  RC-3    refund                                 -500.00
  6 May 2026  CN-2    credit note                             700.00
  Please tell us which invoices these amounts are for.

Payments received since 18 March 2026
  Date        Number  What     On invoices     Amount
  2 Apr 2026  RC-1    payment  INV-1        40,000.00
  4 May 2026  RC-2    payment  INV-1         3,000.00
  5 May 2026  RC-3    refund                  -500.00

Late interest to 16 June 2026, for information, not part of the total: USD 1,234.00 · § 8.5

To pay by bank transfer:
  Account name: Sample Precision
  Bank: Sample Bank
  Account number: 6200 0000 0000 0004
  Pay online: https://pay.creditor.example/ar
  Also accepted: Visa

A payment of the last few days may not be on this statement yet. If you have already paid an item, please disregard it.
Please compare this statement with your books. If anything differs, tell us the invoice number and what you have, and we will put it right.
Contact: +86 0000-0000-1000 · ar@creditor.example
"""

SIMPLIFIED = """\
示例精工有限公司
示例路1号
+86 0000-0000-1000 · ar@creditor.example

对账单

示例客户有限公司
联系人：王小明
截至2026年6月16日
客户编号：C1
应收数据入账至2026年6月16日 09:30 (UTC+08:00)。
收款数据入账至2026年6月16日 16:00 (UTC+08:00)。

── 人民币（CNY）账户

未付发票明细
  发票号  开票日         到期日               金额       已付      贷项   未付余额  逾期天数
  INV-1   2026年3月1日   2026年3月31日  100,000.00  42,000.00  1,200.00  56,800.00        77
    合同号：HT-2026-01 | 交付：delivered in full · 2026年3月3日 · DN-118 | 验收：accepted · 2026年3月3日 · AC-7
  INV-2   2026年4月20日  2026年5月20日   20,000.00                       20,000.00        27
    争议金额：5,000.00
  INV-3   2026年6月1日   2026年7月1日    50,000.00                       50,000.00
    质保金：2,500.00，暂留至2027年6月1日 | 项目进度：phase 2 of 3 · 2026年3月3日

未付余额合计              人民币 126,800.00 元
其中：已逾期               人民币 76,800.00 元
其中：有争议                人民币 5,000.00 元
其中：质保期内可暂留        人民币 2,500.00 元
减：尚未核销的来款与贷项    人民币 1,300.00 元
冲抵后未付余额            人民币 125,500.00 元
未付余额合计（大写）：人民币壹拾贰万陆仟捌佰元整

账龄
     未逾期    1–30 天  31–60 天   61–90 天  90 天以上
  50,000.00  20,000.00      0.00  56,800.00       0.00

尚未核销的来款与贷项
  日期          单号   类别  对应发票      金额
  2026年2月2日  INV-0  多付  INV-0       100.00
  2026年5月4日  RC-2   收款            1,000.00
  2026年5月5日  RC-3   退款             -500.00
  2026年5月6日  CN-2   贷项              700.00
  请告知上述款项对应哪张发票。

2026年3月18日以来的收款
  日期          单号  类别  对应发票       金额
  2026年4月2日  RC-1  收款  INV-1     40,000.00
  2026年5月4日  RC-2  收款  INV-1      3,000.00
  2026年5月5日  RC-3  退款              -500.00

截至2026年6月16日的逾期付款违约金（仅供参考，未计入合计）：人民币 1,234.00 元 · § 8.5

收款账户：
  户名：示例精工有限公司
  开户行：示例银行
  账号：6200 0000 0000 0001
  在线支付：https://pay.creditor.example/ar
  也可使用：支付宝、微信支付

贵司近日如已付款，可能尚未计入本对账单，该笔请忽略。
请与贵司账簿核对。如有出入，请告知发票号及贵司账面金额，我司查明后即予更正。
联系方式：+86 0000-0000-1000 · ar@creditor.example
"""

TAIWAN = """\
範例精工有限公司
範例路1號
+86 0000-0000-1000 · ar@creditor.example

對帳單

範例客戶股份有限公司
聯絡窗口：王小明
截至2026年6月16日
客戶編號：C1
應收帳款資料入帳至2026年6月16日 09:30 (UTC+08:00)。
收款資料入帳至2026年6月16日 16:00 (UTC+08:00)。

── 新台幣（TWD）帳戶

未付發票明細
  發票號碼  開立日         到期日            金額    已付   折讓  未付餘額  逾期天數
  INV-1     2026年3月1日   2026年3月31日  100,000  42,000  1,200    56,800        77
    合約編號：HT-2026-01 | 交貨：delivered in full · 2026年3月3日 · DN-118 | 驗收：accepted · 2026年3月3日 · AC-7
  INV-2     2026年4月20日  2026年5月20日   20,000                   20,000        27
    爭議金額：5,000
  INV-3     2026年6月1日   2026年7月1日    50,000                   50,000
    保留款：2,500，保留至2027年6月1日 | 專案進度：phase 2 of 3 · 2026年3月3日

未付餘額合計              NT$126,800
其中：已逾期               NT$76,800
其中：有爭議                NT$5,000
其中：可暫緩支付之保留款    NT$2,500
減：尚未沖帳之匯款與折讓    NT$1,300
沖抵後未付餘額            NT$125,500

帳齡
  未逾期  1–30 天  31–60 天  61–90 天  90 天以上
  50,000   20,000         0    56,800          0

尚未沖帳之匯款與折讓
  日期          單號   類別  對應發票   金額
  2026年2月2日  INV-0  溢付  INV-0       100
  2026年5月4日  RC-2   收款            1,000
  2026年5月5日  RC-3   退款             -500
  2026年5月6日  CN-2   折讓              700
  煩請告知上述款項對應之發票號碼。

2026年3月18日以來之收款
  日期          單號  類別  對應發票    金額
  2026年4月2日  RC-1  收款  INV-1     40,000
  2026年5月4日  RC-2  收款  INV-1      3,000
  2026年5月5日  RC-3  退款              -500

截至2026年6月16日之遲延利息（僅供參考，未計入合計）：NT$1,234 · § 8.5

匯款帳戶：
  戶名：範例精工
  銀行：範例銀行
  帳號：6200 0000 0000 0002
  SWIFT：SMPLXX00
  線上付款：https://pay.creditor.example/ar
  亦可使用：Visa

貴公司近日如已匯款，可能尚未列入本對帳單，該筆敬請略過。
敬請與貴公司帳冊核對。如有不符，煩請告知發票號碼與貴公司帳上金額，以便查明更正。
聯絡方式：+86 0000-0000-1000 · ar@creditor.example
"""

HONG_KONG = """\
範例精工有限公司
範例路1號
+86 0000-0000-1000 · ar@creditor.example

對賬單

範例客戶（香港）有限公司
聯絡人：王小明
截至2026年6月16日
客戶編號：C1
應收賬款資料入賬至2026年6月16日 09:30 (UTC+08:00)。
收款資料入賬至2026年6月16日 16:00 (UTC+08:00)。

── 港元（HKD）賬目

未付發票明細
  發票編號  發票日期       到期日               金額       已付      貸項   未付款項  逾期日數
  INV-1     2026年3月1日   2026年3月31日  100,000.00  42,000.00  1,200.00  56,800.00        77
    合約編號：HT-2026-01 | 送貨：delivered in full · 2026年3月3日 · DN-118 | 驗收：accepted · 2026年3月3日 · AC-7
  INV-2     2026年4月20日  2026年5月20日   20,000.00                       20,000.00        27
    爭議金額：5,000.00
  INV-3     2026年6月1日   2026年7月1日    50,000.00                       50,000.00
    保留金：2,500.00，保留至2027年6月1日 | 項目進度：phase 2 of 3 · 2026年3月3日

未付款項合共              HK$126,800.00
其中：已逾期               HK$76,800.00
其中：有爭議                HK$5,000.00
其中：可暫時扣起之保留金    HK$2,500.00
減：尚未配對之款項及貸項    HK$1,300.00
扣除後未付款項            HK$125,500.00

賬齡
     未逾期    1–30 日  31–60 日   61–90 日  90 日以上
  50,000.00  20,000.00      0.00  56,800.00       0.00

尚未配對之款項及貸項
  日期          編號   類別      有關發票      金額
  2026年2月2日  INV-0  多付      INV-0       100.00
  2026年5月4日  RC-2   收款                1,000.00
  2026年5月5日  RC-3   退款                 -500.00
  2026年5月6日  CN-2   貸項通知              700.00
  請告知上述款項屬於哪張發票。

2026年3月18日起收到之款項
  日期          編號  類別  有關發票       金額
  2026年4月2日  RC-1  收款  INV-1     40,000.00
  2026年5月4日  RC-2  收款  INV-1      3,000.00
  2026年5月5日  RC-3  退款              -500.00

截至2026年6月16日之逾期利息（只供參考，並未計入合共數）：HK$1,234.00 · § 8.5

收款戶口：
  戶口名稱：範例精工
  銀行：範例銀行
  戶口號碼：6200 0000 0000 0003
  SWIFT：SMPLXX00
  網上付款：https://pay.creditor.example/ar
  其他方法：Visa

貴公司日內如已過數，可能尚未列入本對賬單，該筆毋須理會。
請與貴公司賬簿核對。如有不符，請告知發票編號及貴公司賬面金額，以便查明更正。
查詢：+86 0000-0000-1000 · ar@creditor.example
"""


@pytest.mark.parametrize(
    ("language", "region", "name", "currency", "expected"),
    [
        (Language.EN, "GB", "Example Customer Ltd", "USD", ENGLISH),
        (Language.ZH_HANS, "CN", "示例客户有限公司", "CNY", SIMPLIFIED),
        (Language.ZH_HANT, "TW", "範例客戶股份有限公司", "TWD", TAIWAN),
        (Language.ZH_HANT, "HK", "範例客戶（香港）有限公司", "HKD", HONG_KONG),
    ],
    ids=["english", "simplified", "taiwan", "hong_kong"],
)
def test_the_statement_reads_as_people_there_write_it(language, region, name, currency, expected):
    account = an_account(currency, a_customer(language, region, name))
    statement = a_statement(
        account, interest=InterestMemo(amount=money("1234", currency), basis=(LocalText.same("§ 8.5"),))
    )
    assert text_of(statement, spoken(statement)) == expected


def test_american_dates_put_the_month_first():
    statement = a_statement(an_account("USD", a_customer(Language.EN, "US")))
    text = text_of(statement, spoken(statement))
    assert "As of June 16, 2026\n" in text
    assert "  INV-2    Apr 20, 2026  May 20, 2026   20,000.00" in text


def test_with_nothing_open_the_statement_says_so_and_asks_for_no_money():
    account = an_account(invoices=(), payments=(), credit_notes=(), allocations=(), proofs=(), disputes=())
    empty = a_statement(account, accounts=())
    assert (
        text_of(empty, spoken(empty))
        == """\
示例精工有限公司
示例路1号
+86 0000-0000-1000 · ar@creditor.example

对账单

示例客户有限公司
联系人：王小明
截至2026年6月16日
客户编号：C1
应收数据入账至2026年6月16日 09:30 (UTC+08:00)。
收款数据入账至2026年6月16日 16:00 (UTC+08:00)。

截至2026年6月16日，贵司在我司账上没有未付款项。

请与贵司账簿核对。如有出入，请告知发票号及贵司账面金额，我司查明后即予更正。
联系方式：+86 0000-0000-1000 · ar@creditor.example
"""
    )


def test_money_that_covers_all_that_is_open_is_shown_and_nothing_is_asked_for():
    account = an_account("USD", a_customer(Language.EN, "GB"))
    covered = a_statement(an_account("USD", a_customer(Language.EN, "GB"), invoices=account.invoices[3:]))
    text = text_of(covered, spoken(covered))
    assert "On 16 June 2026 nothing was open on your account with us." in text
    assert "less: not yet matched to an invoice" in text
    assert "To pay" not in text
    assert "disregard" not in text


def test_a_currency_with_nothing_open_says_so_beside_one_that_has():
    customer = a_customer(Language.EN, "GB")
    settled = an_account("USD", customer, invoices=(), proofs=(), disputes=())
    statement = a_statement(an_account("HKD", customer), settled)
    text = text_of(statement, spoken(statement))
    assert text.count("Nothing is open in this currency.") == 1
    assert "nothing was open on your account" not in text


def test_marks_that_would_turn_or_break_the_line_are_shown_as_replaced():
    statement = a_statement(an_account("USD", a_customer(Language.EN, "GB", "Evil\u202eCo\x1b[31m\nLtd")))
    assert "\nEvil\ufffdCo\ufffd[31m Ltd\n" in text_of(statement, spoken(statement))
