"""Questions about the sample's customers, written before anyone looked at the answers: how many find theirs first."""

from pathlib import Path

import pytest

from assistant.bootstrap import build_desk, make_sample_workspace
from assistant.domain.language import Language
from assistant.intake.company import CompanyFile
from assistant.knowledge import read_yaml, shipped
from assistant.settings import Settings
from assistant.workflow.draft_worklist import draft_worklist
from assistant.workflow.load_sample import load_sample
from assistant.workflow.search_history import search_history

# Customer, question, and what answers it, as kinds and days; any day of a kind where it does not matter.
QUESTIONS = (
    ("CN02", "谁负责付款，以后找哪位", "reply:2026-06-01"),
    ("CN02", "為什麼他們遲遲不付", "cause:2026-06-01"),
    ("CN02", "are we allowed to chase this week or is it paused", "hold:2026-06-01"),
    ("CN02", "集团资金计划什么时候批", "reply:2026-06-01 cause:2026-06-01 contact:2026-05-29"),
    ("CN03", "分期怎么约定的", "plan:2026-04-15"),
    ("CN03", "what did they ask for in their letter of April", "reply:2026-04-09"),
    ("CN03", "85,366.37", "plan:2026-04-15 reply:2026-04-09"),
    ("CN03", "他们说过资金紧张吗", "reply:2026-04-09 cause:2026-04-09"),
    ("CN03", "did they sign and send back the confirmation", "contact:2026-04-15"),
    ("CN04", "噪声投诉是哪一批", "reply:2026-04-24 dispute:2026-04-24"),
    ("CN04", "quality complaint about batch 2604-B", "dispute:2026-04-24"),
    ("CN04", "谁来处理质量异议，什么时候答复", "dispute:2026-04-24"),
    ("CN04", "last call", "call:2026-06-08"),
    ("CN04", "送检结论什么时候出", "call:2026-06-08"),
    ("CN05", "第一次承诺什么时候", "promise:2026-05-06 promise:2026-05-21"),
    ("CN05", "how many times did they break a promise", "promise:2026-05-21 promise:2026-05-06"),
    ("CN05", "nobody picked up the phone", "call:2026-06-08"),
    ("CN05", "短信发过吗", "contact:2026-06-04"),
    ("CN05", "45650", "promise:2026-05-21"),
    ("CN05", "why do they not pay", "cause:2026-06-08"),
    ("TW02", "統一編號錯在哪裡", "reply:2026-06-12 cause:2026-06-12"),
    ("TW02", "did we send them a corrected invoice", "contact:2026-06-15"),
    ("TW02", "他们回信说了什么", "reply:2026-06-12"),
    ("TW03", "他們是不是多付了", "reply:2026-05-20"),
    ("TW03", "87,600", "reply:2026-05-20 payment:2026-05-20"),
    ("TW03", "have they already paid INV-2026-0344", "payment:* reply:2026-05-20"),
    ("HK01", "佢哋點計到期日", "reply:2026-05-21"),
    ("HK01", "how do they read the payment term", "reply:2026-05-21 cause:2026-05-21"),
    ("HK01", "麥小姐電話點講", "call:2026-06-05"),
    ("HK02", "short delivery of brackets", "reply:2026-05-04 dispute:2026-05-04"),
    ("HK02", "幾時過數", "promise:2026-06-11"),
    ("HK02", "US$11,200", "promise:2026-06-11"),
    ("HK02", "短收40件的爭議怎麼解決的", "dispute:2026-05-14 dispute:2026-05-04"),
    ("EN01", "are they out of office", "reply:2026-06-08 contact:2026-06-08"),
    ("EN01", "what came in on 12 June", "payment:2026-06-12"),
    ("EN02", "why is the case on hold", "hold:2026-06-12"),
    ("EN02", "我们的错误是什么", "cause:2026-06-12 hold:2026-06-12"),
    ("EN03", "their bank", "reply:2026-05-15 cause:2026-05-15"),
    (
        "EN03",
        "when should we call her",
        "reply:2026-05-15 call:2026-06-15 call:2026-06-16 call:2026-05-21 call:2026-05-20",
    ),
    ("EN03", "did we leave a voicemail", "call:2026-05-21 call:2026-05-20"),
    ("EN03", "正式催款函寄出后对方怎么回复", "reply:2026-05-16 reply:2026-05-15"),
    ("EN04", "when will they wire the money", "promise:2026-06-02"),
    ("EN04", "9870.6", "promise:2026-06-02"),
    ("EN04", "對方承諾幾號匯款", "promise:2026-06-02"),
)
# When they were first asked 35 found their answer first and 41 among three; then the words that were missing came in.
FIRST, AMONG_THREE = 38, 42


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory):
    folder: Path = shipped("knowledge") / "sample"
    settings = Settings(workspace=tmp_path_factory.mktemp("questions"))
    make_sample_workspace(settings, read_yaml(folder / "company.yaml", CompanyFile).as_of)
    made = build_desk(settings)
    people = load_sample(made, folder)
    list(draft_worklist(made, next(p for p in people if p.login == "lin"), writer="composer"))
    yield made
    made.record.close()


def test_most_questions_find_their_piece_of_history(desk):
    first = among_three = 0
    for customer, query, answers in QUESTIONS:
        language = Language.EN if query.isascii() else Language.ZH_HANS
        hits = search_history(desk, query, customer_code=customer, language=language, k=3)
        right = [
            f"{kind}:{hit.piece.day}" in answers.split() or f"{kind}:*" in answers.split()
            for hit in hits
            for kind in [hit.piece.kind.value]
        ]
        first += right[:1] == [True]
        among_three += any(right)
    assert (first >= FIRST, among_three >= AMONG_THREE) == (True, True), (first, among_three, len(QUESTIONS))
