"""The components of the negotiation page and where they stand."""

from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.domain.kinds import MessageKind
from assistant.planning import NEGOTIATED
from assistant.web.markup import tag
from assistant.web.plan_box import BOXES, plan_boxes
from assistant.web.screen import Screen, Titled, panel


@dataclass(frozen=True, kw_only=True, slots=True)
class Parts(Titled):
    """The components of the page."""

    case: gr.HTML
    thread: gr.HTML
    proposal: gr.HTML
    position: gr.HTML
    held: gr.HTML
    options: gr.HTML
    requests: gr.HTML
    agreements: gr.HTML
    plan: gr.HTML
    cash: gr.HTML
    wishes: gr.Row
    kind: gr.Dropdown
    because: gr.Textbox
    builder: gr.Column
    count: gr.Textbox
    first: gr.Textbox
    start: gr.Textbox
    rhythm: gr.Dropdown
    interest: gr.Dropdown
    discount: gr.Textbox
    fees: gr.Textbox
    security: gr.Textbox
    lines: gr.Textbox
    case_id: gr.State

    @property
    def boxes(self) -> list[Any]:
        """The boxes of the plan by hand, in their order."""
        return [getattr(self, name) for name in BOXES]


def negotiate_parts(screen: Screen) -> Parts:
    """Lay them out in the open route."""
    say, words = screen.say, screen.words()
    made: dict[str, Any] = {"case_id": gr.State("")}
    made |= {name: panel(name) for name in ("head", "notice", "case")}
    with gr.Row(elem_id="negotiation"):
        with gr.Column(min_width=300, scale=2):
            made |= {name: panel(name) for name in ("proposal", "requests", "agreements", "thread")}
        with gr.Column(min_width=420, scale=3):
            made["position"] = panel("position")
            with gr.Row(elem_id="offer-wishes", visible=False) as wishes:
                made["kind"] = gr.Dropdown(
                    [(words.name(kind), kind.value) for kind in MessageKind if kind in NEGOTIATED],
                    value=MessageKind.NEGOTIATION_REPLY.value,
                    label=say("negotiate.kind"),
                    elem_id="offer-kind",
                    filterable=False,
                    min_width=160,
                )
                made["because"] = gr.Textbox(
                    label=say("negotiate.because"), elem_id="offer-because", max_lines=1, max_length=500, min_width=240
                )
            made["held"] = panel("held")
            made["options"] = panel("options")
            with gr.Column(elem_id="plan-builder", visible=False) as builder:
                panel("plan-title", value=tag("h2", say("negotiate.plan")))
                made |= plan_boxes(screen)
                made["plan"], made["cash"] = panel("plan"), panel("cash")
    return Parts(wishes=wishes, builder=builder, **made)
