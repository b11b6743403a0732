# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""收受分离: taken in at one counter, decided by another body; each with its clock and its part."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from tests.cases import world as worlds
from tests.cases.world import APPROVER, COUNTER, HANDLER, MONDAY, at, citizen, fresh, who
from tests.factories import Item, World
from yiwang.cases import errors, selectors
from yiwang.cases.enums import CaseState, Channel, DeliveryMethod, ReceivingState
from yiwang.cases.models import Case, Receiving
from yiwang.cases.receiving_refusals import NotHandledElsewhere, NotTakenIn, ResultNotReady
from yiwang.cases.services import intake, receiving, submission, sweeps
from yiwang.foundation.actors import Actor
from yiwang.ledger.models import Event

pytestmark = pytest.mark.django_db
FAR = "330203000000"
"""海曙区, another city of the province."""


def receiver(world: World, *, division: str = FAR) -> Actor:
    """Return a clerk at the counter of another body, at another place."""
    return replace(
        who(world, COUNTER), department_id=world.other_department.id, division_code=division
    )


@pytest.fixture
def far(world: World) -> Item:
    """An item that is handled in all cities of the province."""
    return worlds.item(world, local={"cross_region": ["3"]})


def taken_in(world: World, item: Item, actor: Actor, *, when=MONDAY) -> Case:
    asked = worlds.application(
        world,
        actor,
        version_id=item.version_id,
        channel=Channel.COUNTER,
        applicant_id=citizen(world).applicant_id,
    )
    return submission.submit_case(application=asked, actor=actor, at=when)


def state_of(case: Case) -> str:
    return Receiving.objects.values_list("state", flat=True).get(case=case)


def test_two_bodies_two_clocks(world: World, far: Item):
    case = taken_in(world, far, receiver(world))

    took = Receiving.objects.get(case=case)
    assert case.department_id == world.department.id
    assert (took.department_id, took.is_elsewhere) == (world.other_department.id, True)
    assert took.hand_over_due_on == date(2026, 11, 25)
    assert case.intake_due_on == date(2026, 11, 30)
    assert Event.objects.filter(kind="cases.taken_in_for_others", subject_id=case.pk).count() == 1


def test_an_application_at_ones_own_counter_is_taken_in_for_nobody(world: World, far: Item):
    case = taken_in(world, far, who(world, COUNTER))

    assert not Receiving.objects.filter(case=case).exists()


@pytest.mark.parametrize(
    ("offered", "division", "is_allowed"),
    [
        ([], "330106000000", True),  # a common counter of the same district
        ([], "330106002000", True),  # a township below it
        ([], "330100000000", True),  # the city above it
        ([], "330102000000", False),
        (["4"], "330102000000", True),
        (["4"], FAR, False),
        (["3"], FAR, True),
        (["3"], "310101000000", False),
        (["2"], "310101000000", True),
        (["1"], "310101000000", True),
    ],
)
def test_how_far_away_an_item_is_handled(
    world: World, offered: list[str], division: str, is_allowed: bool
):
    item = worlds.item(world, local={"cross_region": offered})
    if is_allowed:
        taken_in(world, item, receiver(world, division=division))
        return
    with pytest.raises(NotHandledElsewhere):
        taken_in(world, item, receiver(world, division=division))


def handed_over(world: World, item: Item) -> Case:
    case = taken_in(world, item, receiver(world))
    receiving.hand_over(
        case_id=case.pk, note="原件 3 份，EMS 123", actor=receiver(world), at=at(11, 24)
    )
    return case


def test_it_is_handed_over_given_back_and_taken_over(world: World, far: Item):
    case = handed_over(world, far)
    counter = who(world, COUNTER)
    receiving.give_back(case_id=case.pk, reason="少一页", actor=counter, at=at(11, 25))
    assert state_of(case) == ReceivingState.RETURNED
    receiving.hand_over(case_id=case.pk, note="已补寄", actor=receiver(world), at=at(11, 26))
    receiving.take_over(case_id=case.pk, actor=counter, at=at(11, 27))

    assert state_of(case) == ReceivingState.TAKEN_OVER
    with pytest.raises(errors.CaseChanged):
        receiving.take_over(case_id=case.pk, actor=counter, at=at(11, 27))


