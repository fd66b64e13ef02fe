"""Says in which forms a statement of account can be had; what one form needs is loaded for that form alone."""

from collections.abc import Callable, Mapping

from assistant.adapters.statement_words import Speech, speech_for
from assistant.domain.language import Language
from assistant.domain.statement import Statement


def render_statement(statement: Statement, form: str, language: Language) -> bytes:
    """The statement as a text, csv, docx or xlsx file in ``language``; the same statement always gives the same bytes.

    Raises KeyError for another form.
    """
    return _FORMS[form](statement, speech_for(statement, language))


def _text(statement: Statement, speech: Speech) -> bytes:
    from assistant.adapters.statement_text import text_of

    return text_of(statement, speech).encode()


def _csv(statement: Statement, speech: Speech) -> bytes:
    from assistant.adapters.statement_csv import csv_of

    return csv_of(statement, speech)


def _docx(statement: Statement, speech: Speech) -> bytes:
    from assistant.adapters.statement_docx import docx_of

    return docx_of(statement, speech)


def _xlsx(statement: Statement, speech: Speech) -> bytes:
    from assistant.adapters.statement_xlsx import xlsx_of

    return xlsx_of(statement, speech)


_FORMS: Mapping[str, Callable[[Statement, Speech], bytes]] = {
    "text": _text,
    "csv": _csv,
    "docx": _docx,
    "xlsx": _xlsx,
}
