"""``tactful search``: the clause that answers a question."""

import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from assistant.cli.session import json_lines, open_desk, print_json, print_line, wording
from assistant.errors import BadInput, TactfulError

if TYPE_CHECKING:
    from assistant.ports import Hit


# A person looks at a few; a program reads on, and ten passages are about a page.
_MOST, _LINES_MOST = 5, 10


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("search")(search)


def search(
    context: typer.Context,
    query: str | None = typer.Argument(None, help="The question, in your own words."),
    customer: str | None = typer.Option(None, help="Only this customer's contracts."),
    contract: str | None = typer.Option(None, help="Only this contract."),
    everywhere: bool = typer.Option(False, "--all", help="All contracts."),
    most: int | None = typer.Option(None, "-k", min=1, max=50, help="How many excerpts at most: 5; 10 with --jsonl."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
    jsonl: bool = typer.Option(False, "--jsonl", help="One query per line, from standard input."),
    documents: Path | None = typer.Option(None, help="With --jsonl: search these documents instead (JSONL)."),
) -> None:
    """Find the clause that answers a question, with its place in the document.

    Example: tactful search "how long do they have to pay?" --customer CN01
    """
    if jsonl:
        _search_lines(documents, most or _LINES_MOST)
        return
    if query is None or [customer is not None, contract is not None, everywhere].count(True) > 1:
        raise BadInput("search_where", "Give a question, and at most one of --customer, --contract and --all.")
    from assistant.workflow.search_clauses import find_clauses

    found = find_clauses(open_desk(context), query, customer_code=customer, contract_no=contract, k=most or _MOST)
    hits = found.hits
    for note in found.notes:
        print(f"! {wording(context).reason(note)}", file=sys.stderr)
    if as_json:
        print_json([_hit(hit, "contract") for hit in hits])
    for hit in [] if as_json else hits:
        clause = hit.clause
        place = f"{clause.contract_no}  {clause.number}  {hit.start}–{hit.end}"
        print(f"{hit.score:.2f}  {place}  {' › '.join(clause.headings)}")
        print("      " + " ".join(hit.text.split())[:300])
    if not hits:
        raise typer.Exit(1)


def _search_lines(documents: Path | None, most: int) -> None:
    from assistant.bootstrap import read_json_lines
    from assistant.workflow.search_documents import DocumentSearch

    if documents is None:
        raise BadInput("no_documents", "With --jsonl, name the documents: --documents docs.jsonl.")
    search_in = DocumentSearch(_whole(item) for _, item in json_lines(read_json_lines(documents)))
    for refused in search_in.refused:
        print(f"tactful: {refused}", file=sys.stderr)
    failed = bool(search_in.refused)
    for number, item in json_lines(sys.stdin):
        name = number if isinstance(item, BadInput) else item.get("qid", number)
        started = time.perf_counter()
        try:
            asked = _whole(item)
            hits = search_in.search(str(asked.get("query", "")), asked.get("doc_id"), k=most)
            answer: dict[str, object] = {"hits": [_hit(hit, "doc_id") for hit in hits]}
        except TactfulError as error:
            answer, failed = {"hits": [], "errors": [str(error)]}, True
        print_line({"qid": name, **answer, "ms": round((time.perf_counter() - started) * 1000, 3)})
    if failed:
        raise typer.Exit(3)


def _whole(item: Mapping[str, object] | BadInput) -> Mapping[str, object]:
    if isinstance(item, BadInput):
        raise item
    return item


def _hit(hit: "Hit", document_key: str) -> dict[str, object]:
    clause = hit.clause
    return {
        document_key: clause.contract_no,
        "start": hit.start,
        "end": hit.end,
        "clause": clause.number,
        "headings": list(clause.headings),
        "score": round(hit.score, 4),
        "text": hit.text,
    }
