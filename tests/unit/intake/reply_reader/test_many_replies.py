"""What leaves of several dozen replies of the training set: no digit, no line of a quoted mail, nothing for machines."""

import json
import re
from pathlib import Path

from assistant.bootstrap import build_checker
from assistant.intake.reply_reader.shown import show_reply
from assistant.prompting.ledger_names import Ledger
from assistant.prompting.pseudonyms import Cover

DEV = Path(__file__).parents[4] / "evals" / "replies" / "dev.jsonl"
_TOKEN = re.compile(r"‹[^‹›\d]+ \d+›")


def shown_of_many():
    checker, names = build_checker(), Ledger(())
    for line in DEV.read_text(encoding="utf-8").splitlines()[::24]:
        reply = json.loads(line)
        shown = show_reply(
            reply["text"],
            Cover(names),
            room=len,
            most=20_000,
            is_for_machines=lambda words: bool(checker.check_inbound(words).findings),
        )
        yield reply, shown


def test_no_digit_and_no_quoted_mail_leaves_and_only_what_steers_machines_is_withheld_whole():
    withheld = 0
    for reply, shown in shown_of_many():
        words = _TOKEN.sub("", shown.text)
        assert not [sign for sign in words if sign.isnumeric() and sign.isdecimal()], reply["id"]
        assert not re.search(r"ar@seller|^>", shown.text, re.MULTILINE), reply["id"]
        withheld += not shown.text
        assert shown.text or reply["labels"]["injection"], reply["id"]
    assert withheld
