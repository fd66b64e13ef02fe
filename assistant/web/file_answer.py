"""How the browser is handed a file to keep."""

from urllib.parse import quote

from fastapi import Response

# What each kind of file is called on the wire.
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "ics": "text/calendar; charset=utf-8",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def file_answer(content: bytes, name: str) -> Response:
    """``content`` as a file called ``name``, whose ending is one of `TYPES`."""
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}
    return Response(content, media_type=TYPES[name.rpartition(".")[2]], headers=headers)
