"""Whole messages to Taiwan, as they are sent."""

from assistant.domain.kinds import Channel, Stage, Tone
from tests.builders import a_brief


def test_a_first_reminder_to_taiwan_offers_to_sort_things_out_together(composer):
    draft = composer.write(a_brief("TW"))

    assert (
        draft.text
        == """\
關於發票 INV-2026-0311 的付款

陳小姐 您好：

來信只是想跟您對個帳，也許款項已在作業中。此為發票 INV-2026-0311，NT$164,000，2026年6月8日到期，我們這邊還沒收到。

是簽核流程卡住了，還是發票哪裡需要更正？有什麼不方便的地方，我們一起想辦法。

有空的話，煩請看一下進度，回我一句。如果款項已經匯出，請忽略這次通知。

匯款資訊如下：
戶名：啟明島精工有限公司
銀行：啟明島商業銀行禾埕分行
帳號：6200 0000 0000 0002
SWIFT：QMDBTWTP
匯款附註：INV-2026-0311
線上付款：https://pay.qimingdao.example/inv
亦可使用：即期支票

您也可以直接撥 000-8800 0021，由我來協助確認。謝謝您的幫忙。

敬祝　商祺
客戶經理　李薇　敬上
啟明島精工有限公司
電話：000-8800 0021
電子郵件：wei.li@qimingdao.example"""
    )


def test_before_the_due_date_taiwan_is_asked_whether_the_papers_are_in_order(composer):
    draft = composer.write(a_brief("TW", stage=Stage.UPCOMING))

    assert (
        draft.text
        == """\
發票 INV-2026-0311 將於2026年6月19日到期

陳小姐 您好：

付款日快到了，先把資料給您，省得您再去找單據。此次為發票 INV-2026-0311，應付 NT$164,000，2026年6月19日到期。

不知發票是否已經收到？抬頭、統一編號或訂單號碼如需更正，或還缺驗收單據，請現在告訴我，我會在付款日前處理好，以免影響貴公司的簽核。若已排入付款，就不必回信了。

匯款資訊如下：
戶名：啟明島精工有限公司
銀行：啟明島商業銀行禾埕分行
帳號：6200 0000 0000 0002
SWIFT：QMDBTWTP
匯款附註：INV-2026-0311
線上付款：https://pay.qimingdao.example/inv
亦可使用：即期支票

您也可以直接撥 000-8800 0021，由我來協助確認。謝謝您的幫忙。

敬祝　商祺
客戶經理　李薇　敬上
啟明島精工有限公司
電話：000-8800 0021
電子郵件：wei.li@qimingdao.example"""
    )


def test_neutral_thanks_for_the_part_that_came(composer):
    draft = composer.write(a_brief("TW", stage=Stage.MIDDLE, tone=Tone.NEUTRAL, number=2, paid="64000"))

    assert (
        draft.text
        == """\
發票 INV-2026-0311 目前的付款進度

陳小姐 您好：

對帳時仍有款項未能沖銷，想請您協助確認。發票 INV-2026-0311 總額 NT$164,000，付款日2026年5月26日，餘款 NT$100,000 還沒收到。

先謝謝貴公司截至2026年6月12日支付的 NT$64,000，均已入帳。依雙方合約第六條，付款期限已屆。請問簽核到哪一關了，中間有沒有遇到什麼問題？最晚6月24日（三），能否請您給我一個付款時間？

缺件我馬上補；若是資金安排的問題，也可以討論。

匯款帳戶供您參考：
戶名：啟明島精工有限公司
銀行：啟明島商業銀行禾埕分行
帳號：6200 0000 0000 0002
SWIFT：QMDBTWTP
匯款附註：INV-2026-0311
線上付款：https://pay.qimingdao.example/inv
亦可使用：即期支票

倘若付款已在途中，請略過以上內容。這筆帳款由我負責，有疑問請撥 000-8800 0021。靜候回覆，先謝謝您。

敬祝　商祺
客戶經理　李薇　敬上
啟明島精工有限公司
電話：000-8800 0021
電子郵件：wei.li@qimingdao.example"""
    )


