"""Searches documents that are in no record: given once, indexed in memory, asked many times."""

from collections.abc import Iterable, Mapping

from assistant.domain.contracts import Contract
from assistant.domain.language import Language
from assistant.errors import BadInput, NotFound, UnreadableFile
from assistant.intake import read_contract
from assistant.ports import Hit
from assistant.retrieval import ArrayIndex, ClauseSearch

# Everything belongs to one owner here: whoever gave the documents.
OWNER = "given"


class DocumentSearch:
    """Documents ``{"doc_id", "text", "lang"?, "title"?}``; offsets of hits count in the given text."""

    def __init__(self, documents: Iterable[Mapping[str, object]]) -> None:
        """Split and index; raises BadInput that names the document which cannot be read."""
        self._contracts = {contract.number: contract for contract in map(_contract, documents)}
        self._search = ClauseSearch(ArrayIndex())
        self._search.rebuild(self._contracts.values())

    def search(self, query: str, doc_id: object = None, *, k: int = 5) -> tuple[Hit, ...]:
        """Best clauses of one document, or of all when none is named; raises NotFound for an unknown one."""
        if doc_id is None:
            return self._search.search(query, tuple(self._contracts.values()), k=k)
        contract = self._contracts.get(str(doc_id))
        if contract is None:
            raise NotFound("unknown_document", f"There is no document {doc_id!r} among those given.", document=doc_id)
        return self._search.search(query, (contract,), k=k)


def _contract(document: Mapping[str, object]) -> Contract:
    number, text = document.get("doc_id"), document.get("text")
    if not isinstance(number, str) or not isinstance(text, str):
        raise BadInput("bad_document", f"A document needs doc_id and text, both strings: {number!r} has not.")
    language = document.get("lang")
    known = Language(language) if isinstance(language, str) and language in set(Language) else None
    try:
        return read_contract(text, number, OWNER, known)
    except UnreadableFile as error:
        raise BadInput("bad_document", f"Document {number} cannot be read: {error}", document=number) from error
