# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The OpenAPI document served, and shown as a page that needs no script."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import orjson
from csp.utils import build_policy
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from yiwang.foundation.web.audience import audience
from yiwang.rest.api import PREFIX, api
from yiwang.rest.description import SCHEMAS, Description, by_tag

AUDIENCES: Mapping[str, Promise] = {
    "public": _("公众"),
    "citizen": _("申请人"),
    "staff": _("工作人员"),
    "client": _("业务系统"),
}


@dataclass(frozen=True, slots=True)
class Field:
    """One parameter or member, for people to read."""

    name: str
    place: str
    kind: str
    is_required: bool
    description: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One operation, for people to read."""

    anchor: str
    method: str
    path: str
    summary: str
    description: str
    audience: tuple[str | Promise, ...]
    parameters: tuple[Field, ...]
    body: str
    answers: tuple[tuple[str, str], ...]
    refusals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """One named schema, for people to read."""

    name: str
    description: str
    members: tuple[Field, ...]
    values: tuple[str, ...]


@cache
def document() -> dict[str, Any]:
    """Return the OpenAPI 3.1 document."""
    return dict(Description(api, PREFIX.lstrip("/") + "/"))


@cache
def _written() -> bytes:
    return orjson.dumps(document(), option=orjson.OPT_INDENT_2)


@audience("public")
@require_safe
def openapi_json(request: HttpRequest) -> HttpResponse:
    """Answer the OpenAPI document."""
    response = HttpResponse(_written(), content_type="application/json")
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


@audience("public")
@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Show the OpenAPI document as a page."""
    with translation.override(translation.get_language_from_request(request)):
        response = render(
            request,
            "rest/docs.html",
            {
                "groups": _groups(),
                "shapes": _shapes(),
                "names": document()["components"]["schemas"].keys(),
            },
        )
    # Paths of the machine interface run without the pages' middleware.
    response.headers["Content-Security-Policy"] = build_policy()
    response.headers["X-Frame-Options"] = "DENY"
    response.headers["Cache-Control"] = "private, max-age=60"
    response.headers["Vary"] = "Cookie, Accept-Language"
    return response


@cache
def _groups() -> tuple[tuple[str, str, tuple[Entry, ...]], ...]:
    return tuple(
        (tag, tag.split()[-1], tuple(map(_entry, operations)))
        for tag, operations in by_tag(document())
    )


def _entry(operation: Mapping[str, Any]) -> Entry:
    return Entry(
        anchor=operation["operationId"],
        method=operation["method"],
        path=operation["path"],
        summary=operation["summary"],
        description=_plain(operation.get("description", "")),
        audience=tuple(AUDIENCES[name] for name in operation["x-audience"]),
        parameters=tuple(map(_parameter, operation["parameters"])),
        body=_body(operation.get("requestBody", {})),
        answers=tuple(_answers(operation["responses"])),
        refusals=tuple(_refusals(operation["responses"])),
    )


def _parameter(parameter: Mapping[str, Any]) -> Field:
    return Field(
        name=parameter["name"],
        place=parameter["in"],
        kind=_kind(parameter["schema"]) + _bounds(parameter["schema"]),
        is_required=parameter["required"],
        description=_plain(parameter.get("description", "")),
    )


def _body(body: Mapping[str, Any]) -> str:
    for media_type, content in body.get("content", {}).items():
        kind = _kind(content["schema"])
        return kind if media_type == "application/json" else "bytes"
    return ""


def _answers(responses: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for status, answer in responses.items():
        if "$ref" not in answer:
            contents = list(answer.get("content", {}).values())
            yield status, _kind(contents[0]["schema"]) if contents else ""


def _refusals(responses: Mapping[str, Any]) -> Iterator[str]:
    return (status for status, answer in responses.items() if "$ref" in answer)


def _plain(description: str) -> str:
    return description.replace("`", "")


def _kind(schema: Mapping[str, Any]) -> str:
    """Return the type of a schema in a word or two."""
    if name := _reference(schema):
        return name
    if "enum" in schema:
        return " | ".join(str(value) for value in schema["enum"][:8])
    if "const" in schema:
        return str(schema["const"])
    if choices := schema.get("anyOf"):
        return " | ".join(_kind(choice) for choice in choices)
    if schema.get("type") == "array":
        return f"[{_kind(schema.get('items', {}))}]"
    kind = str(schema.get("type", "any"))
    return f"{kind} ({schema['format']})" if "format" in schema else kind


def _bounds(schema: Mapping[str, Any]) -> str:
    """Return the least, the greatest and the usual value of a number, as far as there are any."""
    has_bounds = "minimum" in schema and "maximum" in schema
    bounds = f" {schema['minimum']}–{schema['maximum']}" if has_bounds else ""
    usual = schema.get("default", "")
    return bounds if usual == "" else f"{bounds} = {usual}".lower()


def _reference(schema: Mapping[str, Any]) -> str:
    whole = schema.get("allOf", [schema])[0]
    reference = str(whole.get("$ref", ""))
    return reference.removeprefix(SCHEMAS)


@cache
def _shapes() -> tuple[Shape, ...]:
    schemas: Mapping[str, Any] = document()["components"]["schemas"]
    return tuple(_shape(name, schema) for name, schema in sorted(schemas.items()))


def _shape(name: str, schema: Mapping[str, Any]) -> Shape:
    required = schema.get("required", ())
    return Shape(
        name=name,
        description=_plain(schema.get("description", "")),
        members=tuple(
            Field(member, "", _kind(part), member in required, _plain(part.get("description", "")))
            for member, part in schema.get("properties", {}).items()
        ),
        values=tuple(str(value) for value in schema.get("enum", ())),
    )
