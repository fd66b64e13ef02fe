"""Runs the scripted customers: ``python -m evals.negotiation run --help``."""

import argparse
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from assistant.errors import TactfulError
from evals.negotiation.customer import Counterpart, load_counterparts
from evals.negotiation.report import Scored, scored, tables, transcript
from evals.negotiation.strategies import SIMPLE, Product, Strategy
from evals.negotiation.talking import talk

_ALL = ("ours", *SIMPLE)


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line says: 0 done, 1 our own strategy has a fault, 2 bad input."""
    parser = argparse.ArgumentParser(prog="python -m evals.negotiation", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="have the counterparts negotiate, and measure what comes of it")
    run.add_argument("--strategy", choices=_ALL, help="one of them; all three when it is left out")
    run.add_argument("--only", default="", help="counterparts whose id or kind holds this, such as en or hardship")
    run.add_argument("--turns", type=int, default=8)
    run.add_argument("--out", type=Path, help="a folder for the transcripts, one file per strategy, and report.md")
    given = parser.parse_args(arguments)
    try:
        chosen = [one for one in load_counterparts() if given.only in f"{one.id} {one.script.kind}"]
        results = run_all([given.strategy] if given.strategy else _ALL, chosen, given.turns)
    except TactfulError as error:
        print(error, file=sys.stderr)
        return 2
    report = "\n".join(tables(results)) + "\n"
    print(report, end="")
    if given.out:
        _keep(given.out, results, report)
    ours = [one for one in results if one.strategy == "ours" and one.failing]
    for one in ours:
        print(f"{one.talk.counterpart.id}: {', '.join(one.failing)}", file=sys.stderr)
    return 1 if ours else 0


def run_all(names: Sequence[str], chosen: Sequence[Counterpart], turns: int) -> list[Scored]:
    """Every chosen counterpart against every strategy."""
    with ExitStack() as stack:
        strategies: dict[str, Strategy] = {
            name: stack.enter_context(Product()) if name == "ours" else SIMPLE[name] for name in names
        }
        return [scored(name, talk(one, strategy, turns)) for name, strategy in strategies.items() for one in chosen]


def _keep(folder: Path, results: Sequence[Scored], report: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "report.md").write_text(report, encoding="utf-8")
    for name in {one.strategy for one in results}:
        lines = (line for one in results if one.strategy == name for line in transcript(one))
        (folder / f"{name}.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
