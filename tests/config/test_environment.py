# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
import base64
import re

import pytest

from config.environment import ROOT, Environment, InvalidEnvironment, environment
from config.settings import base

FIT = {
    "SECRET_KEY": "a long and random text of a production site, 9f3kQx7LpV2m",
    "ALLOWED_HOSTS": "zwfw.example.cn",
    "DATABASE_URL": "postgresql://yiwang@db/yiwang?sslmode=verify-full",
    "SITE_URL": "https://zwfw.example.cn",
    "SMS_CHANNEL": "none",
    "FIELD_ENCRYPTION_KEYS": "k1:sm4gcm+hmac-sm3:" + base64.b64encode(b"f" * 32).decode(),
    "LEDGER_SIGNING_KEY": base64.b64encode(b"s" * 32).decode(),
}


OUTSIDE_IN_THE_CLEAR = (
    '[{"id": "o", "name": "O", "client_id": "c", "secret": "s",'
    ' "server_url": "http://login.example.cn"}]'
)


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch):
    for name, field in Environment.model_fields.items():
        monkeypatch.delenv(str(field.validation_alias or name), raising=False)
    environment.cache_clear()
    yield
    environment.cache_clear()


def test_every_setting_has_a_default_and_a_line_of_explanation():
    for name, field in Environment.model_fields.items():
        assert not field.is_required(), name
        assert field.description, name
        assert "\n" not in field.description, name


def test_a_fit_environment_has_no_production_faults(monkeypatch):
    for name, value in FIT.items():
        monkeypatch.setenv(name, value)

    assert Environment().production_faults() == []


@pytest.mark.parametrize(
    ("name", "value", "word"),
    [
        ("SECRET_KEY", "short", "SECRET_KEY"),
        ("DEBUG", "true", "DEBUG"),
        ("ALLOWED_HOSTS", "", "ALLOWED_HOSTS"),
        ("ALLOWED_HOSTS", "a.example.cn,*", "ALLOWED_HOSTS"),
        ("DATABASE_URL", "", "DATABASE_URL"),
        ("STAFF_SECOND_FACTOR", "offered", "STAFF_SECOND_FACTOR"),
        ("DATABASE_URL", "postgresql://yiwang@db/yiwang", "DATABASE_URL"),
        ("DATABASE_URL", "postgresql://yiwang@10.0.0.7/yiwang?sslmode=require", "DATABASE_URL"),
        ("DATABASE_URL", "postgresql://yiwang@/yiwang?host=/run,db", "DATABASE_URL"),
        ("DATABASE_URL", "postgresql://127.0.0.1/yiwang?hostaddr=10.0.0.7", "DATABASE_URL"),
        ("DATABASE_OWNER_URL", "postgresql://yiwang@db/yiwang", "DATABASE_OWNER_URL"),
        ("CLAMD_ADDRESS", "tcp://scanner.example.cn:3310", "CLAMD_ADDRESS"),
        ("OPENID_PROVIDERS", OUTSIDE_IN_THE_CLEAR, "OPENID_PROVIDERS"),
        ("SMS_CHANNEL", "sandbox", "SMS_CHANNEL"),
        ("FIELD_ENCRYPTION_KEYS", "", "FIELD_ENCRYPTION_KEYS"),
        ("LEDGER_SIGNING_KEY", "", "LEDGER_SIGNING_KEY"),
        ("SITE_URL", "http://zwfw.example.cn", "SITE_URL"),
    ],
)
def test_each_unfit_value_is_one_production_fault(monkeypatch, name, value, word):
    for fit_name, fit_value in (FIT | {name: value}).items():
        monkeypatch.setenv(fit_name, fit_value)

    faults = Environment().production_faults()

    assert len(faults) == 1
    assert faults[0].startswith(word)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "eighty"),
        ("PORT", "70000"),
        ("DATABASE_URL", "mysql://db/yiwang"),
        ("SITE_URL", "zwfw.example.cn"),
        ("FIELD_ENCRYPTION_KEYS", "k1:rot13:" + base64.b64encode(b"f" * 32).decode()),
        ("FIELD_ENCRYPTION_KEYS", "k1:aes256gcm+hmac-sha256:c2hvcnQ="),
        ("FIELD_ENCRYPTION_KEYS", "no-colons"),
        ("FIELD_ENCRYPTION_KEYS", ",".join([FIT["FIELD_ENCRYPTION_KEYS"]] * 2)),
        ("LEDGER_SIGNING_KEY", "not base64!"),
        ("LEDGER_HASH", "md5"),
        ("EMAIL_URL", "mail://relay.example.cn"),
        ("EMAIL_URL", "smtp://"),
        ("LEDGER_FORMER_KEYS", "yiwang/ledger+0b7ae096"),
        ("LEDGER_ORIGIN", "two words"),
        ("LEDGER_CHECKPOINT_SECONDS", "61"),
        ("LOG_LEVEL", "LOUD"),
    ],
)
def test_a_value_that_cannot_be_used_ends_the_program_with_its_name(monkeypatch, name, value):
    monkeypatch.setenv(name, value)

    with pytest.raises(InvalidEnvironment) as ending:
        environment()

    assert f"Setting {name}" in str(ending.value)