def decided(world: World, item: Item) -> Case:
    case = handed_over(world, item)
    receiving.take_over(case_id=case.pk, actor=who(world, COUNTER), at=at(11, 25))
    intake.accept_case(case_id=case.pk, actor=who(world, COUNTER), at=at(11, 25))
    worlds.complete(world, case, "review", actor=who(world, HANDLER), at=at(11, 25))
    worlds.decide(world, case, at=at(11, 26))
    return fresh(case)


def test_the_result_is_given_out_where_it_was_taken_in(world: World, far: Item):
    case = decided(world, far)
    receiving.send_result(case_id=case.pk, actor=who(world, COUNTER), at=at(11, 26))
    receiving.give_out(case_id=case.pk, actor=receiver(world), at=at(11, 27))

    case = fresh(case)
    assert (case.state, case.delivery_method) == (CaseState.DELIVERED, DeliveryMethod.COUNTER)
    assert state_of(case) == ReceivingState.DONE
    with pytest.raises(errors.CaseChanged):
        receiving.give_out(case_id=case.pk, actor=receiver(world), at=at(11, 27))


def test_a_result_is_not_sent_before_it_is_there(world: World, far: Item):
    case = handed_over(world, far)

    with pytest.raises(ResultNotReady):
        receiving.send_result(case_id=case.pk, actor=who(world, COUNTER), at=at(11, 25))


def test_who_took_nothing_in_hands_nothing_over(world: World, far: Item):
    case = taken_in(world, far, receiver(world))

    for actor in (who(world, COUNTER), citizen(world), who(world, APPROVER)):
        with pytest.raises(NotTakenIn):
            receiving.hand_over(case_id=case.pk, note="x", actor=actor, at=MONDAY)
    with pytest.raises(errors.ReasonMissing):
        receiving.hand_over(case_id=case.pk, note=" ", actor=receiver(world), at=MONDAY)


def test_only_the_deciding_counter_takes_over(world: World, far: Item):
    case = handed_over(world, far)

    for actor in (receiver(world), who(world, HANDLER)):
        with pytest.raises(errors.NotYourCase):
            receiving.take_over(case_id=case.pk, actor=actor, at=MONDAY)
    with pytest.raises(errors.CaseNotFound):
        receiving.take_over(case_id=case.pk, actor=citizen(world), at=MONDAY)


def test_the_receiving_counter_sees_how_it_stands_and_not_the_case(world: World, far: Item):
    case = taken_in(world, far, receiver(world))

    rows = selectors.taken_in_here(receiver(world)).rows
    assert [one.case_id for one in rows] == [case.pk]
    assert selectors.taken_in(case.pk, receiver(world)).case.number == case.number
    assert not Case.objects.visible_to(receiver(world)).filter(pk=case.pk).exists()
    assert not selectors.taken_in_here(who(world, COUNTER)).rows
    with pytest.raises(NotTakenIn):
        selectors.taken_in(case.pk, who(world, COUNTER))


def test_who_does_not_hand_over_in_time_is_noted_once(world: World, far: Item):
    case = taken_in(world, far, receiver(world))

    assert sweeps.run_sweeps(at=at(11, 25))["note_late_hand_overs"] == 0
    assert sweeps.run_sweeps(at=at(11, 26))["note_late_hand_overs"] == 1
    assert sweeps.run_sweeps(at=at(11, 27))["note_late_hand_overs"] == 0
    assert Event.objects.filter(kind="cases.hand_over_overdue", subject_id=case.pk).count() == 1


@pytest.mark.parametrize(
    ("here", "there", "is_near"),
    [
        ("330110000000", "330111000000", False),  # 余杭 and 富阳: codes that share five digits
        ("330110000000", "330110005000", True),
        ("330100000000", "330110000000", True),
        ("331000000000", "331002000000", True),  # 台州 ends with a nought too
        ("331000000000", "331100000000", False),
    ],
)
def test_a_code_that_ends_with_a_nought_is_above_nobody_elses_places(
    here: str, there: str, is_near: bool
):
    nowhere_else = SimpleNamespace(local=SimpleNamespace(cross_region=()))
    if is_near:
        receiving.check_distance(here, there, nowhere_else)
        return
    with pytest.raises(NotHandledElsewhere):
        receiving.check_distance(here, there, nowhere_else)
