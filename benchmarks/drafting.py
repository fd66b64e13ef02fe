"""One draft with retrieval and check, in process, beside a plain mail merge with Jinja. Target: p50 at most 50 ms."""

import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from assistant.bootstrap import build_desk, make_sample_workspace
from assistant.domain.brief import Brief
from assistant.domain.kinds import Channel
from assistant.domain.parties import Person
from assistant.knowledge import shipped
from assistant.planning import Wishes
from assistant.settings import Settings
from assistant.workflow.brief_case import brief_case
from assistant.workflow.desk import Desk
from assistant.workflow.load_sample import load_sample
from assistant.workflow.writing import write_and_check
from benchmarks.timing import in_turns, p50, p95

CASES = ("CN02-CNY", "CN05-CNY", "HK01-HKD", "EN01-USD", "TW01-TWD")
MERGE = "Dear {{ name }},\n\nInvoice {{ no }} for {{ amount }} was due on {{ due }}. Please pay it.\n\n{{ sender }}\n"


def run(rounds: int = 40) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(workspace=Path(folder))
        make_sample_workspace(settings, datetime.fromisoformat("2026-06-16T16:30:00+08:00"))
        desk = build_desk(settings)
        load_sample(desk, shipped("knowledge") / "sample")
        with desk.record.read() as tx:
            lin = tx.person("lin")
        for case in CASES:
            drafts, merges = in_turns(_draft(desk, lin, case), _merge(), rounds)
            yield (
                f"draft {case}: p50 {p50(drafts):.1f} ms, p95 {p95(drafts):.1f} ms, "
                f"{p50(drafts) / p50(merges):.0f} times a bare mail merge; {p50(drafts) / 50:.2f} of the limit"
            )


def _draft(desk: Desk, person: Person, case: str) -> Callable[[], object]:
    def work() -> None:
        with desk.record.read() as tx:
            brief = brief_case(desk, tx, person, case, Wishes(channel=Channel.EMAIL))
        if not isinstance(brief, Brief):
            raise TypeError(f"{case} is refused: {brief.reason.code}")
        composer = desk.writer("composer")[1]
        write_and_check(composer, composer, desk.checker, brief)

    return work


def _merge() -> Callable[[], object]:
    from jinja2 import Environment

    environment = Environment(autoescape=True)
    values = {"name": "Ms Tan", "no": "INV-1", "amount": "USD 9,100.00", "due": "31 January", "sender": "Lin"}
    return lambda: environment.from_string(MERGE).render(values)
