# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""容缺受理: told at once, reminded, handed in later, or the acceptance falls."""

from datetime import date, timedelta

import pytest

from tests import factories
from tests.cases import world as worlds
from tests.cases.modes import trusting
from tests.cases.world import COUNTER, HANDLER, MONDAY, at, citizen, fresh, neighbour, who
from tests.factories import World
from yiwang.cases.enums import CaseMode, CaseState
from yiwang.cases.errors import CaseNotFound, MaterialUnknown, NotYourCase, ReasonMissing
from yiwang.cases.models import CaseMaterial, DeferredMaterial
from yiwang.cases.modes import deferring, errors
from yiwang.cases.services import notices, sweeps
from yiwang.documents import selectors as documents
from yiwang.documents.enums import NoticeKind
from yiwang.ledger import services as ledger_services
from yiwang.notifications.models import Message

pytestmark = pytest.mark.django_db

LATER = at(11, 26)
LAST_DAY = date(2026, 12, 7)
TOO_LATE = at(12, 8)


@pytest.fixture
def case(world: World):
    return trusting.accepted(world, CaseMode.DEFERRAL, "health")


def row(case) -> DeferredMaterial:
    return DeferredMaterial.objects.get(case=case)


def hand_in(world: World, case, *, actor=None, when=LATER, key="health"):
    actor = actor or citizen(world)
    files = [factories.stored_file(actor, name="健康证.pdf")]
    return deferring.hand_in(case_id=case.id, key=key, files=files, actor=actor, at=when)


def test_the_last_day_is_set_at_the_acceptance_and_stands_in_its_notice(world: World, case):
    told = notices.acceptance(fresh(case))

    assert row(case).due_on == LAST_DAY
    assert [(each.name, each.due_on) for each in told.deferred] == [("健康证明", LAST_DAY)]


def test_what_follows_in_time_completes_the_case(world: World, case):
    hand_in(world, case)

    assert row(case).handed_in_at == LATER
    assert CaseMaterial.objects.filter(case=case, requirement_key="health").count() == 1
    deferring.check_complete(fresh(case))


def test_nothing_is_decided_while_something_is_outstanding(world: World, case):
    worlds.complete(world, case, "review")

    with pytest.raises(errors.DeferredOutstanding, match="健康证明"):
        worlds.decide(world, case)

    hand_in(world, case)
    worlds.decide(world, case, at=LATER)
    assert fresh(case).state == CaseState.DECIDED


def test_the_last_day_is_the_last(world: World, case):
    hand_in(world, case, when=at(12, 7, hour=23))

    assert row(case).handed_in_at is not None


def test_after_the_last_day_it_is_too_late(world: World, case):
    with pytest.raises(errors.DeferralTooLate):
        hand_in(world, case, when=TOO_LATE)


def test_the_same_material_is_handed_in_once(world: World, case):
    hand_in(world, case)

    with pytest.raises(errors.DeferredNotFound):
        hand_in(world, case)


def test_only_what_was_deferred_is_handed_in_later(world: World, case):
    with pytest.raises(errors.DeferredNotFound):
        hand_in(world, case, key="lease")


def test_a_file_of_somebody_else_is_not_taken(world: World, case):
    theirs = factories.stored_file(neighbour(world))

    with pytest.raises(MaterialUnknown):
        deferring.hand_in(
            case_id=case.id, key="health", files=[theirs], actor=citizen(world), at=LATER
        )


def test_to_others_the_case_does_not_exist(world: World, case):
    with pytest.raises(CaseNotFound):
        hand_in(world, case, actor=neighbour(world))


def test_the_counter_takes_it_in_for_who_stands_there_and_other_offices_do_not(world: World, case):
    with pytest.raises(NotYourCase):
        hand_in(world, case, actor=worlds.elsewhere(world, who(world, COUNTER)))

    hand_in(world, case, actor=who(world, COUNTER))
    assert row(case).handed_in_at == LATER


def test_what_does_not_do_is_given_back_with_the_reason_and_the_same_day(world: World, case):
    hand_in(world, case)
    with pytest.raises(ReasonMissing):
        deferring.give_back(
            case_id=case.id, key="health", reason=" ", actor=who(world, HANDLER), at=LATER
        )

    deferring.give_back(
        case_id=case.id, key="health", reason="不是本人的。", actor=who(world, HANDLER), at=LATER
    )

    assert (row(case).handed_in_at, row(case).due_on) == (None, LAST_DAY)
    assert not CaseMaterial.objects.filter(
        case=case, requirement_key="health", replaced_at=None
    ).exists()
    hand_in(world, case)


def test_the_applicant_is_reminded_once(world: World, case):
    assert not deferring.remind(case_id=case.id, at=LATER)
    assert deferring.remind(case_id=case.id, at=at(12, 4))
    assert not deferring.remind(case_id=case.id, at=at(12, 4))
    assert not list(deferring.nearly_due(at=at(12, 4)))


def test_the_acceptance_falls_when_nothing_followed(world: World, case):
    done = sweeps.run_sweeps(at=TOO_LATE)

    after = fresh(case)
    assert done["withdraw_acceptances"] == 1
    assert (after.state, after.process_state) == (CaseState.UNACCEPTED, None)
    assert not worlds.open_keys(case)
    assert sweeps.run_sweeps(at=TOO_LATE)["withdraw_acceptances"] == 0


def test_the_applicant_gets_the_withdrawal_as_a_notice_and_a_message(world: World, case):
    deferring.withdraw_acceptance(case_id=case.id, at=TOO_LATE)
    ledger_services.settle()

    kinds = {one.kind for one in documents.documents_about("case", case.id)}
    assert NoticeKind.ACCEPTANCE_WITHDRAWN in kinds
    assert Message.objects.filter(kind="acceptance_withdrawn").exists()


def test_nothing_falls_while_the_holidays_are_not_published(world: World, case):
    DeferredMaterial.objects.filter(case=case).update(is_provisional=True)

    assert not deferring.withdraw_acceptance(case_id=case.id, at=TOO_LATE)
    assert deferring.withdraw_acceptance(case_id=case.id, at=TOO_LATE + timedelta(days=14))


def test_a_published_list_makes_the_day_final_and_never_earlier_than_told(world: World, case):
    told = LAST_DAY + timedelta(days=3)
    DeferredMaterial.objects.filter(case=case).update(is_provisional=True, due_on=told)

    assert list(deferring.outdated(at=LATER)) == [case.id]
    assert deferring.recount(case_id=case.id, at=LATER)
    assert (row(case).due_on, row(case).is_provisional) == (told, False)
    assert not deferring.recount(case_id=case.id, at=LATER)


def test_a_withdrawn_application_hands_in_nothing(world: World, case):
    worlds.decisions.withdraw_case(case_id=case.id, actor=citizen(world), at=MONDAY)

    with pytest.raises(errors.DeferredNotFound):
        hand_in(world, case)
    assert not deferring.withdraw_acceptance(case_id=case.id, at=TOO_LATE)
