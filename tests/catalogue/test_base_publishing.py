# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Keep base items: enter, revise, publish."""

from typing import Any
from uuid import uuid4

import pytest

from tests.catalogue.worlds import (
    HYGIENE,
    LOADER,
    MORNING,
    TODAY,
    Catalogue,
    base_content,
    editor,
    list_content,
)
from tests.organizations.factories import HANGZHOU, XIHU, ZHEJIANG, DepartmentFactory
from yiwang.catalogue import selectors, services
from yiwang.catalogue.errors import (
    NotPublishable,
    NotYourCatalogue,
)
from yiwang.organizations.enums import Right

pytestmark = pytest.mark.django_db


def new_base(place: services.NewBaseItem | None = None, **changes: Any) -> Any:
    return services.draft_base_item(
        place=place or services.NewBaseItem(ZHEJIANG, "市场监管", "31", "T1"),
        content=base_content(**changes),
        form_code="default-natural",
        process_code="default-promise",
        actor=LOADER,
        at=MORNING,
    )


def test_a_new_base_item_takes_the_next_free_code(catalogue: Catalogue) -> None:
    first = new_base()
    second = new_base(services.NewBaseItem(ZHEJIANG, "市场监管", "31", "T2"))

    assert first.base_item.code[:6] == "331031"
    assert int(second.base_item.code[6:9]) == int(first.base_item.code[6:9]) + 1


def test_a_published_base_item_can_be_listed(catalogue: Catalogue) -> None:
    base = new_base()
    services.publish_base_version(version_id=base.id, actor=LOADER, at=MORNING)
    version = services.draft_list(
        base_item_id=base.base_item_id,
        department_id=DepartmentFactory(of=XIHU).id,
        content=list_content(),
        actor=LOADER,
        at=MORNING,
    )
    services.publish_list_version(version_id=version.id, actor=LOADER, at=MORNING)
    item = selectors.open_snapshot(version.id, TODAY)

    assert (item.name, item.is_applied_for) == ("摊位登记", True)
    assert item.form_id is not None
    assert item.process_id is not None


@pytest.mark.parametrize(
    ("changes", "paths"),
    [
        ({"conditions": []}, ["/conditions"]),
        ({"themes": {"natural": ["没有"]}}, ["/themes/natural/0"]),
    ],
)
def test_an_incomplete_base_item_is_not_published(
    catalogue: Catalogue, changes: dict[str, Any], paths: list[str]
) -> None:
    base = new_base(**changes)

    with pytest.raises(NotPublishable) as refusal:
        services.publish_base_version(version_id=base.id, actor=LOADER, at=MORNING)

    assert [error.path for error in refusal.value.errors] == paths


def test_a_base_item_needs_published_definitions_and_the_type_of_its_code(
    catalogue: Catalogue,
) -> None:
    base = new_base()
    services.revise_base_item(
        base_item_id=base.base_item_id,
        content=base_content(item_type="07"),
        form_code="no-such-form",
        process_code="",
        actor=LOADER,
        at=MORNING,
    )

    with pytest.raises(NotPublishable) as refusal:
        services.publish_base_version(version_id=base.id, actor=LOADER, at=MORNING)

    assert [error.path for error in refusal.value.errors] == [
        "/item_type",
        "/form_code",
        "/process_code",
    ]


def test_base_items_are_kept_by_those_who_cover_the_whole_place(catalogue: Catalogue) -> None:
    base = new_base()
    province = DepartmentFactory(of=ZHEJIANG)
    publishers = {
        editor(province, Right.CATALOGUE_PUBLISH, covers_subtree=True): True,
        editor(province, Right.CATALOGUE_PUBLISH): False,
        editor(DepartmentFactory(of=HANGZHOU), Right.CATALOGUE_PUBLISH, covers_subtree=True): False,
    }
    for actor, allowed in sorted(publishers.items(), key=lambda pair: pair[1]):
        if allowed:
            services.publish_base_version(version_id=base.id, actor=actor, at=MORNING)
        else:
            with pytest.raises(NotYourCatalogue):
                services.publish_base_version(version_id=base.id, actor=actor, at=MORNING)


def test_popularity_is_added_and_never_taken(catalogue: Catalogue) -> None:
    item = catalogue.items[HYGIENE]
    before = catalogue.list_of(HYGIENE).base_item.popularity
    services.add_popularity({item: 5, uuid4(): 3})
    services.add_popularity({item: -100})

    assert catalogue.list_of(HYGIENE).base_item.popularity == before + 5
