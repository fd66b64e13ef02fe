"""The plan builder of the negotiation page: its boxes, what is typed in them, and what that comes to."""

import json
import re
from typing import Any

import gradio as gr

from assistant.domain.arrangement import InterestTreatment
from assistant.errors import BadInput
from assistant.intake.given_choices import LineGiven, PlanGiven, RhythmGiven
from assistant.negotiation.plan_checks import CheckState
from assistant.web.arrangement_view import arrangement_detail
from assistant.web.frame import card
from assistant.web.labels import Labels
from assistant.web.markup import Markup, tag
from assistant.web.screen import Screen
from assistant.wording import Wording
from assistant.workflow.negotiation.plan_by_hand import PlanSeen
from assistant.workflow.record import typed

# The boxes in the order in which handlers are given them.
BOXES = ("count", "first", "start", "rhythm", "interest", "discount", "fees", "security", "lines")
_LONGEST = 4000
_REST_MS = 120
# What a person types stays in the tab until they offer it: a page that is loaded again begins from it. What the page
# itself fills in before anybody touched it is not kept, so that it goes on following our move.
_PLACE = "'plan:' + new URLSearchParams(location.search).get('case')"
# Only what stands in the boxes once they have been at rest is asked about: Gradio sends what changes while it is still
# sending the change before, and answers to both come in any order, so that the plan of other boxes could stay shown.
KEEP = f"""(...given) => {{
  const head = document.querySelector('.page-head');
  if (head && window.planTouched) {{
    const boxes = given.slice(1).map(box => box ?? '');
    sessionStorage.setItem({_PLACE}, JSON.stringify([head.dataset.person, ...boxes]));
  }}
  clearTimeout(window.planAtRest);
  return new Promise(ask => {{ window.planAtRest = setTimeout(ask, {_REST_MS}, given); }});
}}"""
KEPT = f"""() => {{
  for (const name of ['input', 'keydown', 'pointerdown'])
    document.addEventListener(name, event => {{
      if (event.target.closest('#plan-builder, #options')) window.planTouched = true;
    }}, true);
  return [sessionStorage.getItem({_PLACE}) || ''];
}}"""
FORGET = f"() => {{ sessionStorage.removeItem({_PLACE}); }}"
_LINE = re.compile(r"\s*(\d{1,3})(?:\s+(\d{4}-\d{2}-\d{2}))?(?:\s+([\d.,]+))?\s*")
_SIGNS = {CheckState.OK: ("✓", "fine"), CheckState.LOOK: ("▲", "warning"), CheckState.WRONG: ("✕", "blocked")}


def plan_boxes(screen: Screen) -> dict[str, Any]:
    """The components, in the open column."""
    say, words = screen.say, screen.words()
    made: dict[str, Any] = {}
    with gr.Row():
        made["count"] = _line(say("negotiate.plan_count"), "count", 3, "4")
        made["first"] = _line(say("negotiate.plan_first"), "first", 24, "30%")
        made["start"] = _line(say("negotiate.plan_start"), "start", 10, "2026-07-10")
        made["rhythm"] = gr.Dropdown(
            [(say(f"negotiate.rhythm_{r}"), r) for r in ("month", "fortnight", "week")],
            value="month",
            label=say("negotiate.plan_rhythm"),
            elem_id="plan-rhythm",
            filterable=False,
            min_width=100,
        )
    with gr.Row():
        made["interest"] = gr.Dropdown(
            [(words.name(each), each.value) for each in InterestTreatment],
            value=InterestTreatment.CONTINUES.value,
            label=say("negotiate.plan_interest"),
            elem_id="plan-interest",
            filterable=False,
            min_width=200,
            scale=2,
        )
        made["discount"] = _line(say("negotiate.plan_discount"), "discount", 6, "")
        made["fees"] = _line(say("negotiate.plan_fees"), "fees", 24, "")
        made["security"] = _line(say("negotiate.plan_security"), "security", 200, "")
    made["lines"] = gr.Textbox(
        label=say("negotiate.plan_lines"), elem_id="plan-lines", lines=1, max_lines=8, max_length=_LONGEST
    )
    return made


