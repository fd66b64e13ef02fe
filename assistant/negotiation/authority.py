"""The shape of ``knowledge/policies/authority.yaml``: what each role may concede without asking."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal

from assistant.domain.authority import Authority
from assistant.domain.parties import Role
from assistant.errors import NotAllowed
from assistant.knowledge import Closed


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits(Closed):
    """One role's limits, as the file has them: days, counts, per cent."""

    max_extension_days: int
    max_instalments: int
    min_first_payment_pct: Decimal
    max_plan_days: int
    max_discount_pct: Decimal
    may_waive_late_fee: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class AuthorityTable(Closed):
    """Limits by role; a role that is not listed may concede nothing and cannot be asked for."""

    version: str
    roles: Mapping[Role, Limits]

    def of(self, role: Role) -> Authority:
        """The authority of ``role``; raises NotAllowed for a role without limits."""
        limits = self.roles.get(role)
        if limits is None:
            raise NotAllowed("no_authority", f"The role {role.value} has no authority to make offers.", role=role.value)
        return Authority(role=role.value, **asdict(limits))
