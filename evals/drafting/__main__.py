"""Runs the eval of drafts, or compares two runs: ``python -m evals.drafting run|compare --help``."""

import argparse
import json
import sys
from pathlib import Path

from assistant.errors import TactfulError
from assistant.settings import Settings
from evals.drafting.cases import load_cases
from evals.drafting.comparing import compared
from evals.drafting.running import desk_of, lines_of, summary, written


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line says: 0 done, 1 some case failed, 2 bad input, 3 some case was not scored."""
    parser = argparse.ArgumentParser(prog="python -m evals.drafting", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="have the cases written and score them")
    run.add_argument("--writer", choices=("composer", "model"), default="composer")
    run.add_argument("--only", default="", help="cases whose id holds this, such as zh-Hant or plan_proposal")
    run.add_argument("--out", type=Path, help="a folder for records.jsonl and summary.json")
    compare = commands.add_parser("compare", help="which cases turned between two runs")
    compare.add_argument("before", type=Path)
    compare.add_argument("after", type=Path)
    given = parser.parse_args(arguments)
    try:
        if given.command == "compare":
            print("\n".join(compared(given.before, given.after)))
            return 0
        return _run(given.writer, given.only, given.out)
    except TactfulError as error:
        print(error, file=sys.stderr)
        return 2


def _run(writer: str, only: str, out: Path | None) -> int:
    cases, settings = load_cases(), Settings()
    desk, prompts = desk_of(settings)
    records = []
    for case in cases:
        if only in case.id:
            records.append(written(desk, case, writer))
            _tell(records[-1].id, records[-1].failing or ((records[-1].why,) if records[-1].scores is None else ()))
    by_model = writer == "model"
    document = summary(
        records,
        cases=len(cases),
        writer=writer,
        model=settings.model if by_model else "",
        prompts=prompts if by_model else "",
    )
    text = json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    print(text, end="")
    if out:
        out.mkdir(parents=True, exist_ok=True)
        (out / "records.jsonl").write_text("".join(f"{line}\n" for line in lines_of(records)), encoding="utf-8")
        (out / "summary.json").write_text(text, encoding="utf-8")
    if document["not_scored"]:
        return 3
    return 1 if document["failed"] else 0


def _tell(name: str, wrong: tuple[str, ...]) -> None:
    if wrong:
        print(f"{name}: {', '.join(wrong)}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
