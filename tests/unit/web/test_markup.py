from assistant.web.markup import Markup, joined, tag, text


def test_what_a_customer_is_called_never_becomes_markup():
    name = 'Acme <img src=x onerror=alert(1)> & "Sons" ${alert(1)} `{{x}}`'

    assert text(name) == ("Acme &lt;img src=x onerror=alert(1)&gt; &amp; &quot;Sons&quot; ${alert(1)} `{{x}}`")


def test_an_attribute_cannot_be_left_by_a_quotation_mark():
    assert tag("a", "x", title='" onmouseover="alert(1)') == '<a title="&quot; onmouseover=&quot;alert(1)">x</a>'


def test_children_are_escaped_once_and_none_is_left_out():
    assert tag("p", tag("b", "a<b"), None, " & ", class_="x", hidden=False, data_do=True) == (
        '<p class="x" data-do><b>a&lt;b</b> &amp; </p>'
    )


def test_void_elements_have_no_end():
    assert tag("input", type="hidden", name="n", value="v") == '<input type="hidden" name="n" value="v">'


def test_invisible_characters_are_shown_by_their_code():
    assert text("<pay>\u202e 001\U000e0041") == (
        '&lt;pay&gt;<span class="unseen">U+202E</span> 001<span class="unseen">U+E0041</span>'
    )
    assert tag("i", title="a\u200bb") == '<i title="aU+200Bb"></i>'


def test_line_breaks_and_tabs_stay_as_they_are():
    assert text("one\n\ttwo") == "one\n\ttwo"


def test_joining_escapes_plain_parts_and_keeps_markup():
    assert joined([tag("b", "x"), "<"], " & ") == "<b>x</b> &amp; &lt;"
    assert isinstance(joined([]), Markup)
