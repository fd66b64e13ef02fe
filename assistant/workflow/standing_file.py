"""Reads the file by which people answer for findings in texts that are kept elsewhere."""

from collections.abc import Container
from datetime import UTC, datetime, time
from pathlib import Path

from assistant.domain.finding import Suppression
from assistant.errors import BadInput
from assistant.guardrail import digest_of_place
from assistant.intake.given_checks import StandingFile, StandingGiven
from assistant.knowledge import read_yaml


def suppressions_in(path: Path, known: Container[str]) -> tuple[Suppression, ...]:
    """The suppressions in a YAML file; nobody's role is known here, so that what blocks is never among them.

    ``known`` are the ids of all rules. Raises BadKnowledge with the line of a mistake, and BadInput for one without a
    reason or a name, or of a rule that there is not.
    """
    given = read_yaml(path, StandingFile).suppressions
    for each in given:
        if each.rule not in known:
            message = f"There is no rule {each.rule} to let stand; `tactful rules list` shows them."
            raise BadInput("suppression_of_no_rule", message, rule=each.rule)
    return tuple(_suppression(each) for each in given)


def _suppression(given: StandingGiven) -> Suppression:
    for name in ("reason", "by", "sentence"):
        if not getattr(given, name).strip():
            raise BadInput("suppression_lacks", f"The suppression of {given.rule} has no {name}; give it.",
                           rule=given.rule, name=name)  # fmt: skip
    return Suppression(
        rule=given.rule,
        place=digest_of_place(given.rule, given.excerpt, given.sentence),
        reason=given.reason.strip(),
        by=given.by.strip(),
        at=datetime.combine(given.since, time(), UTC),
    )
