"""``tactful negotiate CASE``: what they ask, the options beside each other, and the message that offers one."""

import json
import re

import pytest

from tests.integration.shell import tactful

WORDS = "Cash is tight. Could we pay in four monthly instalments?"


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    folder = tmp_path_factory.mktemp("negotiate") / "sample"
    code, printed = tactful(folder, "demo", "--no-serve")
    assert code == 0, printed
    return folder


def run_on(sample, case, *more):
    code, printed = tactful(sample, "--as", "lin", "negotiate", case, *more)
    assert code == 0, printed
    return printed


def test_their_words_our_move_and_our_limit_stand_beside_each_other(sample):
    printed = run_on(sample, "CN01-CNY", "--proposal", WORDS)

    assert f"They ask: instalments  “{WORDS}”" in printed
    for mark in ("our move", "their proposal", "our limit"):
        assert printed.count(mark) == 1
    assert "O1  instalments  [our move]" in printed
    assert "to be approved first by: reviewer" in printed


def test_every_option_is_there_for_who_asks_and_the_words_may_lie_in_a_file(sample, tmp_path):
    (tmp_path / "mail.txt").write_text(WORDS, encoding="utf-8")
    printed = run_on(sample, "CN01-CNY", "--proposal", str(tmp_path / "mail.txt"))
    every = run_on(sample, "CN01-CNY", "--proposal", WORDS, "--options")

    more = int(re.search(r"More ways forward: (\d); see them with --options\.", printed)[1])
    assert f"They ask: instalments  “{WORDS}”" in printed
    assert every.count(" less than cash now") == printed.count(" less than cash now") + more
    assert "--options" not in every


def test_a_file_that_is_not_there_is_not_taken_for_what_they_said(sample, tmp_path):
    missing = tmp_path / "mial.txt"
    code, printed = tactful(sample, "--as", "lin", "negotiate", "CN01-CNY", "--proposal", str(missing))
    assert (code, printed) == (2, f"{missing} does not exist; check the name.")


def test_what_they_contest_is_left_out_with_the_command_that_records_it(sample):
    invoice = json.loads(run_on(sample, "CN01-CNY", "--json"))["position"]["options"][0]["arrangement"]["invoices"][0]
    words = f"2,000 of {invoice} is for damaged goods and we will not pay that. The rest in two parts?"
    found = json.loads(run_on(sample, "CN01-CNY", "--proposal", words, "--json"))
    printed = run_on(sample, "CN01-CNY", "--proposal", words)

    assert found["contested"] == {invoice: "2000.00"}
    assert f"! Their words contest CNY 2,000.00 of {invoice}, and nobody has recorded that" in printed
    assert f"  tactful record dispute CN01-CNY --invoice {invoice} --amount 2000.00 --reason quality --quote" in printed


def test_what_cannot_be_meant_is_asked_about(sample):
    printed = run_on(sample, "CN01-CNY", "--proposal", "Either 10% off and we pay today, or 6 instalments.")

    assert "? They name two ways that exclude each other; ask which one they propose." in printed


def test_the_document_has_the_same_and_nothing_is_stored(sample):
    before = json.loads(run_on(sample, "CN01-CNY", "--json"))
    found = json.loads(run_on(sample, "CN01-CNY", "--proposal", WORDS, "--json"))

    assert found["heard"]["asks"]["instalments"] == 4
    assert found["position"]["counter"]["authority"]["within"]
    assert found["position"]["options"][0] == found["position"]["counter"]
    assert json.loads(run_on(sample, "CN01-CNY", "--json")) == before


def test_an_option_becomes_a_message_that_offers_it(sample):
    printed = json.loads(run_on(sample, "CN01-CNY", "--proposal", WORDS, "--offer", "O1", "--json"))

    schedule = printed["arrangement"]["schedule"]
    assert (printed["preview"], printed["message"]["kind"]) == (False, "negotiation_reply")
    assert len(schedule) == 2
    assert printed["message"]["verdict"] == "pass"


def as_person(sample, login, *command):
    code, printed = tactful(sample, "--as", login, *command)
    assert code == 0, printed
    return printed


def test_what_is_beyond_my_authority_is_asked_for_granted_and_then_offered(sample, tmp_path):
    mail = tmp_path / "reply.txt"
    mail.write_text(WORDS, encoding="utf-8")
    as_person(sample, "lin", "import", "reply", mail, "--customer", "EN04")
    options = json.loads(run_on(sample, "EN04-USD", "--json"))["position"]["options"]
    theirs = next(option for option in options if option["by"] == "customer")
    assert theirs["authority"]["approver"] == "reviewer"

    asked = as_person(
        sample, "lin", "authority", "ask", "EN04-USD", "--option", theirs["id"], "--reason", "their bank pays monthly"
    )
    assert asked.startswith("AR-0001  EN04-USD  [waiting]  instalments  reviewer\n")
    assert asked.endswith("  lin: their bank pays monthly\n")
    assert as_person(sample, "zhou", "authority", "list") == asked
    assert as_person(sample, "lin", "authority", "list") == "Nothing waits for your decision.\n"
    own = tactful(sample, "--as", "lin", "authority", "grant", "EN04-USD", "AR-0001", "--until", "2026-06-23")
    assert own == (1, "lin may not do this: it takes the role reviewer or admin.")

    granted = as_person(sample, "zhou", "authority", "grant", "EN04-USD", "AR-0001", "--until", "2026-06-23")
    assert granted.startswith("AR-0001  EN04-USD  [granted · 23 June 2026]")
    assert as_person(sample, "zhou", "authority", "list") == "Nothing waits for your decision.\n"
    made = json.loads(run_on(sample, "EN04-USD", "--of", "AR-0001", "--kind", "plan_proposal", "--json"))
    assert (made["granted"], made["preview"], made["message"]["kind"]) == (True, False, "plan_proposal")
    assert made["arrangement"]["schedule"] == theirs["arrangement"]["schedule"]


def test_a_request_is_refused_with_a_word(sample):
    as_person(sample, "lin", "authority", "ask", "CN04-CNY", "--reason", "a first plan with them")
    refused = as_person(sample, "zhou", "authority", "refuse", "CN04-CNY", "AR-0002", "--note", "not needed: offer it")
    assert refused.startswith("AR-0002  CN04-CNY  [refused]")
    assert refused.endswith("  zhou: not needed: offer it\n")


def test_the_message_of_an_offer_ends_with_the_offers_own_id(sample):
    assert run_on(sample, "CN04-CNY", "--kind", "plan_proposal").splitlines()[-1].startswith("OF-")
