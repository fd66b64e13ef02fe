"""From a pasted proposal to an accepted agreement and a kept plan, in a real browser and in each language."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from assistant.domain.negotiation import AgreementState, OfferStatus
from assistant.domain.plan_following import PlanState, follow_plans
from assistant.intake.given_entries import MoneyGiven
from assistant.settings import Settings
from assistant.web.plan_box import KEEP
from assistant.workflow.desk import split_case_id
from assistant.workflow.record import record_payment
from tests.e2e.conftest import Site, sample_site

COUNT = "#plan-count input, #plan-count textarea"


@dataclass(frozen=True)
class Talk:
    """One customer: the page's language, what they write first, and their yes."""

    language: str
    case: str
    proposal: str
    yes: str
    agree: str
    kept: str


TALKS = [
    Talk(
        language="en",
        case="EN04-USD",
        proposal="Cash is tight this month. Can we pay half next Friday and the rest by 24 July?",
        yes="Agreed, please go ahead as you propose.",
        agree="We agree",
        kept="paid",
    ),
    Talk(
        language="zh-Hans",
        case="CN02-CNY",
        proposal="最近资金比较紧，能不能分两期付，下周先付一半，余款一个月后付清？",
        yes="同意，就按贵司的方案办。",
        agree="同意",
        kept="已付",
    ),
    Talk(
        language="zh-Hant",
        case="HK01-HKD",
        proposal="近期資金較緊，可否分兩期支付，下星期先付一半，餘款一個月後付清？",
        yes="同意，就按貴公司的方案辦理。",
        agree="同意",
        kept="已付",
    ),
]


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with sample_site(Settings(workspace=tmp_path_factory.mktemp("workspace"))) as served:
        yield served


def sent(look_at, table: Site, author, talk: Talk) -> str:
    """Submit the open draft, have another person approve and release it; the id of the message that left."""
    author.go(f"/{talk.language}/draft?case={talk.case}", "#submit:not([disabled])")
    author.page.click("#submit")
    author.page.wait_for_selector("#notice .good")
    with table.desk.record.read() as tx:
        message = max(tx.messages(case_ids=[talk.case]), key=lambda m: m.id)
    reviewer = look_at(table).sign_in("zhou").go(f"/{talk.language}/review?item={message.id}", "#approve")
    reviewer.press("#approve", "✓")
    reviewer.press("#release", ".eml")
    return message.id


def noted(author, words: str) -> None:
    author.page.fill("#proposal textarea[name=text]", words)
    with author.page.expect_navigation():
        author.page.locator("#proposal form", has=author.page.locator("textarea")).locator("> button").click()
    author.page.wait_for_selector("#options li.current")


@pytest.mark.parametrize("talk", TALKS, ids=lambda talk: talk.language)
def test_a_proposal_becomes_an_agreement_and_a_plan_that_is_kept(look_at, table, talk):
    desk = table.desk
    page = f"/{talk.language}/negotiate?case={talk.case}"
    author = look_at(table).sign_in("lin").go(page, "#options li.current")
    noted(author, talk.proposal)
    assert author.page.locator("#position thead th").count() == 4
    assert "–" not in author.page.inner_text("#position tbody tr:first-child")

    author.page.click("#options li.current [data-do=offer]")
    author.page.wait_for_selector("#notice .good")
    sent(look_at, table, author, talk)

    author.go(f"/{talk.language}/reply?case={talk.case}", "#reading textarea[name=text]")
    author.page.fill("#reading textarea[name=text]", talk.yes)
    with author.page.expect_navigation():
        author.page.locator("#reading form", has=author.page.locator("[name=text]")).locator("> button").click()
    author.go(page, "#proposal .fine")
    author.page.locator("#thread li.ours [data-do=confirm]").last.click()
    author.page.wait_for_selector("#notice .good")
    confirmation = sent(look_at, table, author, talk)

    author.go(page, "#agreements [data-do=link]")
    author.page.click("#agreements [data-do=link]")
    author.page.wait_for_selector(".accept-link")
    address = author.page.inner_text(".accept-link")
    with desk.record.read() as tx:
        agreement = tx.agreements(*split_case_id(talk.case))[-1]
    assert agreement.message_id == confirmation
    assert agreement.state is AgreementState.PROPOSED

    assert address.startswith(f"{table.url}/accept/")
    customer = look_at(table, width=390).go(address.removeprefix(table.url), "form")
    assert customer.page.inner_text("table").count(agreement.arrangement.schedule[0].amount.number()) >= 1
    customer.page.fill("#name", "王小明")
    assert customer.page.inner_text("button.accepted") == talk.agree
    customer.page.click("button.accepted")
    customer.page.wait_for_selector(".recorded")

    with desk.record.read() as tx:
        case = desk.case(tx, *split_case_id(talk.case))
        assert tx.agreement(agreement.id).state is AgreementState.ACCEPTED
        assert OfferStatus.ACCEPTED in {offer.status for offer in tx.offers(case.customer.code, case.currency)}
    [followed] = [f for f in follow_plans(case, desk.policy.promise_grace_days) if f.plan.agreement_id == agreement.id]
    assert followed.state is PlanState.KEPT

    paid_in_full(desk, case, agreement.arrangement.invoice_nos)
    author.go(page, "#agreements table.items")
    states = author.page.locator("#agreements table.items tbody td:last-child").all_inner_texts()
    assert len(states) == len(agreement.arrangement.schedule)
    assert all(state.startswith(f"{talk.kept} · ") for state in states)
    author.go(f"/{talk.language}/", "#cases table")
    assert author.page.locator(f"tr[data-case={talk.case}] .sentence, tr[data-case={talk.case}] .calls").count() == 0


def paid_in_full(desk, case, invoice_nos) -> None:
    """All that the plan is about arrives today."""
    with desk.record.read() as tx:
        lin = tx.person("lin")
    for item in case.items:
        if item.invoice.number in invoice_nos:
            sum_paid = f"{item.open_balance.decimal:f}"
            given = MoneyGiven(amount=sum_paid, on=case.today, invoice=item.invoice.number)
            record_payment(desk, lin, case.id, given)


def test_boxes_that_change_at_once_are_asked_about_once_and_as_they_stand_at_last(look_at, table):
    asked = look_at(table).page.evaluate(
        f"""async () => {{
          const keep = {KEEP}, answered = [];
          for (const count of ['1', '12']) keep('TW01-TWD', count).then(given => answered.push(given));
          await new Promise(done => setTimeout(done, 1000));
          return answered;
        }}"""
    )
    assert asked == [["TW01-TWD", "12"]]


def test_on_a_narrow_screen_nothing_is_cut_off_and_the_keyboard_reaches_every_move(look_at, table):
    author = look_at(table, width=390).sign_in("lin").go("/zh-Hant/negotiate?case=TW01-TWD", "#options li.current")
    author.page.wait_for_selector("#plan table")
    assert author.page.evaluate("document.documentElement.scrollWidth") <= 390
    author.page.fill(COUNT, "12")
    author.page.wait_for_selector("#plan [data-do=ask-plan]")
    author.page.reload()
    author.page.wait_for_selector("#plan [data-do=ask-plan]")
    assert author.page.input_value(COUNT) == "12"
    author.page.locator("#options li.current [data-do=offer]").focus()
    author.page.keyboard.press("Shift+Tab")
    assert author.page.evaluate("document.activeElement.dataset.do") == "adjust"
    author.page.keyboard.press("Enter")
    author.page.wait_for_selector("#plan [data-do=offer-plan]")
    assert author.page.input_value(COUNT) != "12"
