"""Whole messages to the mainland, as they are sent."""

from assistant.domain.authority import OfferKind
from assistant.domain.kinds import Channel, MessageKind, Stage, Tone
from tests.builders import a_brief


def test_a_first_reminder_is_like_a_word_from_an_old_acquaintance(composer):
    draft = composer.write(a_brief("CN"))

    assert (
        draft.text
        == """\
想请您看一下 INV-2026-0311 号发票

王经理，您好：

来信只是想跟您对一下账，款项说不定已经在安排了。发票号 INV-2026-0311，应付人民币 86,400.00 元，到期日2026年6月8日，系统里还没有收款记录。

是流程上卡住了，还是发票哪里需要更正？需要补发票或对账，我来配合。

您看哪天付比较合适，跟我说一声就好。要是款项已经付出，请不必理会这封信。

付款账户供核对：
户名：启明岛精工有限公司
开户行：启明岛商业银行
账号：6200 0000 0000 0001
汇款附言：INV-2026-0311
在线支付：https://pay.qimingdao.example/inv
也可使用：支付宝、微信支付

我的电话是 000-8800 0021，有事您随时找我。辛苦您了，多谢支持。

顺颂商祺
李薇　客户经理
启明岛精工有限公司
电话：000-8800 0021
邮箱：wei.li@qimingdao.example"""
    )


def test_a_reminder_before_the_due_date_asks_for_nothing(composer):
    draft = composer.write(a_brief("CN", stage=Stage.UPCOMING))

    assert (
        draft.text
        == """\
2026年6月19日到期：发票 INV-2026-0311 付款提示

王经理，您好：

付款日快到了，先把信息发给您，省得您再去翻单据。具体为发票 INV-2026-0311，2026年6月19日应付人民币 86,400.00 元。

发票您收到了吗？开票信息、订单号或者收货单据，如果有需要更正、补充的，现在告诉我，我赶在付款日之前办好，免得到时候卡在审批上。如果已经排进付款计划，就不用回复了。

付款账户供核对：
户名：启明岛精工有限公司
开户行：启明岛商业银行
账号：6200 0000 0000 0001
汇款附言：INV-2026-0311
在线支付：https://pay.qimingdao.example/inv
也可使用：支付宝、微信支付

我的电话是 000-8800 0021，有事您随时找我。辛苦您了，多谢支持。

顺颂商祺
李薇　客户经理
启明岛精工有限公司
电话：000-8800 0021
邮箱：wei.li@qimingdao.example"""
    )


def test_on_the_due_date_it_asks_for_the_day_and_no_more(composer):
    draft = composer.write(a_brief("CN", stage=Stage.DUE))

    assert (
        draft.text
        == """\
今日付款日：发票 INV-2026-0311，人民币 86,400.00 元

王经理，您好：

跟您对一下今天到期的款项，估计您已经在安排了。发票 INV-2026-0311 应于今天（2026年6月16日）付款，金额人民币 86,400.00 元。

发票和审批资料都齐吗？如果还缺哪一份，或者抬头、税号有出入，请尽管告诉我，我尽快补给您，不耽误后面的安排。您看哪天能到账，我好对账。

付款账户供核对：
户名：启明岛精工有限公司
开户行：启明岛商业银行
账号：6200 0000 0000 0001
汇款附言：INV-2026-0311
在线支付：https://pay.qimingdao.example/inv
也可使用：支付宝、微信支付

如果已经安排，请不必理会本信。我的电话是 000-8800 0021，有事您随时找我。辛苦您了，多谢支持。

顺颂商祺
李薇　客户经理
启明岛精工有限公司
电话：000-8800 0021
邮箱：wei.li@qimingdao.example"""
    )


def test_neutral_asks_how_far_it_has_come_and_for_a_date(composer):
    draft = composer.write(a_brief("CN", stage=Stage.MIDDLE, tone=Tone.NEUTRAL, number=2))

    assert (
        draft.text
        == """\
请教 INV-2026-0311 号发票的付款日期

王经理，您好：

核对账目时还有款项没有对上，想请您帮忙看看。发票 INV-2026-0311，金额人民币 86,400.00 元，付款日是2026年5月26日，到今天已过 21 天，我们还没收到。

自2026年6月8日上次联系后，相关款项还没有到账。按合同第 8.2 条，付款期限已经到了。审批走到哪一步了，中间有没有遇到什么问题？请您在6月24日（周三）前告诉我哪天可以付款，我好跟公司同步。

有困难不妨告诉我，资料也好、时间也好，我来协助解决。

收款账户如下：
户名：启明岛精工有限公司
开户行：启明岛商业银行
账号：6200 0000 0000 0001
汇款附言：INV-2026-0311
在线支付：https://pay.qimingdao.example/inv
也可使用：支付宝、微信支付

若付款已在途中，请忽略以上内容。需要核对的话，可以打 000-8800 0021 找我。等您回复，先谢过。

顺颂商祺
李薇　客户经理
启明岛精工有限公司
电话：000-8800 0021
邮箱：wei.li@qimingdao.example"""
    )


