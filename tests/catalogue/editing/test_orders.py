# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Change orders: three people, one order an item, nothing half done."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError

from tests.catalogue.editing.hands import (
    EDIT,
    PUBLISH,
    REVIEW,
    Hands,
    agreed,
    approved,
    content_of,
    drafted,
    hand,
    line_id,
    of_list,
    provincial,
    published,
    reviewed,
    submitted,
)
from tests.catalogue.worlds import HYGIENE, LOADER, MORNING, TODAY, Catalogue
from tests.organizations.factories import HANGZHOU, XIHU, DepartmentFactory
from yiwang.catalogue import publishing, selectors
from yiwang.catalogue.editing import commands, questions
from yiwang.catalogue.enums import OrderKind, OrderState, Verdict
from yiwang.catalogue.errors import (
    ChangedMeanwhile,
    ContentInvalid,
    EffectiveTooEarly,
    ItemInOtherOrder,
    ItemNotFound,
    ItemWithdrawn,
    NothingChanged,
    NotPublishable,
    NotYourCatalogue,
    OpinionsMissing,
    OrderNotFound,
    OrderStale,
    OrderTooLarge,
    ReasonMissing,
    RollbackIsFixed,
    SamePerson,
)
from yiwang.catalogue.models import BaseItemVersion, ChangeLine, ChangeOrder, ImplementationList
from yiwang.ledger.models import Event
from yiwang.workflow.errors import TransitionNotAllowed

pytestmark = pytest.mark.django_db
OTHER = "K0008"


def promised(days: int) -> dict[str, Any]:
    return {"promise_limit": {"amount": days, "unit": "workday"}}


# ── the whole way


def test_three_people_bring_a_change_into_force(catalogue: Catalogue) -> None:
    hands = of_list(catalogue)
    order = published(catalogue, hands, counter="7号窗口")
    guide = selectors.guide(catalogue.list_of(HYGIENE).code, TODAY)

    assert order.state == OrderState.PUBLISHED
    assert guide.item.local.counter == "7号窗口"
    assert (order.drafted_by_id, order.reviewed_by_id, order.approved_by_id) == (
        hands.drafter.staff_id,
        hands.reviewer.staff_id,
        hands.approver.staff_id,
    )


def test_every_step_stands_in_the_ledger(catalogue: Catalogue) -> None:
    order = published(catalogue, of_list(catalogue), counter="7号窗口")

    assert list(
        Event.objects.filter(subject_id=order.id).order_by("id").values_list("kind", flat=True)
    ) == [
        "catalogue.order_opened",
        "catalogue.order_submitted",
        "catalogue.order_reviewed",
        "catalogue.order_approved",
        "catalogue.order_published",
    ]


def test_an_approved_order_waits_for_its_day(catalogue: Catalogue) -> None:
    hands, later = of_list(catalogue), TODAY + timedelta(days=3)
    order = submitted(drafted(catalogue, hands, counter="7号窗口"), hands, on=later)
    order = approved(reviewed(order, hands), hands)

    assert order.state == OrderState.APPROVED
    assert commands.take_due_effect(at=MORNING + timedelta(days=2)) == 0
    assert commands.take_due_effect(at=MORNING + timedelta(days=3)) == 1
    order.refresh_from_db()
    assert (order.state, order.effective_from) == (OrderState.PUBLISHED, later)
    guide = selectors.guide(catalogue.list_of(HYGIENE).code, later)
    assert guide.item.local.counter == "7号窗口"


def test_an_order_that_cannot_be_done_on_its_day_goes_back(catalogue: Catalogue) -> None:
    hands, later = of_list(catalogue), TODAY + timedelta(days=3)
    order = submitted(drafted(catalogue, hands, counter="7号窗口"), hands, on=later)
    order = approved(reviewed(order, hands), hands)
    listed = catalogue.list_of(HYGIENE)
    draft = publishing.revise_list(
        implementation_id=listed.id,
        content=content_of(catalogue, counter="8号窗口"),
        actor=LOADER,
        at=MORNING,
    )
    publishing.publish_list_version(version_id=draft.id, actor=LOADER, at=MORNING)

    assert commands.take_due_effect(at=MORNING + timedelta(days=3)) == 0
    order.refresh_from_db()
    assert order.state == OrderState.RETURNED
    assert "新版本" in order.answer
    assert selectors.guide(listed.code, later).item.local.counter == "8号窗口"


