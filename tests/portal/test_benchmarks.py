# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The public reads in the guide what decisions are measured by."""

import pytest
from django.test import Client
from django.utils import timezone

from tests import discretion as benchmarks
from tests.factories import World
from yiwang.portal.page_cache import SharedAnswers

pytestmark = pytest.mark.django_db


def test_the_guide_shows_the_benchmark_as_soon_as_it_is_published(world: World):
    address = f"/guide/{world.shop.code}"
    assert 'id="benchmarks"' not in Client().get(address).content.decode()

    benchmarks.published(world.shop.version_id, at=timezone.now())
    SharedAnswers.answers.clear()  # a finished answer is kept for two seconds

    page = Client().get(address).content.decode()
    for told in ("摊位登记裁量权基准", "2年以上3年以下", "某市监〔2026〕8号", "隐瞒情况的。"):
        assert told in page
