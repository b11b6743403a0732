# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Serving the papers of a case: each way, its moment by rule, and what it does to the case."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from tests import factories
from tests.cases import world as worlds
from tests.cases.world import COUNTER, HANDLER, MONDAY, at, citizen, fresh, neighbour, who
from tests.factories import World
from yiwang.cases import selectors as cases
from yiwang.cases.enums import CaseState, DeliveryMethod, WorkState
from yiwang.cases.errors import CaseNotFound, NotYourCase
from yiwang.cases.models import Case, WorkItem
from yiwang.cases.services import decisions, serving, sweeps
from yiwang.documents import selectors as documents
from yiwang.documents import services as document_services
from yiwang.documents.enums import (
    NoticeGround,
    NoticeKind,
    Receiver,
    ServiceState,
    ServiceWay,
)
from yiwang.documents.errors import FileNotFound
from yiwang.documents.models import DocumentService, ServiceConsent
from yiwang.documents.serving import errors
from yiwang.foundation.actors import Actor
from yiwang.ledger import services as ledger_services
from yiwang.ledger.models import Event

pytestmark = pytest.mark.django_db
TUESDAY = MONDAY + timedelta(days=1)
agreement = document_services.serving


@pytest.fixture
def case(world: World) -> Case:
    """Return a decided case whose papers are set in type."""
    return with_papers(worlds.decided(world))


def with_papers(case: Case) -> Case:
    ledger_services.settle()
    for paper in documents.documents_about("case", case.pk):
        document_services.render_now(paper.pk)
    return case


def paper(case: Case, kind: NoticeKind = NoticeKind.GRANTED) -> str:
    return next(each.pk for each in serving.servable(case) if each.kind == kind)


def serve(
    world: World,
    case: Case,
    attempt: serving.Attempt,
    *,
    kind: NoticeKind = NoticeKind.GRANTED,
    actor: Actor | None = None,
    at: datetime = TUESDAY,
) -> DocumentService:
    (made,) = serving.serve_papers(
        case_id=case.pk,
        document_ids=[paper(case, kind)],
        attempt=attempt,
        actor=actor or who(world, COUNTER),
        at=at,
    )
    return made


DIRECT = serving.Attempt(
    way=ServiceWay.DIRECT,
    sent_on=MONDAY.date(),
    received_on=MONDAY.date(),
    servers=("王芳",),
    receiver=Receiver.FAMILY,
    receiver_name="张大山",
    place="文三路 1 号",
)
POST = serving.Attempt(way=ServiceWay.POST, sent_on=MONDAY.date(), tracking_number="EM1CN")
NOTICE = serving.Attempt(
    way=ServiceWay.PUBLIC_NOTICE,
    sent_on=MONDAY.date(),
    announced_in="本机关公告栏和网站",
    ground=NoticeGround.MISSING,
    reason="住所无人，社区出具证明。",
)
ONLINE = serving.Attempt(way=ServiceWay.ELECTRONIC, sent_on=MONDAY.date())


def test_a_decision_that_was_signed_for_delivers_its_case(world: World, case: Case):
    made = serve(world, case, DIRECT)

    assert (made.state, made.served_on) == (ServiceState.SERVED, date(2026, 11, 23))
    assert made.article == "第八十八条"
    after = fresh(case)
    assert (after.state, after.delivery_method) == (CaseState.DELIVERED, "direct")
    assert after.delivered_at == at(11, 23, hour=12)
    assert not WorkItem.objects.filter(case=case, state=WorkState.OPEN).exists()


def test_the_receipt_is_put_in_writing_once_and_says_who_signed(world: World, case: Case):
    serve(world, case, DIRECT)

    ledger_services.settle()
    ledger_services.settle()

    records = documents.documents_about("case", case.pk).filter(kind="service_record")
    (record,) = records
    said = record.data["notice"]
    assert said["recipient"] == "张大山，同住成年家属"
    assert said["served_at"] == "2026年11月23日"
    assert said["article"] == "第八十八条"
    assert document_services.render_now(record.pk).file is not None


def test_post_is_under_way_until_its_receipt_comes(world: World, case: Case):
    made = serve(world, case, POST)
    assert made.state == ServiceState.UNDERWAY
    assert fresh(case).state == CaseState.DECIDED

    serving.note_receipt(
        case_id=case.pk,
        service_id=made.pk,
        received_on=date(2026, 11, 26),
        actor=who(world, COUNTER),
        at=at(11, 30),
    )

    made.refresh_from_db()
    assert (made.state, made.served_on) == (ServiceState.SERVED, date(2026, 11, 26))
    assert fresh(case).delivered_at == at(11, 26, hour=12)


def test_a_receipt_from_before_the_posting_is_refused(world: World, case: Case):
    made = serve(world, case, POST)

    with pytest.raises(errors.ServiceInvalid) as refusal:
        serving.note_receipt(
            case_id=case.pk,
            service_id=made.pk,
            received_on=date(2026, 11, 20),
            actor=who(world, COUNTER),
            at=at(11, 30),
        )

    assert [each.path for each in refusal.value.errors] == ["/received_on"]


