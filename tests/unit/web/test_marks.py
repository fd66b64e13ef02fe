from dataclasses import replace
from datetime import UTC, datetime

import pytest

from assistant.domain.brief import Topic
from assistant.domain.draft import Draft, Mark, Stamp
from assistant.domain.finding import Report, Severity, Suppressed, Suppression
from assistant.domain.language import Language
from assistant.web.labels import Labels
from assistant.web.marks import marked_draft, source_tip
from assistant.wording import Wording
from tests.builders import a_brief
from tests.unit.web.letters import a_finding, a_message

SAY, WORDS = Labels.of(Language.EN), Wording.of(Language.EN)


def shown(message, language=Language.EN):
    return marked_draft(message.draft, message.report, message.brief, Labels.of(language), Wording.of(language))


def test_a_figure_is_marked_with_the_fact_it_states_and_where_that_can_be_checked():
    assert (
        '<mark class="fact" tabindex="0" data-tip="F15 · total asked for\nUSD 9,100.00\nledger: total_open">'
        'USD 9,100.00<sup aria-hidden="true">F15</sup></mark> is open.'
    ) in shown(a_message())


def test_a_finding_is_marked_at_its_place_with_sign_number_and_word():
    html = shown(a_message(a_finding("Pay today or else.")))

    assert (
        'is open. <span class="flag sev-block"><span aria-hidden="true">✕</span> 1 blocking</span>'
        '<span class="found sev-block" tabindex="0" data-tip="1 · Pressure\nA vague threat.">Pay today or else.</span>'
    ) in html


def test_findings_that_overlap_each_keep_their_number_and_the_heavier_colour_wins():
    light = a_finding("Pay today", severity=Severity.NOTE)
    html = shown(a_message(light, a_finding("today or else")))

    assert '>✕</span> 2 blocking</span><span class="found sev-block" tabindex="0"' in html
    assert '>●</span> 1 note</span><span class="found sev-note"' in html
    assert html.count('class="found sev-block"') == 2
    assert ">today</span>" in html


def test_a_finding_over_a_fact_keeps_the_fact_and_its_source():
    html = shown(a_message(a_finding("USD 9,100.00 is open")))

    assert "A vague threat.\n\nF15 · total asked for\nUSD 9,100.00\nledger: total_open" in html
    assert '<mark class="fact">USD 9,100.00<sup aria-hidden="true">F15</sup></mark></span>' in html


def test_something_missing_at_the_end_is_flagged_there():
    message = a_message()
    end = len(message.draft.text)
    finding = replace(a_finding("Wei Li"), start=end, end=end, excerpt="", category="M")
    html = shown(replace(message, report=replace(message.report, findings=(finding,))))

    assert 'Wei Li<span class="flag sev-block"><span aria-hidden="true">✕</span> 1 blocking</span></div>' in html


def test_nothing_of_the_text_is_lost_or_added():
    message = a_message(a_finding("Pay today or else."), a_finding("today", severity=Severity.NOTE))

    assert _plain(shown(message)) == f"Subject {message.draft.subject}{message.draft.body}"


def test_markup_in_a_draft_stays_text():
    body = "<script>alert(1)</script> ${alert(1)}"
    draft = Draft(subject="", body=body, marks=(), stamp=Stamp(writer="person"))
    report = Report(findings=(), errors=(), matched=(), fingerprint="", ms=0)

    html = marked_draft(draft, report, a_brief("EN"), SAY, WORDS)

    assert html == (
        '<article class="letter" lang="en"><div class="body-text">'
        "&lt;script&gt;alert(1)&lt;/script&gt; ${alert(1)}</div></article>"
    )


def test_a_cited_clause_shows_its_words_and_offsets():
    brief = a_brief("EN", cite=(Topic.PAYMENT_TERM,))
    clause = next(fact.id for fact in brief.grounds.facts if fact.role == "clause")

    assert source_tip(clause, brief.grounds, SAY, WORDS) == (
        f"{clause} · clause\n6.2\ncontract: clause\nC1 · payment term\n"
        "QMD-SG-2025-003, clause 6.2, characters 1000–1067\n"
        "“The Buyer shall pay each invoice within 30 days of the invoice date”"
    )


def test_what_the_guardrail_traced_is_marked_where_a_person_typed_it():
    message = a_message()
    at = message.draft.text.index("9,100.00")
    draft = replace(message.draft, marks=())
    report = replace(message.report, matched=((at, at + 8, "F15"),))
    html = marked_draft(draft, report, message.brief, SAY, WORDS)

    assert '>9,100.00<sup aria-hidden="true">F15</sup></mark>' in html


def test_two_marks_on_one_place_are_shown_once():
    message = a_message()
    mark = message.draft.marks[0]
    report = replace(message.report, matched=((mark.start, mark.end, "F10"),))

    assert shown(replace(message, report=report)).count("<mark") == 1


def test_a_mark_beyond_the_text_is_harmless():
    message = a_message()
    draft = replace(message.draft, marks=(Mark(ref="F15", start=5000, end=5010),))

    assert _plain(shown(replace(message, draft=draft))) == f"Subject {draft.subject}{draft.body}"


@pytest.mark.parametrize(
    ("language", "word"),
    [(Language.EN, "A vague threat."), (Language.ZH_HANS, "含糊的威胁。"), (Language.ZH_HANT, "含糊的威脅。")],
)
def test_findings_speak_the_readers_language(language, word):
    assert word in shown(a_message(a_finding("or else")), language)


def _plain(html: str) -> str:
    """The text that a person would read and copy: no marks, no flags."""
    import re
    from html import unescape

    html = re.sub(r'<span class="flag [^"]*">.*?</span>[^<]*</span>', "", html)
    html = re.sub(r"<sup[^>]*>.*?</sup>", "", html)
    return unescape(re.sub(r"<[^>]+>", "", html))


def test_what_somebody_let_stand_keeps_its_mark_with_the_reason():
    finding = a_finding("or else", severity=Severity.REVIEW)
    made = Suppression(
        rule=finding.rule, place="d", reason="They wrote it first.", by="mei", at=datetime(2026, 6, 16, 8, tzinfo=UTC)
    )
    message = a_message()
    report = replace(message.report, suppressed=(Suppressed(finding=finding, suppression=made),))
    html = marked_draft(message.draft, report, message.brief, SAY, WORDS)

    tip = "◇ let stand · Pressure\nmei, 16 June 2026, 08:00 (UTC+00:00): They wrote it first."
    assert f'<span class="found stands" tabindex="0" data-tip="{tip}">or else</span>' in html
    assert 'class="flag' not in html
