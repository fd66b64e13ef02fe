"""Looking on while a model writes: what is told of it, and every way in which it is stopped."""

import threading
from dataclasses import dataclass, field

import pytest

from assistant.domain.brief import Brief
from assistant.domain.order import PLAIN
from assistant.errors import ModelUnavailable
from assistant.web.looking_on import Onlooker, Onlookers, Progress, seen_by
from tests.builders import a_brief
from tests.desk import a_desk

SOON = 10  # seconds that no test takes


@dataclass
class Work:
    """Goes on, piece by piece, when the test says so; ends by itself as soon as nobody wants it."""

    pieces: list[str]
    steps: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    stopped: threading.Event = field(default_factory=threading.Event)

    def __call__(self, onlooker: Onlooker) -> str:
        for piece in self.pieces:
            while not self.steps.acquire(timeout=0.01):
                if onlooker.is_stopped():
                    self.stopped.set()
                    return "stopped"
            onlooker.begins() if piece == "AGAIN" else onlooker.came(piece)
        return "done"

    def go_on(self, steps: int = 1) -> None:
        self.steps.release(steps)


def until(progress, wanted: Progress) -> None:
    for seen in progress:
        if seen == wanted:
            return
    raise AssertionError(wanted)


def test_what_came_so_far_is_told_until_the_work_is_done():
    work = Work(["AGAIN", "Dear", " Ms"])
    seen = Onlookers().look_on("page", work)

    work.go_on()
    until(seen, Progress(begun=1))
    work.go_on()
    until(seen, Progress(begun=1, text="Dear"))
    work.go_on()

    assert [*seen][-1] == "done"


def test_an_answer_that_is_begun_anew_takes_the_place_of_the_first():
    work = Work(["AGAIN", "Dear", "AGAIN", "Good", "-"])
    seen = Onlookers().look_on("page", work)
    work.go_on(4)

    until(seen, Progress(begun=2, text="Good"))
    work.go_on()

    assert [*seen][-1] == "done"


def test_a_page_stops_its_own_work_and_no_other():
    onlookers = Onlookers()
    mine, other = Work(["-"]), Work(["-"])
    seen, others = onlookers.look_on("mine", mine), onlookers.look_on("other", other)
    assert (next(seen), next(others)) == (Progress(), Progress())

    onlookers.stop("mine")
    onlookers.stop("nobody")

    assert [*seen][-1] == "stopped"
    assert not other.stopped.is_set()
    other.go_on()
    assert [*others][-1] == "done"


def test_leaving_the_page_stops_the_work():
    work = Work(["-"])
    seen = Onlookers().look_on("page", work)
    next(seen)

    seen.close()

    assert work.stopped.wait(SOON)


def test_a_second_work_on_one_page_stops_the_first():
    onlookers = Onlookers()
    first, second = Work(["-"]), Work([])
    seen = onlookers.look_on("page", first)
    next(seen)

    assert [*onlookers.look_on("page", second)] == ["done"]
    assert first.stopped.wait(SOON)


def test_what_goes_wrong_in_the_work_goes_wrong_for_the_page():
    def work(_: Onlooker) -> str:
        raise ModelUnavailable("model_refused", "No.")

    with pytest.raises(ModelUnavailable, match="No"):
        [*Onlookers().look_on("page", work)]


def test_the_model_tells_which_brief_it_words_and_the_composer_does_not():
    asked: list[Brief] = []

    class Writer:
        def write(self, brief, order=PLAIN, watch=None):
            asked.append((brief, order, watch))
            return "a draft"

    desk, onlooker, brief = a_desk(writers={"model": Writer, "composer": Writer}), Onlooker(), a_brief("EN")
    seen = seen_by(onlooker, desk)

    seen.writer("composer")[1].write(brief)
    assert onlooker.progress().brief is None
    assert seen.writer("model")[1].write(brief, PLAIN, onlooker) == "a draft"
    assert onlooker.progress().brief == brief
    assert asked[-1] == (brief, PLAIN, onlooker)
