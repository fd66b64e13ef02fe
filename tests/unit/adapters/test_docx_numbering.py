"""Numbers that Word only shows, and stores as definitions of lists, are part of the text."""

import pytest

from tests.unit.adapters.written_docx import level, numbering, p, r, read_here, text_of, write_docx


@pytest.mark.parametrize(
    ("form", "text", "values", "labels"),
    [
        ("decimal", "%1.", (1, 2, 10), ["1.", "2.", "10."]),
        ("chineseCountingThousand", "第%1条", (1, 10, 12, 20, 105), ["第一条", "第十条", "第十二条", "第二十条", "第一百零五条"]),
        ("chineseCounting", "%1、", (3, 21, 105), ["三、", "二十一、", "一○五、"]),
        ("taiwaneseCountingThousand", "（%1）", (11, 100), ["（十一）", "（一百）"]),
        ("ideographTraditional", "%1、", (1, 10, 11), ["甲、", "癸、", "11、"]),
        ("ideographZodiac", "%1", (1, 12), ["子", "亥"]),
        ("ideographLegalTraditional", "%1", (1, 12, 30), ["壹", "壹拾貳", "參拾"]),
        ("chineseLegalSimplified", "%1", (2, 15), ["贰", "壹拾伍"]),
        ("lowerLetter", "(%1)", (1, 26, 27, 53), ["(a)", "(z)", "(aa)", "(aaa)"]),
        ("upperLetter", "%1.", (2,), ["B."]),
        ("upperRoman", "ARTICLE %1", (4, 49), ["ARTICLE IV", "ARTICLE XLIX"]),
        ("lowerRoman", "(%1)", (9, 400), ["(ix)", "(cd)"]),
        ("decimalZero", "%1", (7, 12), ["07", "12"]),
        ("decimalEnclosedCircle", "%1", (1, 20, 21), ["①", "⑳", "(21)"]),
        ("decimalFullWidth", "%1", (12,), ["１２"]),
        ("ordinal", "%1", (1, 2, 3, 4, 11, 22), ["1st", "2nd", "3rd", "4th", "11th", "22nd"]),
        ("cardinalText", "%1", (3, 45), ["Three", "Forty-five"]),
        ("ordinalText", "%1", (1, 12, 20, 43), ["First", "Twelfth", "Twentieth", "Forty-third"]),
        ("bullet", "\uf0b7", (1,), ["•"]),
        ("none", "Note", (1,), ["Note"]),
        ("unheardOf", "%1)", (3,), ["3)"]),
    ],
)  # fmt: skip
def test_numbers_are_written_in_the_form_that_the_list_asks_for(tmp_path, form, text, values, labels):
    uses = "".join(
        f'<w:num w:numId="{value}"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="{value}"/>'
        "</w:lvlOverride></w:num>"
        for value in values
    )
    body = "".join(p(r("x"), numbered=(value, 0)) for value in values)
    path = write_docx(tmp_path / "k.docx", body, numbering=numbering(level(0, form, text), uses))
    assert text_of(path).splitlines() == [f"{label} x" for label in labels]


LEGAL = level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2") + level(2, "lowerRoman", "(%3)")


def lines_of(path) -> list[str]:
    return text_of(path).split("\n")[:-1]


def test_levels_count_within_each_other_and_begin_anew_below_the_next(tmp_path):
    body = "".join(p(r("x"), numbered=(1, at)) for at in (0, 1, 2, 2, 1, 2, 0, 1))
    assert lines_of(write_docx(tmp_path / "k.docx", body, numbering=numbering(LEGAL))) == [
        "1. x", "1.1 x", "(i) x", "(ii) x", "1.2 x", "(i) x", "2. x", "2.1 x",
    ]  # fmt: skip


def test_a_second_use_of_a_list_goes_on_counting_unless_it_says_where_to_start(tmp_path):
    uses = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    body = "".join(p(r("x"), numbered=(use, 0)) for use in (1, 1, 2, 3, 3, 1))
    path = write_docx(tmp_path / "k.docx", body, numbering=numbering(LEGAL, uses))
    assert lines_of(path) == ["1. x", "2. x", "3. x", "5. x", "6. x", "7. x"]