def test_firm_cites_the_clause_of_a_taiwanese_contract_and_sets_a_date(composer):
    draft = composer.write(a_brief("TW", stage=Stage.LATE, tone=Tone.FIRM, number=3))

    assert (
        draft.text
        == """\
發票 INV-2026-0311 逾期帳款，6月26日（五）前請回覆

陳小姐 您好：

自2026年6月8日聯繫以來，下述帳款仍未入帳。發票 INV-2026-0311，未付金額 NT$164,000，應於2026年4月29日支付，至今已逾期 48 天。

合約 QMD-TW-2025-009 第六條約定：「買方應於驗收後30日內付清該批商品之價金」。

煩請貴公司於6月26日（五）前匯款，或告知確定的付款日。若問題在我方，請直說。

如再延後，合約第十條關於遲延利息的約定將會適用，我方更願意先與貴公司談妥。貴公司若有實際困難，我方願意協商安排。

請將款項匯至以下帳戶：
戶名：啟明島精工有限公司
銀行：啟明島商業銀行禾埕分行
帳號：6200 0000 0000 0002
SWIFT：QMDBTWTP
匯款附註：INV-2026-0311
線上付款：https://pay.qimingdao.example/inv
亦可使用：即期支票

如貴公司已安排付款，請忽略本信。相關事宜請與我聯繫，電話 000-8800 0021。敬候回音，謝謝。

敬祝　商祺
客戶經理　李薇　敬上
啟明島精工有限公司
電話：000-8800 0021
電子郵件：wei.li@qimingdao.example"""
    )


def test_formal_quotes_what_the_contract_provides_and_is_still_open_to_talk(composer):
    draft = composer.write(a_brief("TW", stage=Stage.FORMAL, tone=Tone.FORMAL, number=4))

    assert (
        draft.text
        == """\
發票 INV-2026-0311 逾期帳款付款通知函

陳小姐 您好：

茲由啟明島精工有限公司就貴公司未結清之帳款，致送本函。發票 INV-2026-0311 於2026年4月1日到期，截至2026年6月16日已逾期 76 天，未付金額 NT$164,000。

我方前次聯繫為2026年6月8日，上述餘額至今未變。本件依據為合約 QMD-TW-2025-009 第六條，「買方應於驗收後30日內付清該批商品之價金」。

謹請貴公司於2026年7月1日（三）銀行營業時間結束前支付 NT$164,000。

如上述日期屆滿仍未付款或回覆，我方得依合約第十條計收利息（「應就未付價金，按年息5%給付遲延利息」）。另依合約第十一條，後續出貨屆時亦可能暫停。

貴公司如對金額或依據有異議，敬請於同一期限內以書面說明理由，我方將先行查核。如全額支付確有困難，請提出可行方案，我方願意協商。

匯款資訊如下：
戶名：啟明島精工有限公司
銀行：啟明島商業銀行禾埕分行
帳號：6200 0000 0000 0002
SWIFT：QMDBTWTP
匯款附註：INV-2026-0311
線上付款：https://pay.qimingdao.example/inv
亦可使用：即期支票

款項若已匯出，請不必理會本函。如需當面或電話說明，請洽 000-8800 0021，電子郵件 wei.li@qimingdao.example。感謝貴公司的重視。

敬祝　商祺
客戶經理　李薇　敬上
啟明島精工有限公司
電話：000-8800 0021
電子郵件：wei.li@qimingdao.example"""
    )


def test_a_text_message_to_taiwan_fits_two_segments(composer):
    draft = composer.write(a_brief("TW", stage=Stage.LATE, tone=Tone.FIRM, channel=Channel.SMS, number=3))

    assert (
        draft.text
        == """\
【啟明島精工有限公司】4月29日到期的發票 INV-2026-0311，NT$164,000 未結清。煩請6月26日（五）前安排，或定下付款日。有異議請告知，可協商。已經匯款的話，請略過。李薇 000-8800 0021，匯款請依發票所列帳戶。謝謝。"""
    )
