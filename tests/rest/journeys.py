# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Ways through the machine interface that several tests begin with."""

from typing import Any

from django.http import HttpResponse

from tests.documents import makers
from tests.factories import FORM_DATA, Item, World
from tests.rest.calling import Caller


def uploaded(caller: Caller, name: str = "lease.pdf") -> str:
    """Upload a small PDF and return its id."""
    response = caller.upload(name, makers.pdf())
    assert response.status_code == 201, response.content
    return str(response.json()["id"])


def application(caller: Caller, item: Item, **changed: Any) -> dict[str, Any]:
    """Return a complete application of a caller for an item."""
    body = {
        "version_id": str(item.version_id),
        "form": FORM_DATA,
        "materials": {"lease": [uploaded(caller)]},
    }
    return body | changed


def submitted(caller: Caller, item: Item) -> dict[str, Any]:
    """Submit an application and return the receipt."""
    return done(caller.post("/cases", application(caller, item)), 201)


def done(response: HttpResponse, status: int = 200) -> Any:
    """Return the body of an answer, after checking that it is one."""
    assert response.status_code == status, response.content.decode()
    return response.json()


def accepted(citizen: Caller, counter: Caller, item: Item) -> str:
    """Submit and accept a case; return its id."""
    case_id = str(submitted(citizen, item)["case_id"])
    done(counter.post(f"/cases/{case_id}/acceptance"))
    return case_id


def examined(citizen: Caller, counter: Caller, handler: Caller, item: Item) -> str:
    """Bring a case to where it waits for the decision; return its id."""
    case_id = accepted(citizen, counter, item)
    step = open_step(handler, case_id)
    body = {"data": {"conclusion": "pass"}, "opinion": "情况属实。"}
    done(handler.post(f"/cases/{case_id}/steps/{step}", body))
    return case_id


def open_step(caller: Caller, case_id: str) -> str:
    """Return the key of the step that waits in a case."""
    steps = done(caller.get(f"/cases/{case_id}/steps"))["open"]
    return str(steps[0]["step_key"])


def granted(callers: dict[str, Caller], world: World) -> str:
    """Bring a case to a decision; return its id."""
    case_id = examined(callers["citizen"], callers["counter"], callers["handler"], world.shop)
    done(callers["approver"].post(f"/cases/{case_id}/decision", {"outcome": "granted"}))
    return case_id
