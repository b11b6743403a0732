# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The items that are modelled in every detail, with their real forms and processes."""

import pytest

from tests.catalogue.worlds import DATA, LOADER, MORNING, make_departments, publish_everywhere
from tests.organizations.factories import XIHU
from yiwang.catalogue import selectors, services
from yiwang.catalogue.loading import items
from yiwang.catalogue.loading.sources import home_items
from yiwang.catalogue.loading.themes import load_themes
from yiwang.catalogue.models import BaseItem, ImplementationList
from yiwang.forms import selectors as forms
from yiwang.organizations import selectors as organizations
from yiwang.workflow import selectors as workflow

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_modelled_items_are_published_with_their_own_forms_and_processes() -> None:
    organizations.forget_cached()
    first = services.load_models(root=DATA, actor=LOADER, at=MORNING)
    form_ids, process_ids = forms.newest_form_ids(), workflow.newest_process_ids()
    sources = [source for source in home_items(DATA) if source.model]
    load_themes(root=DATA, actor=LOADER)
    make_departments(sources)
    items.store_items(sources, actor=LOADER, at=MORNING)
    publish_everywhere(sources)

    assert first.read >= 8
    assert {"default-natural", "default-legal", "default-either"} <= set(form_ids)
    assert {"default-immediate", "default-promise"} <= set(process_ids)
    for source in sources:
        item_id = BaseItem.objects.get(local_code=source.keys.local_code).id
        one = ImplementationList.objects.get(base_item_id=item_id, region_code=XIHU)
        item = selectors.snapshot(one.current_id)
        assert item.form_id == form_ids[source.form_code]
        assert item.process_id == process_ids[source.process_code]
        assert not item.base.is_generated
        assert forms.compiled_form(item.form_id) is not None
        assert selectors.guide(one.code).articles
        for material in item.materials:
            assert not material.is_generated


def test_loading_the_models_again_publishes_nothing_new() -> None:
    services.load_models(root=DATA, actor=LOADER, at=MORNING)
    before = (forms.newest_form_ids(), workflow.newest_process_ids())
    services.load_models(root=DATA, actor=LOADER, at=MORNING)

    assert (forms.newest_form_ids(), workflow.newest_process_ids()) == before
