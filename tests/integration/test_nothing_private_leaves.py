"""No name, amount, number, day or address of the whole sample ledger stands in any request on the wire."""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache

import cn2an
import pytest
from opencc import OpenCC

from assistant.adapters.chat_model import OpenAIChatModel
from assistant.adapters.model_endpoint import Endpoint, Limits
from assistant.adapters.tokens import TiktokenCounter
from assistant.bootstrap import build_desk, make_sample_workspace
from assistant.domain.brief import Brief
from assistant.domain.case import case_id
from assistant.domain.commitments import Promise, Reply
from assistant.domain.kinds import Channel, MessageKind
from assistant.domain.language import Language
from assistant.domain.message import Message, Status
from assistant.domain.money import Money
from assistant.domain.order import Order
from assistant.drafting import Composer, load_phrasebooks
from assistant.drafting.model_writer import Bounds, ModelWriter
from assistant.errors import Refused
from assistant.knowledge import shipped
from assistant.parts import load_parts, shipped_parts
from assistant.planning import Wishes
from assistant.prompting import load_prompts
from assistant.settings import Settings
from assistant.workflow import material
from assistant.workflow.brief_case import brief_case
from assistant.workflow.load_sample import load_sample
from assistant.workflow.material import order_for
from assistant.workflow.prepare_draft import prepare_draft
from tests.fakes.model import sensible_answer
from tests.fakes.model_server import ModelServer, says

AT = "2026-06-16T16:30:00+08:00"
MONTHS = "January February March April May June July August September October November December".split()  # noqa: SIM905


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    settings = Settings(workspace=tmp_path_factory.mktemp("sample"))
    make_sample_workspace(settings, datetime.fromisoformat(AT))
    desk = build_desk(settings)
    load_sample(desk, shipped("knowledge") / "sample")
    return desk


@cache
def converters() -> tuple[OpenCC, ...]:
    return OpenCC("s2t"), OpenCC("t2s")


def of_words(text: str) -> Iterator[str]:
    """``text`` as people write it: in either script, in small letters, in capitals, with spaces."""
    for one in {text, *(converter.convert(text) for converter in converters())}:
        yield from (one, one.lower(), one.upper(), " ".join(one) if not one.isascii() else one.replace(" ", "  "))


def of_money(money: Money) -> Iterator[str]:
    number = f"{money.decimal:.2f}"
    whole = number.removesuffix(".00")
    yield from (number, f"{money.decimal:,.2f}", whole, f"{int(money.decimal):,}")
    yield "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in whole)
    yield f"{(money.decimal / 10_000).normalize():f}万"
    yield f"{(money.decimal / 10_000).normalize():f}萬"
    yield str(cn2an.an2cn(number, "rmb"))
    yield str(cn2an.an2cn(whole.partition(".")[0], "low"))


def of_day(day: date) -> Iterator[str]:
    month = MONTHS[day.month - 1]
    yield from (day.isoformat(), f"{day:%Y/%m/%d}", f"{day.year}/{day.month}/{day.day}", f"{day:%d/%m/%Y}")
    yield from (
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.month}月{day.day}日",
        f"民國{day.year - 1911}年{day.month}月{day.day}日",
    )
    yield from (
        f"{day.day} {month} {day.year}",
        f"{month} {day.day}",
        f"{day.day} {month[:3]}",
        f"{month} {day.day}, {day.year}",
    )


@pytest.fixture(scope="module")
def private(desk) -> dict[str, set[str]]:
    """Every value of the ledger in its usual formats, by customer code; the key ``ours`` is our own side."""
    with desk.record.read() as tx:
        values = {code: set(_of_account(tx.account(code, currency))) for code, currency in tx.account_keys()}
        creditor = tx.creditor()
        ours = [creditor.phone, creditor.email, creditor.payment_link]
        ours += [text for account in creditor.accounts for text in (account.number, account.bank, account.holder)]
        ours += [
            text for person in tx.people() for text in (person.email, person.phone, person.name.zh_hans, person.name.en)
        ]
    return values | {"ours": {form for text in ours for form in of_words(text)}}


def _of_account(account) -> Iterator[str]:
    customer = account.customer
    for text in (customer.name, customer.contact.name, customer.contact.salutation):
        yield from of_words(text)
    yield from (customer.contact.email, customer.contact.phone)
    for invoice in account.invoices:
        yield from (invoice.number, invoice.number.lower())
        yield from of_money(invoice.amount)
        yield from of_day(invoice.due)
        yield from of_day(invoice.issued)
    for payment in account.payments:
        yield from of_money(payment.amount)
        yield from of_day(payment.received)


