# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What is found instead of asked, and how an application rests on it."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from tests import factories
from tests.cases.spared import world as worlds
from tests.cases.spared.world import ADDRESS, TYPED, look, person, submit
from tests.cases.world import MONDAY, citizen, neighbour
from tests.factories import Item, World
from tests.sharing import world as sources
from yiwang.cases.enums import EvidenceGrade
from yiwang.cases.errors import MaterialMissing
from yiwang.cases.models import Case, CaseMaterial, Finding
from yiwang.cases.spared import waiting
from yiwang.cases.spared.enums import FORM, FoundIn
from yiwang.forms.errors import FormInvalid
from yiwang.ledger.models import Event
from yiwang.sharing.enums import Outcome
from yiwang.sharing.models import Call

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(world: World) -> None:
    """Let the source know the citizen."""
    sources.knows(person(world))


def test_a_source_gives_material_and_fields_with_where_from_and_until_when(
    world: World, made: Item, known: None
):
    found = look(made, citizen(world))

    sheet = found["household"]
    assert (sheet.found_in, sheet.grade) == (FoundIn.SOURCE, EvidenceGrade.A)
    assert sheet.origin_name == "公安部门·户籍登记"
    assert sheet.valid_until == date(2026, 12, 23)
    assert found[FORM].values["relation"] == "户主"
    assert Call.objects.count() == 1  # both materials and the form rest on one question


def test_an_application_rests_on_what_was_found_and_nothing_is_uploaded_for_it(
    world: World, made: Item, known: None
):
    actor = citizen(world)
    look(made, actor)

    case = submit(made, actor)

    sheets = {one.requirement_key: one for one in Finding.objects.filter(case=case)}
    fact = Event.objects.get(kind="cases.evidence_found")
    assert set(sheets) == {"household", "record", FORM}
    assert Case.objects.get(pk=case.pk).found_count == 3
    assert (fact.payload["materials"], fact.payload["fields"]) == (2, 2)
    assert not Finding.objects.filter(case__isnull=True).exists()


def test_without_a_look_the_material_is_asked_for_as_usual(world: World, made: Item, known: None):
    with pytest.raises(MaterialMissing):
        submit(made, citizen(world))


@pytest.mark.parametrize("behaviour", ["late", "away", "nonsense"])
def test_a_source_that_fails_stops_nobody_and_is_asked_again_later(
    world: World, made: Item, behaviour: str
):
    actor = citizen(world)
    sources.knows(person(world), behaviour=behaviour)
    found = look(made, actor)
    files = {
        key: [factories.stored_file(actor, name=f"{key}.pdf")] for key in ("lease", "household")
    }

    case = submit(made, actor, materials=files)
    sources.knows(person(world))
    answered = waiting.look_later(at=MONDAY + timedelta(minutes=5))

    assert {one.outcome for one in found.values()} == {Outcome.UNAVAILABLE}
    assert answered == 2
    assert Finding.objects.get(case=case, requirement_key="record").is_found


def test_what_nobody_looked_for_is_looked_for_before_the_clerk_opens_the_case(
    world: World, made: Item, known: None
):
    actor = citizen(world)
    files = {
        key: [factories.stored_file(actor, name=f"{key}.pdf")] for key in ("lease", "household")
    }
    case = submit(made, actor, materials=files)

    waiting.defer_questions(case_id=case.pk, at=MONDAY)
    waiting.defer_questions(case_id=case.pk, at=MONDAY)  # done twice, it changes nothing
    answered = waiting.look_later(at=MONDAY + timedelta(minutes=5))

    assert answered == 1
    assert Finding.objects.get(case=case).requirement_key == "record"


def test_the_same_is_not_asked_again_while_it_holds(world: World, made: Item, known: None):
    actor = citizen(world)

    look(made, actor)
    look(made, actor, at=MONDAY + timedelta(hours=2))

    assert Call.objects.count() == 1


def test_what_a_draft_kept_too_long_does_not_count_and_is_erased(
    world: World, made: Item, known: None
):
    actor = citizen(world)
    look(made, actor)
    later = MONDAY + timedelta(days=2)

    with pytest.raises(MaterialMissing):
        submit(made, actor, at=later)
    assert waiting.forget_old_findings(at=later) == 3


