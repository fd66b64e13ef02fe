"""A customer's mail is read as it was meant: who wrote when, and what the text says; the rest is named."""

import base64
from email.message import EmailMessage

import pytest

from assistant.adapters import mail_text
from assistant.errors import UnreadableFile

HEAD = "From: Li Ming <li@x1.example>\nDate: Mon, 15 Jun 2026 10:00:00 +0800\nMessage-ID: <a1@x1.example>\n"


def write(tmp_path, mail) -> object:
    path = tmp_path / "reply.eml"
    raw = mail.as_bytes() if isinstance(mail, EmailMessage) else mail if isinstance(mail, bytes) else mail.encode()
    path.write_bytes(raw)
    return path


def read(tmp_path, mail) -> dict:
    said: list[dict] = []
    mail_text.parse(write(tmp_path, mail), said.append)
    return said[0]


def refused(tmp_path, mail) -> UnreadableFile:
    with pytest.raises(UnreadableFile) as caught:
        mail_text.parse(write(tmp_path, mail), list)
    return caught.value


def a_mail(text="货款下周付清。", **headers) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "Li Ming <li@x1.example>"
    for name, value in headers.items():
        mail[name] = value
    mail.set_content(text)
    return mail


def part(kind: str, content: str, more: str = "") -> str:
    return f"--b\nContent-Type: {kind}\n{more}\n{content}\n"


def multipart(kind: str, *parts: str) -> str:
    return f"{HEAD}Content-Type: multipart/{kind}; boundary=b\n\n{''.join(parts)}--b--\n"


def test_a_plain_mail_is_read_with_its_headers(tmp_path):
    said = read(tmp_path, HEAD + "Subject: Re: INV-1\n\nWe pay on Friday.\r\n\r\nLi\n")
    assert said == {
        "sender": "Li Ming <li@x1.example>",
        "address": "li@x1.example",
        "subject": "Re: INV-1",
        "received": "2026-06-15T02:00:00+00:00",
        "message_id": "<a1@x1.example>",
        "text": "We pay on Friday.\n\nLi",
        "found": {"unseen": 0, "hidden": 0, "lost": 0, "attachments": []},
    }


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("utf-8", "utf-8"),
        ("gb2312", "gb18030"),
        ("GBK", "gbk"),
        ("gb18030", "gb18030"),
        ("hz-gb-2312", "hz"),
        ("utf-16", "utf-16"),
    ],
)
def test_chinese_is_read_in_the_character_set_that_the_mail_names(tmp_path, label, codec):
    raw = "您好，镕基公司的货款下周付清。".encode(codec) if codec != "hz" else "货款下周付清。".encode("hz")
    head = f"{HEAD}Content-Type: text/plain; charset={label}\nContent-Transfer-Encoding: base64\n\n"
    said = read(tmp_path, head.encode() + base64.encodebytes(raw))
    assert said["text"].endswith("货款下周付清。")


@pytest.mark.parametrize(("label", "text"), [("big5", "貨款下週付清，廍。"), ("big5-hkscs", "啲貨款下週付清。")])
def test_traditional_chinese_is_read_with_the_characters_of_hong_kong(tmp_path, label, text):
    head = f"{HEAD}Content-Type: text/plain; charset={label}\n\n"
    assert read(tmp_path, head.encode() + text.encode("big5hkscs"))["text"] == text


def test_quoted_printable_and_western_sets_are_read(tmp_path):
    head = f"{HEAD}Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\n"
    assert read(tmp_path, head + "Caf=E9 =93Ltd=94 =80 5 pa=\nid")["text"] == "Café “Ltd” € 5 paid"


def test_a_set_that_is_not_named_is_not_guessed(tmp_path):
    assert read(tmp_path, (HEAD + "\n货款下周付清。").encode())["text"] == "货款下周付清。"
    assert (
        read(tmp_path, (HEAD + "\n").encode() + "合同货款下周付清。".encode("gb18030"))["text"] == "合同货款下周付清。"
    )
    assert refused(tmp_path, (HEAD + "\n").encode() + b"caf\xe9").code in ("unknown_encoding", "unclear_encoding")


@pytest.mark.parametrize("label", ["utf-7", "unicode_escape", "rot13", "hex", "x-mac-chinesesimp"])
def test_a_set_that_hides_text_or_is_not_known_is_refused(tmp_path, label):
    error = refused(tmp_path, f"{HEAD}Content-Type: text/plain; charset={label}\n\n+ADw-script+AD4-")
    assert (error.code, error.details["charset"]) == ("unread_charset", label)


def test_text_that_is_not_in_the_set_it_names_is_refused_unless_it_is_utf_8(tmp_path):
    head = f"{HEAD}Content-Type: text/plain; charset=utf-8\n\n".encode()
    assert refused(tmp_path, head + "付款".encode("gb18030")).code == "wrong_charset"
    head = f"{HEAD}Content-Type: text/plain; charset=iso-2022-jp\n\n".encode()
    assert read(tmp_path, head + "付款".encode())["text"] == "付款"


