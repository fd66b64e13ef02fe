"""Two wordings side by side."""

import re
from dataclasses import replace

from assistant.domain.draft import Draft, Stamp
from assistant.domain.finding import Report
from assistant.domain.language import Language
from assistant.domain.message import Variant
from assistant.web.labels import Labels
from assistant.web.markup import NOTHING
from assistant.web.variants_view import two_wordings
from assistant.wording import Wording
from tests.unit.web.letters import a_finding, a_message

SAY, WORDS = Labels.of(Language.EN), Wording.of(Language.EN)
OTHER = Variant(
    draft=Draft(subject="Invoice", body="Good <day>.", marks=(), stamp=Stamp(writer="model")),
    report=Report(findings=(), errors=(), matched=(), fingerprint="f", ms=1.0),
)


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_without_another_wording_nothing_is_shown():
    assert two_wordings(a_message(), SAY, WORDS, may_use=True) == NOTHING


def test_each_wording_stands_with_its_own_findings_and_one_may_be_taken():
    message = a_message(a_finding("or else"), other=OTHER)
    html = two_wordings(message, SAY, WORDS, may_use=True)
    text, other = html.split('<section class="wording" aria-label="Another wording">')

    assert plain(text).startswith(
        "Two wordings The text ✕ blocked built-in composer ✓ in the boxes Subject Invoice INV"
    )
    assert "A vague threat." in text
    assert plain(other) == "Another wording ✓ passed language model Use this one Subject Invoice Good &lt;day&gt;."
    assert '<button type="button" class="small" data-do="use">Use this one</button>' in other


def test_who_may_not_edit_compares_only():
    html = two_wordings(replace(a_message(), other=OTHER), SAY, WORDS, may_use=False)

    assert "<button" not in html
    assert "Good &lt;day&gt;." in html
