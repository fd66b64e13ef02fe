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
“Am I right that you deal with our invoices at Saltmarsh Lighting Pte. Ltd.? Do you have two minutes now?”
Someone else answers: ask when to call again; leave name and number (+00 800 0021), nothing about the matter.
Voicemail: name, company, number, “please call me back”. Nothing else.

The facts, in one breath
“It's about invoice INV-2026-0311, USD 9,100.00. It was due on 26 May 2026, 21 days ago, and is still open.”
Last contact: 8 June 2026. Nothing paid on it since.
Only if asked: the term is in clause 6.2 of the contract.

Ask, then be silent
“May I ask where it stands with you?”
Then wait. The first to speak should be the customer.

While listening
“I understand.” / “Let me check that for you.” / “What would work for you?”
Write down the customer's own words, above all dates and amounts.

What the customer may say

“It slipped through.”
Acknowledge: “That happens to all of us.”
Ask: “On which day can it go out?”
May offer: the invoice again; other ways to pay (card, cheque).
Close: “Thank you. I'll note that day.”

“The invoice is wrong, or never came.”
Acknowledge: “Then let's put that right first.”
Ask: “What exactly is missing or wrong on it?”
May offer: a copy or a corrected invoice, with the name of who sends it. No deadline until then.
Close: “You will have it in writing, and we'll speak about the date afterwards.”

“It is with finance.”
Acknowledge: “Thank you, good to know where it is.”
Ask: “Which payment run is it in, and may I have that date by e-mail?”
May offer: any document that the approval still lacks.
Close: “I'll wait for that run and not chase you before it.”

“Money is tight at the moment.”
Acknowledge: “Thank you for being open about it.”
Ask: “What could you pay now, and when would the rest be possible?”
May offer: 2 instalments
• USD 4,550.00 on 24 June 2026
• USD 4,550.00 on 22 July 2026
Close: “I'll write down what you proposed and come back to you with an answer.”

“There is a problem with the goods.”
Acknowledge: “I'm sorry to hear that. I want it looked at properly.”
Ask: “Which items are affected, and what did you find?”
May offer: the name of the person who will look into it. Payment is asked for the undisputed part only.
Close: “I'll pass it on today, and you will hear who is dealing with it.”

“By our reading it isn't due yet.”
Acknowledge: “Let me see how you count it.”
Ask: “From which date do you count the term?”
May offer: clause 6.2 of the contract, read together; a clarification in writing.
Close: “I'll send you how we read it, and you tell me whether you agree.”

“We are not going to pay that now.”
Acknowledge: “I hear you.”
Ask: “What is the reason, so that I can pass it on correctly?”
May offer: a talk with the head of our team. No word about consequences on the phone.
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
这是路线图，不是演讲稿：先说第一句，提问，然后留出时间听。

一、开场
“打扰了，我是李薇，启明岛精工有限公司的，请问王经理方便接电话吗？”

二、先确认对方身份（在此之前不提金额，不提发票号）
“请问云川折桂机电有限公司跟我们的往来账是您在负责吗？现在方便说几句吗？”
接电话的是别人：只问什么时候方便再打，留下姓名和电话 000-8800 0021，不说什么事。
语音信箱：公司、姓名、电话，“麻烦回个电话”，其余不说。

三、一口气把事实说清楚
“是发票 INV-2026-0311，人民币 86,400.00 元，2026年4月29日到期，到今天过了 48 天，还没有收到。”
上次联系：2026年6月8日，之后这笔款没有入账。
对方问到期日的依据：合同 QMD-2025-027 第 8.2 条。

四、提问，然后等对方说
“是什么原因一直没付，咱们能不能在6月26日（周五）前定个日子？”
问完就停，让对方先开口。

五、听的时候
“谢谢您告诉我。”“接下来您那边怎么走？”“我复述一遍，您听对不对。”
笔记用对方的话，日期金额不要概括。

六、对方可能怎么说

“忘了，没注意到。”
先接住：“没关系，事情多的时候难免。”
只问一句：“大概哪天可以安排？”
可以提供：补发发票，其他付款方式（支付宝、微信支付）。
收尾：“好，我记下这个日子，谢谢。”

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

“最近资金紧。”
先接住：“谢谢您直说。”
只问一句：“现在能付多少，其余的什么时候可以？”
可以提供：分 2 期
• 2026年6月26日：人民币 43,200.00 元
• 2026年7月24日：人民币 43,200.00 元
收尾：“您的想法我记下了，有答复马上告诉您。”

“货有问题。”
先接住：“抱歉给您添麻烦了，这事我们认真查。”
只问一句：“是哪些货，发现了什么情况？”
可以提供：告知由谁负责核查。只谈没有争议的部分。
收尾：“我今天就转过去，会有人跟您对接。”

“按我们的理解还没到期。”
先接住：“您说说是怎么算的。”
只问一句：“您是从哪一天起算的？”
可以提供：一起对照合同第 8.2 条，或者出一份书面说明。
收尾：“我把我们的算法发给您，您看是不是一致。”

“这笔钱现在不付。”
先接住：“您的意思我听到了。”
只问一句：“是什么原因，我好如实转达。”
可以提供：请我方负责人跟对方谈一次。电话里不谈后果。
收尾：“谢谢您说得明白，我们书面答复您。”

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