def test_characters_that_the_sender_lost_are_shown_as_lost(tmp_path):
    said = read(tmp_path, f"{HEAD}Content-Type: text/plain; charset=utf-8\n\npay \ufffd days")
    assert (said["text"], said["found"]["lost"]) == ("pay 〓 days", 1)


def test_of_two_forms_the_plain_one_counts(tmp_path):
    mail = multipart("alternative", part("text/plain", "Plain."), part("text/html", "<p>Rich.</p>"))
    assert read(tmp_path, mail)["text"] == "Plain."


def test_where_the_plain_form_is_empty_the_other_one_counts(tmp_path):
    mail = multipart("alternative", part("text/plain", " "), part("text/html", "<p>We pay</p>"))
    assert read(tmp_path, mail)["text"] == "We pay"


def test_several_texts_stand_one_after_another(tmp_path):
    mail = multipart("mixed", part("text/plain", "One."), part("text/plain", "Two."))
    assert read(tmp_path, mail)["text"] == "One.\n\nTwo."


def test_attachments_are_named_with_their_size_and_not_read(tmp_path):
    mail = a_mail("See attached.")
    mail.add_attachment(b"%PDF" + b"x" * 2000, maintype="application", subtype="pdf", filename="付款 凭证.pdf")
    mail.add_attachment("promise: 1 July", filename="note.txt")
    said = read(tmp_path, mail)
    assert said["text"] == "See attached."
    assert said["found"]["attachments"] == [("付款 凭证.pdf", 2004), ("note.txt", 16)]


def test_a_forwarded_mail_is_named_and_its_text_is_not_the_customers(tmp_path):
    inner = "From: boss@x1.example\nSubject: =?utf-8?b?5LuY5qy+?=\n\nNever pay them.\n"
    said = read(tmp_path, multipart("mixed", part("text/plain", "Fyi."), part("message/rfc822", inner)))
    assert (said["text"], said["found"]["attachments"]) == ("Fyi.", [("付款.eml", 0)])


def test_what_is_attached_beside_the_form_that_is_not_read_is_still_named(tmp_path):
    rich = "Content-Type: multipart/mixed; boundary=c\n\n--c\nContent-Type: text/html\n\n<p>Rich.</p>\n"
    rich += '--c\nContent-Type: application/pdf; name="po.pdf"\nContent-Disposition: attachment\n\nabc\n--c--\n'
    mail = f"{HEAD}Content-Type: multipart/alternative; boundary=b\n\n{part('text/plain', 'Plain.')}--b\n{rich}--b--\n"
    said = read(tmp_path, mail)
    assert (said["text"], said["found"]["attachments"]) == ("Plain.", [("po.pdf", 3)])


def test_the_logo_of_a_signature_is_no_attachment(tmp_path):
    logo = part("image/png", "abc", "Content-ID: <logo>\n")
    mail = multipart("related", part("text/html", "<p>We pay</p>"), logo)
    assert read(tmp_path, mail)["found"]["attachments"] == []


def test_a_mail_of_attachments_alone_is_read_as_such(tmp_path):
    mail = multipart("mixed", part('application/pdf; name="advice.pdf"', "abc"))
    said = read(tmp_path, mail)
    assert (said["text"], said["found"]["attachments"]) == ("", [("advice.pdf", 3)])


def test_encoded_subjects_and_names_are_decoded(tmp_path):
    head = "From: =?gb2312?B?wO7D9w==?= <li@x1.example>\nSubject: =?utf-8?B?5Zue5aSN77ya?= =?utf-8?Q?INV-1_=E4=BB=98=E6=AC=BE?=\n"
    said = read(tmp_path, head + "Date: Mon, 15 Jun 2026 10:00:00 +0800\n\nx")
    assert (said["sender"], said["subject"]) == ("李明 <li@x1.example>", "回复：INV-1 付款")


def test_a_subject_in_bare_utf_8_is_read(tmp_path):
    assert read(tmp_path, HEAD + "Subject: 付款安排\n\nx")["subject"] == "付款安排"


@pytest.mark.parametrize(
    ("raw", "subject"),
    [
        ("=?utf-8?q?Hi=0ABcc:_evil=40x.com?=", "Hi Bcc: evil@x.com"),
        ("=?utf-8?q?Hi=0D=0A=0D=0Abody?=", "Hi body"),
        ("=?utf-8?q?a=00b=07c=1b[31m?=", "abc[31m"),
        ("a\u202egnp.exe", "agnp.exe"),
        ("=?utf-7?q?+ADw-?=", "=?utf-7?q?+ADw-?="),
        ("=?x-none?q?abc?=", "=?x-none?q?abc?="),
        ("x" * 2000, "x" * 500),
    ],
)
def test_no_header_can_smuggle_lines_or_unseen_characters(tmp_path, raw, subject):
    assert read(tmp_path, f"{HEAD}Subject: {raw}\n\nx")["subject"] == subject


