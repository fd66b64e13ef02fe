"""The worklist as HTML: what is open by age in each currency, and a row per case with its next step or why it waits."""

from collections.abc import Iterable, Mapping, Sequence

from assistant.domain.ageing import Bucket
from assistant.domain.brief import Refusal
from assistant.domain.message import Status
from assistant.domain.money import Money, total
from assistant.web.frame import Page, in_a_row, page_address, status_chip, upper_first
from assistant.web.labels import Labels
from assistant.web.markup import NOTHING, Markup, joined, tag
from assistant.wording import Wording
from assistant.workflow.worklist import CaseView, NextStep, WorklistPage

_COLUMNS = ("customer", "overdue", "open", "days", "stage", "next", "message", "action")
_FIGURES = frozenset({"overdue", "open", "days"})


def summary(views: Sequence[CaseView], say: Labels) -> Markup:
    """How much there is to do, in four counts."""
    counts = {
        "to_draft": sum(isinstance(v.next_step, NextStep) and v.message is None for v in views),
        "waiting": sum(isinstance(v.next_step, Refusal) for v in views),
        "in_review": sum(v.message is not None and v.message.status is Status.IN_REVIEW for v in views),
        "returned": sum(v.message is not None and v.message.status is Status.RETURNED for v in views),
    }
    items = [
        tag("li", tag("b", count), " ", say(f"worklist.{name}"), class_=None if count else "none")
        for name, count in counts.items()
    ]
    return tag("div", tag("h1", say("worklist.title")), tag("ul", *items, class_="counts"), class_="page-title")


def many(total: int, say: Labels) -> Markup:
    """How many cases there are, where they are too many to count by what there is to do."""
    return tag(
        "div", tag("h1", say("worklist.title")), tag("p", say("worklist.many", total=f"{total:,}")), class_="page-title"
    )


def ageing(views: Iterable[CaseView], say: Labels, words: Wording) -> Markup:
    """The open balance by age: one panel for each currency, bars to the scale of that currency alone."""
    by_currency: dict[str, list[CaseView]] = {}
    for view in views:
        by_currency.setdefault(view.case.currency, []).append(view)
    panels = [_currency_panel(currency, by_currency[currency], words) for currency in sorted(by_currency)]
    if not panels:
        return NOTHING
    return tag(
        "section",
        tag("h2", say("worklist.ageing")),
        tag("div", *panels, class_="panels"),
        class_="ageing",
        aria_label=say("worklist.ageing"),
    )


def rows(views: Sequence[CaseView], say: Labels, words: Wording) -> Markup:
    """The table of cases."""
    if not views:
        return tag("p", say("worklist.none"), class_="empty")
    heads = [
        tag("th", say(f"worklist.{name}"), scope="col", class_="figure" if name in _FIGURES else None)
        for name in _COLUMNS
    ]
    body = joined(_row(view, say, words) for view in views)
    table = tag(
        "table",
        tag("caption", say("worklist.caption"), class_="unseen-label"),
        tag("thead", tag("tr", *heads)),
        tag("tbody", body),
        class_="cases",
    )
    return tag("div", table, class_="table-wrap")


def pager(shown: WorklistPage, say: Labels) -> Markup:
    """The way to the page before and the page after; nothing where one page holds all."""
    if shown.pages == 1:
        return NOTHING
    here = tag("span", say("worklist.page", page=shown.page, pages=shown.pages))
    before = _turn(shown.page - 1, say("worklist.page_before"), possible=shown.page > 1)
    after = _turn(shown.page + 1, say("worklist.page_after"), possible=shown.page < shown.pages)
    return tag("nav", before, here, after, class_="pager", aria_label=say("worklist.caption"))


def _turn(page: int, label: str, *, possible: bool) -> Markup:
    return tag("button", label, type="button", class_="plain", data_do="turn", data_page=page, disabled=not possible)


def _currency_panel(currency: str, views: Sequence[CaseView], words: Wording) -> Markup:
    sums: Mapping[Bucket, Money] = {b: total((view.ageing[b] for view in views), currency) for b in Bucket}
    most = max((amount.minor for amount in sums.values()), default=0)
    bars = [_bar(bucket, amount, most, words) for bucket, amount in sums.items()]
    heading = tag("h3", currency, " ", tag("span", total(sums.values(), currency).number(), class_="sum"))
    return tag("div", heading, tag("dl", *bars), class_="currency")


