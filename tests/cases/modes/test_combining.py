# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A promise and a deferral in one case; and how somebody signs who stands at a counter."""

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction

from tests import factories
from tests.cases import world as worlds
from tests.cases.modes import trusting
from tests.cases.world import COUNTER, MONDAY, citizen, fresh, later, who
from tests.factories import FORM_DATA, World
from yiwang.cases.enums import CaseMode, CaseState, Channel, CheckState
from yiwang.cases.models import Case, DeferredMaterial, ModeChoice, PromiseCheck
from yiwang.cases.modes import deferring, errors, offers
from yiwang.cases.modes.enums import SignedHow
from yiwang.cases.services import intake, submission
from yiwang.catalogue import selectors as catalogue
from yiwang.foundation.actors import Actor
from yiwang.ledger import selectors as ledger

pytestmark = pytest.mark.django_db


def signed(
    version_id: UUID, promised: tuple[str, ...] = ("plan",), deferred: tuple[str, ...] = ("health",)
) -> offers.Chosen:
    """Return a signature under the words of both."""
    snapshot = catalogue.snapshot(version_id)
    offer = next(
        one for one in offers.offers(snapshot, FORM_DATA, None) if one.mode is CaseMode.COMBINED
    )
    about = offers.about_of(offer, promised, deferred, ())
    words = offers.text(snapshot, CaseMode.COMBINED, about)
    return offers.Chosen(CaseMode.COMBINED, promised, offers.digest(words), deferred)


def submitted(
    world: World,
    chosen: offers.Chosen | None = None,
    *,
    actor: Actor | None = None,
    handed: tuple[str, ...] = ("lease",),
    **changed: Any,
) -> Case:
    by = actor or citizen(world)
    version_id = trusting.item(world, **changed).version_id
    application = submission.Application(
        version_id=version_id,
        form=FORM_DATA,
        materials={key: [factories.stored_file(by)] for key in handed},
        chosen=chosen or signed(version_id),
    )
    if by.is_staff:
        application = replace(
            application, applicant_id=world.citizen.person_id, channel=Channel.COUNTER
        )
    return submission.submit_case(application=application, actor=by, at=MONDAY)


def accepted(world: World) -> Case:
    case = submitted(world)
    return intake.accept_case(case_id=case.id, actor=who(world, COUNTER), at=MONDAY)


def hand_in(world: World, case: Case) -> None:
    actor = citizen(world)
    deferring.hand_in(
        case_id=case.id,
        key="health",
        files=[factories.stored_file(actor)],
        actor=actor,
        at=MONDAY,
    )


def decided(world: World) -> Case:
    case = accepted(world)
    hand_in(world, case)
    worlds.complete(world, case, "review", at=MONDAY)
    worlds.decide(world, case, at=MONDAY)
    return fresh(case)


def test_both_are_signed_in_one_and_each_material_says_what_it_is_for(world: World):
    case = submitted(world)
    choice = ModeChoice.objects.get(case=case)

    assert case.mode == CaseMode.COMBINED
    assert choice.materials == [
        {"key": "plan", "name": "平面图", "way": "commitment"},
        {"key": "health", "name": "健康证明", "way": "deferral"},
    ]
    assert "本人承诺场所和设备符合登记条件。" in choice.text
    assert "到期未补交或者补交后仍不符合要求的，撤销受理" in choice.text
    assert choice.signed_how == SignedHow.ACCOUNT
    assert ledger.events_about("case", case.id)[-1].payload["signed_how"] == "account"


def test_only_what_is_deferred_gets_a_day_and_nothing_is_decided_before_it_is_there(world: World):
    case = accepted(world)

    assert [row.requirement_key for row in DeferredMaterial.objects.filter(case=case)] == ["health"]
    worlds.complete(world, case, "review", at=MONDAY)
    with pytest.raises(errors.DeferredOutstanding, match="健康证明"), transaction.atomic():
        worlds.decide(world, case, at=MONDAY)
    hand_in(world, case)
    worlds.decide(world, case, at=MONDAY)
    assert PromiseCheck.objects.get(case=case).state == CheckState.DUE


