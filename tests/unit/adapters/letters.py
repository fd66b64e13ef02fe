"""A message to make letters of, and how its files are read back."""

import io
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import docx
from docx.document import Document
from pypdf import PdfReader

from assistant.adapters.letter_files import LetterFiles
from assistant.domain.brief import Fact, FactKind, Source, SourceKind
from assistant.domain.draft import Draft, Stamp
from assistant.domain.finding import Report
from assistant.domain.kinds import Channel
from assistant.domain.language import Language
from assistant.domain.letter import Letter, LetterForm
from assistant.domain.message import Message, Status
from tests.builders import a_brief
from tests.desk import CREDITOR

AT = datetime(2026, 6, 16, 8, 30, tzinfo=UTC)
BODY = """澜州望舒照明有限公司：

王经理，您好：

以下 2 张发票已过到期日，合计人民币 86,700.00 元：
• INV-1：人民币 50,000.00 元，2026年6月2日到期，逾期14 天
• INV-2：人民币 36,700.00 元，2026年6月9日到期，逾期7 天

户名：示例精工有限公司
账号：6200 0000 0000 0001

此致
敬礼
林知夏　客户经理
示例精工有限公司
2026年6月16日"""


def a_letter(body: str = BODY, *, subject: str = "关于 2 张发票付款事宜", **changes: Any) -> Letter:
    """A letter to the mainland, released unless ``status`` says otherwise; ``said`` are facts by role."""
    brief = a_brief()
    said = {"customer_name": "澜州望舒照明有限公司", "contact_name": "王映月", "sender_name": "林知夏"}
    said |= {"creditor_name": "示例精工有限公司"}
    at = Source(kind=SourceKind.LEDGER, reference="C1")
    where = {"channel": Channel.LETTER, "language": Language.ZH_HANS, "region": "CN"}
    brief = replace(brief, **(where | {name: changes.pop(name) for name in where if name in changes}))
    said |= changes.pop("said", {})
    facts = tuple(Fact(id="F", kind=FactKind.TEXT, role=role, value=value, source=at) for role, value in said.items())
    brief = replace(brief, grounds=replace(brief.grounds, facts=facts))
    values = {
        "id": "M-0001",
        "brief": brief,
        "status": Status.RELEASED,
        "author": "lin",
        "editor": "lin",
        "version": 2,
        "draft": Draft(subject=subject, body=body, marks=(), stamp=Stamp(writer="composer")),
        "report": Report(findings=(), errors=(), matched=(), fingerprint="", ms=0),
        "sender": "ar@creditor.example",
        "recipients": ("wang@customer.example",),
        "facts_fingerprint": "f",
        "created": AT,
        "changed": AT,
    }
    return Letter(message=Message(**(values | changes)), creditor=CREDITOR)


def pdf_text(letter: Letter) -> list[str]:
    """The lines of the PDF, page by page, as a search finds them."""
    pages = PdfReader(io.BytesIO(LetterFiles().render(letter, LetterForm.PDF))).pages
    return [line.strip() for page in pages for line in page.extract_text().splitlines() if line.strip()]


def word_file(letter: Letter) -> Document:
    """The DOCX file, opened."""
    return docx.Document(io.BytesIO(LetterFiles().render(letter, LetterForm.DOCX)))


def word_text(letter: Letter) -> list[str]:
    """The lines of the DOCX file in their order, the cells of a table's row joined by bars."""
    lines = []
    for element in word_file(letter).element.body:
        for row in element.findall("{*}tr") or [element]:
            cells = ["".join(t.text or "" for t in part.iter("{*}t")) for part in row.findall("{*}tc") or [row]]
            lines.append(" | ".join(cell for cell in cells if cell))
    return [line for line in lines if line]
