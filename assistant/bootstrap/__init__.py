"""Names the adapters and puts them together: the only room that knows them all."""

from assistant.bootstrap.desks import build_checker, build_desk, build_given_desk, build_negotiating_desk
from assistant.bootstrap.files import (
    decode_text,
    hash_of_file,
    pasted_reply,
    read_document_file,
    read_json_lines,
    read_mail_file,
    read_text_file,
    render_calendar,
    render_statement,
    write_new,
)
from assistant.bootstrap.search import clause_retriever, require_index
from assistant.bootstrap.workspace import (
    RECORD_FILE,
    WORKSPACE_FILE,
    build_backups,
    demo_people,
    is_sample,
    keep_policy,
    make_sample_workspace,
    policy_file,
    record_url,
)

__all__ = [
    "RECORD_FILE",
    "WORKSPACE_FILE",
    "build_backups",
    "build_checker",
    "build_desk",
    "build_given_desk",
    "build_negotiating_desk",
    "clause_retriever",
    "decode_text",
    "demo_people",
    "hash_of_file",
    "is_sample",
    "keep_policy",
    "make_sample_workspace",
    "pasted_reply",
    "policy_file",
    "read_document_file",
    "read_json_lines",
    "read_mail_file",
    "read_text_file",
    "record_url",
    "render_calendar",
    "render_statement",
    "require_index",
    "write_new",
]