def test_a_level_restarts_only_where_the_list_says_so(tmp_path):
    never = level(0, "decimal", "%1.") + level(1, "lowerLetter", "(%2)", '<w:lvlRestart w:val="0"/>')
    body = "".join(p(r("x"), numbered=(1, at)) for at in (0, 1, 1, 0, 1))
    path = write_docx(tmp_path / "k.docx", body, numbering=numbering(never))
    assert lines_of(path) == ["1. x", "(a) x", "(b) x", "2. x", "(c) x"]


def test_chinese_articles_have_western_clauses_and_nothing_between_label_and_text(tmp_path):
    levels = level(0, "chineseCountingThousand", "第%1条", '<w:suff w:val="nothing"/>') + level(
        1, "decimal", "%1.%2", "<w:isLgl/>"
    )
    body = "".join(p(r("付款"), numbered=(1, at)) for at in (0, 1, 0, 1, 1))
    path = write_docx(tmp_path / "k.docx", body, numbering=numbering(levels))
    assert lines_of(path) == ["第一条付款", "1.1 付款", "第二条付款", "2.1 付款", "2.2 付款"]


def test_legal_numbering_keeps_the_nought_of_section_101(tmp_path):
    levels = level(0, "upperRoman", "ARTICLE %1") + level(1, "decimalZero", "Section %1.%2", "<w:isLgl/>")
    body = "".join(p(r("x"), numbered=(1, at)) for at in (0, 0, 1))
    path = write_docx(tmp_path / "k.docx", body, numbering=numbering(levels))
    assert lines_of(path) == ["ARTICLE I x", "ARTICLE II x", "Section 2.01 x"]


def test_numbers_come_through_styles_and_what_they_are_based_on(tmp_path):
    levels = level(0, "decimal", "%1.", '<w:pStyle w:val="H1"/>') + level(
        1, "decimal", "%1.%2", '<w:pStyle w:val="H2"/>'
    )
    styles = (
        '<w:style w:type="paragraph" w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="H2"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="H2own"><w:basedOn w:val="H2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Plain"><w:basedOn w:val="H2"/><w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>'
    )
    body = "".join(p(r("x"), style=style) for style in ("H1", "H2", "H2own", "Plain", "H1", "H2"))
    body += p(r("x"), style="H2", numbered=(0, 0))
    path = write_docx(tmp_path / "k.docx", body, numbering=numbering(levels), styles=styles)
    assert lines_of(path) == ["1. x", "1.1 x", "1.2 x", "x", "2. x", "2.1 x", "x"]


def test_a_list_that_stands_for_a_list_style_counts_as_that_one(tmp_path):
    lists = (
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="Legal"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="Legal"/>{LEGAL}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    )
    styles = (
        '<w:style w:type="numbering" w:styleId="Legal"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    )
    body = p(r("x"), numbered=(1, 0)) + p(r("x"), numbered=(2, 0)) + p(r("x"), numbered=(1, 1))
    path = write_docx(tmp_path / "k.docx", body, numbering=lists, styles=styles)
    assert lines_of(path) == ["1. x", "2. x", "2.1 x"]


def test_a_circle_of_styles_or_lists_ends(tmp_path):
    styles = (
        '<w:style w:type="paragraph" w:styleId="a"><w:basedOn w:val="b"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style>'
        '<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="numbering" w:styleId="M"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    lists = (
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="L"/></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="M"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    )
    path = write_docx(tmp_path / "k.docx", p(r("x"), style="a", numbered=(1, 0)), styles=styles, numbering=lists)
    assert text_of(path) == "x\n"


def test_numbers_that_only_word_works_out_are_counted(tmp_path):
    said = read_here(write_docx(tmp_path / "k.docx", p("<w:r><w:instrText> LISTNUM </w:instrText></w:r>", r("x"))))
    assert said["found"]["counted_fields"] == 1
