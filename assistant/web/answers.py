"""How the JSON routes answer: in which language, and with which status for each class of error."""

from fastapi import Request
from fastapi.responses import JSONResponse

from assistant.domain.language import Language
from assistant.errors import BadInput, NotAllowed, NotFound, NotReady, TactfulError
from assistant.web.languages import TAGS, given_language
from assistant.wording import Wording

# The first class that fits; what is wrong with the request itself is for its sender to mend.
_STATUSES = ((BadInput, 422), (NotFound, 404), (NotAllowed, 403), (NotReady, 503), (TactfulError, 409))
_STATUS_OF = {"body_too_large": 413, "not_a_case_id": 404}


def language_of(request: Request) -> Language:
    """The language that ``?lang=`` names, else the first of the client's that there is, else English.

    Raises BadInput for a name that is no language of ours.
    """
    asked = request.query_params.get("lang")
    if asked is not None and asked not in TAGS:
        raise BadInput("bad_choice", f"lang takes one of: {', '.join(TAGS)}.", option="lang", allowed=", ".join(TAGS))
    return language_of_errors(request)


def language_of_errors(request: Request) -> Language:
    """The same, but never an error itself."""
    return given_language(request.query_params.get("lang"), request.headers.get("accept-language", ""))


def error_answer(error: TactfulError, words: Wording) -> JSONResponse:
    """An error as JSON: its code, and one line in the reader's language."""
    status = _STATUS_OF.get(error.code) or next(status for kind, status in _STATUSES if isinstance(error, kind))
    return JSONResponse({"error": {"code": error.code, "message": words.error(error)}}, status)
