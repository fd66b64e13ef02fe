"""Offers the guardrail to LangChain: a runnable that checks what a model wrote, and a middleware for agents."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from langchain.agents.middleware import AgentMiddleware, hook_config
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.runnables import Runnable, RunnableLambda

from assistant.domain.finding import Report, Verdict
from assistant.errors import Blocked

Check = Callable[[str], Report]


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckedOutput:
    """What a model wrote, as it came, with the report on its text."""

    output: str | BaseMessage
    report: Report

    @property
    def verdict(self) -> Verdict:
        """By which a chain may branch."""
        return self.report.verdict


def checking(check: Check) -> "Runnable[str | BaseMessage, CheckedOutput]":
    """A runnable that puts the report beside what came in, and stops nothing: the chain branches by the verdict."""
    return RunnableLambda(lambda output: CheckedOutput(output=output, report=check(_text(output))), name="guardrail")


def passing(check: Check) -> "Runnable[str | BaseMessage, str | BaseMessage]":
    """A runnable that lets through what passes, unchanged, and raises Blocked for everything else.

    Nobody reviews what a program sends by itself, so that the verdict *review* stops it as well.
    """

    def pass_on(output: str | BaseMessage) -> str | BaseMessage:
        require_pass(check(_text(output)))
        return output

    return RunnableLambda(pass_on, name="guardrail")


class GuardrailMiddleware(AgentMiddleware[Any, Any, Any]):
    """Checks what an agent's model wrote, the texts in its calls of tools too, before anything is done with it.

    Without ``instead`` a text that does not pass raises Blocked. With it, the agent ends, and what ``instead`` makes of
    the report stands in place of the text; no tool is called.
    """

    def __init__(self, check: Check, *, instead: Callable[[Report], str] | None = None) -> None:
        """Judge by ``check``."""
        super().__init__()
        self._check = check
        self._instead = instead

    @hook_config(can_jump_to=["end"])
    def after_model(self, state: Any, runtime: Any) -> dict[str, Any] | None:  # noqa: ARG002  (LangChain's own form)
        """Nothing for a text that passes; else raises, or ends the agent with other words."""
        newest = state["messages"][-1]
        if not isinstance(newest, AIMessage):
            return None
        report = self._check(_text(newest))
        if report.verdict is Verdict.PASS:
            return None
        if self._instead is None:
            require_pass(report)
        told = AIMessage(content=self._instead(report) if self._instead else "", id=newest.id)
        return {"messages": [told], "jump_to": "end"}


def require_pass(report: Report) -> None:
    """Raise Blocked, naming the rules, unless the text passes."""
    if report.verdict is Verdict.PASS:
        return
    rules = ", ".join(sorted({finding.rule for finding in report.findings}) or report.errors)
    raise Blocked("output_blocked", f"The guardrail stops what the model wrote: {rules}.", rules=rules)


def _text(output: str | BaseMessage) -> str:
    """The text of a message and every text in its calls of tools: a letter may leave by either."""
    if isinstance(output, str):
        return output
    calls = output.tool_calls if isinstance(output, AIMessage) else []
    return "\n\n".join(text for text in (str(output.text), *_strings([call["args"] for call in calls])) if text)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from _strings(list(value.values()))
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)
