# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What happens in cases is counted for the stars of their lists, each fact once."""

import pytest

from tests import factories
from tests.cases import world as w
from yiwang.cases.enums import Channel
from yiwang.cases.services import submission
from yiwang.catalogue import selectors as catalogue
from yiwang.catalogue.models import CaseDay
from yiwang.ledger import services as ledger

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world() -> factories.World:
    return w.made()


def test_cases_are_counted_as_they_are_filed_and_decided(world):
    w.decided(world)
    w.submitted(world)
    ledger.settle()

    item = catalogue.snapshot(world.shop.version_id)
    (day,) = CaseDay.objects.filter(implementation_id=item.implementation_id)
    assert (day.filed, day.filed_online, day.decided, day.decided_on_time) == (2, 2, 1, 1)
    assert day.decided_by_rule == 0
    assert catalogue.stars(item.implementation_id).facts.recent_cases == 2


def test_what_comes_in_at_the_counter_is_not_counted_as_online(world):
    clerk = w.who(world, w.COUNTER)
    citizen = w.citizen(world)
    submission.submit_case(
        application=w.application(
            world, clerk, channel=Channel.COUNTER, applicant_id=citizen.person_id
        ),
        actor=clerk,
        at=w.MONDAY,
    )
    ledger.settle()

    (day,) = CaseDay.objects.all()
    assert (day.filed, day.filed_online) == (1, 0)


def test_counting_anew_from_the_ledger_comes_to_the_same(world):
    w.decided(world)
    ledger.settle()
    before = list(CaseDay.objects.order_by("day").values())

    ledger.replay("cases.stars")
    ledger.settle()

    after = list(CaseDay.objects.order_by("day").values())
    assert [row | {"id": 0} for row in after] == [row | {"id": 0} for row in before]
