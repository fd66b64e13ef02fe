"""The worklist as HTML: what is open by age in each currency, and a row per case with its next step or why it waits."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from assistant.domain.ageing import Bucket
from assistant.domain.brief import Refusal
from assistant.domain.message import Status
from assistant.domain.money import Money, total
from assistant.ports import QueueCounts
from assistant.web.frame import Page, page_address, status_chip, upper_first
from assistant.web.labels import Labels
from assistant.web.markup import NOTHING, Markup, joined, tag
from assistant.wording import Wording
from assistant.workflow.case_view import CaseView, NextStep, why_first
from assistant.workflow.worklist import WorklistPage

_COLUMNS = ("customer", "overdue", "open", "days", "stage", "next", "message", "action")
_FIGURES = frozenset({"overdue", "open", "days"})


def summary(counts: QueueCounts, say: Labels) -> Markup:
    """How much there is to do, in four counts."""
    promises = "promises_due_one" if counts.promises_due == 1 else "promises_due"
    replies = "replies_unread_one" if counts.replies_unread == 1 else "replies_unread"
    listed = {
        "to_draft": counts.to_draft,
        "returned": counts.returned,
        promises: counts.promises_due,
        replies: counts.replies_unread,
    }
    items = [
        tag("li", tag("b", f"{count:,}"), " ", say(f"worklist.{name}"), class_=None if count else "none")
        for name, count in listed.items()
    ]
    return tag("div", tag("h1", say("worklist.title")), tag("ul", *items, class_="counts"), class_="page-title")


def many(total: int, say: Labels) -> Markup:
    """How many cases there are, where they are too many to judge each before it is looked at."""
    return tag("p", say("worklist.many", total=f"{total:,}"), class_="quiet")


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
    waits = isinstance(view.next_step, Refusal) and not view.attention.calls
    overdue = case.overdue_balance
    cells = [
        tag("td", _customer(view, say, words), class_="customer"),
        tag("td", str(overdue) if overdue else "–", class_="figure strong" if overdue else "figure"),
        tag("td", str(case.open_balance), class_="figure"),
        tag("td", _days(view, say), class_="figure"),
        tag("td", _stage(view, words)),
        tag("td", _next(view, say, words), class_="next"),
        tag("td", _message(view, words), class_="message"),
        tag("td", _open_link(view, say), class_="action"),
    ]
    return tag("tr", *cells, class_="waits" if waits else None, data_case=case.id)


def _customer(view: CaseView, say: Labels, words: Wording) -> Markup:
    customer = view.case.customer
    small = tag("small", f"{customer.code} · {customer.language.value}-{customer.region}")
    address = page_address(say.language, Page.DRAFT, case=view.case.id)
    why = "\n".join(words.reason(reason) for reason in why_first(view))
    points = say("worklist.priority", points=view.priority.points)
    first = tag("small", points, data_tip=why or None, tabindex="0" if why else None, class_="priority")
    return joined([tag("a", customer.name, href=address, lang=customer.language.value), small, first])


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
    if view.stage is None:
        return tag("span", "–", class_="quiet")
    return tag("span", upper_first(words.name(view.stage)), class_=f"stage {view.stage.value}")


def _next(view: CaseView, say: Labels, words: Wording) -> Markup:
    step = view.next_step
    calls = [tag("p", sign, " ", line, class_="calls") for sign, line in _calls(view, say, words)]
    if isinstance(step, Refusal):
        until = tag("small", say("worklist.until", day=words.value(step.until.date()))) if step.until else None
        head = tag("span", tag("span", "‖ ", aria_hidden="true"), say("worklist.wait"), class_="wait")
        return joined([*calls, tag("div", head, until, class_="step"), tag("p", words.reason(step.reason))])
    why = "\n".join(words.reason(reason) for reason in step.reasons)
    warnings = [tag("p", "▲ ", words.reason(warning), class_="warning") for warning in step.warnings]
    sentence = tag("p", upper_first(words.reason(step.sentence)), data_tip=why, tabindex="0", class_="sentence")
    return joined([*calls, sentence, *warnings])


def _calls(view: CaseView, say: Labels, words: Wording) -> Iterator[tuple[str, Markup | str]]:
    """What waits for one of us, with a sign for each."""
    attention = view.attention
    if attention.unread:
        came = words.value(attention.unread[0].received.date())
        line = say("worklist.call_reply", day=came, count=len(attention.unread))
        yield "✉", tag("a", line, href=page_address(say.language, Page.REPLY, case=view.case.id))
    if attention.promise_due and attention.promise:
        due = words.value(attention.promise.due)
        yield "◷", say("worklist.call_promise", day=due, amount=attention.promise.amount)
    for plan in view.plans:
        if plan.is_short:
            due = words.value(plan.broken[0].due)
            yield "◷", say("worklist.call_instalment", day=due, amount=plan.shortfall, plan=plan.plan.id)
    if attention.returned:
        yield "↩", say("worklist.call_returned")


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
