from datetime import timedelta

import pytest

from assistant.domain.parties import Role
from assistant.errors import BadInput, SignInFailed
from assistant.workflow.sign_in import save_person, sign_in, sign_out, who_is
from tests.desk import a_desk, a_person, later
from tests.unit.planning.accounts import NOW

RIGHT = "password of lin"


@pytest.fixture
def desk():
    return a_desk()


def test_the_right_password_opens_a_session(desk):
    signed_in = sign_in(desk, "lin", RIGHT, address="127.0.0.1")
    assert who_is(desk, signed_in.token).login == "lin"


@pytest.mark.parametrize(("login", "password"), [("lin", "wrong"), ("nobody", RIGHT), ("", ""), ("lin", "")])
def test_a_wrong_name_and_a_wrong_password_answer_alike(desk, login, password):
    with pytest.raises(SignInFailed, match="do not match") as failed:
        sign_in(desk, login, password, address="127.0.0.1")
    assert failed.value.code == "wrong_sign_in"


def test_after_five_failures_even_the_right_password_waits(desk):
    for _ in range(5):
        with pytest.raises(SignInFailed):
            sign_in(desk, "lin", "wrong", address="127.0.0.1")
    with pytest.raises(SignInFailed, match="Too many"):
        sign_in(desk, "lin", RIGHT, address="127.0.0.1")
    sign_in(later(desk, NOW + timedelta(minutes=6)), "lin", RIGHT, address="127.0.0.1")


def test_a_session_ends_when_idle_when_old_and_at_sign_out(desk):
    token = sign_in(desk, "lin", RIGHT, address="127.0.0.1").token
    assert who_is(later(desk, NOW + timedelta(minutes=31)), token) is None
    for minutes in range(25, 12 * 60, 25):
        assert who_is(later(desk, NOW + timedelta(minutes=minutes)), token)
    assert who_is(later(desk, NOW + timedelta(hours=12, minutes=1)), token) is None
    other = sign_in(desk, "lin", RIGHT, address="127.0.0.1").token
    sign_out(desk, other)
    assert who_is(desk, other) is None


def test_nobody_is_signed_in_without_a_token(desk):
    assert who_is(desk, None) is None
    assert who_is(desk, "") is None
    assert who_is(desk, "made up") is None


def test_someone_who_left_is_no_longer_signed_in(desk):
    token = sign_in(desk, "lin", RIGHT, address="127.0.0.1").token
    gone = a_person("lin", Role.ACCOUNT_MANAGER)
    with desk.record.begin() as tx:
        tx.save_person(type(gone)(**{f: getattr(gone, f) for f in gone.__slots__} | {"active": False}), "x")
    assert who_is(desk, token) is None


def test_a_change_of_roles_ends_the_session(desk):
    token = sign_in(desk, "lin", RIGHT, address="127.0.0.1").token
    save_person(desk, "admin", a_person("lin", Role.AUDITOR))
    assert who_is(desk, token) is None


def test_a_new_person_needs_a_password_of_twelve_characters(desk):
    for password in ("", "short"):
        with pytest.raises(BadInput, match="12"):
            save_person(desk, "admin", a_person("new", Role.REVIEWER), first_password=password)


def test_a_first_password_never_replaces_the_one_in_use(desk):
    assert (
        save_person(desk, "admin", a_person("lin", Role.ACCOUNT_MANAGER), first_password="another one, longer") is False
    )
    assert sign_in(desk, "lin", RIGHT, address="127.0.0.1").person.login == "lin"
