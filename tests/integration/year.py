"""A year at the sample company, day by day: invoices fall due, customers pay, promise, contest or say nothing.

Run as a program, it prints the year as a page of the documentation.
"""

import random
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from assistant.adapters.store import open_record
from assistant.bootstrap import build_desk, make_sample_workspace
from assistant.domain.brief import Refusal
from assistant.domain.case import Case, open_case
from assistant.domain.kinds import Channel
from assistant.domain.ledger import Feed, Invoice, LedgerStamp
from assistant.domain.message import Message, Status
from assistant.domain.money import Money
from assistant.errors import OutOfDate, Refused
from assistant.intake.given_entries import (
    ContactGiven,
    DisputeGiven,
    MoneyGiven,
    PromiseGiven,
    ResolutionGiven,
)
from assistant.knowledge import shipped
from assistant.settings import Settings
from assistant.workflow import record as entries
from assistant.workflow.desk import Desk
from assistant.workflow.load_sample import load_sample
from assistant.workflow.prepare_draft import prepare_draft
from assistant.workflow.release_draft import release_draft
from assistant.workflow.review import accept_draft, submit_draft
from assistant.workflow.worklist import worklist
from tests.fakes.clock import FixedClock

HOME = ZoneInfo("Asia/Shanghai")
FIRST = datetime.fromisoformat("2026-06-16T16:30:00+08:00")
# Twice a day somebody works: once in Asia's morning, once when Europe and America are at their desks.
ROUNDS = (time(10, 0), time(22, 0))
# Nobody was there: the office moved.
AWAY = frozenset(date(2026, 8, 10) + timedelta(days=n) for n in range(5))
TERM_DAYS = 30
_SETTLED_AT = 104


@dataclass(frozen=True)
class Manner:
    """How a customer behaves: the share of each answer to a contact, and how many days a payment takes after it."""

    pays: float = 0.0
    promises: float = 0.0
    keeps: float = 1.0
    contests: float = 0.0
    before_due: float = 0.0
    days: tuple[int, int] = (1, 6)


PROMPT = Manner(pays=0.8, before_due=0.6)
BUSY = Manner(pays=0.35, promises=0.3, keeps=0.8, before_due=0.2)
TIGHT = Manner(pays=0.1, promises=0.45, keeps=0.5)
FUSSY = Manner(pays=0.3, contests=0.25, before_due=0.2)
SILENT = Manner(pays=0.06)
MANNERS = {
    "CN01": PROMPT, "CN02": BUSY, "CN03": TIGHT, "CN04": FUSSY, "CN05": SILENT, "TW01": PROMPT, "TW02": BUSY,
    "TW03": PROMPT, "HK01": FUSSY, "HK02": BUSY, "EN01": BUSY, "EN02": PROMPT, "EN03": SILENT, "EN04": TIGHT,
}  # fmt: skip


@dataclass(frozen=True)
class Sent:
    """A message that left, or a call that was made, with the case as it stood at that moment."""

    at: datetime
    case: Case
    message: Message


