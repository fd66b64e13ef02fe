import pytest
from fastapi.testclient import TestClient

from assistant.adapters.tables import FileTables
from assistant.errors import BadInput, NotFound
from assistant.web.app import create_app
from assistant.web.uploads import Uploads
from tests.integration.browser import a_web_desk, sign_in

HEADER = "customer_code,customer_name,email,invoice_no,issue_date,due_date,currency,amount,paid,note"
GOOD = "N9,云岭贸易有限公司,ap@yunling.example,INV-77,2026-05-01,2026-05-31,CNY,48200.00,,"
UNCLEAR = "N9,云岭贸易有限公司,ap@yunling.example,INV-77,03/04/2026,05/06/2026,CNY,48200.00,,"


def a_file(*lines: str, name: str = "ledger.csv") -> dict[str, tuple[str, bytes]]:
    return {"files": (name, "\n".join((HEADER, *lines)).encode())}


@pytest.fixture(scope="module")
def desk():
    return a_web_desk(tables=FileTables())


@pytest.fixture(scope="module")
def app(desk):
    return create_app(desk)


@pytest.fixture
def lin(app):
    with TestClient(app, follow_redirects=False) as client:
        assert sign_in(client, "lin").status_code == 303
        yield client


def html_of(answer) -> str:
    assert answer.status_code == 200, answer.text
    return answer.json()["html"]


def token_in(html: str) -> str:
    return html.split('name="token" value="')[1].split('"', maxsplit=1)[0]


def invoice(desk, number: str):
    with desk.record.read() as tx:
        return tx.invoice("N9", number)


def test_a_preview_says_what_would_be_stored_and_stores_nothing_until_it_is_told_to(desk, lin):
    shown = html_of(lin.post("/api/imports/preview?lang=zh-Hans", files=a_file(GOOD), data={"kind": "ledger"}))
    assert "将要入库的内容" in shown
    assert "<b>1</b> 行接受" in shown
    assert "<b>CNY 48,200.00</b>" in shown
    assert invoice(desk, "INV-77") is None

    again = {"kind": "ledger", "token": token_in(shown)}
    done = html_of(lin.post("/api/imports/store?lang=zh-Hans", data=again))
    assert "已写入记录。" in done
    assert str(invoice(desk, "INV-77").amount) == "CNY 48,200.00"
    gone = html_of(lin.post("/api/imports/store?lang=zh-Hans", data=again))
    assert "这些文件已不在此处，请重新选择。" in gone


def test_what_can_be_read_in_two_ways_is_asked_and_the_answer_settles_it(desk, lin):
    line = UNCLEAR.replace("INV-77", "INV-78")
    shown = html_of(lin.post("/api/imports/preview", files=a_file(line), data={"kind": "ledger"}))
    assert "To be answered first (1)" in shown
    assert '<select name="date_order" required>' in shown
    assert "disabled" in shown.split('data-send="/api/imports/store"')[1][:20]

    answered = {"kind": "ledger", "token": token_in(shown), "date_order": "dmy"}
    shown = html_of(lin.post("/api/imports/preview", data=answered))
    assert '<input type="hidden" name="date_order" value="dmy">' in shown
    html_of(lin.post("/api/imports/store", data=answered))
    assert invoice(desk, "INV-78").due.isoformat() == "2026-06-05"


def test_a_file_that_cannot_be_read_is_one_line_and_names_it(lin):
    shown = html_of(lin.post("/api/imports/preview", files={"files": ("picture.csv", b"\x89PNG\r\n\x1a\n\0\0")}))
    assert "notice problem" in shown
    bad = html_of(lin.post("/api/imports/preview", files={"files": ("x.pdf", b"%PDF")}, data={"kind": "ledger"}))
    assert "x.pdf" in bad


def test_names_from_a_file_are_text_on_the_page(lin):
    line = GOOD.replace("云岭贸易有限公司", "<script>alert(1)</script>").replace("CNY", "XXX")
    shown = html_of(lin.post("/api/imports/preview", files=a_file(line), data={"kind": "ledger"}))
    assert "<script>" not in shown


def test_strangers_and_people_without_the_role_import_nothing(app, desk):
    with TestClient(app, follow_redirects=False, client=("10.1.0.9", 5000)) as client:
        assert client.post("/api/imports/preview", files=a_file(GOOD)).status_code == 401
        assert sign_in(client, "audit").status_code == 303
        assert "role" in html_of(client.post("/api/imports/preview", files=a_file(GOOD), data={"kind": "ledger"}))


def test_an_upload_is_its_owners_alone_and_the_oldest_is_forgotten_first(tmp_path):
    import io

    uploads = Uploads()
    mine = uploads.keep("lin", [("../../etc/passwd", io.BytesIO(b"x")), ("b.csv", io.BytesIO(b"y"))])
    assert [path.name for path in uploads.paths("lin", mine)] == ["b.csv", "passwd"]
    with pytest.raises(NotFound):
        uploads.paths("zhou", mine)
    for _ in range(30):
        uploads.keep("zhou", [("a.csv", io.BytesIO(b"z"))])
    with pytest.raises(NotFound):
        uploads.paths("lin", mine)


def test_an_upload_that_vanishes_while_it_is_asked_for_is_no_longer_here():
    import io
    import shutil

    uploads = Uploads()
    token = uploads.keep("lin", [("a.csv", io.BytesIO(b"x"))])
    shutil.rmtree(uploads.paths("lin", token)[0].parent)
    with pytest.raises(NotFound, match="no longer here"):
        uploads.paths("lin", token)


