# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The carriers by name, and those that this installation works with."""

from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules

from django.conf import settings

from yiwang.delivery import carriers
from yiwang.delivery.carriers.base import Carrier
from yiwang.delivery.errors import CarrierUnknown

_carriers: dict[str, type[Carrier]] = {}


def register(name: str) -> Callable[[type[Carrier]], type[Carrier]]:
    """Enter a provider's class under a name that settings can choose."""

    def enter(carrier: type[Carrier]) -> type[Carrier]:
        carrier.name = name
        _carriers[name] = carrier
        return carrier

    return enter


def carrier(name: str) -> Carrier:
    """Return the carrier of a name.

    :raises CarrierUnknown: there is none, or it is switched off
    """
    if name not in settings.DELIVERY_CARRIERS or name not in all_carriers():
        raise CarrierUnknown
    return _carriers[name]()


def in_use() -> list[Carrier]:
    """Return the carriers of this installation; the first is the usual one."""
    known = all_carriers()
    return [known[name]() for name in settings.DELIVERY_CARRIERS if name in known]


def all_carriers() -> dict[str, type[Carrier]]:
    """Return every carrier by name."""
    # One folder each: adding one changes no other file but settings.
    for module in iter_modules(carriers.__path__):
        if module.ispkg:
            import_module(f"{carriers.__name__}.{module.name}.provider")
    return dict(_carriers)
