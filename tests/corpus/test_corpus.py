"""Every file of the corpus comes out as expected, twice in a row, and the large ones within bounds."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor

import pytest

from tests.corpus.all_files import corpus
from tests.corpus.examining import examine, examine_apart, prepare
from tests.corpus.running import MOST_BYTES, MOST_SECONDS, run_apart

BY_ID = {entry.id: entry for entry in corpus()}


@pytest.fixture(scope="session")
def examined(request, tmp_path_factory):
    """What is wrong with each file that a test was chosen for, worked out by three processes beside this one."""
    chosen = {item.callspec.params["entry_id"] for item in request.session.items if "entry_id" in params_of(item)}
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.corpus.examining", "assistant.bootstrap", "alembic.command"])
    folder = (str(tmp_path_factory.mktemp("corpus")),)
    with (
        ProcessPoolExecutor(2, context, prepare, folder) as light,
        ProcessPoolExecutor(1, context, prepare, folder) as heavy,
    ):
        yield {
            entry_id: heavy.submit(examine_apart, entry_id)
            if BY_ID[entry_id].heavy
            else light.submit(examine, entry_id)
            for entry_id in chosen
        }


def params_of(item):
    return item.callspec.params if hasattr(item, "callspec") else {}


@pytest.mark.parametrize("entry_id", BY_ID)
def test_a_file_comes_out_as_expected_twice_in_a_row(examined, entry_id):
    assert examined[entry_id].result() == []


@pytest.mark.parametrize("name", ["line-of-100-megabytes.csv", "zip-bomb.xlsx", "pipe.csv"])
def test_the_program_as_a_user_starts_it_stays_within_time_and_memory(tmp_path, name):
    entry = next(entry for entry in corpus() if entry.name == name)
    came = run_apart(["import", "ledger", str(entry.write(tmp_path))], tmp_path / "workspace")
    assert came.exit_code == 2
    assert came.error.startswith(f"tactful: {name} ")
    assert "\n" not in came.error
    assert came.processor < MOST_SECONDS
    assert came.memory < MOST_BYTES


def test_the_corpus_is_as_large_as_was_asked_for():
    assert len(corpus()) >= 130
    assert {entry.outcome.value for entry in corpus()} == {
        "accepted", "accepted with a warning", "row by row", "refused", "needs answer",
    }  # fmt: skip
