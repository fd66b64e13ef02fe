"""Reads the short words of a bargain, which mean something only because a proposal stands: "seven then", "5%?"."""

from dataclasses import replace
from datetime import date

from assistant.domain.reading import Reading
from assistant.intake.replies.heard import Ear
from assistant.intake.replies.table.came import without_what_came
from assistant.intake.replies.table.counted import with_count
from assistant.intake.replies.table.day_alone import with_day, with_days_only
from assistant.intake.replies.table.discounts import as_a_settlement, with_discount
from assistant.intake.replies.table.invoices_named import with_invoices
from assistant.intake.replies.table.listing import with_list
from assistant.intake.replies.table.part_meant import with_the_part_named, with_what_it_is_for
from assistant.intake.replies.table.rest_alone import of_the_rest
from assistant.intake.replies.table.rhythm import with_rhythm
from assistant.intake.replies.table.stalling import only_repeats, without_stalling
from assistant.intake.replies.table.waivers import with_waiver
from assistant.intake.replies.table.whole import with_all_of_it, with_time_for_all, without_a_whole_part


def as_at_the_table(ear: Ear, reading: Reading, received: date) -> Reading:
    """``reading`` as it is meant in a bargain: "5% off or we walk" asks for it, "as I said" asks for nothing new."""
    if only_repeats(ear, reading):
        return replace(reading, causes=(), promise=None, proposal=None)
    reading = with_time_for_all(ear, without_stalling(ear, reading))
    ear = with_invoices(ear)
    reading = _with_figures(ear, reading, received)
    reading = without_what_came(ear, with_waiver(ear, with_discount(ear, reading)))
    reading = _against_what_is_open(ear, reading)
    reading = with_days_only(ear, with_day(ear, reading, received))
    reading = with_rhythm(ear, of_the_rest(ear, reading), received)
    return with_all_of_it(ear, reading)


def _with_figures(ear: Ear, reading: Reading, received: date) -> Reading:
    """``reading`` with what is meant by an invoice's number, a list of payments, a bare count."""
    reading = with_what_it_is_for(ear, reading)
    return with_count(ear, with_list(ear, reading, received))


def _against_what_is_open(ear: Ear, reading: Reading) -> Reading:
    """``reading`` with its part payments held against what is open."""
    if settled := as_a_settlement(ear, reading):
        return settled
    return without_a_whole_part(ear, with_the_part_named(ear, reading))
