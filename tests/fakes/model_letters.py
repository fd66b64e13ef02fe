"""What the language model for tests writes, by the heading of the prompt that asks and by language; facts fill the gaps."""

SIMPLIFIED, TRADITIONAL, ENGLISH = "简体中文", "繁體中文", "English"
REMINDER, CALL = "A request for payment", "A call"

LETTERS: dict[str, dict[str, tuple[str, str]]] = {
    REMINDER: {
        ENGLISH: (
            "Invoice {first} – could you confirm a payment date?",
            "Dear {whom},\n\nI'm writing about the payment below; it may simply have slipped through.\n\n{lines}\n\n"
            "If something is holding it up, tell me and we will sort it out together. If your payment has crossed "
            "with this message, please disregard it.\n\nThank you for your help.\n\nKind regards",
        ),
        SIMPLIFIED: (
            "关于发票 {first} 付款事宜",
            "{whom}，您好！\n\n月底事多，这笔款可能一时没顾上，跟您提个醒：\n\n{lines}\n\n"
            "如果发票、对账或审批上有什么不便，请告诉我，我们一起解决。如您已安排付款，请忽略此函。\n\n"
            "谢谢您的支持。\n\n顺颂商祺",
        ),
        TRADITIONAL: (
            "發票 {first} 付款事宜",
            "{whom} 您好：\n\n提醒您以下款項，可能一時忙碌未及處理：\n\n{lines}\n\n"
            "若發票、驗收或簽核流程有任何不便，煩請告知，我們一起處理。若已安排付款，請不必理會本信。\n\n"
            "謝謝您的協助。\n\n敬祝 商祺",
        ),
    },
    "A notice": {
        ENGLISH: (
            "Your account with us",
            "Dear {whom},\n\nWe write to you about your account with us:\n\n{lines}\n\n"
            "If you see this differently, or something is in the way, please tell me and we will find a way forward. "
            "If a payment has crossed with this message, please disregard it.\n\n"
            "Thank you for your attention.\n\nYours sincerely,",
        ),
        SIMPLIFIED: (
            "关于往来款项事宜",
            "尊敬的{whom}：\n\n现就往来款项函告如下：\n\n{lines}\n\n"
            "如有异议或困难，请告知，我们仍愿意协商。如您已安排付款，请忽略此函。\n\n谢谢。\n\n此致\n敬礼",
        ),
        TRADITIONAL: (
            "往來款項事宜",
            "{whom} 您好：\n\n謹就往來款項說明如下：\n\n{lines}\n\n"
            "如有疑義或不便之處，請告知，我們樂意協商。若已安排付款，請不必理會本信。\n\n謝謝。\n\n敬祝 商祺",
        ),
    },
    "An answer": {
        ENGLISH: (
            "Thank you for being in touch",
            "Dear {whom},\n\nThank you for being in touch; here is where we stand.\n\n{lines}\n\n"
            "How does that look from your side? If something is not right, tell me.\n\nThank you.\n\nKind regards,",
        ),
        SIMPLIFIED: (
            "谢谢您的联系",
            "{whom}，您好：\n\n谢谢您的联系，情况如下：\n\n{lines}\n\n"
            "您看这样是否合适？有不妥之处请直接告诉我。\n\n谢谢。\n\n顺颂商祺",
        ),
        TRADITIONAL: (
            "謝謝您的聯繫",
            "{whom} 您好：\n\n謝謝您的聯繫，目前情況如下：\n\n{lines}\n\n"
            "這樣是否合適？如有不妥，請告訴我。\n\n謝謝。\n\n敬祝 商祺",
        ),
    },
    "An agreement in writing": {
        ENGLISH: (
            "Payment in parts",
            "Dear {whom},\n\nThank you. This sets down how the payment is made:\n\n{lines}\n\n"
            "All other terms, those on late payment included, stay as they are. If a payment is missed, the original "
            "terms apply to the rest; please call me first. A reply with the word “agreed” is enough.\n\n"
            "Thank you.\n\nYours sincerely,",
        ),
        SIMPLIFIED: (
            "付款安排",
            "{whom}，您好：\n\n谢谢。付款安排如下：\n\n{lines}\n\n"
            "除付款日期外，原合同其余约定不变，逾期付款违约责任条款继续适用。未按时支付的，余款恢复按原约定办理，"
            "如有困难请提前联系我。如同意，请以“同意”二字回复。\n\n谢谢。\n\n顺颂商祺",
        ),
        TRADITIONAL: (
            "付款安排",
            "{whom} 您好：\n\n謝謝。付款安排如下：\n\n{lines}\n\n"
            "其餘約定不變，逾期付款的約定繼續適用。未按時支付時，餘款依原約定辦理，如有困難請事先與我聯繫。"
            "若同意，請回覆「同意」二字。\n\n謝謝。\n\n敬祝 商祺",
        ),
    },
    CALL: {
        ENGLISH: (
            "",
            "Opening\n“Hello, this is {caller} from {us}. Could I speak to {whom}, please?”\n"
            "Voicemail, or somebody else: name, company, please call back. Nothing more.\n\n"
            "The facts\n{lines}\n\n"
            "The question\n“May I ask where it stands with you?” Then wait.\n\n"
            "“We have paid.”\n“Thank you. Could you tell me the day and the reference?”\n\n"
            "“The invoice never came.”\n“Let me check that for you. Where should it go?”\n\n"
            "“There is a problem with the goods.”\n“I'm sorry. What did you find?”\n\n"
            "“We need time.”\n“I understand. What would work for you?” Offer what stands above and no more.\n\n"
            "“We will not pay now.”\n“I hear you. What is the reason?”\n\n"
            "Close\n“So that is … on … by …, is that right? Thank you, I'll confirm this in writing today.”\n\n"
            "Write down: with whom, their own words, amount and day named, next step.",
        ),
        SIMPLIFIED: (
            "",
            "开场\n“您好，我是{us}的{caller}，请问{whom}在吗？”\n转语音信箱或别人接听：只报公司和姓名，请对方回电。\n\n"
            "说明情况\n{lines}\n\n提问\n“想请教一下，目前走到哪一步了？”然后等对方说。\n\n"
            "“已经付了。”\n“谢谢，方便告诉我付款日期和回单号吗？”\n\n“没收到发票。”\n“我马上核实，发到哪里合适？”\n\n"
            "“货有问题。”\n“给您添麻烦了，具体是什么情况？”\n\n“需要时间。”\n“理解，您看怎么安排合适？”只谈上面列出的。\n\n"
            "“现在不付。”\n“我记下了，方便说说原因吗？”\n\n"
            "收尾\n“那就是……，……付，对吧？谢谢，我今天发书面确认给您。”\n\n记下：通话人、对方原话、说到的金额和日期、下一步。",
        ),
        TRADITIONAL: (
            "",
            "開場\n「您好，我是{us}的{caller}，請問{whom}在嗎？」\n轉語音信箱或他人接聽：只報公司與姓名，請對方回電。\n\n"
            "說明情況\n{lines}\n\n提問\n「想請教一下，目前處理到哪個階段？」然後等對方說。\n\n"
            "「已經付了。」\n「謝謝，方便告訴我付款日期與單號嗎？」\n\n「沒收到發票。」\n「我馬上查，寄到哪裡合適？」\n\n"
            "「貨有問題。」\n「造成困擾很抱歉，情況是怎樣？」\n\n「需要時間。」\n「了解，怎麼安排對您合適？」只談上面列出的。\n\n"
            "「現在不付。」\n「我記下了，方便說明原因嗎？」\n\n"
            "收尾\n「那就是……，……付，對嗎？謝謝您，我今天會寄書面確認。」\n\n記下：通話人、對方原話、提到的金額與日期、下一步。",
        ),
    },
}
