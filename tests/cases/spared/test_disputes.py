# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Disputes about what was found, and the ban on asking for it."""

from datetime import timedelta

import pytest
from django.db import transaction

from tests import factories
from tests.cases import world as cases
from tests.cases.spared.world import TYPED, look, person, submit
from tests.cases.world import APPROVER, COUNTER, MONDAY, citizen, neighbour, who
from tests.factories import Item, World
from tests.sharing import world as sources
from yiwang.cases.enums import NotAcceptedReason
from yiwang.cases.errors import MaterialMissing, NotYourCase
from yiwang.cases.models import Case, Correction, Finding, SparedFigure
from yiwang.cases.services import intake, spared
from yiwang.cases.spared import counting, guarding
from yiwang.cases.spared.enums import FORM, Resolution
from yiwang.cases.spared.errors import (
    AskedTwice,
    DisputedAlready,
    DisputeOpen,
    DisputeReasonMissing,
    FindingNotFound,
    NotDisputed,
    NothingToDispute,
)
from yiwang.ledger import selectors as facts
from yiwang.ledger import services as ledger
from yiwang.ledger.models import Event
from yiwang.sharing.models import CorrectionRequest

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def known(world: World) -> None:
    """Let the source know the citizen."""
    sources.knows(person(world))


def found(world: World, made: Item) -> dict[str, Finding]:
    return look(made, citizen(world))


def dispute(world: World, sheet: Finding, reason: str = "去年已经迁出", **more) -> Finding:
    return spared.dispute_finding(
        finding_id=sheet.pk, reason=reason, actor=citizen(world), at=MONDAY, **more
    )


def own_file(world: World) -> dict:
    actor = citizen(world)
    return {
        key: [factories.stored_file(actor, name=f"{key}.pdf")] for key in ("lease", "household")
    }


def disputed_case(world: World, made: Item) -> Case:
    dispute(world, found(world, made)["household"])
    return submit(made, citizen(world), materials=own_file(world))


def ask(world: World, case: Case, *entries: dict, note: str = "") -> Correction:
    return intake.ask_correction(
        case_id=case.pk, entries=entries, note=note, actor=who(world, COUNTER), at=MONDAY
    )


def resolve(world: World, case: Case, resolution: Resolution, **changed) -> Finding:
    sheet = Finding.objects.get(case=case, requirement_key="household")
    stated = {"note": "经电话核实", "actor": who(world, COUNTER), "at": MONDAY}
    return spared.resolve_dispute(
        case_id=case.pk, finding_id=sheet.pk, resolution=resolution, **(stated | changed)
    )


# ── disputes


def test_what_is_disputed_is_asked_for_again_and_the_provider_is_told(world: World, made: Item):
    sheet = dispute(world, found(world, made)["household"])

    asked = CorrectionRequest.objects.get(pk=sheet.correction_id)
    assert (asked.source_id, asked.reason) == ("household", "去年已经迁出")
    with pytest.raises(MaterialMissing):
        submit(made, citizen(world))


def test_both_go_to_staff_what_was_found_and_ones_own(world: World, made: Item):
    case = disputed_case(world, made)

    sheet = Finding.objects.get(case=case, requirement_key="household")
    assert sheet.is_disputed
    assert sheet.values["relation"] == "户主"
    assert case.materials.filter(requirement_key="household").exists()


def test_a_disputed_field_is_open_again_and_the_others_stand(world: World, made: Item):
    sheet = found(world, made)[FORM]
    dispute(world, sheet, fields=["address"])
    elsewhere = {"division": "330106000000", "detail": "别的地方"}

    case = submit(made, citizen(world), form=TYPED | {"address": elsewhere})

    assert case.form_data["address"] == elsewhere
    fact = Event.objects.get(kind="cases.evidence_found")
    assert fact.payload["fields"] == 1


def test_a_disputed_finding_is_not_looked_for_again_and_can_be_taken_back(world: World, made: Item):
    sheet = found(world, made)["household"]
    dispute(world, sheet)

    again = look(made, citizen(world), at=MONDAY + timedelta(days=3))["household"]
    spared.withdraw_dispute(finding_id=sheet.pk, actor=citizen(world), at=MONDAY)

    assert again.pk == sheet.pk
    assert submit(made, citizen(world)).found_count == 3


def test_nobody_disputes_what_is_anothers_was_not_found_or_was_disputed_before(
    world: World, made: Item
):
    sheet = found(world, made)["household"]

    with pytest.raises(FindingNotFound):
        spared.dispute_finding(
            finding_id=sheet.pk, reason="不对", actor=neighbour(world), at=MONDAY
        )
    with pytest.raises(FindingNotFound):
        spared.dispute_finding(
            finding_id=citizen(world).person_id, reason="x", actor=citizen(world), at=MONDAY
        )
    with pytest.raises(DisputeReasonMissing):
        dispute(world, sheet, reason="  ")
    dispute(world, sheet)
    with pytest.raises(DisputedAlready):
        dispute(world, sheet)
    Finding.objects.filter(pk=sheet.pk).update(outcome="not_found", disputed_at=None)
    with pytest.raises(NothingToDispute):
        dispute(world, sheet)


def test_staff_decide_which_stands_with_a_reason_and_once(world: World, made: Item):
    case = disputed_case(world, made)

    with pytest.raises(DisputeReasonMissing):
        resolve(world, case, Resolution.STANDS, note="")
    sheet = resolve(world, case, Resolution.STANDS)
    with pytest.raises(NotDisputed):
        resolve(world, case, Resolution.APPLICANT)

    assert (sheet.counts, sheet.resolved_by_name) == (True, who(world, COUNTER).display_name)
    assert Event.objects.filter(kind="cases.dispute_resolved").count() == 1


