"""The guardrail at LangChain's edge, and every example of the page that tells about it."""

import re
from pathlib import Path

import pytest
from langchain.agents import create_agent
from langchain_core.language_models import FakeListChatModel, GenericFakeChatModel
from langchain_core.messages import AIMessage

from assistant.adapters.langchain_guardrail import GuardrailMiddleware, checking, passing
from assistant.domain.finding import Verdict
from assistant.errors import Blocked
from assistant.guardrail import Checker, load_checker
from assistant.guardrail.checks import check

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "check-texts-from-your-own-program.md"
CALM, THREAT = "Could you let us know the payment date?", "Pay now or else."
REPROACH = "Your conduct is totally unacceptable."


def an_agent(*responses, **settings):
    middleware = GuardrailMiddleware(load_checker().check, **settings)
    return create_agent(FakeListChatModel(responses=list(responses)), tools=[], middleware=[middleware])


def last(state):
    return state["messages"][-1].content


def test_the_examples_of_the_page_run_as_they_stand(capsys):
    examples = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    for example in examples:
        exec(example, {})
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "block"
    assert any(line.startswith("disclosure.third-party ") for line in said[1:-3])
    passed, routed, ended = said[-3:]
    assert (passed, ended) == (CALM, "This needs a person.")
    assert "violence.vague-consequence" in routed.removeprefix("To a person: ").split(", ")


@pytest.mark.parametrize("output", [CALM, AIMessage(content=CALM), AIMessage(content=[{"type": "text", "text": CALM}])])
def test_what_passes_goes_on_unchanged(output):
    assert passing(load_checker().check).invoke(output) is output


@pytest.mark.parametrize("text", [THREAT, REPROACH])
def test_what_nobody_reviews_does_not_go_on(text):
    with pytest.raises(Blocked, match="The guardrail stops what the model wrote"):
        passing(load_checker().check).invoke(AIMessage(content=[{"type": "text", "text": text}]))


def test_a_check_that_fails_is_no_pass():
    @check(id="broken", version="1")
    def broken(reading, rules):
        yield from ()
        raise RuntimeError("this check is broken")

    checker = Checker(load_checker().rules, checks=(broken,))
    assert checking(checker.check).invoke(CALM).verdict is Verdict.ERROR
    with pytest.raises(Blocked, match="broken"):
        passing(checker.check).invoke(CALM)


def test_an_agent_goes_on_with_what_passes_and_stops_with_what_does_not():
    assert last(an_agent(CALM).invoke({"messages": [("user", "Write.")]})) == CALM
    with pytest.raises(Blocked, match=r"violence\.vague-consequence"):
        an_agent(THREAT).invoke({"messages": [("user", "Write.")]})


def test_an_agent_may_end_with_other_words_and_the_stopped_ones_are_gone():
    state = an_agent(THREAT, instead=lambda report: report.verdict).invoke({"messages": [("user", "Write.")]})
    assert [message.content for message in state["messages"]] == ["Write.", "block"]


def test_a_letter_in_the_call_of_a_tool_is_checked_too():
    call = {"name": "send_mail", "args": {"to": ["a@b.example"], "mail": {"body": THREAT}}, "id": "1"}
    model = GenericFakeChatModel(messages=iter([AIMessage(content="", tool_calls=[call])]))
    middleware = GuardrailMiddleware(load_checker().check, instead=lambda report: "stopped")
    state = create_agent(model, tools=[], middleware=[middleware]).invoke({"messages": [("user", "Send it.")]})
    assert last(state) == "stopped"
    assert [getattr(message, "tool_calls", []) for message in state["messages"]] == [[], []]