def test_what_does_not_follow_withdraws_the_acceptance_and_no_promise_is_looked_at(world: World):
    case = accepted(world)

    assert deferring.withdraw_acceptance(case_id=case.id, at=later(60, after=MONDAY))
    assert fresh(case).state == CaseState.UNACCEPTED
    assert not PromiseCheck.objects.filter(case=case).exists()


def test_a_promise_that_stays_broken_revokes_the_decision_all_the_same(world: World):
    case = decided(world)
    trusting.order(world, case, workdays=1)
    after = later(7, after=MONDAY)
    trusting.broken(world, case, at=after)
    trusting.revoke(world, case, at=after)

    assert fresh(case).state == CaseState.REVOKED


def test_both_are_offered_only_where_they_are_two(world: World):
    def modes(**changed: Any) -> list[CaseMode]:
        snapshot = catalogue.snapshot(trusting.item(world, **changed).version_id)
        return [one.mode for one in offers.offers(snapshot, FORM_DATA, None)]

    assert CaseMode.COMBINED in modes()
    assert CaseMode.COMBINED not in modes(materials=trusting.MATERIALS[:2])
    assert CaseMode.COMBINED not in modes(promised_materials=["health"])


@pytest.mark.parametrize(
    ("promised", "deferred", "refusal"),
    [
        (("plan",), (), errors.NothingDeferred),
        (("plan", "health"), ("health",), errors.TwiceChosen),
        (("plan",), ("lease",), errors.NotDeferrable),
        (("lease",), ("health",), errors.NotDeferrable),
    ],
)
def test_what_cannot_be_combined_is_refused_clearly(
    world: World,
    promised: tuple[str, ...],
    deferred: tuple[str, ...],
    refusal: type[errors.DomainError],
):
    changed = {"promised_materials": ["plan", "health"]}
    chosen = offers.Chosen(CaseMode.COMBINED, promised, "0" * 64, deferred)

    with pytest.raises(refusal), transaction.atomic():
        submitted(world, chosen, **changed)
    assert not Case.objects.exists()


def test_at_a_counter_the_scan_of_the_signed_paper_is_kept_with_the_words(world: World):
    clerk = who(world, COUNTER)
    paper = factories.stored_file(clerk)
    version_id = trusting.item(world).version_id
    chosen = replace(signed(version_id), proof=offers.Proof(paper=paper))

    choice = submitted(world, chosen, actor=clerk).mode_choice

    assert (choice.signed_how, choice.paper_id) == (SignedHow.PAPER, paper)
    assert choice.signed_by_name == "张小云"


@pytest.mark.parametrize("shown", ["nothing", "both", "foreign", "unknown"])
def test_a_clerk_does_not_sign_for_anybody(world: World, shown: str):
    clerk = who(world, COUNTER)
    proofs = {
        "nothing": None,
        "both": offers.Proof(factories.stored_file(clerk), uuid4()),
        "foreign": offers.Proof(factories.stored_file(citizen(world))),
        "unknown": offers.Proof(uuid4()),
    }
    chosen = replace(signed(trusting.item(world).version_id), proof=proofs[shown])

    with pytest.raises(errors.SignatureUnproven), transaction.atomic():
        submitted(world, chosen, actor=clerk)
    assert not Case.objects.exists()


def test_the_database_holds_what_was_signed_to_its_proof(world: World):
    choice = submitted(world).mode_choice
    copy = ModeChoice(
        **{
            each.attname: getattr(choice, each.attname)
            for each in ModeChoice._meta.concrete_fields
            if each.attname not in {"id", "signed_how"}
        },
        signed_how=SignedHow.PRESENCE,
    )

    with pytest.raises(IntegrityError, match="mode_choice_is_proven"), transaction.atomic():
        copy.save(force_insert=True)
