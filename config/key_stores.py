# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Where secrets come from: files that the service manager hands over, or a key store of the site.

A setting is looked for in this order: the environment; the file that ``NAME_FILE`` names; a file
called ``NAME`` in the credentials of systemd (``LoadCredential=``) or in the secrets of the
container (``/run/secrets``); the class that ``KEY_STORE`` names, such as a client of a vault or of
a hardware module. So no key has to stand in the environment, where every child process has it.
"""

import importlib
import os
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource

CONTAINER_SECRETS = Path("/run/secrets")
LONGEST_SECRET = 65_536


class KeyStoreSilent(Exception):
    """A store cannot be asked, or should hold a secret and cannot say it."""


class KeyStore(ABC):
    """One place that secrets are read from, once at the start of a process."""

    @abstractmethod
    def read(self, name: str) -> str | None:
        """Return the value of a setting; None when the store does not hold it.

        :raises OSError, ValueError: it cannot say; the process does not start
        """


class NamedFiles(KeyStore):
    """A file that the environment names: ``SECRET_KEY_FILE=/etc/yiwang/secret-key``."""

    def __init__(self, surroundings: Mapping[str, str]) -> None:
        self._surroundings = surroundings

    def read(self, name: str) -> str | None:
        path = self._surroundings.get(f"{name}_FILE", "")
        return _text_of(Path(path)) if path else None


class Folder(KeyStore):
    """A folder with a file a secret, as systemd and containers hand them over."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, name: str) -> str | None:
        path = self._folder / name
        return _text_of(path) if path.is_file() else None


def stores(surroundings: Mapping[str, str] = os.environ) -> Iterator[KeyStore]:
    """Return the stores of this process, in the order in which they are asked.

    :raises KeyStoreSilent: ``KEY_STORE`` names nothing that can be asked
    """
    yield NamedFiles(surroundings)
    if credentials := surroundings.get("CREDENTIALS_DIRECTORY"):
        yield Folder(Path(credentials))
    yield Folder(CONTAINER_SECRETS)
    if named := surroundings.get("KEY_STORE"):
        yield _named(named)


class SecretsSource(PydanticBaseSettingsSource):
    """Ask the stores for what the environment does not say."""

    def __init__(self, settings_cls: type[BaseSettings]) -> None:
        super().__init__(settings_cls)
        self._stores = tuple(stores())

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        """Return what the first store that knows a setting says of it."""
        name = str(field.validation_alias or field_name)
        try:
            read = (store.read(name) for store in self._stores)
            return next((value for value in read if value is not None), None), name, False
        except (OSError, ValueError) as error:
            raise KeyStoreSilent(f"{name}: {error}") from error

    def __call__(self) -> dict[str, Any]:
        """Return every setting that a store holds."""
        found = (
            self.get_field_value(field, name)
            for name, field in self.settings_cls.model_fields.items()
        )
        return {name: value for value, name, _is_complex in found if value is not None}


def _named(path: str) -> KeyStore:
    module, _, name = path.partition(":")
    try:
        made = getattr(importlib.import_module(module), name)()
    except (ImportError, AttributeError) as error:
        raise KeyStoreSilent(f"KEY_STORE names no class: {path}") from error
    if not isinstance(made, KeyStore):
        raise KeyStoreSilent(f"KEY_STORE is no config.key_stores.KeyStore: {path}")
    return made


def _text_of(path: Path) -> str:
    with path.open("rb") as file:
        text = file.read(LONGEST_SECRET + 1)
    if len(text) > LONGEST_SECRET:
        raise ValueError(f"{path} is too long for a secret")
    return text.decode().rstrip("\r\n")
