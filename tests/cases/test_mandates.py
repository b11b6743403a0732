# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Cases under a mandate: filed, seen and told within it, refused outside it, whoever asks."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import Error, transaction
from django.utils import timezone

from tests import factories
from tests.cases import world as worlds
from tests.cases.world import MONDAY, application, ask_correction, citizen, neighbour, who
from tests.factories import FORM_DATA, World
from yiwang.cases import selectors as cases
from yiwang.cases.enums import Channel
from yiwang.cases.errors import AssuranceTooLow, CaseNotFound, NotYourCase, OutsideTheMandate
from yiwang.cases.models import Case
from yiwang.cases.services import decisions, drafts, intake, submission
from yiwang.catalogue import selectors as catalogue
from yiwang.documents.enums import NoticeKind
from yiwang.documents.models import IssuedDocument
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import DomainError
from yiwang.foundation.masking import mask_phone
from yiwang.identity import selectors as identity
from yiwang.identity import services
from yiwang.identity.enums import AgentKind
from yiwang.identity.models import Mandate
from yiwang.ledger import selectors as ledger
from yiwang.notifications import selectors as notifications
from yiwang.organizations.enums import TOWNSHIP_LINE

pytestmark = pytest.mark.django_db


def scope(world: World) -> list[services.ScopeItem]:
    snapshot = catalogue.snapshot(world.shop.version_id)
    return [services.ScopeItem(snapshot.basic_code, snapshot.name)]


def entrusted(
    world: World,
    *,
    rights: Sequence[str] = ("apply", "track"),
    items: Sequence[services.ScopeItem] | None = None,
    kind: AgentKind = AgentKind.PERSON,
    agent_id: object = None,
) -> Mandate:
    """Return what the citizen has entrusted to the neighbour, or to a station."""
    today = timezone.localdate(MONDAY)
    terms = services.Terms(
        agent_kind=kind,
        agent_id=agent_id or neighbour(world).person_id,  # type: ignore[arg-type]
        items=scope(world) if items is None else items,
        themes=[],
        rights=rights,
        since=today,
        until=today + timedelta(days=30),
    )
    actor = citizen(world)
    drafted = services.draft_mandate(terms=terms, actor=actor, at=MONDAY)
    made = services.sign_mandate(
        terms=terms,
        seen_sha256=drafted.sha256,
        is_agreed=True,
        password=factories.PASSWORD,
        actor=actor,
        at=MONDAY,
    )
    accepts = neighbour(world) if kind is AgentKind.PERSON else who(world, worlds.COUNTER)
    return services.accept_mandate(mandate_id=made.id, actor=accepts, at=MONDAY)


def agent(world: World, mandate: Mandate) -> Actor:
    return identity.actor_for_account(world.neighbour.id, acting_for=mandate.id, at=MONDAY)


def submit(world: World, actor: Actor, **changed: Any) -> Case:
    with transaction.atomic():
        return submission.submit_case(
            application=application(world, actor, **changed), actor=actor, at=MONDAY
        )


def test_what_an_agent_files_is_the_principals_and_names_both(world: World):
    mandate = entrusted(world)

    case = submit(world, agent(world, mandate))

    fact = ledger.events_about("case", case.id)[0]
    assert case.applicant_id == citizen(world).person_id
    assert (case.agent_id, case.mandate_id) == (neighbour(world).person_id, mandate.id)
    assert fact.actor["person_id"] == str(neighbour(world).person_id)
    assert fact.actor["principal_id"] == str(citizen(world).person_id)
    assert fact.actor["mandate_id"] == str(mandate.id)
    assert "李大山" in cases.timeline(case)[0].detail


