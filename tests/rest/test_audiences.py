# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Default deny: every operation against everybody whom it is not for."""

import re
from uuid import uuid4

import pytest
from ninja.operation import Operation

from tests.rest.calling import Caller, code_of
from yiwang.rest import urls  # noqa: F401 - mounts the routers
from yiwang.rest.api import api
from yiwang.rest.auth import audience_of_operation

pytestmark = pytest.mark.django_db

GUARDED = [
    pytest.param(path, operation, id=f"{operation.methods[0]} {path}")
    for path, operation in api.operations()
    if operation.auth_callbacks
]


def address(path: str) -> str:
    """Return an address of the path's shape that leads to nothing."""
    filled = re.sub(r"<uuidstr:\w+>", str(uuid4()), path)
    filled = filled.replace("<kind>", "acceptance").replace("<seq>", "7")
    return "/" + re.sub(r"<(?:slug:)?\w+>", "x", filled)


@pytest.mark.parametrize(("path", "operation"), GUARDED)
def test_without_a_token_nothing_guarded_answers(
    path: str, operation: Operation, nobody: Caller
) -> None:
    response = nobody.call(operation.methods[0], address(path), b"{}")

    assert (response.status_code, code_of(response)) == (401, "unauthenticated")


@pytest.mark.parametrize(("path", "operation"), GUARDED)
def test_nobody_else_than_its_audience_gets_in(
    path: str,
    operation: Operation,
    citizen: Caller,
    counter: Caller,
    system: Caller,
) -> None:
    callers = {"citizen": citizen, "staff": counter, "client": system}
    strangers = callers.keys() - audience_of_operation(operation)

    for name in strangers:
        response = callers[name].call(operation.methods[0], address(path), b"{}")
        assert (response.status_code, code_of(response)) == (403, "forbidden"), name


@pytest.mark.parametrize(("path", "operation"), GUARDED)
def test_its_audience_is_not_turned_away_at_the_door(
    path: str,
    operation: Operation,
    citizen: Caller,
    counter: Caller,
    system: Caller,
) -> None:
    callers = {"citizen": citizen, "staff": counter, "client": system}

    for name in audience_of_operation(operation):
        response = callers[name].call(operation.methods[0], address(path), b"{}")
        assert response.status_code != 401, name
        assert response.status_code < 500, name
