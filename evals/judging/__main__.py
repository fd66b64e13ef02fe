"""``python -m evals.judging``: how far the model of TACTFUL_EVAL_MODEL agrees with graded letters, by language."""

import sys
from collections.abc import Iterator

from assistant.bootstrap.readers import build_eval_asker
from assistant.domain.language import Language
from assistant.errors import TactfulError
from assistant.settings import Settings
from evals.judging.gold import gold
from evals.judging.grading import ModelJudge
from evals.judging.measuring import Probe, Score, judged, score, swayed_by_language, swayed_by_length, swayed_by_order


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


def main() -> int:
    """Print the report; 4 when no model is set up."""
    try:
        judge = ModelJudge(build_eval_asker(Settings()))
    except TactfulError as error:
        print(error, file=sys.stderr)
        return 4
    for line in report(judge):
        print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
