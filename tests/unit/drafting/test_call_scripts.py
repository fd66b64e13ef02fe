"""Whole call scripts, as the caller sees them."""

from assistant.domain.authority import OfferKind
from assistant.domain.kinds import Channel, MessageKind, Stage, Tone
from tests.builders import a_brief


def test_a_call_script_says_no_figure_before_the_right_person_is_on_the_line(composer):
    draft = composer.write(
        a_brief(
            "EN",
            kind=MessageKind.CALL_SCRIPT,
            channel=Channel.PHONE,
            stage=Stage.MIDDLE,
            tone=Tone.NEUTRAL,
            number=2,
            offer=OfferKind.INSTALMENTS,
        )
    )

    assert (
        draft.text
        == """\
Call script: Saltmarsh Lighting Pte. Ltd., Grace Tan
A map, not a speech. Say the first sentence, ask, and leave room for the answer.

Opening
“My name is Wei Li, I'm calling from Qimingdao Precision Co., Ltd. Is Grace Tan available?”

The right person first (no figure, no invoice number before this)
“You look after supplier payments at Saltmarsh Lighting Pte. Ltd., is that so? Is this a good moment?”
Not the right person? Ask for a good time, leave +00 800 0021 and your name, and say nothing of why you call.
On voicemail, ask for a call back and give your name, company and number; no word of invoices.

The facts, in one breath
“Invoice INV-2026-0311 for USD 9,100.00 was payable on 26 May 2026. That is 21 days past, and nothing has reached us.”
Since 8 June 2026 no payment has come in.
Keep clause 6.2 of the contract ready, and name it only when asked.

Ask, then be silent
“May I ask where it stands with you?”
Say nothing more until there is an answer.

While listening
“I understand.” / “Let me check that for you.” / “What would work for you?”
Write down the customer's own words, above all dates and amounts.

What the customer may say

“I forgot about it.”
Acknowledge: “I know how full a desk can get.”
Ask: “Could it go out this week, and on which day?”
May offer: a copy by mail at once, or payment by another way (card, cheque).
Close: “Thank you. I'll note that day.”

“We don't have that invoice.” / “The details don't match.”
Acknowledge: “I'm glad you say so; that is for us to fix.”
Ask: “Which address should it go to, and what must stand on it?”
May offer: the right papers today, from a person with a name. Do not speak of dates before they have them.
Close: “I'll see to it now and ask you again once you have it.”

“We only pay on fixed days.”
Acknowledge: “That's fine, then let's work with those.”
Ask: “Is ours on the list for the next one, and could you confirm it in a line?”
May offer: to send what is missing in time for it.
Close: “Good, I'll look for it after that run.”

“Money is tight at the moment.”
Acknowledge: “Thank you for being open about it.”
Ask: “What could you pay now, and when would the rest be possible?”
May offer: 2 instalments
• USD 4,550.00 on 24 June 2026
• USD 4,550.00 on 22 July 2026
Close: “Thank you, I have that. You will hear from me whether it can be done.”

“What you delivered is not what we ordered.”
Acknowledge: “Thank you for telling me; that must be annoying.”
Ask: “Could you describe it, and do you have photos or a report?”
May offer: a check by our technical people. Keep the money out of it, but for what nobody questions.
Close: “You'll get a name and a date from us by mail.”

“We have other terms with you.”
Acknowledge: “That's quite possible, let's compare.”
Ask: “Where do you find them, in the order or the contract?”
May offer: clause 6.2 of the contract, read together; a clarification in writing.
Close: “I'll send you how we read it, and you tell me whether you agree.”

“We are not going to pay that now.”
Acknowledge: “I hear you.”
Ask: “What is the reason, so that I can pass it on correctly?”
May offer: another person to talk to, here or by letter. Stay calm; what comes next is decided elsewhere.
Close: “Thank you for telling me plainly. You will have our answer in writing.”

Close
Go over it once more, amount, date, way of payment: “You'll pay … on … by …, is that right?”
“Thanks for your time. I'll put this in writing for you today.”

After the call
Date and time: ________  Spoken with: ________
Result: ☐ paid  ☐ promise  ☐ query  ☐ dispute  ☐ asks for time  ☐ refuses  ☐ not reached
Amount and date named: ________
In the customer's own words: ________
Next step, who, by when: ________
Written confirmation sent: ☐ yes  ☐ not needed"""
    )


