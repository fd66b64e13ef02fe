"""The commands of the read-me's tour do, one after the other, what the read-me says."""

import re
import shlex
from pathlib import Path

from tests.integration.shell import run

README = Path(__file__).parents[2] / "README.md"
# This wording is shown as one that may not leave: the answer is no.
ANSWERED_NO = "再不付款，后果自负。"


def tour():
    block = re.search(r"```\n\. \.venv/bin/activate\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)[1]
    for line in block.splitlines():
        for command in line.split(" && "):
            spoken, _, called = command.rpartition("tactful ")
            said = re.match(r'echo "(.*)" \|', spoken)
            yield shlex.split(called), said[1] if said else ""


def test_the_tour_on_the_command_line_goes_through(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run("--workspace", tmp_path, "demo", "--no-serve")[0] == 0

    for arguments, said in tour():
        code, _, error = run("--workspace", tmp_path, *arguments, text=said)
        assert code == (1 if said == ANSWERED_NO else 0), (arguments, error)
