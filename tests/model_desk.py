"""A desk whose writer is a model for tests, and what that model is made to write."""

from collections.abc import Callable

from assistant.drafting import ModelWriter
from assistant.knowledge import shipped
from assistant.parts import load_parts, shipped_parts
from assistant.prompting import load_prompts
from assistant.workflow.desk import Desk
from tests.desk import a_desk, composer
from tests.fakes.model import FakeModel, sensible_answer

THREAT = "再不付款，后果自负"


class EnoughTokens:
    """A counter for requests that are never too long."""

    def count(self, text: str) -> int:
        return len(text)

    def is_exact(self) -> bool:
        return False


def a_model_writer(model: FakeModel) -> ModelWriter:
    return ModelWriter(
        model,
        load_prompts(shipped("prompts")),
        composer(),
        EnoughTokens(),
        load_parts(shipped_parts()),
        model_name="small",
        new_marker=lambda: "k3v9x2m7",
        now=lambda: 0.0,
    )


def a_model_desk(model: FakeModel, **changes: object) -> Desk:
    """The desk of `tests.desk`, where ``model`` writes unless somebody asks for the composer."""
    writer = a_model_writer(model)
    return a_desk(writers={"composer": composer, "model": lambda: writer}, default_writer="model", **changes)


def saying(words: str) -> Callable[..., str]:
    """A good answer with ``words`` in it."""
    return lambda messages: sensible_answer(messages).replace("谢谢您的支持", f"{words}。谢谢您的支持")


def stamps(*prompts: str) -> str:
    """How a draft's stamp names these prompt files, in the versions that are shipped."""
    shipped_ones = load_prompts(shipped("prompts"))
    return " ".join(shipped_ones.get(name).stamp for name in prompts)
