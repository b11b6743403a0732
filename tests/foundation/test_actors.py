# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Who acts."""

from uuid import uuid4

from yiwang.foundation.actors import ANONYMOUS, Actor, ActorKind, system_actor


def test_nobody_has_no_right_and_is_not_signed_in():
    assert not ANONYMOUS.is_authenticated
    assert not ANONYMOUS.rights
    assert ANONYMOUS.applicant_id is None


def test_a_citizen_applies_for_the_legal_person_acted_for_else_for_oneself():
    person, company = uuid4(), uuid4()

    alone = Actor(kind=ActorKind.CITIZEN, person_id=person)
    acting = Actor(kind=ActorKind.CITIZEN, person_id=person, legal_person_id=company)

    assert alone.applicant_id == person
    assert acting.applicant_id == company


def test_a_right_is_had_only_when_given():
    clerk = Actor(kind=ActorKind.STAFF, rights=frozenset({"cases.read"}))

    assert clerk.is_staff
    assert clerk.has_right("cases.read")
    assert not clerk.has_right("cases.approve")


def test_a_process_of_our_own_acts_under_its_name():
    sequencer = system_actor("sequencer")

    assert sequencer.is_system
    assert not sequencer.is_citizen
    assert sequencer.display_name == "sequencer"
