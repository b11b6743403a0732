# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The real items of a second region."""

import pytest

from tests.catalogue.test_search_quality import shares, strangers
from tests.catalogue.worlds import DATA, LOADER, MORNING, make_definitions
from tests.organizations.factories import XIHU
from yiwang.catalogue import selectors, services
from yiwang.catalogue.loading.sources import DEMO_SCOPE
from yiwang.catalogue.loading.thesaurus import load_terms
from yiwang.catalogue.models import ImplementationList, SearchPhrase
from yiwang.foundation.codes.items import parse_implementation_code
from yiwang.organizations import services as organization_services

pytestmark = pytest.mark.django_db


def test_the_demonstration_region_keeps_its_real_codes() -> None:
    organization_services.load_divisions(root=DATA, actor=LOADER, at=MORNING)
    organization_services.load_departments(root=DATA, actor=LOADER, at=MORNING)
    make_definitions()
    report = services.load_demo_region(root=DATA, actor=LOADER, at=MORNING)
    lists = ImplementationList.objects.select_related("base_item")
    page = selectors.search("居住证", DEMO_SCOPE)

    assert (report.read, report.changed, report.left_out) == (1135, 1135, ())
    assert lists.filter(region_code=DEMO_SCOPE, state="open").count() == 1135
    assert lists.filter(base_item__local_code__startswith="511").exists()
    assert {parse_implementation_code(one.code).level for one in lists[:50]} == {4}
    assert page.services[0].name.startswith("居住证")
    assert selectors.search("居住证", XIHU).total == 0
    assert SearchPhrase.objects.filter(phrase="开饭店").exists()
    assert services.load_demo_region(root=DATA, actor=LOADER, at=MORNING).changed == 0


@pytest.mark.slow
def test_questions_of_strangers_lead_to_the_right_item_of_the_district() -> None:
    organization_services.load_divisions(root=DATA, actor=LOADER, at=MORNING)
    organization_services.load_departments(root=DATA, actor=LOADER, at=MORNING)
    make_definitions()
    load_terms(DATA)
    services.load_demo_region(root=DATA, actor=LOADER, at=MORNING)
    first, among_five = shares(strangers("test", "district"), DEMO_SCOPE)

    assert first >= 0.7
    assert among_five >= 0.9
