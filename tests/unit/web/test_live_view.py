"""What is shown while a model writes."""

import re

from assistant.domain.language import Language
from assistant.domain.money import BILLING_DIGITS
from assistant.web.labels import Labels
from assistant.web.live_view import being_written, writing
from assistant.web.looking_on import Progress
from assistant.wording import Wording
from tests.builders import a_brief

SAY, WORDS = Labels.of(Language.EN), Wording.of(Language.EN)


def test_the_way_to_stop_stands_beside_what_the_model_does():
    stop = '<button type="button" class="small" data-do="stop">Stop</button>'

    for begun, line in (
        (0, "The model is being asked …"),
        (1, "The model is writing. Nothing of it is checked or stored yet."),
        (2, "The model begins anew: its first answer is void."),
        (3, "The model begins anew: its first answer is void."),
    ):
        assert writing(begun, SAY) == (
            f'<p class="notice writing" role="status"><span aria-hidden="true">✎</span> {line} {stop}</p>'
        )


def test_an_unfinished_answer_is_shown_with_its_facts_and_called_unchecked():
    seen = Progress(
        brief=a_brief("EN"), begun=1, text="<subject>Invoice [[F9]]</subject><body>Dear <b> [[F3]], pay by the end "
    )
    html = being_written(seen, BILLING_DIGITS, SAY, WORDS)
    plain = " ".join(re.sub(r"<[^>]+>", " ", html).split())

    assert plain == (
        "As the model writes ✎ Not checked yet. Facts stand in their places; what the model types itself stays hidden. "
        "Subject Invoice INV-2026-0311 F9 Dear … Ms Tan F3 , pay by the"
    )
    assert 'aria-busy="true"' in html
