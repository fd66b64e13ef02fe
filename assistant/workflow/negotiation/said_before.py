"""Puts in order what both sides have offered so far: what is on record, and what replies propose that nobody noted."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from assistant.domain.arrangement import Arrangement
from assistant.domain.case import Case
from assistant.domain.commitments import Cause
from assistant.domain.negotiation import Agreement, AgreementState, OfferStatus, Party
from assistant.negotiation.asked import only_says_after
from assistant.negotiation.candidates import terms_of
from assistant.negotiation.changed import with_changes
from assistant.negotiation.making import Maker
from assistant.negotiation.proposed import proposed
from assistant.negotiation.situation import Asked, Offered, Situation, last_by
from assistant.workflow.desk import Desk
from assistant.workflow.negotiation.heard import LastWords, heard_in
from assistant.workflow.negotiation.offers_seen import OfferSeen

# A thread that is longer than this has moved on from where it began.
_MOST_REPLIES = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class SaidBefore:
    """What was said since both sides last agreed, and what they ``agreed``: empty, or the one offer.

    ``heard`` are the customer's replies, the oldest first.
    """

    case: Case
    agreed: tuple[Offered, ...]
    offers: tuple[OfferSeen, ...]
    heard: tuple[LastWords, ...]

    @property
    def answered(self) -> datetime | None:
        """When the customer last heard an offer of ours."""
        return max((each.offer.at for each in self.offers if each.offer.by is Party.US), default=None)

    @property
    def cause(self) -> Cause:
        """The cause that their newest reply with any tells."""
        return next((each.cause for each in reversed(self.heard) if each.cause is not Cause.UNKNOWN), Cause.UNKNOWN)

    def told(self, desk: Desk, begun: Situation) -> tuple[tuple[datetime, Offered], ...]:
        """Every offer with its moment, in order of time; a proposal that nobody noted counts as it is read."""
        noted = {each.offer.source for each in self.offers if each.offer.by is Party.CUSTOMER}
        told: list[tuple[datetime, OfferSeen | LastWords]] = [(each.offer.at, each) for each in self.offers]
        told += [(each.reply.received, each) for each in self.heard if each.reply and each.reply.id not in noted]
        found: list[tuple[datetime, Offered]] = []
        for at, each in sorted(told, key=lambda one: one[0]):
            if isinstance(each, OfferSeen):
                found.append((at, _offered(each)))
                continue
            asked = asked_after(each, each.asked, [offered for _, offered in found], self.agreed)
            maker = Maker(situation=replace(begun, asked=asked), terms=desk.negotiation, calendar=desk.calendar)
            theirs = proposed(asked, maker).arrangement
            found += [(at, Offered(by=Party.CUSTOMER, arrangement=theirs))] if theirs else []
        return tuple(found)

    def is_news(self, cause: Cause) -> bool:
        """Whether ``cause`` came up only after our last offer; before there is one, everything is new anyway."""
        last = self.answered
        if last is None or cause is Cause.UNKNOWN:
            return False
        noted = self.case.account.cause
        known = noted is not None and noted.cause is cause and noted.noted_on < last.date()
        earlier = (each for each in self.heard if each.reply and each.reply.received <= last)
        return not known and not any(each.cause is cause for each in earlier)


def asked_after(
    words: LastWords, asked: Asked | None, since: Sequence[Offered], agreed: Sequence[Offered]
) -> Asked | None:
    """``asked`` as it is meant after what was offered ``since`` both sides ``agreed``, unless a person said what it is.

    A payment that ``words`` change belongs to a whole plan; a day of our last offer that they only say after us asks
    for nothing.
    """
    if words.corrected or words.bargain is None:
        return asked
    ours = last_by(Party.US, since)
    if ours and words.asked and only_says_after(words.asked, words.bargain, ours):
        return None
    return with_changes(asked, words.bargain, (*agreed, *since))


def declined_since(agreements: Iterable[Agreement], told: Sequence[tuple[datetime, Offered]]) -> Iterator[Arrangement]:
    """What the customer said no to once it was put in writing, and by what is ``told`` has not proposed again since."""
    for each in agreements:
        if each.state is not AgreementState.DECLINED:
            continue
        newer = (offered for at, offered in told if offered.by is Party.CUSTOMER and at > each.answers[-1].at)
        if all(terms_of(offered.arrangement) != terms_of(each.arrangement) for offered in newer):
            yield each.arrangement


def said_before(desk: Desk, case: Case, seen: tuple[OfferSeen, ...]) -> SaidBefore:
    """What was really said since both sides last agreed: an offer that never left was not."""
    agreed = max((n for n, each in enumerate(seen) if each.status is OfferStatus.ACCEPTED), default=-1)
    since = seen[agreed].offer.at if agreed >= 0 else None
    said = [each for each in seen[agreed + 1 :] if each.heard and each.status is not OfferStatus.WITHDRAWN]
    replies = sorted(case.account.replies, key=lambda reply: reply.received)[-_MOST_REPLIES:]
    newer = (reply for reply in replies if since is None or reply.received > since)
    return SaidBefore(
        case=case,
        agreed=(_offered(seen[agreed]),) if agreed >= 0 else (),
        offers=tuple(said),
        heard=tuple(heard_in(desk, case, reply) for reply in newer),
    )


def _offered(seen: OfferSeen) -> Offered:
    return Offered(by=seen.offer.by, arrangement=seen.offer.arrangement)
