"""``tactful search``: the clause that answers a question, and what a customer's history says of it."""

import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from assistant.cli.in_order import own_faults_told
from assistant.cli.session import json_lines, open_desk, print_json, print_line, wording
from assistant.errors import BadInput, TactfulError

if TYPE_CHECKING:
    from assistant.domain.history import HistoryHit
    from assistant.ports import Hit
    from assistant.wording import Wording


class Place(StrEnum):
    """Where to look."""

    CONTRACTS = "contracts"
    HISTORY = "history"
    ALL = "all"


# A person looks at a few; a program reads on, and ten passages are about a page.
_MOST, _LINES_MOST = 5, 10
_LEAD = 160


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("search")(search)


def search(
    context: typer.Context,
    query: str | None = typer.Argument(None, help="The question, in your own words."),
    customer: str | None = typer.Option(None, help="Only this customer's contracts."),
    contract: str | None = typer.Option(None, help="Only this contract."),
    everywhere: bool = typer.Option(False, "--all", help="All contracts."),
    place: Place | None = typer.Option(None, "--in", help="With --customer: contracts, history or all of it."),
    most: int | None = typer.Option(None, "-k", min=1, max=50, help="How many excerpts at most: 5; 10 with --jsonl."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
    jsonl: bool = typer.Option(False, "--jsonl", help="One query per line, from standard input."),
    documents: Path | None = typer.Option(None, help="With --jsonl: search these documents instead (JSONL)."),
) -> None:
    """Find the clause that answers a question, or what the customer's history says of it.

    Example: tactful search "what did they promise?" --customer CN05
    """
    for_people = (query, customer, contract, everywhere or None, place, as_json or None)
    if (jsonl and any(given is not None for given in for_people)) or (documents is not None and not jsonl):
        raise BadInput(
            "search_lines_apart", "--jsonl goes with --documents and -k alone, and --documents with --jsonl."
        )
    if jsonl:
        _search_lines(documents, most or _LINES_MOST)
        return
    if query is None or [customer is not None, contract is not None, everywhere].count(True) > 1:
        raise BadInput("search_where", "Give a question, and at most one of --customer, --contract and --all.")
    if customer is None and place in (Place.HISTORY, Place.ALL):
        raise BadInput("history_of_whom", "A history is one customer's: name the customer with --customer.")
    # A person sees both; whoever reads the JSON says so, because what was a list before there were histories stays one.
    chosen = place or (Place.ALL if customer is not None and not as_json else Place.CONTRACTS)
    found = _found(context, query, chosen, most or _MOST, customer=customer, contract=contract)
    if as_json:
        print_json(_document(found, chosen))
    else:
        for line in _lines(found, wording(context)):
            print(line)
    if not found.hits and not found.history:
        raise typer.Exit(1)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Found:
    """What answers a question, in contracts and in a history."""

    hits: "tuple[Hit, ...]" = ()
    history: "tuple[HistoryHit, ...]" = ()


def _found(
    context: typer.Context, query: str, place: Place, most: int, *, customer: str | None, contract: str | None
) -> _Found:
    from assistant.workflow.search_clauses import find_clauses
    from assistant.workflow.search_history import search_history

    desk, language = open_desk(context), wording(context).language
    hits: tuple[Hit, ...] = ()
    history: tuple[HistoryHit, ...] = ()
    if place is not Place.HISTORY:
        found = find_clauses(desk, query, customer_code=customer, contract_no=contract, k=most)
        hits = found.hits
        for note in found.notes:
            print(f"! {wording(context).reason(note)}", file=sys.stderr)
    if place is not Place.CONTRACTS and customer is not None:
        history = search_history(desk, query, customer_code=customer, language=language, k=most)
    return _Found(hits=hits, history=history)


def _document(found: _Found, place: Place) -> object:
    from assistant.workflow.hit_documents import clause_document, history_document

    contracts = [clause_document(hit) for hit in found.hits]
    history = [history_document(hit) for hit in found.history]
    match place:
        case Place.CONTRACTS:
            return contracts
        case Place.HISTORY:
            return history
        case Place.ALL:
            return {"contracts": contracts, "history": history}


def _lines(found: _Found, words: "Wording") -> Iterator[str]:
    for hit in found.hits:
        clause = hit.clause
        place = f"{clause.contract_no}  {clause.number}  {hit.start}–{hit.end}"
        yield f"{hit.score:.2f}  {place}  {' › '.join(clause.headings)}"
        if hit.lead:
            yield "      " + f"[{' '.join(hit.lead.text.split())[:_LEAD]}]"
        yield "      " + " ".join(hit.text.split())[:300]
    if found.hits and found.history:
        yield ""
        yield f"{words.label('in_history')}:"
    for told in found.history:
        piece = told.piece
        parts = (words.value(piece.day), words.name(piece.kind), piece.number, *piece.about)
        yield f"{told.score:.2f}  " + " · ".join(words.value(part) for part in parts if part)
        yield "      " + words.value(told.excerpt)


def _search_lines(documents: Path | None, most: int) -> None:
    from assistant.bootstrap import read_json_lines
    from assistant.workflow.hit_documents import clause_document
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
            with own_faults_told():
                asked = _whole(item)
                hits = search_in.search(str(asked.get("query", "")), asked.get("doc_id"), k=most)
                answer: dict[str, object] = {"hits": [clause_document(hit, "doc_id") for hit in hits]}
        except TactfulError as error:
            answer, failed = {"hits": [], "errors": [str(error)]}, True
        print_line({"qid": name, **answer, "ms": round((time.perf_counter() - started) * 1000, 3)})
    if failed:
        raise typer.Exit(3)


def _whole(item: Mapping[str, object] | BadInput) -> Mapping[str, object]:
    if isinstance(item, BadInput):
        raise item
    return item
