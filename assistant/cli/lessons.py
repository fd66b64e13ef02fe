"""``tactful lessons``: what people changed of a writer's words before they approved them."""

from typing import TYPE_CHECKING

import typer

from assistant.cli.session import open_desk, print_line, wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.domain.lessons import Lesson
    from assistant.wording import Wording


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(lessons)


def lessons(
    context: typer.Context,
    most: int = typer.Option(1_000, min=1, help="How many of the newest approved messages are looked through."),
    jsonl: bool = typer.Option(False, "--jsonl", help="One JSON document on each line: candidates for an eval."),
) -> None:
    """Show what people changed of drafts before they approved them, without anybody's names or figures.

    Example: tactful lessons --jsonl > candidates.jsonl
    """
    from assistant.workflow.lessons import lesson_document
    from assistant.workflow.lessons import lessons as lessons_of

    found, words = lessons_of(open_desk(context), most), wording(context)
    for lesson in found:
        if jsonl:
            print_line(lesson_document(lesson))
        else:
            print(*_lines(lesson, words), sep="\n")
    if not found and not jsonl:
        print(words.label("no_lessons"))


def _lines(lesson: "Lesson", words: "Wording") -> "Iterator[str]":
    about = (lesson.kind, lesson.tone, lesson.language, lesson.channel)
    edited = words.value(tuple(words.name(one) for one in lesson.edited))
    made = (lesson.writer, lesson.model, lesson.prompts)
    yield f"── {lesson.source} · " + " · ".join((*map(words.name, about), *(part for part in made if part)))
    yield words.label("lesson_edited").format(edited=edited)
    for reason in lesson.reasons:
        yield words.label("lesson_reason").format(reason=words.value(reason))
    for heading, text in ((words.label("lesson_before"), lesson.before), (words.label("lesson_after"), lesson.after)):
        yield f"· {heading}"
        if text.subject:
            yield words.value(text.subject)
            yield ""
        yield words.value(text.body)
    yield ""
