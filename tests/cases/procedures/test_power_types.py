# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Each type of power has a process that suits its law, and runs to its decision."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from operations.demo.filling import Facts, filled
from tests import factories
from tests.cases import world as worlds
from tests.cases.world import APPROVER, COUNTER, HANDLER, LONG_AGO, MONDAY, REVIEWER, fresh, who
from tests.factories import MODELS, SYSTEM, World
from tests.organizations.factories import XIHU
from yiwang.cases import errors, own_data, selectors
from yiwang.cases.enums import CaseState, Outcome, PartyRole
from yiwang.cases.models import Case, StepRecord, WorkItem
from yiwang.cases.services import decisions, handling, procedures, reading
from yiwang.catalogue.enums import ItemType, ProjectType, is_applied_for
from yiwang.catalogue.loading.defaults import default_process_code
from yiwang.forms import selectors as form_selectors
from yiwang.forms import services as forms
from yiwang.foundation.codes.test_data import make_test_resident_id, make_test_uscc
from yiwang.foundation.codes.uscc import parse_uscc
from yiwang.foundation.enums import Sex
from yiwang.foundation.errors import DomainError, InvalidResidentId, InvalidUscc
from yiwang.identity import selectors as identity
from yiwang.identity import services as people
from yiwang.identity.errors import LegalPersonNotFound, PersonNotFound
from yiwang.identity.services import NewPerson
from yiwang.identity.services.privacy_holdings import Whose
from yiwang.workflow import services as workflow

pytestmark = pytest.mark.django_db
APPLIED_FOR = [one for one in ItemType if is_applied_for(one)]
OWN = [ItemType.LEVY, ItemType.INSPECTION]
STAFF = {"counter": COUNTER, "handler": HANDLER, "reviewer": REVIEWER, "approver": APPROVER}
MATTER = {"matter": "年度双随机检查。", "ground": "抽查计划第 3 号。"}


@pytest.fixture(scope="module")
def everything(world: World) -> World:
    """Publish every form of a step and every default process."""
    known = {factories.STEP_FORM}
    for path in sorted((MODELS / "steps").glob("*.form.json")):
        code = path.name.removesuffix(".form.json")
        if code not in known:
            schema = factories.json.loads(path.read_text())
            forms.publish_form(code=code, schema=schema, actor=SYSTEM, at=LONG_AGO)
        known.add(code)
    for path in sorted((MODELS / "defaults").glob("*.bpmn")):
        _publish(path, known)
    return world


def _publish(path: Path, known: set[str]) -> None:
    if path.stem not in {factories.PROMISED, factories.IMMEDIATE}:
        workflow.publish_process(
            code=path.stem, xml=path.read_text(), forms=known, actor=SYSTEM, at=LONG_AGO
        )


def item(world: World, kind: ItemType) -> factories.Item:
    process = default_process_code(kind, ProjectType.PROMISED)
    base = {"item_type": kind.value, "name": f"{kind.label}事项"}
    return worlds.item(world, process_code=process, base=base)


def opened(world: World, kind: ItemType, **changed: Any) -> Case:
    """Open a case that nobody applied for."""
    stated: dict[str, Any] = {
        "version_id": item(world, kind).version_id,
        "party_id": world.firm.id,
        "form": MATTER,
    }
    actor = changed.pop("actor", who(world, HANDLER))
    motion = procedures.OwnMotion(**(stated | changed))
    return procedures.open_of_own_motion(motion=motion, actor=actor, at=MONDAY)


def run(world: World, case: Case) -> list[str]:
    """Do every step to the decision; return the names of the steps."""
    at = MONDAY
    for _turn in range(20):
        waiting = list(WorkItem.objects.filter(case=case, state="open").order_by("created_at"))
        if any(one.kind == "decision" for one in waiting):
            break
        if not waiting:
            at = at + timedelta(days=8)
            assert handling.fire_timers(case_id=case.id, at=at)
            continue
        step(world, case, waiting[0], at)
    decisions.decide_case(
        case_id=case.id,
        outcome=Outcome.GRANTED,
        reasons="情况属实。",
        actor=who(world, APPROVER),
        at=at,
    )
    records = StepRecord.objects.filter(case=case).order_by("done_at", "id")
    return list(records.values_list("name", flat=True))


def step(world: World, case: Case, waiting: WorkItem, at: datetime) -> None:
    data = {}
    if waiting.form_code:
        schema = form_selectors.compiled_form_by_code(waiting.form_code).schema
        facts = Facts(
            name="张小云",
            number="",
            phone="13800001234",
            uscc="",
            firm="杭州测试贸易有限公司",
            division="330106002000",
            detail="文三路 1 号",
            today=at.date(),
        )
        data = filled(schema, facts, is_complete=True)
    handling.complete_step(
        case_id=case.id,
        step_key=waiting.step_key,
        data=data,
        opinion="属实。",
        actor=who(world, STAFF[waiting.role]),
        at=at,
    )


@pytest.mark.parametrize("kind", APPLIED_FOR, ids=lambda kind: kind.name.lower())
def test_each_type_that_people_apply_for_runs_to_its_decision(everything: World, kind: ItemType):
    case = worlds.accepted(everything, item=item(everything, kind))

    steps = run(everything, case)

    assert fresh(case).state == CaseState.DECIDED
    assert steps


