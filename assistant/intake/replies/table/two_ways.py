"""Hears two ways at once, of which one is to be chosen: "all of it by Friday or in three payments", 要么…要么…."""

from assistant.domain.reading import ProposalKind, ProposalRead, Reading
from assistant.intake.replies import plan
from assistant.intake.replies.heard import Ear, Heard
from assistant.intake.replies.kinds import PLAN
from assistant.intake.replies.table.counted import counts_named
from assistant.intake.replies.table.words import table_words


def names_two_ways(ear: Ear, reading: Reading) -> bool:
    """Whether different things are proposed side by side: kinds joined by "or", two counts, all of it and in parts."""
    proposal = reading.proposal
    if proposal is None:
        return False
    zone = ear.quoted(proposal.evidence)
    counts = {count for heard in zone for count in counts_named(heard) if count > 1}
    if len(counts) > 1 and proposal.first_payment is None:
        return True
    if table_words()["either"].search(" ".join(heard.words for heard in zone)):
        named = set(proposal.kinds) | ({ProposalKind.DISCOUNT} if plan.percent_off(zone) is not None else set())
        if len(named) > 1 or _all_or_so_many(zone, counts) or _all_or_some(zone):
            return True
    return _wants_all_and_parts(ear, proposal)


def _all_or_so_many(zone: tuple[Heard, ...], counts: set[int]) -> bool:
    """Whether all of it stands beside a number of payments: "all by Friday or in three payments"."""
    words, like = " ".join(heard.words for heard in zone), table_words()
    by_a_day = like["whole"].search(words) and any(day.day for heard in zone for day in heard.days)
    return bool(counts and (by_a_day or like["all_at_once"].search(words)))


def _all_or_some(zone: tuple[Heard, ...]) -> bool:
    """Whether all of it stands beside a part: "all of it in June, or 30,000 now and the rest in July"."""
    sums = [each for heard in zone for each in heard.sums if each.share != 1]
    whole = table_words()["whole"].search(" ".join(heard.words for heard in zone))
    return bool(whole) and (plan.has_rest(zone) or len(sums) > 1)


def _wants_all_and_parts(ear: Ear, proposal: ProposalRead) -> bool:
    """Whether one sentence pays all of it by a day, and another one in parts."""
    if PLAN not in proposal.kinds:
        return False
    whole = table_words()["whole"]
    at_once = [h for h in ear.heard if whole.search(h.words) and any(d.day for d in h.days)]
    in_parts = [h for h in ear.heard if any(n > 1 for n in counts_named(h)) or _in_parts(h)]
    return any(not _in_parts(one) and any(one is not other for other in in_parts) for one in at_once)


def _in_parts(heard: Heard) -> bool:
    likes = (p.kinds[PLAN].says for p in heard.patterns)
    return any(like.search(heard.words) for like in likes)