def test_too_many_or_equally_named_files_are_refused_and_leave_nothing_behind():
    import io

    uploads = Uploads()
    with pytest.raises(BadInput, match=r"Two files are called a\.csv; rename one\."):
        uploads.keep("lin", [("a.csv", io.BytesIO(b"")), ("a.csv", io.BytesIO(b""))])
    with pytest.raises(BadInput, match=r"At most 20 files are taken at once; send fewer\."):
        uploads.keep("lin", [(f"{n}.csv", io.BytesIO(b"")) for n in range(21)])


def test_a_mapping_is_chosen_from_the_list_and_never_read_from_a_path(lin):
    invoices = (
        "*ContactName,*InvoiceNumber,*InvoiceDate,*DueDate,Total,InvoiceAmountPaid,InvoiceAmountDue,Currency\n"
        "Saltmarsh Lighting,INV-X1,2026-05-01,2026-05-31,100.00,0.00,100.00,GBP\n"
    )
    sent = {"kind": "ledger", "mapping": "/etc/passwd"}
    without = html_of(lin.post("/api/imports/preview", files={"files": ("x.csv", invoices.encode())}, data=sent))
    assert "notice problem" in without


def test_a_bank_statement_that_names_a_known_customer_is_previewed(lin):
    statement = "payer,remittance,date,amount,currency\n示例客户有限公司,INV-1,2026-06-15,100.00,CNY\n"
    sent = {"kind": "payments"}
    shown = html_of(lin.post("/api/imports/preview", files={"files": ("bank.csv", statement.encode())}, data=sent))
    assert "<b>1</b> read" in shown
    assert "What would be stored" in shown


CONTRACT = "购销框架合同\n\n第一条 付款期限\n买方应于收到发票之日起三十日内付款。\n\n第二条 违约责任\n逾期付款的，每日按万分之五支付违约金。\n"


def test_a_contract_is_previewed_stored_and_found_under_the_files_name(desk, lin):
    a_contract = {"files": ("HT-77.txt", CONTRACT.encode())}
    asked = {"kind": "contract", "customer": "C1"}
    shown = html_of(lin.post("/api/imports/preview?lang=zh-Hans", files=a_contract, data=asked))
    assert "<p>合同 HT-77：购销框架合同（3 个条款）</p>" in shown
    with desk.record.read() as tx, pytest.raises(NotFound):
        tx.contract("HT-77")

    html_of(lin.post("/api/imports/store?lang=zh-Hans", data=asked | {"token": token_in(shown)}))
    with desk.record.read() as tx:
        assert [clause.number for clause in tx.contract("HT-77").clauses] == ["", "第一条", "第二条"]


@pytest.mark.parametrize(
    ("files", "data", "line"),
    [
        ([("a.txt", CONTRACT)], {}, "Give the customer’s code: whose contract it is."),
        ([("a.txt", CONTRACT)], {"customer": "C99"}, "There is no customer C99"),
        ([("a.txt", CONTRACT), ("b.txt", CONTRACT)], {"customer": "C1", "number": "K-9"}, "import one file at a time"),
        ([("a.pdf", "no pdf")], {"customer": "C1"}, "a.pdf"),
    ],
)
def test_a_contract_that_cannot_be_taken_is_one_line(lin, files, data, line):
    sent = [("files", (name, text.encode())) for name, text in files]
    html = html_of(lin.post("/api/imports/preview", files=sent, data={"kind": "contract"} | data))
    assert 'class="notice problem"' in html
    assert line in html


def test_of_several_contracts_the_good_ones_come_in_and_the_others_are_named(lin):
    sent = [("files", ("K-1.txt", CONTRACT.encode())), ("files", ("K-2.txt", b"   "))]
    html = html_of(lin.post("/api/imports/preview", files=sent, data={"kind": "contract", "customer": "C1"}))
    assert "<b>1</b> files can be taken" in html
    assert "<b>1</b> files refused" in html
    assert "<td>K-2.txt</td>" in html


MAIL = (
    b"From: Wang <wang@stranger.example>\nSubject: INV-1\nDate: Mon, 15 Jun 2026 10:00:00 +0800\n"
    b"Message-ID: <1@stranger.example>\n\nWe will pay on Friday.\n"
)


def test_a_reply_is_previewed_with_what_is_odd_and_stored_on_its_case(desk, lin):
    a_mail = {"files": ("reply.eml", MAIL)}
    asked = {"kind": "reply", "customer": "C1"}
    shown = html_of(lin.post("/api/imports/preview?lang=en", files=a_mail, data=asked))
    assert "<p>C1-CNY, 15 June 2026, 10:00 (UTC+08:00): INV-1</p>" in shown
    assert "wang@stranger.example" in shown
    with desk.record.read() as tx:
        assert tx.account("C1", "CNY").replies == ()

    html_of(lin.post("/api/imports/store?lang=en", data=asked | {"token": token_in(shown)}))
    with desk.record.read() as tx:
        [reply] = tx.account("C1", "CNY").replies
    assert reply.text.strip() == "We will pay on Friday."


def test_a_reply_of_nobody_known_asks_whose_it_is(lin):
    html = html_of(lin.post("/api/imports/preview", files={"files": ("reply.eml", MAIL)}, data={"kind": "reply"}))
    assert "give the customer’s code (--customer)" in html
