"""What may be offered, priced and scheduled within authority; nothing here touches the principal."""

from assistant.negotiation.authority import AuthorityTable
from assistant.negotiation.offers import offers_within
from assistant.negotiation.schedule import instalments

__all__ = ["AuthorityTable", "instalments", "offers_within"]
