# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Papers of interested parties: issued by name, served in every way, seen by nobody else."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.cases import world as worlds
from tests.cases.procedures.hearings import told
from tests.cases.test_serving import DIRECT, NOTICE, ONLINE, POST
from tests.cases.world import APPROVER, COUNTER, HANDLER, MONDAY, at, fresh, who
from tests.documents.test_templates import rendered_text
from tests.factories import World
from tests.portal.conftest import reader
from tests.rest.test_languages import publish
from tests.workbench.desks import at_desk
from yiwang.cases import errors, selectors
from yiwang.cases.enums import Outcome, PartyRole
from yiwang.cases.models import Case, InterestedParty
from yiwang.cases.procedures import party_papers
from yiwang.cases.services import decisions, procedures, serving, sweeps, together, translating
from yiwang.documents import selectors as documents
from yiwang.documents import services as document_services
from yiwang.documents.enums import FOR_PARTIES, NoticeKind, Receiver, ServiceState, ServiceWay
from yiwang.documents.errors import DocumentNotFound
from yiwang.documents.models import DocumentService, IssuedDocument
from yiwang.documents.serving import errors as serving_errors
from yiwang.identity import selectors as identity
from yiwang.ledger import services as ledger
from yiwang.ledger.models import Event
from yiwang.notifications.models import Message
from yiwang.organizations.enums import StandardPost

pytestmark = pytest.mark.django_db
TODAY = MONDAY.date()
STAKE = "油烟正对窗户。"


def tell(world: World, case: Case, **changed: object) -> InterestedParty:
    """Tell the neighbour, by number unless a test says otherwise."""
    own = identity.own_number(worlds.neighbour(world))
    assert own is not None
    stated = {
        "role": PartyRole.INTERESTED,
        "name": own.name,
        "stake": STAKE,
        "number": own.number,
        "offers_hearing": True,
    }
    party = procedures.tell_party(
        case_id=case.pk,
        party=procedures.NewParty(**stated | changed),  # type: ignore[arg-type]
        actor=who(world, HANDLER),
        at=MONDAY,
    )
    ledger.settle()
    return party


def papers(party: InterestedParty) -> dict[str, IssuedDocument]:
    """Return the papers of a party by kind, their pages set."""
    ledger.settle()
    for one in party_papers.papers_of([party.pk]).get(party.pk, ()):
        document_services.render_now(one.pk)
        document_services.translations.set_waiting(one.pk)
    return {one.kind: one for one in party_papers.papers_of([party.pk]).get(party.pk, ())}


def decided(world: World, outcome: Outcome = Outcome.GRANTED) -> tuple[Case, InterestedParty]:
    """Return a case that was decided after the neighbour gave up the hearing."""
    case = worlds.in_process(world)
    party = tell(world, case)
    me = worlds.neighbour(world)
    said = procedures.object_as_party(party_id=party.pk, words="先看烟道。", actor=me, at=MONDAY)
    procedures.answer_statement(
        case_id=case.pk,
        statement_id=said.pk,
        is_upheld=True,
        answer="已要求改道。",
        actor=who(world, HANDLER),
        at=MONDAY,
    )
    procedures.waive_hearing_as_party(party_id=party.pk, actor=me, at=MONDAY)
    decisions.decide_case(
        case_id=case.pk,
        outcome=outcome,
        reasons="证件号码 3399 的申请人材料属实。",
        actor=who(world, APPROVER),
        at=MONDAY,
    )
    return fresh(case), InterestedParty.objects.get(pk=party.pk)


def serve(world: World, party: InterestedParty, attempt: serving.Attempt) -> DocumentService:
    (made,) = serving.serve_papers(
        case_id=party.case_id,
        document_ids=[papers(party)[NoticeKind.PARTY_RIGHTS].pk],
        attempt=attempt,
        actor=who(world, COUNTER),
        at=MONDAY,
    )
    return made


