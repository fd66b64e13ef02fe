"""Questions that were written before anyone looked at the answers: how many find their clause first, and among three."""

from assistant.retrieval import ArrayIndex, ClauseSearch
from tests.unit.contracts_at_hand import sample_contract

# Contract, question, and the clauses that answer it; across languages and scripts as people ask.
QUESTIONS = (
    ("QMD-2025-027", "what papers must come with the invoice", ("8.1",)),
    ("QMD-2025-027", "甲方没签验收单算不算验收合格", ("5.3",)),
    ("QMD-2025-027", "付款日怎麼認定，以匯出還是入帳為準", ("8.4",)),
    ("QMD-2025-027", "is our company a small or medium enterprise under this contract", ("9.1",)),
    ("QMD-2024-011", "does partial forgiveness once mean we gave up the right", ("9.5",)),
    ("QMD-2024-011", "一筆錢沒註明發票要記哪裡", ("7.9",)),
    ("QMD-2024-011", "合同会自动续期吗", ("12.1",)),
    ("QMD-2024-019", "业务员有没有权限减免货款", ("13.2",)),
    ("QMD-2024-019", "can they pay by WeChat", ("7.3",)),
    ("QMD-2024-019", "退貨被拒收誰付運費", ("9.5",)),
    ("QMD-2023-008", "what happens if one instalment is missed", ("6.6",)),
    ("QMD-2023-008", "货没卖完、钱没付清，货算谁的", ("4.4",)),
    ("QMD-2023-008", "quarterly reconciliation of accounts", ("6.9",)),
    ("QMD-2025-031", "到期前質保金算逾期嗎", ("5.4",)),
    ("QMD-2025-031", "which court would hear a dispute", ("14.2",)),
    ("QMD-2025-031", "发票分几张开", ("5.2",)),
    ("QMD-TW-2025-004", "他们预计付不出来要先做什么", ("8.6",)),
    ("QMD-TW-2025-004", "closing date for monthly statements", ("7.1", "8.1")),
    ("QMD-TW-2025-004", "is interest compounded", ("11.2",)),
    ("QMD-TW-2025-009", "可以用支票付吗", ("第六條第五項",)),
    ("QMD-TW-2025-009", "deduct bank fees from the amount transferred", ("第六條第四項",)),
    ("QMD-TW-2025-009", "經常遲付可以要求預付嗎", ("第十一條第三項",)),
    ("QMD-HK-2024-002", "can they set off a claim", ("5.4",)),
    ("QMD-HK-2024-002", "付款不够时先算本金还是利息", ("5.8",)),
    ("QMD-HK-2025-006", "short delivery: how long do they have to tell us", ("3.1",)),
    ("QMD-HK-2025-006", "有争议的发票多久内要书面提出", ("4.6",)),
    ("QMD-SG-2025-003", "发票上要写哪些编号", ("6.1",)),
    ("QMD-SG-2025-003", "when do reminders need a formal notice", ("13.3",)),
    ("QMD-IE-2024-001", "付款以哪天为准", ("8.3",)),
    ("QMD-IE-2024-001", "stop deliveries for unpaid invoices", ("8.7",)),
    ("QMD-US-2023-005", "部分退货的话其余货款要付吗", ("3.4",)),
    ("QMD-US-2023-005", "can we ask for their financial statements", ("5.7",)),
)
# What was reached when the questions were first asked, less one for good measure: a change that loses more is a step back.
FIRST, AMONG_THREE = 18, 25


def test_most_questions_find_their_clause():
    search = ClauseSearch(ArrayIndex())
    search.rebuild([sample_contract(number) for number in {number for number, _, _ in QUESTIONS}])
    first = among_three = 0
    for number, query, answers in QUESTIONS:
        found = [hit.clause.number for hit in search.search(query, (sample_contract(number),), k=3)]
        first += found[:1] != [] and found[0] in answers
        among_three += any(clause in answers for clause in found)
    assert (first >= FIRST, among_three >= AMONG_THREE) == (True, True), (first, among_three, len(QUESTIONS))
