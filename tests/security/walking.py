# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Going through the site: one route after the other, as one visitor after the other."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from copy import copy
from typing import Any

from django.http import HttpResponse

from tests.security.people import Everything
from tests.security.sent import BODIES, QUERIES, example_of
from tests.security.site import Route, SiteClient, routes

STAGES: Mapping[str, str] = {
    "review": "reviewing_id",
    "pass": "reviewing_id",
    "return": "reviewing_id",
    "approval": "approving_id",
    "approve": "approving_id",
}
"""Which change order takes a step: one that has come that far."""


def ask(route: Route, site: Everything, *, role: str, kind: str = "own") -> HttpResponse:
    """Send one request; the visitor is the same afterwards, whatever cookies came back.

    :param kind: whose things are asked for
    """
    visitor = site.visitors[role]
    client = visitor.program if route.is_operation else visitor.browser
    kept = copy(client.cookies)
    try:
        answer = _sent(client, route, site.places[kind])
        if answer.streaming:  # read a file to its end, and close it
            answer.walked = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
            for close in answer._resource_closers:
                close()  # not answer.close(): it would end the connection of the whole test
        return answer
    finally:
        client.cookies = kept


def body_of(answer: HttpResponse) -> bytes:
    """Return what an answer of :func:`ask` holds."""
    return answer.walked if answer.streaming else answer.content  # type: ignore[attr-defined,no-any-return]


def address_of(route: Route, places: Mapping[str, str]) -> str:
    """Return an address of a route, about these things."""
    known = dict(places)
    if route.path.startswith("api/v1/files/"):
        known["file_id"] = known["loose_file_id"]
    stage = STAGES.get(route.path.rpartition("/")[2])
    if stage and "/catalogue/orders/<order_id>/" in route.path:
        known["order_id"] = known[stage]
    query = QUERIES.get((route.method, route.path))
    shape = f"{route.path}?{query}" if query else route.path
    return "/" + re.sub(r"<(\w+)>", lambda found: known.get(found[1], "x"), shape)


def _sent(client: SiteClient, route: Route, places: Mapping[str, str]) -> HttpResponse:
    address = address_of(route, places)
    if route.is_safe:
        return client.get(address)
    body = BODIES.get((route.method, route.path))
    if body is None:
        body = example_of(route.operation, places) if route.operation else {}
    if isinstance(body, bytes):
        return client.generic(route.method, address, body, "application/pdf")
    filled = {name: _filled(value, places) for name, value in body.items()}
    if not route.is_operation:
        return client.post(address, filled)
    return client.generic(route.method, address, json.dumps(filled), "application/json")


def _filled(value: Any, places: Mapping[str, str]) -> Any:
    """Put what stands for ``<case_id>`` and the like in its place."""
    if isinstance(value, list):
        return [_filled(one, places) for one in value]
    return places.get(value.strip("<>"), value) if isinstance(value, str) else value


def every_page(
    site: Everything, *roles: str, only: Callable[[Route], bool] = lambda _route: True
) -> Iterator[tuple[str, Route, HttpResponse]]:
    """Open every address that can be opened, as each of these visitors."""
    for route in routes():
        if route.is_safe and only(route):
            for role in roles:
                yield role, route, ask(route, site, role=role)
