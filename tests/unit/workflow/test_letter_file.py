"""The file of a message: a draft says so, what left has its hash in the log, and nothing is written unnoted."""

import hashlib
import io

import pytest
from pypdf import PdfReader

from assistant.domain.kinds import Channel
from assistant.domain.letter import LetterForm
from assistant.errors import NotFound, Refused
from assistant.intake.given_customer import CustomerGiven
from assistant.planning import Wishes
from assistant.workflow.change_customer import change_customer
from assistant.workflow.letter_file import take_letter
from assistant.workflow.prepare_draft import prepare_draft
from assistant.workflow.release_draft import release_draft
from assistant.workflow.review import accept_draft, submit_draft
from tests.desk import LIN, ZHOU, a_desk


@pytest.fixture
def desk():
    return a_desk()


def drafted(desk, channel=Channel.LETTER):
    return prepare_draft(desk, LIN, "C1-CNY", Wishes(channel=channel, because="asked for by post"))


def released(desk, message):
    submit_draft(desk, LIN, message.id, content_hash=message.content_hash)
    accept_draft(desk, ZHOU, message.id, content_hash=message.content_hash)
    return release_draft(desk, LIN, message.id)


def taken(desk, message, form=LetterForm.PDF):
    kept = []
    content = take_letter(desk, "lin", message.id, form, store=kept.append)
    assert kept == [content]
    return content


def noted(desk, event):
    with desk.record.read() as tx:
        return [(e.actor, e.subject, e.version, dict(e.body)) for e in tx.audit_entries() if e.event == event]


def said(pdf):
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def test_a_draft_can_be_taken_as_a_file_that_says_what_it_is(desk):
    message = drafted(desk)
    content = taken(desk, message)
    assert "草稿 · 尚未放行，请勿发出" in said(content)
    body = {
        "form": "pdf",
        "digest": hashlib.sha256(content).hexdigest(),
        "content": message.content_hash,
        "draft": True,
    }
    assert noted(desk, "letter_made") == [("lin", message.id, 1, body)]


def test_a_released_letter_leaves_as_files_whose_hashes_are_in_the_log(desk):
    message = drafted(desk)
    released(desk, message)
    [files] = desk.dispatcher.files
    assert set(files) == {"docx", "pdf"}
    assert "草稿" not in said(files["pdf"])
    digests = {ending: hashlib.sha256(content).hexdigest() for ending, content in files.items()}
    assert noted(desk, "delivered") == [("outbox", message.id, 1, {"files": digests})]
    assert taken(desk, message) == files["pdf"]
    assert taken(desk, message, LetterForm.DOCX) == files["docx"]


def test_the_files_hold_every_word_that_was_approved(desk):
    message = drafted(desk)
    released(desk, message)
    found = "".join(said(desk.dispatcher.files[0]["pdf"]).split())
    for line in message.draft.text.replace("：", "：\n").replace("，", "，\n").splitlines():
        assert "".join(line.removeprefix("• ").split()) in found, line


def test_a_mail_leaves_alone(desk):
    released(desk, drafted(desk, Channel.EMAIL))
    assert desk.dispatcher.files == [{}]


def test_a_text_message_is_no_letter(desk):
    message = drafted(desk, Channel.SMS)
    with pytest.raises(Refused, match=r"^M-0001 goes by sms; only mails and letters can be had as a file\.$"):
        taken(desk, message)


def test_a_message_that_is_not_there_is_not_found(desk):
    with pytest.raises(NotFound):
        take_letter(desk, "lin", "M-0009", LetterForm.PDF, store=lambda _: None)


def test_a_file_that_could_not_be_written_is_not_noted(desk):
    message = drafted(desk)

    def full(_):
        raise OSError("no space left")

    with pytest.raises(OSError, match="no space left"):
        take_letter(desk, "lin", message.id, LetterForm.PDF, store=full)
    assert noted(desk, "letter_made") == []


def test_a_rare_character_keeps_the_pdf_back_and_not_the_letter(desk):
    with desk.record.begin() as tx:
        creditor = tx.creditor()
        tx.save_creditor(type(creditor)(**{n: getattr(creditor, n) for n in creditor.__slots__} | {"phone": "𠮷"}))
    released(desk, drafted(desk))
    assert set(desk.dispatcher.files[0]) == {"docx"}


@pytest.mark.parametrize(
    ("channel", "address", "recipient"),
    [
        (Channel.EMAIL, "", "wang@customer.example"),
        (Channel.SMS, "", "+86 0000-0000-2001"),
        (Channel.LETTER, "", "示例客户有限公司"),
        (Channel.LETTER, "望舒路8号", "望舒路8号"),
    ],
)
def test_each_channel_has_its_own_address(desk, channel, address, recipient):
    change_customer(desk, LIN, "C1", CustomerGiven(address=address))
    message = drafted(desk, channel)
    assert message.recipients == (recipient,)
    assert message.brief.grounds.value("customer_address") == (address or None)
