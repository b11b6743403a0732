# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A copy of one's data, corrections, closing an account, and what the sweep erases."""

import io
import json
import zipfile
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from allauth.account.models import EmailAddress
from django.conf import LazySettings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from procrastinate.exceptions import JobAborted
from procrastinate.jobs import Job

from tests import factories
from tests.factories import World
from tests.privacy.conftest import read_by
from yiwang.cases import own_data as own_cases
from yiwang.cases.models import Case, Draft
from yiwang.cases.services import drafts
from yiwang.documents import exporting, tasks
from yiwang.documents import selectors as documents
from yiwang.documents.models import StoredFile
from yiwang.foundation.actors import Actor, system_actor
from yiwang.foundation.codes.test_data import make_test_resident_id
from yiwang.foundation.enums import Sex
from yiwang.identity import selectors as identity
from yiwang.identity import services as identity_services
from yiwang.identity.enums import ExportState
from yiwang.identity.errors import NotYours, PersonExists
from yiwang.identity.models import Account, DataExport, NaturalPerson
from yiwang.identity.numbers import RESIDENT_ID
from yiwang.identity.privacy_refusals import (
    ClosingUnderWay,
    CorrectionNotFound,
    CorrectionUnderWay,
    ExportNotFound,
    ExportUnderWay,
    MattersOpen,
    NoClosing,
    NothingToCorrect,
)
from yiwang.identity.queries import own_data
from yiwang.identity.refusals import CardNotSeen
from yiwang.identity.services import (
    privacy_closing,
    privacy_corrections,
    privacy_erasure,
    privacy_exports,
)
from yiwang.ledger import services as ledger
from yiwang.ledger.models import Event
from yiwang.notifications.models import Message
from yiwang.organizations.enums import StandardPost

NOW = timezone.now()
SWEEP = system_actor("sweep")
COUNTER = StandardPost.COUNTER


# ── a copy


def packed(citizen: Actor) -> DataExport:
    asked = privacy_exports.ask_export(actor=citizen, at=NOW)
    assert exporting.pack_export(asked.id, at=NOW)
    asked.refresh_from_db()
    return asked


def contents(export: DataExport, citizen: Actor) -> dict[str, bytes]:
    file_id = privacy_exports.take_export(export_id=export.id, actor=citizen, at=NOW)
    with documents.open_file(file_id) as content, zipfile.ZipFile(content) as copy:
        assert copy.testzip() is None
        return {name: copy.read(name) for name in copy.namelist()}


def test_a_copy_holds_everything_in_json_with_the_files_as_they_were(world: World, citizen: Actor):
    case = factories.submitted_case(world)
    read_by(world, COUNTER, times=3)
    ledger.settle()

    inside = contents(packed(citizen), citizen)

    assert {"account.json", "person.json", "reads.json", "messages.json"} <= set(inside)
    told = json.loads(inside[f"cases/{case.number}/case.json"])
    assert told["form_data"]["name"] == "张小云"
    assert told["timeline"]
    person = json.loads(inside["person.json"])
    assert len(person["resident_id"]) == 18
    assert len(json.loads(inside["reads.json"])) == 3
    files = [name for name in inside if f"cases/{case.number}/files/" in name]
    assert [inside[name][:4] for name in files] == [b"%PDF"]


def test_a_copy_holds_nothing_of_anybody_else(world: World, citizen: Actor):
    factories.submitted_case(world, account=world.neighbour)

    inside = contents(packed(citizen), citizen)

    assert not any(name.startswith("cases/") for name in inside)
    assert "李大山".encode() not in b"".join(inside.values())


def test_a_copy_is_taken_by_its_owner_only_and_for_seven_days_only(world: World, citizen: Actor):
    export = packed(citizen)
    neighbour = world.actor(world.neighbour)

    with pytest.raises(ExportNotFound):
        privacy_exports.take_export(export_id=export.id, actor=neighbour, at=NOW)
    with pytest.raises(ExportNotFound):
        privacy_exports.take_export(export_id=export.id, actor=citizen, at=NOW + timedelta(days=7))

    assert exporting.drop_exports(at=NOW + timedelta(days=6)) == 0
    assert exporting.drop_exports(at=NOW + timedelta(days=7)) == 1
    assert not StoredFile.objects.filter(pk=export.file_id).exists()
    assert own_data.exports_of(world.citizen.id)[0].state == "gone"