def test_what_failed_may_be_served_otherwise(world: World, case: Case):
    first = serve(world, case, POST)
    with pytest.raises(errors.ServiceUnderway):
        serve(world, case, DIRECT)

    serving.note_failure(
        case_id=case.pk,
        service_id=first.pk,
        reason="查无此人，邮件退回。",
        actor=who(world, COUNTER),
        at=TUESDAY,
    )

    assert serve(world, case, DIRECT).state == ServiceState.SERVED
    with pytest.raises(errors.ServiceEnded):
        serving.note_failure(
            case_id=case.pk, service_id=first.pk, reason="x", actor=who(world, COUNTER), at=TUESDAY
        )
    with pytest.raises(errors.ServedBefore):
        serve(world, case, DIRECT)


def test_a_public_notice_delivers_the_case_when_its_days_have_passed(world: World, case: Case):
    made = serve(world, case, NOTICE)
    assert made.due_on == date(2026, 12, 23)

    assert sweeps.run_sweeps(at=at(12, 23))["complete_public_notices"] == 0
    assert sweeps.run_sweeps(at=at(12, 24, hour=0))["complete_public_notices"] == 1
    assert sweeps.run_sweeps(at=at(12, 24))["complete_public_notices"] == 0

    made.refresh_from_db()
    assert (made.state, made.served_on) == (ServiceState.SERVED, date(2026, 12, 23))
    after = fresh(case)
    assert (after.state, after.delivery_method) == (CaseState.DELIVERED, "notice")


def test_a_public_notice_for_want_of_other_ways_needs_one_that_failed(world: World, case: Case):
    wanting = replace(NOTICE, ground=NoticeGround.NO_OTHER_WAY)
    with pytest.raises(errors.OtherWaysFirst):
        serve(world, case, wanting)
    first = serve(world, case, POST)
    serving.note_failure(
        case_id=case.pk, service_id=first.pk, reason="退回", actor=who(world, COUNTER), at=TUESDAY
    )

    assert serve(world, case, wanting).state == ServiceState.UNDERWAY


# ── electronic service


def test_electronic_service_needs_agreement(world: World, case: Case):
    with pytest.raises(errors.ConsentMissing):
        serve(world, case, ONLINE)
    with pytest.raises(errors.ConsentMissing):
        decisions.deliver_case(
            case_id=case.pk,
            method=DeliveryMethod.ELECTRONIC,
            actor=who(world, COUNTER),
            at=TUESDAY,
        )

    assert fresh(case).state == CaseState.DECIDED


def test_electronic_service_counts_from_its_arrival_to_the_minute(world: World, case: Case):
    consent = agreement.give_consent(actor=citizen(world), at=MONDAY)

    made = serve(world, case, ONLINE, at=TUESDAY)

    assert (made.served_at, made.served_on) == (TUESDAY, TUESDAY.date())
    assert (made.article, made.consent_id) == ("第九十条", consent.pk)
    assert fresh(case).delivered_at == TUESDAY


def test_agreement_is_one_s_own_and_can_be_taken_back(world: World, case: Case):
    first = agreement.give_consent(actor=citizen(world), at=MONDAY)
    assert agreement.give_consent(actor=citizen(world), at=TUESDAY).pk == first.pk

    agreement.end_consent(actor=citizen(world), at=TUESDAY)

    with pytest.raises(errors.ConsentMissing):
        serve(world, case, ONLINE)
    with pytest.raises(errors.ConsentMissing):
        agreement.end_consent(actor=citizen(world), at=TUESDAY)
    agent = replace(citizen(world), mandate_id=case.pk)
    with pytest.raises(errors.OnlyOneself):
        agreement.give_consent(actor=agent, at=TUESDAY)
    with pytest.raises(errors.OnlyOneself):
        agreement.give_consent(actor=who(world, COUNTER), at=TUESDAY)


# ── the counter's quick way


def test_what_is_handed_over_at_the_counter_is_recorded_with_its_rule(world: World, case: Case):
    decisions.deliver_case(
        case_id=case.pk, method=DeliveryMethod.COUNTER, actor=who(world, COUNTER), at=TUESDAY
    )

    ledger_services.settle()
    ledger_services.settle()

    rows = DocumentService.objects.filter(document__subject_id=case.pk)
    assert {(row.way, row.receiver, row.served_on) for row in rows} == {
        ("direct", "self", TUESDAY.date())
    }
    assert {row.document.kind for row in rows} == {"granted", "certificate"}
    assert documents.documents_about("case", case.pk).filter(kind="service_record").count() == 1


# ── other papers, other people