def test_who_is_told_has_it_in_writing_by_name(world: World):
    case = worlds.accepted(world)
    party = tell(world, case)

    paper = papers(party)[NoticeKind.PARTY_RIGHTS]

    assert "利告〔2026〕" in paper.number
    assert documents.verify_document(paper.verification_code).title == "利害关系人权利告知书"
    text = rendered_text(paper.pk)
    for words in (party.name, case.number, STAKE, "陈述和申辩", "2026年11月30日", "第四十七条"):
        assert words in text, words
    applicant = identity.applicant_summary(case.applicant_id)
    for private in (case.applicant_name, applicant.number_masked, applicant.phone_masked):
        assert private not in str(paper.data), private
    ledger.settle()
    assert len(party_papers.papers_of([party.pk])[party.pk]) == 1


def test_without_the_offer_of_a_hearing_none_is_promised(world: World):
    party = tell(world, worlds.accepted(world), offers_hearing=False, number="", name="李大山")

    text = rendered_text(papers(party)[NoticeKind.PARTY_RIGHTS].pk)

    assert "陈述和申辩" in text
    assert "听证的" not in text


def test_the_decision_is_written_to_each_once_with_answers_and_remedies(world: World):
    case, party = decided(world)

    paper = papers(party)[NoticeKind.PARTY_DECISION]

    decision = documents.documents_about("case", case.pk).get(kind=NoticeKind.GRANTED)
    text = rendered_text(paper.pk)
    for words in (decision.number, "已要求改道。", "六十日", "行政复议", "六个月", "准予登记"):
        assert words in text, words
    assert "3399" not in text
    assert case.applicant_name not in text
    kinds = Message.objects.filter(recipient_id=party.person_id).values_list("kind", flat=True)
    assert list(kinds).count("interest_decided") == 1


def test_a_refusal_says_nothing_of_its_reasons(world: World):
    _case, party = decided(world, Outcome.REFUSED)

    text = rendered_text(papers(party)[NoticeKind.PARTY_DECISION].pk)

    assert "不予登记" in text
    assert "材料属实" not in text


def test_neither_applicant_nor_stranger_comes_upon_them(world: World):
    case, party = decided(world)
    mine = papers(party)
    applicant, me = worlds.citizen(world), worlds.neighbour(world)
    made = serve(world, party, DIRECT)
    ledger.settle()

    theirs = selectors.papers(case, applicant)
    seen = [
        one.pk for one in selectors.interests.interest(party.pk, me, today=TODAY).papers.waiting
    ]
    story = {one.kind for one in selectors.timeline(case)}

    assert not FOR_PARTIES & {one.kind for one in theirs}
    assert not FOR_PARTIES & {one.kind for one in selectors.papers(case, who(world, HANDLER))}
    assert not {one.file_id for one in mine.values()} & {
        one.file_id for one in together.papers_of_case(case)
    }
    assert not any(
        one.served.row.pk == made.pk for one in selectors.serving.own_services(applicant)
    )
    assert "cases.party_paper_served" not in story
    assert "cases.party_paper_served" in {
        one.kind for one in selectors.timeline(case, for_staff=True)
    }
    assert seen == [mine[NoticeKind.PARTY_DECISION].pk]
    for actor in (applicant, replace(me, assurance=1), who(world, HANDLER)):
        with pytest.raises(errors.ProcedureNotFound):
            selectors.interests.paper_file(party.pk, mine[NoticeKind.PARTY_RIGHTS].pk, actor)
    with pytest.raises(DocumentNotFound):
        selectors.interests.paper_file(party.pk, theirs[0].pk, me)


def test_they_are_served_by_rule_and_tell_the_party_alone(world: World):
    case, party = decided(world)
    consent = document_services.serving.give_consent(actor=worlds.neighbour(world), at=MONDAY)

    made = serve(world, party, ONLINE)
    record = papers(party)[NoticeKind.SERVICE_RECORD]

    assert (made.state, made.recipient_id) == (ServiceState.SERVED, party.person_id)
    assert made.consent_id == consent.pk
    assert record.data["case"]["applicant"]["name"] == party.name
    assert not documents.documents_about("case", case.pk).filter(kind="service_record").exists()
    assert fresh(case).delivered_at is None
    told_kinds = Message.objects.values_list("recipient_id", "kind")
    assert (party.person_id, "interest_paper_served") in told_kinds
    assert (case.applicant_id, "paper_served") not in told_kinds
    me = worlds.neighbour(world)
    for _twice in range(2):
        serving.confirm_receipt_as_party(party_id=party.pk, service_id=made.pk, actor=me, at=MONDAY)
    assert Event.objects.filter(kind="cases.party_paper_receipt_confirmed").count() == 1
    with pytest.raises(serving_errors.ServiceNotFound):
        serving.confirm_receipt(
            case_id=case.pk, service_id=made.pk, actor=worlds.citizen(world), at=MONDAY
        )


