"""Calendar files, read back by the rules of RFC 5545."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from assistant.adapters.calendar_file import calendar_bytes
from assistant.domain.appointments import Appointment, AppointmentKind
from assistant.domain.language import Language, Reason
from assistant.wording import Wording

NOW = datetime(2026, 6, 16, 8, 30, tzinfo=UTC)
PROMISE = Appointment(
    kind=AppointmentKind.PROMISE,
    key="C1 P-1",
    day=date(2026, 6, 30),
    title=Reason.of("appointment_promise", customer="澜州望舒照明有限公司"),
    note=Reason.of("appointment_note", case="C1-CNY", invoices=("INV-1", "INV-2"), contact="王小明"),
)
NEW_YORK = ZoneInfo("America/New_York")
VISIT = replace(
    PROMISE,
    kind=AppointmentKind.VISIT,
    title=Reason.of("appointment_visit", customer="Saltmarsh, Inc.; Lighting"),
    starts=datetime(2026, 6, 22, 10, 0, tzinfo=NEW_YORK),
    ends=datetime(2026, 6, 22, 11, 30, tzinfo=NEW_YORK),
    place="8 Bay Road,\nBoston; 3rd floor\\left",
    purpose="Go through the open invoices",
)


def written(*entries, language=Language.EN):
    return calendar_bytes(entries, Wording.of(language), owner="creditor.example", now=NOW)


def events(data):
    return Calendar.from_ical(data).walk("VEVENT")


def test_a_deadline_is_a_whole_day_that_takes_no_time_out_of_it():
    assert written(PROMISE).decode().split("\r\n")[4:-2] == [
        "BEGIN:VEVENT",
        "SUMMARY:Payment promised: 澜州望舒照明有限公司",
        "DTSTART;VALUE=DATE:20260630",
        "DTEND;VALUE=DATE:20260701",
        "DTSTAMP:20260616T083000Z",
        "UID:promise-9ca2f198e459fa67ab463032@creditor.example",
        "CATEGORIES:promise",
        "DESCRIPTION:Case C1-CNY. Invoices: INV-1\\, INV-2. Contact: 王小明",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def test_a_visit_stands_at_its_hour_in_the_customers_zone_whose_rules_travel_along():
    data = written(VISIT)
    [event] = events(data)
    assert event.decoded("dtstart") == datetime(2026, 6, 22, 10, 0, tzinfo=NEW_YORK)
    assert event.decoded("dtend").astimezone(UTC) == datetime(2026, 6, 22, 15, 30, tzinfo=UTC)
    assert b"DTSTART;TZID=America/New_York:20260622T100000" in data
    [zone] = Calendar.from_ical(data).walk("VTIMEZONE")
    assert zone["TZID"] == "America/New_York"


def test_signs_with_a_meaning_of_their_own_come_back_as_they_were():
    [event] = events(written(VISIT))
    assert str(event["location"]) == "8 Bay Road, Boston; 3rd floor\\left"
    assert str(event["summary"]) == "Visit: Saltmarsh, Inc.; Lighting"
    assert str(event["description"]).splitlines() == [
        "Go through the open invoices",
        "Case C1-CNY. Invoices: INV-1, INV-2. Contact: 王小明",
    ]


def test_a_text_cannot_add_lines_of_its_own():
    entry = replace(PROMISE, place="here\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:made up")
    assert len(events(written(entry))) == 1
    assert b"\r\nSUMMARY:made up" not in written(entry)


@pytest.mark.parametrize("language", Language)
def test_lines_are_folded_at_75_octets_and_no_character_is_cut(language):
    long = "瀾州市燈嶼區啟明大道一號啟明大廈東座" * 12
    data = written(replace(VISIT, place=long, purpose=long), language=language)
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(line.decode("utf-8") is not None for line in lines)
    assert str(events(data)[0]["location"]) == long


def test_an_entry_keeps_its_id_when_its_day_moves_and_two_entries_never_share_one():
    ids = [str(event["uid"]) for event in events(written(PROMISE, replace(PROMISE, day=date(2026, 7, 9)), VISIT))]
    assert ids[0] == ids[1] != ids[2]


def test_the_same_entries_give_the_same_bytes():
    assert written(PROMISE, VISIT) == written(PROMISE, VISIT)


def test_the_words_are_those_of_the_reader():
    [event] = events(written(PROMISE, language=Language.ZH_HANT))
    assert str(event["summary"]) == "承諾付款日：澜州望舒照明有限公司"
