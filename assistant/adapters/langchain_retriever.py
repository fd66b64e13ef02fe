"""Offers clause search to others as a LangChain retriever; our own core does not know LangChain."""

from collections.abc import Callable, Sequence
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever

from assistant.ports import Hit


class ClauseRetriever(BaseRetriever):
    """Answers a question with passages of contracts, each with its document, clause, headings, offsets and score.

    ``search`` decides where is searched: whoever hands it over binds it to one contract or one customer.
    """

    search: Callable[[str], Sequence[Hit]]

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002  (LangChain passes it by name)
        **_: Any,
    ) -> list[Document]:
        return [_document(hit) for hit in self.search(query)]


def _document(hit: Hit) -> Document:
    clause = hit.clause
    return Document(
        id=clause.id,
        page_content=hit.text,
        metadata={
            "contract": clause.contract_no,
            "clause": clause.number,
            "headings": list(clause.headings),
            "start": hit.start,
            "end": hit.end,
            "score": hit.score,
            "lead_in": hit.lead.text if hit.lead else "",
        },
    )
