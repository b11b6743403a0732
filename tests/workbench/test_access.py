# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Who gets in where: every address of the workbench, for everybody who should not."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern

from tests.factories import World, submitted_case
from tests.workbench.desks import COUNTER, accepted, again, at_desk, waiting_step, words
from yiwang.cases.models import Case
from yiwang.foundation.web.audience import audience_of
from yiwang.workbench.cases.actions import COMMANDS
from yiwang.workbench.urls import urlpatterns

pytestmark = pytest.mark.django_db

PUBLIC = {"signin", "signout", "sign-on-continue", "activate"}
"""The last leads who is signed out to the sign-in and brings them back."""
Ask = Callable[[Client], HttpResponse]


def addresses(case: Case) -> dict[str, str]:
    """Return an address for each route, about this case where it is about one."""
    item = case.work_items.get(state="open")
    file_id = case.materials.get().file_id
    of_case = f"/workbench/cases/{case.id}"
    return {route.name: somewhere(route) for route in urlpatterns if route.name not in PUBLIC} | {
        "tasks": "/workbench/",
        "done": "/workbench/done",
        "take-next": "/workbench/tasks/take-next",
        "take": "/workbench/tasks/take",
        "hand-over-many": "/workbench/tasks/hand-over",
        "hand-over": f"/workbench/tasks/{item.id}/hand-over",
        "post": "/workbench/post",
        "me": "/workbench/me",
        "ask-leave": "/workbench/me/leave",
        "end-own-leave": f"/workbench/me/leaves/{uuid4()}/end",
        "state-person": "/workbench/me/person",
        "cases": "/workbench/cases",
        "case": of_case,
        "act": f"{of_case}/do/accept",
        "step": f"{of_case}/steps/{item.step_key}",
        "preview": f"{of_case}/preview/acceptance",
        "material": f"{of_case}/files/{file_id}",
        "document": f"{of_case}/documents/{uuid4()}",
        "counter": "/workbench/counter",
        "counter-items": "/workbench/counter/items",
        "counter-apply": f"/workbench/counter/apply/{case.applicant_id}/{case.version_id}",
        "counter-receipt": f"/workbench/counter/receipt/{case.id}",
        "people": "/workbench/people",
        "person": f"/workbench/people/{case.applicant_id}",
        "person-act": f"/workbench/people/{case.applicant_id}/verify",
        "mandates": "/workbench/mandates",
        "mandate": f"/workbench/mandates/{uuid4()}",
        "mandate-paper": f"/workbench/mandates/{uuid4()}/paper",
        "mandate-act": f"/workbench/mandates/{uuid4()}/accept",
        "questions": "/workbench/questions",
        "question": f"/workbench/questions/{uuid4()}",
        "corrections": "/workbench/corrections",
        "notices": "/workbench/notices",
        "ledger": "/workbench/ledger",
        "proof": "/workbench/ledger/0/proof",
        "systems": "/workbench/systems",
        "new-system": "/workbench/systems/new",
        "system-application": f"/workbench/systems/applications/{uuid4()}",
        "decide-system": f"/workbench/systems/applications/{uuid4()}/decide",
        "system": "/workbench/systems/yw-none",
        "change-system": "/workbench/systems/yw-none/change",
        "system-secret": "/workbench/systems/yw-none/secret",
        "switch-system": "/workbench/systems/yw-none/switch",
        "test-system": "/workbench/systems/yw-none/test",
        "test-logout": "/workbench/systems/yw-none/test/logout",
    }


def somewhere(route: URLPattern) -> str:
    """Return an address that a route answers, about nothing that there is."""
    path = re.sub(r"<uuid:\w+>", str(uuid4()), str(route.pattern))
    path = re.sub(r"<int:\w+>", "1", path)
    return "/workbench/" + re.sub(r"<\w+:\w+>", "none", path)


def test_every_route_is_in_this_matrix(world: World):
    assert {route.name for route in urlpatterns} - PUBLIC == set(addresses(submitted_case(world)))


@pytest.mark.parametrize("route", urlpatterns, ids=lambda route: route.name)
def test_every_route_names_its_audience(route: URLPattern):
    wanted = {"public"} if route.name in PUBLIC else {"staff"}

    assert audience_of(route.callback) == wanted


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_is_led_to_the_sign_in(world: World, method: str):
    for name, address in addresses(submitted_case(world)).items():
        answer = getattr(Client(), method)(address)

        assert answer.status_code == 302, name
        assert answer["Location"].startswith("/workbench/signin"), name


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_citizen_is_refused_everywhere(world: World, method: str):
    citizen = at_desk(world.citizen)
    for name, address in addresses(submitted_case(world)).items():
        assert getattr(citizen, method)(address).status_code == 403, name


