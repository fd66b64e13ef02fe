"""A simulated year at the sample company breaks no rule of contact and chases nothing that must not be chased."""

import os
from collections import defaultdict
from datetime import timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import holidays
import pytest

from assistant.domain.commitments import INBOUND
from assistant.domain.kinds import Channel, Tone
from tests.integration.year import AWAY, HOME, Sent, live

# Judged by the calendar itself, not by ours; in China some weekends are made up for.
CALENDARS = {region: holidays.country_holidays(region) for region in ("CN", "TW", "HK", "SG", "US", "GB", "IE")}


# Into January, beyond the holidays of autumn and of the turn of the year; `make laws` lives through all of it.
DAYS = int(os.getenv("TACTFUL_YEAR_DAYS", "205"))


@pytest.fixture(scope="module")
def year(tmp_path_factory):
    return live(tmp_path_factory.mktemp("year"), DAYS)


@pytest.fixture(scope="module")
def by_case(year):
    found: dict[str, list[Sent]] = defaultdict(list)
    for sent in year.sent:
        found[sent.case.id].append(sent)
    return found


def day_there(sent):
    return sent.at.astimezone(ZoneInfo(sent.case.customer.timezone)).date()


def items_of(sent):
    return [item for item in sent.case.items if item.invoice.number in sent.message.brief.invoices]


def test_much_was_written_in_every_language_and_everything_that_was_written_could_leave(year):
    assert len(year.sent) > DAYS * 2 // 3
    assert {sent.message.brief.language.value for sent in year.sent} == {"en", "zh-Hans", "zh-Hant"}
    assert year.undeliverable == []


def test_at_least_three_days_lie_between_two_contacts_and_at_most_two_in_seven(by_case):
    for sent in by_case.values():
        days = [day_there(each) for each in sent]
        assert all(later - earlier >= timedelta(days=3) for earlier, later in pairwise(days))
        assert all(days[n + 2] - days[n] >= timedelta(days=7) for n in range(len(days) - 2))


def test_contact_is_made_in_the_customers_working_hours_on_business_days(year):
    for sent in year.sent:
        there = sent.at.astimezone(ZoneInfo(sent.case.customer.timezone))
        assert 9 <= there.hour < 18
        assert there.date() not in CALENDARS[sent.case.customer.region], (sent.case.id, there)


def test_nobody_is_written_to_about_what_is_paid_or_contested(year):
    for sent in year.sent:
        items = items_of(sent)
        assert len(items) == len(sent.message.brief.invoices)
        assert all(item.collectable.minor > 0 for item in items), (sent.case.id, sent.message.id)


def test_nothing_is_chased_that_was_promised_for_a_day_to_come(year):
    for sent in year.sent:
        live_promises = [p for p in sent.case.account.promises if p.due >= sent.case.today]
        for promise in live_promises:
            covered = set(promise.invoice_nos or [item.invoice.number for item in sent.case.items])
            assert not covered & set(sent.message.brief.invoices), (sent.case.id, sent.message.id, promise.id)


def test_the_amount_that_is_asked_for_is_what_is_open_and_not_contested(year):
    for sent in year.sent:
        asked = sent.message.brief.grounds.value("total_open")
        assert asked.minor == sum(item.collectable.minor for item in items_of(sent))


def test_no_step_of_an_item_fires_twice_even_after_days_on_which_nobody_worked(by_case):
    """One reminder for each step that an oldest item reaches; promises that were broken start anew."""
    for sent in by_case.values():
        seen: set[tuple[object, ...]] = set()
        for each in sent:
            if each.message.brief.kind.value == "promise_followup":
                seen.clear()
                continue
            oldest = max(items_of(each), key=lambda item: item.days_past_due(each.case.today))
            days = oldest.days_past_due(each.case.today)
            step = max(s for s in (-7, -3, 0, 3, 7, 14, 21, 30, 45, 60, 75) if s <= days)
            key = (oldest.invoice.number, step)
            promised = any(oldest.invoice.number in p.invoice_nos for p in each.case.account.promises)
            assert key not in seen or promised, (each.case.id, each.message.id, key)
            seen.add(key)


def test_nobody_works_while_the_office_moves(year):
    assert not [sent for sent in year.sent if sent.at.astimezone(HOME).date() in AWAY]


def test_no_text_comes_twice_in_a_row(by_case):
    for sent in by_case.values():
        for earlier, later in pairwise(sent):
            assert earlier.message.draft.body != later.message.draft.body


def test_the_first_word_on_what_is_late_is_never_firm_and_none_is_while_something_is_contested(year):
    for sent in year.sent:
        tone = sent.message.brief.tone
        if sent.case.open_disputes:
            assert tone.force <= Tone.NEUTRAL.force
        due = min(item.invoice.due for item in items_of(sent))
        if all(contact.at.date() < due for contact in sent.case.account.contacts if contact.kind != INBOUND):
            assert tone.force <= Tone.NEUTRAL.force, (sent.case.id, sent.message.id)


def test_a_harsher_channel_is_not_the_answer_to_silence_before_the_due_date(year):
    for sent in year.sent:
        if sent.message.brief.stage.value == "upcoming":
            assert sent.message.brief.channel in (Channel.EMAIL, Channel.SMS)


def test_every_contact_is_in_the_record_once(year, by_case):
    with year.desk.record.read() as tx:
        for case_id, sent in by_case.items():
            code, _, currency = case_id.rpartition("-")
            contacts = [c for c in tx.account(code, currency).contacts if c.kind != INBOUND]
            assert len([c for c in contacts if c.at in {each.at for each in sent}]) == len(sent)