def test_a_change_of_a_base_item_goes_the_same_way(catalogue: Catalogue) -> None:
    hands = provincial()
    item = catalogue.items[HYGIENE]
    before = BaseItemVersion.objects.get(base_item_id=item, effective_to__isnull=True)
    order = commands.open_base_order(
        base_item_id=item,
        content=before.content | {"remedies": "可以申请行政复议。"},
        actor=hands.drafter,
        at=MORNING,
    )
    order = approved(reviewed(submitted(order, hands), hands), hands)

    newest = BaseItemVersion.objects.get(
        base_item_id=item, state="published", effective_to__isnull=True
    )
    assert order.state == OrderState.PUBLISHED
    assert (newest.number, newest.content["remedies"]) == (
        before.number + 1,
        "可以申请行政复议。",
    )


# ── who


def test_nobody_judges_what_they_drafted(catalogue: Catalogue) -> None:
    department = catalogue.list_of(HYGIENE).department
    hands = Hands(department)
    everything = hand(department, EDIT, REVIEW, PUBLISH)
    hands.drafter = everything
    order = submitted(drafted(catalogue, hands, counter="7号窗口"), hands)

    with pytest.raises(SamePerson):
        commands.pass_review(
            order_id=order.id,
            revision=order.revision,
            opinions=agreed(order),
            actor=everything,
            at=MORNING,
        )


def test_whoever_reviewed_does_not_approve(catalogue: Catalogue) -> None:
    department = catalogue.list_of(HYGIENE).department
    hands = Hands(department)
    hands.reviewer = hands.approver = hand(department, REVIEW, PUBLISH)
    order = reviewed(submitted(drafted(catalogue, hands, counter="7号窗口"), hands), hands)

    with pytest.raises(SamePerson):
        approved(order, hands)


def test_a_second_editor_does_not_judge_either(catalogue: Catalogue) -> None:
    department = catalogue.list_of(HYGIENE).department
    hands = Hands(department)
    second = hand(department, EDIT, REVIEW)
    order = drafted(catalogue, hands, counter="7号窗口")
    commands.save_line(
        line_id=line_id(order),
        content=content_of(catalogue, counter="8号窗口"),
        revision=1,
        actor=second,
        at=MORNING,
    )
    hands.reviewer = second

    with pytest.raises(SamePerson):
        reviewed(submitted(order, hands), hands)


@pytest.mark.parametrize("column", ["reviewed_by_id", "approved_by_id"])
def test_the_database_refuses_one_person_in_two_roles(catalogue: Catalogue, column: str) -> None:
    hands = of_list(catalogue)
    order = reviewed(submitted(drafted(catalogue, hands, counter="7号窗口"), hands), hands)

    with pytest.raises(IntegrityError), transaction.atomic():
        ChangeOrder.objects.filter(pk=order.id).update(**{column: hands.drafter.staff_id})


def test_the_database_refuses_an_approver_who_reviewed(catalogue: Catalogue) -> None:
    hands = of_list(catalogue)
    order = reviewed(submitted(drafted(catalogue, hands, counter="7号窗口"), hands), hands)

    with pytest.raises(IntegrityError), transaction.atomic():
        ChangeOrder.objects.filter(pk=order.id).update(approved_by_id=hands.reviewer.staff_id)


@pytest.mark.parametrize("right", [EDIT, REVIEW, PUBLISH])
def test_another_department_does_nothing(catalogue: Catalogue, right: Any) -> None:
    hands = of_list(catalogue)
    stranger = hand(DepartmentFactory(of=XIHU), right)
    order = submitted(drafted(catalogue, hands, counter="7号窗口"), hands)

    with pytest.raises(OrderNotFound):
        questions.order(order.id, stranger)
    with pytest.raises(NotYourCatalogue):
        commands.pass_review(
            order_id=order.id,
            revision=order.revision,
            opinions=agreed(order),
            actor=stranger,
            at=MORNING,
        )