def test_a_refusal_never_repeats_a_secret(monkeypatch):
    monkeypatch.setenv("LEDGER_SIGNING_KEY", "hunter2-hunter2")

    with pytest.raises(InvalidEnvironment) as ending:
        environment()

    assert "hunter2" not in str(ending.value)


def test_lists_are_parted_by_commas(monkeypatch):
    monkeypatch.setenv("ALLOWED_HOSTS", " a.example.cn , b.example.cn,")

    assert Environment().ALLOWED_HOSTS == ("a.example.cn", "b.example.cn")


def test_the_first_key_of_the_ring_is_the_newest(monkeypatch):
    newer = "k2:aes256gcm+hmac-sha256:" + base64.b64encode(b"n" * 32).decode()
    monkeypatch.setenv("FIELD_ENCRYPTION_KEYS", f"{newer},{FIT['FIELD_ENCRYPTION_KEYS']}")

    assert [key["id"] for key in Environment().field_keys] == ["k2", "k1"]


def test_every_setting_of_the_ledger_can_be_set():
    """The ledger reads its settings by name; one that nobody can set is a promise in vain."""
    source = (ROOT / "src" / "yiwang" / "ledger" / "configuration.py").read_text()
    read = set(re.findall(r'settings, "(LEDGER_[A-Z_]+)"', source)) - {"LEDGER_SIGNING_KEY_FILE"}

    assert len(read) > 5
    assert read <= set(Environment.model_fields)
    assert {name for name in read if not hasattr(base, name)} == set()


def test_the_site_is_where_the_server_listens_unless_said_otherwise(monkeypatch):
    monkeypatch.setenv("PORT", "8080")

    assert Environment().site_url == "http://127.0.0.1:8080"


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://yiwang@127.0.0.1/yiwang",
        "postgresql://yiwang@[::1]:5433/yiwang",
        "postgresql://yiwang@localhost/yiwang",
        "postgresql://yiwang@%2Frun%2Fpostgresql/yiwang",
        "postgresql:///yiwang?host=/run/postgresql",
        "postgresql://yiwang@db1,db2/yiwang?sslmode=verify-full",
        "postgresql://yiwang@db/yiwang?sslmode=verify-ca&sslcert=/etc/yiwang/db.crt",
    ],
)
def test_a_database_on_this_machine_or_behind_tls_is_fit(monkeypatch, address: str):
    for name, value in (FIT | {"DATABASE_URL": address}).items():
        monkeypatch.setenv(name, value)

    assert Environment().production_faults() == []


def test_a_scanner_on_a_socket_is_fit(monkeypatch):
    for name, value in (FIT | {"CLAMD_ADDRESS": "unix:/run/clamav/clamd.ctl"}).items():
        monkeypatch.setenv(name, value)

    assert Environment().production_faults() == []
