"""Documents given on the spot: those that cannot be read are named, and the others are searched."""

import pytest

from assistant.errors import NotFound
from assistant.workflow.search_documents import DocumentSearch

GOOD = {"doc_id": "good", "lang": "en", "text": "1. Payment. The Buyer shall pay within thirty days.\n2. Goods. None."}


def test_what_cannot_be_read_is_named_and_the_rest_is_searched():
    bad = [
        {"doc_id": "empty", "text": " \n"},
        {"doc_id": "long", "text": "pay " * 250_001},
        {"doc_id": "half", "text": "pay \ud800 now"},
        {"doc_id": "none"},
        {"text": "pay"},
    ]
    search = DocumentSearch([*bad, GOOD])
    assert [str(refused) for refused in search.refused] == [
        "Document empty cannot be read: the text of contract empty is empty.",
        "Document long cannot be read: contract long has 1000004 characters; at most 1000000 are read, so split it.",
        "Document half holds halves of characters (surrogates).",
        "A document needs doc_id and text, both strings: 'none' has not.",
        "A document needs doc_id and text, both strings: None has not.",
    ]
    assert search.search("when do they pay?", "good")[0].clause.number == "1"
    with pytest.raises(NotFound, match="There is no document 'half' among those given"):
        search.search("pay", "half")
