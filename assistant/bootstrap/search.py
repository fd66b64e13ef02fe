"""Puts the searches together; the libraries of an index are imported when something is first looked for."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.bootstrap.models import build_embedded
from assistant.errors import BadInput, WorkspaceUnusable
from assistant.ports import VectorIndex
from assistant.settings import Settings
from assistant.workflow.desk import Desk

if TYPE_CHECKING:
    from assistant.adapters.langchain_retriever import ClauseRetriever
    from assistant.retrieval import ClauseSearch, HistorySearch


def build_clause_search(settings: Settings) -> "ClauseSearch":
    """The search in contracts, by meaning too where a model of embeddings is set up."""
    from assistant.adapters.late_index import LateIndex
    from assistant.retrieval import ClauseSearch

    embedded = build_embedded(settings, _index) if settings.embedding_model else None
    return ClauseSearch(LateIndex(partial(_index, settings.workspace / "index")), embedded=embedded)


def build_history_search() -> "HistorySearch":
    """The search in what was written and said with a customer."""
    from assistant.retrieval import HistorySearch

    return HistorySearch()


def require_index(settings: Settings) -> None:
    """Raise WorkspaceUnusable unless the search index on disk may be written by this process."""
    from assistant.adapters.chroma_index import require_free

    require_free(settings.workspace / "index")


def clause_retriever(
    desk: Desk, *, customer_code: str | None = None, contract_no: str | None = None, k: int = 5
) -> "ClauseRetriever":
    """Clause search as a LangChain retriever, within one customer's contracts or one contract.

    Raises BadInput when neither is named: what is found must not depend on who else is a customer.
    """
    from assistant.adapters.langchain_retriever import ClauseRetriever
    from assistant.workflow.search_clauses import search_clauses

    if not customer_code and not contract_no:
        raise BadInput("retriever_unbound", "Bind the retriever to one customer or one contract.")
    return ClauseRetriever(
        search=partial(search_clauses, desk, customer_code=customer_code, contract_no=contract_no, k=k)
    )


def _index(folder: Path) -> VectorIndex:
    """The index of the workspace; one in memory while another process holds that, or its folder cannot be written."""
    from assistant.adapters.chroma_index import ChromaIndex
    from assistant.retrieval import ArrayIndex

    try:
        return ChromaIndex(folder)
    except WorkspaceUnusable:
        return ArrayIndex()
