# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The first and the last day that a date can name, typed where a page counts from it."""

from datetime import date

import pytest
from django.test import Client, RequestFactory

from tests.factories import World
from tests.portal.test_mandate_signing import NEW, filled_in
from yiwang.workbench.halls.manage import days_asked

pytestmark = pytest.mark.django_db
FIRST, LAST = "0001-01-01", "9999-12-31"


@pytest.mark.parametrize("day", [FIRST, LAST])
def test_mandates_and_invitations_take_any_day_for_their_last(world: World, day: str):
    client = Client()
    client.force_login(world.citizen)

    entrusted = client.post(NEW, filled_in(world) | {"last_on": day, "step": "review"})
    invited = client.post(
        f"/my/firms/{world.firm.id}",
        {"name": "李大山", "resident_id": "330106199001011234", "right": "apply", "last_on": day},
    )

    assert entrusted.status_code in {200, 422}
    assert invited.status_code < 500


@pytest.mark.parametrize(
    ("since", "until", "first", "last"),
    [
        (FIRST, FIRST, FIRST, FIRST),
        (FIRST, "0001-02-01", FIRST, "0001-02-01"),
        (LAST, FIRST, FIRST, FIRST),
        (FIRST, LAST, "9998-12-30", LAST),
        ("2026-01-01", "2026-02-01", "2026-01-01", "2026-02-01"),
    ],
)
def test_figures_of_a_hall_span_a_year_at_most(since: str, until: str, first: str, last: str):
    request = RequestFactory().get("/", {"since": since, "until": until})

    assert days_asked(request) == (date.fromisoformat(first), date.fromisoformat(last))
