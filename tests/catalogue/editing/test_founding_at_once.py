# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Several editors who set up items in the same moment: each gets a code of its own."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.catalogue.editing.hands import Hands, provincial
from tests.catalogue.editing.test_founding import FIRST, began
from tests.catalogue.test_publishing_at_once import at_once
from tests.catalogue.worlds import make_definitions
from yiwang.catalogue.models import BaseItem, ChangeOrder

pytestmark = pytest.mark.django_db(transaction=True)
EDITORS = 5


def beginning(hands: Hands, place: int) -> Callable[[], object]:
    return lambda: began(hands, replace(FIRST, name=f"并发试验事项{place}"))


def test_new_items_begun_in_the_same_moment_do_not_take_each_others_code() -> None:
    make_definitions()
    hands = provincial()

    refused = at_once(*(beginning(hands, place) for place in range(EDITORS)))

    assert refused == []
    assert len(set(BaseItem.objects.values_list("code", flat=True))) == EDITORS
    assert ChangeOrder.objects.count() == EDITORS
