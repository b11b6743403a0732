# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Drafts, and how they become cases."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import translation

from tests import factories
from tests.cases import world as worlds
from tests.cases.world import MONDAY, application, at, citizen, neighbour, who
from tests.factories import FORM_DATA, World
from yiwang.cases import errors, selectors
from yiwang.cases.enums import CaseState, Channel
from yiwang.cases.models import Case, CaseMaterial, Draft, WorkItem
from yiwang.cases.services import drafts, submission
from yiwang.catalogue import services as catalogue
from yiwang.catalogue.models import ImplementationVersion
from yiwang.foundation.actors import ANONYMOUS, Actor, ActorKind
from yiwang.foundation.codes.case_numbers import parse_case_number
from yiwang.foundation.errors import DomainError
from yiwang.foundation.identifiers import new_id
from yiwang.ledger import selectors as ledger

pytestmark = pytest.mark.django_db


def submit(world: World, actor: Actor | None = None, **changed) -> Case:
    actor = actor or citizen(world)
    with transaction.atomic():
        return submission.submit_case(
            application=application(world, actor, **changed), actor=actor, at=MONDAY
        )


def save(world: World, actor: Actor | None = None, **typed) -> Draft:
    content = drafts.DraftContent(**({"form": {}} | typed))
    with transaction.atomic():
        return drafts.save_draft(
            version_id=world.shop.version_id,
            typed=content,
            actor=actor or citizen(world),
            at=MONDAY,
        )


# ── submitting


def test_a_case_begins_with_a_number_a_clock_a_work_item_and_a_fact(world: World):
    case = submit(world)

    stored = Case.objects.get(pk=case.pk)
    work = WorkItem.objects.get(case=case)
    (fact,) = ledger.events_about("case", case.pk)
    assert parse_case_number(stored.number).text == stored.number
    assert (stored.state, stored.revision) == (CaseState.SUBMITTED, 1)
    assert stored.intake_due_on == at(11, 30).date()
    assert stored.region_code == world.department.division_id
    assert (work.step_key, work.role, work.due_on) == ("intake", "counter", stored.intake_due_on)
    assert fact.kind == "cases.case_submitted"
    assert fact.payload["number"] == stored.number
    assert "张小云" not in str(fact.payload)


def test_numbers_and_query_codes_do_not_repeat(world: World):
    cases = [submit(world) for _ in range(70)]

    assert len({case.number for case in cases}) == len({case.query_code for case in cases}) == 70


def test_what_the_counter_reads_is_chinese_whatever_the_applicant_reads(world: World):
    with translation.override("en"):
        case = submit(world)

    assert WorkItem.objects.get(case=case).step_name == "受理"


def test_a_firm_applies_through_whoever_acts_for_it(world: World):
    actor = world.actor(world.citizen, acting_for=world.firm.id)

    case = submit(world, actor)

    assert (case.applicant_id, case.applicant_kind) == (world.firm.id, "legal")
    assert case.applicant_name == "杭州测试贸易有限公司"


def test_the_counter_submits_for_whoever_stands_there(world: World):
    applicant = citizen(world).applicant_id

    case = submit(
        world, who(world, worlds.COUNTER), applicant_id=applicant, channel=Channel.COUNTER
    )

    assert (case.applicant_id, case.channel) == (applicant, Channel.COUNTER)
    assert case.submitted_by_id == world.staff[worlds.COUNTER].id


def refused(world: World, actor: Actor, **changed) -> DomainError:
    """Return why an application is refused; nothing of it stays."""
    before = (Case.objects.count(), WorkItem.objects.count(), CaseMaterial.objects.count())
    with pytest.raises(DomainError) as refusal:
        submit(world, actor, **changed)
    after = (Case.objects.count(), WorkItem.objects.count(), CaseMaterial.objects.count())
    assert before == after
    return refusal.value


