"""A contract as a page: what was asked of it, the clauses that answer, and each of them marked in the document."""

from collections.abc import Sequence

from assistant.domain.contracts import Contract
from assistant.ports import Hit
from assistant.web.frame import Page, card, page_address
from assistant.web.labels import Labels
from assistant.web.marked_text import Mark, marked
from assistant.web.markup import NOTHING, Markup, joined, tag
from assistant.wording import Wording
from assistant.workflow.contract_terms import TermLine

_SHOWN = 300


def contract_list(contracts: Sequence[Contract], say: Labels) -> Markup:
    """A customer's contracts, each leading to its page."""
    if not contracts:
        return card(say("contract.contracts"), tag("p", say("account.none"), class_="quiet"))
    links = (tag("li", contract_link(c.number, say, f"{c.number} · {c.title}")) for c in contracts)
    return card(say("contract.contracts"), tag("ul", *links, class_="commitments"))


def contract_link(number: str, say: Labels, shown: str = "") -> Markup:
    """A link to the page of a contract."""
    return tag("a", shown or number, href=page_address(say.language, Page.CONTRACT, contract=number))


def contract_head(contract: Contract, question: str, say: Labels, words: Wording) -> Markup:
    """Which contract it is, what one must know of its text, and the line to ask it something."""
    hint = say("contract.ask")
    ask = tag(
        "form",
        tag("input", type="hidden", name="contract", value=contract.number),
        tag("input", name="q", value=question, maxlength=500, placeholder=hint, aria_label=hint),
        tag("button", say("contract.search"), type="submit", class_="button"),
        method="get",
        action=page_address(say.language, Page.CONTRACT),
        class_="ask",
        role="search",
    )
    about = f"{contract.number} · {contract.customer_code} · {len(contract.clauses)} {say('contract.clauses')}"
    notes = (tag("p", "▲ ", words.reason(note), class_="warning") for note in contract.notes)
    name = tag("div", tag("h1", contract.title, lang=contract.language.value), tag("p", about, class_="quiet"))
    return joined([tag("section", name, class_="case-head"), *notes, ask])


def hits_card(hits: Sequence[Hit], question: str, say: Labels) -> Markup:
    """The clauses that answer, best first, each leading to its place in the document."""
    if not question:
        return NOTHING
    if not hits:
        return card(say("contract.answers"), tag("p", say("contract.nothing"), class_="quiet"))
    return card(
        say("contract.answers"), tag("ol", *(_hit(place, hit) for place, hit in enumerate(hits)), class_="hits")
    )


def document(contract: Contract, hits: Sequence[Hit], terms: Sequence[TermLine] = ()) -> Markup:
    """The text as it was imported, with every hit marked, where the page opens at the best one, else every term."""
    answers = [
        Mark(start=hit.start, end=hit.end, name=f"hit-{n}", look=None if n else "best") for n, hit in enumerate(hits)
    ]
    marks = answers or [Mark(start=term.start, end=term.end, name=term.id, look="term") for term in terms]
    return tag("article", marked(contract.text, marks), class_="contract-text", lang=contract.language.value)


def _hit(place: int, hit: Hit) -> Markup:
    clause = hit.clause
    title = " › ".join(part for part in (clause.number, *clause.headings) if part)
    shown = " ".join(hit.text.split())
    excerpt = f"{shown[:_SHOWN]}…" if len(shown) > _SHOWN else shown
    lead = tag("p", " ".join(hit.lead.text.split())[:_SHOWN], class_="lead-in") if hit.lead else None
    return tag("li", tag("a", title or f"{clause.start}–{clause.end}", href=f"#hit-{place}"), lead, tag("p", excerpt))
