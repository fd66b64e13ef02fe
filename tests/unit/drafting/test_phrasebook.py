"""Reading the phrasebook: what is wrong in a file is refused, with file and move."""

from pathlib import Path

import pytest

from assistant.domain.kinds import Channel, MessageKind, Tone
from assistant.domain.language import Language
from assistant.drafting import Composer, load_phrasebooks
from assistant.drafting.phrasebook import Phrasebooks
from assistant.drafting.scene import Scene
from assistant.errors import BadKnowledge
from assistant.parts import Part, PartTable, Row
from tests.builders import a_brief

TABLE = PartTable(
    version="1",
    parts={"invoice_no": Part(roles=("invoice_no",)), "thanks": Part(), "interest": Part(roles=("interest",))},
    rows=(
        Row(
            kind=MessageKind.PAYMENT_REMINDER,
            channels=frozenset({Channel.EMAIL}),
            required=("invoice_no", "thanks"),
            forbidden=("interest",),
        ),
    ),
)
LAYOUTS = """\
says: {thanks: [bye]}
layouts:
  - kinds: [payment_reminder]
    channels: [email]
    subject: title
    body:
      - [greeting, about, "each invoice: item?"]
      - ["wish? bye"]
"""
EDITION = "{language: en, regions: ['*'], joint: ' '}"
PHRASES = """\
moves:
  title: [{say: ["Invoice {invoice_no}"]}]
  greeting: [{say: ["Dear {salutation},"]}]
  about: [{tones: [firm], say: ["Invoice {invoice_no}."]}, {say: ["It is invoice {invoice_no}."]}, {say: ["Ours."]}]
  item: [{when: [many], say: ["- {invoice_no}"]}]
  wish: [{tones: [friendly], say: ["All the best."]}]
  bye: [{say: ["Bye."]}]
"""


def loaded(folder: Path) -> Phrasebooks:
    return load_phrasebooks(folder, TABLE)


def written(folder: Path, *, layouts: str = LAYOUTS, edition: str = EDITION, phrases: str = PHRASES) -> Path:
    (folder / "en").mkdir()
    (folder / "layouts.yaml").write_text(layouts, encoding="utf-8")
    (folder / "en" / "edition.yaml").write_text(edition, encoding="utf-8")
    (folder / "en" / "all.yaml").write_text(phrases, encoding="utf-8")
    return folder


def test_a_small_phrasebook_is_enough_to_write_from(tmp_path):
    composer = Composer(loaded(written(tmp_path)))

    assert composer.write(a_brief("EN")).text == (
        "Invoice INV-2026-0311\n\nDear Ms Tan,\nIt is invoice INV-2026-0311.\n\nAll the best. Bye."
    )
    assert composer.write(a_brief("EN", tone=Tone.FIRM)).body == "Dear Ms Tan,\nInvoice INV-2026-0311.\n\nBye."


@pytest.mark.parametrize(
    ("phrases", "problem"),
    [
        (PHRASES.replace("{salutation}", "{saluation}"), "move 'greeting' names the unknown slot {saluation}"),
        (PHRASES.replace("All the best.", "{Salutation}"), "move 'wish' has a stray bracket in '{Salutation}'"),
        (PHRASES.replace("Bye.", "Bye [[F1]]"), "move 'bye' has a stray bracket in 'Bye [[F1]]'"),
        (PHRASES.replace("Bye.", "Within 5 days."), "move 'bye' types a figure in 'Within 5 days.'"),
        (PHRASES.replace("Bye.", "Within ５ days."), "move 'bye' types a figure in 'Within ５ days.'"),
        (PHRASES + '  extra: [{say: ["Hm."]}]\n', "move 'extra' is used by no layout"),
        (PHRASES.replace('  bye: [{say: ["Bye."]}]\n', ""), "move 'bye' is used by a layout but has no phrases"),
        (PHRASES.replace("when: [many]", "when: [several]"), "Input should be 'before_due'"),
        (PHRASES.replace("tones:", "tone:"), "Unexpected keyword argument"),
        (PHRASES + '  bye: [{say: ["Again."]}]\n', "is not valid YAML"),
    ],
)
def test_phrases_that_cannot_be_trusted_are_refused_with_file_and_move(tmp_path, phrases, problem):
    with pytest.raises(BadKnowledge) as refused:
        loaded(written(tmp_path, phrases=phrases))

    assert str(tmp_path / "en") in str(refused.value)
    assert problem in str(refused.value)


