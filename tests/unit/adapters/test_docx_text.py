"""A Word file becomes the text that a person sees in Word, numbers included."""

import docx

from tests.unit.adapters.written_docx import p, r, read_here, rewritten, row, table, text_of, write_docx


def test_paragraphs_breaks_tabs_and_hyphens_read_as_they_look(tmp_path):
    body = p(
        r("第一条　付款"),
        "<w:r><w:br/><w:t>甲方</w:t><w:tab/><w:t>乙方</w:t><w:noBreakHyphen/><w:t>A</w:t><w:softHyphen/><w:t>B</w:t></w:r>",
    ) + p(r("non\u2011exclu\u00adsive"))
    assert text_of(write_docx(tmp_path / "k.docx", body)) == "第一条　付款\n甲方\t乙方-AB\nnon-exclusive\n"


def test_a_heading_stands_apart_and_empty_lines_do_not_pile_up(tmp_path):
    styles = (
        '<w:style w:type="paragraph" w:styleId="a"><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style>'
    )
    body = p(r("Terms")) + p() + p() + p() + p(r("Goods")) + p(r("Payment"), style="b") + p(r("In 30 days."))
    assert text_of(write_docx(tmp_path / "k.docx", body, styles=styles)) == "Terms\n\nGoods\n\nPayment\nIn 30 days.\n"


def test_a_file_that_python_docx_wrote_is_read(tmp_path):
    document = docx.Document()
    document.add_heading("Supply agreement", 0)
    document.add_paragraph("Payment is due within 30 days.")
    grid = document.add_table(2, 2)
    for cell, words in zip(grid._cells, ("Item", "Price", "Motor", "12.00"), strict=True):
        cell.text = words
    document.save(tmp_path / "k.docx")
    assert text_of(tmp_path / "k.docx") == (
        "Supply agreement\nPayment is due within 30 days.\nItem | Price\nMotor | 12.00\n"
    )


def test_tables_are_read_row_by_row_and_empty_cells_keep_their_place(tmp_path):
    body = table(
        row(p(r("型号")), p(r("数量")), p(r("单价"))),
        row(p(r("D-12")), p(), p(r("38.50"))),
        row(p(), p(), p()),
        row(p(r("8.1 付款")) + p(r("8.2 利息")), p(r("8.1 Payment")) + p(r("8.2 Interest"))),
    )
    assert text_of(write_docx(tmp_path / "k.docx", body)) == (
        "型号 | 数量 | 单价\nD-12 |  | 38.50\n8.1 付款\n8.2 利息\n8.1 Payment\n8.2 Interest\n"
    )


def test_a_table_within_a_table_stands_in_its_cell(tmp_path):
    body = table(row(table(row(p(r("a")), p(r("b")))) + p(r("c")), p(r("d"))))
    assert text_of(write_docx(tmp_path / "k.docx", body)) == "a | b\nc\nd\n"


def test_text_in_boxes_links_controls_and_fields_is_there_once(tmp_path):
    box = "<w:txbxContent>" + p(r("in a box")) + "</w:txbxContent>"
    body = (
        p(
            r("Pay "),
            f'<w:hyperlink>{r("online")}</w:hyperlink>',
            '<w:sdt><w:sdtPr><w:listItem w:displayText="no"/></w:sdtPr><w:sdtContent>' + r(" in") + "</w:sdtContent></w:sdt>",
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF a \\h</w:instrText></w:r>'
            f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r(" 30")}<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            f'<w:fldSimple w:instr="X">{r(" days")}</w:fldSimple>',
        )
        + p(
            r("Seal"),
            '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
            f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
            "</mc:AlternateContent></w:r>",
        )
    )  # fmt: skip
    assert text_of(write_docx(tmp_path / "k.docx", body)) == "Pay online in 30 days\nSeal\nin a box\n"


def test_foot_and_endnotes_stand_at_the_end_in_the_order_of_the_text(tmp_path):
    def note(kind, number, *paragraphs):
        return f'<w:{kind} w:id="{number}">{"".join(paragraphs)}</w:{kind}>'

    body = p(
        r("Prices"),
        '<w:r><w:endnoteReference w:id="7"/></w:r>',
        r(" and terms"),
        '<w:r><w:footnoteReference w:id="2"/></w:r>',
    )
    path = write_docx(
        tmp_path / "k.docx",
        body,
        footnotes=note("footnote", 0, p(r("separator"))) + note("footnote", 2, p(r("30 days")), p(r("net"))),
        endnotes=note("endnote", 7, p(r("in CNY"))),
    )
    assert text_of(path) == "Prices[^1] and terms[^2]\n\n[^1] in CNY\n[^2] 30 days net\n"


