"""``python -m evals.judging [RUN]``: how far the model of TACTFUL_EVAL_MODEL agrees with graded letters, by language.

With a run of ``evals.drafting`` it grades the letters of that run instead.
"""

import argparse
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from assistant.bootstrap.readers import build_eval_asker
from assistant.domain.language import Language
from assistant.errors import ModelUnavailable, TactfulError
from assistant.settings import Settings
from evals.judging.gold import gold
from evals.judging.grading import ModelJudge
from evals.judging.measuring import Probe, Score, judged, score, swayed_by_language, swayed_by_length, swayed_by_order
from evals.judging.runs import advice, letters_of


def report(judge: ModelJudge) -> Iterator[str]:
    """Each line as it is known: many questions to the model lie between them."""
    letters = gold()
    yield f"judge: {judge.name}; {len(letters)} letters, {len({each.content for each in letters})} contents"
    yield "language  letters  unjudged  force (quadratic kappa)  register  good faith  harsher than asked"
    items = judged(judge, letters)
    for language in Language:
        yield _line(language, score([it for it in items if it.gold.language is language]))
    yield f"another level in another language: {_share(swayed_by_language(items))}"
    yield f"another level when longer by neutral sentences: {_share(swayed_by_length(judge, items))}"
    for language in Language:
        same = [letter for letter in letters if letter.language is language]
        yield f"another answer when two letters change places, {language}: {_share(swayed_by_order(judge, same))}"


def _line(language: Language, it: Score) -> str:
    between = f"{it.force_between[0]:.2f} to {it.force_between[1]:.2f}" if it.force_between else "-"
    weight = "" if it.may_decide else "  advisory"
    return (
        f"{language:<8}  {it.letters:>7}  {it.unjudged:>8}  {_number(it.force):>6} ({between:<12})  "
        f"{_number(it.register):>8}  {_number(it.good_faith):>10}  {it.caught} of {it.harsher} found{weight}"
    )


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def _share(probe: Probe) -> str:
    return f"{probe.swayed} of {probe.tried}"


def main(arguments: list[str] | None = None) -> int:
    """Print the report, or the advice on a run; 2 for a folder that is none, 4 when no model is set up."""
    parser = argparse.ArgumentParser(prog="python -m evals.judging", description=__doc__)
    parser.add_argument("run", type=Path, nargs="?", help="the folder of a run of evals.drafting")
    run = parser.parse_args(arguments).run
    try:
        judge = ModelJudge(build_eval_asker(Settings()))
        lines = _on_run(judge, run) if run else report(judge)
    except TactfulError as error:
        print(error, file=sys.stderr)
        return 4 if isinstance(error, ModelUnavailable) else 2
    for line in lines:
        print(line, flush=True)
    return 0


def _on_run(judge: ModelJudge, run: Path) -> Iterator[str]:
    letters = letters_of(run)
    head = f"judge: {judge.name}; advice only, no score of the run counts it"
    return chain((head,), advice(judge, letters))


if __name__ == "__main__":
    sys.exit(main())