def _bar(bucket: Bucket, amount: Money, most: int, words: Wording) -> Markup:
    share = round(100 * amount.minor / most) if most > 0 else 0
    line = tag("span", class_=f"bar age-{list(Bucket).index(bucket)}", style=f"width:{max(share, 1 if amount else 0)}%")
    figure = tag("span", amount.number() if amount else "–", class_="amount")
    return tag(
        "div", tag("dt", words.name(bucket)), tag("dd", tag("span", line, class_="track"), figure), class_="bucket"
    )


def _row(view: CaseView, say: Labels, words: Wording) -> Markup:
    case = view.case
    waits = isinstance(view.next_step, Refusal)
    overdue = case.overdue_balance
    cells = [
        tag("td", _customer(view, say), class_="customer"),
        tag("td", str(overdue) if overdue else "–", class_="figure strong" if overdue else "figure"),
        tag("td", str(case.open_balance), class_="figure"),
        tag("td", _days(view, say), class_="figure"),
        tag("td", _stage(view, words)),
        tag("td", _next(view.next_step, say, words), class_="next"),
        tag("td", _message(view, words), class_="message"),
        tag("td", _open_link(view, say), class_="action"),
    ]
    return tag("tr", *cells, class_="waits" if waits else None, data_case=case.id)


def _customer(view: CaseView, say: Labels) -> Markup:
    customer = view.case.customer
    small = tag("small", f"{customer.code} · {customer.language.value}-{customer.region}")
    address = page_address(say.language, Page.DRAFT, case=view.case.id)
    return joined([tag("a", customer.name, href=address, lang=customer.language.value), small])


def _days(view: CaseView, say: Labels) -> Markup:
    if not view.case.items:
        return tag("span", "–")
    days = view.case.days_past_due
    label = say("worklist.days_late", days=days) if days >= 0 else say("worklist.days_ahead", days=-days)
    return tag(
        "span",
        f"{days:+d}" if days else "0",
        title=label,
        aria_label=label,
        class_="days late" if days > 30 else "days",
    )


def _stage(view: CaseView, words: Wording) -> Markup:
    if isinstance(view.next_step, Refusal):
        return tag("span", "–", class_="quiet")
    return tag("span", upper_first(words.name(view.next_step.stage)), class_=f"stage {view.next_step.stage.value}")


def _next(step: NextStep | Refusal, say: Labels, words: Wording) -> Markup:
    if isinstance(step, Refusal):
        until = tag("small", say("worklist.until", day=words.value(step.until.date()))) if step.until else None
        head = tag("span", tag("span", "‖ ", aria_hidden="true"), say("worklist.wait"), class_="wait")
        return joined([tag("div", head, until, class_="step"), tag("p", words.reason(step.reason))])
    what = in_a_row(words.name(part) for part in (step.kind, step.tone, step.channel))
    # How late it is stands in a column of its own.
    why = [words.reason(r) for r in step.reasons if r.code not in ("days_past_due", "days_to_due")]
    warnings = [tag("p", "▲ ", words.reason(warning), class_="warning") for warning in step.warnings]
    reason = tag("p", ("" if say.language.is_chinese else " ").join(why[:2]), data_tip="\n".join(why), tabindex="0")
    return joined([tag("div", tag("b", what), class_="step"), reason, *warnings])


def _message(view: CaseView, words: Wording) -> Markup:
    if view.message is None:
        return tag("span", "–", class_="quiet")
    return joined([status_chip(view.message.status, words), tag("small", f"{view.message.id} v{view.message.version}")])


def _open_link(view: CaseView, say: Labels) -> Markup:
    message = view.message
    under_review = message and message.status in (Status.IN_REVIEW, Status.APPROVED)
    if message and under_review:
        address, label = page_address(say.language, Page.REVIEW, item=message.id), say("worklist.review")
    else:
        address = page_address(say.language, Page.DRAFT, case=view.case.id)
        label = say("worklist.continue" if message else "worklist.draft")
        if message is None and isinstance(view.next_step, Refusal):
            label = say("worklist.look")
    name = f"{label}: {view.case.customer.name} {view.case.currency}"
    main = message is not None or isinstance(view.next_step, NextStep)
    return tag("a", label, href=address, class_="button" if main else "button plain", aria_label=name)