def test_a_county_department_does_not_change_the_base_item(catalogue: Catalogue) -> None:
    with pytest.raises(NotYourCatalogue):
        commands.open_base_order(
            base_item_id=catalogue.items[HYGIENE],
            actor=of_list(catalogue).drafter,
            at=MORNING,
        )


def test_a_city_department_does_not_change_a_list_of_the_county(catalogue: Catalogue) -> None:
    outsider = Hands(DepartmentFactory(of=HANGZHOU))

    with pytest.raises(NotYourCatalogue):
        drafted(catalogue, outsider, counter="7号窗口")


# ── what


def test_an_order_that_changes_nothing_is_not_submitted(catalogue: Catalogue) -> None:
    hands = of_list(catalogue)

    with pytest.raises(NothingChanged):
        submitted(drafted(catalogue, hands), hands)


def test_a_faulty_order_is_not_submitted_and_each_element_is_named(catalogue: Catalogue) -> None:
    hands = of_list(catalogue)
    order = drafted(catalogue, hands, consult_phone="", **promised(900))

    with pytest.raises(NotPublishable) as refusal:
        submitted(order, hands)

    assert {"/lines/0/promise_limit", "/lines/0/consult_phone"} <= {
        error.path for error in refusal.value.errors
    }
    order.refresh_from_db()
    assert order.state == OrderState.DRAFT


def test_unknown_elements_are_not_taken(catalogue: Catalogue) -> None:
    with pytest.raises(ContentInvalid):
        drafted(catalogue, of_list(catalogue), no_such_element="x")


def test_it_does_not_take_effect_in_the_past(catalogue: Catalogue) -> None:
    hands = of_list(catalogue)

    with pytest.raises(EffectiveTooEarly):
        submitted(drafted(catalogue, hands, counter="7号窗口"), hands, on=TODAY - timedelta(days=1))


def test_an_item_stands_on_one_open_order(catalogue: Catalogue) -> None:
    hands = of_list(catalogue)
    first = drafted(catalogue, hands, counter="7号窗口")

    with pytest.raises(ItemInOtherOrder) as refusal:
        drafted(catalogue, hands, counter="8号窗口")

    assert str(first) in str(refusal.value)


def test_the_item_is_free_again_when_the_order_is_given_up(catalogue: Catalogue) -> None:
    hands = of_list(catalogue)
    order = drafted(catalogue, hands, counter="7号窗口")
    commands.withdraw_order(order_id=order.id, revision=1, actor=hands.second, at=MORNING)

    assert drafted(catalogue, hands, counter="8号窗口").state == OrderState.DRAFT


def test_an_order_has_a_limited_number_of_items(catalogue: Catalogue) -> None:
    with pytest.raises(OrderTooLarge):
        commands.open_list_order(
            contents={uuid4(): None for _ in range(2_001)},
            actor=of_list(catalogue).drafter,
            at=MORNING,
        )


def test_an_order_for_a_list_that_is_not_there_is_refused(catalogue: Catalogue) -> None:
    with pytest.raises(ItemNotFound):
        commands.open_list_order(
            contents={uuid4(): None}, actor=of_list(catalogue).drafter, at=MORNING
        )


# ── two editors


def test_the_second_of_two_editors_sees_what_differs(catalogue: Catalogue) -> None:
    hands = of_list(catalogue)
    order = drafted(catalogue, hands)
    line = line_id(order)
    commands.save_line(
        line_id=line,
        content=content_of(catalogue, counter="7号窗口"),
        revision=1,
        actor=hands.drafter,
        at=MORNING,
    )

    with pytest.raises(ChangedMeanwhile) as refusal:
        commands.save_line(
            line_id=line,
            content=content_of(catalogue, counter="8号窗口"),
            revision=1,
            actor=hands.second,
            at=MORNING,
        )

    assert [str(error.message) for error in refusal.value.errors] == [
        "办理窗口：由 7号窗口 改为 8号窗口"
    ]
    assert ChangeLine.objects.get(pk=line).content["counter"] == "7号窗口"


