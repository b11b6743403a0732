# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Systems that sign in through us, managed by programs of their departments."""

import pytest

from tests.factories import World, staff_account
from tests.rest.calling import Caller, code_of, token_of
from yiwang.organizations.enums import Right

pytestmark = pytest.mark.django_db

WISH = {
    "name": "排污许可系统",
    "purpose": "在线申领排污许可证",
    "contact_name": "李工",
    "contact_phone": "0571-88881111",
    "audience": "citizen",
    "redirect_uris": ["https://pw.example/cb"],
    "reasons": {"profile": "显示登录人"},
}


@pytest.fixture
def managers(world: World) -> tuple[Caller, Caller]:
    """Return two who manage the accounts of one department."""
    rights = {Right.IDENTITY_MANAGE}
    first, second = (
        Caller(token_of(staff_account(world.department, rights=rights))) for _ in range(2)
    )
    return first, second


def test_a_system_is_applied_for_approved_run_and_suspended(managers: tuple[Caller, Caller]):
    applicant, reviewer = managers

    applied = applicant.post("/connected-systems/applications", WISH)
    assert applied.status_code == 201, applied.content
    decision = f"/connected-systems/applications/{applied.json()['id']}/decision"
    assert code_of(applicant.post(decision, {"is_approved": True})) == "sso.own_application"
    waiting = reviewer.get("/connected-systems/applications").json()["applications"]
    assert [each["name"] for each in waiting] == ["排污许可系统"]
    approved = reviewer.post(decision, {"is_approved": True}).json()
    assert approved["state"] == "approved"

    here = f"/connected-systems/{approved['client_id']}"
    secret = applicant.post(f"{here}/secret", {})
    assert secret.status_code == 201
    assert len(secret.json()["client_secret"]) == 43
    assert applicant.get(f"{here}/health").json()["logouts_waiting"] == 0
    assert applicant.post(f"{here}/suspend", {"reason": "演练"}).json()["state"] == "suspended"
    assert applicant.post(f"{here}/resume", {}).json()["state"] == "active"
    assert len(applicant.get("/connected-systems").json()["systems"]) == 1


def test_what_is_wrong_is_named_by_its_place(managers: tuple[Caller, Caller]):
    applicant, _reviewer = managers

    refused = applicant.post(
        "/connected-systems/applications", WISH | {"redirect_uris": ["http://pw.example/cb"]}
    )

    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"] == "/redirect_uris"


def test_a_clerk_sees_no_systems(counter: Caller, managers: tuple[Caller, Caller]):
    managers[0].post("/connected-systems/applications", WISH)

    assert counter.get("/connected-systems").json() == {"systems": []}
    assert counter.get("/connected-systems/applications").json() == {"applications": []}
    assert code_of(counter.post("/connected-systems/applications", WISH)) == "sso.not_your_system"
    assert code_of(counter.get("/connected-systems/x/health")) == "sso.system_not_found"
