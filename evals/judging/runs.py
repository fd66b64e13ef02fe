"""Grades the letters of a run of ``evals.drafting``: advice beside its scores, which are computed without a model."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.domain.kinds import Tone
from assistant.domain.language import Language
from assistant.errors import BadInput
from evals.drafting.cases import load_cases
from evals.judging.grading import Grade, Judge


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """A letter that was written in a run, and the tone that its case asked for."""

    id: str
    language: Language
    asked: Tone
    text: str


def letters_of(run: Path) -> tuple[Letter, ...]:
    """Every letter of the run in the folder ``run``; raises BadInput when it is none of today's cases."""
    cases = {case.id: case for case in load_cases()}
    try:
        lines = (run / "records.jsonl").read_text(encoding="utf-8").splitlines()
        records = [json.loads(line) for line in lines]
        return tuple(
            Letter(
                id=record["id"],
                language=cases[record["id"]].language,
                asked=Tone(cases[record["id"]].line["tone"]),
                text=f"{record['subject']}\n\n{record['body']}".strip(),
            )
            for record in records
            if record["body"]
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadInput("not_a_run", f"{run} holds no run of today's cases; make one with evals.drafting.") from error


def advice(judge: Judge, letters: Sequence[Letter]) -> Iterator[str]:
    """By language how many letters press as hard as asked, harder or less hard, then each of those that do not."""
    graded = [(letter, judge.grade(letter.text, letter.language, letter.asked)) for letter in letters]
    yield "language  letters  unjudged  as asked  harsher  softer"
    for language in Language:
        grades = [grade for letter, grade in graded if letter.language is language]
        steps = [grade.force - grade.asked_tone.force for grade in grades if isinstance(grade, Grade)]
        counts = (len(grades) - len(steps), steps.count(0), sum(n > 0 for n in steps), sum(n < 0 for n in steps))
        unjudged, as_asked, harsher, softer = counts
        yield f"{language:<8}  {len(grades):>7}  {unjudged:>8}  {as_asked:>8}  {harsher:>7}  {softer:>6}"
    for letter, grade in graded:
        if isinstance(grade, Grade) and grade.force != letter.asked.force:
            which = "harsher" if grade.harsher else "softer"
            yield f"{letter.id}: {which} than {letter.asked}: “{' '.join(grade.quote.split())}”"