def test_what_was_published_meanwhile_is_taken_up(catalogue: Catalogue) -> None:
    hands = of_list(catalogue)
    order = drafted(catalogue, hands, counter="7号窗口")
    draft = publishing.revise_list(
        implementation_id=catalogue.list_of(HYGIENE).id,
        content=content_of(catalogue, hours="早八晚五"),
        actor=LOADER,
        at=MORNING,
    )
    publishing.publish_list_version(version_id=draft.id, actor=LOADER, at=MORNING)

    with pytest.raises(OrderStale):
        submitted(order, hands)
    order.refresh_from_db()
    both = commands.take_up_newest(
        order_id=order.id, revision=order.revision, actor=hands.drafter, at=MORNING
    )

    line = ChangeLine.objects.get(order=order)
    assert both == []
    assert (line.content["counter"], line.content["hours"]) == ("7号窗口", "早八晚五")
    assert submitted(order, hands).state == OrderState.LEGAL_REVIEW


# ── review and return


def test_legal_review_agrees_to_every_changed_element(catalogue: Catalogue) -> None:
    hands = of_list(catalogue)
    order = submitted(drafted(catalogue, hands, counter="7号窗口", hours="早八晚五"), hands)

    with pytest.raises(OpinionsMissing) as refusal:
        commands.pass_review(
            order_id=order.id,
            revision=order.revision,
            opinions={"counter": (Verdict.AGREE, ""), "hours": (Verdict.OBJECT, "不合规定。")},
            actor=hands.reviewer,
            at=MORNING,
        )

    assert [error.path for error in refusal.value.errors] == ["/opinions/hours"]


def test_a_returned_order_is_mended_and_submitted_again(catalogue: Catalogue) -> None:
    hands = of_list(catalogue)
    order = submitted(drafted(catalogue, hands, counter="7号窗口"), hands)
    order = commands.return_order(
        order_id=order.id,
        revision=order.revision,
        reason="窗口号不对。",
        opinions={"counter": (Verdict.OBJECT, "应为8号窗口。")},
        actor=hands.reviewer,
        at=MORNING,
    )
    commands.save_line(
        line_id=line_id(order),
        content=content_of(catalogue, counter="8号窗口"),
        revision=1,
        actor=hands.drafter,
        at=MORNING,
    )

    again = submitted(order, hands)

    assert (again.round, again.state) == (2, OrderState.LEGAL_REVIEW)
    assert approved(reviewed(again, hands), hands).state == OrderState.PUBLISHED
    assert again.opinions.count() == 2


def test_a_return_says_why(catalogue: Catalogue) -> None:
    hands = of_list(catalogue)
    order = submitted(drafted(catalogue, hands, counter="7号窗口"), hands)

    with pytest.raises(ReasonMissing):
        commands.return_order(
            order_id=order.id,
            revision=order.revision,
            reason="  ",
            actor=hands.reviewer,
            at=MORNING,
        )


def test_a_submitted_order_is_not_written_in(catalogue: Catalogue) -> None:
    hands = of_list(catalogue)
    order = submitted(drafted(catalogue, hands, counter="7号窗口"), hands)

    with pytest.raises(TransitionNotAllowed):
        commands.save_line(
            line_id=line_id(order),
            content=content_of(catalogue, counter="8号窗口"),
            revision=1,
            actor=hands.drafter,
            at=MORNING,
        )
    with pytest.raises(DatabaseError), transaction.atomic():
        ChangeLine.objects.filter(order=order).update(content={})


def test_a_draft_is_not_approved(catalogue: Catalogue) -> None:
    hands = of_list(catalogue)

    with pytest.raises(TransitionNotAllowed):
        approved(drafted(catalogue, hands, counter="7号窗口"), hands)


