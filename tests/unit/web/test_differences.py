from assistant.domain.language import Language
from assistant.web.differences import difference


def test_english_changes_by_word():
    old = "Please pay USD 9,100.00 by Friday."
    new = "Could you pay USD 9,100.00 by Monday?"

    assert difference(old, new, Language.EN) == (
        "<del>Please</del><ins>Could you</ins> pay USD 9,100.00 by <del>Friday.</del><ins>Monday?</ins>"
    )


def test_chinese_changes_by_character():
    assert difference("请于本周五前付款。", "请于本周三前安排付款。", Language.ZH_HANS) == (
        "请于本周<del>五</del><ins>三</ins>前<ins>安排</ins>付款。"
    )


def test_a_figure_changes_as_a_whole():
    assert difference("金额120,000.00元", "金额80,000.00元", Language.ZH_HANS) == (
        "金额<del>120,000.00</del><ins>80,000.00</ins>元"
    )


def test_what_changed_is_escaped_on_both_sides():
    assert difference("a <b> c", "a <i> c", Language.EN) == "a &lt;<del>b</del><ins>i</ins>&gt; c"


def test_lines_that_stayed_are_not_touched():
    old = "Dear Ms Tan,\n\nThank you.\nBest regards"
    new = "Dear Ms Tan,\n\nThank you very much.\nBest regards"

    assert difference(old, new, Language.EN) == "Dear Ms Tan,\n\nThank you<ins> very much</ins>.\nBest regards"


def test_of_long_stretches_that_stayed_only_the_neighbours_of_a_change_are_shown():
    lines = [f"line {n}\n" for n in range(1, 10)]
    new = [*lines]
    new[4] = "line five\n"

    assert difference("".join(lines), "".join(new), Language.EN) == (
        '<span class="skipped">⋯\n</span>line 3\nline 4\nline <del>5</del><ins>five</ins>\n'
        'line 6\nline 7\n<span class="skipped">⋯\n</span>'
    )


def test_a_very_long_passage_is_shown_as_replaced():
    shown = difference("字词" * 2000, "字句" * 2000, Language.ZH_HANS)

    assert shown == f"<del>{'字词' * 2000}</del><ins>{'字句' * 2000}</ins>"