@dataclass
class Year:
    """What happened, in the order of time; ``log`` is for people."""

    desk: Desk
    clock: FixedClock
    sent: list[Sent] = field(default_factory=list)
    log: list[tuple[date, str, str]] = field(default_factory=list)
    undeliverable: list[str] = field(default_factory=list)
    _payments: dict[tuple[str, str], date] = field(default_factory=dict)
    _disputes: dict[tuple[str, str], date] = field(default_factory=dict)
    _invoiced: int = 0

    def run(self, days: int) -> "Year":
        """Live through ``days`` days."""
        for n in range(1, days + 1):
            day = FIRST.date() + timedelta(days=n)
            for hour in ROUNDS:
                self.clock.show(datetime.combine(day, hour, HOME).astimezone(UTC))
                if hour == ROUNDS[0]:
                    self._ledger(day)
                if day not in AWAY and day.isoweekday() <= 5:
                    self._work(day)
        return self

    def _ledger(self, day: date) -> None:
        """The morning's import: new invoices, the bank's statement, and what was settled."""
        with self.desk.record.begin() as tx:
            for feed in Feed:
                tx.save_stamp(LedgerStamp(as_of=self.clock.now(), source=f"{day}.csv", feed=feed))
            if day.day == 1:
                for key in tx.account_keys():
                    tx.save_invoice(self._invoice(*key, day))
        for case in self._cases():
            for item in case.items:
                key = (case.id, item.invoice.number)
                manner = MANNERS[case.customer.code]
                early = item.invoice.due - day == timedelta(days=1) and _chance(*key, "early") < manner.before_due
                if item.collectable.minor > 0 and (early or self._payments.get(key) == day):
                    self._pay(case, item.invoice.number, item.collectable, day)
        for (case_id, dispute), until in list(self._disputes.items()):
            if until == day:
                del self._disputes[case_id, dispute]
                given = ResolutionGiven(outcome="unfounded", resolved_on=day)
                entries.resolve_dispute(self.desk, self._person("lin"), case_id, dispute, given)
                self._note(case_id, "the dispute is settled: the invoice stands")

    def _invoice(self, code: str, currency: str, day: date) -> Invoice:
        self._invoiced += 1
        amount = 8_000 + int(_chance(code, currency, str(day)) * 40_000)
        contract = self._contract(code)
        return Invoice(
            number=f"INV-Y{self._invoiced:04d}",
            customer_code=code,
            amount=Money.parse(f"{amount}", currency),
            issued=day,
            due=day + timedelta(days=TERM_DAYS),
            contract_no=contract,
            source=f"{day}.csv",
        )

    def _contract(self, code: str) -> str:
        with self.desk.record.read() as tx:
            return next((contract.number for contract in tx.contracts(code)), "")

    def _pay(self, case: Case, number: str, amount: Money, day: date) -> None:
        given = MoneyGiven(amount=str(amount.decimal), on=day, invoice=number, source="bank statement")
        entries.record_payment(self.desk, self._person("lin"), case.id, given)
        self._note(case.id, f"pays {amount} for {number}")

    def _work(self, day: date) -> None:
        """Every case with a next step gets its message: written, approved by a second person, released."""
        for view in list(worklist(self.desk)):
            message = view.message
            try:
                if message is None or message.status is not Status.APPROVED:
                    if isinstance(view.next_step, Refusal):
                        self._take_over(view.case, view.next_step, day)
                        continue
                    message = prepare_draft(self.desk, self._person("lin"), view.case.id)
                if not isinstance(message, Refusal) and self._released(message):
                    self._react(view.case, message, day)
            except (Refused, OutOfDate):
                continue  # outside the customer's hours, say: the next round finds it again

    def _take_over(self, case: Case, refusal: Refusal, day: date) -> None:
        """From day 90 on a person decides; here they come to terms two weeks later."""
        if refusal.reason.code == "external" and case.days_past_due >= _SETTLED_AT:
            for item in case.items:
                self._payments.setdefault((case.id, item.invoice.number), day + timedelta(days=1))

    def _released(self, message: Message) -> bool:
        if not message.report.verdict.may_leave:
            self.undeliverable.append(f"{message.id} {[f.rule for f in message.report.findings]}\n{message.draft.text}")
            return False
        lin, zhou = self._person("lin"), self._person("zhou")
        if message.status is Status.COMPOSING:
            seen = submit_draft(self.desk, lin, message.id, content_hash=message.content_hash)
            accept_draft(self.desk, zhou, message.id, content_hash=seen.content_hash)
        with self.desk.record.read() as tx:
            code, _, currency = message.brief.case_id.rpartition("-")
            before = self.desk.case(tx, code, currency)
        release_draft(self.desk, lin, message.id)
        self.sent.append(Sent(at=self.clock.now(), case=before, message=message))
        brief = message.brief
        said = (
            f"{brief.kind.value.replace('_', ' ')} no. {brief.number}, {brief.stage}, {brief.tone}, by {brief.channel}"
        )
        self._note(brief.case_id, f"**{said}** ({message.id}: {', '.join(brief.invoices)})")
        return True

    def _react(self, case: Case, message: Message, day: date) -> None:
        """What the customer does about it; the same in every run."""
        manner, luck = MANNERS[case.customer.code], _chance(case.id, message.id)
        open_items = [item for item in case.items if item.invoice.number in message.brief.invoices]
        if luck < manner.pays:
            for item in open_items:
                self._payments[case.id, item.invoice.number] = day + timedelta(days=_within(manner.days, message.id))
        elif luck < manner.pays + manner.promises:
            self._promise(case, message, day, manner)
        elif luck < manner.pays + manner.promises + manner.contests:
            self._contest(case, open_items[0].invoice.number, day)
        elif message.brief.channel is Channel.PHONE:
            self._note(case.id, "nobody answers")
        if message.brief.channel is Channel.PHONE:
            self._called(case, luck < manner.pays + manner.promises + manner.contests)

    def _called(self, case: Case, answered: bool) -> None:
        """Note how the call ended."""
        with self.desk.record.read() as tx:
            now = self.desk.case(tx, case.customer.code, case.currency)
        last = max(now.account.contacts, key=lambda contact: contact.at)
        given = ContactGiven(outcome="reached" if answered else "unreachable", of=last.key)
        entries.record_contact(self.desk, self._person("lin"), case.id, given)

    def _promise(self, case: Case, message: Message, day: date, manner: Manner) -> None:
        due = day + timedelta(days=_within((4, 12), message.id, "due"))
        with self.desk.record.read() as tx:
            now = self.desk.case(tx, case.customer.code, case.currency)
        asked = [item for item in now.items if item.invoice.number in message.brief.invoices and item.collectable.minor]
        if not asked:
            return
        total = Money(sum(item.collectable.minor for item in asked), case.currency)
        given = PromiseGiven(
            amount=str(total.decimal),
            due=due,
            quote="我们会付清。" if case.customer.language.is_chinese else "We will pay all of it.",
            source=f"answer to {message.id}",
            invoices=tuple(item.invoice.number for item in asked),
        )
        entries.record_promise(self.desk, self._person("lin"), case.id, given)
        kept = _chance(case.id, message.id, "keeps") < manner.keeps
        for item in asked if kept else ():
            self._payments[case.id, item.invoice.number] = due
        self._note(case.id, f"promises {total} by {due}" + ("" if kept else " (and will not keep it)"))

    def _contest(self, case: Case, number: str, day: date) -> None:
        given = DisputeGiven(
            invoice=number,
            reason="quality",
            quote="这批货有问题。" if case.customer.language.is_chinese else "Some of it was faulty.",
            handler="quality department",
            answer_by=day + timedelta(days=10),
        )
        done = entries.record_dispute(self.desk, self._person("lin"), case.id, given)
        self._disputes[case.id, done.key] = day + timedelta(days=14)
        self._note(case.id, f"contests {number}")

    def _cases(self) -> Iterator[Case]:
        with self.desk.record.read() as tx:
            today = self.desk.today(tx)
            accounts = tx.accounts(tx.account_keys())
        yield from (open_case(account, now=self.clock.now(), today=today) for account in accounts)

    def _person(self, login: str):
        with self.desk.record.read() as tx:
            return tx.person(login)

    def _note(self, case_id: str, what: str) -> None:
        self.log.append((self.clock.now().astimezone(HOME).date(), case_id, what))


