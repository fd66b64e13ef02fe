from assistant.web.bindings import PageBindings


def test_a_page_belongs_to_whoever_used_it_first():
    pages = PageBindings()

    assert pages.belongs("abc123", "mei")
    assert not pages.belongs("abc123", "zhou")
    assert pages.belongs("abc123", "mei")


def test_something_that_is_no_page_id_belongs_to_nobody():
    pages = PageBindings()

    assert [pages.belongs(odd, "mei") for odd in (None, "", 7, ["x"], "a" * 65)] == [False] * 5


def test_the_page_that_was_used_longest_ago_is_forgotten_first():
    pages = PageBindings(most=2)
    for page in ("first", "second", "first", "third"):
        pages.belongs(page, "mei")

    assert not pages.belongs("first", "zhou")
    assert not pages.belongs("third", "zhou")
    assert pages.belongs("second", "zhou")
