"""A contract on its page: the answering clause is marked where it stands, and nothing in it runs."""

from assistant.domain.language import Language
from assistant.intake import read_contract
from assistant.ports import Hit
from assistant.web.contract_view import contract_head, contract_list, document, hits_card
from assistant.web.labels import Labels
from assistant.wording import Wording

SAY, WORDS = Labels.of(Language.EN), Wording.of(Language.EN)
TEXT = (
    "购销合同\n\n第一条 付款期限\n买方应于三十日内付款<script>alert(1)</script>。\n\n第二条 违约责任\n每日万分之五。\n"
)
CONTRACT = read_contract(TEXT, "HT-1", "C1")
SECOND, FIRST = (next(c for c in CONTRACT.clauses if c.number == n) for n in ("第二条", "第一条"))
HITS = tuple(
    Hit(clause=clause, start=clause.start, end=clause.end, score=score)
    for clause, score in ((SECOND, 0.9), (FIRST, 0.4))
)


def test_every_hit_is_marked_at_its_place_and_the_best_one_stands_out():
    html = document(CONTRACT, HITS)
    assert f'<mark id="hit-0" class="best">{SECOND.text}</mark>' in html
    assert html.index('id="hit-1"') < html.index('id="hit-0"')
    assert "<script>" not in html
    assert html.count("&lt;script&gt;") == 1


def test_hits_that_overlap_leave_the_text_as_it_was():
    html = document(CONTRACT, (HITS[1], HITS[1]))
    assert html.count("<mark") == 1
    assert html.count("买方应于三十日内付款") == 1


def test_an_answer_leads_to_its_place_with_its_headings():
    html = hits_card(HITS, "逾期怎么算利息", SAY)
    assert '<li><a href="#hit-0">' in html
    assert html.index("每日万分之五") < html.index("买方应于")


def test_without_a_question_nothing_is_listed_and_without_an_answer_it_is_said():
    assert hits_card((), "", SAY) == ""
    assert "No clause of this contract speaks of that." in hits_card((), "weather", SAY)


def test_the_question_stays_in_the_line_and_cannot_leave_it():
    html = contract_head(CONTRACT, '"><b>x', SAY, WORDS)
    assert 'value="&quot;&gt;&lt;b&gt;x"' in html
    assert 'name="contract" value="HT-1"' in html


def test_a_customers_contracts_lead_to_their_pages():
    assert '<a href="/en/contract?contract=HT-1">HT-1 · 购销合同</a>' in contract_list([CONTRACT], SAY)
    assert "None." in contract_list([], SAY)