@pytest.mark.parametrize(
    ("layouts", "problem"),
    [
        (LAYOUTS.replace("wish? bye", "wish?, bye"), "'wish?, bye' is not a line of moves"),
        (LAYOUTS.replace("each invoice:", "each clause:"), "'each clause: item?' is not a line of moves"),
        (LAYOUTS + "    spare: [smile]\n", "move 'smile' is to be spared but stands in no line"),
        (LAYOUTS.replace("payment_reminder", "threat"), "Input should be 'payment_reminder'"),
    ],
)
def test_a_layout_that_cannot_be_read_is_refused(tmp_path, layouts, problem):
    with pytest.raises(BadKnowledge) as refused:
        loaded(written(tmp_path, layouts=layouts))

    assert str(tmp_path / "layouts.yaml") in str(refused.value)
    assert problem in str(refused.value)


@pytest.mark.parametrize(
    ("layouts", "phrases", "problem"),
    [
        (
            LAYOUTS.replace("about, ", ""),
            PHRASES.replace("  about:", "  # about:"),
            "the part 'invoice_no' is required of a payment_reminder, but no move of its layout always says it",
        ),
        (
            LAYOUTS + "    spare: [about]\n",
            PHRASES,
            "the part 'invoice_no' is required of a payment_reminder, but no move of its layout always says it",
        ),
        (
            LAYOUTS,
            PHRASES.replace("It is invoice {invoice_no}.", "It is an invoice."),
            "the part 'invoice_no' is required of a payment_reminder, but no move of its layout always says it",
        ),
        (
            LAYOUTS.replace("{thanks: [bye]}", "{}"),
            PHRASES,
            "the part 'thanks' is required of a payment_reminder, but no move of its layout always says it",
        ),
        (
            LAYOUTS,
            PHRASES.replace("All the best.", "With {interest}."),
            "the part 'interest' is forbidden to a payment_reminder, but its layout has ['wish']",
        ),
        (LAYOUTS.replace("[bye]", "[smile]"), PHRASES, "move 'smile' is to say a part but stands in no line"),
    ],
)
def test_a_layout_that_cannot_hold_what_its_kind_must_hold_is_refused(tmp_path, layouts, phrases, problem):
    with pytest.raises(BadKnowledge) as refused:
        loaded(written(tmp_path, layouts=layouts, phrases=phrases))

    assert str(tmp_path / "layouts.yaml") in str(refused.value)
    assert problem in str(refused.value)


def test_a_move_given_in_two_files_is_refused(tmp_path):
    folder = written(tmp_path)
    (folder / "en" / "more.yaml").write_text('moves: {bye: [{say: ["So long."]}]}', encoding="utf-8")

    with pytest.raises(BadKnowledge, match="'bye' is given in another file already"):
        loaded(folder)


def test_every_change_of_words_changes_the_version_in_the_stamp(tmp_path):
    folder = written(tmp_path)
    before = Composer(loaded(folder)).write(a_brief("EN")).stamp
    again = Composer(loaded(folder)).write(a_brief("EN")).stamp
    (folder / "en" / "all.yaml").write_text(PHRASES.replace("Bye.", "So long."), encoding="utf-8")
    after = Composer(loaded(folder)).write(a_brief("EN")).stamp

    assert before == again
    assert (before.writer, before.prompt[:11]) == ("composer", "phrasebook ")
    assert before.prompt != after.prompt


def test_editions_are_found_by_region_first(phrasebooks):
    def regions(language: Language, region: str) -> tuple[str, ...]:
        edition = phrasebooks.edition(language, region)
        assert edition
        return edition.head.regions

    assert regions(Language.ZH_HANT, "HK") == ("HK", "MO")
    assert regions(Language.ZH_HANT, "MO") == ("HK", "MO")
    assert regions(Language.ZH_HANT, "TW") == ("*",)
    assert regions(Language.ZH_HANS, "SG") == ("*",)


def test_the_shipped_phrasebook_has_a_layout_for_what_the_plan_asks(phrasebooks):
    posted = {Channel.EMAIL, Channel.LETTER}
    asked = dict.fromkeys(MessageKind, posted) | {
        MessageKind.PAYMENT_REMINDER: {Channel.EMAIL, Channel.SMS, Channel.LETTER},
        MessageKind.CALL_SCRIPT: {Channel.PHONE},
        MessageKind.PROMISE_FOLLOWUP: {*posted, Channel.PHONE, Channel.SMS},
        MessageKind.RECEIPT_THANKS: {*posted, Channel.SMS},
        MessageKind.NEGOTIATION_REPLY: {*posted, Channel.CHAT},
        MessageKind.VISIT_BRIEF: {Channel.VISIT},
        MessageKind.COUNSEL_BRIEF: {Channel.FILE},
    }
    found = {
        kind: {c for c in Channel if phrasebooks.layout(Scene.of(a_brief("EN", kind=kind, channel=c)))}
        for kind in MessageKind
    }

    assert found == asked