def test_post_and_public_notice_wait_for_their_day(world: World):
    party = tell(world, worlds.accepted(world))
    posted = serve(world, party, POST)
    with pytest.raises(serving_errors.ServiceUnderway), transaction.atomic():
        serve(world, party, DIRECT)
    serving.note_failure(
        case_id=party.case_id,
        service_id=posted.pk,
        reason="查无此人。",
        actor=who(world, COUNTER),
        at=MONDAY,
    )
    hung_out = serve(world, party, NOTICE)

    assert sweeps.run_sweeps(at=at(12, 24))["complete_public_notices"] == 1

    hung_out.refresh_from_db()
    assert (hung_out.state, hung_out.served_on) == (ServiceState.SERVED, date(2026, 12, 23))
    assert Event.objects.filter(kind="cases.party_paper_service_failed").count() == 1


def test_a_firm_nobody_knows_signs_through_its_mail_room(world: World):
    party = tell(world, worlds.accepted(world), number="", name="翠苑社区居民委员会")
    with pytest.raises(serving_errors.ConsentMissing), transaction.atomic():
        serve(world, party, ONLINE)

    made = serve(world, party, replace(DIRECT, receiver=Receiver.MAIL_ROOM))

    assert (made.way, made.recipient_id) == (ServiceWay.DIRECT, party.pk)


def test_papers_of_two_people_are_not_served_together(world: World):
    case, party = decided(world)
    ledger.settle()
    both = [papers(party)[NoticeKind.PARTY_RIGHTS].pk, serving.servable(case)[0].pk]

    with pytest.raises(serving_errors.ServiceNotFound):
        serving.serve_papers(
            case_id=case.pk, document_ids=both, attempt=DIRECT, actor=who(world, COUNTER), at=MONDAY
        )


def test_a_language_counts_for_what_was_issued_before_too(world: World):
    publish(world, NoticeKind.PARTY_RIGHTS, NoticeKind.PARTY_DECISION, at=worlds.LONG_AGO)
    case, party = decided(world)
    me = worlds.neighbour(world)
    assert papers(party)[NoticeKind.PARTY_RIGHTS].beside == []  # type: ignore[attr-defined]

    for _twice in range(2):
        procedures.wish_language_as_party(party_id=party.pk, language="en", actor=me, at=MONDAY)
    with pytest.raises(errors.ProcedureNotFound):
        procedures.wish_language_as_party(
            party_id=party.pk, language="en", actor=worlds.citizen(world), at=MONDAY
        )

    for paper in papers(party).values():
        (made,) = paper.beside  # type: ignore[attr-defined]
        assert (made["language"], made["state"]) == ("en", "ready")
    file = selectors.interests.paper_file(
        party.pk, papers(party)[NoticeKind.PARTY_RIGHTS].pk, me, language="en"
    )
    assert file.name.endswith(".pdf")
    assert documents.translations.language_of(case.applicant_id, case.pk) == ""
    assert not translating.translatable(case) or FOR_PARTIES.isdisjoint(
        {one.kind for one in documents.documents_about("case", case.pk)}
    )


def test_a_counter_writes_a_language_down_for_who_has_no_account(world: World):
    publish(world, NoticeKind.PARTY_RIGHTS, at=worlds.LONG_AGO)
    party = tell(world, worlds.accepted(world), number="", name="John Smith")

    procedures.wish_language_of_party(
        case_id=party.case_id,
        party_id=party.pk,
        language="en",
        actor=who(world, COUNTER),
        at=MONDAY,
    )

    (made,) = papers(party)[NoticeKind.PARTY_RIGHTS].beside  # type: ignore[attr-defined]
    assert made["state"] == "ready"


