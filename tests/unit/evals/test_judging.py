"""What counts as a judge's grade, how agreement is computed, and what shows that a judge is swayed."""

import json

import pytest

from assistant.domain.kinds import Tone
from assistant.domain.language import Language
from assistant.errors import ModelUnavailable
from assistant.knowledge import shipped
from assistant.prompting import Asker, load_prompts
from evals.judging import Grade, ModelJudge, Unjudged
from evals.judging.agreement import interval, kappa
from evals.judging.gold import gold
from evals.judging.measuring import judged, score, swayed_by_language, swayed_by_length, swayed_by_order
from tests.fakes.model import FakeModel

LETTER = "Dear Ben,\nplease pay A-1 by Friday. Kind regards"
GOOD = {"force": 2, "register": "plain", "good_faith": "open", "quote": "please pay A-1 by Friday"}
LEVELS = (0, 1, 2, 3)


class Nothing:
    """Counts nothing."""

    def count(self, text):
        return 0

    def is_exact(self):
        return False


def a_judge(*replies, firmer=()):
    model = FakeModel({"judge_tone": replies, "judge_firmer": firmer, "answer_again": "no"})
    asker = Asker(
        model, load_prompts(shipped("prompts")), Nothing(), model_name="small-1", new_marker=lambda: "k3v9x2m7"
    )
    return ModelJudge(asker), model


def graded(reply, asked=Tone.NEUTRAL):
    return a_judge(reply if isinstance(reply, Exception) else json.dumps(reply))[0].grade(LETTER, Language.EN, asked)


def test_a_grade_has_its_words_and_tells_whether_the_letter_presses_harder_than_asked():
    grade = graded(GOOD)

    assert grade == Grade(
        force=2, register="plain", good_faith="open", quote="please pay A-1 by Friday", asked_tone=Tone.NEUTRAL
    )
    assert [graded(GOOD, asked).harsher for asked in Tone] == [True, True, False, False]


def test_the_judge_is_told_the_letter_in_a_fence_and_not_the_tone_that_was_asked_for():
    judge, model = a_judge(json.dumps(GOOD))
    judge.grade(LETTER, Language.ZH_HANT, Tone.FORMAL)
    system, user = model.asked[0]

    assert (
        "\n<<<letter k3v9x2m7\nDear Ben,\nplease pay A-1 by Friday. Kind regards\nletter k3v9x2m7>>>\n" in user.content
    )
    assert user.content.startswith("The letter, in Traditional Chinese, follows.")
    assert "You are not told which tone was wanted." in system.content


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (GOOD | {"quote": "pay at once or else"}, "quote_not_found"),
        (GOOD | {"quote": " "}, "quote_not_found"),
        (GOOD | {"force": 4}, "second_reader_unreadable"),
        (GOOD | {"force": -1}, "second_reader_unreadable"),
        (GOOD | {"force": True}, "second_reader_unreadable"),
        (GOOD | {"force": 2.5}, "second_reader_unreadable"),
        (GOOD | {"force": "2"}, "second_reader_unreadable"),
        (GOOD | {"register": "chatty"}, "second_reader_unreadable"),
        (GOOD | {"good_faith": None}, "second_reader_unreadable"),
        (GOOD | {"quote": 1}, "second_reader_unreadable"),
        (GOOD | {"mood": "good"}, "second_reader_unreadable"),
        ({"force": 2}, "second_reader_unreadable"),
        ([GOOD], "second_reader_unreadable"),
        ("firm", "second_reader_unreadable"),
        (ModelUnavailable("model_failing", "It fails."), "model_failing"),
    ],
)
def test_what_is_no_grade_is_unjudged_with_the_reason(reply, why):
    assert graded(reply) == Unjudged(why=why)


def test_kappa_by_hand():
    # The first gives 0, 1, 2 two, two and one time, the second one, three and one: one letter is a step off. By chance
    # the squares would come to (2·3·1 + 2·1·4 + 2·1·1 + 2·1·1 + 1·1·4 + 1·3·1) / 5 = 25 / 5.
    pairs = [(0, 0), (0, 1), (1, 1), (1, 1), (2, 2)]
    assert kappa(pairs, LEVELS, quadratic=True) == pytest.approx(1 - 1 / 5)
    # Unweighted: seen 4 of 5; by chance (2·1 + 2·3 + 1·1) / 25 = 9 / 25.
    assert kappa(pairs, LEVELS, quadratic=False) == pytest.approx((4 / 5 - 9 / 25) / (1 - 9 / 25))


