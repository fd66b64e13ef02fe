"""The JSON route that searches one customer's contracts and history."""

from typing import Annotated

from fastapi import APIRouter, Query, Request

from assistant.web.answers import language_of
from assistant.workflow.desk import Desk
from assistant.workflow.hit_documents import clause_document, history_document
from assistant.workflow.search_clauses import search_clauses
from assistant.workflow.search_history import search_history


def search_routes(desk: Desk) -> APIRouter:
    """``GET /customers/{customer}/search``."""
    router = APIRouter()

    @router.get("/customers/{customer:path}/search")
    def search(
        customer: str, request: Request, q: str = "", k: Annotated[int, Query(ge=1, le=50)] = 5
    ) -> dict[str, object]:
        clauses = search_clauses(desk, q, customer_code=customer, k=k)
        history = search_history(desk, q, customer_code=customer, language=language_of(request), k=k)
        return {
            "contracts": [clause_document(hit) for hit in clauses],
            "history": [history_document(hit) for hit in history],
        }

    return router
