"""People whom the record does not know are covered where a mail shows that they are people."""

import pytest

from assistant.prompting.pseudonyms import Cover, Ledger


def covered(text: str, *mails: str) -> str:
    return Cover(Ledger(()), mails=mails).of(text).text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("麥小姐說要先問岑董事，未有付款日期", "‹person 1›說要先問‹person 2›，未有付款日期"),
        ("财务王经理请张总监看看，于会计说行", "财务‹person 1›请‹person 2›看看，‹person 3›说行"),
        (
            "Please ask Ms Okafor-Lund or Dr. Ng Wei, or MR SMITH.",
            "Please ask ‹person 1› or ‹person 2›, or ‹person 3›.",
        ),
    ],
)
def test_a_surname_with_a_title_is_somebody(text, left):
    assert covered(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "我们曾经理解过，对方经理、资金主管、由于会计系统、谢谢老师，历史老师",
        "董事会、公司总经理、注册会计师",
        "May I? Mr. and Mrs. are titles.",
    ],
)
def test_other_words_before_a_title_are_nobody(text):
    assert covered(text) == text


def test_who_stands_beside_an_address_in_the_head_of_a_mail_is_covered_in_all_of_it():
    head = '发件人：罗启文 <ap@zhegui.example>\n收件人：程佩兰 <purchase@zhegui.example>\nFrom: "Jane Roe" <jane@x.example>'
    assert covered("佩兰，资料齐了。程总也知道。\nJane\n程佩兰", head) == (
        "‹person 1›，资料齐了。‹person 1›也知道。\n‹person 2›\n‹person 1›"
    )


def test_a_name_in_traditional_characters_is_one_as_well():
    assert covered("啟文說會處理，羅生謝過。", "寄件者：羅啟文 <ap@x.example>") == "‹person 1›說會處理，羅生謝過。"


def test_words_before_an_address_that_are_no_name_stay():
    mail = "please write to us at <ar@x.example>\nTo: Accounts <a@b.example>\n财务部 <f@x.example>"
    assert covered("Please write to Accounts; 财务部 at last.", mail) == "Please write to Accounts; 财务部 at last."
