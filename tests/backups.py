"""Records full of everything, backups of them, and backups that were tampered with and told anew."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import create_engine

from assistant.adapters.backup_file import BackupFile
from assistant.adapters.backup_manifest import MANIFEST, seal, seal_comment
from assistant.adapters.store import open_record
from assistant.adapters.store.copying import lines_of, tables_of_record
from assistant.domain.contract_terms import CheckedTerm, TermField, TermState
from assistant.domain.entries import EntryKind, Undone
from assistant.domain.late_terms import LateTerms, Rate, ReferenceRate, ScopeAnswer
from assistant.domain.ledger import Allocation, AllocationBasis, Proof, ProofKind, Retention
from assistant.domain.money import Money
from assistant.ports import KeptReply, OutboxEntry, Session
from tests.contract import negotiated_things, things
from tests.fakes.clock import FixedClock

NOW = datetime(2026, 6, 16, 8, 30, tzinfo=UTC)
DAY = NOW.date()
CLOCK = FixedClock(NOW)
Members = dict[str, bytes]


def fill(url: str) -> None:
    """Put at least one row into every table, with values that are easily lost on the way."""
    record = open_record(url, FixedClock(NOW))
    with record.begin() as tx:
        tx.save_creditor(things.a_creditor())
        tx.save_customer(things.a_customer())
        tx.save_customer(things.a_customer("C-2", name='O\'Neill "& Co" 股份；\\n', since=None))
        for method, value in things.SAVED:
            getattr(tx, method)(value)
        tx.save_person(things.a_person(), "$argon2id$hash")
        tx.add_session(Session(token_hash="t" * 64, login="ann", created=NOW, last_seen=things.NOON))
        tx.note_sign_in("ann", "127.0.0.1", things.NOON, False)
        message = things.a_message(tx.next_id("M"))
        tx.add_message(message)
        tx.add_to_outbox(
            OutboxEntry(
                message_id=message.id,
                version=1,
                content_hash=message.content_hash,
                header_id="<1@creditor.example>",
                queued=NOW,
                state="delivered",
            )
        )
        tx.audit("ann", "noted", "HK02", body={"文": "催收", "share": 0.1})
    with record.begin() as tx:
        _rest(tx)
        tx.audit("ben", "noted", "HK02")
    record.close()


def _rest(tx) -> None:
    tx.add_model_calls("M-0001", [things.a_model_call()], version=1)
    largest = Money(9_007_199_254_740_993, "HKD")
    held = Retention(amount=Money(100, "HKD"), until=DAY)
    tx.save_invoice(things.an_invoice("INV-1002", retention=held))
    tx.save_invoice(things.an_invoice("INV-1002", retention=None))
    tx.save_invoice(things.an_invoice("大-1003", amount="1.00", retention=held))
    tx.save_payment(things.a_payment("P-2", invoice_no=""))
    tx.save_allocation(
        Allocation(
            id="AL-1",
            customer_code="HK02",
            receipt_no="P-2",
            invoice_no="INV-1002",
            amount=largest,
            made_on=DAY,
            basis=AllocationBasis.BY_HAND,
        )
    )
    tx.save_proof(
        Proof(id="PF-1", customer_code="HK02", invoice_no="INV-1001", kind=ProofKind.DELIVERY, on=DAY, status="in full")
    )
    tx.undo(Undone(customer_code="HK02", kind=EntryKind.PAYMENT, key="P-1", at=NOW, by="ann", reason="twice"))
    tx.save_stamp(things.a_stamp(refused=2, refused_customers=("HK02",)))
    tx.save_late_terms(
        LateTerms(
            contract_no="QMD-HK-2025-006",
            customer_code="HK02",
            law="HK",
            rate=Rate(),
            clause="5.5",
            quote="…",
            grace_days=3,
            confirmed_by="ann",
            confirmed_on=DAY,
        )
    )
    tx.save_checked_term(
        CheckedTerm(
            contract_no="QMD-HK-2025-006",
            customer_code="HK02",
            id="deposit-3fa92c1b",
            field=TermField.DEPOSIT,
            value={"percent": things.Decimal("12.5")},
            quote="…",
            state=TermState.CORRECTED,
            note="",
            checked_by="ann",
            checked_on=DAY,
        )
    )
    tx.save_read_reply(things.a_read_reply())
    for method, value in negotiated_things.NEGOTIATED:
        getattr(tx, method)(value)
    tx.save_acceptance_link(negotiated_things.an_acceptance_link())
    tx.note_acceptance_try("127.0.0.1", things.NOON, succeeded=False)
    tx.save_reference_rate(ReferenceRate(series="LPR", valid_from=DAY, percent=things.Decimal("3.10"), source="PBC"))
    tx.save_scope_answer(
        ScopeAnswer(customer_code="HK02", rule="r", question="q", answer=True, by="ann", on=DAY, evidence="e")
    )
    tx.keep_reply(
        KeptReply(login="ann", key="k", digest="d", status=201, body="{}", at=NOW),
        forget_before=datetime(2026, 1, 1, tzinfo=UTC),
    )


def contents(url: str) -> dict[str, list[bytes]]:
    """Every table's rows as text."""
    engine = create_engine(url)
    with engine.connect() as connection:
        read = {table.name: list(lines_of(connection, table)) for table in tables_of_record()}
    engine.dispose()
    return read


def backed_up(url: str, folder: Path, name: str = "backup.zip") -> Path:
    BackupFile(url, folder, CLOCK).write(folder / name, at=NOW)
    return folder / name


def members_of(path: Path) -> Members:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def told_anew(members: Members) -> Members:
    """The members with a manifest that is true of them again."""
    manifest = json.loads(members[MANIFEST])
    manifest["members"] = [
        {
            "name": name,
            "size": len(data),
            "sha256": hashlib.sha256(data).hexdigest(),
            "rows": data.count(b"\n") - 1 if name.startswith("tables/") else None,
        }
        for name, data in members.items()
        if name != MANIFEST
    ]
    return members | {MANIFEST: json.dumps(manifest).encode()}


def with_manifest(members: Members, **changes: object) -> Members:
    return members | {MANIFEST: json.dumps(json.loads(members[MANIFEST]) | changes).encode()}


def write_sealed(path: Path, members: Members, packed: Callable[[zipfile.ZipFile], None] | None = None) -> Path:
    """A zip of these members, with a seal that holds; ``packed`` may add more before it is closed."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = seal_comment()
        for name, data in members.items():
            archive.writestr(name, data)
        if packed:
            packed(archive)
    seal(file)
    path.write_bytes(file.getvalue())
    return path
