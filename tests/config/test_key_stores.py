# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Secrets from files and from a key store of the site, in the stead of the environment."""

from pathlib import Path

import pytest

from config import key_stores
from config.environment import Environment, InvalidEnvironment, environment

SECRET = "a secret out of a file, long enough for everything: 7Hq2xL"


class Vault(key_stores.KeyStore):
    """Stands for a client of the site's own key store."""

    def read(self, name: str) -> str | None:
        return {"SECRET_KEY": "from the vault", "METRICS_TOKEN": "also from there"}.get(name)


class BrokenVault(key_stores.KeyStore):
    def read(self, name: str) -> str | None:
        raise OSError("the vault is sealed")


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    for name, field in Environment.model_fields.items():
        monkeypatch.delenv(str(field.validation_alias or name), raising=False)
    for name in ("CREDENTIALS_DIRECTORY", "KEY_STORE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(key_stores, "CONTAINER_SECRETS", tmp_path / "run-secrets")
    environment.cache_clear()
    yield
    environment.cache_clear()


def written(folder: Path, name: str, text: str = SECRET + "\n") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text)
    return folder / name


def test_a_secret_is_read_from_the_file_that_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv("SECRET_KEY_FILE", str(written(tmp_path, "key")))

    assert Environment().SECRET_KEY.get_secret_value() == SECRET


def test_a_secret_is_read_from_the_credentials_of_the_service_manager(monkeypatch, tmp_path):
    written(tmp_path / "credentials", "SECRET_KEY")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path / "credentials"))

    assert Environment().SECRET_KEY.get_secret_value() == SECRET


def test_a_secret_is_read_from_the_secrets_of_a_container(tmp_path):
    written(tmp_path / "run-secrets", "DATABASE_URL", "postgresql://yiwang@127.0.0.1/yiwang\n")

    assert Environment().DATABASE_URL == "postgresql://yiwang@127.0.0.1/yiwang"


def test_a_site_names_a_key_store_of_its_own(monkeypatch):
    monkeypatch.setenv("KEY_STORE", f"{__name__}:Vault")

    read = Environment()

    assert read.SECRET_KEY.get_secret_value() == "from the vault"
    assert read.METRICS_TOKEN.get_secret_value() == "also from there"


def test_the_environment_comes_before_every_store(monkeypatch, tmp_path):
    monkeypatch.setenv("KEY_STORE", f"{__name__}:Vault")
    monkeypatch.setenv("SECRET_KEY_FILE", str(written(tmp_path, "key")))
    monkeypatch.setenv("METRICS_TOKEN", "said plainly")

    read = Environment()

    assert read.SECRET_KEY.get_secret_value() == SECRET
    assert read.METRICS_TOKEN.get_secret_value() == "said plainly"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KEY_STORE", "nowhere.at.all:Vault"),
        ("KEY_STORE", f"{__name__}:Nothing"),
        ("KEY_STORE", "pathlib:Path"),
        ("KEY_STORE", f"{__name__}:BrokenVault"),
        ("SECRET_KEY_FILE", "/nowhere/at/all"),
    ],
)
def test_a_store_that_cannot_answer_ends_the_program_with_a_sentence(monkeypatch, name, value):
    monkeypatch.setenv(name, value)

    with pytest.raises(InvalidEnvironment, match="key store"):
        environment()


def test_a_file_that_is_no_secret_is_refused(monkeypatch, tmp_path):
    path = written(tmp_path, "key", "x" * (key_stores.LONGEST_SECRET + 1))
    monkeypatch.setenv("SECRET_KEY_FILE", str(path))

    with pytest.raises(InvalidEnvironment, match="too long"):
        environment()
