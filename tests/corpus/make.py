"""Writes the files of the corpus, with what must come of each: ``python -m tests.corpus.make FOLDER``."""

import json
import sys
from pathlib import Path

from tests.corpus.all_files import corpus


def main(folder: Path) -> None:
    """Each file into the folder of its group, and ``expected.jsonl`` beside them."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "expected.jsonl").open("w", encoding="utf-8") as expected:
        for entry in corpus():
            group = folder / entry.group
            group.mkdir(exist_ok=True)
            entry.write(group)
            line = {
                "file": entry.id, "command": entry.command, "options": entry.options,
                "first": [f"{command} {name} {' '.join(options)}".strip() for command, name, _, options in entry.before],
                "outcome": entry.outcome, "read": entry.read, "accepted": entry.accepted, "rejected": entry.rejected,
                "warnings": entry.warnings, "asks": entry.asks, "error": entry.error, "names": entry.names,
                "stored": entry.stored and entry.stored[:20],
            }  # fmt: skip
            expected.write(json.dumps(line, ensure_ascii=False) + "\n")
    print(f"{len(corpus())} files in {folder}", file=sys.stderr)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