ABOUT_A_CASE = {"case", "material", "document", "counter-receipt"}
ACTS_ON_A_CASE = {"act", "step", "preview", "hand-over"}


def test_another_departments_case_does_not_exist(world: World, stranger: Client):
    case = submitted_case(world)
    at = addresses(case)

    for name in ABOUT_A_CASE:
        assert stranger.get(at[name]).status_code == 404, name
    for name in ACTS_ON_A_CASE:
        assert stranger.post(at[name]).status_code == 404, name
    assert again(case).revision == case.revision
    assert case.number not in words(stranger.get("/workbench/"))
    assert "没有找到办件" in words(stranger.get("/workbench/cases", {"q": case.number}))


def test_a_case_that_does_not_exist_answers_the_same(world: World, counter: Client):
    case = submitted_case(world)
    real = addresses(case)
    unknown = str(uuid4())

    for name in ABOUT_A_CASE | ACTS_ON_A_CASE - {"hand-over"}:
        address = real[name].replace(str(case.id), unknown)
        ask: Ask = counter.post if name in ACTS_ON_A_CASE else counter.get
        assert ask(address).status_code == 404, name
    assert counter.post(f"/workbench/tasks/{unknown}/hand-over").status_code == 404


@pytest.mark.parametrize("action", COMMANDS)
def test_no_act_is_open_to_another_department(world: World, stranger: Client, action: str):
    case = accepted(world)

    assert stranger.post(f"/workbench/cases/{case.id}/do/{action}").status_code in {404, 422}
    assert again(case).revision == case.revision


RIGHTS = {
    "accept": "counter",
    "not-accept": "counter",
    "ask-correction": "counter",
    "suspend": "handler",
    "ask-extension": "handler",
}
FIELDS = {
    "reason": "expert_review",
    "expected_days": "3",
    "days": "3",
    "explanation": "说明",
    "what-form": "请补充。",
    "note": "案情需要。",
}


@pytest.mark.parametrize("who", ["counter", "handler", "approver"])
@pytest.mark.parametrize("action", RIGHTS)
def test_each_act_is_the_work_of_its_post(
    world: World, action: str, who: str, request: pytest.FixtureRequest
):
    at_intake = RIGHTS[action] == "counter"
    case = submitted_case(world) if at_intake else accepted(world)
    fields = FIELDS | ({"reason": "not_needed"} if action == "not-accept" else {})

    answer = request.getfixturevalue(who).post(f"/workbench/cases/{case.id}/do/{action}", fields)

    assert answer.status_code == (302 if who == RIGHTS[action] else 403)
    assert (again(case).revision == case.revision) is (who != RIGHTS[action])


@pytest.mark.parametrize("who", ["counter", "approver"])
def test_a_step_is_the_work_of_its_role(world: World, who: str, request: pytest.FixtureRequest):
    case = accepted(world)
    address = f"/workbench/cases/{case.id}/steps/{waiting_step(case)}"

    answer = request.getfixturevalue(who).post(address, {"conclusion": "pass"})

    assert answer.status_code == 403
    assert again(case).state == "accepted"


def test_refusals_keep_the_frame_of_the_workbench(world: World, stranger: Client):
    page = words(stranger.get(f"/workbench/cases/{submitted_case(world).id}"))

    assert "没有找到这个办件" in page
    assert "一网工作台" in page


@pytest.mark.parametrize(
    "address",
    [
        "/workbench/cases/nonsense",
        "/workbench/cases/00000000-0000-0000-0000-00000000000g",
        "/workbench/ledger/-1/proof",
        "/workbench/nonsense",
    ],
)
def test_an_address_that_is_none_is_not_found(world: World, counter: Client, address: str):
    assert counter.get(address).status_code == 404


def test_forms_of_other_sites_are_refused(world: World):
    case = submitted_case(world)
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.staff[COUNTER])

    answer = client.post(f"/workbench/cases/{case.id}/do/accept")

    assert answer.status_code == 403
    assert again(case).state == "submitted"
