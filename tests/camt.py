"""Bank statements as a test writes them down: camt.053 in the shapes of its older and its newer versions."""

from pathlib import Path

NEW, OLD = "001.08", "001.02"


def part(
    *,
    payer: str = "云岭贸易有限公司",
    text: str = "INV-1",
    amount: str = "",
    currency: str = "CNY",
    bank: str = "",
    end_to_end: str = "NOTPROVIDED",
    structured: str = "",
    more: str = "",
    version: str = NEW,
) -> str:
    """One ``TxDtls``; ``more`` stands at its end."""
    party = f"<Pty><Nm>{payer}</Nm></Pty>" if version == NEW else f"<Nm>{payer}</Nm>"
    wrapped = f'<Amt Ccy="{currency}">{amount}</Amt>'
    sums = wrapped if version == NEW else f"<AmtDtls><TxAmt>{wrapped}</TxAmt></AmtDtls>"
    references = f"<AcctSvcrRef>{bank}</AcctSvcrRef>" if bank else ""
    creditor = f"<Strd><CdtrRefInf><Ref>{structured}</Ref></CdtrRefInf></Strd>" if structured else ""
    return (
        f"<TxDtls><Refs>{references}<EndToEndId>{end_to_end}</EndToEndId></Refs>{sums if amount else ''}"
        f"<RltdPties><Dbtr>{party}</Dbtr></RltdPties>"
        f"<RmtInf><Ustrd>{text}</Ustrd>{creditor}</RmtInf>{more}</TxDtls>"
    )


def entry(
    amount: str = "100.00",
    *parts: str,
    currency: str = "CNY",
    side: str = "CRDT",
    status: str = "BOOK",
    bank: str = "B-1",
    number: str = "",
    booked: str = "2026-06-10",
    valued: str = "2026-06-11",
    more: str = "",
    version: str = NEW,
) -> str:
    """One ``Ntry``; without ``parts`` it has one that names invoice INV-1."""
    state = f"<Cd>{status}</Cd>" if version == NEW else status
    details = "".join(parts or (part(version=version),))
    return (
        f"<Ntry>{f'<NtryRef>{number}</NtryRef>' if number else ''}"
        f"<Amt{f' Ccy={chr(34)}{currency}{chr(34)}' if currency else ''}>{amount}</Amt><CdtDbtInd>{side}</CdtDbtInd>{more}"
        f"<Sts>{state}</Sts><BookgDt><Dt>{booked}</Dt></BookgDt><ValDt><DtTm>{valued}T00:00:00</DtTm></ValDt>"
        f"{f'<AcctSvcrRef>{bank}</AcctSvcrRef>' if bank else ''}<NtryDtls>{details}</NtryDtls></Ntry>"
    )


def statement(*entries: str, until: str = "2026-06-10T23:59:59+08:00", currency: str = "CNY") -> str:
    """One ``Stmt``."""
    period = f"<FrToDt><FrDtTm>2026-06-10T00:00:00+08:00</FrDtTm><ToDtTm>{until}</ToDtTm></FrToDt>" if until else ""
    account = f"<Acct><Id><IBAN>GB33BUKB20201555555555</IBAN></Id><Ccy>{currency}</Ccy></Acct>"
    return f"<Stmt><Id>S-1</Id><CreDtTm>2026-06-11T02:00:00+08:00</CreDtTm>{period}{account}{''.join(entries)}</Stmt>"


def document(*statements: str, version: str = NEW, message: str = "BkToCstmrStmt") -> str:
    space = f"urn:iso:std:iso:20022:tech:xsd:camt.053.{version}"
    header = "<GrpHdr><MsgId>M-1</MsgId><CreDtTm>2026-06-11T02:00:00+08:00</CreDtTm></GrpHdr>"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><Document xmlns="{space}"><{message}>{header}{"".join(statements)}'
        f"</{message}></Document>"
    )


def camt(folder: Path, *entries: str, name: str = "statement.xml", version: str = NEW, **about: str) -> Path:
    """A file with one statement."""
    path = folder / name
    path.write_text(document(statement(*entries, **about), version=version), encoding="utf-8")
    return path
