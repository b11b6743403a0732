# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What may be chosen, signed and trusted; and what is refused clearly."""

from dataclasses import replace

import pytest
from django.db import transaction

from tests import factories
from tests.cases import world as worlds
from tests.cases.modes import trusting
from tests.cases.world import MONDAY, citizen, fresh
from tests.factories import FORM_DATA, World
from yiwang.cases.enums import CaseMode, CaseState, EvidenceGrade
from yiwang.cases.errors import MaterialMissing
from yiwang.cases.models import Case, CaseMaterial, ModeChoice
from yiwang.cases.modes import errors, offers
from yiwang.cases.services import submission
from yiwang.catalogue import selectors as catalogue
from yiwang.ledger import selectors as ledger

pytestmark = pytest.mark.django_db


def test_an_item_offers_what_its_elements_say(world: World):
    snapshot = catalogue.snapshot(trusting.item(world).version_id)

    found = offers.offers(snapshot, FORM_DATA, None)

    assert {one.mode: [each.key for each in one.materials] for one in found} == {
        CaseMode.STANDARD: [],
        CaseMode.TRUST_FIRST: ["lease"],
        CaseMode.DEFERRAL: ["health"],
        CaseMode.COMMITMENT: ["plan"],
        CaseMode.COMBINED: ["plan"],
    }


def test_an_ordinary_item_offers_only_the_usual_way(world: World):
    snapshot = catalogue.snapshot(world.shop.version_id)

    assert [one.mode for one in offers.offers(snapshot, FORM_DATA, None)] == [CaseMode.STANDARD]
    with pytest.raises(errors.ModeNotOffered):
        trusting.submitted(world, CaseMode.TRUST_FIRST, of=world.shop, handed=("lease",))


def test_what_was_signed_is_kept_word_for_word_and_its_hash_is_in_the_ledger(world: World):
    case = trusting.submitted(world, CaseMode.DEFERRAL, "health")

    choice = ModeChoice.objects.get(case=case)
    chosen = ledger.events_about("case", case.id)[-1]
    assert case.mode == CaseMode.DEFERRAL
    assert "健康证明" in choice.text
    assert choice.text_sha256 == offers.digest(choice.text)
    assert chosen.kind == "cases.mode_chosen"
    assert chosen.payload["text_sha256"] == choice.text_sha256


def test_the_usual_way_leaves_no_record_and_every_copy_is_grade_c(world: World):
    case = worlds.submitted(world)

    assert case.mode == CaseMode.STANDARD
    assert not ModeChoice.objects.filter(case=case).exists()
    assert CaseMaterial.objects.get(case=case).grade == EvidenceGrade.C


def test_a_missing_material_that_may_follow_has_to_be_said_to_follow(world: World):
    version_id = trusting.item(world).version_id
    actor = citizen(world)
    application = submission.Application(
        version_id=version_id,
        form=FORM_DATA,
        materials={key: [factories.stored_file(actor)] for key in ("lease", "plan")},
    )

    with pytest.raises(errors.DeferrableMissing, match="健康证明"):
        submission.submit_case(application=application, actor=actor, at=MONDAY)


@pytest.mark.parametrize("key", ["plan", "lease", "unknown"])
def test_what_may_not_be_deferred_is_refused_by_its_name(world: World, key: str):
    with pytest.raises(errors.NotDeferrable):
        trusting.submitted(world, CaseMode.DEFERRAL, "health", key, handed=("lease",))


def test_nothing_is_deferred_when_nothing_is_missing(world: World):
    with pytest.raises(errors.NothingDeferred):
        trusting.submitted(world, CaseMode.DEFERRAL, "health", handed=("lease", "plan", "health"))


def test_a_deferral_excuses_only_what_it_names(world: World):
    with pytest.raises(MaterialMissing, match="平面图"):
        trusting.submitted(world, CaseMode.DEFERRAL, "health", handed=("lease",))


def test_a_commitment_stands_in_for_the_materials_it_names(world: World):
    case = trusting.submitted(world, CaseMode.COMMITMENT, "plan")

    assert case.state == CaseState.SUBMITTED
    assert case.mode_choice.materials == [{"key": "plan", "name": "平面图"}]


def test_other_words_than_those_that_hold_are_not_signed(world: World):
    signed = trusting.chosen(trusting.item(world).version_id, CaseMode.DEFERRAL, "health")

    with pytest.raises(errors.TextChanged):
        trusting.submitted(
            world, CaseMode.DEFERRAL, "health", chosen=replace(signed, text_sha256="0" * 64)
        )


@pytest.mark.parametrize("mode", [CaseMode.TRUST_FIRST, CaseMode.DEFERRAL, CaseMode.COMMITMENT])
def test_who_broke_a_promise_is_not_taken_at_their_word_but_may_apply_as_usual(
    world: World, mode: CaseMode
):
    trusting.voided(world)
    keys = {CaseMode.DEFERRAL: ("health",), CaseMode.COMMITMENT: ("plan",)}.get(mode, ())

    with pytest.raises(errors.NotTrusted), transaction.atomic():
        trusting.submitted(world, mode, *keys)

    assert worlds.submitted(world).state == CaseState.SUBMITTED


def test_a_form_that_asks_for_a_commitment_and_the_signature_agree(world: World):
    asking = trusting.item(world, commitment_when='form.kind == "stall"', promised_materials=[])
    snapshot = catalogue.snapshot(asking.version_id)
    stall = FORM_DATA | {"kind": "stall"}

    assert [one.mode for one in offers.offers(snapshot, stall, None)] == [
        CaseMode.COMMITMENT,
        CaseMode.COMBINED,
    ]
    with pytest.raises(errors.CommitmentUnsigned):
        offers.checked(snapshot, stall, None, None, ["lease", "plan", "health"])
    signed = trusting.chosen(asking.version_id, CaseMode.COMMITMENT)
    with pytest.raises(errors.CommitmentUnsigned):
        offers.checked(snapshot, FORM_DATA, None, signed, ["lease", "plan", "health"])
    assert offers.checked(snapshot, stall, None, signed, ["lease", "plan", "health"]) == ()


def test_a_case_keeps_its_mode_whatever_else_happens(world: World):
    case = trusting.accepted(world, CaseMode.COMMITMENT, "plan")

    assert fresh(case).mode == CaseMode.COMMITMENT
    assert Case.objects.filter(pk=case.pk, mode="commitment").exists()
