# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Security labels: what is labelled above a post's clearance is not there for its holders."""

from uuid import UUID

import pytest
from django.utils import timezone

from tests.factories import World, staff_account, submitted_case
from tests.organizations.factories import DepartmentFactory
from tests.rest.calling import Caller, code_of, token_of
from tests.workbench.desks import act, at_desk, words
from yiwang.cases import policies
from yiwang.cases import selectors as cases
from yiwang.cases.enums import Action
from yiwang.cases.errors import CaseNotFound, NotYourCase
from yiwang.cases.models import Case
from yiwang.cases.services import decisions, intake, work
from yiwang.foundation.actors import Actor
from yiwang.identity import selectors as identity
from yiwang.identity.models import Account
from yiwang.ledger import selectors as ledger
from yiwang.organizations import services
from yiwang.organizations.enums import LabelLevel, StandardPost
from yiwang.organizations.errors import LabelUnknown, NotInYourReach, OwnPost
from yiwang.organizations.models import DataLabel, Post

pytestmark = pytest.mark.django_db
GENERAL, SENSITIVE, IMPORTANT = LabelLevel
COUNTER, SECURITY, SYSTEM, AUDIT = (
    StandardPost.COUNTER,
    StandardPost.SECURITY,
    StandardPost.ADMINISTRATOR,
    StandardPost.AUDITOR,
)


def new_staff(world: World, standard: StandardPost) -> Account:
    return staff_account(world.department, standard, at=timezone.now())


def actor(account: Account) -> Actor:
    return identity.actor_for_account(account.id, at=timezone.now())


@pytest.fixture
def guard(world: World) -> Account:
    return new_staff(world, SECURITY)


@pytest.fixture
def clerk(world: World) -> Account:
    return new_staff(world, COUNTER)


def label(guard: Account, world: World, level: int, *, item_code: str = "") -> None:
    services.set_label(
        department_id=world.department.id,
        item_code=item_code,
        level=level,
        actor=actor(guard),
        at=timezone.now(),
    )


def clear(guard: Account, account: Account, level: int) -> None:
    services.set_clearance(
        post_id=post_of(account).id, level=level, actor=actor(guard), at=timezone.now()
    )


def post_of(account: Account) -> Post:
    return Post.objects.get(holdings__staff=account.staff)


def sees(account: Account, case: Case) -> bool:
    try:
        cases.case(case.id, actor(account))
    except CaseNotFound:
        return False
    return True


# ── reading


@pytest.mark.parametrize("labelled", list(LabelLevel))
@pytest.mark.parametrize("cleared", list(LabelLevel))
@pytest.mark.parametrize("is_of_item", [True, False])
def test_a_case_is_read_up_to_the_clearance(world, guard, clerk, labelled, cleared, is_of_item):
    case = submitted_case(world)
    label(guard, world, labelled, item_code=case.item_code if is_of_item else "")
    clear(guard, clerk, cleared)

    is_there = cleared >= labelled

    assert sees(clerk, case) is is_there
    assert (case.id in {each.id for each in cases.cases(actor(clerk)).rows}) is is_there
    tasks = cases.tasks(actor(clerk), today=timezone.localdate()).rows
    assert (case.id in {task.case_id for task in tasks}) is is_there
    waiting = cases.waiting(actor(clerk), today=timezone.localdate())
    assert (waiting.all == 1) is is_there
    assert policies.can(actor(clerk), Action.READ, case) is is_there
    assert policies.can(actor(clerk), Action.ACCEPT, case) is is_there


def test_the_higher_of_two_labels_counts(world: World, guard: Account, clerk: Account):
    case = submitted_case(world)
    label(guard, world, SENSITIVE)
    label(guard, world, IMPORTANT, item_code=case.item_code)
    clear(guard, clerk, SENSITIVE)
    assert not sees(clerk, case)

    label(guard, world, GENERAL, item_code=case.item_code)

    assert sees(clerk, case)


def test_a_label_on_one_item_leaves_the_others_alone(world: World, guard, clerk):
    case = submitted_case(world)

    label(guard, world, IMPORTANT, item_code=world.kiosk.code)

    assert world.kiosk.code != case.item_code
    assert sees(clerk, case)


def test_a_label_leaves_other_departments_alone(world: World, guard: Account, clerk: Account):
    case = submitted_case(world)
    DataLabel.objects.create(department=DepartmentFactory(), level=IMPORTANT, set_at=timezone.now())

    assert sees(clerk, case)


def test_the_applicant_sees_their_case_whatever_its_label(world: World, guard: Account):
    case = submitted_case(world)

    label(guard, world, IMPORTANT)

    assert cases.case(case.id, world.actor(world.citizen)).id == case.id
    decisions.withdraw_case(case_id=case.id, actor=world.actor(world.citizen), at=timezone.now())


def test_nothing_is_done_to_a_case_above_ones_clearance(world: World, guard, clerk):
    case = submitted_case(world)
    item = cases.open_items(case)[0]
    label(guard, world, SENSITIVE)

    with pytest.raises(NotYourCase):
        intake.accept_case(case_id=case.id, actor=actor(clerk), at=timezone.now())
    with pytest.raises((NotYourCase, CaseNotFound)):
        work.claim_work(work_item_id=item.id, actor=actor(clerk), at=timezone.now())
    desk = at_desk(clerk)
    assert desk.get(f"/workbench/cases/{case.id}").status_code == 404
    act(desk, case, "accept")
    assert Case.objects.get(pk=case.pk).state == "submitted"
    assert case.number not in words(desk.get("/workbench/"))
    found = words(desk.get(f"/workbench/cases?q={case.number}"))
    assert f"/workbench/cases/{case.id}" not in found


