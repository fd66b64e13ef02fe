"""One customer's account in one currency, as the record has it: what is open, and every sum that came in."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from assistant.domain.ageing import age
from assistant.domain.case import Case, open_items
from assistant.domain.entries import EntryKind
from assistant.domain.ledger import OpenItem
from assistant.domain.money import Money
from assistant.domain.statement import ReceiptKind
from assistant.web import forms
from assistant.web.frame import Page, card, page_address
from assistant.web.labels import Labels
from assistant.web.markup import Markup, joined, tag
from assistant.wording import Wording

_ITEM_FIGURES = ("amount", "paid", "credited", "disputed", "retained", "open", "days")
_ITEM_COLUMNS = ("invoice", "contract", "amount", "paid", "credited", "disputed", "retained", "open", "due", "days")


def ways_on(case: Case, say: Labels, others: Sequence[str] = ()) -> Markup:
    """Where to go from here: draft, replies, the statement of account as files, the customer's ``others`` cases."""
    files = f"/api/customers/{quote(case.customer.code, safe='')}"
    statement = f"{files}/statement?lang={say.language.value}&format="
    links = [
        tag("a", say("account.draft"), href=page_address(say.language, Page.DRAFT, case=case.id), class_="button"),
        tag(
            "a",
            say("negotiate.open"),
            href=page_address(say.language, Page.NEGOTIATE, case=case.id),
            class_="button plain",
        ),
        tag("a", _replies(case, say), href=page_address(say.language, Page.REPLY, case=case.id), class_="button plain"),
        *(
            tag("a", say("account.statement", format=kind.upper()), href=statement + kind, class_="button plain")
            for kind in ("docx", "xlsx", "csv")
        ),
        tag("a", say("account.calendar"), href=f"{files}/calendar?lang={say.language.value}", class_="button plain"),
        *(
            tag("a", other, href=page_address(say.language, Page.ACCOUNT, case=other), class_="button plain")
            for other in others
        ),
    ]
    return tag("p", *links, class_="ways-on")


def _replies(case: Case, say: Labels) -> str:
    unread = len(case.account.unread)
    return say("reply.some_unread", count=unread) if unread else say("reply.all")


def visit_form(case: Case, say: Labels) -> Markup:
    """When and where somebody goes to see the customer, to be had as a calendar entry."""
    moment = tag("input", type="datetime-local", name="at", required=True)
    length = tag("input", type="number", name="minutes", value=60, min=1, max=720)
    form = tag(
        "form",
        forms.hidden("lang", say.language.value),
        tag("label", tag("span", say("account.visit_at")), moment, class_="field"),
        tag("label", tag("span", say("account.visit_minutes")), length, class_="field"),
        forms.line(say("account.visit_place"), "place", needed=False),
        forms.line(say("account.visit_purpose"), "purpose", needed=False),
        tag("button", say("account.visit_file"), type="submit", class_="button"),
        action=forms.case_route(case.id, "visit"),
        method="get",
        class_="entry",
    )
    return card(say("account.visit"), tag("p", say("account.visit_note", zone=case.customer.timezone)), form)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Receipt:
    """A payment or a credit note, and where it lies."""

    day: date
    kind: EntryKind
    number: str
    amount: Money
    place: str


