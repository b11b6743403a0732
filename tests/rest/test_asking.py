# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Questions in a case over the machine interface."""

import pytest

from tests.factories import World
from tests.rest.calling import Caller, code_of
from tests.rest.journeys import accepted, done, uploaded

pytestmark = pytest.mark.django_db


def test_asked_and_answered(
    citizen: Caller, neighbour: Caller, counter: Caller, handler: Caller, world: World
) -> None:
    here = f"/cases/{accepted(citizen, counter, world.shop)}/questions"
    body = {"words": "要原件吗？", "files": [uploaded(citizen)]}
    asked = done(citizen.post(here, body, key="k"), 201)
    assert done(citizen.post(here, body, key="k"), 201) == asked
    (question,) = asked["questions"]
    assert (question["answer"], question["answered_at"]) == ("", None)
    assert neighbour.get(here).status_code == 404
    assert neighbour.post(here, {"words": "看看"}).status_code == 404
    assert handler.post(here, {"words": "看看"}).status_code == 403
    reply = f"{here}/{question['id']}/answer"
    assert citizen.post(reply, {"words": "要。"}).status_code == 403
    assert handler.post(reply, {"words": ""}).status_code == 422
    answered = done(handler.post(reply, {"words": "要。"}))
    assert answered["questions"][0]["answer"] == "要。"
    assert answered["may_ask"] is False
    again = handler.post(reply, {"words": "不要。"})
    assert (again.status_code, code_of(again)) == (409, "cases.question_answered_before")
    (seen,) = done(citizen.get(here))["questions"]
    file_id = seen["files"][0]["file_id"]
    case_id = here.split("/")[2]
    assert handler.get(f"/cases/{case_id}/files/{file_id}").getvalue().startswith(b"%PDF")