def test_firm_cites_the_clause_and_offers_instalments(composer):
    draft = composer.write(a_brief("CN", stage=Stage.LATE, tone=Tone.FIRM, number=3, offer=OfferKind.INSTALMENTS))

    assert (
        draft.text
        == """\
INV-2026-0311 号发票：请于6月26日（周五）前安排付款

王经理，您好：

自2026年6月8日联系以来，下述款项仍未入账。发票 INV-2026-0311 于2026年4月29日到期，人民币 86,400.00 元仍未结清，逾期 48 天。

合同 QMD-2025-027 第 8.2 条约定：“甲方应在验收合格并开票后45日内付清该批货款”。

请在6月26日（周五）前付清上述款项；如已排定日期，请函告我方。若问题出在我方，请直说。

若届时仍未收到，按合同第 8.5 条可能产生逾期违约金，我们希望不必走到这一步。如安排上确有困难，可分 2 期支付：
• 2026年6月26日：人民币 43,200.00 元
• 2026年7月24日：人民币 43,200.00 元

汇款信息：
户名：启明岛精工有限公司
开户行：启明岛商业银行
账号：6200 0000 0000 0001
汇款附言：INV-2026-0311
在线支付：https://pay.qimingdao.example/inv
也可使用：支付宝、微信支付

如贵司已安排付款，请忽略本函。联系人是我本人，电话 000-8800 0021。感谢贵司的配合。

顺颂商祺
李薇　客户经理
启明岛精工有限公司
电话：000-8800 0021
邮箱：wei.li@qimingdao.example"""
    )


def test_formal_by_letter_writes_the_sum_in_capitals_too(composer):
    draft = composer.write(a_brief("CN", stage=Stage.FORMAL, tone=Tone.FORMAL, channel=Channel.LETTER, number=4))

    assert (
        draft.text
        == """\
付款函：INV-2026-0311 号发票，人民币 86,400.00 元

云川折桂机电有限公司：

尊敬的王经理：

现由启明岛精工有限公司就贵司未结清款项发出本函。贵司应于2026年4月1日支付发票 INV-2026-0311 项下款项，截至2026年6月16日逾期 76 天，尚有人民币 86,400.00 元（大写：人民币捌万陆仟肆佰元整）未付。

2026年6月8日与贵司联系后，上述款项仍未收到。按照合同 QMD-2025-027 第 8.2 条，“甲方应在验收合格并开票后45日内付清该批货款”。

请将人民币 86,400.00 元于2026年7月1日（周三）工作时间结束前汇至我司账户。

逾期未付且未答复的，适用合同第 8.5 条：“每日按逾期未付款项的万分之三支付违约金”。此外，合同第 8.6 条约定，在此情况下可以暂停发货。

贵司如对金额或依据有异议，请在同一期限内书面说明理由，我司将先行核实。我司更希望与贵司协商解决，欢迎提出切实可行的付款方案。

付款账户供核对：
户名：启明岛精工有限公司
开户行：启明岛商业银行
账号：6200 0000 0000 0001
汇款附言：INV-2026-0311
在线支付：https://pay.qimingdao.example/inv
也可使用：支付宝、微信支付

款项如已付出，本函请不必理会。本函联系方式：电话 000-8800 0021，邮箱 wei.li@qimingdao.example。感谢贵司一直以来的合作，盼复。

此致
敬礼
李薇　客户经理
启明岛精工有限公司
电话：000-8800 0021
邮箱：wei.li@qimingdao.example
2026年6月16日"""
    )


def test_a_broken_promise_is_quoted_without_reproach(composer):
    draft = composer.write(
        a_brief("CN", kind=MessageKind.PROMISE_FOLLOWUP, stage=Stage.MIDDLE, tone=Tone.NEUTRAL, number=2)
    )

    assert (
        draft.text
        == """\
INV-2026-0311 号发票，想再约一个付款日

王经理，您好：

谢谢2026年6月2日的回复，当时说的是：“月初付款批次里会安排，十号前付八万”。账上登记为2026年6月10日前付人民币 43,200.00 元。到2026年6月16日，这笔款还没有入账，发票 INV-2026-0311（2026年5月26日到期）目前未付人民币 86,400.00 元。

中间是不是有了什么变化？6月24日（周三）前，盼能收到新的付款时间或延后的原因。

有困难不妨告诉我，资料也好、时间也好，我来协助解决。

收款账户如下：
户名：启明岛精工有限公司
开户行：启明岛商业银行
账号：6200 0000 0000 0001
汇款附言：INV-2026-0311
在线支付：https://pay.qimingdao.example/inv
也可使用：支付宝、微信支付

若付款已在途中，请忽略以上内容。需要核对的话，可以打 000-8800 0021 找我。等您回复，先谢过。

顺颂商祺
李薇　客户经理
启明岛精工有限公司
电话：000-8800 0021
邮箱：wei.li@qimingdao.example"""
    )


def test_a_text_message_holds_all_of_it_in_two_segments(composer):
    draft = composer.write(a_brief("CN", stage=Stage.MIDDLE, tone=Tone.NEUTRAL, channel=Channel.SMS, number=2))

    assert (
        draft.text
        == """\
【启明岛精工有限公司】5月26日到期的发票 INV-2026-0311，人民币 86,400.00 元未结清。能否6月24日（周三）前给个付款时间？有困难请告知，可商量。已经付了的话，请略过。李薇 000-8800 0021，账户见发票。辛苦您了。"""
    )