def test_a_notice_is_served_without_moving_the_case(world: World):
    case = with_papers(worlds.accepted(world))

    serve(world, case, DIRECT, kind=NoticeKind.ACCEPTANCE)

    assert fresh(case).state == CaseState.ACCEPTED


def test_only_the_counter_of_the_department_serves(world: World, case: Case):
    for actor in (who(world, HANDLER), worlds.elsewhere(world, who(world, COUNTER))):
        with pytest.raises(NotYourCase):
            serve(world, case, DIRECT, actor=actor)
    with pytest.raises((NotYourCase, CaseNotFound)):
        serve(world, case, DIRECT, actor=citizen(world))


def test_the_papers_of_another_case_are_not_served_with_this_one(world: World, case: Case):
    other = with_papers(worlds.decided(world))

    with pytest.raises(errors.ServiceNotFound):
        serving.serve_papers(
            case_id=case.pk,
            document_ids=[paper(case), paper(other)],
            attempt=DIRECT,
            actor=who(world, COUNTER),
            at=TUESDAY,
        )


def test_the_applicant_sees_the_day_of_service_and_the_terms(world: World, case: Case):
    made = serve(world, case, DIRECT)

    (own,) = cases.serving.own_services(citizen(world))
    assert own.case == case
    assert own.served.terms is not None
    assert own.served.terms.reconsideration_until == date(2027, 1, 22)
    assert own.served.terms.lawsuit_until == date(2027, 5, 24)  # the 23rd is a Sunday
    assert cases.serving.own_services(neighbour(world)) == []

    serving.confirm_receipt(case_id=case.pk, service_id=made.pk, actor=citizen(world), at=TUESDAY)
    made.refresh_from_db()
    assert made.confirmed_at == TUESDAY
    with pytest.raises(CaseNotFound):
        serving.confirm_receipt(
            case_id=case.pk, service_id=made.pk, actor=neighbour(world), at=TUESDAY
        )


def test_the_ten_days_are_held_against_the_day_of_service(world: World, case: Case):
    before = cases.serving.services_of(case, who(world, COUNTER), today=date(2026, 12, 9))
    assert before.term is not None
    assert (before.term.due_on, before.term.workdays_late) == (date(2026, 12, 7), 2)

    serve(world, case, DIRECT, at=at(12, 9))

    after = cases.serving.services_of(case, who(world, COUNTER), today=date(2026, 12, 9))
    assert after.term is not None
    assert (after.term.served_on, after.term.workdays_late) == (date(2026, 11, 23), 0)


@pytest.mark.parametrize("change", ["served_on", "witnesses"])
def test_a_record_of_service_never_changes(world: World, case: Case, change: str):
    made = serve(world, case, DIRECT)
    setattr(made, change, {"served_on": date(2026, 11, 24), "witnesses": ["某人"]}[change])

    with pytest.raises(DatabaseError), transaction.atomic():
        made.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        DocumentService.objects.filter(pk=made.pk).delete()


def test_an_agreement_is_ended_and_never_changed(world: World):
    agreement.give_consent(actor=citizen(world), at=MONDAY)

    with pytest.raises(DatabaseError), transaction.atomic():
        ServiceConsent.objects.update(text_sha256="0" * 64)
    with pytest.raises(DatabaseError), transaction.atomic():
        ServiceConsent.objects.all().delete()


def test_a_proof_must_be_the_clerk_s_own_file(world: World, case: Case):
    theirs = factories.stored_file(neighbour(world))

    with pytest.raises(FileNotFound):
        serve(world, case, replace(DIRECT, proof_id=theirs))


def test_what_was_served_is_sealed_with_the_case_and_what_comes_later_proves_itself(
    world: World, case: Case
):
    first = serve(world, case, DIRECT)
    decisions.close_case(case_id=case.pk, actor=who(world, COUNTER), at=TUESDAY)
    closed = facts_of(case, "cases.case_closed")
    sealed = decisions.sealed_digest(fresh(case))

    late = serve(world, case, DIRECT, kind=NoticeKind.ACCEPTANCE, at=TUESDAY + timedelta(days=3))

    served = facts_of(case, "cases.paper_served")
    assert closed["service_ids"] == [str(first.pk)]
    assert closed["services_sha256"] == documents.serving.digest_of([first.pk])
    assert decisions.sealed_digest(fresh(case)) == closed["content_sha256"] == sealed
    assert served["record_sha256"] == documents.serving.digest_of([late.pk])
    assert served["record_sha256"] != closed["services_sha256"]
    assert first.pk in documents.serving.ended_of([first.document_id, late.document_id])
    serving.confirm_receipt(
        case_id=case.pk, service_id=first.pk, actor=citizen(world), at=TUESDAY + timedelta(days=4)
    )
    assert documents.serving.digest_of([first.pk]) == closed["services_sha256"]


def facts_of(case: Case, kind: str) -> dict[str, object]:
    """Return what the last fact of a kind says."""
    return Event.objects.filter(subject_id=case.pk, kind=kind).latest("id").payload