def test_boxes_that_are_ticked_and_words_that_are_chosen_can_be_read(tmp_path):
    body = p(
        '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>甲</w:t><w:sym w:font="Wingdings" w:char="F0A8"/><w:t>乙</w:t></w:r>',
        '<w:r><w:fldChar><w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r>',
        r("丙"),
        '<w:r><w:fldChar><w:ffData><w:checkBox><w:default w:val="0"/></w:checkBox></w:ffData></w:fldChar></w:r>',
        r("丁"),
        '<w:r><w:fldChar><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="30 days"/>'
        '<w:listEntry w:val="60 days"/></w:ddList></w:ffData></w:fldChar></w:r>',
    )
    assert text_of(write_docx(tmp_path / "k.docx", body)) == "☑甲☐乙☒丙☐丁60 days\n"


def test_a_symbol_that_nobody_knows_is_shown_as_unknown_and_counted(tmp_path):
    said = read_here(write_docx(tmp_path / "k.docx", p('<w:r><w:sym w:font="Wingdings" w:char="F0C8"/></w:r>', r("x"))))
    assert (said["text"], said["found"]["symbols"]) == ("〓x\n", 1)


def test_small_raised_figures_are_no_part_of_the_number_before_them(tmp_path):
    body = p(
        r("30"),
        r("1", '<w:vertAlign w:val="superscript"/>'),
        r(" days, m"),
        r("2", '<w:vertAlign w:val="superscript"/>'),
    )
    assert text_of(write_docx(tmp_path / "k.docx", body)) == "30¹ days, m²\n"


def test_a_fraction_is_not_run_together(tmp_path):
    maths = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    body = p(
        f"<m:oMath {maths}><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>"
    )
    assert text_of(write_docx(tmp_path / "k.docx", body)) == "(1)/(2)\n"


def test_headers_and_footers_are_left_out(tmp_path):
    document = docx.Document()
    document.add_paragraph("Payment is due within 30 days.")
    document.sections[0].header.paragraphs[0].text = "Draft"
    document.sections[0].footer.paragraphs[0].text = "Page 1"
    document.save(tmp_path / "k.docx")
    assert text_of(tmp_path / "k.docx") == "Payment is due within 30 days.\n"


def test_the_strict_form_of_the_format_is_read_alike(tmp_path):
    usual, strict = (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    styles = '<w:style w:type="paragraph" w:styleId="a"><w:rPr><w:vanish/></w:rPr></w:style>'
    path = write_docx(tmp_path / "k.docx", p(r("Payment"), style="a"), styles=styles)
    said = read_here(rewritten(path, lambda _, data: data.replace(usual, strict)))
    assert (said["text"], said["found"]["hidden"]) == ("Payment\n", 1)


def test_hidden_text_is_shown_and_counted(tmp_path):
    styles = (
        '<w:style w:type="character" w:styleId="dark"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="night"><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    body = (
        p(r("seen "), r("unseen", "<w:vanish/>"), r(" seen", '<w:vanish w:val="0"/>'), mark="<w:vanish/>")
        + p(r("by style", '<w:rStyle w:val="dark"/>'))
        + p(r("all of it"), r(" but this", '<w:vanish w:val="false"/>'), style="night")
    )
    said = read_here(write_docx(tmp_path / "k.docx", body, styles=styles))
    assert (said["text"], said["found"]["hidden"]) == ("seen unseen seen\nby style\nall of it but this\n", 3)


def test_comments_pictures_and_embedded_files_are_counted_and_not_read(tmp_path):
    body = p(
        r("x"),
        '<w:r><w:commentReference w:id="1"/></w:r><w:r><w:commentReference w:id="2"/></w:r>',
        '<w:r><w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/></w:drawing></w:r>',
    )
    found = read_here(write_docx(tmp_path / "k.docx", body + "<w:altChunk/>"))["found"]
    assert (found["comments"], found["pictures"], found["embedded"]) == (2, 1, 1)


def test_characters_that_nobody_can_see_are_taken_out_and_counted(tmp_path):
    said = read_here(write_docx(tmp_path / "k.docx", p(r("30\u200b day\u202es\U000e0041"))))
    assert (said["text"], said["found"]["unseen"]) == ("30 days\n", 3)