@pytest.mark.parametrize("elsewhere", [True, False])
def test_only_who_works_on_the_case_decides_about_a_dispute(
    world: World, made: Item, elsewhere: bool
):
    case = disputed_case(world, made)
    clerk = who(world, COUNTER)
    actor = cases.elsewhere(world, clerk) if elsewhere else who(world, APPROVER)

    with pytest.raises(NotYourCase):
        resolve(world, case, Resolution.STANDS, actor=actor)


def test_a_case_is_not_decided_while_a_dispute_is_open(world: World, made: Item):
    case = disputed_case(world, made)

    with pytest.raises(DisputeOpen):
        guarding.check_no_open_dispute(case)
    resolve(world, case, Resolution.APPLICANT)
    guarding.check_no_open_dispute(case)


# ── asking twice


def test_staff_cannot_ask_for_what_was_found(world: World, made: Item):
    found(world, made)
    case = submit(made, citizen(world))

    with pytest.raises(AskedTwice) as refusal:
        ask(world, case, {"key": "household", "what": "请补交户口簿"})

    assert "居民户口簿" in str(refusal.value)
    assert "户籍登记" in str(refusal.value)
    assert not Correction.objects.exists()


@pytest.mark.parametrize(
    ("entry", "note"),
    [
        ({"key": "form", "what": "另请提交居民户口簿复印件"}, ""),
        ({"key": "lease", "what": "合同不清楚"}, "顺便带上居民户口簿。"),
        ({"key": "form.address", "what": "请重新填写"}, ""),
    ],
)
def test_no_other_wording_helps(world: World, made: Item, entry: dict, note: str):
    found(world, made)
    case = submit(made, citizen(world))

    with pytest.raises(AskedTwice):
        ask(world, case, entry, note=note)


def test_what_was_not_found_may_be_asked_for_and_a_field_that_was_changed_too(
    world: World, made: Item
):
    found(world, made)
    case = submit(made, citizen(world), form=TYPED | {"relation": "长子"})

    correction = ask(
        world,
        case,
        {"key": "lease", "what": "租期已过"},
        {"key": "form.relation", "what": "与登记不一致"},
    )

    assert [one["name"] for one in correction.entries] == ["场所证明", "与户主关系"]


def test_after_the_applicant_was_right_it_may_be_asked_for(world: World, made: Item):
    case = disputed_case(world, made)
    resolve(world, case, Resolution.APPLICANT)

    assert ask(world, case, {"key": "household", "what": "缺少盖章页"}).entries


def test_acceptance_is_not_refused_for_what_was_found(world: World, made: Item):
    found(world, made)
    case = submit(made, citizen(world))

    with pytest.raises(AskedTwice):
        intake.refuse_acceptance(
            case_id=case.pk,
            reason=NotAcceptedReason.INCOMPLETE,
            explanation="没有提交居民户口簿。",
            actor=who(world, COUNTER),
            at=MONDAY,
        )


def test_the_attempt_goes_on_record_though_everything_else_is_undone(world: World, made: Item):
    found(world, made)
    case = submit(made, citizen(world))

    def act() -> ledger.Answer:
        ask(world, case, {"key": "household", "what": "请补交"})
        return ledger.Answer(200, {})

    with pytest.raises(AskedTwice):
        ledger.perform_once(key="once", scope="tests", fingerprint=b"", action=act)

    fact = Event.objects.get(kind="cases.asked_twice")
    assert fact.payload["requirements"] == ["household"]
    assert fact.payload["action"] == "ask_correction"
    assert fact.subject_id == case.pk


def test_a_correction_keeps_what_was_found(world: World, made: Item):
    found(world, made)
    case = submit(made, citizen(world))
    ask(world, case, {"key": "lease", "what": "租期已过"})
    actor = citizen(world)

    with transaction.atomic():
        answered = intake.answer_correction(
            case_id=case.pk,
            form=TYPED,
            materials={"lease": [factories.stored_file(actor, name="新合同.pdf")]},
            actor=actor,
            at=MONDAY + timedelta(days=1),
        )

    assert answered.form_data["address"] == TYPED["address"]


# ── figures


def test_what_was_spared_and_refused_is_counted_once_for_item_and_month(world: World, made: Item):
    found(world, made)
    case = submit(made, citizen(world))
    with pytest.raises(AskedTwice):
        ledger.perform_once(
            key=None,
            scope="",
            fingerprint=b"",
            action=lambda: ledger.Answer(
                200, {"id": ask(world, case, {"key": "household", "what": "补"}).pk}
            ),
        )
    kinds = [counting.FOUND, counting.REFUSED]

    counting.count([one for one in facts.events_about("case", case.pk) if one.kind in kinds])

    figure = SparedFigure.objects.get(item_code=case.item_code)
    assert (figure.cases, figure.materials, figure.fields, figure.refused) == (1, 2, 2, 1)
    assert figure.month.isoformat() == "2026-11-01"


def test_a_decided_case_is_not_disputed_any_more(world: World, made: Item):
    sheet = found(world, made)["household"]
    case = submit(made, citizen(world))
    Case.objects.filter(pk=case.pk).update(state="withdrawn", closed_at=MONDAY)

    with pytest.raises(NothingToDispute):
        dispute(world, sheet)


def test_what_nobody_disputes_needs_no_decision(world: World, made: Item):
    found(world, made)
    case = submit(made, citizen(world))

    with pytest.raises(NotDisputed):
        resolve(world, case, Resolution.STANDS)
