# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Keep implementation lists: the services, what they refuse, and what the database refuses."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.catalogue.worlds import (
    HYGIENE,
    LOADER,
    MORNING,
    TODAY,
    Catalogue,
    drafted,
    editor,
    list_content,
    published,
)
from tests.organizations.factories import HANGZHOU, XIHU, DepartmentFactory
from yiwang.catalogue import selectors, services
from yiwang.catalogue.errors import (
    AlreadyListed,
    ContentInvalid,
    EffectiveTooEarly,
    ItemNotFound,
    ItemNotOpen,
    ItemWithdrawn,
    LevelNotExercised,
    NotPublishable,
    NotYourCatalogue,
)
from yiwang.catalogue.models import (
    BaseItem,
    ImplementationList,
    ImplementationVersion,
    RegionFigures,
)
from yiwang.foundation.codes.items import check_implementation_code_fits
from yiwang.foundation.errors import InvalidItemCode, ItemCodeMismatch
from yiwang.ledger.models import Event
from yiwang.organizations.enums import Right
from yiwang.workflow.errors import TransitionNotAllowed

pytestmark = pytest.mark.django_db


def test_a_new_list_is_a_draft_with_a_code_that_fits(catalogue: Catalogue) -> None:
    version = drafted(catalogue)
    stored = ImplementationList.objects.select_related("department", "base_item").get(
        pk=version.implementation_id
    )

    assert (stored.state, version.state) == ("draft", "draft")
    check_implementation_code_fits(
        stored.code,
        uscc=stored.department.uscc,
        level=4,
        basic_code=stored.base_item.code,
    )


def test_a_code_that_does_not_fit_is_refused_with_each_segment(catalogue: Catalogue) -> None:
    other = ImplementationList.objects.order_by("code").first()
    assert other is not None
    before = ImplementationList.objects.count(), Event.objects.count()

    with pytest.raises(ItemCodeMismatch) as refusal:
        draft(catalogue, code=other.code)

    assert {error.path for error in refusal.value.errors} == {"/uscc", "/level", "/basic_code"}
    assert (ImplementationList.objects.count(), Event.objects.count()) == before


@pytest.mark.parametrize("code", ["1" * 30, "1" * 32, "ＡＢ", "x" * 31, "1\x00" * 15 + "1"])
def test_what_is_no_code_is_refused(catalogue: Catalogue, code: str) -> None:
    with pytest.raises(InvalidItemCode):
        draft(catalogue, code=code)


def test_a_code_that_fits_is_kept(catalogue: Catalogue) -> None:
    department = DepartmentFactory(of=XIHU, line="卫生健康")
    basic = BaseItem.objects.get(pk=catalogue.items[HYGIENE]).code
    code = f"{department.uscc}4{basic}"

    version = draft(catalogue, code=code.lower(), department_id=department.id)

    assert version.implementation.code == code


def draft(catalogue: Catalogue, **changes: object) -> ImplementationVersion:
    stated = {
        "base_item_id": catalogue.items[HYGIENE],
        "department_id": changes.pop("department_id", None)
        or DepartmentFactory(of=XIHU, line="卫生健康").id,
        "content": list_content(),
        "actor": LOADER,
        "at": MORNING,
    }
    return services.draft_list(**stated, **changes)


def test_publishing_puts_a_list_in_force_and_counts_it(catalogue: Catalogue) -> None:
    before = RegionFigures.objects.get(pk=XIHU)
    version = published(catalogue)
    after = RegionFigures.objects.get(pk=XIHU)
    stored = ImplementationList.objects.get(pk=version.implementation_id)

    assert stored.current_id == version.id
    assert selectors.is_open(version.id, TODAY)
    assert selectors.published_version_id(stored.code, TODAY) == version.id
    assert (after.lists, after.version) == (before.lists + 1, before.version + 1)


def test_every_step_is_written_to_the_ledger(catalogue: Catalogue) -> None:
    version = published(catalogue)
    services.withdraw_list(implementation_id=version.implementation_id, actor=LOADER, at=MORNING)

    events = Event.objects.filter(subject_id=version.implementation_id).order_by("id")
    assert [event.kind for event in events] == [
        "catalogue.list_drafted",
        "catalogue.list_published",
        "catalogue.list_withdrawn",
    ]
    assert {event.region_code for event in events} == {XIHU}


