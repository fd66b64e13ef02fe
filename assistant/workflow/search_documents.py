"""Searches documents that are in no record: given once, indexed in memory, asked many times."""

import re
from collections.abc import Iterable, Mapping

from assistant.domain.contracts import Contract
from assistant.domain.language import Language
from assistant.errors import BadInput, NotFound, UnreadableFile
from assistant.intake import read_contract
from assistant.ports import Hit
from assistant.retrieval import ArrayIndex, ClauseSearch

# Everything belongs to one owner here: whoever gave the documents.
OWNER = "given"
# JSON can escape half of a character that lies beyond the first 65,536; nothing can be written with it.
_HALF = re.compile("[\ud800-\udfff]")


class DocumentSearch:
    """Documents ``{"doc_id", "text", "lang"?, "title"?}``; offsets of hits count in the given text."""

    def __init__(self, documents: Iterable[Mapping[str, object]]) -> None:
        """Split and index; what cannot be read is left out, and named in `refused`."""
        self.refused: list[BadInput] = []
        self._contracts: dict[str, Contract] = {}
        for document in documents:
            try:
                contract = _contract(document)
            except BadInput as error:
                self.refused.append(error)
            else:
                self._contracts[contract.number] = contract
        # Within one owner's documents nothing but their words in memory is asked; all of them stay there.
        self._search = ClauseSearch(ArrayIndex(), kept=len(self._contracts) + 1)
        for contract in self._contracts.values():
            self._search.prepare(contract)

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
    if _HALF.search(text):
        raise BadInput("bad_document", f"Document {number} holds halves of characters (surrogates).", document=number)
    try:
        return read_contract(text, number, OWNER, known)
    except UnreadableFile as error:
        raise BadInput("bad_document", f"Document {number} cannot be read: {error}", document=number) from error
