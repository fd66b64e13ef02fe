"""A parser in a process of its own can do what it likes: the parent gets a result or one line, in time and in bounds."""

import os
import resource
import socket
import sys

import pytest

from assistant.adapters import apart
from assistant.adapters.apart import Bounds, Kept, parse_apart, parsed_apart
from assistant.errors import UnreadableFile
from tests.unit.adapters import bad_parsers

SMALL = Bounds(memory=150_000_000, output=3_000_000, processor=1, wait=9.0)


@pytest.fixture(autouse=True)
def tasks(monkeypatch):
    for name in vars(bad_parsers):
        monkeypatch.setitem(apart.TASKS, name, f"{bad_parsers.__name__}:{name}")


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "letter.txt"
    path.write_text("good morning", encoding="utf-8")
    return path


def refused(task, path, bounds=SMALL):
    with pytest.raises(UnreadableFile) as caught:
        parse_apart(task, path, bounds)
    assert "\n" not in str(caught.value)
    return caught.value


def test_what_a_parser_emits_arrives_in_order(file):
    assert parse_apart("echo", file)[0] == {"words": ["good", "morning"]}


def test_a_long_result_is_read_line_by_line(file):
    with parsed_apart("echo", file) as lines:
        assert next(lines) == '{"words":["good","morning"]}\n'


def test_a_kept_result_is_read_as_often_as_one_likes_and_from_any_line(file, monkeypatch):
    monkeypatch.setattr(apart, "_BLOCK", 5)
    file.write_text("one two three")
    kept = Kept("words", file)
    lines = [b'"one"\n', b'"two"\n', b'"three"\n']
    assert list(zip(kept.lines(), kept.lines(), strict=True)) == [(line, line) for line in lines]
    assert list(kept.lines(6, 12)) == [b'"two"\n']
    assert list(kept.lines(12)) == [b'"three"\n']


def test_a_kept_result_is_gone_with_its_last_reader(file):
    kept = Kept("words", file)
    handle = kept._file
    os.fstat(handle)
    del kept
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(handle)


def test_text_that_is_no_text_is_passed_on_as_it_is(file):
    file.write_bytes(b"caf\xe9")
    assert parse_apart("echo", file)[0] == {"words": ["caf\udce9"]}


def test_no_secret_of_this_process_is_seen_by_a_parser(file, monkeypatch):
    monkeypatch.setenv("TACTFUL_DATABASE_URL", "postgresql://u:secret@db/tactful")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    seen = parse_apart("echo", file)[1]
    assert "PATH" in seen
    assert [name for name in seen if name.startswith(("TACTFUL", "OPENAI"))] == []


def test_a_module_that_lies_about_in_the_working_folder_is_not_loaded(file, monkeypatch):
    (file.parent / "json.py").write_text("raise SystemExit(9)")
    monkeypatch.chdir(file.parent)
    assert parse_apart("echo", file)[0] == {"words": ["good", "morning"]}


def test_the_parsers_own_reason_arrives_with_code_and_details_and_its_half_result_does_not(file):
    error = refused("told", file)
    assert (error.code, str(error)) == ("empty_file", "letter.txt holds nothing.")
    assert error.details == {"name": "letter.txt", "places": [1, 2]}


def test_the_reason_about_a_file_with_a_strange_name_arrives_too(tmp_path):
    path = tmp_path / os.fsdecode(b"r\xe9sum\xe9 \xe8\xaf\x95.txt")
    path.write_text("x")
    assert refused("told", path).details["name"] == path.name


@pytest.mark.parametrize(
    ("task", "code"),
    [
        ("hog", "too_large"),
        ("starved", "too_large"),
        ("chatter", "too_large"),
        ("complain", "too_large"),
        ("loop", "takes_too_long"),
        ("crash", "damaged_file"),
        ("breaks", "damaged_file"),
        ("spawn", "damaged_file"),
        ("resolve", "damaged_file"),
    ],
)
def test_what_a_parser_must_not_do_ends_in_one_line_that_names_the_file(file, task, code):
    error = refused(task, file)
    assert error.code == code
    assert str(error).startswith("letter.txt ")


def test_an_endless_parser_gets_the_processor_time_it_was_given_and_no_more(file):
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    refused("loop", file, SMALL)
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before < SMALL.processor + 1


def test_a_parser_that_only_waits_is_ended_too(file):
    assert refused("waits", file, Bounds(wait=0.3)).code == "takes_too_long"


def test_a_child_that_waits_for_its_turn_on_a_busy_machine_is_not_called_slow(file, monkeypatch):
    bounds = Bounds(wait=0.001)
    assert refused("echo", file, bounds).code == "takes_too_long"
    monkeypatch.setattr(apart, "_unserved", lambda process: 30.0)
    assert parse_apart("echo", file, bounds)[0] == {"words": ["good", "morning"]}


def test_a_system_that_does_not_say_how_long_a_child_had_to_wait_counts_nothing():
    assert apart._unserved(os.getpid()) >= 0
    assert apart._unserved(-1) == 0


def test_a_parser_reaches_nobody(file):
    with socket.create_server(("127.0.0.1", 0)) as server:
        file.write_text(str(server.getsockname()[1]))
        assert refused("connect", file).code == "damaged_file"
        server.setblocking(False)
        with pytest.raises(BlockingIOError):
            server.accept()


def test_what_a_library_prints_is_no_part_of_the_result(file):
    assert parse_apart("prints", file) == ["result"]


def test_a_hungry_parser_is_stopped_and_the_parent_keeps_its_own_limits(file):
    before = resource.getrlimit(resource.RLIMIT_AS), resource.getrlimit(resource.RLIMIT_CPU)
    assert refused("hog", file, Bounds()).code == "too_large"
    assert (resource.getrlimit(resource.RLIMIT_AS), resource.getrlimit(resource.RLIMIT_CPU)) == before
    assert parse_apart("echo", file)[0] == {"words": ["good", "morning"]}


def test_where_the_system_bounds_no_memory_the_child_looks_itself(file):
    error = refused("watched", file, Bounds(memory=4_000_000_000))
    assert error.code == "too_large"


@pytest.mark.parametrize("broken", [ValueError, OSError])
def test_a_system_that_refuses_a_limit_does_not_stop_the_reading(file, monkeypatch, broken):
    from assistant.adapters import apart_child

    watched = []
    refuse = lambda which, _: (_ for _ in ()).throw(broken("not here"))  # noqa: E731
    monkeypatch.setattr(resource, "setrlimit", refuse)
    monkeypatch.setattr(sys, "addaudithook", lambda hook: None)
    monkeypatch.setattr(apart_child, "watch", watched.append)
    monkeypatch.setattr(apart_child, "_let_writing_kill", lambda: None)
    apart_child.limit(1_000_000, 1, 1_000)
    assert watched == [1_000_000]
