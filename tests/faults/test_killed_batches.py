# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""kill -9 in the middle of a batch of cases: what is done stays, the rest goes on."""

from collections import Counter

import pytest
from django.test import Client

from tests.cases import world as worlds
from tests.cases.desk.test_batches import LATER, ticked, waiting
from tests.cases.world import COUNTER, fresh, who
from tests.factories import World
from tests.faults.killing import die, killed_in
from yiwang.cases import selectors as cases
from yiwang.cases.enums import CaseState
from yiwang.cases.models import Batch
from yiwang.cases.services import batches, intake
from yiwang.ledger import selectors as ledger

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.fault]


@pytest.fixture
def world() -> World:
    return worlds.made()


def test_a_batch_killed_in_the_middle_says_so_and_goes_on_without_doubling(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    found = waiting(world, 4)
    given, clerk = ticked(found), who(world, COUNTER)
    accept, accepted = intake.accept_case, []

    def third_kills(**what: object) -> object:
        if len(accepted) == 2:
            die()
        accepted.append(what["case_id"])
        return accept(**what)  # type: ignore[arg-type]

    def send() -> Batch:
        return batches.handle_together(
            key="killed", ticked=given, opinion="", actor=clerk, at=LATER
        )

    with monkeypatch.context() as patched:
        patched.setattr(intake, "accept_case", third_kills)
        killed_in(send)
    cut = Batch.objects.get(key="killed")
    half = Counter(one.result for one in cases.batches.batch(cut.pk, clerk).entries)
    browser = Client()
    browser.force_login(world.staff[COUNTER])
    page = browser.get(f"/workbench/batches/{cut.pk}").content.decode()
    states = Counter(fresh(case).state for case in found)

    again = [send().pk, send().pk]

    assert half == {"done": 2, "waiting": 2}
    assert "还有 2 件没有办" in page
    assert states == {CaseState.ACCEPTED: 2, CaseState.SUBMITTED: 2}
    assert again == [cut.pk, cut.pk]
    assert {fresh(case).state for case in found} == {CaseState.ACCEPTED}
    for case in found:
        kinds = Counter(one.kind for one in ledger.events_about("case", case.pk))
        assert (kinds["cases.case_accepted"], kinds["cases.handled_in_batch"]) == (1, 1)
    assert "没有办" not in browser.get(f"/workbench/batches/{cut.pk}").content.decode().split(
        "<table"
    )[0].replace("没有办成 0 件", "")
