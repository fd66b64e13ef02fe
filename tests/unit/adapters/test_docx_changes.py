"""Changes that are tracked and not accepted yet are shown, each in its place: none is applied, none is dropped."""

from tests.unit.adapters.written_docx import level, numbering, p, r, read_here, row, table, text_of, write_docx

LI = 'w:author="Li Wei" w:date="2025-03-01T09:00:00Z"'
ANN = 'w:author="Ann Lee" w:date="2025-03-09T17:30:00Z"'


def put_in(*content, by=LI):
    return f"<w:ins {by}>{''.join(content)}</w:ins>"


def taken_out(text, by=LI):
    return f'<w:del {by}><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'


def test_thirty_days_changed_to_ninety_show_both(tmp_path):
    body = p(r("Payment is due within "), taken_out("30"), put_in(r("90"), by=ANN), r(" days."))
    said = read_here(write_docx(tmp_path / "k.docx", body))
    assert said["text"] == "Payment is due within {--30--}{++90++} days.\n"
    assert said["found"]["changes"] == {
        "count": 2,
        "formats": 0,
        "authors": ["Li Wei", "Ann Lee"],
        "days": ["2025-03-01", "2025-03-09"],
    }


def test_a_change_that_word_stored_in_pieces_is_one(tmp_path):
    body = p(put_in(r("in ")), put_in(r("60")), put_in(r(" days"), by=ANN), r("."))
    said = read_here(write_docx(tmp_path / "k.docx", body))
    assert (said["text"], said["found"]["changes"]["count"]) == ("{++in 60 days++}.\n", 1)


def test_moved_text_is_taken_out_where_it_was_and_put_in_where_it_is(tmp_path):
    moved = f"<w:moveFrom {LI}>{r('net')}</w:moveFrom>"
    body = p(r("30 days "), moved) + p(f"<w:moveTo {LI}>{r('net')}</w:moveTo>", r(" price"))
    assert text_of(write_docx(tmp_path / "k.docx", body)) == "30 days {--net--}\n{++net++} price\n"


def test_what_was_put_in_and_taken_out_again_is_both(tmp_path):
    body = p(r("a "), put_in(taken_out("b", by=ANN)), r(" c"))
    assert text_of(write_docx(tmp_path / "k.docx", body)) == "a {++{--b--}++} c\n"


def test_the_end_of_a_paragraph_that_was_taken_out_shows_as_such(tmp_path):
    body = p(r("8.1 The price is net."), mark=f"<w:del {LI}/>") + p(r("8.2 Payment."))
    assert text_of(write_docx(tmp_path / "k.docx", body)) == "8.1 The price is net.{--¶--}\n8.2 Payment.\n"


def test_the_end_of_a_paragraph_that_was_put_in_shows_where_old_text_was_divided(tmp_path):
    body = p(r("Payment"), mark=f"<w:ins {LI}/>") + p(r("in 30 days"))
    assert text_of(write_docx(tmp_path / "k.docx", body)) == "Payment{++¶++}\nin 30 days\n"


def test_a_paragraph_that_came_or_went_as_a_whole_needs_no_sign_at_its_end(tmp_path):
    body = p(put_in(r("8.3 New.")), mark=f"<w:ins {LI}/>") + p(taken_out("8.4 Old."), mark=f"<w:del {LI}/>") + p(r("9"))
    said = read_here(write_docx(tmp_path / "k.docx", body))
    assert (said["text"], said["found"]["changes"]["count"]) == ("{++8.3 New.++}\n{--8.4 Old.--}\n9\n", 2)


def test_rows_and_cells_that_came_or_went_are_marked(tmp_path):
    body = table(
        row(p(r("D-12")), p(r("38.50")), settings=f"<w:del {LI}/>"),
        row(f"<w:tcPr><w:cellIns {LI}/></w:tcPr>" + p(r("new")), p(r("old"))),
        row(f"<w:sdt><w:sdtContent><w:p>{r('x')}</w:p></w:sdtContent></w:sdt>", settings=f"<w:ins {LI}/>"),
    )
    assert text_of(write_docx(tmp_path / "k.docx", body)) == "{--D-12--} | {--38.50--}\n{++new++} | old\n{++x++}\n"


def test_numbers_count_paragraphs_that_came_or_went_as_word_shows_them(tmp_path):
    body = (
        p(r("a"), numbered=(1, 0))
        + p(taken_out("b"), numbered=(1, 0), mark=f"<w:del {LI}/>")
        + p(put_in(r("c")), numbered=(1, 0), mark=f"<w:ins {LI}/>")
    )
    path = write_docx(tmp_path / "k.docx", body, numbering=numbering(level(0, "decimal", "%1.")))
    assert text_of(path) == "1. a\n2. {--b--}\n3. {++c++}\n"


def test_changes_of_looks_alone_are_counted_and_their_earlier_state_is_not_read(tmp_path):
    earlier = f"<w:rPrChange {LI}><w:rPr><w:vanish/></w:rPr></w:rPrChange>"
    numbered = (
        f'<w:pPrChange {LI}><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:pPrChange>'
    )
    body = f"<w:p><w:pPr>{numbered}</w:pPr>{r('Payment', earlier)}</w:p>"
    path = write_docx(tmp_path / "k.docx", body, numbering=numbering(level(0, "decimal", "%1.")))
    said = read_here(path)
    assert (said["text"], said["found"]["hidden"]) == ("Payment\n", 0)
    assert (said["found"]["changes"]["count"], said["found"]["changes"]["formats"]) == (0, 2)


def test_braces_of_the_text_itself_cannot_pass_for_a_change(tmp_path):
    body = p(r("due in {--30--} {++90++} days"))
    said = read_here(write_docx(tmp_path / "k.docx", body))
    assert (said["text"], said["found"]["changes"]["count"]) == ("due in { --30-- } { ++90++ } days\n", 0)


def test_changes_in_footnotes_count_too(tmp_path):
    body = p(r("Price"), '<w:r><w:footnoteReference w:id="1"/></w:r>')
    path = write_docx(tmp_path / "k.docx", body, footnotes=f'<w:footnote w:id="1">{p(taken_out("net"))}</w:footnote>')
    said = read_here(path)
    assert (said["text"], said["found"]["changes"]["count"]) == ("Price[^1]\n\n[^1] {--net--}\n", 1)


def test_names_and_dates_of_changes_are_cleaned(tmp_path):
    odd = 'w:author="Li&#10;Wei &lt;script&gt;\u202e" w:date="yesterday"'
    found = read_here(write_docx(tmp_path / "k.docx", p(put_in(r("x"), by=odd))))["found"]
    assert (found["changes"]["authors"], found["changes"]["days"]) == (["Li Wei <script>"], [])