def test_nobody_applies_in_the_name_of_another(world: World):
    other = neighbour(world).applicant_id
    actors = [
        (citizen(world), {"applicant_id": other}),
        (who(world, worlds.COUNTER), {"applicant_id": other}),  # not at the counter's channel
        (who(world, worlds.COUNTER), {"channel": Channel.COUNTER}),  # for nobody
        (who(world, worlds.HANDLER), {"applicant_id": other, "channel": Channel.COUNTER}),
        (factories.SYSTEM, {"applicant_id": other}),
        (
            Actor(kind=ActorKind.CLIENT, client_id="tax", department_id=world.department.id),
            {"applicant_id": other},
        ),
    ]

    for actor, changed in actors:
        files = {"materials": {"lease": [factories.stored_file(citizen(world))]}}
        assert refused(world, actor, **(files | changed)).code == "cases.forbidden"
    files = {"materials": {"lease": [factories.stored_file(citizen(world))]}}
    assert refused(world, ANONYMOUS, **files).code == "cases.forbidden"


def test_a_clerk_does_not_take_in_their_own_application(world: World):
    clerk = replace(who(world, worlds.COUNTER), person_id=citizen(world).applicant_id)

    refusal = refused(world, clerk, applicant_id=clerk.person_id, channel=Channel.COUNTER)

    assert refusal.code == "cases.own_case"


def test_a_name_that_nobody_has_checked_is_not_enough(world: World):
    assert refused(world, replace(citizen(world), assurance=1)).code == "cases.assurance_too_low"


def test_an_unknown_applicant_is_refused(world: World):
    refusal = refused(
        world, who(world, worlds.COUNTER), applicant_id=new_id(), channel=Channel.COUNTER
    )

    assert refusal.kind.value in {"not_found", "invalid"}


def test_an_item_for_others_is_refused(world: World):
    item = worlds.item(world, base={"service_objects": ["legal"]}, name="公司登记")

    assert refused(world, citizen(world), version_id=item.version_id).code == (
        "cases.wrong_applicant_kind"
    )


def test_a_version_that_does_not_exist_or_no_longer_holds_is_refused(world: World):
    item = worlds.item(world, name="旧事项")
    listed = ImplementationVersion.objects.get(id=item.version_id).implementation_id
    catalogue.withdraw_list(implementation_id=listed, actor=factories.SYSTEM, at=MONDAY)

    assert refused(world, citizen(world), version_id=new_id()).code.startswith("catalogue.")
    assert refused(world, citizen(world), version_id=item.version_id).code.startswith("catalogue.")


@pytest.mark.parametrize(
    "form",
    [
        {},
        None,
        [],
        "form",
        FORM_DATA | {"extra": 1},
        FORM_DATA | {"name": "x" * 1000},
        FORM_DATA | {"name": 7},
        FORM_DATA | {"note": "a\0b"},
        FORM_DATA | {"note": "\ud800"},
        FORM_DATA | {"kind": "palace"},
        FORM_DATA | {"note": {"deeper": {"and": "deeper"}}},
    ],
    ids=str,
)
def test_a_form_that_is_wrong_is_refused_whole(world: World, form: object):
    assert refused(world, citizen(world), form=form).code == "forms.invalid"


def test_materials_are_those_of_the_item_and_one_s_own(world: World):
    own = [factories.stored_file(citizen(world)) for _ in range(3)]
    other = factories.stored_file(neighbour(world))
    wrong = {
        "cases.material_missing": [{}, {"lease": []}, {"photo": [own[0]]}],
        "cases.material_unknown": [
            {"lease": [other]},
            {"lease": [new_id()]},
            {"lease": own},  # more than two
            {"lease": [own[0], own[0]]},
            {"lease": [own[0]], "palace": [own[1]]},
            {"lease": [own[0]], "": []},
        ],
    }

    for code, cases in wrong.items():
        for materials in cases:
            assert refused(world, citizen(world), materials=materials).code == code


def test_two_submissions_of_one_draft_make_one_case(world: World):
    draft = save(world, form=FORM_DATA)

    submit(world, draft_id=draft.id)

    assert refused(world, citizen(world), draft_id=draft.id).code == "cases.draft_not_found"


def test_the_draft_of_somebody_else_is_neither_used_nor_deleted(world: World):
    draft = save(world, neighbour(world), form=FORM_DATA)

    assert refused(world, citizen(world), draft_id=draft.id).code == "cases.draft_not_found"
    assert Draft.objects.filter(id=draft.id).exists()