def test_programs_and_systems_have_no_more_than_their_clearance(world: World, guard, clerk):
    case = submitted_case(world)
    caller, system = Caller(token_of(clerk)), Caller(identity_token(world))
    assert caller.get(f"/cases/{case.id}").status_code == 200
    assert (
        system.get(f"/systems/cases/{case.id}", **{"X-Purpose": "case_handling"}).status_code == 200
    )

    label(guard, world, SENSITIVE)

    assert caller.get(f"/cases/{case.id}").status_code == 404
    assert caller.get(f"/cases/{case.id}/documents").status_code == 404
    read = system.get(f"/systems/cases/{case.id}", **{"X-Purpose": "case_handling"})
    assert code_of(read) == "cases.not_found"


def identity_token(world: World) -> str:
    from yiwang.identity import services as identity_services

    return identity_services.issue_client_token(
        client_id=world.client.client_id,
        secret=world.client.secret,
        ip="203.0.113.9",
        at=timezone.now(),
    ).raw


# ── who sets them


@pytest.mark.parametrize("standard", [each for each in StandardPost if each is not SECURITY])
def test_nobody_but_a_security_administrator_labels_or_clears(world: World, clerk, standard):
    account = new_staff(world, standard)

    with pytest.raises(NotInYourReach):
        label(account, world, SENSITIVE)
    with pytest.raises(NotInYourReach):
        clear(account, clerk, IMPORTANT)


def test_nobody_clears_their_own_post(world: World, guard: Account):
    with pytest.raises(OwnPost):
        clear(guard, guard, IMPORTANT)

    assert post_of(guard).clearance == GENERAL


def test_nobody_labels_out_of_reach(world: World, guard: Account):
    elsewhere = DepartmentFactory()

    with pytest.raises(NotInYourReach):
        services.set_label(
            department_id=elsewhere.id, level=SENSITIVE, actor=actor(guard), at=timezone.now()
        )


@pytest.mark.parametrize(("level", "code"), [(0, ""), (4, ""), (2, "坏"), (2, "A'; DROP")])
def test_what_is_no_label_is_refused(world: World, guard: Account, level: int, code: str):
    with pytest.raises(LabelUnknown):
        label(guard, world, level, item_code=code)


def test_a_change_of_a_posts_rights_leaves_its_clearance_to_security(world: World, guard, clerk):
    clear(guard, clerk, SENSITIVE)
    post, administrator = post_of(clerk), new_staff(world, SYSTEM)

    services.change_post_rights(
        post_id=post.id,
        rights=post.rights,
        covers_subtree=False,
        actor=actor(administrator),
        at=timezone.now(),
    )

    assert post_of(clerk).clearance == SENSITIVE


def test_each_change_is_in_the_ledger(world: World, guard: Account, clerk: Account):
    label(guard, world, SENSITIVE)
    clear(guard, clerk, SENSITIVE)

    (labelled,) = ledger.events_about("department", world.department.id)[-1:]
    (cleared,) = ledger.events_about("post", post_of(clerk).id)[-1:]
    assert (labelled.kind, labelled.payload["level"]) == ("organizations.data_labelled", 2)
    assert (cleared.kind, cleared.payload["level"]) == ("organizations.post_cleared", 2)
    assert labelled.actor["staff_id"] == str(guard.staff_id)


# ── pages and programs


def test_the_page_sets_labels_and_clearances_and_the_auditor_only_reads(world, guard, clerk):
    desk, post = at_desk(guard), post_of(clerk)
    sent = {"department": str(world.department.id), "level": "2", "idempotency_key": "l-1"}

    page = words(desk.post("/workbench/labels/set", sent, follow=True))
    desk.post(f"/workbench/labels/posts/{post.id}", {"level": "3", "idempotency_key": "l-2"})

    assert "全部事项" in page
    assert DataLabel.objects.get().level == SENSITIVE
    assert post_of(clerk).clearance == IMPORTANT
    auditor = at_desk(new_staff(world, AUDIT))
    assert "设置标记</button>" not in words(auditor.get("/workbench/labels"))
    assert auditor.post("/workbench/labels/set", sent).status_code == 403


def test_programs_do_the_same(world: World, guard: Account, clerk: Account):
    caller, post = Caller(token_of(guard)), post_of(clerk)

    caller.post("/staff/labels", {"department_id": str(world.department.id), "level": 3})
    caller.post(f"/staff/posts/{post.id}/clearance", {"level": 2})

    answer = caller.get("/staff/labels").json()
    assert [each["level"] for each in answer["labels"]] == [3]
    assert {UUID(each["post_id"]): each["level"] for each in answer["clearances"]}[post.id] == 2
    stranger = {"department_id": str(DepartmentFactory().id), "level": 2}
    assert code_of(caller.post("/staff/labels", stranger)) == "organizations.not_in_your_reach"
