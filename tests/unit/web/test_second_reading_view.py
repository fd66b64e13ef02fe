"""The second reader on the reply page: what is offered, and both readings label by label."""

from dataclasses import replace

from assistant.domain.language import Language, Reason
from assistant.domain.reading import Reading
from assistant.web.labels import Labels
from assistant.web.second_reading_view import compared, second_reader_offered
from assistant.wording import Wording
from assistant.workflow.replies import read_again, reply_shown
from tests.desk import LIN
from tests.unit.workflow.test_second_reading import CASE, GOOD, REPLY, a_desk_with, answer

SAY, WORDS = Labels.of(Language.EN), Wording.of(Language.EN)


def panel(reply):
    desk, _ = a_desk_with(reply)
    return compared(read_again(desk, LIN, CASE, REPLY), SAY, WORDS)


def test_the_button_says_what_leaves_and_names_the_reply():
    desk, _ = a_desk_with(GOOD)
    html = second_reader_offered(reply_shown(desk, CASE, REPLY), SAY)

    assert "A language model gets the customer&#x27;s own words, with tokens for names, sums, days and numbers." in html
    assert 'data-do="second" data-case="C1-CNY" data-reply="R-1">Ask a second reader</button>' in html


def test_where_both_read_the_same_it_is_said_once_with_its_words_marked():
    html = panel(GOOD)

    assert "<h2>Second reader (fake-1)</h2>" in html
    assert html.count("<li") == 2
    assert (
        '<li class="agree"><b>both read the same</b><p>cause: an oversight <mark>不好意思,我们忘了。</mark></p></li>'
        in (html.replace("，", ","))
    )


def test_where_they_differ_both_stand_there():
    html = panel(answer(promise={"date": "‹date 1›", "quote": "‹date 1›付‹amount 1›"}))

    assert '<li class="only_patterns"><b>not read by the second reader</b>' in html
    assert '<li class="differ"><b>the two differ</b><p>promise to pay: CNY 5,000.00, 26 June 2026' in html
    assert "<p>promise to pay: 26 June 2026 <mark>6月26日付人民币5,000元</mark></p></li>" in html.replace("，", ",")


def test_without_a_second_reading_there_is_one_line_why():
    html = panel(["<b>no</b>", "no"])

    assert "There is no second reading, only the one above. The second reader&#x27;s answer could not be read" in html
    assert "<li" not in html


def test_what_a_model_or_a_customer_writes_is_text():
    desk, _ = a_desk_with(GOOD)
    both = read_again(desk, LIN, CASE, REPLY)
    evil = replace(both.second, model="<script>x</script>", read=Reading(), notes=(Reason.of("no_such_code"),))

    assert "<script>" not in compared(replace(both, second=replace(evil, notes=())), SAY, WORDS)
