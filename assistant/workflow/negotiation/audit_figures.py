"""Says in figures what an arrangement is, for the audit log: never in anybody's words."""

from assistant.domain.arrangement import Arrangement


def audited(arrangement: Arrangement) -> dict[str, object]:
    """Its kind, its amounts and its schedule."""
    return {
        "kind": arrangement.kind,
        "outstanding": str(arrangement.outstanding),
        "discount": str(arrangement.discount),
        "interest_waived": str(arrangement.interest_waived),
        "interest": arrangement.interest,
        "schedule": [[part.due.isoformat(), str(part.amount)] for part in arrangement.schedule],
    }
