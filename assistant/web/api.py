"""The JSON routes: the worklist as data, and the guardrail on any text; both for signed-in people."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from assistant.domain.brief import Refusal
from assistant.domain.language import Language
from assistant.errors import BadInput, NotAllowed, NotFound, NotReady, TactfulError
from assistant.web.office_words import office_words
from assistant.wording import Wording
from assistant.workflow.desk import Desk
from assistant.workflow.edit_draft import MOST_CHARACTERS
from assistant.workflow.worklist import CaseView, worklist


class TextToCheck(BaseModel):
    """The body of ``POST /api/check``; without ``language`` it is recognised."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, Field(max_length=MOST_CHARACTERS)]
    language: Language | None = None


def api_routes(desk: Desk) -> APIRouter:
    """``GET /api/worklist`` and ``POST /api/check``."""
    router = APIRouter(prefix="/api")

    @router.get("/worklist")
    def list_cases(lang: Annotated[Language, Query()] = Language.EN) -> list[dict[str, object]]:
        words = office_words(desk, lang)
        return [case_json(view, words) for view in worklist(desk)]

    @router.post("/check")
    def check_text(body: TextToCheck) -> dict[str, object]:
        report = desk.checker.check(body.text, language=body.language)
        return {
            "verdict": report.verdict,
            "findings": [finding.as_line(body.language or Language.EN) for finding in report.findings],
            "errors": list(report.errors),
            "ms": round(report.ms, 3),
        }

    return router


def error_answer(error: TactfulError) -> JSONResponse:
    """An error as JSON, with the status that fits its class."""
    body = {"error": {"code": error.code, "message": str(error)}}
    return JSONResponse(body, next(status for kind, status in _STATUSES if isinstance(error, kind)))


_STATUSES = ((BadInput, 400), (NotFound, 404), (NotAllowed, 403), (NotReady, 503), (TactfulError, 409))


def case_json(view: CaseView, words: Wording) -> dict[str, object]:
    """One row of the worklist; amounts are decimal strings of the case's currency."""
    case, message = view.case, view.message
    return {
        "case": case.id,
        "customer": {"code": case.customer.code, "name": case.customer.name},
        "language": case.customer.language,
        "region": case.customer.region,
        "currency": case.currency,
        "overdue": str(case.overdue_balance.decimal),
        "open": str(case.open_balance.decimal),
        "days_past_due": case.days_past_due if case.items else None,
        "ageing": {bucket.value: str(amount.decimal) for bucket, amount in view.ageing.items()},
        **_step_json(view, words),
        "message": {"id": message.id, "version": message.version, "status": message.status} if message else None,
    }


def _step_json(view: CaseView, words: Wording) -> dict[str, object]:
    step = view.next_step
    if isinstance(step, Refusal):
        until = step.until.isoformat() if step.until else None
        refused = {"code": step.reason.code, "reason": words.reason(step.reason), "until": until}
        return {"next_step": None, "refused": refused}
    return {
        "next_step": {
            "kind": step.kind,
            "stage": step.stage,
            "tone": step.tone,
            "channel": step.channel,
            "reasons": [words.reason(reason) for reason in step.reasons],
            "warnings": [words.reason(warning) for warning in step.warnings],
        },
        "refused": None,
    }
