# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The connectors by name. Adding one is a folder with a ``provider.py``."""

from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules

from django.core.exceptions import ImproperlyConfigured

from yiwang.sharing import connectors
from yiwang.sharing.connectors.base import Connector

_known: dict[str, type[Connector]] = {}


def register(name: str) -> Callable[[type[Connector]], type[Connector]]:
    """Enter a connector's class under the name that sources choose it by."""

    def enter(connector: type[Connector]) -> type[Connector]:
        connector.name = name
        _known[name] = connector
        return connector

    return enter


def all_connectors() -> dict[str, type[Connector]]:
    """Return every connector by name."""
    for module in iter_modules(connectors.__path__):
        if module.ispkg:
            import_module(f"{connectors.__name__}.{module.name}.provider")
    return dict(_known)


def connector(name: str) -> Connector:
    """Return a connector to ask with."""
    found = all_connectors().get(name)
    if found is None:
        raise ImproperlyConfigured(f"No connector is called {name!r}.")
    return found()
