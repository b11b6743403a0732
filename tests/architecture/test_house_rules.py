# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Rules that no linter knows."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model
from django.urls import URLPattern, URLResolver, get_resolver

from tools import headers
from yiwang.foundation.web.audience import audience_of

ROOT = Path(__file__).parents[2]
ROOMS = sorted(path.parent for path in (ROOT / "src" / "yiwang").glob("*/__init__.py"))
SOURCES = [
    path
    for folder in ("src/yiwang", "config", "operations", "tools", "bench")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if "migrations" not in path.parts
]
MODELS = [model for model in apps.get_models() if model.__module__.startswith("yiwang.")]


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", SOURCES, ids=shown)
def test_a_module_fits_in_four_hundred_lines(path: Path):
    assert len(path.read_text().splitlines()) <= 400


@pytest.mark.parametrize("path", SOURCES, ids=shown)
def test_nothing_is_called_utils(path: Path):
    assert path.stem not in {"utils", "helpers", "common", "misc"}


@pytest.mark.parametrize("path", SOURCES, ids=shown)
def test_nothing_is_promised_for_later(path: Path):
    assert not re.search(r"\b(TODO|FIXME|XXX)\b|raise NotImplementedError", path.read_text())


def test_every_source_names_its_licence():
    assert [shown(file) for file in headers.sources() if headers.lacks_header(file)] == []


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_every_room_says_on_one_screen_what_it_is(room: Path):
    readme = room / "README.md"

    assert readme.exists()
    assert 5 <= len(readme.read_text().splitlines()) <= 80


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_model_explains_itself(model: type[Model]):
    assert model.__doc__
    assert not model.__doc__.startswith(f"{model.__name__}(")  # Django's own filler


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_model_says_which_fields_are_personal(model: type[Model]):
    fields = {field.name for field in model._meta.get_fields()}
    declared: dict[str, tuple[str, int]] = model.__dict__["personal_data"]

    assert set(declared) <= fields
    for purpose, keeping_years in declared.values():
        assert purpose
        assert keeping_years >= 0


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_table_is_named_after_its_room(model: type[Model]):
    assert model._meta.db_table.startswith(f"{model._meta.app_label}_")


@pytest.mark.parametrize("path", [p for p in SOURCES if p.name == "services.py"], ids=shown)
def test_services_take_their_arguments_by_keyword(path: Path):
    loose = [
        node.name
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and len(node.args.args) > 1
    ]

    assert loose == []


def routes(patterns: list[Any] | None = None, prefix: str = "") -> Iterator[tuple[str, Any]]:
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, path)
        elif isinstance(pattern, URLPattern):
            yield path, pattern.callback


def operations_of(callback: Any) -> list[Any]:
    """Return the functions behind a route of the machine interface; empty for a page."""
    path_view = getattr(getattr(callback, "__self__", None), "operations", None)
    return [operation.view_func for operation in path_view or []]


def test_every_route_names_its_audience():
    nameless = [
        path
        for path, callback in routes()
        if not all(audience_of(view) for view in operations_of(callback) or [callback])
    ]

    assert nameless == []
