"""The promises of every vector index, and what Chroma promises besides."""

import math
import random
import shutil
import socket
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.adapters.chroma_index import ChromaIndex
from assistant.errors import WorkspaceUnusable
from assistant.ports import VectorIndex
from tests.fakes.vector_index import MemoryVectorIndex

NORTH, EAST, BETWEEN = [1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.6, 0.8, 0.0]


@pytest.fixture(params=["memory", "chroma"])
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[VectorIndex]:
    if request.param == "memory":
        yield MemoryVectorIndex()
        return
    made = ChromaIndex(tmp_path / "index")
    yield made
    made.close()


@pytest.fixture
def chroma(tmp_path: Path) -> Iterator[ChromaIndex]:
    made = ChromaIndex(tmp_path / "index")
    yield made
    made.close()


def ids(found: tuple[tuple[str, float], ...]) -> list[str]:
    return [clause_id for clause_id, _ in found]


def fill(index: VectorIndex) -> None:
    index.replace("C1", "K1", [("K1#1", NORTH), ("K1#2", EAST)])
    index.replace("C1", "K2", [("K2#1", BETWEEN)])
    index.replace("C2", "K3", [("K3#1", NORTH)])


def test_the_nearest_come_first_with_their_cosine(index: VectorIndex) -> None:
    fill(index)
    found = index.nearest(NORTH, customer_code="C1", contract_no=None, limit=5)
    assert ids(found) == ["K1#1", "K2#1", "K1#2"]
    assert [score for _, score in found] == pytest.approx([1.0, 0.6, 0.0], abs=1e-5)


def test_only_the_named_customer_or_contract_is_searched(index: VectorIndex) -> None:
    fill(index)
    assert ids(index.nearest(NORTH, customer_code="C2", contract_no=None, limit=9)) == ["K3#1"]
    assert ids(index.nearest(NORTH, customer_code=None, contract_no="K2", limit=9)) == ["K2#1"]
    assert ids(index.nearest(NORTH, customer_code="C2", contract_no="K1", limit=9)) == []
    assert len(index.nearest(NORTH, customer_code="*", contract_no=None, limit=9)) == 4


@pytest.mark.parametrize(("customer", "contract"), [(None, None), ("", ""), ("", None)])
def test_a_place_that_was_forgotten_is_an_error_and_never_everything(
    index: VectorIndex, customer: str | None, contract: str | None
) -> None:
    fill(index)
    with pytest.raises(ValueError, match="name a customer or a contract"):
        index.nearest(NORTH, customer_code=customer, contract_no=contract, limit=5)


@pytest.mark.parametrize(("customer", "contract"), [("", "K1"), ("C1", ""), ("*", "K1")])
def test_rows_need_a_customer_and_a_contract(index: VectorIndex, customer: str, contract: str) -> None:
    with pytest.raises(ValueError, match="under its customer and its number"):
        index.replace(customer, contract, [("K1#1", NORTH)])


def test_replacing_a_contract_leaves_nothing_of_the_old_one(index: VectorIndex) -> None:
    fill(index)
    index.replace("C1", "K1", [("K1#2", NORTH), ("K1#3", EAST)])
    assert ids(index.nearest(NORTH, customer_code=None, contract_no="K1", limit=9)) == ["K1#2", "K1#3"]
    index.replace("C1", "K1", [])
    assert ids(index.nearest(NORTH, customer_code="*", contract_no=None, limit=9)) == ["K3#1", "K2#1"]


def test_no_more_than_the_limit_come_back(index: VectorIndex) -> None:
    fill(index)
    assert ids(index.nearest(BETWEEN, customer_code="*", contract_no=None, limit=1)) == ["K2#1"]
    assert index.nearest(BETWEEN, customer_code="*", contract_no=None, limit=0) == ()


def test_a_new_index_has_no_stamp_and_answers_with_nothing(index: VectorIndex) -> None:
    assert index.stamp() == ""
    assert index.nearest(NORTH, customer_code="*", contract_no=None, limit=5) == ()


def test_rebuilding_empties_the_index_and_keeps_the_stamp(index: VectorIndex) -> None:
    fill(index)
    index.rebuild("of today")
    assert index.stamp() == "of today"
    assert index.nearest(NORTH, customer_code="*", contract_no=None, limit=5) == ()
    fill(index)
    assert index.stamp() == "of today"


def test_many_rows_in_one_contract_are_all_kept(index: VectorIndex) -> None:
    dice = random.Random(7)
    rows = [(f"K#{n}", [dice.gauss(0, 1) for _ in range(16)]) for n in range(2500)]
    index.replace("C1", "K", rows)
    for clause_id, vector in rows[::500]:
        length = math.sqrt(sum(x * x for x in vector))
        (best, *_) = index.nearest([x / length for x in vector], customer_code=None, contract_no="K", limit=3)
        assert best[0] == clause_id