def test_a_copy_is_packed_once_and_its_owner_is_told(world: World, citizen: Actor):
    export = packed(citizen)
    ledger.settle()

    assert exporting.pack_export(export.id, at=NOW) is False
    assert Message.objects.filter(recipient_id=citizen.person_id, kind="export_ready").count() == 1
    with pytest.raises(ExportUnderWay):
        privacy_exports.ask_export(actor=citizen, at=NOW)


def statements_to_pack(citizen: Actor) -> int:
    DataExport.objects.all().delete()
    asked = privacy_exports.ask_export(actor=citizen, at=NOW)
    with CaptureQueriesContext(connection) as seen:
        assert exporting.pack_export(asked.id, at=NOW)
    return len(seen)


def test_many_cases_cost_no_more_statements_than_one(
    world: World, citizen: Actor, monkeypatch: pytest.MonkeyPatch
):
    factories.submitted_case(world)
    one = statements_to_pack(citizen)
    for _more in range(3):
        factories.submitted_case(world)
    four = statements_to_pack(citizen)

    monkeypatch.setattr(own_cases, "TOGETHER", 2)
    in_two_lots = statements_to_pack(citizen)

    assert (one, four, in_two_lots) == (one, one, one + 7)
    inside = contents(DataExport.objects.get(), citizen)
    assert sum(name.endswith("/case.json") for name in inside) == 4


def test_a_worker_that_has_to_stop_gives_a_copy_up_and_the_next_one_packs_it(
    citizen: Actor, settings: LazySettings
):
    asked = privacy_exports.ask_export(actor=citizen, at=NOW)
    answers = [False, True]
    job = Job(id=1, status="doing", queue="default", lock=None, queueing_lock=None, task_name="")

    def run() -> None:
        tasks.pack_export(
            SimpleNamespace(should_abort=lambda: bool(answers) and answers.pop(0)), str(asked.id)
        )

    with pytest.raises(JobAborted):
        run()
    left = [path for path in Path(settings.DOCUMENT_STORE).rglob("*") if path.is_file()]
    assert (DataExport.objects.get().state, left) == (ExportState.ASKED, [])
    again = tasks.pack_export.get_retry_exception(exception=JobAborted(), job=job)
    run()

    assert again is not None, "the job is put back, not dropped"
    assert DataExport.objects.get().state == ExportState.READY


def test_a_copy_that_was_packed_meanwhile_is_not_packed_again(
    world: World, citizen: Actor, monkeypatch: pytest.MonkeyPatch
):
    asked = privacy_exports.ask_export(actor=citizen, at=NOW)
    packed_meanwhile = []

    def go_on() -> None:
        if not packed_meanwhile:
            packed_meanwhile.append(asked.id)
            assert exporting.pack_export(asked.id, at=NOW)

    assert exporting.pack_export(asked.id, at=NOW, go_on=go_on) is False
    assert StoredFile.objects.filter(owner_account_id=world.citizen.id).count() == 1
    assert Event.objects.filter(kind="identity.export_ready").count() == 1


def test_nobody_asks_for_a_copy_of_somebody_whom_they_act_for(world: World):
    for_firm = world.actor(world.citizen, acting_for=world.firm.id)

    with pytest.raises(NotYours):
        privacy_exports.ask_export(actor=for_firm, at=NOW)
    with pytest.raises(NotYours):
        privacy_exports.ask_export(actor=world.staff_actor(COUNTER), at=NOW)


def test_a_path_in_a_copy_never_leads_out_of_it():
    taken = {"a.txt"}

    assert exporting._free("../../etc/passwd", taken) == "etc/passwd"
    assert exporting._free("/a.txt", taken) == "_a.txt"
    assert exporting._free("c\\d", taken) == "c_d"


# ── corrections