# ── drafts


def test_there_is_one_draft_for_an_applicant_and_an_item(world: World):
    first = save(world, form={"name": "张"})
    second = save(world, form={"name": "张小云"}, step=2)

    assert first.id == second.id
    assert selectors.drafts(citizen(world)) == [second]
    assert selectors.draft_for(world.shop.version_id, citizen(world)).form_data["name"] == "张小云"


def test_many_drafts_are_read_page_by_page(world: World, django_assert_num_queries):
    other = drafts.save_draft(
        version_id=world.kiosk.version_id,
        typed=drafts.DraftContent(form={}),
        actor=citizen(world),
        at=MONDAY,
    )
    ours = {save(world).pk, other.pk}
    Draft.objects.update(updated_at=MONDAY)  # the same moment: the id decides
    actor, seen, cursor = citizen(world), [], ""

    for _page in range(2):
        with django_assert_num_queries(1):
            page = selectors.draft_page(actor, cursor=cursor, limit=1)
        seen += [one.pk for one in page.rows]
        cursor = page.next_cursor

    assert (set(seen), len(seen), cursor) == (ours, 2, "")
    assert len(selectors.draft_page(actor, cursor="no such place").rows) == 2


def test_a_draft_is_its_owner_s_alone(world: World):
    draft = save(world)
    strangers = [
        neighbour(world),
        world.actor(world.citizen, acting_for=world.firm.id),
        who(world, worlds.COUNTER),
        factories.SYSTEM,
        ANONYMOUS,
    ]

    for actor in strangers:
        assert selectors.drafts(actor) == []
        assert selectors.draft_for(world.shop.version_id, actor) is None
        for act in (
            selectors.draft,
            lambda id_, who_: drafts.discard_draft(draft_id=id_, actor=who_),
        ):
            with pytest.raises(errors.DraftNotFound):
                act(draft.id, actor)
    assert selectors.draft(draft.id, citizen(world)) == draft


def test_only_citizens_keep_drafts(world: World):
    for actor in (who(world, worlds.COUNTER), factories.SYSTEM, ANONYMOUS):
        with pytest.raises(errors.NotYourCase):
            save(world, actor)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ({"form": {"note": "字" * 90_000}}, "cases.draft_too_large"),
        ({"form": {"note": "a\0b"}}, "cases.draft_unreadable"),
        ({"form": {"a\0": 1}}, "cases.draft_unreadable"),
        ({"form": {"note": "\ud800"}}, "foundation.not_canonical"),
        ({"form": {"share": 0.5}}, None),
        ({"materials": {"palace": []}}, "cases.material_unknown"),
        ({"materials": {"lease": [new_id()]}}, "cases.material_unknown"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_cannot_be_kept_is_refused(world: World, typed: dict, code: str | None):
    with pytest.raises(DomainError) as refusal:
        save(world, **typed)

    assert code is None or refusal.value.code == code


@pytest.mark.parametrize("step", [-1, 0, 99_999, 10**30])
def test_a_step_is_one_of_the_page_s(world: World, step: int):
    assert 1 <= save(world, step=step).step <= drafts.LAST_STEP


def test_a_file_of_somebody_else_is_not_kept(world: World):
    with pytest.raises(errors.MaterialUnknown):
        save(world, materials={"lease": [factories.stored_file(neighbour(world))]})


def test_a_draft_is_forgotten_after_a_year(world: World):
    draft = save(world)

    assert drafts.forget_old_drafts(at=MONDAY + timedelta(days=365)) == 0
    assert drafts.forget_old_drafts(at=MONDAY + timedelta(days=366)) == 1
    assert not Draft.objects.filter(id=draft.id).exists()


def test_a_number_that_a_crash_handed_out_twice_costs_one_more_try(world: World):
    first = submit(world)
    submission._serials.forget()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval('cases_serial', %s, false)", [parse_case_number(first.number).serial]
        )

    with pytest.raises(errors.NumberTaken):
        submit(world)

    assert submit(world).number != first.number
