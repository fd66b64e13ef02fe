"""What only looks like a threat passes: a guardrail that cries wolf is switched off."""

import pytest

from assistant.domain.finding import Severity
from tests.unit.guardrail.wordings import judged

EN = [
    "We are not going to take legal action.",
    "This is no threat to our relationship.",
    "Nobody here is accusing you of anything.",
    "Our payment terms are firm, but we are happy to talk.",
    "You wrote that our last letter sounded like a threat; we are sorry.",
    'You called our service "pathetic"; may I ask why?',
    "You mentioned that another supplier threatened to sue you.",
    "If your payment has crossed with this message, please disregard it.",
    "Dear Sue Chen, invoice 12 is due on Friday.",
    "Sue Chen will call you on Thursday at ten.",
    "Your network threat detection licence was renewed.",
    "The stock warrants were issued in March.",
    "The invoice for the police department's radios is attached.",
    "We can kill two birds with one stone and settle both invoices.",
    "Shoot me an email when you have a date.",
    "Please execute the contract and return one copy.",
    "Under clause 8 late interest of 0.05% per day applies from 1 December.",
    "Clause 9.2 allows us to suspend deliveries after ten days' notice.",
    "Your account is on stop until the balance clears.",
    "New orders are pro forma for now.",
    "Please pay by 28 June 2026 or tell us which date is possible.",
    "We ask you to pay USD 9,100.00 by Friday 28 June.",
    "We would like to avoid legal steps.",
    "No claim has been issued.",
    "Copied to your auditor at your request.",
    "We will not discuss this with anyone else.",
    "I'll ring once on Thursday. Office hours only.",
    "Please ask your bank to trace the transfer.",
    "您好 Ms Tan, 发票 INV-7 is due on Friday 请查收, thank you 谢谢.",
    "The broken-window claim is a separate matter from this invoice.",
]
HANS = [
    "我们不会采取法律行动。",
    "绝不威胁恐吓客户，也不会上门催讨。",
    "您说我们「太抠」，我们来解释一下收费。",
    "您提到有供应商扬言要堵门，我们很理解您的压力。",
    "如已付款请忽略此函。",
    "陈苏女士您好，发票已寄出。",
    "网络安全威胁检测服务的尾款将于周五到期。",
    "公安局财务科您好，贵局采购的对讲机已发货。",
    "按合同第9.3条可计收违约金。",
    "依合同第8条，逾期按日万分之五计收违约金。",
    "按合同第9.2条，自7月1日起暂停发货，结清后即恢复。",
    "结清前改为现款交易。",
    "请于6月28日前支付人民币86,400.00元，或告知确切付款日期。",
    "我们希望避免法律程序。",
    "目前没有诉讼。",
    "未经您同意，我们不会向第三方透露。",
    "按您的要求，副本发审计处。",
    "若被邮箱列入黑名单，请加入白名单。",
    "垃圾清运车的尾款请于月底付清。",
    "报警器和监控设备已验收。",
    "并无指责之意，只想了解是否单据尚未到齐。",
    "先祝早日康复。",
    "周四十点再联系一次，只在工作时间致电。",
    "减免需审批，我可代为提交。",
    "请贵司确认是否认可对账金额。",
]
HANT = [
    "本案尚未提告。",
    "盼能不走訴訟。",
    "您提到「水準太低」，我們願意改進。",
    "若已付款，請不必理會本信。",
    "資安威脅偵測服務之尾款將於週五到期。",
    "警察局採購案的尾款請惠予安排。",
    "依合約第九條計息。",
    "依合約第9.2條，自7月1日起暫停出貨。",
    "款項結清前採現金交易。",
    "煩請於6月28日（五）前匯款，或告知預定付款日。",
    "僅與承辦窗口聯絡。",
    "依您指示副本寄送會計師。",
    "門市玻璃工程尾款請於月底付清。",
    "對面那間是我們的新辦公室，歡迎來訪。",
    "如您方便，我們到貴公司說明帳款。",
    "這不是指責，是否卡在驗收？",
    "折讓須主管核准。",
    "下次聯絡為下週二，僅於上班時間聯絡。",
    "請先保重。",
    "貴公司名稱拼法是否正確？",
]


@pytest.mark.parametrize("text", [*EN, *HANS, *HANT])
def test_acceptable_wording_passes(text: str) -> None:
    assert [(f.rule, f.excerpt) for f in judged(text).findings if f.severity is not Severity.NOTE] == []