def test_a_call_script_is_a_map(composer):
    draft = composer.write(
        a_brief(
            "CN",
            kind=MessageKind.CALL_SCRIPT,
            channel=Channel.PHONE,
            stage=Stage.LATE,
            tone=Tone.FIRM,
            number=3,
            offer=OfferKind.INSTALMENTS,
        )
    )

    assert (
        draft.text
        == """\
电话沟通要点：云川折桂机电有限公司，王敏
用得上的就用，用不上的跳过；对方说的要比您多。

一、开场
“打扰了，我是李薇，启明岛精工有限公司的，请问王经理方便接电话吗？”

二、先确认对方身份（在此之前不提金额，不提发票号）
“想先确认一下，云川折桂机电有限公司这边的应付款找您对吗？这会儿说话方便吗？”
找错人了：道声打扰，问清何时能找到本人，回电号码 000-8800 0021，其余不谈。
转到留言时，只报公司和姓名，请对方回电，不提发票。

三、一口气把事实说清楚
“发票 INV-2026-0311 应该2026年4月29日付，金额人民币 86,400.00 元，现在晚了 48 天。”
2026年6月8日联系过，余额到今天没有变。
日期有疑问的，跟对方一起对照合同 QMD-2025-027 第 8.2 条。

四、提问，然后等对方说
“是什么原因一直没付，咱们能不能在6月26日（周五）前定个日子？”
给对方一点时间想，安静几秒没关系。

五、听的时候
“谢谢您告诉我。”“接下来您那边怎么走？”“我复述一遍，您听对不对。”
笔记用对方的话，日期金额不要概括。

六、对方可能怎么说

“忘了，没注意到。”
先接住：“没关系，事情多的时候难免。”
只问一句：“大概哪天可以安排？”
可以提供：马上把发票再发一份；怎么付方便就怎么付（支付宝、微信支付）。
收尾：“这就清楚了，谢谢您帮忙。”

“发票有问题，或者没收到。”
先接住：“那先把发票弄对。”
只问一句：“具体哪里不对，或者缺哪一份？”
可以提供：补发或更正发票，说明由谁处理。弄清之前不谈期限。
收尾：“我书面发给您，之后再对付款时间。”

“在走审批。”
先接住：“知道到哪一步就好，谢谢。”
只问一句：“赶得上哪一批付款，日期方便发邮件给我吗？”
可以提供：审批还缺的单据。
收尾：“那我等这一批，之前不再打扰。”

“我们的客户也没给我们钱。”
先接住：“这种情况我理解，一起想个办法。”
只问一句：“眼下能动的有多少，剩下的要等什么？”
可以提供：分 2 期
• 2026年6月26日：人民币 43,200.00 元
• 2026年7月24日：人民币 43,200.00 元
收尾：“谢谢您交底，我去帮您问。”

“跟订的不一样。”
先接住：“谢谢您告诉我，换谁都会恼火。”
只问一句：“能说说差在哪儿吗，有照片或检验单吗？”
可以提供：请技术同事去看。除了没人质疑的部分，先不谈钱。
收尾：“谁来办、哪天回话，我发邮件给您。”

“我们是验收以后才算。”
先接住：“您提得对，这点要弄清楚。”
只问一句：“您那边记的验收是哪天？”
可以提供：一起对照合同第 8.2 条，或者出一份书面说明。
收尾：“两边都再看一遍原文，您看完我打给您。”

“这笔钱现在不付。”
先接住：“您的意思我听到了。”
只问一句：“是什么原因，我好如实转达。”
可以提供：换一位级别高些的同事打过来。不争辩，不预告任何动作。
收尾：“今天没谈拢，没关系，我们写信跟您说。”

七、收尾
复述金额、日期、付款方式：“那就是……，……付，走……，对吧？”
“谢谢，我今天发书面确认给您。”

八、通话记录
通话时间：________　　接听人：________
结果：☐ 已付款　☐ 承诺付款　☐ 有疑问　☐ 有争议　☐ 要求宽限　☐ 不愿付款　☐ 未接通
对方所说金额和日期：________
对方原话：________
下一步、负责人、时间：________
书面确认已发：☐ 是　☐ 不需要"""
    )
