# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The sources by name, and those that this installation asks."""

from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules
from typing import TypeVar

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from yiwang.identity import sources
from yiwang.identity.sources.base import LegalPersonSource, PopulationSource, Source

S = TypeVar("S", bound=Source)

_populations: dict[str, type[PopulationSource]] = {}
_legal_persons: dict[str, type[LegalPersonSource]] = {}


def register(name: str) -> Callable[[type[Source]], type[Source]]:
    """Enter a provider's class under a name that settings can choose."""

    def enter(source: type[Source]) -> type[Source]:
        source.name = name
        if issubclass(source, PopulationSource):
            _populations[name] = source
        if issubclass(source, LegalPersonSource):
            _legal_persons[name] = source
        return source

    return enter


def population() -> PopulationSource:
    """Return the population register that this installation asks."""
    return _chosen(populations(), settings.IDENTITY_POPULATION_SOURCE)()


def legal_person_register() -> LegalPersonSource:
    """Return the register of legal persons that this installation asks."""
    return _chosen(legal_person_registers(), settings.IDENTITY_LEGAL_PERSON_SOURCE)()


def registers_asked() -> frozenset[str]:
    """Return which registers answer here: ``population``, ``legal_persons``, both or neither."""
    population_register = _chosen(populations(), settings.IDENTITY_POPULATION_SOURCE)
    firms = _chosen(legal_person_registers(), settings.IDENTITY_LEGAL_PERSON_SOURCE)
    asked = {"population": population_register.answers, "legal_persons": firms.answers}
    return frozenset(name for name, answers in asked.items() if answers)


def populations() -> dict[str, type[PopulationSource]]:
    """Return every population register by name."""
    _find_providers()
    return dict(_populations)


def legal_person_registers() -> dict[str, type[LegalPersonSource]]:
    """Return every register of legal persons by name."""
    _find_providers()
    return dict(_legal_persons)


def _find_providers() -> None:
    # One folder each: adding one changes no other file but settings.
    for module in iter_modules(sources.__path__):
        if module.ispkg:
            import_module(f"{sources.__name__}.{module.name}.provider")


def _chosen(known: dict[str, type[S]], name: str) -> type[S]:
    try:
        return known[name]
    except KeyError:
        raise ImproperlyConfigured(
            f"No source is called {name!r}; there is {sorted(known)}."
        ) from None
