"""Rules about our own source: HTML comes from one place, and none of it goes through Gradio's templates."""

import re
from pathlib import Path

WEB = Path(__file__).parents[3] / "assistant" / "web"


def places_of(pattern: str) -> set[str]:
    return {path.name for path in WEB.glob("*.py") if re.search(pattern, path.read_text(encoding="utf-8"))}


def test_only_the_markup_module_declares_html_to_be_safe():
    assert places_of(r"\bMarkup\(") == {"markup.py"}


def test_panels_are_made_in_one_place_with_a_template_that_holds_nothing():
    assert places_of(r"gr\.HTML\(") == {"screen.py"}
    assert places_of(r"html_template|css_template") == {"screen.py"}
    source = (WEB / "screen.py").read_text(encoding="utf-8")
    assert '_TEMPLATE = "<div></div>"' in source
    assert "html_template=_TEMPLATE" in source


def test_no_component_that_could_show_a_text_as_html_is_used():
    assert (
        places_of(r"gr\.(Markdown|Chatbot|Dataframe|DataFrame|HighlightedText|File|DeepLinkButton|Cache|load)\b")
        == set()
    )


def test_gradio_and_fastapi_are_known_to_the_web_room_alone():
    rest = [path for path in WEB.parent.rglob("*.py") if WEB not in path.parents]
    found = [p.name for p in rest if re.search(r"^\s*(import|from) (gradio|fastapi)\b", p.read_text("utf-8"), re.M)]

    assert found == []


def test_nothing_is_loaded_from_elsewhere():
    for path in WEB.rglob("*"):
        if path.suffix in (".py", ".css", ".js", ".svg"):
            addresses = set(re.findall(r"(?:https?:)?//[\w.-]+\.[a-z]{2,}[\w./-]*", path.read_text(encoding="utf-8")))
            assert addresses <= {"http://www.w3.org/2000/svg"}, path.name
