"""Reads what is left to pay: the rest of "30,000 now, the rest by 30 June", 余款月底付清."""

from assistant.intake.replies.amounts import Sum
from assistant.intake.replies.heard import Heard
from assistant.intake.replies.plan.words import plan_words


def has_rest(zone: tuple[Heard, ...]) -> bool:
    """Whether the words speak of what is left to pay."""
    return any(names_rest(heard) for heard in zone)


def names_rest(heard: Heard, start: int = 0, *, end: int | None = None) -> bool:
    """Whether the sentence, from ``start`` up to ``end``, speaks of what is left to pay."""
    return bool(plan_words()["rest"].search(heard.words, start, len(heard.words) if end is None else end))


def is_rest(heard: Heard, each: Sum) -> bool:
    """Whether the sum is named as what is left to pay."""
    begin, _ = heard.sentence.part(each.start, each.end)
    return names_rest(heard, begin, end=each.end)


def is_of_the_rest(heard: Heard, each: Sum) -> bool:
    """Whether the share is one of those that make up the rest: 其余月底和下月底各一半, 剩下的10号一半月底一半."""
    if not names_rest(heard, end=each.start):
        return False
    if heard.words[each.start - 1 : each.start] == "各":
        return True
    behind = [one.share for one in heard.sums if one.share not in (None, 1) and names_rest(heard, end=one.start)]
    return len(behind) > 1 and sum(share for share in behind if share) == 1
