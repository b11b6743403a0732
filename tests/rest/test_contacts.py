# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A change of contact over the machine interface."""

import pytest

from tests.factories import World
from tests.rest.calling import Caller, code_of
from tests.rest.journeys import accepted, done

pytestmark = pytest.mark.django_db


def test_changed_read_and_opened(
    citizen: Caller, neighbour: Caller, counter: Caller, handler: Caller, world: World
) -> None:
    here = f"/cases/{accepted(citizen, counter, world.shop)}/contact"
    body = {"version": 0, "phone": "13900005678"}
    changed = done(citizen.post(here, body, key="k"))
    assert done(citizen.post(here, body, key="k")) == changed
    assert (changed["version"], changed["contact"]["phone"]) == (1, "139****5678")
    again = citizen.post(here, {"version": 0, "phone": "13700001111"})
    assert (again.status_code, code_of(again)) == (409, "cases.contact_changed_meanwhile")
    assert neighbour.get(here).status_code == 404
    assert neighbour.post(here, body).status_code == 404
    no_ground = counter.post(here, {"version": 1, "email": "a@example.cn"})
    assert code_of(no_ground) == "cases.contact_ground_missing"
    with_ground = {"version": 1, "email": "a@example.cn", "ground": "in_writing"}
    assert done(counter.post(here, with_ground))["changes"][0]["ground"] == "in_writing"
    assert handler.post(here, with_ground | {"version": 2}).status_code == 403
    assert done(handler.get(here))["may_change"] is False
    opened = done(handler.post(f"{here}/opening", {"purpose": "case_handling"}))
    assert (opened["phone"], opened["email"]) == ("13900005678", "a@example.cn")
    assert citizen.post(f"{here}/opening", {"purpose": "case_handling"}).status_code == 403
    assert handler.post(f"{here}/opening", {"purpose": "supervision"}).status_code == 422