def test_kappa_of_the_same_the_opposite_and_nothing():
    assert kappa([(0, 0), (3, 3)], LEVELS, quadratic=True) == 1
    assert kappa([(0, 3), (3, 0)], LEVELS, quadratic=True) == -1
    assert kappa([(0, 0), (0, 3), (3, 0), (3, 3)], LEVELS, quadratic=True) == 0
    assert kappa([(1, 1), (1, 1)], LEVELS, quadratic=True) is None
    assert kappa([], LEVELS, quadratic=True) is None


def test_a_difference_of_two_steps_weighs_four_times_one_of_one_step():
    near = kappa([(0, 1), (1, 0), (2, 3), (3, 2)], LEVELS, quadratic=True)
    far = kappa([(0, 2), (2, 0), (1, 3), (3, 1)], LEVELS, quadratic=True)

    assert (near, far) == (pytest.approx(1 - 4 / 10), pytest.approx(1 - 16 / 10))


def test_the_interval_is_the_same_each_time_and_narrower_with_more_letters():
    def measure(pairs):
        return kappa(pairs, LEVELS, quadratic=True)

    few = [(0, 0), (1, 1), (2, 3), (3, 3), (1, 2), (0, 0)]
    low, high = interval(few, measure)
    again = interval(few * 20, measure)

    assert (low, high) == interval(few, measure)
    assert low < again[0] < measure(few) < again[1] <= high
    assert interval([], measure) is None
    assert interval([(1, 1)] * 5, measure) is None


class Perfect:
    """Gives every letter its own grade, whatever stands behind it."""

    def __init__(self, letters):
        self._letters = letters

    def grade(self, text, language, asked_tone):
        own = next(it for it in self._letters if text.startswith(it.text))
        return Grade(force=own.force, register=own.register, good_faith=own.good_faith, quote="", asked_tone=asked_tone)


class Charmed(Perfect):
    """Thinks every long letter friendly, and finds no Chinese one hard."""

    def grade(self, text, language, asked_tone):
        grade = super().grade(text, language, asked_tone)
        soft = len(text) > 300 or language is not Language.EN
        return Grade(
            force=0 if soft else grade.force, register="plain", good_faith="open", quote="", asked_tone=asked_tone
        )


def test_a_judge_that_grades_as_the_gold_does_may_decide_and_is_not_swayed():
    letters = gold()
    items = judged(Perfect(letters), letters)
    result = score(items)

    assert (result.letters, result.unjudged, result.force, result.register, result.good_faith) == (90, 0, 1, 1, 1)
    assert (result.caught, result.harsher, result.may_decide) == (24, 24, True)
    assert swayed_by_language(items).swayed == swayed_by_length(Perfect(letters), items).swayed == 0


def test_one_that_is_charmed_is_found_out():
    letters = [letter for letter in gold() if letter.force]
    judge = Charmed(letters)
    items = judged(judge, letters)
    english = [it for it in items if it.gold.language is Language.EN]
    chinese = [it for it in items if it.gold.language is Language.ZH_HANS]

    assert score(chinese).force == 0
    assert not score(chinese).may_decide
    assert score(chinese).caught == 0
    assert swayed_by_language(items).swayed > 30
    assert swayed_by_length(judge, english).swayed > 0


def test_letters_without_a_grade_are_counted_apart():
    judge, _ = a_judge("no")
    result = score(judged(judge, gold()[:3]))

    assert (result.letters, result.unjudged, result.force, result.may_decide) == (3, 3, None, False)


def test_an_answer_has_to_turn_when_two_letters_change_places():
    first, second, both = (json.dumps({"firmer": word}) for word in ("first", "second", "same"))

    for answers, swayed, tried in (
        ((first, second), 0, 1),
        ((both, both), 0, 1),
        ((first, first), 1, 1),
        ((first, "hm"), 0, 0),
    ):
        probe = swayed_by_order(a_judge("no", firmer=answers)[0], gold()[:2])
        assert (probe.swayed, probe.tried) == (swayed, tried), answers


def test_the_gold_has_thirty_contents_in_three_languages_over_four_levels():
    letters = gold()
    by_language = {language: [it for it in letters if it.language is language] for language in Language}

    assert [len(each) for each in by_language.values()] == [30, 30, 30]
    for each in by_language.values():
        assert [sum(it.force == level for it in each) for level in LEVELS] == [8, 8, 7, 7]
        assert [(it.content, it.asked, it.force, it.register, it.good_faith) for it in each] == [
            (it.content, it.asked, it.force, it.register, it.good_faith) for it in by_language[Language.EN]
        ]
    assert len({it.id for it in letters}) == len({it.text for it in letters}) == 90
