# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Records of broken promises: their effect, objections to them, their repair, their end."""

from datetime import timedelta

import pytest

from tests.cases.modes import trusting
from tests.cases.world import (
    APPROVER,
    COUNTER,
    HANDLER,
    MONDAY,
    at,
    citizen,
    elsewhere,
    neighbour,
    on,
    who,
)
from tests.factories import World
from yiwang.credit import errors, selectors, services
from yiwang.credit.enums import CreditState, RequestKind
from yiwang.credit.models import CreditEvent
from yiwang.ledger import services as ledger_services
from yiwang.notifications.models import Message

pytestmark = pytest.mark.django_db
TODAY = on(MONDAY)
AFTER_THREE_MONTHS = at(3, 1, year=2027)


@pytest.fixture
def record(world: World) -> CreditEvent:
    case = trusting.voided(world)
    return CreditEvent.objects.get(case_id=case.id)


def ask(
    world: World, record, kind=RequestKind.OBJECTION, *, actor=None, words="合同有效。", when=MONDAY
):
    return services.file_request(
        event_id=record.id, kind=kind, words=words, actor=actor or citizen(world), at=when
    )


def answer(world: World, request, is_granted: bool, *, actor=None, words="经查属实。"):
    return services.answer_request(
        request_id=request.id,
        is_granted=is_granted,
        answer=words,
        actor=actor or who(world, APPROVER),
        at=MONDAY,
    )


def test_a_record_has_its_effect_until_its_day(world: World, record):
    assert not selectors.is_trusted(record.person_id, on=TODAY)
    assert not selectors.is_trusted(record.person_id, on=record.expires_on - timedelta(days=1))
    assert selectors.is_trusted(record.person_id, on=record.expires_on)
    assert selectors.is_trusted(neighbour(world).applicant_id, on=TODAY)


def test_the_person_reads_it_and_others_do_not(world: World, record):
    assert selectors.records(citizen(world)) == [record]
    assert selectors.records(neighbour(world)) == []
    assert selectors.records(elsewhere(world, who(world, HANDLER))) == []
    assert selectors.records(who(world, HANDLER)) == [record]
    with pytest.raises(errors.CreditEventNotFound):
        selectors.record(record.id, neighbour(world))


def test_an_objection_that_is_right_strikes_the_record(world: World, record):
    answer(world, ask(world, record), True)

    record.refresh_from_db()
    assert record.state == CreditState.STRUCK
    assert selectors.is_trusted(record.person_id, on=TODAY)
    with pytest.raises(errors.CreditEventEnded):
        ask(world, record)


def test_an_objection_that_is_wrong_leaves_it_and_may_be_made_again(world: World, record):
    answer(world, ask(world, record), False)

    assert not selectors.is_trusted(record.person_id, on=TODAY)
    ask(world, record, words="补充证据。")


def test_one_request_at_a_time(world: World, record):
    ask(world, record)

    with pytest.raises(errors.CreditRequestOpen):
        ask(world, record)


def test_a_request_is_answered_once_with_reasons_by_other_hands(world: World, record):
    request = ask(world, record)
    with pytest.raises(errors.CreditWordsMissing):
        answer(world, request, True, words=" ")
    CreditEvent.objects.filter(pk=record.pk).update(written_by_id=who(world, APPROVER).staff_id)
    with pytest.raises(errors.OwnFinding):
        answer(world, request, True)
    CreditEvent.objects.filter(pk=record.pk).update(written_by_id=who(world, COUNTER).staff_id)

    answer(world, request, False)
    with pytest.raises(errors.CreditRequestAnswered):
        answer(world, request, True)


@pytest.mark.parametrize("post", [COUNTER, HANDLER])
def test_who_may_not_approve_does_not_answer(world: World, record, post):
    with pytest.raises(errors.NotYoursToAnswer):
        answer(world, ask(world, record), True, actor=who(world, post))


def test_another_department_does_not_answer(world: World, record):
    with pytest.raises(errors.NotYoursToAnswer):
        answer(world, ask(world, record), True, actor=elsewhere(world, who(world, APPROVER)))


def test_nobody_objects_for_somebody_else(world: World, record):
    with pytest.raises(errors.CreditEventNotFound):
        ask(world, record, actor=neighbour(world))
    with pytest.raises(errors.CreditEventNotFound):
        ask(world, record, actor=who(world, HANDLER))


def test_a_repair_is_asked_for_after_three_months_and_lifts_the_effect(world: World, record):
    with pytest.raises(errors.RepairTooEarly):
        ask(world, record, RequestKind.REPAIR)

    answer(world, ask(world, record, RequestKind.REPAIR, when=AFTER_THREE_MONTHS), True)

    record.refresh_from_db()
    assert record.state == CreditState.REPAIRED
    assert selectors.is_trusted(record.person_id, on=on(AFTER_THREE_MONTHS))


def test_a_request_needs_words_without_hidden_signs(world: World, record):
    with pytest.raises(errors.CreditWordsMissing):
        ask(world, record, words="\n ")
    with pytest.raises(Exception, match="字符"):
        ask(world, record, words="合同\u202e有效")


def test_the_same_finding_is_written_down_once(world: World, record):
    again = services.write_event(
        finding=services.Finding(
            kind=record.kind,
            person_id=record.person_id,
            person_name=record.person_name,
            case_id=record.case_id,
            case_number=record.case_number,
            item_name=record.item_name,
            department_id=record.department_id,
            region_code=record.region_code,
            text="又一次。",
            found_by_id=None,
        ),
        actor=who(world, HANDLER),
        at=MONDAY,
    )

    assert again.pk == record.pk
    assert CreditEvent.objects.get().text == record.text


def test_the_person_is_told_of_the_record_and_of_the_answer(world: World, record):
    answer(world, ask(world, record), False)
    ledger_services.settle()

    kinds = set(
        Message.objects.filter(recipient_id=record.person_id, link="/my/credit").values_list(
            "kind", flat=True
        )
    )
    assert kinds == {"credit_written", "credit_answered"}
