# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Passwords, codes and keys, as the standard asks."""

import gzip
import hashlib
import math
import re
from pathlib import Path

import pytest
from django.contrib.auth import password_validation
from django.contrib.auth.hashers import check_password

from yiwang.foundation import sorted_hashes
from yiwang.foundation.errors import DomainError
from yiwang.identity.errors import WeakPassword
from yiwang.identity.models import Account
from yiwang.identity.profiles import CITIZEN
from yiwang.identity.services import passwords, tokens
from yiwang.identity.session_engine import SessionStore
from yiwang.portal.account.adapter import AccountAdapter

TEMPLATES = Path(__file__).parents[2] / "src" / "yiwang"
LIST = Path(password_validation.__file__).parent / "common-passwords.txt.gz"


def refused(password: str, *, is_staff: bool = False) -> bool:
    try:
        passwords.check_acceptable(password, login="zhang", is_staff=is_staff)
    except WeakPassword:
        return True
    return False


def test_the_three_thousand_commonest_passwords_are_refused():
    with gzip.open(LIST, "rt", encoding="utf-8") as file:
        known = [line.strip() for line in file]
    fitting = [one for one in known if len(one) >= CITIZEN.shortest]

    assert len(fitting) >= 3000
    assert [one for one in fitting[:6000] if not refused(one)] == []


@pytest.mark.parametrize(
    "password",
    ["全部是汉字的密码也可以", "only small letters here", "4827 1956 3308 7741", "¡ñandú-ü-ß!"],
)
def test_a_citizen_s_password_may_be_of_any_characters(password: str):
    assert not refused(password)


@pytest.mark.parametrize("length", [64, 100, 128])
@pytest.mark.parametrize("is_staff", [True, False])
def test_a_password_may_be_long(length: int, is_staff: bool):
    assert not refused(("aB3-" * 40)[:length], is_staff=is_staff)


def test_a_password_is_taken_exactly_as_it_was_typed():
    typed = "  Blanks, CASE and 全角  "

    hashed = passwords.hashed(typed, login="zhang", is_staff=False)

    assert check_password(typed, hashed)
    for other in (typed.strip(), typed.lower(), typed[:8], typed.replace("全角", "")):
        assert not check_password(other, hashed)


def test_a_citizen_s_password_stays_good():
    assert CITIZEN.changed_every is None


def test_every_field_for_a_password_hides_it_and_lets_managers_help():
    fields = [
        (path, tag)
        for path in TEMPLATES.rglob("*.html")
        for tag in re.findall(r"<input[^>]*name=\"[^\"]*password[^\"]*\"[^>]*>", path.read_text())
    ]

    assert fields
    for path, tag in fields:
        assert 'type="password"' in tag or 'type="{{' in tag, path
        assert 'autocomplete="off"' not in tag, path
        assert "onpaste" not in tag, path


def test_a_code_that_is_sent_has_six_digits():
    made = {AccountAdapter().generate_login_code() for _each in range(50)}

    assert all(len(code) >= 6 for code in made)
    assert len(made) > 45


@pytest.mark.django_db
def test_keys_of_sessions_and_tokens_cannot_be_guessed():
    session_bits = len(SessionStore()._get_new_session_key()) * math.log2(36)
    raw = tokens._new_raw().partition("_")[2]

    assert session_bits >= 128
    assert len(raw) * 6 >= 128
    assert len({tokens._new_raw() for _each in range(100)}) == 100


@pytest.mark.django_db
def test_a_new_installation_has_no_account():
    assert Account.objects.count() == 0


def test_a_refusal_does_not_repeat_the_password():
    with pytest.raises(DomainError) as refusal:
        passwords.check_acceptable("password", login="zhang", is_staff=False)

    assert "password" not in str(refusal.value)


@pytest.mark.parametrize("word", ["YiWang", "一网", "ZWFW", "zhengwu", "ｙｉｗａｎｇ"])
def test_the_names_of_the_platform_are_in_no_password(word: str):
    assert refused(f"Zx4!{word}-rL9q")
    assert not refused("Zx4!-another-rL9q")


def test_an_installation_names_further_words(settings):
    settings.PASSWORD_WORDS = ("yueqi", "粤企")

    assert refused("Zx4!yueqi-rL9q")
    assert refused("粤企真好真好记住")
    assert not refused("Zx4!yiwang-rL9q")


def test_the_set_of_breached_passwords_is_searched_by_its_hashes(settings, tmp_path):
    breached = [f"Breached-{number:05}-Word" for number in range(997)]
    hashes = sorted(
        hashlib.sha1(one.encode(), usedforsecurity=False).hexdigest().upper() for one in breached
    )
    settings.BREACHED_PASSWORDS = tmp_path / "breached.txt"

    for text in ("\n".join(hashes), "\r\n".join(f"{one}:{len(one)}" for one in hashes) + "\r\n"):
        settings.BREACHED_PASSWORDS.write_bytes(text.encode())
        assert sorted_hashes.fault_of(settings.BREACHED_PASSWORDS) == ""
        assert [one for one in breached if not refused(one)] == []
        assert not refused("Breached-00997-Word")
        assert not refused("Zx4!-another-rL9q")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "no list"),
        ("password\nletmein\n", "no list"),
        (f"{'B' * 40}\n{'A' * 40}\n", "not sorted"),
    ],
)
def test_a_set_that_cannot_be_searched_is_named(tmp_path, text: str, fault: str):
    path = tmp_path / "breached.txt"
    path.write_text(text)

    assert fault in sorted_hashes.fault_of(path)
    assert sorted_hashes.fault_of(tmp_path / "nowhere.txt") == "No such file or directory"
