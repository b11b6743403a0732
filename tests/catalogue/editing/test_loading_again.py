# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Data files do not undo what people have changed under control."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.catalogue.editing.hands import approved, drafted, of_list, published, reviewed, submitted
from tests.catalogue.worlds import (
    HYGIENE,
    LOADER,
    MORNING,
    TODAY,
    Catalogue,
    publish_everywhere,
)
from yiwang.catalogue import publishing
from yiwang.catalogue.enums import OrderState
from yiwang.catalogue.loading import items
from yiwang.catalogue.models import BaseItem, CodeSuccession, ImplementationVersion
from yiwang.foundation.identifiers import new_id

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(days=1)


def shown(catalogue: Catalogue) -> ImplementationVersion:
    return ImplementationVersion.objects.get(pk=catalogue.list_of(HYGIENE).current_id)


def test_a_list_that_editors_changed_stays_theirs(catalogue: Catalogue) -> None:
    published(catalogue, of_list(catalogue), hours="每天 8:00—20:00")

    publish_everywhere([catalogue.sources[HYGIENE]])

    assert shown(catalogue).content["hours"] == "每天 8:00—20:00"


def test_a_change_that_waits_for_its_day_is_not_disturbed(catalogue: Catalogue) -> None:
    hands = of_list(catalogue)
    order = submitted(
        drafted(catalogue, hands, hours="每天 8:00—20:00"), hands, on=TODAY + timedelta(days=30)
    )
    approved(reviewed(order, hands), hands)
    before = shown(catalogue)

    publish_everywhere([catalogue.sources[HYGIENE]])

    assert shown(catalogue) == before
    order.refresh_from_db()
    assert order.state == OrderState.APPROVED


def test_the_item_of_a_list_that_editors_changed_stays_too(catalogue: Catalogue) -> None:
    published(catalogue, of_list(catalogue), hours="每天 8:00—20:00")
    source = catalogue.sources[HYGIENE]
    other = replace(source, content=source.content.model_copy(update={"remedies": "另行规定。"}))

    report = items.store_items([other], actor=LOADER, at=LATER)

    assert report.changed == 0


def test_a_code_that_has_ended_is_not_made_again(catalogue: Catalogue) -> None:
    source = catalogue.sources[HYGIENE]
    ended = "000128999000"
    CodeSuccession.objects.create(
        id=new_id(), kind="abolish", old_code=ended, on=TODAY, basis="演示", recorded_at=MORNING
    )
    gone = replace(source, keys=replace(source.keys, code=ended, local_code="K9999"))

    report = items.store_items([gone], actor=LOADER, at=LATER)

    assert report.changed == 0
    assert not BaseItem.objects.filter(code=ended).exists()


def test_a_version_that_began_after_the_day_of_the_files_stays(catalogue: Catalogue) -> None:
    source = catalogue.sources[HYGIENE]
    changed = replace(source, content=source.content.model_copy(update={"remedies": "后来。"}))
    items.store_items([changed], actor=LOADER, at=LATER)

    report = items.store_items([source], actor=LOADER, at=MORNING)

    assert report.changed == 0


def test_a_list_published_after_the_day_of_the_files_stays(catalogue: Catalogue) -> None:
    one = catalogue.list_of(HYGIENE)
    draft = publishing.revise_list(
        implementation_id=one.id,
        content=shown(catalogue).content | {"hours": "每天 8:00—20:00"},
        actor=LOADER,
        at=LATER,
    )
    publishing.publish_list_version(version_id=draft.id, actor=LOADER, at=LATER)
    source = catalogue.sources[HYGIENE]
    other = replace(source, content=source.content.model_copy(update={"remedies": "另行规定。"}))

    report = items.store_items([other], actor=LOADER, at=MORNING)
    publish_everywhere([source])

    assert report.changed == 0
    assert shown(catalogue).id == draft.id