def test_a_revision_leaves_the_published_version_as_it_is(catalogue: Catalogue) -> None:
    first = published(catalogue)
    second = services.revise_list(
        implementation_id=first.implementation_id,
        content=list_content(promise_limit={"amount": 3}),
        actor=LOADER,
        at=MORNING,
    )

    assert second.number == 2
    assert selectors.snapshot(first.id).promise_limit.amount == 5
    assert selectors.is_open(first.id, TODAY)
    assert not selectors.is_open(second.id, TODAY)


def test_a_draft_is_written_over_until_it_is_published(catalogue: Catalogue) -> None:
    first = published(catalogue)
    for amount in (3, 2):
        second = services.revise_list(
            implementation_id=first.implementation_id,
            content=list_content(promise_limit={"amount": amount}),
            actor=LOADER,
            at=MORNING,
        )

    assert (second.number, second.promise_amount) == (2, 2)
    assert first.implementation.versions.count() == 2


def test_publishing_the_next_version_ends_the_one_before(catalogue: Catalogue) -> None:
    first = published(catalogue)
    second = services.revise_list(
        implementation_id=first.implementation_id,
        content=list_content(),
        actor=LOADER,
        at=MORNING,
    )
    tomorrow = MORNING + timedelta(days=1)
    services.publish_list_version(version_id=second.id, actor=LOADER, at=tomorrow)

    assert selectors.is_open(first.id, TODAY)
    assert not selectors.is_open(first.id, TODAY + timedelta(days=1))
    assert selectors.is_open(second.id, TODAY + timedelta(days=1))


def test_a_version_may_wait_for_its_day(catalogue: Catalogue) -> None:
    first = published(catalogue)
    second = services.revise_list(
        implementation_id=first.implementation_id,
        content=list_content(is_online=False, handling_forms=["4"]),
        actor=LOADER,
        at=MORNING,
    )
    new_year = TODAY + timedelta(days=39)
    services.publish_list_version(
        version_id=second.id, actor=LOADER, at=MORNING, effective_from=new_year
    )
    code = first.implementation.code

    assert selectors.published_version_id(code, TODAY) == first.id
    assert selectors.published_version_id(code, new_year) == second.id
    assert services.put_due_in_force(on=TODAY) == 0
    assert services.put_due_in_force(on=new_year) == 1
    stored = ImplementationList.objects.get(pk=first.implementation_id)
    assert (stored.current_id, stored.is_online) == (second.id, False)


def test_a_withdrawn_list_opens_no_more_cases(catalogue: Catalogue) -> None:
    version = published(catalogue)
    services.withdraw_list(implementation_id=version.implementation_id, actor=LOADER, at=MORNING)

    assert not selectors.is_open(version.id, TODAY)
    with pytest.raises(ItemWithdrawn):
        selectors.published_version_id(version.implementation.code, TODAY)
    with pytest.raises(ItemWithdrawn):
        selectors.open_snapshot(version.id, TODAY)
    with pytest.raises(ItemNotOpen):
        services.withdraw_list(
            implementation_id=version.implementation_id, actor=LOADER, at=MORNING
        )
    assert selectors.snapshot(version.id).name == "公共场所卫生许可"


# ── refusals


def test_incomplete_elements_are_not_published(catalogue: Catalogue) -> None:
    version = drafted(catalogue, address="", promise_limit={"amount": 15})

    with pytest.raises(NotPublishable) as refusal:
        services.publish_list_version(version_id=version.id, actor=LOADER, at=MORNING)

    assert [error.path for error in refusal.value.errors] == ["/address"]
    version.refresh_from_db()
    assert version.state == "draft"


def test_what_is_published_is_not_published_again(catalogue: Catalogue) -> None:
    version = published(catalogue)

    with pytest.raises(TransitionNotAllowed):
        services.publish_list_version(version_id=version.id, actor=LOADER, at=MORNING)


def test_a_version_takes_effect_today_or_later(catalogue: Catalogue) -> None:
    version = drafted(catalogue)

    with pytest.raises(EffectiveTooEarly):
        services.publish_list_version(
            version_id=version.id,
            actor=LOADER,
            at=MORNING,
            effective_from=TODAY - timedelta(days=1),
        )


def test_a_version_does_not_overtake_one_that_waits(catalogue: Catalogue) -> None:
    first = drafted(catalogue)
    services.publish_list_version(
        version_id=first.id,
        actor=LOADER,
        at=MORNING,
        effective_from=TODAY + timedelta(days=9),
    )
    second = services.revise_list(
        implementation_id=first.implementation_id,
        content=list_content(),
        actor=LOADER,
        at=MORNING,
    )

    with pytest.raises(EffectiveTooEarly):
        services.publish_list_version(version_id=second.id, actor=LOADER, at=MORNING)


