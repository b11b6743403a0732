# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Single fields that the applicant claims to be otherwise, and sheets that staff doubt."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tests import factories
from tests.cases import world as cases
from tests.cases.spared.world import look, person, submit
from tests.cases.world import APPROVER, COUNTER, MONDAY, citizen, neighbour, who
from tests.factories import Item, World
from tests.sharing import world as sources
from yiwang.cases import selectors
from yiwang.cases.errors import MaterialUnknown, NotYourCase
from yiwang.cases.models import Case, Correction, EvidenceDoubt, FieldClaim, Finding, WorkItem
from yiwang.cases.services import intake, spared
from yiwang.cases.services.spared import Claim
from yiwang.cases.spared import guarding, waiting
from yiwang.cases.spared.enums import FORM, Resolution
from yiwang.cases.spared.errors import (
    AskedTwice,
    ClaimMissing,
    DisputeOpen,
    DoubtedAlready,
    DoubtReasonMissing,
    FieldNotThere,
    NotDoubted,
    NothingToDoubt,
    NothingToNote,
)
from yiwang.ledger import services as ledger
from yiwang.ledger.models import Event
from yiwang.notifications.models import Message
from yiwang.sharing import services as sharing
from yiwang.sharing.enums import CorrectionResult
from yiwang.sharing.models import Call, CorrectionRequest

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def known(world: World) -> None:
    """Let the source know the citizen."""
    sources.knows(person(world))


def claim(world: World, sheet: Finding, *claims: Claim) -> Finding:
    return spared.dispute_finding(
        finding_id=sheet.pk, reason="登记有误", claims=claims, actor=citizen(world), at=MONDAY
    )


def claimed_case(world: World, made: Item) -> Case:
    sheet = look(made, citizen(world))["household"]
    proof = factories.stored_file(citizen(world), name="户口页.pdf")
    claim(world, sheet, Claim("members", "4", proof), Claim("relation", "长子"))
    return submit(made, citizen(world))


def resolve(world: World, case: Case, field: str, resolution: Resolution) -> Finding:
    sheet = Finding.objects.get(case=case, requirement_key="household")
    return spared.resolve_dispute(
        case_id=case.pk,
        finding_id=sheet.pk,
        resolution=resolution,
        note="经电话核实",
        field=field,
        actor=who(world, COUNTER),
        at=MONDAY,
    )


def plain_case(world: World, made: Item) -> Case:
    look(made, citizen(world))
    return submit(made, citizen(world))


def doubt(world: World, case: Case, **changed) -> EvidenceDoubt:
    sheet = Finding.objects.get(case=case, requirement_key="household")
    stated = {"reason": "与现场不符", "actor": who(world, COUNTER), "at": MONDAY, **changed}
    return spared.doubt_finding(case_id=case.pk, finding_id=sheet.pk, **stated)


def ask(world: World, case: Case, at=MONDAY) -> Correction:
    entries = [{"key": "household", "what": "请补交户口簿"}]
    return intake.ask_correction(
        case_id=case.pk, entries=entries, note="", actor=who(world, COUNTER), at=at
    )


def answered(asked_id, result: CorrectionResult) -> None:
    sharing.note_correction_answer(
        correction_id=asked_id, result=result, answer="已核对", actor=sources.SYSTEM, at=MONDAY
    )
    ledger.settle()


# ── single fields


def test_who_claims_single_fields_hands_in_nothing_and_a_person_decides_about_each(
    world: World, made: Item
):
    case = claimed_case(world, made)

    with pytest.raises(DisputeOpen):
        guarding.check_no_open_dispute(case)
    resolve(world, case, "members", Resolution.APPLICANT)
    with pytest.raises(DisputeOpen):
        guarding.check_no_open_dispute(case)
    sheet = resolve(world, case, "relation", Resolution.STANDS)
    guarding.check_no_open_dispute(case)

    assert (sheet.resolution, sheet.disputed_fields, sheet.counts) == (
        Resolution.APPLICANT,
        ["members"],
        True,
    )
    asked = CorrectionRequest.objects.get()
    assert asked.fields == ["members", "relation"]
    assert {one.case_id for one in FieldClaim.objects.all()} == {case.pk}
    with pytest.raises(AskedTwice):
        ask(world, case)


def test_both_see_what_is_claimed_beside_what_was_found(world: World, made: Item):
    case = claimed_case(world, made)

    case.refresh_from_db()
    sheets = {one.key: one for one in selectors.spared.of_case(case)}
    fields = {one.key: one for one in sheets["household"].fields}
    hidden = selectors.spared.of_case(case, shows_values=False)

    assert (fields["members"].text, fields["members"].claimed) == ("3", "4")
    assert fields["members"].file_name == "户口页.pdf"
    assert fields["address"].claimed == ""
    assert all(not one.fields for one in hidden)
    file = selectors.material_file(case.pk, fields["members"].file_id, citizen(world))
    assert file.name == "户口页.pdf"


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("salary", "4", FieldNotThere),
        ("members", "  ", ClaimMissing),
    ],
)
def test_a_claim_names_a_field_of_the_sheet_and_what_it_should_be(
    world: World, made: Item, field: str, value: str, error: type[Exception]
):
    sheet = look(made, citizen(world))["household"]

    with pytest.raises(error):
        claim(world, sheet, Claim(field, value))


