"""Whole messages to Hong Kong, as they are sent."""

from assistant.domain.authority import OfferKind
from assistant.domain.kinds import Channel, MessageKind, Stage, Tone
from tests.builders import a_brief


def test_three_invoices_are_listed_one_to_a_line(composer):
    draft = composer.write(a_brief("HK", invoices=3))

    assert (
        draft.text
        == """\
有關 3 張發票付款安排

何小姐：

相信您近日事忙，款項可能一時未及處理，特此提一提。以下 3 張發票暫時未見入賬，合共 HK$156,240.00：
• INV-2026-0311：HK$50,880.00，2026年6月8日到期，逾期 8 天
• INV-2026-0337：HK$52,080.00，2026年6月9日到期，逾期 7 天
• INV-2026-0363：HK$53,280.00，2026年6月10日到期，逾期 6 天

不知道發票收到沒有，程序上有沒有遇到問題？有需要我幫忙的地方，請隨時告訴我一聲。

您看哪一天付款較為方便，告訴我一聲便可。如果款項已經過數，請略過今次提示。

過數資料如下：
戶口名稱：啟明島精工有限公司
銀行：啟明島商業銀行香港分行
戶口號碼：6200 0000 0000 0003
SWIFT：QMDBHKHH
網上付款：https://pay.qimingdao.example/inv
其他方法：轉數快、劃線支票

我的電話是 000-8800 0021，如有需要請隨時聯絡。有勞費心，謝謝。

順頌　商祺
客戶經理　李薇　謹啟
啟明島精工有限公司
電話：000-8800 0021
電郵：wei.li@qimingdao.example"""
    )


def test_neutral_asks_hong_kong_where_the_payment_stands(composer):
    draft = composer.write(a_brief("HK", stage=Stage.MIDDLE, tone=Tone.NEUTRAL, number=2))

    assert (
        draft.text
        == """\
發票 INV-2026-0311 現時的付款進度

何小姐：

今次來信，是想跟進貴公司尚未結清的款項。這是發票 INV-2026-0311，HK$50,880.00，2026年5月26日到期，現時逾期 21 天。

自2026年6月8日聯絡之後，有關款項仍未入賬。到期日是根據合約第5.2條計算的。想請問現時在哪個環節遇到阻滯，需要我們這邊補文件嗎？煩請於6月24日（星期三）前告知付款日期，以便我們對賬。

時間上如有困難，請直說，我們可以一起商量。

收款戶口資料：
戶口名稱：啟明島精工有限公司
銀行：啟明島商業銀行香港分行
戶口號碼：6200 0000 0000 0003
SWIFT：QMDBHKHH
付款備註：INV-2026-0311
網上付款：https://pay.qimingdao.example/inv
其他方法：轉數快、劃線支票

如付款正在途中，毋須理會以上內容。有查詢請致電 000-8800 0021，我會即時核實。多謝您的協助。

順頌　商祺
客戶經理　李薇　謹啟
啟明島精工有限公司
電話：000-8800 0021
電郵：wei.li@qimingdao.example"""
    )


def test_firm_offers_the_extension_that_is_within_authority(composer):
    draft = composer.write(a_brief("HK", stage=Stage.LATE, tone=Tone.FIRM, number=3, offer=OfferKind.EXTENSION))

    assert (
        draft.text
        == """\
發票 INV-2026-0311 逾期賬款，請於6月26日（星期五）前回覆

何小姐：

2026年6月8日與貴公司聯絡後，仍未收到下述款項。涉及發票 INV-2026-0311，到期日2026年4月29日，至今逾期 48 天，尚欠 HK$50,880.00。

依據為合約 QMD-HK-2024-002 第5.2條，「買方須於發票日期起30日內，全數支付發票所列款項」。

敬請於6月26日（星期五）前付清上述賬款；如已定下日期，亦請來信告知。如有疑問，亦請於同一期限內告知。

若屆時仍未入賬，按合約第5.5條可能會產生逾期利息，我們不希望走到這一步。貴公司如需寬限，本公司可同意延期至7月3日（星期五）。

戶口資料供您核對：
戶口名稱：啟明島精工有限公司
銀行：啟明島商業銀行香港分行
戶口號碼：6200 0000 0000 0003
SWIFT：QMDBHKHH
付款備註：INV-2026-0311
網上付款：https://pay.qimingdao.example/inv
其他方法：轉數快、劃線支票

如貴公司已安排付款，請忽略本信。有關事宜，請致電 000-8800 0021 與我聯絡。謝謝貴公司儘快處理。

順頌　商祺
客戶經理　李薇　謹啟
啟明島精工有限公司
電話：000-8800 0021
電郵：wei.li@qimingdao.example"""
    )