def test_a_draft_does_not_outlive_the_base_version_that_it_rests_on(catalogue: Catalogue) -> None:
    version = drafted(catalogue)
    item = catalogue.items[HYGIENE]
    base = services.revise_base_item(
        base_item_id=item,
        content=catalogue.sources[HYGIENE].content.model_dump(mode="json", exclude_defaults=True)
        | {"quantity_limit": "无"},
        form_code="default-either",
        process_code="default-promise",
        actor=LOADER,
        at=MORNING,
    )
    day = TODAY + timedelta(days=9)
    services.publish_base_version(version_id=base.id, actor=LOADER, at=MORNING, effective_from=day)

    with pytest.raises(NotPublishable) as refusal:
        services.publish_list_version(
            version_id=version.id, actor=LOADER, at=MORNING, effective_from=day
        )

    assert [error.path for error in refusal.value.errors] == ["/base_version"]


def test_an_item_is_listed_once_in_a_department(catalogue: Catalogue) -> None:
    version = drafted(catalogue)

    with pytest.raises(AlreadyListed):
        services.draft_list(
            base_item_id=catalogue.items[HYGIENE],
            department_id=version.implementation.department_id,
            content=list_content(),
            actor=LOADER,
            at=MORNING,
        )


def test_an_item_is_listed_only_at_its_levels(catalogue: Catalogue) -> None:
    with pytest.raises(LevelNotExercised):
        services.draft_list(
            base_item_id=catalogue.items[HYGIENE],
            department_id=DepartmentFactory(of=HANGZHOU).id,
            content=list_content(),
            actor=LOADER,
            at=MORNING,
        )


def test_what_does_not_exist_is_not_found(catalogue: Catalogue) -> None:
    calls = [
        lambda: services.publish_list_version(version_id=uuid4(), actor=LOADER, at=MORNING),
        lambda: services.withdraw_list(implementation_id=uuid4(), actor=LOADER, at=MORNING),
        lambda: services.revise_list(
            implementation_id=uuid4(), content=list_content(), actor=LOADER, at=MORNING
        ),
        lambda: services.draft_list(
            base_item_id=uuid4(),
            department_id=DepartmentFactory(of=XIHU).id,
            content=list_content(),
            actor=LOADER,
            at=MORNING,
        ),
        lambda: selectors.snapshot(uuid4()),
        lambda: selectors.open_snapshot(uuid4(), TODAY),
    ]
    for call in calls:
        with pytest.raises(ItemNotFound):
            call()


def test_elements_without_shape_are_not_drafted(catalogue: Catalogue) -> None:
    lists = ImplementationList.objects.count()

    with pytest.raises(ContentInvalid):
        drafted(catalogue, nonsense=1)

    assert ImplementationList.objects.count() == lists


@pytest.mark.parametrize(
    ("place", "rights", "covers", "allowed"),
    [
        ("own", {Right.CATALOGUE_EDIT}, False, True),
        ("own", {Right.CASES_HANDLE}, False, False),
        ("neighbour", {Right.CATALOGUE_EDIT}, False, False),
        ("neighbour", {Right.CATALOGUE_EDIT}, True, True),
        ("above", {Right.CATALOGUE_EDIT}, True, True),
        ("above", {Right.CATALOGUE_EDIT}, False, False),
    ],
)
def test_only_who_keeps_the_department_drafts_its_lists(
    catalogue: Catalogue, place: str, rights: set[Right], covers: bool, allowed: bool
) -> None:
    own = DepartmentFactory(of=XIHU)
    posted_at = {
        "own": own,
        "neighbour": DepartmentFactory(of=XIHU),
        "above": DepartmentFactory(of=HANGZHOU),
    }[place]
    actor = editor(posted_at, *rights, covers_subtree=covers)

    def draft() -> ImplementationVersion:
        return services.draft_list(
            base_item_id=catalogue.items[HYGIENE],
            department_id=own.id,
            content=list_content(),
            actor=actor,
            at=MORNING,
        )

    if allowed:
        assert draft().state == "draft"
    else:
        with pytest.raises(NotYourCatalogue):
            draft()


def test_editing_does_not_mean_publishing(catalogue: Catalogue) -> None:
    version = drafted(catalogue)
    department = version.implementation.department

    with pytest.raises(NotYourCatalogue):
        services.publish_list_version(
            version_id=version.id, actor=editor(department, Right.CATALOGUE_EDIT), at=MORNING
        )
    services.publish_list_version(
        version_id=version.id, actor=editor(department, Right.CATALOGUE_PUBLISH), at=MORNING
    )
