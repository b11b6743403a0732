# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The demonstration is loaded into an empty database by the very steps of ``make run``.

A rule that refuses one of its people, mandates or cases shows here, and not only when somebody
starts the platform. The catalogue is the whole one, published in the home county and by the
departments above it.
"""

from collections.abc import Iterator

import pytest
from django.utils import timezone

from operations import datasets, demo
from operations.demo import cases as demo_cases
from yiwang.cases import selectors as cases
from yiwang.cases.automation.enums import Doubt
from yiwang.cases.enums import Outcome, Purpose
from yiwang.cases.models import (
    AutomaticDecision,
    Case,
    CoApplicant,
    Decision,
    DecisionCheck,
    Entitlement,
)
from yiwang.cases.services import together
from yiwang.catalogue import selectors as catalogue
from yiwang.delivery.enums import CallOff
from yiwang.delivery.models import Parcel
from yiwang.evaluations import selectors as evaluations
from yiwang.evaluations.enums import CorrectionState
from yiwang.foundation.actors import Actor
from yiwang.identity import selectors as identity
from yiwang.identity.models import Account
from yiwang.ledger.models import Event
from yiwang.notifications.models import FirmContact
from yiwang.organizations import selectors as organizations

LEFT_OUT = {"laws", "villages", "demo-region"}
"""What nothing of the demonstration's people and cases needs, and takes long."""


@pytest.fixture
def in_the_home_county(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let only departments of the home county, and of its city and province, publish lists."""
    everywhere = organizations.departments_by_line
    county = demo.HOME_COUNTY[:6]
    above = {f"{county[:4]}00000000", f"{county[:2]}0000000000"}
    monkeypatch.setattr(
        organizations,
        "departments_by_line",
        lambda: [
            each
            for each in everywhere()
            if each.division_code.startswith(county) or each.division_code in above
        ],
    )
    organizations.forget_cached()
    demo_cases._actor.cache_clear()
    yield
    organizations.forget_cached()
    demo_cases._actor.cache_clear()


def actor(login: str) -> Actor:
    return identity.actor_for_account(Account.objects.get(login=login).pk, at=timezone.now())


@pytest.mark.timeout(900)
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("in_the_home_county")
def test_the_demonstration_loads_into_an_empty_database() -> None:
    for step in datasets.STEPS:
        if step.name not in LEFT_OUT:
            assert step.run(lambda _done, _of: None) >= 0, step.name

    for login in ("wangxm", "lijg", "zhangyf"):
        own = cases.cases(actor(login)).rows
        assert len({case.state for case in own}) >= 3, login
    assert sum(cases.task_counts(actor("scjg-counter"), today=timezone.localdate()).values())
    assert cases.cases(actor("sysadmin")).rows == []
    announced = cases.announced(demo.HOME_COUNTY, today=timezone.localdate())
    assert sorted(one.kind for one in announced) == ["hearing"] * 2 + ["public_notice"] * 2
    _has_what_is_rare()


def _has_what_is_rare() -> None:
    """Look for what only happens when something fails, or somebody chooses otherwise."""
    failed = AutomaticDecision.objects.get(doubts__0__code=Doubt.FAILED)
    assert failed.case.decided_at is None
    reminded = Event.objects.get(kind="cases.co_applicant_reminded")
    assert reminded.actor["kind"] == "system"
    part = CoApplicant.objects.get(person_id=actor("lijg").person_id)
    assert together.language_of(part) == "en"
    fewer = [
        one
        for one in Decision.objects.filter(outcome=Outcome.REFUSED).select_related("case")
        if 0 < len(one.bases) < len(catalogue.snapshot(one.case.version_id).legal_bases)
    ]
    assert fewer
    assert Parcel.objects.filter(cancel_state=CallOff.DONE).exists()
    check = DecisionCheck.objects.select_related("case").get(concluded_at__isnull=True)
    assert check.case.outcome == Outcome.GRANTED
    assert {one.way for one in FirmContact.objects.all()} == {"email", "sms"}
    _has_what_belongs_together()


def _has_what_belongs_together() -> None:
    """Look for a licence replaced by its tied item, an end that was told, a complaint by code."""
    again = Case.objects.get(purpose=Purpose.REPLACEMENT, outcome=Outcome.GRANTED)
    assert again.about is not None
    assert again.item_code != again.about.item_code
    assert Entitlement.objects.get(case=again).item_code == again.about.item_code
    assert Event.objects.filter(kind="cases.statement_ended").exists()
    sold = CoApplicant.objects.select_related("case").get(case__isnull=False)
    assert sold.case is not None
    complaint = evaluations.of_case(sold.case.pk, actor("zhangyf"))
    assert complaint.correction is not None
    assert complaint.correction.state == CorrectionState.CORRECTED
