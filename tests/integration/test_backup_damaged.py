"""Backups that are damaged, cut, foreign or tampered with are refused in one line that names what is wrong."""

import json
import struct
import zipfile
from pathlib import Path

import pytest

from assistant.adapters.backup_file import BackupFile
from assistant.adapters.backup_manifest import MANIFEST, seal
from assistant.adapters.store.copying import tables_of_record
from assistant.adapters.store.revision import HEAD
from assistant.domain.audit import GENESIS
from assistant.errors import TactfulError, UnreadableFile, WorkspaceUnusable
from tests.backups import CLOCK, backed_up, contents, fill, members_of, told_anew, with_manifest, write_sealed

INVOICES, AUDIT, LETTER = "tables/invoices.jsonl", "tables/audit.jsonl", "files/outbox/M-0001.v1.eml"


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("old")
    (folder / "outbox").mkdir()
    (folder / "outbox" / "M-0001.v1.eml").write_bytes(b"From: a\r\n\r\nhello\r\n")
    url = f"sqlite:///{folder / 'record.sqlite'}"
    fill(url)
    return backed_up(url, folder)


@pytest.fixture(scope="module")
def target(tmp_path_factory) -> tuple[str, Path]:
    folder = tmp_path_factory.mktemp("new")
    return f"sqlite:///{folder / 'record.sqlite'}", folder


def refusal(path: Path, target: tuple[str, Path]) -> str:
    """What is said about ``path``; nothing of it may be left in the record or beside it."""
    url, folder = target
    with pytest.raises(TactfulError) as refused:
        BackupFile(url, folder, CLOCK).restore(path)
    assert isinstance(refused.value, UnreadableFile | WorkspaceUnusable)
    assert all(len(lines) == 1 for lines in contents(url).values())
    assert {p.name.partition("-")[0] for p in folder.iterdir()} == {"record.sqlite"}
    said = str(refused.value)
    assert "\n" not in said
    return said


def changed(data: bytes, at: int, bit: int = 1) -> bytes:
    return data[:at] + bytes([data[at] ^ bit]) + data[at + 1 :]


def sentence(name: str, problem: str) -> str:
    return f"{name} is damaged or was changed: {problem}; use another copy of the backup."


LOST = "bytes of it were changed, lost or added"


# the bytes themselves
@pytest.mark.parametrize("share", [0.01, 0.1, 0.5, 0.9, 0.999])
def test_a_file_that_was_cut_is_refused(whole, target, tmp_path, share):
    path, data = tmp_path / "cut.zip", whole.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    assert refusal(path, target) == sentence("cut.zip", LOST)


def test_the_last_byte_counts(whole, target, tmp_path):
    path, data = tmp_path / "cut.zip", whole.read_bytes()
    path.write_bytes(data[:-1])
    assert refusal(path, target) == sentence("cut.zip", LOST)
    path.write_bytes(data + b"\0")
    assert refusal(path, target) == sentence("cut.zip", LOST)


def test_one_bit_that_flipped_in_any_member_is_noticed(whole, target, tmp_path):
    path, data = tmp_path / "flipped.zip", whole.read_bytes()
    with zipfile.ZipFile(whole) as archive:
        places = {info.filename: info.header_offset + 40 + len(info.filename) for info in archive.infolist()}
    assert len(places) == len(tables_of_record()) + 2
    for place in places.values():
        path.write_bytes(changed(data, place))
        with pytest.raises(UnreadableFile, match=LOST):
            BackupFile(target[0], target[1], CLOCK).restore(path)
    path.write_bytes(changed(data, places[INVOICES]))
    assert refusal(path, target) == sentence("flipped.zip", LOST)


@pytest.mark.parametrize("place", [0, 5, 12, 33, -1, -30, -64, -70, -80, -500])
def test_one_bit_that_flipped_between_the_members_is_noticed(whole, target, tmp_path, place):
    path, data = tmp_path / "flipped.zip", whole.read_bytes()
    path.write_bytes(changed(data, place % len(data)))
    assert refusal(path, target) == sentence("flipped.zip", LOST)


@pytest.mark.parametrize("content", [b"", b"PK", b"customer_code,customer_name\n", b"\0" * 4096])
def test_any_other_file_is_no_backup(target, tmp_path, content):
    path = tmp_path / "other.zip"
    path.write_bytes(content)
    assert refusal(path, target) == "other.zip is not a backup of this program; name one."


def test_any_other_zip_is_no_backup(target, tmp_path):
    path = tmp_path / "other.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("letter.txt", "hello")
    assert refusal(path, target) == "other.zip is not a backup of this program; name one."
    assert refusal(write_sealed(path, {"letter.txt": b"hello"}), target).startswith("other.zip is not a backup")


def test_a_file_that_is_not_there_is_named(target, tmp_path):
    assert refusal(tmp_path / "no.zip", target) == f"{tmp_path / 'no.zip'} does not exist; check the name."


