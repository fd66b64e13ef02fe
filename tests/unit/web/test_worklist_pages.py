import re
from dataclasses import replace

import pytest

from assistant.domain.attention import Only, Sort
from assistant.domain.language import Language
from assistant.web.labels import Labels
from assistant.web.worklist_view import many, pager
from assistant.workflow import read_worklist as reading
from assistant.workflow.listing import Listing
from assistant.workflow.read_worklist import read_worklist
from assistant.workflow.worklist import WorklistPage
from tests.desk import a_desk
from tests.unit.planning.accounts import a_customer, an_invoice

SAY = Labels.of(Language.EN)


def a_page(page, pages):
    return WorklistPage(views=(), total=pages * 50, page=page, pages=pages)


def ids(shown):
    return [view.case.id for view in shown.views]


@pytest.fixture
def desk():
    made = a_desk()
    with made.record.begin() as tx:
        for n in range(119):
            name = f"Harbour {n}" if n % 2 else f"Lantern {n}"
            tx.save_customer(replace(a_customer(), code=f"D{n:03d}", name=name))
            tx.save_invoice(replace(an_invoice(21 + n % 60), customer_code=f"D{n:03d}"))
    return made


def test_one_page_needs_no_way_to_another():
    assert pager(a_page(1, 1), SAY) == ""


def test_a_page_in_the_middle_leads_both_ways():
    html = pager(a_page(2, 3), SAY)
    assert re.sub(r"<[^>]+>", "|", html) == "||‹ Previous||Page 2 of 3||Next ›||"
    assert re.findall(r'data-page="(\d)"', html) == ["1", "3"]
    assert "disabled" not in html


@pytest.mark.parametrize(("page", "label"), [(1, "‹ Previous"), (3, "Next ›")])
def test_an_end_leads_one_way_only(page, label):
    (barred,) = re.findall(r"disabled>([^<]+)", pager(a_page(page, 3), SAY))
    assert barred == label


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (Language.EN, "19,998 open cases, the most urgent first. Search by customer or case."),
        (Language.ZH_HANS, "未结清个案共 19,998 个，最急的排在最前。可按客户或个案查找。"),
        (Language.ZH_HANT, "未結清個案共 19,998 個，最急的排在最前。可依客戶或個案搜尋。"),
    ],
)
def test_many_cases_are_told_by_their_number(language, words):
    assert words in many(19_998, Labels.of(language))


def test_few_cases_are_all_looked_at_and_shown_fifty_at_a_time(desk):
    read = [read_worklist(desk, Listing(sort=Sort.AGE), page) for page in (1, 2, 3)]
    assert [len(one.page.views) for one in read] == [50, 50, 20]
    assert (read[0].counts.to_draft, len(read[0].everything)) == (120, 120)
    late = [view.case.days_past_due for one in read for view in one.page.views]
    assert late == sorted(late, reverse=True)


def test_a_choice_counts_its_own_pages(desk):
    shown = read_worklist(desk, Listing(search="harbour", only=Only.ACT), 9).page
    assert (shown.total, shown.page, shown.pages, len(shown.views)) == (59, 2, 2, 9)


def test_many_cases_are_not_all_looked_at_but_paged_chosen_and_counted_by_the_queue(desk, monkeypatch):
    monkeypatch.setattr(reading, "FEW", 100)
    first, found = read_worklist(desk), read_worklist(desk, Listing(search="Lantern 110")).page
    assert (first.everything, first.counts.to_draft) == (None, 120)
    assert (len(first.page.views), first.page.total, first.page.pages) == (50, 120, 3)
    assert ids(found) == ["D110-CNY"]
    assert read_worklist(desk, Listing(only=Only.WAIT)).page.total == 0