def test_nobody_claims_twice_or_with_somebody_elses_file(world: World, made: Item):
    sheet = look(made, citizen(world))["household"]
    foreign = factories.stored_file(neighbour(world), name="别人.pdf")

    with pytest.raises(FieldNotThere):
        claim(world, sheet, Claim("members", "4"), Claim("members", "5"))
    with pytest.raises(MaterialUnknown):
        claim(world, sheet, Claim("members", "4", foreign))
    claim(world, sheet, Claim("members", "4"))
    spared.withdraw_dispute(finding_id=sheet.pk, actor=citizen(world), at=MONDAY)

    assert not FieldClaim.objects.exists()


def test_a_field_of_the_form_is_claimed_under_the_forms_own_name(world: World, made: Item):
    sheet = look(made, citizen(world))[FORM]

    disputed = claim(world, sheet, Claim("address", "文三路 2 号"))

    assert disputed.disputed_fields == ["address"]
    assert CorrectionRequest.objects.get().fields == ["address"]


def test_what_was_claimed_and_decided_stays_as_it_was_written(world: World, made: Item):
    case = claimed_case(world, made)
    with pytest.raises(FieldNotThere):
        resolve(world, case, "address", Resolution.STANDS)
    resolve(world, case, "members", Resolution.STANDS)

    with pytest.raises(FieldNotThere):
        resolve(world, case, "members", Resolution.APPLICANT)
    for change in ({"claimed": "9"}, {"resolution_note": "改口"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            FieldClaim.objects.filter(field="members").update(**change)


# ── doubts of staff


def test_who_doubts_asks_the_provider_and_may_not_ask_the_applicant(world: World, made: Item):
    case = plain_case(world, made)

    made_doubt = doubt(world, case, fields=["members"])

    asked = CorrectionRequest.objects.get(pk=made_doubt.correction_id)
    assert (asked.fields, asked.reason) == (["members"], "与现场不符")
    with pytest.raises(AskedTwice):
        ask(world, case)
    with pytest.raises(DoubtedAlready):
        doubt(world, case)
    sheet = next(one for one in selectors.spared.of_case(case) if one.key == "household")
    assert (sheet.open_doubt.reason, sheet.is_released) == ("与现场不符", False)


def test_after_the_time_for_the_answer_it_may_be_asked_for(world: World, made: Item):
    case = plain_case(world, made)
    doubt(world, case)
    due_on = CorrectionRequest.objects.get().due_on
    CorrectionRequest.objects.update(due_on=MONDAY.date())

    with pytest.raises(AskedTwice):
        ask(world, case)
    assert ask(world, case, at=MONDAY + timedelta(days=1)).entries
    assert due_on > MONDAY.date()


@pytest.mark.parametrize(
    ("result", "counts"),
    [
        (CorrectionResult.CORRECTED, False),
        (CorrectionResult.RIGHT, True),
        (CorrectionResult.UNKNOWN, True),
    ],
)
def test_the_answer_decides_whether_the_sheet_counts_and_the_applicant_hears_of_it(
    world: World, made: Item, result: CorrectionResult, counts: bool
):
    case = plain_case(world, made)
    made_doubt = doubt(world, case)

    answered(made_doubt.correction_id, result)

    sheet = Finding.objects.get(pk=made_doubt.finding_id)
    assert sheet.counts is counts
    assert Message.objects.filter(link=f"/my/cases/{case.pk}#found").exists()
    if counts:
        with pytest.raises(AskedTwice):
            ask(world, case)
    else:
        assert ask(world, case).entries


def test_a_corrected_record_reaches_every_case_on_it_and_is_looked_up_anew(
    world: World, made: Item
):
    first, second = plain_case(world, made), plain_case(world, made)
    made_doubt = doubt(world, first)
    sources.knows(person(world), values={**sources.VALUES, "members": 4})

    answered(made_doubt.correction_id, CorrectionResult.CORRECTED)
    waiting.look_later(at=MONDAY + timedelta(minutes=5))

    told = Event.objects.filter(kind="cases.evidence_answered")
    assert {one.subject_id for one in told} == {first.pk, second.pk}
    assert {one.payload["is_own"] for one in told if one.subject_id == first.pk} >= {True}
    fresh = Finding.objects.get(case=second, requirement_key="household", refuted_at__isnull=True)
    assert (fresh.values["members"], fresh.counts) == (4, True)
    affected = selectors.spared.affected(who(world, COUNTER))
    assert {one.number for one in affected} == {first.number, second.number}


def test_for_what_fills_in_the_form_the_source_is_asked_anew_too(world: World, made: Item):
    case = plain_case(world, made)
    wrong = Finding.objects.get(case=case, requirement_key=FORM)
    made_doubt = spared.doubt_finding(
        case_id=case.pk,
        finding_id=wrong.pk,
        reason="与现场不符",
        fields=["relation"],
        actor=who(world, COUNTER),
        at=MONDAY,
    )
    sources.knows(person(world), values={**sources.VALUES, "relation": "配偶"})

    answered(made_doubt.correction_id, CorrectionResult.CORRECTED)
    open_ones = Finding.objects.filter(case=case, outcome="unavailable")
    before = {one.requirement_key for one in open_ones}
    calls = Call.objects.count()
    waiting.look_later(at=MONDAY + timedelta(minutes=5))

    assert before == {FORM, "household", "record"}
    assert Call.objects.count() == calls + 1
    fresh = Finding.objects.get(case=case, requirement_key=FORM, refuted_at__isnull=True)
    assert (fresh.values["relation"], fresh.is_found) == ("配偶", True)
    _sheets, changed = selectors.spared.rested_on(Case.objects.get(pk=case.pk))
    assert [(one.name, one.found, one.given) for one in changed] == [("relation", "配偶", "户主")]


def test_an_answer_is_work_until_somebody_has_looked_at_it(world: World, made: Item):
    first, second = plain_case(world, made), plain_case(world, made)
    asked = doubt(world, first)
    stated = {"actor": who(world, COUNTER), "at": MONDAY}

    def tasks(case: Case) -> list[tuple[str, str]]:
        rows = WorkItem.objects.filter(case=case, step_key="evidence_answer").order_by("id")
        return [(one.role, one.state) for one in rows]

    before = tasks(first)
    answered(asked.correction_id, CorrectionResult.CORRECTED)
    opened = tasks(first), tasks(second)
    with pytest.raises(NotYourCase):
        spared.note_answer(case_id=first.pk, actor=citizen(world), at=MONDAY)
    with pytest.raises(NotYourCase):
        spared.note_answer(case_id=first.pk, actor=who(world, APPROVER), at=MONDAY)
    spared.note_answer(case_id=first.pk, **stated)
    with pytest.raises(NothingToNote):
        spared.note_answer(case_id=first.pk, **stated)

    assert before == []
    assert opened == ([("counter", "open")], [("counter", "open")])
    assert tasks(first) == [("counter", "done")]
    assert Event.objects.filter(kind="cases.evidence_answer_noted").count() == 1


def test_ending_the_doubt_ends_the_task_too(world: World, made: Item):
    case = plain_case(world, made)
    asked = doubt(world, case)
    answered(asked.correction_id, CorrectionResult.RIGHT)
    waits = WorkItem.objects.filter(case=case, step_key="evidence_answer", state="open")
    assert waits.exists()

    spared.end_doubt(
        case_id=case.pk,
        finding_id=asked.finding_id,
        note="提供部门确认无误",
        actor=who(world, COUNTER),
        at=MONDAY,
    )

    assert not waits.exists()


def test_days_on_a_sheet_are_written_as_people_write_them(world: World, made: Item):
    case = Case.objects.get(pk=plain_case(world, made).pk)
    sheet = next(one for one in selectors.spared.of_case(case) if one.key == "household")

    assert ("迁入日期", "2001年5月1日") in sheet.rows


def test_a_doubt_needs_a_reason_a_field_that_is_there_and_somebody_who_works_on_the_case(
    world: World, made: Item
):
    case = plain_case(world, made)

    with pytest.raises(DoubtReasonMissing):
        doubt(world, case, reason=" ")
    with pytest.raises(FieldNotThere):
        doubt(world, case, fields=["salary"])
    with pytest.raises(NotYourCase):
        doubt(world, case, actor=who(world, APPROVER))
    with pytest.raises(NotYourCase):
        doubt(world, case, actor=cases.elsewhere(world, who(world, COUNTER)))
    with pytest.raises(NotYourCase):
        doubt(world, case, actor=citizen(world))
    Case.objects.filter(pk=case.pk).update(state="withdrawn", closed_at=MONDAY)
    with pytest.raises(NothingToDoubt):
        doubt(world, case)
    assert not CorrectionRequest.objects.exists()


def test_a_doubt_ends_once_and_stays_on_record(world: World, made: Item):
    case = plain_case(world, made)
    sheet_id = doubt(world, case).finding_id
    stated = {"case_id": case.pk, "finding_id": sheet_id, "actor": who(world, COUNTER)}

    ended = spared.end_doubt(note="已当面核实", at=MONDAY, **stated)
    with pytest.raises(NotDoubted):
        spared.end_doubt(note="再次", at=MONDAY, **stated)

    assert ended.ended_note == "已当面核实"
    with pytest.raises(IntegrityError), transaction.atomic():
        EvidenceDoubt.objects.update(reason="改口")
