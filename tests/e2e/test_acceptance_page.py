"""A customer without a login opens the link in a real browser, on a screen and on a telephone, and agrees."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from assistant.domain.language import Language
from assistant.domain.negotiation import AgreementState
from assistant.workflow.acceptance import make_link
from tests.desk import LIN
from tests.e2e.conftest import Site, _served
from tests.integration.browser import a_web_desk
from tests.unit.workflow.agreed import put_in_writing, the_agreement

WORDS = {
    Language.EN: ("We agree", "Thank you. Your agreement has been recorded.", "Please write your question."),
    Language.ZH_HANS: ("同意", "谢谢，贵司的同意已经登记。", "请写下您的问题。"),
    Language.ZH_HANT: ("同意", "謝謝，貴公司的同意已經登錄。", "請寫下您的問題。"),
}


@dataclass(frozen=True)
class Sent:
    """The served program, and the link that one customer was sent."""

    site: Site
    path: str


@pytest.fixture(scope="module", params=list(Language))
def sent(request: pytest.FixtureRequest) -> Iterator[Sent]:
    desk = a_web_desk()
    put_in_writing(desk, language=request.param)
    with _served(desk, ()) as url:
        yield Sent(site=Site(url=url, desk=desk, outbox=Path()), path=make_link(desk, LIN, "AG-0001").address)


def test_a_customer_reads_asks_agrees_and_comes_back(look_at, sent):
    desk = sent.site.desk
    with desk.record.read() as tx:
        agree, thanks, needed = WORDS[tx.message("M-0001").brief.language]
    telephone = look_at(sent.site, width=375, height=760).go(sent.path, "form")
    assert telephone.page.evaluate("document.documentElement.scrollWidth") <= 375

    telephone.page.fill("#name", "王小明")
    telephone.page.press("#name", "Enter")
    assert the_agreement(desk).answers == ()
    telephone.page.click("button.question")
    telephone.page.wait_for_selector(".error-line")
    assert needed in telephone.page.inner_text(".error-line")
    assert telephone.page.input_value("#name") == "王小明"
    telephone.complaints.clear()  # the browser notes the 422

    screen = look_at(sent.site).go(sent.path, "form")
    screen.page.fill("#name", "王小明")
    assert screen.page.inner_text("button.accepted") == agree
    screen.page.click("button.accepted")
    screen.page.wait_for_selector(".recorded")
    assert thanks in screen.page.inner_text(".recorded")
    assert the_agreement(desk).state is AgreementState.ACCEPTED

    telephone.page.fill("#words", "?")
    telephone.page.click("button.declined")
    telephone.page.wait_for_selector(".recorded")
    assert thanks in telephone.page.inner_text(".recorded")
    assert len(the_agreement(desk).answers) == 1
    assert screen.page.context.cookies() == []
