"""Many drafts by a model of 400 ms latency, 16 at once: our whole path beside LangChain's bare ``batch``, in one run.

Ours goes from the record to the checked draft: brief, prompt, call, reading of the answer, facts put in, guardrail.
LangChain's sends the same prompts and does nothing with the answers. Targets: at most 1.15 times the ideal, which is
latency · drafts / 16; and at most 30 ms of our own work for a draft, the model's answer being there at once.
"""

import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

from assistant.bootstrap import build_desk, make_sample_workspace
from assistant.bootstrap.models import build_model_writer
from assistant.domain.brief import Brief
from assistant.domain.draft import Draft
from assistant.domain.kinds import Channel
from assistant.domain.money import BILLING_DIGITS
from assistant.domain.parties import Person
from assistant.knowledge import shipped
from assistant.planning import Wishes
from assistant.ports import ChatMessage, Writer
from assistant.settings import Settings
from assistant.workflow.brief_case import brief_case
from assistant.workflow.desk import Desk
from assistant.workflow.draft_worklist import hands_for
from assistant.workflow.load_sample import load_sample
from assistant.workflow.writing import write_and_check
from benchmarks.drafting import CASES
from benchmarks.slow_endpoint import slow_endpoint
from benchmarks.timing import milliseconds, p50

LATENCY_MS, AT_ONCE = 400, 16


def run(drafts: int = 400, rounds: int = 100) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder, slow_endpoint(LATENCY_MS) as slow, slow_endpoint(0) as quick:
        workspace = Path(folder)
        desk, lin = _desk(workspace)
        ours = _Ours(desk, lin, _writer(desk, workspace, slow))
        ideal = LATENCY_MS * drafts / AT_ONCE
        prompts = ours.prompts(drafts)
        ours.together(AT_ONCE)
        bare = _batch(slow, prompts)
        whole = milliseconds(lambda: ours.together(drafts))
        yield (
            f"{drafts} drafts by a model of {LATENCY_MS} ms, {AT_ONCE} at once: {whole / 1000:.1f} s, "
            f"{whole / ideal:.2f} times the ideal (limit 1.15); LangChain's batch over the same prompts, with nothing "
            f"done to the answers, {bare / 1000:.1f} s, {bare / ideal:.2f} times"
        )
        alone = _Ours(desk, lin, _writer(desk, workspace, quick))
        alone.together(len(CASES))
        times = [milliseconds(lambda n=n: alone.draft(n)) for n in range(rounds)]  # type: ignore[misc]
        yield (
            f"one draft by a model that answers at once: p50 {p50(times):.1f} ms with the call, "
            f"{p50(times) / 30:.2f} of the limit"
        )


class _Ours:
    """Drafts of the sample's cases in turn, from the record to the checked text."""

    def __init__(self, desk: Desk, person: Person, writer: Writer) -> None:
        self._desk = desk
        self._person = person
        self._writer = writer
        self._composer = desk.writer("composer")[1]

    def draft(self, number: int) -> Draft:
        draft, _ = write_and_check(self._writer, self._composer, self._desk.checker, self._brief(number))
        if draft.stamp.writer != "model":
            raise RuntimeError(f"the composer wrote {CASES[number % len(CASES)]}: {draft.stamp.fallback}")
        return draft

    def together(self, drafts: int) -> None:
        with ThreadPoolExecutor(hands_for(AT_ONCE)) as pool:
            list(pool.map(self.draft, range(drafts)))

    def prompts(self, drafts: int) -> list[Sequence[ChatMessage]]:
        asked = [self._writer.asks(self._brief(number)) for number in range(len(CASES))]  # type: ignore[attr-defined]
        return [asked[number % len(CASES)] for number in range(drafts)]

    def _brief(self, number: int) -> Brief:
        with self._desk.record.read() as tx:
            brief = brief_case(self._desk, tx, self._person, CASES[number % len(CASES)], Wishes(channel=Channel.EMAIL))
        if not isinstance(brief, Brief):
            raise TypeError(f"{CASES[number % len(CASES)]} is refused: {brief.reason.code}")
        return brief


def _desk(workspace: Path) -> tuple[Desk, Person]:
    settings = Settings(workspace=workspace)
    make_sample_workspace(settings, datetime.fromisoformat("2026-06-16T16:30:00+08:00"))
    desk = build_desk(settings)
    load_sample(desk, shipped("knowledge") / "sample")
    with desk.record.read() as tx:
        return desk, tx.person("lin")


def _writer(desk: Desk, workspace: Path, url: str) -> Writer:
    settings = Settings(workspace=workspace, model="slow-1", base_url=url, model_at_once=AT_ONCE)
    return build_model_writer(settings, BILLING_DIGITS, desk.writer("composer")[1])


def _batch(url: str, prompts: list[Sequence[ChatMessage]]) -> float:
    from langchain_openai import ChatOpenAI

    chat = ChatOpenAI(model="slow-1", base_url=url, api_key="none", max_retries=0)  # type: ignore[arg-type]
    asked = [[(message.role, message.content) for message in messages] for messages in prompts]
    chat.invoke(asked[0])
    began = time.perf_counter()
    chat.batch(asked, config={"max_concurrency": AT_ONCE})
    return (time.perf_counter() - began) * 1000
