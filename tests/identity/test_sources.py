# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The contract that every register keeps: it answers, or it says that it is away."""

import pytest

from tests.identity import registers
from yiwang.identity.enums import FirmStatus, Verdict
from yiwang.identity.refusals import SourceAway
from yiwang.identity.sources import registry
from yiwang.identity.sources.base import FirmAnswer, HouseholdAnswer, PersonAnswer, Question

pytestmark = pytest.mark.django_db

POPULATIONS = sorted(registry.populations())
FIRMS = sorted(registry.legal_person_registers())
NOBODY = Question("无此人", "330106199001010015")


@pytest.mark.parametrize("name", POPULATIONS)
def test_a_population_register_answers_or_is_away(name: str):
    source = registry.populations()[name]()

    try:
        answers = [
            source.check(NOBODY, seconds=1),
            source.household(NOBODY, NOBODY, seconds=1),
        ]
    except SourceAway:
        return

    assert source.name == name
    assert isinstance(answers[0], PersonAnswer)
    assert answers[0].verdict is Verdict.UNKNOWN
    assert isinstance(answers[1], HouseholdAnswer)
    assert not answers[1].is_guardian


@pytest.mark.parametrize("name", FIRMS)
def test_a_register_of_legal_persons_answers_or_is_away(name: str):
    source = registry.legal_person_registers()[name]()

    try:
        answer = source.look_up("91330106MA0000000X", NOBODY, seconds=1)
    except SourceAway:
        return

    assert source.name == name
    assert answer is None


def test_each_kind_of_register_has_one_that_works_and_one_that_refuses():
    assert {"demonstration", "refusing"} <= set(POPULATIONS)
    assert {"demonstration", "refusing"} <= set(FIRMS)


@pytest.mark.parametrize(
    ("flags", "asked_as", "verdict"),
    [
        ({}, "张小云", Verdict.AGREES),
        ({}, "张大云", Verdict.NAME_DIFFERS),
        ({"is_deceased": True}, "张小云", Verdict.DECEASED),
        ({"is_deceased": True}, "张大云", Verdict.NAME_DIFFERS),
    ],
)
def test_the_demonstration_register_tells_people_apart(flags, asked_as, verdict):
    somebody = registers.resident(**flags)
    source = registry.populations()["demonstration"]()

    answer = source.check(Question(asked_as, somebody.resident_id), seconds=1)

    assert answer.verdict is verdict


def test_who_is_slow_is_away():
    somebody = registers.resident(is_slow=True)
    source = registry.populations()["demonstration"]()

    with pytest.raises(SourceAway):
        source.check(Question(somebody.name, somebody.resident_id), seconds=1)


def test_a_firm_is_told_with_its_status_and_who_represents_it():
    head, other = registers.resident(), registers.resident("李大山")
    made = registers.firm(head, status=FirmStatus.REVOKED)
    source = registry.legal_person_registers()["demonstration"]()

    by_head = source.look_up(made.uscc, Question(head.name, head.resident_id), seconds=1)
    by_other = source.look_up(made.uscc, Question(other.name, other.resident_id), seconds=1)

    assert isinstance(by_head, FirmAnswer)
    assert by_other is not None
    assert (by_head.status, by_head.is_representative) == (FirmStatus.REVOKED, True)
    assert not by_other.is_representative
