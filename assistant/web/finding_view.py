"""What a check found and what it let pass, as HTML: numbered as in the text, with reason, basis and other words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.domain.finding import Finding, Report, Suppressed, Verdict
from assistant.domain.message import Message
from assistant.guardrail import Considered
from assistant.web import forms
from assistant.web.frame import card
from assistant.web.labels import Labels
from assistant.web.marks import category_name, severity_flag
from assistant.web.markup import NOTHING, Markup, joined, tag
from assistant.wording import Wording

_VERDICT_SIGNS = {Verdict.PASS: "✓", Verdict.REVIEW: "▲", Verdict.BLOCK: "✕", Verdict.ERROR: "✕"}


def verdict_chip(report: Report, words: Wording) -> Markup:
    """What the guardrail says of the text, and how many findings somebody let stand (◇, as in the list)."""
    verdict = report.verdict
    sign = tag("span", _VERDICT_SIGNS[verdict], aria_hidden="true")
    stands = f" ◇ {len(report.suppressed)}" if report.suppressed else None
    return tag("span", sign, " ", words.name(verdict), stands, class_=f"verdict verdict-{verdict.value}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Answerable:
    """What of a message's findings a person may answer for: where the reason is sent, and what ``may`` stand."""

    message: Message
    may: Callable[[Finding], bool]
    new_key: Callable[[], str]


def findings(
    report: Report, say: Labels, words: Wording, *, may_apply: bool, answers: Answerable | None = None
) -> Markup:
    """What was found, numbered as in the text, and what somebody let stand.

    ``may_apply`` offers to put a suggestion in its place, ``answers`` to let a finding stand.
    """
    blocked = None
    if not report.verdict.may_leave:
        blocked = tag("p", "✕ ", say("draft.blocked"), class_="blocked", role="alert")
    errors = [tag("p", "✕ ", say("draft.check_failed", check=name), class_="blocked") for name in report.errors]
    items = [
        tag(
            "li",
            _finding(finding, words=words, say=say, flag=severity_flag(finding, number, words)),
            _suggestion(finding, number, say, may_apply),
            _let_stand(finding, say, answers),
        )
        for number, finding in enumerate(report.findings, start=1)
    ]
    items += [
        tag("li", _suppressed(one, say, words), _lift(one.finding, say, answers), class_="stands")
        for one in report.suppressed
    ]
    listed = tag("ol", *items, class_="findings") if items else tag("p", "✓ ", say("draft.no_findings"), class_="fine")
    return card(say("draft.findings"), blocked, *errors, listed)


def _suppressed(one: Suppressed, say: Labels, words: Wording) -> Markup:
    made = one.suppression
    flag = tag("span", tag("span", "◇", aria_hidden="true"), " ", say("draft.stands"), class_="flag")
    by = say("draft.stands_by", by=made.by, moment=words.value(made.at))
    why = tag("p", tag("span", by, class_="part-name"), " ", tag("q", made.reason), class_="reason")
    return joined([_finding(one.finding, words=words, say=say, flag=flag), why])


def _let_stand(finding: Finding, say: Labels, answers: Answerable | None) -> Markup | None:
    """A form for the reason, folded; only where one could make the finding stand."""
    if answers is None or not answers.may(finding):
        return None
    reason = forms.words(say("draft.stands_because"), "reason")
    form = _form(finding, answers, ("suppressions",), say("draft.let_stand"), reason)
    return forms.folded(say("draft.let_stand"), form)


def _lift(finding: Finding, say: Labels, answers: Answerable | None) -> Markup | None:
    return _form(finding, answers, ("suppressions", "lift"), say("draft.lift")) if answers else None


def _form(finding: Finding, answers: Answerable, route: tuple[str, ...], button: str, *fields: Markup) -> Markup:
    """A form about ``finding`` as it was looked at."""
    return forms.entry_form(
        forms.message_route(answers.message.id, *route),
        answers.new_key(),
        button,
        forms.hidden_number("version", answers.message.version),
        forms.hidden("rule", finding.rule),
        forms.hidden_number("start", finding.start),
        forms.hidden_number("end", finding.end),
        *fields,
        danger=True,
    )


def considered(every: Sequence[Considered], say: Labels, words: Wording) -> Markup:
    """The places that rules looked at and did not stop, each with the reason; folded, and nothing without any."""
    if not every:
        return NOTHING
    items = [tag("li", _considered(one, say, words)) for one in every]
    listed = tag("ol", *items, class_="findings")
    title = say("marks.considered", count=len(every))
    return tag("section", tag("details", tag("summary", title), listed), class_="card", aria_label=title)


def _considered(one: Considered, say: Labels, words: Wording) -> Markup:
    head = tag("div", tag("b", category_name(one.category, say)), tag("code", one.rule), class_="finding-head")
    return joined(
        [head, tag("q", one.excerpt), tag("p", words.reason(one.why)), tag("p", one.sentence, class_="basis")]
    )


def _finding(finding: Finding, *, words: Wording, say: Labels, flag: Markup) -> Markup:
    head = tag(
        "div",
        flag,
        tag("b", category_name(finding.category, say)),
        tag("code", finding.rule),
        class_="finding-head",
    )
    quote = tag("q", finding.excerpt) if finding.excerpt else None
    message = tag("p", finding.message.in_language(words.language))
    basis = tag("p", say("draft.basis"), " ", "; ".join(finding.basis), class_="basis") if finding.basis else None
    how = say("draft.found_how", engine=words.name(finding.engine), stance=words.name(finding.stance))
    return joined(part for part in (head, quote, message, basis, tag("p", how, class_="basis")) if part)


def _suggestion(finding: Finding, number: int, say: Labels, may_apply: bool) -> Markup:
    if finding.suggestion is None or finding.start == finding.end:
        return NOTHING
    instead = finding.suggestion or say("draft.delete_it")
    line = tag("p", tag("span", say("draft.instead"), class_="part-name"), " ", tag("i", instead), class_="suggestion")
    label = say("draft.apply" if finding.suggestion else "draft.delete")
    button = tag(
        "button",
        label,
        type="button",
        class_="small",
        data_do="apply",
        data_rule=finding.rule,
        data_start=finding.start,
        data_end=finding.end,
        aria_label=f"{label} ({number})",
    )
    return joined([line, button]) if may_apply else line
