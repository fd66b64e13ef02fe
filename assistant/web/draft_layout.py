"""The components of the drafting page and where they stand."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import gradio as gr

from assistant.domain.kinds import Channel, MessageKind, Tone
from assistant.domain.language import Language
from assistant.domain.order import Change
from assistant.domain.parties import SenderRank
from assistant.web.screen import Outputs, Screen, panel
from assistant.web.shown import Shown

# Longest lines of a mail subject that a mailbox shows in full are far below this.
LONGEST_SUBJECT = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class Parts(Outputs):
    """The components of the page."""

    head: gr.HTML
    notice: gr.HTML
    case: gr.HTML
    kind: gr.Dropdown
    channel: gr.Dropdown
    tone: gr.Dropdown
    language: gr.Dropdown
    sender: gr.Dropdown
    writer: gr.Dropdown
    on: gr.Textbox
    because: gr.Textbox
    compose: gr.Button
    subject: gr.Textbox
    body: gr.Textbox
    save: gr.Button
    take_back: gr.Button
    submit: gr.Button
    preview: gr.HTML
    findings: gr.HTML
    why: gr.HTML
    facts: gr.HTML
    papers: gr.HTML
    sent: gr.HTML
    chips: gr.Column
    chips_line: gr.HTML
    softer: gr.Button
    firmer: gr.Button
    shorter: gr.Button
    mention_offer: gr.Button
    another: gr.Button
    composers: gr.Button
    variants: gr.HTML
    case_id: gr.State
    shown: gr.State

    @property
    def rewording(self) -> tuple[gr.Button, ...]:
        """What has a stored text worded otherwise: nothing that a text in the boxes could be lost by."""
        return (self.softer, self.firmer, self.shorter, self.mention_offer, self.another, self.composers)


def lay_out(screen: Screen) -> Parts:
    """The components, in the open route."""
    say = screen.say
    made: dict[str, Any] = {"case_id": gr.State(""), "shown": gr.State(Shown())}
    for name in ("head", "notice", "case"):
        made[name] = panel(name)
    with gr.Row(elem_id="wishes"):
        made |= _wishes(screen)
        for name, most, example, width in (("on", 10, "2026-06-30", 120), ("because", 500, "", 240)):
            made[name] = gr.Textbox(
                label=say(f"draft.choose_{name}"),
                elem_id=f"wish-{name}",
                placeholder=example,
                max_lines=1,
                max_length=most,
                min_width=width,
            )
        made["compose"] = gr.Button(say("draft.compose"), variant="secondary", elem_id="compose", min_width=120)
    with gr.Row(elem_id="workspace"):
        with gr.Column(elem_id="edit", min_width=280):
            made["subject"] = gr.Textbox(
                label=say("draft.subject"), elem_id="subject-box", max_lines=1, max_length=LONGEST_SUBJECT
            )
            made["body"] = gr.Textbox(label=say("draft.body"), elem_id="body-box", lines=18, max_lines=20)
            made |= _chips(screen)
            made["take_back"] = gr.Button(say("draft.take_back"), size="sm", visible=False, elem_id="take-back")
            with gr.Row(elem_id="actions"):
                made["save"] = gr.Button(say("draft.save"), interactive=False, elem_id="save")
                made["submit"] = gr.Button(say("draft.submit"), variant="primary", interactive=False, elem_id="submit")
        with gr.Column(elem_id="checked", min_width=280):
            made["preview"] = panel("preview-panel")
        with gr.Column(elem_id="side", min_width=260):
            made["findings"], made["why"] = panel("findings-panel"), panel("why-panel")
    made["variants"] = panel("variants")
    with gr.Row(elem_id="grounds"):
        made["facts"], made["papers"] = panel("facts-panel"), panel("papers-panel")
    made["sent"] = panel("sent")
    return Parts(**made)


def _chips(screen: Screen) -> dict[str, Any]:
    """What may be asked of a wording; shown only where a model is set up and the text is one's own."""
    say, words = screen.say, screen.words()
    labels = {change.value: words.name(change) for change in Change}
    labels |= {"another": say("draft.another"), "composers": say("draft.composers")}
    made: dict[str, Any] = {}
    with gr.Column(visible=False, elem_id="chips") as chips:
        made["chips_line"] = panel("chips-line")
        with gr.Row():
            for name, label in labels.items():
                made[name] = gr.Button(label, size="sm", elem_id=f"chip-{name.replace('_', '-')}", min_width=60)
    return made | {"chips": chips}


def _wishes(screen: Screen) -> dict[str, Any]:
    say, words = screen.say, screen.words()
    by_policy = (say("draft.by_policy"), "")
    lists: dict[str, type[StrEnum]] = {
        "kind": MessageKind,
        "channel": Channel,
        "tone": Tone,
        "language": Language,
        "sender": SenderRank,
    }
    made = {
        name: gr.Dropdown(
            [by_policy, *((words.name(member), member.value) for member in members)],
            value="",
            label=say(f"draft.choose_{name}"),
            elem_id=f"wish-{name}",
            min_width=120,
            filterable=False,
        )
        for name, members in lists.items()
    }
    writers = sorted(screen.desk.writers)
    made["writer"] = gr.Dropdown(
        [(say("draft.by_default"), ""), *((say(f"draft.writer_{name}"), name) for name in writers)],
        value="",
        label=say("draft.choose_writer"),
        elem_id="wish-writer",
        min_width=120,
        filterable=False,
        visible=len(writers) > 1,
    )
    return made
