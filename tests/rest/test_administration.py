# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Administrators' programs: the same rules as their pages."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import World, staff_account
from tests.organizations import sheets
from tests.organizations.factories import PostFactory, StaffMemberFactory
from tests.rest.calling import Caller, code_of, token_of
from tests.rest.journeys import done
from yiwang.organizations import services
from yiwang.organizations.enums import StandardPost
from yiwang.organizations.models import PostHolding, StaffMember

pytestmark = pytest.mark.django_db
STAFF = "/staff/members"


def caller(world: World, standard: StandardPost) -> Caller:
    return Caller(token_of(staff_account(world.department, standard, at=timezone.now())))


@pytest.fixture
def system(world: World) -> Caller:
    return caller(world, StandardPost.ADMINISTRATOR)


@pytest.fixture
def security(world: World) -> Caller:
    return caller(world, StandardPost.SECURITY)


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/staff/members", {"administrator"}),
        ("/staff/members/unused", {"administrator", "auditor"}),
        ("/staff/posts", {"administrator", "security"}),
        ("/staff/grants", {"administrator", "security", "auditor"}),
        ("/staff/leaves", {"administrator"}),
        ("/staff/reviews", {"administrator", "auditor"}),
        ("/staff/lockouts", {"security"}),
        ("/staff/labels", {"security", "auditor"}),
        ("/staff/administrators", {"security", "auditor"}),
        ("/staff/imports", {"administrator"}),
        ("/staff/activations", {"administrator"}),
    ],
)
@pytest.mark.parametrize("standard", list(StandardPost))
def test_each_list_is_for_its_administrators(
    world: World, path: str, allowed: set[str], standard: StandardPost
) -> None:
    response = caller(world, standard).get(path)

    assert response.status_code == (200 if standard.value in allowed else 403)


def test_a_staff_member_from_the_first_day_to_the_last(world: World, system: Caller) -> None:
    body = {"name": "陈新人", "staff_number": "R1", "department_id": str(world.department.id)}
    made = done(system.post(STAFF, body), 201)
    one = f"{STAFF}/{made['id']}"
    code = done(system.post(f"{one}/account", {"login": "rest-one"}))["code"]
    activation = {"login": "rest-one", "code": code, "password": "Quiet-river-31-stones"}
    done(Caller("").post("/activations", activation))
    assert code_of(Caller("").post("/activations", activation)) == "identity.bad_activation"
    post = PostFactory(department=world.department, standard=StandardPost.COUNTER)
    done(system.post(f"{one}/posts", {"post_id": str(post.id)}))

    detail = done(system.get(one))
    assert detail["account"]["login"] == "rest-one"
    assert code not in str(detail)
    assert [held["post_id"] for held in detail["holdings"]] == [str(post.id)]
    assert any(row["id"] == made["id"] for row in done(system.get(f"{STAFF}?q=R1"))["items"])

    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    PostHolding.objects.filter(staff=made["id"]).update(held_from=yesterday)
    done(system.post(f"{one}/removal", {"last_day": yesterday}))

    detail = done(system.get(one))
    assert not detail["account"]["is_active"]
    assert detail["member"]["left_on"] == yesterday


def test_a_powerful_post_takes_two(world: World, system: Caller, security: Caller) -> None:
    staff = StaffMemberFactory(department=world.department)
    post = PostFactory(department=world.department, standard=StandardPost.APPROVER)
    path = f"{STAFF}/{staff.id}/posts"

    assert code_of(system.post(path, {"post_id": str(post.id)})) == "organizations.grant_needed"
    done(system.post(path, {"post_id": str(post.id), "reason": "接任"}))
    (grant,) = done(security.get("/staff/grants"))["items"]
    decision = f"/staff/grants/{grant['id']}/decision"
    refused = system.post(decision, {"is_approved": True})
    assert code_of(refused) == "organizations.not_in_your_reach"
    done(security.post(decision, {"is_approved": True}))

    assert done(security.get("/staff/grants?state=answered"))["items"][0]["state"] == "approved"
    assert PostHolding.objects.filter(staff=staff, post=post).exists()


def test_posts_leaves_and_reviews(world: World, system: Caller) -> None:
    new = {"department_id": str(world.department.id), "name": "新岗", "rights": ["cases.read"]}
    post_id = done(system.post("/staff/posts", new), 201)["id"]
    rights = b'{"rights": ["cases.handle"]}'
    done(system.call("PUT", f"/staff/posts/{post_id}/rights", rights))
    away = staff_account(world.department, StandardPost.COUNTER, at=timezone.now()).staff_id
    deputy = StaffMemberFactory(department=world.department)
    today = timezone.localdate()
    done(
        system.post(
            f"{STAFF}/{away}/leaves",
            {
                "deputy_id": str(deputy.id),
                "starts_on": today.isoformat(),
                "ends_on": (today + timedelta(days=1)).isoformat(),
                "reason": "sick",
            },
        )
    )
    (leave,) = done(system.get("/staff/leaves"))["items"]
    done(system.call("DELETE", f"/staff/leaves/{leave['id']}"))
    due_on = (today + timedelta(days=30)).isoformat()
    department_id = str(world.department.id)
    done(system.post("/staff/reviews", {"department_id": department_id, "due_on": due_on}))
    (review,) = done(system.get("/staff/reviews"))["items"]
    entries = done(system.get(f"/staff/reviews/{review['id']}"))["items"]
    chosen = next(entry for entry in entries if entry["staff_id"] == str(away))
    done(
        system.post(
            f"/staff/reviews/{review['id']}/decisions",
            {"entry_ids": [chosen["id"]], "decision": "confirmed"},
        )
    )

    assert done(system.get("/staff/leaves"))["items"] == []
    assert done(system.get("/staff/reviews"))["items"][0]["confirmed"] == 1


def test_a_spreadsheet_is_sent_as_it_is(world: World, system: Caller) -> None:
    content = sheets.workbook([["W1", "王一", world.department.uscc], ["坏号", "王二", "X"]])
    sent = done(
        system.call(
            "POST",
            "/staff/imports?name=a.xlsx",
            content,
            content_type="application/octet-stream",
        ),
        201,
    )
    services.check_staff_import(import_id=sent["id"], at=timezone.now())
    one = f"/staff/imports/{sent['id']}"

    assert done(system.get(one))["rows_wrong"] == 1
    faults = done(system.get(f"{one}/faults"))["items"]
    assert [fault["cell"] for fault in faults] == ["A3", "C3"]
    assert code_of(system.post(f"{one}/confirmation", {})) == "organizations.import_has_errors"
    done(system.post(f"{one}/confirmation", {"only_good_rows": True}))
    services.apply_staff_import(import_id=sent["id"], at=timezone.now())
    assert StaffMember.objects.filter(staff_number="W1").exists()
