from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest

from assistant.adapters.outbox_folder import OutboxFolder, mail_bytes
from assistant.domain.draft import Draft, Stamp
from assistant.domain.finding import Report
from assistant.domain.kinds import Channel
from assistant.domain.message import Message, Status
from assistant.errors import BadInput, WorkspaceUnusable
from tests.builders import a_brief

AT = datetime(2026, 6, 16, 8, 30, tzinfo=UTC)
BODY = "王经理您好：\n\n发票 INV-1 尚未结清。\n\n此致\n敬礼"


def a_message(*, channel: Channel = Channel.EMAIL, **changes: object) -> Message:
    brief = replace(a_brief(), channel=channel)
    values = {
        "id": "M-0001",
        "brief": brief,
        "status": Status.RELEASED,
        "author": "lin",
        "editor": "lin",
        "version": 2,
        "draft": Draft(subject="关于 INV-1 号发票付款事宜", body=BODY, marks=(), stamp=Stamp(writer="composer")),
        "report": Report(findings=(), errors=(), matched=(), fingerprint="", ms=0),
        "sender": "ar@creditor.example",
        "recipients": ("wang@customer.example",),
        "facts_fingerprint": "f",
        "created": AT,
        "changed": AT,
    }
    return Message(**(values | changes))


def written(message: Message) -> bytes:
    return mail_bytes(message, header_id="<m-0001.2@creditor.example>", at=AT)


def test_the_mail_holds_the_approved_text_and_nothing_else():
    read = message_from_bytes(written(a_message()), policy=policy.default)
    assert read.get_content().replace("\r\n", "\n").rstrip("\n") == BODY
    assert {name: str(value) for name, value in read.items()} == {
        "From": "ar@creditor.example",
        "To": "wang@customer.example",
        "Subject": "关于 INV-1 号发票付款事宜",
        "Date": "Tue, 16 Jun 2026 08:30:00 +0000",
        "Message-ID": "<m-0001.2@creditor.example>",
        "MIME-Version": "1.0",
        "Content-Type": 'text/plain; charset="utf-8"',
        "Content-Transfer-Encoding": "8bit",
    }


def test_the_text_stands_in_the_file_as_plain_utf_8():
    assert BODY.replace("\n", "\r\n").encode() in written(a_message())


def test_the_same_message_gives_the_same_bytes():
    assert written(a_message()) == written(a_message())


def test_a_line_too_long_for_mail_is_encoded_and_reads_back_the_same():
    long = replace(a_message().draft, body="账" * 2000)
    read = message_from_bytes(written(a_message(draft=long)), policy=policy.default)
    assert read.get_content().rstrip("\r\n") == "账" * 2000


@pytest.mark.parametrize(
    "subject",
    ["Hi\nBcc: evil@x.example", "Hi\r\nX: y", "=?utf-8?q?Hi=0ABcc:_evil=40x.example?=", "null\0", "\u202eevil"],
)
def test_a_subject_that_would_make_headers_of_its_own_is_refused(subject):
    with pytest.raises(BadInput, match="control characters"):
        written(a_message(draft=replace(a_message().draft, subject=subject)))


@pytest.mark.parametrize(
    "address", ["a@b.example, evil@x.example", "Wang <wang@b.example>", "no-at.example", "a@b@c.example", ""]
)
def test_exactly_one_address_stands_in_each_field(address):
    with pytest.raises(BadInput, match="not exactly one mail address"):
        written(a_message(recipients=(address,)))


def test_a_message_lands_in_one_file_whatever_it_is(tmp_path):
    outbox = OutboxFolder(tmp_path / "outbox")
    mail = outbox.deliver(a_message(), header_id="<a@creditor.example>", at=AT, files={})
    sms = outbox.deliver(a_message(channel=Channel.SMS, id="M-0002"), header_id="<b@creditor.example>", at=AT, files={})
    assert (mail.name, sms.name) == ("M-0001.v2.eml", "M-0002.v2.txt")
    assert sms.read_text(encoding="utf-8") == a_message().draft.text
    assert sorted(p.name for p in mail.parent.iterdir()) == ["M-0001.v2.eml", "M-0002.v2.txt"]


def test_an_outbox_that_cannot_be_written_says_so(tmp_path):
    (tmp_path / "outbox").write_text("a file, not a folder")
    with pytest.raises(WorkspaceUnusable, match="cannot be written"):
        OutboxFolder(tmp_path / "outbox").deliver(a_message(), header_id="<a@creditor.example>", at=AT, files={})