def test_a_clause_of_its_own_is_found_among_contracts_made_from_one_form(index: VectorIndex) -> None:
    dice = random.Random(7)

    def vector() -> list[float]:
        return [dice.gauss(0, 1) for _ in range(64)]

    form, own = [vector() for _ in range(30)], {f"K{n}#own": vector() for n in range(60)}
    for n in range(60):
        rows = [(f"K{n}#{i}", clause) for i, clause in enumerate(form)]
        index.replace(f"C{n}", f"K{n}", [*rows, (f"K{n}#own", own[f"K{n}#own"])])
    found = {
        clause_id: index.nearest(clause, customer_code="*", contract_no=None, limit=1)
        for clause_id, clause in own.items()
    }
    assert {clause_id: ids(best) for clause_id, best in found.items()} == {clause_id: [clause_id] for clause_id in own}


def test_threads_share_one_index(index: VectorIndex) -> None:
    problems: list[Exception] = []

    def work(n: int) -> None:
        try:
            for turn in range(5):
                index.replace(f"C{n}", f"K{n}", [(f"K{n}#{i}", [1.0, turn / 10, i / 10]) for i in range(20)])
                assert len(index.nearest(NORTH, customer_code=f"C{n}", contract_no=None, limit=50)) == 20
        except Exception as error:  # noqa: BLE001  (whatever it is, it is the finding)
            problems.append(error)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []


def test_chroma_keeps_rows_and_stamp_from_one_run_to_the_next(tmp_path: Path) -> None:
    first = ChromaIndex(tmp_path)
    first.rebuild("of today")
    fill(first)
    first.close()
    second = ChromaIndex(tmp_path)
    assert second.stamp() == "of today"
    assert ids(second.nearest(NORTH, customer_code="C2", contract_no=None, limit=5)) == ["K3#1"]
    second.close()


@pytest.mark.parametrize("damage", ["database", "vectors", "another format"])
def test_a_damaged_chroma_folder_is_begun_anew_and_says_so(tmp_path: Path, damage: str) -> None:
    first = ChromaIndex(tmp_path)
    first.rebuild("of today")
    fill(first)
    first.close()
    (folder,) = tmp_path.glob("chroma-*")
    if damage == "database":
        (folder / "chroma.sqlite3").write_bytes(b"no database at all" * 100)
    elif damage == "vectors":
        with sqlite3.connect(folder / "chroma.sqlite3") as database:
            database.execute("DROP TABLE embeddings_queue")
    else:
        folder.rename(tmp_path / "chroma-0-1")
    second = ChromaIndex(tmp_path)
    assert second.stamp() == ""
    fill(second)
    assert ids(second.nearest(NORTH, customer_code="C2", contract_no=None, limit=5)) == ["K3#1"]
    assert len(list(tmp_path.glob("chroma-*"))) == 1
    second.close()


def test_damage_while_it_runs_gives_no_answer_and_a_fresh_index(tmp_path: Path) -> None:
    index = ChromaIndex(tmp_path)
    index.rebuild("of today")
    fill(index)
    (folder,) = tmp_path.glob("chroma-*")
    with sqlite3.connect(folder / "chroma.sqlite3") as database:
        database.execute("DROP TABLE embeddings")
    assert index.nearest(NORTH, customer_code="C1", contract_no=None, limit=5) == ()
    assert index.stamp() == ""
    fill(index)
    assert ids(index.nearest(NORTH, customer_code="C2", contract_no=None, limit=5)) == ["K3#1"]
    index.close()


def test_files_of_others_in_the_folder_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "chroma-notes").mkdir()
    (tmp_path / "letter.txt").write_text("keep me")
    ChromaIndex(tmp_path).close()
    assert (tmp_path / "letter.txt").read_text() == "keep me"
    assert (tmp_path / "chroma-notes").is_dir()


def test_chroma_asks_no_other_machine_for_anything(chroma: ChromaIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_lookup(*_: object, **__: object) -> None:
        raise AssertionError("a name was looked up")

    monkeypatch.setattr(socket, "getaddrinfo", no_lookup)
    fill(chroma)
    assert chroma.nearest(NORTH, customer_code="C1", contract_no=None, limit=5)


def test_a_second_process_is_refused(chroma: ChromaIndex, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from assistant.adapters.chroma_index import ChromaIndex\n"
        "try: ChromaIndex(Path(sys.argv[1]))\nexcept Exception as error: print(error.code)"
    )
    other = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "index")], capture_output=True, text=True, check=False
    )
    assert other.stdout.strip() == "index_in_use"


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(WorkspaceUnusable, match="cannot be made or written"):
        ChromaIndex(tmp_path / "file" / "index")


def test_the_whole_folder_may_be_deleted_between_runs(tmp_path: Path) -> None:
    first = ChromaIndex(tmp_path / "index")
    fill(first)
    first.close()
    shutil.rmtree(tmp_path / "index")
    second = ChromaIndex(tmp_path / "index")
    assert second.stamp() == ""
    second.close()