@pytest.mark.parametrize(
    "header",
    [
        "From: a@x.example, evil@x.example\n",
        "From: a@x.example\nFrom: evil@x.example\n",
        'From: "ar@creditor.example" <evil@x.example>\n',
        "From: evil@x.example (ar@creditor.example)\n",
        "From: undisclosed\n",
        "From: <a@b@c>\n",
        "",
    ],
)
def test_a_sender_that_is_not_exactly_one_address_is_no_sender(tmp_path, header):
    said = read(tmp_path, f"{header}Date: Mon, 15 Jun 2026 10:00:00 +0800\n\nx")
    assert (said["sender"], said["address"]) == ("", "")


def test_an_address_with_a_byte_that_is_no_character_is_no_sender(tmp_path):
    said = read(tmp_path, b"From: Ann Lee <\xffann@x.example>\n\nWe pay on Friday.")
    assert (said["sender"], said["address"], said["text"]) == ("", "", "We pay on Friday.")


def test_an_address_that_is_its_own_name_is_one_address(tmp_path):
    said = read(tmp_path, 'From: "Li@X1.example" <li@x1.example>\n\nx')
    assert said["address"] == "li@x1.example"


@pytest.mark.parametrize(
    ("date", "moment"),
    [
        ("Mon, 15 Jun 2026 23:30:00 -0500 (CDT)", "2026-06-16T04:30:00+00:00"),
        ("15 Jun 2026 10:00 GMT", "2026-06-15T10:00:00+00:00"),
        ("Mon, 15 Jun 2026 10:00:00 -0000", "2026-06-15T10:00:00+00:00"),
        ("Mon, 15 Jun 2026 10:00:00", ""),
        ("Mon, 15 Jun 2026 10:00:00 CST", ""),
        ("31 Feb 2026 10:00:00 +0800", ""),
        ("15 Jun 99999 10:00:00 +0800", ""),
        ("soon", ""),
        ("", ""),
    ],
)
def test_the_moment_is_told_in_utc_and_never_guessed(tmp_path, date, moment):
    assert read(tmp_path, f"From: li@x1.example\nDate: {date}\n\nx")["received"] == moment


def test_two_dates_are_no_date(tmp_path):
    dates = "Date: Mon, 15 Jun 2026 10:00:00 +0800\nDate: Tue, 16 Jun 2026 10:00:00 +0800\n"
    assert read(tmp_path, f"From: li@x1.example\n{dates}\nx")["received"] == ""


def test_unseen_and_control_characters_are_taken_out_of_the_text(tmp_path):
    said = read(
        tmp_path, f"{HEAD}Content-Type: text/plain; charset=utf-8\n\npay\u200b \U000e0041now\u202e\x07\x0cok ☺\ufe0f"
    )
    assert (said["text"], said["found"]["unseen"]) == ("pay now\nok ☺", 3)


def test_several_mails_in_one_file_are_refused(tmp_path):
    box = "From li Mon Jun 15 10:00:00 2026\n" + HEAD + "\none\n\nFrom li Mon Jun 15 11:00:00 2026\n" + HEAD + "\ntwo\n"
    assert refused(tmp_path, box).code == "several_mails"
    one = "From li Mon Jun 15 10:00:00 2026\n" + HEAD + "\none\n\nFrom now on we pay.\n"
    assert read(tmp_path, one)["text"] == "one\n\nFrom now on we pay."


@pytest.mark.parametrize(
    "content",
    [
        "\n   \n",
        "Content-Type: text/html\n\n<style>p {}</style><script>pay()</script>",
        "Content-Type: multipart/encrypted; boundary=b\n\n--b--\n",
    ],
)
def test_a_mail_that_says_nothing_is_refused(tmp_path, content):
    assert refused(tmp_path, HEAD + content).code in ("no_text_in_mail", "damaged_mail")


def test_a_mail_that_is_nested_or_divided_without_end_is_refused(tmp_path):
    deep = HEAD + "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(40)) + "\nhi"
    assert refused(tmp_path, deep).code in ("odd_mail", "damaged_mail")
    assert refused(tmp_path, multipart("mixed", *[part("text/plain", "x")] * 1100)).code == "odd_mail"


def test_base64_that_cannot_be_undone_is_damaged(tmp_path):
    head = f"{HEAD}Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
    assert refused(tmp_path, head + "abcde").code == "damaged_mail"


def test_more_text_than_any_mail_has_is_refused(tmp_path):
    assert refused(tmp_path, HEAD + "\n" + "x" * 500_001).code == "too_large"
