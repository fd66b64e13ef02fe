"""What a second reader can do wrong, and the one line that is then said, for replies and terms alike."""

from tests.fakes.model_server import (
    breaks_off,
    drips,
    echoes_the_key,
    fails,
    floods,
    hangs,
    says,
    sends,
)

UNREADABLE = "The second reader's answer could not be read, twice."
_NO_KEY = "The model endpoint HOST refuses the API key; check the key in the settings."
_NO_ANSWER = "The answer of the model endpoint HOST cannot be read; check that it is OpenAI-compatible."
_LATE = "The model endpoint HOST did not answer in time; try again later."


def silences(answer):
    """(behaviour, why there is no reading, how often the model is asked) of a reader whose good answer is ``answer``.

    HOST stands for the endpoint; None for how often where that depends on the machine.
    """
    return [
        (says("I am happy to help! The rest is 30 days."), UNREADABLE, 2),
        (says(answer[:60], finish_reason="length"), UNREADABLE, 2),
        (says(answer, finish_reason=None), UNREADABLE, 2),
        (says("", finish_reason="stop"), UNREADABLE, 2),
        (says('{"labels": {}}'), UNREADABLE, 2),
        (says(answer + answer), UNREADABLE, 2),
        (says("ha" * 90_000), UNREADABLE, 2),
        (says(None, refusal="I cannot."), "The second reader declined to answer (refusal).", 1),
        (says("", finish_reason="content_filter"), "The second reader declined to answer (content_filter).", 1),
        (fails(401), _NO_KEY, 1),
        (echoes_the_key(401), _NO_KEY, 1),
        (sends(b"this is no JSON"), _NO_ANSWER, 1),
        (sends(b"<html>down for maintenance</html>", kind="text/html"), _NO_ANSWER, 1),
        (floods(400_000), "The answer of the model endpoint HOST is too long to be read; try again.", 1),
        (hangs(), _LATE, 1),
        (drips(), _LATE, 1),
        (breaks_off(), "The model endpoint HOST cannot be reached; check its address and the network.", None),
    ]


def said_of(read, server, monkeypatch, behaviour, why, asked):
    """(exit code, output) of ``read``, once it has said in one line why there is no second reading."""
    # Only who never answers is waited for to the end; all others have the time that they need.
    monkeypatch.setenv("TACTFUL_MODEL_DEADLINE", "1" if "in time" in why else "30")
    server.play(behaviour)
    code, out, said = read()

    host = server.url.removeprefix("http://").removesuffix("/v1")
    assert said == f"! There is no second reading, only the one above. {why.replace('HOST', host)}\n"
    assert asked is None or len(server.asked) == asked
    return code, out
