# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The OpenAPI 3.1 document, and the page that shows it to people."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from ninja.openapi.schema import REF_TEMPLATE, OpenAPISchema
from ninja.operation import Operation

from yiwang.rest.auth import audience_of_operation
from yiwang.rest.schemas import Problem

BYTES: Final = {"type": "string", "format": "binary"}
BINARY: Final = {
    media_type: {"schema": BYTES}
    for media_type in (
        "application/octet-stream",
        "application/pdf",
        "image/jpeg",
        "image/png",
        "application/ofd",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/zip",
        "image/vnd.dwg",
        "video/mp4",
    )
}
PROBLEM_ANSWER: Final = {"$ref": "#/components/responses/Problem"}
SCHEME: Final = "token"
SCHEMAS: Final = "#/components/schemas/"

PARAMETERS: Final[Mapping[str, str]] = {
    "cursor": "`next_cursor` of the page before; left out for the first.",
    "limit": "How many entries a page has at most.",
    "q": "What is looked for.",
    "case_id": "From the receipt or a list of cases.",
    "version_id": "From an item's guide.",
    "region_code": "12-digit code of a division.",
}
"""What parameters mean that many operations share."""

_WITH_TOKEN: Final = frozenset({401, 403})
_WITH_BODY: Final = frozenset({413, 415})
_WITH_COMMAND: Final = frozenset({409, 429})
_OF_STATE: Final = frozenset({409})
_MAY_CONFLICT: Final = "x-may-conflict"
"""Marks a read that depends on what stands at the moment, such as who has shown themselves."""


def bytes_of(what: str, *, media_type: str = "*/*") -> dict[str, Any]:
    """Return what to add to an operation that answers with a file."""
    content = {media_type: {"schema": BYTES}}
    return {"responses": {200: {"description": what, "content": content}}}


class Description(OpenAPISchema):
    """Ninja's OpenAPI document with audiences, and with refusals as what they are."""

    def get_paths(self) -> dict[str, Any]:
        self.described: dict[str, Any] = super().get_paths()
        return self.described

    def operation_details(self, operation: Operation) -> dict[str, Any]:
        details: dict[str, Any] = super().operation_details(operation)
        details["operationId"] = operation_id(operation)
        details["x-audience"] = sorted(audience_of_operation(operation))
        if operation.auth_callbacks:
            details["security"] = [{SCHEME: []}]
        details["parameters"] = [
            {"description": PARAMETERS.get(parameter["name"], "")}
            | parameter
            | {"schema": _without_null(parameter["schema"])}
            for parameter in details["parameters"]
        ]
        refusals = _refusals(operation, details)
        details["responses"] = {
            str(status): answer if status < 400 else PROBLEM_ANSWER
            for status, answer in sorted(details["responses"].items())
            if status < 400 or status in refusals
        }
        return details

    def get_components(self) -> dict[str, Any]:
        components: dict[str, Any] = super().get_components()
        schemas = components["schemas"]
        problem = Problem.model_json_schema(ref_template=REF_TEMPLATE, mode="serialization")
        schemas |= problem.pop("$defs") | {"Problem": problem}
        components["schemas"] = _in_use(schemas, self.described)
        components["responses"] = {
            "Problem": {
                "description": "A refusal (RFC 9457).",
                "content": {
                    "application/problem+json": {"schema": {"$ref": f"{SCHEMAS}Problem"}},
                },
            }
        }
        components["securitySchemes"] = {SCHEME: {"type": "http", "scheme": "bearer"}}
        return components


def operation_id(operation: Operation) -> str:
    """Return the name of an operation, such as ``people.cases.submit_case``."""
    module = operation.view_func.__module__.removeprefix("yiwang.rest.")
    return f"{module}.{operation.view_func.__name__}"


def _refusals(operation: Operation, details: Mapping[str, Any]) -> frozenset[int]:
    """Return the refusals that can happen; signing in can be refused in every way."""
    every = {status for status in operation.response_models if status >= 400}
    is_read = operation.methods == ["GET"]
    if is_read:
        every -= _WITH_BODY | (_WITH_COMMAND - (_OF_STATE if _MAY_CONFLICT in details else set()))
    if is_read and not operation.auth_callbacks:
        every -= _WITH_TOKEN
    if "requestBody" not in details:
        every -= _WITH_BODY
    return frozenset(every)


def _without_null(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the schema of a parameter; one that is left out is not null."""
    kinds = [kind for kind in schema.get("anyOf", ()) if kind != {"type": "null"}]
    if len(kinds) != 1:
        return schema
    return {name: value for name, value in schema.items() if name != "anyOf"} | dict(kinds[0])


def _in_use(schemas: Mapping[str, Any], paths: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schemas that the operations lead to; groups of parameters are none."""
    wanted = _references(paths) | {"Problem"}
    found: set[str] = set()
    while wanted - found:
        name = (wanted - found).pop()
        found.add(name)
        wanted |= _references(schemas[name])
    return {name: schema for name, schema in sorted(schemas.items()) if name in found}


def _references(part: Any) -> set[str]:
    if isinstance(part, Mapping):
        own = part.get("$ref", "")
        names = {own.removeprefix(SCHEMAS)} if str(own).startswith(SCHEMAS) else set()
        return names.union(*map(_references, part.values()))
    return set().union(*map(_references, part)) if isinstance(part, list) else set()


def by_tag(document: Mapping[str, Any]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield the operations of a document by tag, for people to read."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for path, methods in document["paths"].items():
        for method, details in methods.items():
            groups.setdefault(details["tags"][0], []).append(
                details | {"path": path, "method": method.upper()}
            )
    yield from groups.items()
