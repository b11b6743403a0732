# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The OpenAPI document tells the truth, and the page shows all of it."""

import ast
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from ninja.operation import Operation

from tests.rest.calling import Caller
from yiwang.foundation.web.audience import AUDIENCES
from yiwang.rest import urls  # noqa: F401 - mounts the routers
from yiwang.rest.api import api
from yiwang.rest.auth import TokenFor, audience_of_operation
from yiwang.rest.guide import document

ROOT = Path(__file__).parents[2]
OPERATIONS = [
    pytest.param(operation, id=f"{operation.methods[0]} {path}")
    for path, operation in api.operations()
]
DESCRIBED = [
    pytest.param(details, id=f"{method.upper()} {path}")
    for path, methods in document()["paths"].items()
    for method, details in methods.items()
]


@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_operation_names_its_audience(operation: Operation) -> None:
    audience = audience_of_operation(operation)

    assert audience
    assert audience <= AUDIENCES
    assert ("public" in audience) == (not operation.auth_callbacks)
    assert all(isinstance(callback, TokenFor) for callback in operation.auth_callbacks)


def test_there_are_as_many_operations_as_described() -> None:
    assert len(OPERATIONS) == len(DESCRIBED) > 70


@pytest.mark.parametrize("details", DESCRIBED)
def test_every_operation_says_in_chinese_and_english_what_it_does(details: dict[str, Any]) -> None:
    assert re.search("[\u4e00-\u9fff]", details["summary"])
    assert details["description"].strip().endswith(".")
    assert len(details["tags"]) == 1


def test_operations_have_names_of_their_own() -> None:
    names = [parameter.values[0]["operationId"] for parameter in DESCRIBED]

    assert len(names) == len(set(names))


@pytest.mark.parametrize("details", DESCRIBED)
def test_refusals_are_problem_documents(details: dict[str, Any]) -> None:
    refusals = {
        status: answer for status, answer in details["responses"].items() if int(status) >= 400
    }

    assert {"405", "503"} <= refusals.keys()
    assert set(map(str, refusals.values())) == {"{'$ref': '#/components/responses/Problem'}"}
    assert ("security" in details) <= ("401" in refusals)


def test_every_reference_leads_somewhere() -> None:
    text = str(document())
    schemas = document()["components"]["schemas"]
    named = set(re.findall(r"#/components/schemas/([A-Za-z]+)", text))

    assert named == set(schemas)


def test_the_document_is_served(nobody: Caller) -> None:
    response = nobody.get("/api/openapi.json")

    assert response["Content-Type"] == "application/json"
    assert response.json() == document()
    assert response.json()["openapi"] == "3.1.0"


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.inline: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.ids += [value for name, value in attrs if name == "id" and value]
        if tag == "a" and str(values.get("href", "")).startswith("#"):
            self.targets.append(str(values["href"])[1:])
        if (
            tag == "style"
            or "style" in values
            or (tag == "script" and "src" not in values)
            or any(name.startswith("on") for name in values)
        ):
            self.inline.append(tag)
        for name in ("href", "src"):
            if str(values.get(name, "")).startswith(("http:", "https:", "//")):
                self.inline.append(str(values[name]))


def test_the_page_shows_every_operation_without_script_or_strangers(nobody: Caller) -> None:
    response = nobody.get("/api/docs")
    page = _Page()
    page.feed(response.content.decode())

    assert response.status_code == 200
    assert "default-src 'self'" in response["Content-Security-Policy"]
    assert page.inline == []
    assert len(page.ids) == len(set(page.ids))
    assert set(page.targets) <= set(page.ids)
    assert {parameter.values[0]["operationId"] for parameter in DESCRIBED} <= set(page.ids)


def test_the_page_speaks_the_reader_s_language(nobody: Caller) -> None:
    chinese = nobody.get("/api/docs").content.decode()
    english = nobody.get("/api/docs", **{"Accept-Language": "en"}).content.decode()

    assert "通用约定" in chinese
    assert "Conventions" in english
    assert 'lang="en"' in english


def test_no_two_shapes_share_a_name() -> None:
    """The description keeps shapes by name: of two with one name, one would be told wrongly."""
    names = [
        node.name
        for file in sorted((ROOT / "src" / "yiwang" / "rest").rglob("*.py"))
        for node in ast.parse(file.read_text()).body
        if isinstance(node, ast.ClassDef) and node.name.endswith(("In", "Out"))
    ]

    assert sorted(name for name, times in Counter(names).items() if times > 1) == []