@dataclass(frozen=True, kw_only=True, slots=True)
class AccountView:
    """Draws the parts of an account; ``new_key`` gives a key for each form, so that nothing is recorded twice."""

    case: Case
    say: Labels
    words: Wording
    new_key: Callable[[], str]

    def items(self) -> Markup:
        """Every open invoice, with the proofs of delivery and acceptance beside it."""
        heads = [self._head(name, name in _ITEM_FIGURES) for name in (*_ITEM_COLUMNS, "proof")]
        rows = [self._item(item) for item in open_items(self.case.account, self.case.today) if item.open_balance]
        return card(self.say("account.items", currency=self.case.currency), self._table(heads, rows), self._ageing())

    def money(self) -> Markup:
        """Payments and credit notes, newest first, and where each lies."""
        names = ("day", "what", "number", "amount", "on", "undo")
        heads = [self._head(name, name == "amount") for name in names]
        newest_first = sorted(self._receipts(), key=lambda r: (r.day, r.number), reverse=True)
        return card(self.say("account.money"), self._table(heads, [self._receipt(r) for r in newest_first]))

    def _ageing(self) -> Markup | None:
        """The open balance of this currency by age; every bucket, so that the eye finds each in its place."""
        if not self.case.items:
            return None
        buckets = age(self.case.items, self.case.today, self.case.currency)
        boxes = (
            tag("div", tag("dt", self.words.name(bucket)), tag("dd", _or_dash(amount)), class_="figure-box")
            for bucket, amount in buckets.items()
        )
        return tag("dl", *boxes, class_="figures", aria_label=self.say("account.ageing"))

    def _item(self, item: OpenItem) -> Markup:
        invoice = item.invoice
        sums = (invoice.amount, item.paid, item.credited, item.disputed, item.retained, item.open_balance)
        proofs = [
            f"{self.words.name(p.kind)} {self.words.value(p.on)} {p.status} {p.document}".strip()
            for p in self.case.account.proofs
            if p.invoice_no == invoice.number
        ]
        return tag(
            "tr",
            tag("td", invoice.number, title=invoice.source or None),
            tag("td", invoice.contract_no or "–"),
            *(tag("td", _or_dash(amount), class_="figure") for amount in sums),
            tag("td", self.words.value(invoice.due)),
            tag("td", f"{item.days_past_due(self.case.today):+d}", class_="figure"),
            tag("td", joined(proofs, "; ") if proofs else "–"),
        )

    def _receipts(self) -> Iterator[_Receipt]:
        account = self.case.account
        for p in account.payments:
            place = p.invoice_no or self._shares(p.number, is_credit=False)
            yield _Receipt(day=p.received, kind=EntryKind.PAYMENT, number=p.number, amount=p.amount, place=place)
        for c in account.credit_notes:
            place = c.invoice_no or self._shares(c.number, is_credit=True)
            yield _Receipt(day=c.issued, kind=EntryKind.CREDIT_NOTE, number=c.number, amount=c.amount, place=place)

    def _receipt(self, receipt: _Receipt) -> Markup:
        undo = forms.undo_form(self.case.id, receipt.kind.value, receipt.number, self.new_key(), self.say)
        return tag(
            "tr",
            tag("td", self.words.value(receipt.day)),
            tag("td", self.words.name(ReceiptKind.REFUND if receipt.amount.minor < 0 else receipt.kind)),
            tag("td", receipt.number),
            tag("td", receipt.amount.number(), class_="figure"),
            tag("td", receipt.place),
            tag("td", undo),
        )

    def _shares(self, number: str, *, is_credit: bool) -> str:
        """Where money that names no invoice was put, and why there; a warning while it lies on none."""
        shares = [
            f"{share.invoice_no} {share.amount.number()} ({self.words.name(share.basis)})"
            for share in self.case.account.allocations
            if (share.is_credit, share.receipt_no) == (is_credit, number)
        ]
        return "; ".join(shares) or f"▲ {self.say('account.on_none')}"

    def _head(self, name: str, is_figure: bool) -> Markup:
        return tag("th", self.say(f"account.col_{name}"), scope="col", class_="figure" if is_figure else None)

    def _table(self, heads: Sequence[Markup], rows: Sequence[Markup]) -> Markup:
        if not rows:
            return tag("p", self.say("account.none"), class_="quiet")
        table = tag("table", tag("thead", tag("tr", *heads)), tag("tbody", *rows), class_="items")
        return tag("div", table, class_="table-wrap")


def _or_dash(amount: Money) -> str:
    return amount.number() if amount else "–"