def test_formal_by_letter_dates_and_addresses_it_the_hong_kong_way(composer):
    draft = composer.write(a_brief("HK", stage=Stage.FORMAL, tone=Tone.FORMAL, channel=Channel.LETTER, number=4))

    assert (
        draft.text
        == """\
發票 INV-2026-0311 逾期賬款付款通知書

2026年6月16日
隼灣貿易有限公司
何嘉敏

何小姐：

啟明島精工有限公司現就下述逾期賬款，正式要求貴公司付款。截至2026年6月16日，發票 INV-2026-0311 尚欠 HK$50,880.00，到期日為2026年4月1日，已逾期 76 天。

2026年6月8日與貴公司聯絡後，上述款項仍未入賬。根據合約 QMD-HK-2024-002 第5.2條：「買方須於發票日期起30日內，全數支付發票所列款項」。

請於2026年7月1日（星期三）辦公時間結束前將 HK$50,880.00 存入本公司戶口。

逾期未付而又未有回覆，合約第5.5條將會適用：「任何逾期款項須按月息1%支付利息」。此外，合約第5.7條訂明，在此情況下可暫停供貨。

如對上述賬款有疑問或不同意見，請於該期限內來函說明，本公司核實後會作出回覆。本公司珍惜雙方合作，仍願意就付款安排與貴公司商討。

過數資料如下：
戶口名稱：啟明島精工有限公司
銀行：啟明島商業銀行香港分行
戶口號碼：6200 0000 0000 0003
SWIFT：QMDBHKHH
付款備註：INV-2026-0311
網上付款：https://pay.qimingdao.example/inv
其他方法：轉數快、劃線支票

款項若已過數，毋須理會本函。本函查詢：電話 000-8800 0021，電郵 wei.li@qimingdao.example。敬候賜覆，謹致謝忱。

順頌　商祺
客戶經理　李薇　謹啟
啟明島精工有限公司
電話：000-8800 0021
電郵：wei.li@qimingdao.example"""
    )


def test_a_broken_promise_is_quoted_with_its_date(composer):
    draft = composer.write(
        a_brief("HK", kind=MessageKind.PROMISE_FOLLOWUP, stage=Stage.MIDDLE, tone=Tone.NEUTRAL, number=2)
    )

    assert (
        draft.text
        == """\
發票 INV-2026-0311：原定2026年6月10日的付款

何小姐：

多謝您2026年6月2日的回覆，當時說的是：「十號會過數兩萬五千元給貴公司」。賬上記為2026年6月10日前付 HK$25,440.00。我們到2026年6月16日仍未收到，發票 INV-2026-0311，2026年5月26日到期，未結金額 HK$50,880.00。

想了解一下，是否有什麼事情耽擱了？煩請於6月24日（星期三）前告知新的付款日，或現時在哪個環節遇到阻滯。

時間上如有困難，請直說，我們可以一起商量。

收款戶口資料：
戶口名稱：啟明島精工有限公司
銀行：啟明島商業銀行香港分行
戶口號碼：6200 0000 0000 0003
SWIFT：QMDBHKHH
付款備註：INV-2026-0311
網上付款：https://pay.qimingdao.example/inv
其他方法：轉數快、劃線支票

如付款正在途中，毋須理會以上內容。有查詢請致電 000-8800 0021，我會即時核實。多謝您的協助。

順頌　商祺
客戶經理　李薇　謹啟
啟明島精工有限公司
電話：000-8800 0021
電郵：wei.li@qimingdao.example"""
    )


def test_a_text_message_to_hong_kong_fits_two_segments(composer):
    draft = composer.write(a_brief("HK", channel=Channel.SMS))

    assert (
        draft.text
        == """\
【啟明島精工有限公司】何小姐您好，發票 INV-2026-0311（HK$50,880.00，6月8日到期）暫時未見入賬。方便告訴我付款時間嗎？有問題我來協助。如已付款請略過。李薇 000-8800 0021，過數戶口見發票。有勞了。"""
    )
