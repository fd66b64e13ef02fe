"""Remembers which person each browser page belongs to: Gradio takes whoever knows a page's id for its owner."""

from collections import OrderedDict

# Enough for every page opened in a day by a large team; the page that was used longest ago is forgotten first.
MOST_PAGES = 20_000
LONGEST_ID = 64


class PageBindings:
    """Page ids (Gradio's ``session_hash``) with the login that used each first."""

    def __init__(self, most: int = MOST_PAGES) -> None:
        self._owners: OrderedDict[str, str] = OrderedDict()
        self._most = most

    def belongs(self, page_id: object, login: str) -> bool:
        """Whether ``page_id`` is ``login``'s; an id seen for the first time becomes theirs."""
        if not isinstance(page_id, str) or not 0 < len(page_id) <= LONGEST_ID:
            return False
        owner = self._owners.setdefault(page_id, login)
        self._owners.move_to_end(page_id)
        if len(self._owners) > self._most:
            self._owners.popitem(last=False)
        return owner == login