def kept_plan(kept: str, login: str) -> dict[str, str] | None:
    """What ``login`` had typed in the boxes before the page was loaded again, by their names; None for anything else.

    It comes from the browser, so nothing goes into a box that could not have been typed or chosen there.
    """
    try:
        whose, *typed_in = json.loads(kept or "[]") or [""]
    except (ValueError, TypeError):
        return None
    if whose != login or len(typed_in) != len(BOXES) or not all(isinstance(each, str) for each in typed_in):
        return None
    boxes = dict(zip(BOXES, typed_in, strict=True))
    known = boxes["rhythm"] in set(RhythmGiven) and boxes["interest"] in set(InterestTreatment)
    return boxes if known and len(kept) <= _LONGEST else None


def plan_typed(boxes: tuple[Any, ...]) -> PlanGiven | None:
    """What is typed, None while number or first day are missing; raises BadInput for what cannot be read."""
    texts = dict(zip(BOXES, (str(box or "").strip() for box in boxes), strict=True))
    if not texts["count"] or not texts["start"]:
        return None
    first = texts["first"]
    share = first.endswith(("%", "％"))
    return PlanGiven(
        count=typed.count(texts["count"], "count"),
        start=typed.day(texts["start"], "start"),
        first="" if share else first,
        first_pct=first.rstrip("%％ ") if share else "",
        rhythm=RhythmGiven(texts["rhythm"] if texts["rhythm"] in set(RhythmGiven) else "month"),
        interest=InterestTreatment(texts["interest"] if texts["interest"] in set(InterestTreatment) else "continues"),
        discount_pct=texts["discount"],
        fees=texts["fees"],
        security=texts["security"],
        lines=tuple(_own_line(line) for line in texts["lines"].splitlines() if line.strip()),
    )


def boxes_of(plan: PlanGiven) -> dict[str, str]:
    """What stands in the boxes for ``plan``, by their names."""
    return {
        "count": str(plan.count),
        "first": plan.first,
        "start": plan.start.isoformat(),
        "rhythm": plan.rhythm.value,
        "interest": plan.interest.value,
        "discount": plan.discount_pct,
        "fees": plan.fees,
        "security": plan.security,
        "lines": "",
    }


def plan_card(seen: PlanSeen, say: Labels, words: Wording, *, may_offer: bool) -> Markup:
    """The plan with its schedule, its price and every check; for who ``may_offer``, what can be done with it."""
    checks = [
        tag("li", tag("span", _SIGNS[check.state][0], class_=_SIGNS[check.state][1]), " ", words.reason(check.reason))
        for check in seen.checks
    ]
    objections = [tag("li", "▲ ", words.reason(each)) for each in seen.objections]
    worth = f"{say('negotiate.row_value')} {seen.price.present_value} · {say('negotiate.days', days=seen.price.days)}"
    return card(
        say("negotiate.schedule"),
        arrangement_detail(seen.arrangement, say, words),
        tag("p", worth),
        tag("ul", *checks, *objections, class_="reasons checks"),
        _act(seen, say) if may_offer else None,
    )


def _act(seen: PlanSeen, say: Labels) -> Markup:
    """Offer it, or ask for authority to."""
    do, label = ("offer-plan", "plan_offer") if seen.may_be_offered else ("ask-plan", "ask_for_it")
    return tag("button", say(f"negotiate.{label}"), class_="small", type="button", data_do=do, disabled=not seen.sound)


def _line(label: str, name: str, most: int, example: str) -> gr.Textbox:
    return gr.Textbox(
        label=label, elem_id=f"plan-{name}", max_lines=1, max_length=most, placeholder=example, min_width=90
    )


def _own_line(line: str) -> LineGiven:
    found = _LINE.fullmatch(line)
    if not found or not (found[2] or found[3]):
        message = f"{line[:40]!r} is no payment; write it like 2 2026-08-10 36000."
        raise BadInput("bad_plan_line", message, text=line[:40])
    return LineGiven(
        number=int(found[1]),
        due=typed.day(found[2], "due") if found[2] else None,
        amount=(found[3] or "").replace(",", ""),
    )