def test_the_sealed_case_holds_how_its_parties_were_served(world: World):
    case, party = decided(world)
    made = serve(world, party, DIRECT)
    decisions.deliver_case(case_id=case.pk, method="counter", actor=who(world, COUNTER), at=MONDAY)
    decisions.close_case(case_id=case.pk, actor=who(world, COUNTER), at=MONDAY)

    (fact,) = Event.objects.filter(kind="cases.case_closed", subject_id=case.pk)

    assert str(made.pk) in fact.payload["service_ids"]


def test_whoever_objected_to_a_notice_is_written_to_when_a_clerk_asks(world: World):
    case, me = worlds.accepted(world), worlds.neighbour(world)
    notice = told(world, case, "public_notice")
    said = procedures.object_to_notice(
        procedure_id=notice.pk, words="不同意。", actor=me, at=at(12, 1)
    )
    party = said.party
    assert papers(party) == {}

    def issue(party_id: UUID = party.pk) -> IssuedDocument:
        return procedures.issue_rights_paper(
            case_id=case.pk, party_id=party_id, actor=who(world, HANDLER), at=at(12, 1)
        )

    assert issue().pk == issue().pk
    assert list(papers(party)) == [NoticeKind.PARTY_RIGHTS]
    with pytest.raises(errors.ProcedureNotFound):
        issue(case.pk)


def test_pages_show_them_to_the_party_and_to_the_office(world: World):
    case, party = decided(world)
    mine = papers(party)
    rights, decision = mine[NoticeKind.PARTY_RIGHTS], mine[NoticeKind.PARTY_DECISION]
    browser, stranger = reader(world.neighbour), reader(world.citizen)
    desk = at_desk(world.staff[StandardPost.COUNTER])
    here = f"/my/interests/{party.pk}"

    page = browser.get(here).content.decode()
    file = browser.get(f"{here}/papers/{rights.pk}")
    services = f"/workbench/cases/{case.pk}/services"
    shown = desk.get(f"{services}?party={party.pk}").content.decode()
    plain = desk.get(services).content.decode()
    sent = {
        "way": "direct",
        "documents": [str(rights.pk)],
        "party": str(party.pk),
        "received_on": TODAY.isoformat(),
        "servers": "王芳",
        "receiver": "self",
    }
    recorded = desk.post(f"{services}/new", sent)
    after = browser.get(here).content.decode()

    assert rights.number in page
    assert decision.number in page
    assert file.getvalue().startswith(b"%PDF")
    for url in (here, f"{here}/papers/{rights.pk}"):
        assert stranger.get(url).status_code == 404
    assert browser.get(f"{here}/papers/{party.pk}").status_code == 404
    assert rights.number in shown
    assert rights.number not in plain
    assert f"?party={party.pk}" in plain
    assert desk.get(f"{services}?party={case.pk}").status_code == 404
    at_office = desk.get(f"/workbench/cases/{case.pk}/documents/{rights.pk}")
    assert at_office.getvalue().startswith(b"%PDF")
    assert recorded.headers["Location"].endswith(f"?party={party.pk}")
    made = DocumentService.objects.get(document=rights)
    assert "直接送达" in after
    done = browser.post(f"{here}/confirm", {"service": str(made.pk)})
    wrong = browser.post(f"{here}/confirm", {"service": "x"})
    assert (done.status_code, wrong.status_code) == (302, 404)
    made.refresh_from_db()
    assert made.confirmed_at is not None


def test_more_papers_cost_no_more_queries(world: World):
    told_only = tell(world, worlds.accepted(world))
    _case, party = decided(world)
    papers(told_only), papers(party)

    counts = []
    for one in (told_only, party):
        with CaptureQueriesContext(connection) as asked:
            assert party_papers.of_party(one).papers
        counts.append(len(asked))

    assert counts[0] == counts[1] <= 12