# a whole zip that is not what its manifest says
def tampered(whole: Path, tmp_path: Path, change, *, told: bool = False, packed=None) -> Path:
    """The backup with its members changed and sealed again; ``told`` makes the manifest true of them."""
    members = members_of(whole)
    members = change(members) or members
    return write_sealed(tmp_path / "told.zip", told_anew(members) if told else members, packed)


def without(name):
    return lambda members: {other: data for other, data in members.items() if other != name}


def having(name, data):
    return lambda members: members | {name: data}


def rows_changed(name, change):
    """Change the rows of one table, given as lists."""

    def apply(members):
        rows = [json.loads(line) for line in members[name].splitlines()]
        lines = [json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in change(rows)]
        return members | {name: "".join(f"{line}\n" for line in lines).encode()}

    return apply


def counted_wrong(members):
    manifest = json.loads(members[MANIFEST])
    for member in manifest["members"]:
        member["rows"] = 4 if member["name"] == INVOICES else member["rows"]
    return members | {MANIFEST: json.dumps(manifest).encode()}


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (without(INVOICES), "tables/invoices.jsonl is missing"),
        (without(LETTER), "files/outbox/M-0001.v1.eml is missing"),
        (having("tables/extra.jsonl", b"[]\n"), "tables/extra.jsonl does not belong in it"),
        (having("files/outbox/M-9.v1.eml", b"x"), "files/outbox/M-9.v1.eml does not belong in it"),
        (having(INVOICES, b'["customer_code"]\n'), "tables/invoices.jsonl is not what its manifest says"),
        (having(LETTER, b"From: b\r\n\r\nhello\r\n"), "files/outbox/M-0001.v1.eml is not what its manifest says"),
        (counted_wrong, "tables/invoices.jsonl is not what its manifest says"),
    ],
)
def test_what_differs_from_the_manifest_is_named(whole, target, tmp_path, change, problem):
    assert refusal(tampered(whole, tmp_path, change), target) == sentence("told.zip", problem)


def test_a_member_that_is_there_twice_is_named(whole, target, tmp_path):
    def again(archive):
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr(LETTER, b"From: a\r\n\r\nhello\r\n")

    path = tampered(whole, tmp_path, lambda members: members, packed=again)
    assert refusal(path, target) == sentence("told.zip", f"{LETTER} does not belong in it")


@pytest.mark.parametrize(
    "name",
    [
        "../evil.txt",
        "files/../evil.txt",
        "files/outbox/../../evil.eml",
        "files/outbox/..\\evil.eml",
        "/etc/evil.eml",
        "files/outbox/a/b.eml",
        "files/record.sqlite",
        "tables/../x.jsonl",
        "files/outbox/",
    ],
)
def test_a_name_that_could_lead_elsewhere_is_refused(whole, target, tmp_path, name):
    path = tampered(whole, tmp_path, having(name, b"x"), told=True)
    expected = sentence("told.zip", f"{name!r} is not the name of anything that a backup holds")
    assert refusal(path, target) == expected
    assert not list(tmp_path.rglob("evil*"))


def test_a_member_that_would_fill_the_disk_is_refused_before_it_is_unpacked(whole, target, tmp_path):
    bomb = b'["customer_code"]\n' + b"\n" * 50_000_000
    path = tampered(whole, tmp_path, having(INVOICES, bomb), told=True)
    assert path.stat().st_size < 1_000_000
    problem = "tables/invoices.jsonl unpacks to far more than a backup holds"
    assert refusal(path, target) == sentence("told.zip", problem)


def test_a_member_that_unpacks_to_more_than_the_zip_says_is_refused(whole, target, tmp_path):
    name = INVOICES.encode()
    size = len(members_of(whole)[INVOICES])
    data = tampered(whole, tmp_path, lambda members: members).read_bytes()
    central = data.rindex(name) - 46
    assert struct.unpack_from("<I", data, central + 24) == (size,)
    small = bytearray(data)
    struct.pack_into("<I", small, central + 24, size - 10)
    path = tmp_path / "told.zip"
    path.write_bytes(bytes(small))
    with path.open("r+b") as file:
        seal(file)
    assert refusal(path, target).startswith("told.zip is damaged or was changed: ")


# a manifest that is true of what was tampered with
@pytest.mark.parametrize(
    ("change", "broken"),
    [
        (lambda rows: [rows[0], [1, rows[1][1], "eve", *rows[1][3:]], rows[2]], 1),
        (lambda rows: [rows[0], rows[1], [*rows[2][:6], '{"n":1}', *rows[2][7:]]], 2),
        (lambda rows: [rows[0], rows[2]], 1),
        (lambda rows: [rows[0], rows[2], rows[1]], 1),
    ],
    ids=["another actor", "another body", "first entry gone", "another order"],
)
def test_a_log_that_was_changed_does_not_follow_from_itself(whole, target, tmp_path, change, broken):
    path = tampered(whole, tmp_path, rows_changed(AUDIT, change), told=True)
    assert refusal(path, target) == sentence("told.zip", f"its audit log is broken at entry {broken}")