def test_an_agent_sees_what_was_filed_under_the_mandate_and_nothing_else(world: World):
    own = submit(world, citizen(world))
    mandate = entrusted(world)
    actor = agent(world, mandate)
    filed = submit(world, actor)

    assert [case.id for case in cases.cases(actor).rows] == [filed.id]
    assert {case.id for case in cases.cases(citizen(world)).rows} == {own.id, filed.id}
    assert [case.id for case in cases.done_under(mandate.id)] == [filed.id]
    with pytest.raises(CaseNotFound):
        cases.case(own.id, actor)
    assert list(notifications.inbox(actor).rows) == []


def test_an_agent_does_what_was_given_and_no_more(world: World):
    actor = agent(world, entrusted(world))
    case = submit(world, actor)

    with pytest.raises(NotYourCase):
        decisions.withdraw_case(case_id=case.id, actor=actor, at=MONDAY)

    assert Case.objects.get(pk=case.pk).state == "submitted"


def test_another_item_is_refused_by_the_service(world: World):
    actor = agent(world, entrusted(world))

    with pytest.raises(OutsideTheMandate):
        submit(world, actor, version_id=world.kiosk.version_id)
    with pytest.raises(OutsideTheMandate):
        drafts.save_draft(
            version_id=world.kiosk.version_id,
            typed=drafts.DraftContent(form=FORM_DATA),
            actor=actor,
            at=MONDAY,
        )


RESULT, NOTICE = NoticeKind.GRANTED, NoticeKind.ACCEPTANCE


def issued(case: Case) -> None:
    for kind in (NOTICE, RESULT, NoticeKind.SERVICE_RECORD):
        IssuedDocument.objects.create(
            kind=kind,
            subject_type="case",
            subject_id=case.id,
            title=kind.label,
            number=f"{case.number}-{kind}",
            year=2026,
            region_code=case.region_code,
            department_id=case.department_id,
            data={},
            content_sha256="",
            verification_code=kind.value,
            issued_at=MONDAY,
        )


@pytest.mark.parametrize(
    ("rights", "seen"),
    [(("apply", "track"), {NOTICE}), (("apply", "track", "receive"), {NOTICE, RESULT})],
)
def test_results_go_to_an_agent_only_with_the_right_to_receive_them(world, rights, seen):
    actor = agent(world, entrusted(world, rights=rights))
    case = submit(world, actor)
    issued(case)

    assert {paper.kind for paper in cases.papers(case, actor)} == seen
    assert {paper.kind for paper in cases.papers(case, citizen(world))} == {NOTICE, RESULT}
    staff = cases.papers(case, who(world, worlds.COUNTER))
    assert {paper.kind for paper in staff} == {NOTICE, RESULT, NoticeKind.SERVICE_RECORD}


def test_an_agent_reads_the_numbers_of_the_form_masked_and_the_principal_whole(world: World):
    actor = agent(world, entrusted(world))
    case = submit(world, actor)
    phone = FORM_DATA["phone"]

    shown = cases.shown_form(case, actor)

    assert phone not in str(shown)
    assert shown["phone"] == mask_phone(phone)
    assert cases.shown_form(case, citizen(world)) == case.form_data
    assert cases.shown_form(case, who(world, worlds.COUNTER)) == shown


def test_a_masked_value_that_comes_back_unchanged_stands_for_what_was_there(world: World):
    actor = agent(world, entrusted(world))
    case = submit(world, actor)
    ask_correction(world, case)
    back = cases.shown_form(case, actor)
    changed = next(name for name in back if name != "phone" and isinstance(back[name], str))

    intake.answer_correction(
        case_id=case.id,
        form=dict(back) | {changed: back[changed]},
        materials={"lease": [factories.stored_file(actor)]},
        actor=actor,
        at=MONDAY,
    )

    assert Case.objects.get(pk=case.pk).form_data["phone"] == FORM_DATA["phone"]


WRONG: Mapping[str, Mapping[str, Any]] = {
    "another item": {"mandate_items": frozenset()},
    "another principal": {},
    "revoked meanwhile": {},
    "over": {},
}


