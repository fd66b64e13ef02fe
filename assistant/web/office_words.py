"""Words for the screens, with every moment told in the creditor's own time zone."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from assistant.domain.language import Language
from assistant.errors import NotFound
from assistant.wording import Wording
from assistant.workflow.desk import Desk


@dataclass(frozen=True, kw_only=True, slots=True)
class OfficeWords(Wording):
    """The wording of one language; a time of day is the office's."""

    zone: ZoneInfo

    def value(self, value: object) -> str:
        """``value`` as it stands in a sentence."""
        return Wording.value(self, value.astimezone(self.zone) if isinstance(value, datetime) else value)


def office_words(desk: Desk, language: Language) -> OfficeWords:
    """The wording in ``language``, in the creditor's zone; in UTC before there is a creditor."""
    try:
        with desk.record.read() as tx:
            zone = tx.creditor().timezone
    except NotFound:
        zone = "UTC"
    return OfficeWords(language=language, words=Wording.of(language).words, zone=ZoneInfo(zone))