def test_a_reward_is_published_before_it_is_decided(everything: World):
    case = worlds.accepted(everything, item=item(everything, ItemType.REWARD))

    steps = run(everything, case)

    assert steps == ["核实事迹", "评审", "汇总公示意见", "决定"]


def test_a_ruling_hears_both_parties(everything: World):
    case = worlds.accepted(everything, item=item(everything, ItemType.RULING))

    assert "听取双方意见" in run(everything, case)


@pytest.mark.parametrize("kind", OWN, ids=lambda kind: kind.name.lower())
def test_a_body_opens_inspections_and_levies_itself(everything: World, kind: ItemType):
    case = opened(everything, kind)
    state = case.state

    run(everything, case)

    case = fresh(case)
    assert (state, case.state) == (CaseState.ACCEPTED, CaseState.DECIDED)
    assert case.due_on is not None
    assert case.own_process_id is not None


@pytest.mark.parametrize("kind", [ItemType.PENALTY, ItemType.COERCION, ItemType.LICENCE])
def test_what_has_a_procedure_of_its_own_is_refused_clearly(everything: World, kind: ItemType):
    with pytest.raises(errors.TypeNotYetHandled), transaction.atomic():
        opened(everything, kind)


def test_only_the_department_s_handlers_open_cases_and_say_why(everything: World):
    handler = who(everything, HANDLER)
    others = [
        worlds.citizen(everything),
        who(everything, COUNTER),
        worlds.elsewhere(everything, handler),
    ]

    for actor in others:
        with pytest.raises(errors.NotYourCase), transaction.atomic():
            opened(everything, ItemType.INSPECTION, actor=actor)
    with pytest.raises(DomainError), transaction.atomic():
        opened(everything, ItemType.INSPECTION, form={"matter": ""})


def test_the_party_cannot_withdraw_what_nobody_applied_for(everything: World):
    case = opened(everything, ItemType.INSPECTION)
    firm = everything.actor(everything.citizen, acting_for=everything.firm.id)

    with pytest.raises(errors.NotYourCase), transaction.atomic():
        decisions.withdraw_case(case_id=case.id, actor=firm, at=MONDAY)


def test_the_party_sees_an_own_motion_case_only_once_told(world: World, everything: World):
    case = opened(world, ItemType.INSPECTION)
    party = replace(worlds.citizen(world), legal_person_id=world.firm.id)

    with pytest.raises(errors.CaseNotFound):
        selectors.case(case.pk, party)
    assert case.pk not in worlds.ids(selectors.cases(party).rows)
    assert selectors.case(case.pk, who(world, HANDLER))
    procedures.tell_party(
        case_id=case.pk,
        party=procedures.NewParty(role=PartyRole.APPLICANT),
        actor=who(world, HANDLER),
        at=MONDAY,
    )
    assert selectors.case(case.pk, party).pk == case.pk
    assert case.pk in worlds.ids(selectors.cases(party).rows)


@pytest.mark.usefixtures("world")
def test_a_person_is_meant_by_a_number_that_passes_for_a_credit_code_too():
    numbers = (make_test_resident_id(date(1988, 5, 17), each, Sex.FEMALE) for each in range(500))
    number = next(one for one in numbers if passes_for_a_credit_code(one))
    stranger = NewPerson(
        name="陈静",
        resident_id=number,
        phone="19900000421",
        address_division=XIHU,
        address_text="文三路 421 号",
        assurance_level=3,
    )
    (person_id,) = people.register_people_bulk(people=[stranger], actor=SYSTEM, at=MONDAY)

    assert procedures.party_by_number(number, "陈静") == person_id
    with pytest.raises(PersonNotFound):
        procedures.party_by_number(number, "别人")
    with pytest.raises(LegalPersonNotFound):
        procedures.party_by_number(make_test_uscc(77_777))


def passes_for_a_credit_code(number: str) -> bool:
    try:
        parse_uscc(number)
    except InvalidUscc:
        return False
    return True


def test_a_person_is_meant_by_number_and_name_together(world: World):
    own = identity.own_number(worlds.neighbour(world))

    assert procedures.party_by_number(own.number, own.name) == worlds.neighbour(world).person_id
    assert procedures.party_by_number(world.firm.uscc) == world.firm.id
    with pytest.raises(PersonNotFound):
        procedures.party_by_number(own.number, "别人")
    with pytest.raises(InvalidResidentId):
        procedures.party_by_number("12")


def test_ones_own_data_is_silent_about_a_case_until_its_party_is_told(everything: World):
    case = opened(everything, ItemType.INSPECTION)
    firm = replace(everything.actor(everything.citizen), legal_person_id=everything.firm.id)
    whose = Whose(account_id=everything.citizen.id, person_id=everything.firm.id)
    reading.open_case(case_id=case.pk, actor=who(everything, HANDLER), at=MONDAY)

    def held() -> tuple[bool, ...]:
        return (
            f"cases/{case.number}/case.json" in [one.path for one in own_data._entries(whose)],
            case.number in own_data._open_matters(whose),
            any(own_data._kept(whose)),
            any(read.case_id == case.pk for read in identity.own_data.reads_of(firm).rows),
        )

    untold = held()
    procedures.tell_party(
        case_id=case.pk,
        party=procedures.NewParty(role=PartyRole.APPLICANT, stake="检查"),
        actor=who(everything, HANDLER),
        at=MONDAY,
    )

    assert untold == (False, False, False, False)
    assert held() == (True, True, True, True)