def briefs(desk) -> Iterator[Brief]:
    """Whatever may be written on any case, of every kind, in each language."""
    with desk.record.read() as tx:
        lin = tx.person("lin")
        for key in tx.account_keys():
            for kind in (None, *MessageKind):
                wishes = Wishes(kind=kind, channel=Channel.EMAIL, because="tried")
                brief = brief_case(desk, tx, lin, case_id(*key), wishes)
                if isinstance(brief, Brief) and brief.kind is (kind or brief.kind):
                    yield from (replace(brief, language=language) for language in Language)


def with_history(desk, private) -> None:
    """Give every case letters that name all of its own values, and a neighbour's, and approved messages."""
    at = datetime(2026, 6, 15, 2, 0, tzinfo=UTC)
    with desk.record.read() as tx:
        lin, keys = tx.person("lin"), tx.account_keys()
    for code, currency in keys:
        made = prepare_draft(desk, lin, case_id(code, currency), Wishes(because="tried"), writer="composer")
        if isinstance(made, Message):
            with desk.record.begin() as tx:
                tx.add_message(replace(made, id=f"X-{made.id}", status=Status.RELEASED))
    codes = [*private]
    with desk.record.begin() as tx:
        for n, (code, currency) in enumerate(keys):
            told = sorted(private[code] | private[codes[(n + 1) % len(codes)]] | private["ours"])
            for part in range(0, len(told), 24):
                text = "，".join(told[part : part + 24])
                reply = Reply(
                    id=f"R-{code}-{currency}-{part}",
                    customer_code=code,
                    currency=currency,
                    received=at,
                    subject=told[part],
                    text=text,
                )
                tx.save_reply(reply)
            promise = Promise(
                id=f"PR-{code}-{currency}", customer_code=code, amount=Money(100, currency), made_on=at.date(), due=at.date(),
                quote="；".join(told[:24]), source="call",
            )  # fmt: skip
            tx.save_promise(promise)


def test_people_whom_only_a_signature_or_a_contract_of_the_sample_names_are_not_shown(desk):
    shown = ""
    with desk.record.read() as tx:
        lin = tx.person("lin")
        for case in ("CN02-CNY", "HK01-HKD"):
            brief = brief_case(desk, tx, lin, case, Wishes(because="tried"))
            shown += "\n".join(passage.quote for passage in order_for(desk, tx, brief).passages)

    assert "资料齐了" in shown
    assert "未有付款日期" in shown
    assert [name for name in ("程佩兰", "佩兰", "岑") if name in shown] == []


def test_no_value_of_the_sample_ledger_stands_in_any_request(desk, private, monkeypatch):
    monkeypatch.setattr(material, "MOST_PASSAGES", 1_000)
    monkeypatch.setattr(material, "MOST_CHARACTERS", 100_000)
    wanted = list(briefs(desk))
    with_history(desk, private)
    parts, prompts = load_parts(shipped_parts()), load_prompts(shipped("prompts"))
    composer = Composer(load_phrasebooks(shipped("knowledge") / "phrasebook", parts))
    tokens = TiktokenCounter("small", {"TIKTOKEN_CACHE_DIR": "/nowhere"})
    bounds = Bounds(max_input_tokens=1_000_000, max_material_tokens=1_000_000)
    shown: list[str] = []
    orders: dict[tuple[str, MessageKind], Order] = {}
    with ModelServer(says(sensible_answer)) as server:
        model = OpenAIChatModel(Endpoint(base_url=server.url, model="small", api_key="k"), Limits(deadline=20))
        writer = ModelWriter(
            model, prompts, composer, tokens, parts, model_name="small", new_marker=lambda: "kxvyxzmq", bounds=bounds
        )
        for brief in wanted:
            key = (brief.case_id, brief.kind)
            if key not in orders:
                with desk.record.read() as tx:
                    orders[key] = order_for(desk, tx, brief)
            order = orders[key]
            shown += [f"{len(order.passages)} passages", *(example.body for example in order.exemplars)]
            with suppress(Refused):  # no model and no phrasebook words this
                writer.write(brief, order)
        bodies = [asked.raw for asked in server.asked]
        model.close()

    assert {brief.language for brief in wanted} == set(Language)
    assert len({brief.case_id for brief in wanted}) > 6
    assert any("‹invoice_no›" in text for text in shown)
    assert len(bodies) > 20
    texts = {message["content"] for body in bodies for message in json.loads(body)["messages"]}
    assert sum("Their message, which we answer" in text for text in texts) > 10
    told = "\n".join(texts)
    known = set().union(*private.values())
    assert len(known) > 1_000
    assert [value for value in known if _stands_in(value, told)] == []


def _stands_in(value: str, body: str) -> bool:
    if len(value) < 2 or value not in body:
        return False
    return re.search(rf"(?<![A-Za-z0-9]){re.escape(value)}(?![A-Za-z0-9])", body) is not None