def live(folder: Path, days: int = 365) -> Year:
    """The sample company in ``folder``, ``days`` days later."""
    settings = Settings(workspace=folder)
    make_sample_workspace(settings, FIRST)
    clock = FixedClock(FIRST.astimezone(UTC))
    desk = replace(
        build_desk(settings), clock=clock, record=open_record(f"sqlite:///{folder / 'record.sqlite'}", clock)
    )
    load_sample(desk, shipped("knowledge") / "sample")
    return Year(desk=desk, clock=clock).run(days)


def _chance(*what: str) -> float:
    """A number from 0 to 1 that hangs on ``what`` alone."""
    return random.Random("|".join(what)).random()


def _within(days: tuple[int, int], *what: str) -> int:
    return days[0] + int(_chance(*what, "days") * (days[1] - days[0] + 1))


def page(year: Year) -> Iterator[str]:
    """The year as a page: what happened, day by day, and some of the letters."""
    yield from (
        "# A year at the sample company",
        "",
        "Made by `python -m tests.integration.year`: the sample company of `knowledge/sample`, lived through day by day with"
        " invented customers who pay, promise, contest or say nothing, always in the same way. Every message was written by"
        " the built-in composer, approved by a second person and released within the rules of contact; nobody was at work"
        f" from {min(AWAY)} to {max(AWAY)}. `tests/integration/test_year.py` holds the year against those rules.",
        "",
    )
    month = ""
    for day, case_id, what in year.log:
        if f"{day:%B %Y}" != month:
            month = f"{day:%B %Y}"
            yield from ("", f"## {month}", "")
        yield f"- {day.day} {day:%b} · {case_id}: {what}"
    yield from ("", "## Some of the letters", "")
    for sent in _chosen(year):
        brief = sent.message.brief
        yield f"### {sent.message.id}, {sent.at.astimezone(HOME):%-d %B %Y}, {brief.case_id}: {brief.stage}, {brief.tone}"
        yield from ("", "```text", sent.message.draft.text, "```", "")


def _chosen(year: Year) -> list[Sent]:
    """The first letter of each stage, tone and language."""
    first: dict[tuple[str, ...], Sent] = {}
    for sent in year.sent:
        brief = sent.message.brief
        if brief.channel in (Channel.EMAIL, Channel.LETTER):
            first.setdefault((brief.kind, brief.stage, brief.tone, brief.language), sent)
    return list(first.values())


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        Path(sys.argv[1]).write_text("\n".join(page(live(Path(made)))) + "\n", encoding="utf-8")
