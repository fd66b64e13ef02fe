"""A letter as a file, as users of the command line and of the JSON API take it."""

import hashlib
import io
import json

import docx
import pytest
from fastapi.testclient import TestClient
from pypdf import PdfReader

from tests.integration.browser import sign_in
from tests.integration.conftest import sample_desk
from tests.integration.test_api import PAGE, an_app, code
from tests.integration.test_cli import tactful


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    folder = tmp_path_factory.mktemp("letters")
    sample_desk(folder).record.close()
    return folder


@pytest.fixture(scope="module")
def letter(workspace):
    """The id of a letter to Taiwan, drafted and not released."""
    return json.loads(
        tactful(workspace, "draft", "TW01-TWD", "--channel", "letter", "--because", "by post", "--json")[1]
    )["id"]


@pytest.fixture(scope="module")
def lin(workspace) -> TestClient:
    desk = sample_desk(workspace)
    client = TestClient(an_app(desk), follow_redirects=False)
    assert sign_in(client, "lin", "demo-only-lin").status_code == 303
    yield client
    desk.record.close()


def test_the_command_writes_the_file_and_tells_its_hash(workspace, letter, tmp_path):
    out = tmp_path / "letter.pdf"
    code_, said, _ = tactful(workspace, "letter", letter, "--out", str(out))
    assert (code_, said) == (0, f"{out}  sha256 {hashlib.sha256(out.read_bytes()).hexdigest()}\n")
    text = PdfReader(out).pages[0].extract_text()
    assert "草稿 · 尚未核發，請勿寄出" in text
    assert "曙澄精密股份有限公司　鈞鑒" in text


def test_a_file_that_is_there_is_kept(workspace, letter, tmp_path):
    out = tmp_path / "letter.docx"
    out.write_text("mine")
    code_, _, said = tactful(workspace, "letter", letter, "--format", "docx", "--out", str(out))
    assert (code_, said) == (2, f"{out} is there already; name another file, or add --force.")
    assert out.read_text() == "mine"
    assert tactful(workspace, "letter", letter, "--format", "docx", "--out", str(out), "--force")[0] == 0
    assert "敬祝　商祺" in [p.text for p in docx.Document(str(out)).paragraphs]


def test_the_route_hands_out_the_same_file(workspace, letter, lin, tmp_path):
    tactful(workspace, "letter", letter, "--out", str(tmp_path / "letter.pdf"))
    answer = lin.get(f"/api/messages/{letter}/letter?format=pdf")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == f"attachment; filename*=UTF-8''{letter}.pdf"
    assert answer.content == (tmp_path / "letter.pdf").read_bytes()
    assert PdfReader(io.BytesIO(answer.content)).metadata.title == "今天前後到期的 2 張發票"


def test_what_the_route_refuses_it_names(lin, letter):
    assert code(lin.get(f"/api/messages/{letter}/letter?format=odt")) == (422, "bad_choice")
    assert code(lin.get("/api/messages/M-9999/letter")) == (404, "unknown_message")


def test_the_example_on_the_page_is_what_the_route_answers(workspace, lin):
    made = json.loads(tactful(workspace, "draft", "CN01-CNY", "--channel", "sms", "--because", "no mail", "--json")[1])[
        "id"
    ]
    section = PAGE.read_text(encoding="utf-8").split("### `GET /api/messages/{message}/letter`")[1]
    shown = section.split("```json\n")[1].split("```")[0].replace("M-0001", made)
    assert lin.get(f"/api/messages/{made}/letter?lang=en").json() == json.loads(shown)