def test_a_name_that_the_register_knows_is_corrected_at_once(
    world: World, citizen: Actor, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(privacy_corrections, "_register_agrees", lambda *_args: True)

    made = privacy_corrections.ask_correction(field="name", name="张晓云", actor=citizen, at=NOW)

    assert made.state == "done"
    assert identity.person(citizen.person_id).name == "张晓云"
    assert Event.objects.filter(kind="identity.person_changed").exists()


def test_a_name_that_the_register_does_not_know_waits_for_the_counter(
    world: World, citizen: Actor, settings: LazySettings
):
    settings.IDENTITY_POPULATION_SOURCE = "refusing"

    made = privacy_corrections.ask_correction(field="name", name="张晓云", actor=citizen, at=NOW)

    assert made.state == "counter"
    assert identity.person(citizen.person_id).name == "张小云"
    with pytest.raises(CorrectionUnderWay):
        privacy_corrections.ask_correction(field="name", name="张晓芸", actor=citizen, at=NOW)


def number_request(citizen: Actor) -> str:
    made = privacy_corrections.ask_correction(field="number", name="", actor=citizen, at=NOW)
    return made.code


def test_a_number_is_corrected_at_a_counter_from_the_card(world: World, citizen: Actor):
    code, clerk = number_request(citizen), world.staff_actor(COUNTER)
    right = make_test_resident_id(date(1980, 5, 6), 333, Sex.MALE)
    assert privacy_corrections.find_correction(code=code, actor=clerk, at=NOW).field == "number"

    with pytest.raises(CardNotSeen):
        privacy_corrections.correct_at_counter(
            code=code, value=right, is_card_seen=False, actor=clerk, at=NOW
        )
    privacy_corrections.correct_at_counter(
        code=code.lower(), value=right, is_card_seen=True, actor=clerk, at=NOW
    )

    person = NaturalPerson.objects.get(pk=citizen.person_id)
    assert RESIDENT_ID.open(person.resident_id_cipher, person.id) == right
    assert (person.born_on, person.sex) == (date(1980, 5, 6), Sex.MALE)
    with pytest.raises(CorrectionNotFound):
        privacy_corrections.find_correction(code=code, actor=clerk, at=NOW)


def test_a_number_that_somebody_else_has_is_nobody_else_s(world: World, citizen: Actor):
    neighbour = NaturalPerson.objects.get(pk=world.neighbour.person_id)
    theirs = RESIDENT_ID.open(neighbour.resident_id_cipher, neighbour.id)

    with pytest.raises(PersonExists):
        privacy_corrections.correct_at_counter(
            code=number_request(citizen),
            value=theirs,
            is_card_seen=True,
            actor=world.staff_actor(COUNTER),
            at=NOW,
        )


def test_only_a_counter_corrects_and_only_the_owner_takes_back(world: World, citizen: Actor):
    code = number_request(citizen)
    made = own_data.corrections_of(world.citizen.id)[0]

    with pytest.raises(NotYours):
        privacy_corrections.find_correction(
            code=code, actor=world.staff_actor(StandardPost.HANDLER), at=NOW
        )
    with pytest.raises(CorrectionNotFound):
        privacy_corrections.cancel_correction(
            correction_id=made.id, actor=world.actor(world.neighbour), at=NOW
        )
    privacy_corrections.cancel_correction(correction_id=made.id, actor=citizen, at=NOW)
    assert own_data.corrections_of(world.citizen.id)[0].state == "cancelled"


def test_what_is_right_already_is_not_corrected(world: World, citizen: Actor):
    with pytest.raises(NothingToCorrect):
        privacy_corrections.ask_correction(field="name", name="张小云", actor=citizen, at=NOW)


# ── closing


def test_an_open_case_keeps_an_account_open_and_is_named(world: World, citizen: Actor):
    case = factories.submitted_case(world)

    with pytest.raises(MattersOpen) as refused:
        privacy_closing.ask_closing(actor=citizen, at=NOW)

    assert case.number in str(refused.value)


def test_an_account_is_closed_after_the_days_of_reflection_and_not_before(world: World):
    account = factories.citizen_account(factories.natural_person(name="王走远"))
    EmailAddress.objects.create(user=account, email="w@example.org", verified=True, primary=True)
    leaver = world.actor(account)
    privacy_closing.ask_closing(actor=leaver, at=NOW)
    with pytest.raises(ClosingUnderWay):
        privacy_closing.ask_closing(actor=leaver, at=NOW)

    assert privacy_closing.close_due_accounts(actor=SWEEP, at=NOW + timedelta(days=14)) == []
    (whose,) = privacy_closing.close_due_accounts(actor=SWEEP, at=NOW + timedelta(days=15))

    gone = Account.objects.get(pk=account.id)
    assert whose.account_id == account.id
    assert (gone.is_active, gone.person_id, gone.phone_index) == (False, None, None)
    assert gone.login.startswith("closed-")
    assert not gone.has_usable_password()
    assert not EmailAddress.objects.filter(user=gone).exists()
    assert not NaturalPerson.objects.filter(pk=leaver.person_id).exists()


def test_what_the_law_keeps_stays_and_the_person_may_come_again(world: World):
    person = factories.natural_person(name="陈再来")
    account = factories.citizen_account(person)
    case = factories.submitted_case(world, account=account)
    Case.objects.filter(pk=case.pk).update(state="withdrawn")
    leaver = world.actor(account)
    drafts.save_draft(
        version_id=world.kiosk.version_id,
        typed=drafts.DraftContent(form={"name": "陈再来"}),
        actor=leaver,
        at=NOW,
    )

    privacy_closing.ask_closing(actor=leaver, at=NOW)
    privacy_closing.close_due_accounts(actor=SWEEP, at=NOW + timedelta(days=15))

    assert Case.objects.filter(pk=case.pk, applicant_id=person.id).exists()
    kept = NaturalPerson.objects.get(pk=person.id)
    assert (kept.name, kept.phone_cipher, kept.address_text) == ("陈再来", None, "")
    assert not Draft.objects.filter(applicant_id=person.id).exists()
    again = identity_services.create_account(
        person_id=person.id,
        login="chenzailai",
        password=factories.PASSWORD,
        actor=SWEEP,
        at=NOW,
    )
    assert again.id != account.id


def test_whoever_changes_their_mind_keeps_the_account(world: World, citizen: Actor):
    privacy_closing.ask_closing(actor=citizen, at=NOW)
    privacy_closing.cancel_closing(actor=citizen, at=NOW)

    assert privacy_closing.close_due_accounts(actor=SWEEP, at=NOW + timedelta(days=99)) == []
    assert Account.objects.get(pk=citizen.account_id).is_active
    with pytest.raises(NoClosing):
        privacy_closing.cancel_closing(actor=citizen, at=NOW)


def test_an_account_in_which_something_came_under_way_meanwhile_stays(world: World, citizen: Actor):
    privacy_closing.ask_closing(actor=citizen, at=NOW)
    factories.submitted_case(world)

    assert privacy_closing.close_due_accounts(actor=SWEEP, at=NOW + timedelta(days=15)) == []
    assert own_data.closing_of(world.citizen.id) is None
    assert Account.objects.get(pk=citizen.account_id).is_active


# ── the sweep


def test_what_is_past_its_time_is_erased_and_counted_in_the_ledger(
    world: World, citizen: Actor, tmp_path: Path
):
    drafts.save_draft(
        version_id=world.shop.version_id,
        typed=drafts.DraftContent(form={"a": 1}),
        actor=citizen,
        at=NOW,
    )
    Draft.objects.update(updated_at=NOW - timedelta(days=366))
    drafts.save_draft(
        version_id=world.kiosk.version_id,
        typed=drafts.DraftContent(form={"b": 2}),
        actor=citizen,
        at=NOW,
    )

    gone = privacy_erasure.erase_past_keeping(actor=SWEEP, at=NOW)

    assert gone == {"cases.Draft": 1}
    assert Draft.objects.count() == 1
    fact = Event.objects.get(kind="identity.personal_data_erased")
    assert fact.payload == {"model": "cases.Draft", "rows": 1}
    assert privacy_erasure.erase_past_keeping(actor=SWEEP, at=NOW) == {}


def test_only_a_process_of_our_own_sweeps_and_closes(world: World, citizen: Actor):
    for act in (privacy_erasure.erase_past_keeping, privacy_closing.close_due_accounts):
        with pytest.raises(NotYours):
            act(actor=citizen, at=NOW)


def test_bytes_are_what_they_were(world: World, citizen: Actor):
    export = packed(citizen)
    with documents.open_file(export.file_id) as content:
        assert zipfile.is_zipfile(io.BytesIO(content.read()))