def test_what_is_over_by_its_own_last_day_does_not_count(world: World, made: Item):
    actor = citizen(world)
    sources.source(keeping_days=30)
    sources.knows(person(world), valid_until=date(2026, 11, 24))
    look(made, actor)

    with pytest.raises(MaterialMissing):
        submit(made, actor, at=MONDAY + timedelta(days=3))


def test_somebody_elses_finding_is_of_no_use(world: World, made: Item, known: None):
    look(made, citizen(world))

    with pytest.raises(MaterialMissing):
        submit(made, neighbour(world))


def test_a_finding_that_was_tampered_with_does_not_count(world: World, made: Item, known: None):
    actor = citizen(world)
    look(made, actor)
    Finding.objects.filter(requirement_key="household").update(values={"relation": "户主的狗"})

    with pytest.raises(MaterialMissing):
        submit(made, actor)


def test_the_same_finding_does_not_serve_two_applications(world: World, made: Item, known: None):
    actor = citizen(world)
    look(made, actor)
    submit(made, actor)

    with pytest.raises(MaterialMissing):
        submit(made, actor)


@pytest.mark.parametrize(
    "change",
    ["values = '{}'", "sha256 = 'x'", "valid_until = '2099-01-01'", "origin_name = 'x'"],
)
def test_evidence_of_a_case_is_frozen(world: World, made: Item, known: None, change: str):
    actor = citizen(world)
    look(made, actor)
    case = submit(made, actor)

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE cases_finding SET {change} WHERE case_id = %s",  # noqa: S608
            [case.pk],
        )


def test_a_locked_value_cannot_be_changed_and_need_not_be_sent(
    world: World, made: Item, known: None
):
    actor = citizen(world)
    look(made, actor)
    elsewhere = {"division": "330106000000", "detail": "别的地方"}

    with pytest.raises(FormInvalid) as refusal:
        submit(made, actor, form=TYPED | {"address": elsewhere})
    case = submit(made, actor, form={"name": "张小云", "relation": "户主"})

    assert [one.path for one in refusal.value.errors] == ["/address"]
    assert case.form_data["address"] == ADDRESS


def test_an_editable_value_may_be_changed_and_is_not_counted_as_spared(
    world: World, made: Item, known: None
):
    actor = citizen(world)
    look(made, actor)

    submit(made, actor, form=TYPED | {"relation": "长子"})

    assert Event.objects.get(kind="cases.evidence_found").payload["fields"] == 1


def test_who_applies_for_a_relative_is_not_taken_for_the_relative(
    world: World, made: Item, known: None
):
    actor = citizen(world)
    look(made, actor)
    elsewhere = {"division": "330106000000", "detail": "别的地方"}

    assert look(made, actor, form=TYPED | {"by_agent": True}) == {}
    with pytest.raises(MaterialMissing):
        submit(made, actor, form=TYPED | {"by_agent": True, "address": elsewhere})


def test_where_consent_is_needed_nothing_is_asked_without_it(world: World, made: Item, known: None):
    actor = citizen(world)
    sources.source(needs_consent=True)
    factories.forget_everything()

    assert look(made, actor) == {}
    assert look(made, actor, consents=["household"])["household"].has_consent


def test_a_copy_that_a_clerk_has_checked_is_used_again_until_its_time_is_over(
    world: World, made: Item, known: None
):
    actor = citizen(world)
    look(made, actor)
    first = submit(made, actor)
    lease = CaseMaterial.objects.get(case=first, requirement_key="lease")
    worlds.checked(lease, until=date(2027, 1, 31))

    found = look(made, actor)["lease"]
    case = submit(made, actor, materials={})

    assert (found.found_in, found.grade) == (FoundIn.EARLIER, EvidenceGrade.B)
    assert found.valid_until == date(2027, 1, 31)
    again = CaseMaterial.objects.get(case=case)
    assert (again.file_id, again.grade) == (lease.file_id, EvidenceGrade.B)


def test_a_copy_that_nobody_has_checked_is_asked_for_again(world: World, made: Item, known: None):
    actor = citizen(world)
    look(made, actor)
    submit(made, actor)

    assert "lease" not in look(made, actor)


def test_what_this_platform_granted_is_the_best_proof(world: World, made: Item, known: None):
    actor = citizen(world)
    worlds.granted(world, "居民户口簿", at=MONDAY - timedelta(days=30))

    found = look(made, actor)

    assert found["household"].found_in == FoundIn.CERTIFICATE
    assert found["record"].values["name"] == "居民户口簿"