def test_a_log_whose_end_was_cut_ends_elsewhere_than_the_manifest_says(whole, target, tmp_path):
    path = tampered(whole, tmp_path, rows_changed(AUDIT, lambda rows: rows[:2]), told=True)
    assert refusal(path, target) == sentence("told.zip", "its audit log ends elsewhere than its manifest says")


def test_a_log_that_cannot_be_read_is_refused(whole, target, tmp_path):
    path = tampered(whole, tmp_path, rows_changed(AUDIT, lambda rows: [rows[0], [1, "yesterday"]]), told=True)
    assert refusal(path, target) == sentence("told.zip", "the audit log cannot be read")


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda rows: [rows[0], [*rows[1][:2], "8640000", *rows[1][3:]]], "line 2: '8640000' is not a int"),
        (lambda rows: [rows[0], [*rows[1][:4], "2026-02-31", *rows[1][5:]]], "line 2: day is out of range for month"),
        (
            lambda rows: [rows[0][:-1], *(row[:-1] for row in rows[1:])],
            "line 1: the columns are not those of the table",
        ),
        (lambda rows: [rows[0], {"number": 1}], "line 2 is not a row"),
        (lambda rows: [rows[0], ["GONE", *rows[1][1:]]], "FOREIGN KEY constraint failed"),
        (lambda rows: [rows[0], rows[1], rows[1]], "UNIQUE constraint failed: invoices.customer_code, invoices.number"),
        (
            lambda rows: [rows[0], [*rows[1][:2], None, *rows[1][3:]]],
            "NOT NULL constraint failed: invoices.amount_minor",
        ),
    ],
)
def test_a_row_that_does_not_fit_is_named_and_nothing_is_kept(whole, target, tmp_path, change, problem):
    path = tampered(whole, tmp_path, rows_changed(INVOICES, change), told=True)
    assert refusal(path, target) == sentence("told.zip", f"tables/invoices.jsonl: {problem}")


def test_a_row_that_is_too_short_is_named(whole, target, tmp_path):
    path = tampered(whole, tmp_path, rows_changed(INVOICES, lambda rows: [rows[0], rows[1][:3]]), told=True)
    columns = next(len(table.columns) for table in tables_of_record() if table.name == "invoices")
    assert refusal(path, target) == sentence("told.zip", f"{INVOICES}: line 2: 3 values for {columns} columns")


def test_rows_in_another_order_do_not_read_back_as_they_were_written(whole, target, tmp_path):
    path = tampered(whole, tmp_path, rows_changed(INVOICES, lambda rows: [rows[0], *rows[:0:-1]]), told=True)
    assert refusal(path, target) == sentence("told.zip", f"{INVOICES} does not read back as it was written")


def test_a_table_that_is_nowhere_named_is_missed(whole, target, tmp_path):
    path = tampered(whole, tmp_path, without("tables/holds.jsonl"), told=True)
    assert refusal(path, target) == sentence("told.zip", f"its tables are not those of revision {HEAD}")


def test_a_backup_without_its_log_is_refused(whole, target, tmp_path):
    path = tampered(whole, tmp_path, without(AUDIT), told=True)
    assert refusal(path, target) == sentence("told.zip", "the audit log is missing")


# the manifest itself
@pytest.mark.parametrize(
    "manifest",
    [b"{", b"[]", b"null", b'{"format": "1"}', b'{"format": 1}', b"\xff", b"[" * 100_000, b'{"format": 1.5}'],
)
def test_a_manifest_of_another_shape_is_none_of_ours(whole, target, tmp_path, manifest):
    path = tampered(whole, tmp_path, having(MANIFEST, manifest))
    assert refusal(path, target) == "told.zip is not a backup of this program; name one."


def test_a_manifest_with_an_unknown_key_is_none_of_ours(whole, target, tmp_path):
    path = tampered(whole, tmp_path, lambda members: with_manifest(members, command="rm"))
    assert refusal(path, target) == "told.zip is not a backup of this program; name one."


@pytest.mark.parametrize("changes", [{"format": 2, "program": "9.0"}, {"revision": "9999", "program": "9.0"}])
def test_a_backup_of_a_newer_program_asks_for_an_update(whole, target, tmp_path, changes):
    path = tampered(whole, tmp_path, lambda members: with_manifest(members, **changes))
    expected = "told.zip was made by a newer version of the program (9.0); update the program."
    assert refusal(path, target) == expected


def test_a_head_that_the_log_never_had_is_refused(whole, target, tmp_path):
    path = tampered(whole, tmp_path, lambda members: with_manifest(members, audit={"seq": 0, "hash": GENESIS}))
    assert refusal(path, target) == sentence("told.zip", "its audit log ends elsewhere than its manifest says")


def test_after_all_of_that_the_whole_backup_is_restored(whole, target):
    BackupFile(*target, CLOCK).restore(whole)
    assert all(len(lines) > 1 for lines in contents(target[0]).values())
