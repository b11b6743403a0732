# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The guide of a new base item for programs: the same steps, the same refusals."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.factories import PASSWORD, SYSTEM, World
from tests.organizations.factories import (
    ZHEJIANG,
    DepartmentFactory,
    PostFactory,
    PostHoldingFactory,
    StaffMemberFactory,
)
from tests.rest.calling import Caller, code_of, token_of
from tests.rest.journeys import done
from yiwang.catalogue.models import ChangeLine, EvidenceType
from yiwang.identity import services as identity
from yiwang.organizations.enums import StandardPost

pytestmark = pytest.mark.django_db
HOME = "/staff/catalogue"
NEW = {
    "name": "露天音乐会备案",
    "item_type": "20",
    "service_objects": ["natural"],
    "exercise_levels": ["4"],
    "line": "文旅",
    "department_code": "22",
}


@pytest.fixture
def editor(world: World, db: None) -> Caller:
    department = DepartmentFactory(of=ZHEJIANG)
    post = PostFactory(department=department, standard=StandardPost.CATALOGUE, covers_subtree=True)
    staff = StaffMemberFactory(department=department)
    since = timezone.localdate() - timedelta(days=1)
    PostHoldingFactory(staff=staff, post=post, held_from=since)
    account = identity.create_staff_account(
        staff_id=staff.id, login="guide", password=PASSWORD, actor=SYSTEM, at=timezone.now()
    )
    return Caller(token_of(account))


@pytest.fixture
def line(editor: Caller) -> str:
    order = done(editor.post(f"{HOME}/base-items", NEW), 201)
    return str(ChangeLine.objects.get(order_id=order["id"]).id)


def guide(editor: Caller, line: str) -> dict[str, Any]:
    shown: dict[str, Any] = done(editor.get(f"{HOME}/lines/{line}/guide"))
    return shown


def test_an_item_is_written_step_by_step(editor: Caller, line: str) -> None:
    EvidenceType.objects.create(code="M9004", name="场地平面图", kind="2")
    assert done(editor.get(f"{HOME}/names?name=露天音乐会备案"))["items"][0]["how"] == "same"
    revision = guide(editor, line)["revision"]

    written = done(
        editor.put(
            f"{HOME}/lines/{line}/guide/conditions",
            {"revision": revision, "elements": {"conditions": ["提前二十日提出"]}},
        )
    )
    for path, body in (
        ("materials", {"evidence_type": "M9004"}),
        ("standard-steps", {"standard": "accept"}),
    ):
        sent = {**body, "revision": written["revision"]}
        written = done(editor.post(f"{HOME}/lines/{line}/{path}", sent))

    shown = guide(editor, line)
    states = {one["key"]: one["state"] for one in shown["steps"]}
    assert states["conditions"] == states["materials"] == "done"
    assert shown["grades"]["m9004"].startswith("C")
    assert shown["next_step"] == next(
        one["key"] for one in shown["steps"] if one["state"] in {"missing", "faulty"}
    )
    assert [one["level"] for one in shown["holders"] if one["is_chosen"]] == ["4"]


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("bases", {"law": "没有这部法", "article": "第一万条"}, 200),
        ("bases", {"law": "x" * 300, "article": ""}, 422),
        ("materials", {"evidence_type": "M0000"}, 422),
        ("process", {"process_code": "../etc"}, 422),
        ("standard-steps", {"standard": "hack"}, 422),
    ],
)
def test_what_cannot_be_added_is_refused(
    editor: Caller, line: str, path: str, body: dict[str, str], status: int
) -> None:
    sent = {**body, "revision": guide(editor, line)["revision"]}

    assert editor.post(f"{HOME}/lines/{line}/{path}", sent).status_code == status


def test_trust_review_and_responsibilities_are_written_by_programs(
    editor: Caller, line: str
) -> None:
    lease = {"key": "lease", "name": "场地证明", "kind": "3", "necessity": "deferrable"}
    lease |= {"whose": "parties"}
    trust = {"trust_first_text": "承诺原件与副本一致。", "originals": ["lease"]}
    for step, elements in (("materials", {"materials": [lease]}), ("trust", trust)):
        sent = {"revision": guide(editor, line)["revision"], "elements": elements}
        assert editor.put(f"{HOME}/lines/{line}/guide/{step}", sent).status_code == 200

    found = guide(editor, line)

    assert found["handed_in"] == {"lease": "场地证明"}
    assert found["whose"] == {"lease": "双方当事人的"}
    assert found["review_places"] == {}
    assert found["common_responsibilities"] == []
    assert {one["key"]: one["state"] for one in found["steps"]}["trust"] == "done"
    sent = {"revision": found["revision"], "elements": {"responsibilities": []}}
    assert editor.put(f"{HOME}/lines/{line}/guide/responsibilities", sent).status_code == 404


@pytest.mark.parametrize("step", ["check", "nothing"])
def test_only_steps_are_saved(editor: Caller, line: str, step: str) -> None:
    answer = editor.put(f"{HOME}/lines/{line}/guide/{step}", {"revision": 1, "elements": {}})

    assert answer.status_code == 404


def test_a_promise_beyond_the_law_is_refused(editor: Caller, line: str) -> None:
    elements = {"statutory_limit": {"amount": 10}, "promise_ceiling": {"amount": 12}}
    sent = {"revision": guide(editor, line)["revision"], "elements": elements}

    answer = editor.put(f"{HOME}/lines/{line}/guide/limits", sent)

    assert (answer.status_code, code_of(answer)) == (422, "catalogue.content_invalid")