def test_a_published_order_is_fixed(catalogue: Catalogue) -> None:
    order = published(catalogue, of_list(catalogue), counter="7号窗口")

    with pytest.raises(DatabaseError), transaction.atomic():
        ChangeOrder.objects.filter(pk=order.id).update(reason="别的")


# ── taking off, taking back


def test_a_withdrawn_list_takes_no_more_cases(catalogue: Catalogue) -> None:
    hands = of_list(catalogue)
    order = submitted(drafted(catalogue, hands, kind=OrderKind.WITHDRAWAL), hands)
    approved(reviewed(order, hands), hands)

    with pytest.raises(ItemWithdrawn):
        selectors.guide(catalogue.list_of(HYGIENE).code, TODAY)
    with pytest.raises(ItemWithdrawn):
        drafted(catalogue, hands, kind=OrderKind.WITHDRAWAL)


def test_a_withdrawn_base_item_takes_its_lists_along(catalogue: Catalogue) -> None:
    hands, item = provincial(), catalogue.items[HYGIENE]
    order = commands.open_base_order(
        base_item_id=item, kind=OrderKind.WITHDRAWAL, actor=hands.drafter, at=MORNING
    )
    approved(reviewed(submitted(order, hands), hands), hands)

    assert set(ImplementationList.objects.filter(base_item_id=item).values_list("state")) == {
        ("withdrawn",)
    }
    fact = Event.objects.get(kind="catalogue.base_item_withdrawn")
    assert fact.payload["lists"] == ImplementationList.objects.filter(base_item_id=item).count()


def test_a_rollback_brings_the_older_content_as_a_new_version(catalogue: Catalogue) -> None:
    hands = of_list(catalogue)
    before = content_of(catalogue)
    order = published(catalogue, hands, counter="7号窗口")
    back = commands.roll_back_order(
        order_id=order.id, reason="窗口没有搬。", actor=hands.drafter, at=MORNING
    )
    back = approved(submitted(back, hands), hands)
    order.refresh_from_db()

    assert (order.state, back.state) == (OrderState.ROLLED_BACK, OrderState.PUBLISHED)
    assert back.reviewed_by_id is None
    assert content_of(catalogue) == before
    assert catalogue.list_of(HYGIENE).versions.count() == 3


def test_a_withdrawal_is_taken_back_too(catalogue: Catalogue) -> None:
    hands = of_list(catalogue)
    order = submitted(drafted(catalogue, hands, kind=OrderKind.WITHDRAWAL), hands)
    order = approved(reviewed(order, hands), hands)
    back = commands.roll_back_order(
        order_id=order.id, reason="仍要办理。", actor=hands.drafter, at=MORNING
    )
    approved(submitted(back, hands), hands)

    assert selectors.guide(catalogue.list_of(HYGIENE).code, TODAY).item.number == 2


def test_nobody_writes_in_a_rollback(catalogue: Catalogue) -> None:
    hands = of_list(catalogue)
    published(catalogue, hands, counter="7号窗口")
    older = catalogue.list_of(HYGIENE).versions.get(number=1)
    back = commands.roll_back_to(
        version_id=older.id, reason="回到原样。", actor=hands.drafter, at=MORNING
    )

    with pytest.raises(RollbackIsFixed):
        commands.save_line(
            line_id=line_id(back),
            content=content_of(catalogue, counter="9号窗口"),
            revision=1,
            actor=hands.drafter,
            at=MORNING,
        )


def test_a_rollback_is_approved_by_another(catalogue: Catalogue) -> None:
    department = catalogue.list_of(HYGIENE).department
    hands = Hands(department)
    order = published(catalogue, hands, counter="7号窗口")
    hands.drafter = hands.approver = hand(department, EDIT, PUBLISH)
    back = commands.roll_back_order(
        order_id=order.id, reason="窗口没有搬。", actor=hands.drafter, at=MORNING
    )

    with pytest.raises(SamePerson):
        approved(submitted(back, hands), hands)