@pytest.mark.parametrize("fault", list(WRONG))
def test_the_database_refuses_what_a_program_lets_pass(world: World, fault: str):
    mandate = entrusted(world)
    actor = replace(agent(world, mandate), **WRONG[fault])
    item, at = world.shop, MONDAY
    if fault == "another item":
        item = world.kiosk
    elif fault == "another principal":
        actor = replace(actor, principal_id=factories.natural_person().id)
    elif fault == "revoked meanwhile":
        services.end_mandate(mandate_id=mandate.id, actor=citizen(world), at=MONDAY)
    else:
        at = MONDAY + timedelta(days=30)

    with pytest.raises(OutsideTheMandate), transaction.atomic():
        submission.submit_case(
            application=application(world, actor, version_id=item.version_id), actor=actor, at=at
        )

    assert Case.objects.count() == 0


def test_who_applied_never_changes(world: World):
    case = submit(world, agent(world, entrusted(world)))

    for change in ({"mandate_id": None}, {"agent_id": None}):
        with pytest.raises(Error), transaction.atomic():
            Case.objects.filter(pk=case.pk).update(**change)


def test_drafts_of_an_agent_and_of_the_principal_are_two(world: World):
    mandate = entrusted(world)
    actor, own = agent(world, mandate), citizen(world)
    typed = drafts.DraftContent(form=FORM_DATA)

    for one in (actor, own):
        drafts.save_draft(version_id=world.shop.version_id, typed=typed, actor=one, at=MONDAY)

    theirs, mine = cases.drafts(actor), cases.drafts(own)
    assert (len(theirs), len(mine)) == (1, 1)
    assert theirs[0].id != mine[0].id


def test_an_agent_is_told_the_name_of_the_principal_and_no_number(world: World):
    known = identity.known_facts(agent(world, entrusted(world)))

    assert known["applicant"] == {"name": "张小云"}


def test_a_station_applies_under_what_was_entrusted_to_it(world: World):
    clerk = who(world, worlds.COUNTER)
    type(world.department).objects.filter(pk=world.department.pk).update(line=TOWNSHIP_LINE)
    factories.forget_everything()
    mandate = entrusted(world, kind=AgentKind.STATION, agent_id=clerk.department_id)
    principal = citizen(world).person_id
    how: dict[str, Any] = {
        "applicant_id": principal,
        "channel": Channel.COUNTER,
        "mandate_id": mandate.id,
    }

    case = submit(world, clerk, **how)

    assert (case.applicant_id, case.mandate_id) == (principal, mandate.id)
    for changed in (
        {"version_id": world.kiosk.version_id},
        {"applicant_id": neighbour(world).person_id},
    ):
        with pytest.raises(DomainError):
            submit(world, clerk, **(how | changed))


def test_a_handler_without_the_right_sees_and_files_nothing(world: World):
    firm = world.actor(world.citizen, acting_for=world.firm.id)
    case = submit(world, firm)
    blind = replace(firm, acting_rights=frozenset({"receive"}))

    assert list(cases.cases(blind).rows) == []
    with pytest.raises(NotYourCase):
        submit(world, blind)
    assert case.agent_id == firm.person_id


def test_an_item_says_how_sure_one_must_be(world: World):
    strict = worlds.item(world, base={"assurance_level": 3}, name="严格事项")
    checked = replace(citizen(world), assurance=2)

    with pytest.raises(AssuranceTooLow) as caught:
        submit(world, checked, version_id=strict.version_id)

    assert "3" in str(caught.value)
    assert submit(world, citizen(world), version_id=strict.version_id).item_name == "严格事项"


def test_a_department_may_ask_for_more_but_not_for_less(world: World):
    more = worlds.item(world, local={"assurance_level": 3})
    less = worlds.item(world, base={"assurance_level": 3}, local={"assurance_level": 1})

    assert catalogue.snapshot(world.shop.version_id).assurance_level == 2
    assert catalogue.snapshot(more.version_id).assurance_level == 3
    assert catalogue.snapshot(less.version_id).assurance_level == 3
