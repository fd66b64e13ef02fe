import re
from pathlib import Path
from string import Formatter

import pytest

from assistant.domain.language import Language
from assistant.errors import BadKnowledge
from assistant.web.labels import Labels

WEB = Path(__file__).parents[3] / "assistant" / "web"
PARTS = (
    "frame",
    "login",
    "worklist",
    "draft",
    "marks",
    "check",
    "review",
    "imports",
    "account",
    "late",
    "contract",
    "search",
    "accept",
    "negotiate",
)
# Keys that are put together when the program runs, by what stands before the dot-separated rest.
COMPUTED = {
    "frame": ("worklist", "draft", "review"),
    "login": ("who", "role", "name", "password"),
    "worklist": (
        *("customer", "overdue", "open", "days", "stage", "next", "message", "action"),
        *("to_draft", "returned", "promises_due", "promises_due_one", "continue", "draft"),
        *("replies_unread", "replies_unread_one"),
        *(f"any_{name}" for name in ("only", "stage", "language", "currency")),
        *(f"choose_{name}" for name in ("only", "stage", "language", "currency", "sort")),
    ),
    "draft": (
        *(f"fact_{name}" for name in ("id", "what", "value", "source")),
        *(f"item_{name}" for name in ("invoice", "amount", "settled", "disputed", "open", "due", "days", "source")),
        *(f"writer_{name}" for name in ("composer", "model", "person")),
        *(f"choose_{name}" for name in ("kind", "channel", "tone", "language", "sender", "on", "because")),
        *("apply", "delete"),
        *(f"left_{role}" for role in ("system", "user", "assistant")),
    ),
    "marks": tuple(f"category_{letter}" for letter in "ABCDEFGHIJKLMS"),
    "review": (
        *(f"outbox_{state}" for state in ("claimed", "delivered", "uncertain", "failed")),
        *("as_reviewer", "as_author", "approved", "returned", "rejected", "edited", "unchanged"),
    ),
    "account": (
        *(f"col_{name}" for name in ("invoice", "contract", "amount", "paid", "credited", "disputed", "retained")),
        *(
            f"col_{name}"
            for name in ("open", "due", "days", "proof", "day", "what", "number", "on", "undo", "instalment", "state")
        ),
        *(f"record_{name}" for name in ("payment", "refund", "credit_note", "promise", "dispute", "hold")),
        *(f"record_{name}" for name in ("contact", "proof", "cause")),
    ),
    "imports": (
        *("read", "accepted", "unchanged", "rejected", "files_taken", "files_unchanged", "files_refused"),
        *(f"kind_{kind}" for kind in ("ledger", "payments", "contract", "reply")),
    ),
    "negotiate": (
        *("theirs", "ours", "limit", "plan_offer", "offer_this", "accept_theirs", "ask_for_it"),
        *(f"row_{n}" for n in ("what", "payments", "first", "value", "cost", "days", "exposure", "authority", "fit")),
        *(f"col_{name}" for name in ("number", "day", "amount", "paid_by_then")),
        *(f"rhythm_{name}" for name in ("week", "fortnight", "month")),
    ),
    "late": tuple(f"col_{name}" for name in ("days_from", "days", "balance", "share", "rate", "interest")),
    "accept": (
        *("number", "due", "accepted", "declined", "question"),
        *("said_accepted", "said_declined", "said_question"),
        *(
            f"{name}{end}"
            for name in ("unknown", "expired", "changed", "throttled", "refused")
            for end in ("", "_title")
        ),
    ),
}


def keys(language: Language) -> dict[str, str]:
    words = Labels.of(language).words
    return {f"{part}.{name}": label for part in PARTS for name, label in getattr(words, part).items()}


@pytest.mark.parametrize("language", [Language.ZH_HANS, Language.ZH_HANT])
def test_all_languages_have_the_same_labels_with_the_same_values(language):
    english, other = keys(Language.EN), keys(language)

    assert sorted(english) == sorted(other)
    assert {key: _values(label) for key, label in english.items()} == {k: _values(v) for k, v in other.items()}


def test_every_label_that_the_screens_ask_for_is_there_and_no_other():
    asked = {f"{part}.{name}" for part, names in COMPUTED.items() for name in names}
    for path in WEB.glob("*.py"):
        asked |= set(re.findall(rf"""["']((?:{"|".join(PARTS)})\.\w+)["']""", path.read_text(encoding="utf-8")))

    assert asked == set(keys(Language.EN))


def test_no_label_is_empty_or_left_in_english():
    english = keys(Language.EN)
    for language in (Language.ZH_HANS, Language.ZH_HANT):
        said = {key: label for key, label in keys(language).items() if has_words(label) and key != "frame.product"}
        same = [key for key, label in said.items() if label == english[key]]
        assert same == []


def test_simplified_characters_do_not_stand_in_traditional_labels():
    wrong = "发单账户审语频动这为问题录删过时间数据结检查项设选择开头条状态请后现与从书写个"
    assert [key for key, label in keys(Language.ZH_HANT).items() if set(label) & set(wrong) - set("查書寫從與")] == []


def test_a_label_that_is_missing_or_wants_another_value_is_an_error():
    say = Labels.of(Language.EN)

    with pytest.raises(BadKnowledge, match=r"the label draft\.no_such is missing"):
        say("draft.no_such")
    with pytest.raises(BadKnowledge, match=r"draft\.version is missing or asks for another value"):
        say("draft.version", number=3)


def has_words(label: str) -> bool:
    """Whether it says something besides the values that it is filled with: “{words}” does not."""
    return any(letter.isalpha() for text, *_ in Formatter().parse(label) for letter in text)


def _values(label: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(label) if name}
